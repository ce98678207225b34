"""The centre's logo, as an administrator sends it."""

from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from apps.accounts.models import User
from tests import factories
from tests.accounts.people import pictures
from tests.factories import client_for

PATH = "/settings/logo/"


def put_logo(user: User, data: bytes, name: str = "logo.png", *, field: str = "file") -> factories.ApiResponse:
    """Send `data` as the centre's logo."""
    headers = {"Authorization": f"Bearer {client_for(user).token}", "Accept-Language": "en"}
    form = encode_multipart(BOUNDARY, {field: pictures.build_upload(data, name)})
    answer = Client().put(f"/api/v1{PATH}", form, content_type=MULTIPART_CONTENT, headers=headers)
    return factories._to_api_response(answer)
