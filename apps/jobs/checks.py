"""System check of job kinds: a kind that cannot run stops the start."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.utils.module_loading import import_string

from apps.jobs.kinds import JobKind, get_job_kinds_by_name


def check_declared_kinds(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Check that names are unique, handlers and `on_dead` can be imported, and leases last longer than renewals."""
    try:
        kinds = get_job_kinds_by_name()
    except ValueError as error:
        return [Error(str(error), id="jobs.E001")]
    errors: list[CheckMessage] = []
    if settings.JOB_LEASE_SECONDS < 2 * settings.JOB_RENEW_SECONDS:
        errors.append(Error("JOB_LEASE_SECONDS must be at least twice JOB_RENEW_SECONDS", id="jobs.E004"))
    for kind in kinds.values():
        errors += _check_paths(kind)
    return errors


def _check_paths(kind: JobKind) -> list[CheckMessage]:
    paths = [kind.on_dead] if kind.on_dead else []
    if kind.queue == "default":
        paths.append(kind.handler)
    errors: list[CheckMessage] = []
    for path in paths:
        try:
            import_string(path)
        except ImportError as error:
            errors.append(Error(f"job kind {kind.name}: {error}", id="jobs.E002"))
    return errors
