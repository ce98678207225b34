"""Sends errors to Sentry when SENTRY_DSN is set, without personal data.

Each event is built from a list of allowed fields (`_allowed`): type and cleaned text of the error, files, functions and
lines of the stack, request id and job id. Requests, bodies, headers, users, variables, breadcrumbs and traces are never
sent. When the network is down, events are dropped; no request waits.
"""

import sys
from typing import Any

import sentry_sdk
from django.conf import settings
from sentry_sdk.integrations.atexit import AtexitIntegration
from sentry_sdk.integrations.django import DjangoIntegration
from sentry_sdk.integrations.logging import LoggingIntegration
from sentry_sdk.types import Event, Hint
from sentry_sdk.utils import event_from_exception

from apps.core import request_context
from project.logs import remove_personal_data

SECONDS_AT_EXIT = 2
FRAME_FIELDS = ("filename", "function", "module", "lineno", "in_app", "context_line")
EVENT_FIELDS = ("event_id", "timestamp", "level", "platform", "release", "environment", "sdk")


def start_sentry() -> None:
    """Start sending errors to SENTRY_DSN."""
    sentry_sdk.init(
        dsn=settings.ENV.sentry_dsn,
        environment=settings.ENV.sentry_environment,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_enabling_integrations=False,
        integrations=[
            DjangoIntegration(middleware_spans=False),
            LoggingIntegration(level=None),
            AtexitIntegration(callback=lambda pending, timeout: None),
        ],
        before_send=_build_allowed_event,
        shutdown_timeout=SECONDS_AT_EXIT,
    )


def _build_allowed_event(event: Event, hint: Hint) -> Event:
    """Return a new event that holds only the allowed fields."""
    raw_event: dict[str, Any] = dict(event)
    allowed = {name: raw_event[name] for name in EVENT_FIELDS if name in raw_event}
    allowed["logger"] = str(raw_event.get("logger") or "")
    allowed["transaction"] = _get_route(raw_event)
    allowed["tags"] = {
        name: value
        for name, value in (("request_id", request_context.get_request_id()), ("job_id", request_context.get_job_id()))
        if value
    }
    if message := _get_message(raw_event, hint):
        allowed["message"] = remove_personal_data(message)[:1000]
    if values := (raw_event.get("exception") or _get_current_exception(hint)).get("values"):
        allowed["exception"] = {"values": [_build_exception(value) for value in values]}
    return allowed  # type: ignore[return-value]


def _get_current_exception(hint: Hint) -> dict[str, Any]:
    """Return the current exception of a structured log line; structlog does not put it into the log record."""
    record = hint.get("log_record")
    structured = record is not None and isinstance(record.msg, dict) and record.msg.get("exc_info")
    if not structured or sys.exc_info()[0] is None:
        return {}
    exception_event, _hint = event_from_exception(sys.exc_info())
    return {"values": (exception_event.get("exception") or {}).get("values")}


def _get_route(event: dict[str, Any]) -> str:
    """Return the route's pattern; empty when Sentry has only the raw URL."""
    known = (event.get("transaction_info") or {}).get("source") in ("route", "component")
    return str(event.get("transaction") or "") if known else ""


def _get_message(event: dict[str, Any], hint: Hint) -> str:
    """Return the text of a log line; of a structured line its event only."""
    record = hint.get("log_record")
    if record is not None and isinstance(record.msg, dict):
        return str(record.msg.get("event") or "")
    return str((event.get("logentry") or {}).get("message") or event.get("message") or "")


def _build_exception(value: dict[str, Any]) -> dict[str, Any]:
    frames = (value.get("stacktrace") or {}).get("frames") or []
    return {
        "type": value.get("type"),
        "module": value.get("module"),
        "value": remove_personal_data(str(value.get("value") or ""))[:1000],
        "stacktrace": {
            "frames": [{name: frame.get(name) for name in FRAME_FIELDS if name in frame} for frame in frames]
        },
    }
