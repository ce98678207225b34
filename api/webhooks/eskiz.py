"""What Eskiz tells of SMS (`callback_url`). Nothing signs it: its address has a secret in it, and it is only a hint."""

import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from api.errors import MethodNotAllowed, envelope
from apps.accounts import throttle
from apps.accounts.addresses import client_address
from apps.core.errors import DomainError, NotFound, TooLarge
from apps.messaging import sms_status

LONGEST_BODY = 64 * 1024
MOST_FIELDS = 50


@csrf_exempt
def callback(request: HttpRequest, secret: str) -> HttpResponse:
    """200 for whatever Eskiz says, also of SMS that nobody knows; those are counted: TooMany.

    404 with another secret, as for an address that does not exist; 413 for a body that no callback has.
    """
    try:
        _check_secret(request, secret)
        if request.method != "POST":
            refused = envelope(MethodNotAllowed())
            refused["Allow"] = "POST"
            return refused
        if not sms_status.hint(_fields(request)):
            throttle.anonymous_request(address=client_address(request))
    except DomainError as error:
        return envelope(error)
    return HttpResponse(status=200)


def _check_secret(request: HttpRequest, secret: str) -> None:
    """NotFound for another secret; such requests are counted: TooMany."""
    expected = settings.ENV.eskiz_callback_secret
    if not expected or not hmac.compare_digest(secret.encode(), expected.encode()):
        throttle.anonymous_request(address=client_address(request))
        raise NotFound()


def _fields(request: HttpRequest) -> Mapping[str, Any]:
    """The body, a form or JSON; nothing when it is neither."""
    try:
        body = request.read(LONGEST_BODY + 1)
    except UnreadablePostError:
        return {}
    if len(body) > LONGEST_BODY:
        raise TooLarge(_("The request is too large."))
    try:
        if body.lstrip().startswith((b"{", b"[")):
            read = orjson.loads(body)
            return read if isinstance(read, dict) else {}
        return dict(parse_qsl(body.decode(), max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}
