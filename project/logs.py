"""Structured logging: one JSON object (or one console line) per event, with request id and job id.

Secrets, phone numbers, e-mail addresses and the values in errors of PostgreSQL and Pydantic are removed.
"""

import logging
import logging.config
import re
import sys
from functools import lru_cache
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest
from structlog.typing import EventDict, Processor, WrappedLogger

from apps.core import request_context
from apps.core.redaction import redact_secrets

_SECRET_NAMES = re.compile(r"passw|secret|token|ticket|authorization|cookie|api_?key|credential|body|transcript", re.I)
_SECRET_TEXTS = re.compile(
    r"(?i)(bearer\s+|://[^/\s:@]*:|/lessons/calendar/|/eskiz/callback/|/vdocipher/hook/|/check-in/)[^\s@\"']+|eyJ[\w-]+\.[\w-]+\.[\w-]+|\bbot[0-9]+:[\w-]+"
)
_PERSONAL = (
    re.compile(r"(?<![\w.])[\w.%+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"),
    re.compile(r"\+\d(?:[ ()-]{0,2}\d){8,14}"),
    re.compile(r"(?<![\w-])998(?:[ ()-]{0,2}\d){9}(?![\w-])"),
    re.compile(r"(?<=DETAIL: )[^\n]+"),
    re.compile(r"(?<=CONTEXT: )[^\n]+"),
    re.compile(r"(?<=invalid input )[^\n]+"),
    re.compile(r"(?<=input_value=).+?(?=, input_type=|$)", re.S),
)
_SUSPICIOUS = re.compile(
    r"@|\+|998|(?i:bearer|://|/calendar/|/callback/|/hook/|/check-in/|eyJ|bot\d)"
    r"|DETAIL|CONTEXT|invalid input|input_value"
)
"""A cheap first test: every text that one of the patterns above changes matches this, and few other texts do."""
_LOG_FIELDS = {"exc_info", "event", "level", "logger", "timestamp", "exception", "stack_info"}
_SAFE_FIELDS = _LOG_FIELDS - {"event", "exception"}


def _add_ids(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    for name, value in (("request_id", request_context.get_request_id()), ("job_id", request_context.get_job_id())):
        if value:
            event.setdefault(name, value)
    return event


def _remove_secrets(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    for name in list(event):
        if name.startswith("_") or name in _SAFE_FIELDS:
            continue
        event[name] = "[removed]" if _is_secret(name) else _scrub(event[name])
    return event


@lru_cache(maxsize=1024)
def _is_secret(name: str) -> bool:
    return bool(_SECRET_NAMES.search(name))


def _scrub(value: Any) -> Any:
    """Return the value without personal data in its texts, also within lists and dictionaries."""
    if isinstance(value, str):
        return remove_personal_data(value)
    if isinstance(value, dict):
        return {name: "[removed]" if _is_secret(str(name)) else _scrub(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_scrub(inner) for inner in value]
    return value


def remove_personal_data(text: str) -> str:
    """Return the text without secrets, phones, e-mail addresses and values in errors of PostgreSQL and Pydantic."""
    if not _SUSPICIOUS.search(text):
        return text
    text = _SECRET_TEXTS.sub(_replace_secret, text)
    for pattern in _PERSONAL:
        text = pattern.sub("[removed]", text)
    return text


def _replace_secret(match: re.Match[str]) -> str:
    return f"{match.group(1) or ''}[removed]"


def _remove_secret_paths(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Remove secrets in paths: Django logs the path of a failed request and adds the request to the record."""
    request = event.get("request")
    if isinstance(request, HttpRequest):
        for name in ("event", "exception"):
            if isinstance(event.get(name), str):
                event[name] = redact_secrets(request, event[name])
    return event


def _remove_objects(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Keep plain values only: Django adds whole requests and sockets to its log records."""
    return {
        name: value
        for name, value in event.items()
        if name.startswith("_")
        or name in _LOG_FIELDS
        or isinstance(value, str | int | float | bool | list | dict | None)
    }


def configure_logging() -> None:
    """Set up logging for this process from `LOG_LEVEL` and `LOG_FORMAT`, also for the servers' own loggers."""
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_ids,
    ]
    as_json = settings.ENV.log_format == "json"
    renderer: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _remove_secret_paths,
            _remove_objects,
            _remove_secrets,
            renderer,
        ],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"structured": formatter},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
            "root": {"handlers": ["stderr"], "level": settings.ENV.log_level},
            "loggers": {name: _propagate_to_root() for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "daphne")}
            | {
                "django.request": {"level": "ERROR"},
                "django.db.backends": {"level": "INFO"},
                "django.server": _propagate_to_root(),
                "uvicorn.access": {**_propagate_to_root(), "level": "WARNING"},
                "twisted": {"level": "WARNING"},
                "botocore": {"level": "WARNING"},
                "httpx": {"level": "WARNING"},
                "httpcore": {"level": "WARNING"},
                "asyncio": {"level": "WARNING"},
            },
        }
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _propagate_to_root() -> dict[str, Any]:
    return {"handlers": [], "propagate": True}
