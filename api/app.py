"""The REST API: all routers are added here."""

from typing import Any

import orjson
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import ValidationError, ValidationErrorContext
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from api import errors, openapi, validation_messages
from api.router_places import ROUTERS
from apps.core.errors import UnsupportedMedia
from apps.core.version import VERSION


class OrjsonParser(Parser):
    """Parse JSON bodies strictly: NaN, lone surrogates and very deep nesting are refused."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the body's value. Raise UnsupportedMedia for another content type, ValueError for invalid JSON."""
        if request.content_type not in ("application/json", ""):
            raise UnsupportedMedia(_("Send JSON (application/json)."))
        return orjson.loads(request.body)


class OrjsonRenderer(BaseRenderer):
    """Render answers as JSON with orjson."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """Return the bytes of one answer."""
        return orjson.dumps(data, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form here")


class TalimAPI(NinjaAPI):
    """NinjaAPI with our operation ids, our validation messages and a complete schema."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name of the function, which is unique: `homework_submit`."""
        return operation.view_func.__name__

    def validation_error_from_error_contexts(
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> ValidationError:
        """Return one error that holds the messages by field path."""
        return ValidationError([validation_messages.collect_field_messages(error_contexts)])

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the schema with the errors that every operation can answer."""
        return openapi.complete_schema(
            super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params), self
        )


api = TalimAPI(
    title="Talim",
    version=VERSION,
    description="The backend a learning centre runs on its own server.",
    docs_url=None,
    openapi_url=None,
    renderer=OrjsonRenderer(),
    parser=OrjsonParser(),
)
errors.register_error_handlers(api)

for prefix, area, modules in ROUTERS:
    for module in modules:
        api.add_router(prefix, f"api.{area}.{module}.router")
