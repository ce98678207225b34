"""File uploads by PUT. Django parses multipart forms of POST requests only (its ticket 12635)."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid, UnsupportedMedia

FILE_REQUEST_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "title": "FileParams",
                    "type": "object",
                    "properties": {"file": {"type": "string", "format": "binary", "title": "File"}},
                    "required": ["file"],
                }
            }
        },
    }
}
"""`openapi_extra` of an operation that calls `put_file`."""


def get_put_file(request: HttpRequest) -> "UploadedFile[bytes]":
    """Return the upload "file" of a PUT. Raise UnsupportedMedia when the body is not a multipart form, Invalid without
    the file.
    """
    if request.content_type != "multipart/form-data":
        raise UnsupportedMedia(_("Send the file as multipart/form-data."))
    method = request.method
    request.method = "POST"
    try:
        upload = request.FILES.get("file")
    finally:
        request.method = method
    if not isinstance(upload, UploadedFile):
        raise Invalid.field("file", _("This field is required."))
    return upload
