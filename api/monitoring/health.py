"""Operations under `/health/`: liveness, readiness, metrics, and errors of the pages."""

import hmac
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Status

from api import monitoring
from api.auth import Requires, public, public_uncounted
from api.monitoring import readiness
from api.monitoring.health_schemas import HealthOut, PageErrorIn, ReadyOut
from api.operations import OperationRouter
from apps.accounts.client_ip import get_client_ip
from apps.core.version import VERSION
from apps.portal.services.page_errors import PageError, log_page_error

router = OperationRouter(tags=["health"])

TEXT = {"responses": {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}}


class RequiresPermissionOutsideDebug(Requires):
    """Require the permission, except while DEBUG is on."""

    def __call__(self, request: HttpRequest) -> Any:
        """Allow every request while DEBUG is on."""
        return True if settings.DEBUG else super().__call__(request)


class RequiresPermissionOrToken(Requires):
    """Require the permission or the METRICS_TOKEN. The token needs neither the database nor Redis."""

    def __call__(self, request: HttpRequest) -> Any:
        """Allow a request with the METRICS_TOKEN; check the permission of all others."""
        known = settings.ENV.metrics_token
        given = request.headers.get("Authorization", "")
        if known and hmac.compare_digest(given.encode(), f"Bearer {known}".encode()):
            return True
        return super().__call__(request)


@router.get("/", public_uncounted, HealthOut)
def health_live(request: HttpRequest) -> dict[str, str]:
    """Check that the process is alive.

    Uses neither the database nor Redis. Needs no sign-in.
    """
    return {"status": "ok", "version": VERSION}


@router.get("/ready/", RequiresPermissionOutsideDebug("settings.monitor"), {200: ReadyOut, 503: ReadyOut})
def health_ready(request: HttpRequest) -> Status[dict[str, Any]]:
    """Check that all parts are ready.

    Checks the database and its migrations, Redis, the file store, and that no job has waited over 5 minutes.

    Answers 503 when a check fails. For users with `settings.monitor`; in development for all.
    """
    checks = readiness.run_readiness_checks()
    ok = all(check["ok"] for check in checks)
    report = {
        "status": "ready" if ok else "not_ready",
        "checks": checks,
        "last_backup": readiness.get_last_backup(checks),
    }
    return Status(200 if ok else 503, report)


@router.get("/metrics/", RequiresPermissionOrToken("settings.monitor"), openapi_extra=TEXT)
def health_metrics(request: HttpRequest) -> HttpResponse:
    """Get metrics for Prometheus.

    Metrics of all processes in the text format of Prometheus; docs/monitoring.md explains each.

    For users with `settings.monitor`, or with the METRICS_TOKEN as bearer token.
    """
    return HttpResponse(monitoring.render_metrics(), content_type=monitoring.CONTENT_TYPE)


@router.post("/page-errors/", public, errors=[422])
def health_report_page_error(request: HttpRequest, payload: PageErrorIn) -> None:
    """Report an error of a page.

    For front ends: writes an error that happened in the browser to the log, under the `X-Request-ID` of the answer.
    Needs no sign-in, and no user is written; quoted texts, addresses and long numbers are removed from `message`.
    Refused with 429 above 60 reports an hour from one address, and 600 from all.
    """
    log_page_error(PageError(**payload.model_dump()), client=get_client_ip(request))
