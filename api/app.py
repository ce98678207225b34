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
from api.routers import (
    attendance,
    attendance_reports,
    auth,
    auth_directory,
    auth_family,
    auth_people,
    auth_privacy,
    auth_registration,
    auth_roles,
    auth_sessions,
    centre,
    courses,
    courses_groups,
    courses_imports,
    courses_levels,
    courses_members,
    courses_timetable,
    gamification,
    gamification_shop,
    health,
    homework,
    homework_assignments,
    homework_marking,
    jobs,
    lessons,
    lessons_changes,
    notifications,
    notifications_announcements,
    notifications_push,
    notifications_templates,
    payments,
    payments_balance,
    payments_cash,
    payments_orders,
    payments_pricing,
    payments_providers,
    payments_reports,
    payments_salaries,
    realtime,
    resources,
    settings,
    settings_audit,
    webhooks,
)
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
        """Return `homework_submit` for `submit` in `api.routers.homework`."""
        area = operation.view_func.__module__.rpartition(".")[2]
        name = operation.view_func.__name__
        return name if name.startswith(f"{area}_") else f"{area}_{name}"

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

api.add_router("/auth", auth.router)
api.add_router("/auth", auth_registration.router)
api.add_router("/auth", auth_sessions.router)
api.add_router("/auth", auth_roles.router)
api.add_router("/auth", auth_people.router)
api.add_router("/auth", auth_family.router)
api.add_router("/auth", auth_directory.router)
api.add_router("/auth", auth_privacy.router)
api.add_router("/courses", courses.router)
api.add_router("/courses", courses_levels.router)
api.add_router("/courses", courses_groups.router)
api.add_router("/courses", courses_members.router)
api.add_router("/courses", courses_timetable.router)
api.add_router("/courses", courses_imports.router)
api.add_router("/lessons", lessons.router)
api.add_router("/lessons", lessons_changes.router)
api.add_router("/lessons", attendance.lessons_router)
api.add_router("/attendance", attendance.router)
api.add_router("/attendance", attendance_reports.router)
api.add_router("/resources", resources.router)
api.add_router("/homework", homework_assignments.router)
api.add_router("/homework", homework.router)
api.add_router("/homework", homework_marking.router)
api.add_router("/gamification", gamification.router)
api.add_router("/gamification", gamification_shop.router)
api.add_router("/notifications", notifications.router)
api.add_router("/notifications", notifications_announcements.router)
api.add_router("/notifications", notifications_push.router)
api.add_router("/notifications", notifications_templates.router)
api.add_router("/payments", payments.router)
api.add_router("/payments", payments_balance.router)
api.add_router("/payments", payments_cash.router)
api.add_router("/payments", payments_orders.router)
api.add_router("/payments", payments_pricing.router)
api.add_router("/payments", payments_providers.router)
api.add_router("/payments", payments_reports.router)
api.add_router("/payments", payments_salaries.router)
api.add_router("/settings", centre.router)
api.add_router("/realtime", realtime.router)
api.add_router("/jobs", jobs.router)
api.add_router("/settings", settings.router)
api.add_router("/settings", settings_audit.router)
api.add_router("/health", health.router)
api.add_router("/settings", webhooks.router)
