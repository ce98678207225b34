"""Error answers of the API. Every error has the same body: `{"code", "detail", "fields", "request_id"}`."""

import errno
import logging
from collections.abc import Mapping
from typing import Any

import orjson
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError
from psycopg_pool import PoolTimeout

from api.auth import audit_forbidden
from api.base_schemas import Out, build_example
from apps.core import request_context
from apps.core.errors import (
    Conflict,
    DomainError,
    ErrorCode,
    Forbidden,
    Invalid,
    NotAuthenticated,
    NotFound,
    TooLarge,
    TooMany,
    Unavailable,
    UnsupportedMedia,
)
from apps.core.redaction import redact_path

logger = logging.getLogger("talim.errors")

DISK_FULL_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
"""Error numbers of a disk that is full or read-only. Answered with 503: a retry may succeed later."""


class ErrorOut(Out):
    """Why a request was refused. Programs check `code`; `detail` and `fields` are texts for people."""

    model_config = build_example(
        code="invalid",
        detail="Some values are not valid.",
        fields={"name": ["This field is required."]},
        request_id="0192d4e6a7b87c9d8e0f1a2b3c4d5e6f",
    )

    code: ErrorCode
    detail: str
    fields: dict[str, list[str]]
    request_id: str


class MethodNotAllowed(DomainError):
    """The URL exists, but not with this HTTP method."""

    status = 405
    code = ErrorCode.METHOD_NOT_ALLOWED
    detail = _("This method is not allowed here.")


class BodyTimeout(DomainError):
    """The body did not arrive in time."""

    status = 408
    code = ErrorCode.BAD_REQUEST
    detail = _("The request did not arrive in time.")


class ServerError(DomainError):
    """A failure of the platform. The log has the traceback under the request id."""

    status = 500
    code = ErrorCode.SERVER_ERROR
    detail = _("Something went wrong on our side. Please try again later.")


def build_error_body(error: DomainError) -> dict[str, Any]:
    """Return the body of an error as a dictionary, in the active language. Sockets use it too."""
    return {
        "code": str(error.code),
        "detail": str(error.detail),
        "fields": {name: [str(message) for message in messages] for name, messages in error.fields.items()},
        "request_id": request_context.get_request_id(),
    }


def build_error_response(error: DomainError) -> HttpResponse:
    """Return the HTTP answer of an error, with `Retry-After` and `WWW-Authenticate` where needed."""
    response = HttpResponse(orjson.dumps(build_error_body(error)), content_type="application/json", status=error.status)
    response["Content-Length"] = str(len(response.content))
    if error.retry_after is not None:
        response["Retry-After"] = str(error.retry_after)
    if error.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


_ERROR_BY_STATUS: dict[int, type[DomainError]] = {
    400: DomainError,
    401: NotAuthenticated,
    403: Forbidden,
    404: NotFound,
    405: MethodNotAllowed,
    408: BodyTimeout,
    409: Conflict,
    413: TooLarge,
    415: UnsupportedMedia,
    422: Invalid,
    429: TooMany,
    500: ServerError,
    503: Unavailable,
}


def get_error_for_status(status: int) -> DomainError:
    """Return the error that belongs to an HTTP status chosen by Ninja or Django."""
    if status in _ERROR_BY_STATUS:
        return _ERROR_BY_STATUS[status]()
    return DomainError() if status < 500 else ServerError()


def to_domain_error(error: Exception) -> DomainError | None:
    """Convert an exception of Ninja, Django, the database or the disk into a DomainError.

    Return None for an exception that is a failure of our own (500).
    """
    if isinstance(error, DomainError):
        return error
    if isinstance(error, Throttled):
        return TooMany(retry_after=error.wait)
    if isinstance(error, HttpError):
        cause = error.__cause__
        return cause if isinstance(cause, DomainError) else get_error_for_status(error.status_code)
    if isinstance(error, Http404):
        return NotFound()
    if isinstance(error, PermissionDenied):
        return Forbidden()
    if isinstance(error, RequestDataTooBig):
        return TooLarge(_("The request is too large."))
    if isinstance(error, SuspiciousOperation | BadRequest | MultiPartParserError):
        return DomainError()
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout):
        return Unavailable(retry_after=5)
    if isinstance(error, OSError) and error.errno in DISK_FULL_ERRNOS:
        return Unavailable(retry_after=30)
    return None


def register_error_handlers(api: NinjaAPI) -> None:
    """Register the handlers for every exception that an operation can raise."""
    for kind in (DomainError, HttpError, Http404, Exception):
        api.add_exception_handler(kind, _handle_error)
    api.add_exception_handler(ValidationError, _handle_validation_error)


def _handle_error(request: HttpRequest, error: Any) -> HttpResponse:
    domain = to_domain_error(error)
    if domain is None:
        got_request_exception.send(sender=None, request=request)
        logger.error("unhandled exception", exc_info=error, extra={"path": redact_path(request)})
        return build_error_response(ServerError())
    if error is domain and domain.status >= 500:
        logger.warning("unavailable", extra={"path": redact_path(request)})
    elif domain.status >= 500:
        logger.error("unavailable", exc_info=error, extra={"path": redact_path(request)})
    if domain.code == ErrorCode.FORBIDDEN:
        audit_forbidden(request)
    return build_error_response(domain)


def _handle_validation_error(request: HttpRequest, error: Any) -> HttpResponse:
    fields: Mapping[str, list[Any]] = error.errors[0] if error.errors else {}
    return build_error_response(Invalid(fields=fields))


def bad_request_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer Django's 400 (`handler400`)."""
    return build_error_response(DomainError())


def forbidden_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer Django's 403 (`handler403`)."""
    return build_error_response(Forbidden())


def csrf_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 for a form without a CSRF token (`CSRF_FAILURE_VIEW`)."""
    return build_error_response(Forbidden(_("This page is too old. Please load it again and repeat.")))


def not_found_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer Django's 404 (`handler404`)."""
    return build_error_response(NotFound())


def server_error_page(request: HttpRequest) -> HttpResponse:
    """Answer Django's 500 (`handler500`)."""
    return build_error_response(ServerError())
