"""Request bodies of submissions: a file in a form, or a text or an upload in a form or as JSON.

Ninja's parameters cannot describe an operation with both kinds of body; so the body is read here and described in
`BODY`.
"""

from typing import Any, TypeVar

import orjson
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from api.base_schemas import In
from api.validation_messages import get_message
from apps.core.errors import DomainError, Invalid, UnsupportedMedia

S = TypeVar("S", bound=In)

_TEXT: dict[str, Any] = {"type": "string", "title": "Text", "minLength": 1, "maxLength": 20_000}
_UPLOAD: dict[str, Any] = {"type": "string", "format": "uuid", "title": "Upload"}
_FILE: dict[str, Any] = {"type": "string", "format": "binary", "title": "File"}
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "title": "SubmitForm",
                    "type": "object",
                    "properties": {"file": _FILE, "text": _TEXT, "upload": _UPLOAD},
                }
            },
            "application/json": {"schema": {"$ref": "#/components/schemas/SubmitIn"}},
        },
    }
}
"""`openapi_extra` of an operation that calls `submission`; `api.openapi` adds the schema that it refers to."""


def parse_submission(request: HttpRequest, schema: type[S]) -> "tuple[UploadedFile[bytes] | None, S]":
    """Return the file, if the form has one, and the other fields as `schema`.

    Raise UnsupportedMedia for another kind of body, DomainError (400) for broken JSON, Invalid for wrong fields.
    """
    if request.content_type == "multipart/form-data":
        files = request.FILES
        if extra := sorted(set(files) - {"file"}):
            raise Invalid(fields={name: [_("There is no such field.")] for name in extra})
        file = files.get("file")
        return file if isinstance(file, UploadedFile) else None, _fields(request.POST.dict(), schema)
    if request.content_type != "application/json":
        raise UnsupportedMedia(_("Send a form (multipart/form-data) or JSON."))
    try:
        values = orjson.loads(request.body)
    except orjson.JSONDecodeError as error:
        raise DomainError() from error
    return None, _fields(values, schema)


def _fields(values: Any, schema: type[S]) -> S:
    try:
        return schema.model_validate(values)
    except ValidationError as error:
        fields: dict[str, list[Any]] = {}
        for problem in error.errors(include_url=False, include_input=False):
            path = ".".join(str(part) for part in problem["loc"] if part != "__root__") or "body"
            fields.setdefault(path, []).append(get_message(problem["type"], problem.get("ctx", {})))
        raise Invalid(fields=fields) from error
