"""Operations under `/health/`: is the process alive, is everything it stands on ready, numbers for the monitor."""

import hmac
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from api import monitoring, readiness
from api.auth import Requires, public_uncounted
from api.schemas.health import HealthOut, ReadyOut

router = Router(tags=["health"])

VERSION = "1.0.0"
TEXT = {"responses": {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}}


class RequiresOutsideDebug(Requires):
    """The permission, except in development."""

    def __call__(self, request: HttpRequest) -> Any:
        """Let everybody in while DEBUG is on."""
        return True if settings.DEBUG else super().__call__(request)


class RequiresOrToken(Requires):
    """The permission, or the METRICS_TOKEN, which asks neither the database nor Redis."""

    def __call__(self, request: HttpRequest) -> Any:
        """Let the monitor in by its token, everybody else by what `Requires` says."""
        known = settings.ENV.metrics_token
        given = request.headers.get("Authorization", "")
        if known and hmac.compare_digest(given.encode(), f"Bearer {known}".encode()):
            return True
        return super().__call__(request)


@router.get("/", auth=public_uncounted, response=HealthOut, summary="Whether this process answers")
def live(request: HttpRequest) -> dict[str, str]:
    """Answers without asking the database or Redis."""
    return {"status": "ok", "version": VERSION}


@router.get(
    "/ready/",
    auth=RequiresOutsideDebug("settings.monitor"),
    response={200: ReadyOut, 503: ReadyOut},
    summary="Whether everything is ready",
)
def ready(request: HttpRequest) -> Status[dict[str, Any]]:
    """Database with all migrations, Redis, the file store, and no job waiting for more than five minutes."""
    checks = readiness.checks()
    ok = all(check["ok"] for check in checks)
    return Status(200 if ok else 503, {"status": "ready" if ok else "not_ready", "checks": checks})


@router.get(
    "/metrics/",
    auth=RequiresOrToken("settings.monitor"),
    summary="Numbers for Prometheus",
    response={200: None},
    openapi_extra=TEXT,
)
def metrics(request: HttpRequest) -> HttpResponse:
    """Of the whole installation, in Prometheus' text form; names and meanings stand in docs/monitoring.md."""
    return HttpResponse(monitoring.exposition(), content_type=monitoring.CONTENT_TYPE)
