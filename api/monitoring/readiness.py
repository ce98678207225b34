"""Readiness checks: database, Redis, file store, and how long jobs have been waiting."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from api.monitoring.backups import get_last_successful_backup_time
from apps.backups import queries as backups
from apps.core.ids import uuid7
from apps.jobs import queries as jobs

logger = logging.getLogger("talim.readiness")

MAX_QUEUE_WAIT_SECONDS = 300.0


class NotReady(Exception):
    """A check failed although the part answered; the text is shown to the monitor."""


def run_readiness_checks() -> list[dict[str, Any]]:
    """Run all checks. Return name, result, duration in milliseconds and, on failure, a short detail of each."""
    parts: list[tuple[str, Callable[[], None]]] = [
        ("database", _check_database),
        ("redis", _check_redis),
        ("store", _check_file_store),
        ("queue", _check_queue),
    ]
    return [_run_check(name, check) for name, check in parts]


def get_last_backup(checks: list[dict[str, Any]]) -> datetime | None:
    """Return when the newest good backup ended; None without one, and while the database is not ready."""
    if not any(check["name"] == "database" and check["ok"] for check in checks):
        return None
    try:
        return get_last_successful_backup_time()
    except DatabaseError:  # it went away after its check
        logger.exception("the last backup could not be read")
        return None


def _run_check(name: str, check: Callable[[], None]) -> dict[str, Any]:
    started = time.perf_counter()
    detail = ""
    try:
        check()
    except NotReady as error:
        detail = str(error)
    except Exception as error:
        detail = type(error).__name__
        logger.warning("not ready", exc_info=error, extra={"part": name})
    milliseconds = round((time.perf_counter() - started) * 1000, 1)
    return {"name": name, "ok": not detail, "milliseconds": milliseconds, "detail": detail}


def _check_database() -> None:
    if name := backups.get_unfinished_restore():
        raise NotReady(f"a restore of {name} was ended before it was done: start the same manage.py restore again")
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        first = waiting[0][0]
        raise NotReady(
            f"{len(waiting)} migrations are not applied, the first is {first.app_label}.{first.name}: manage.py migrate"
        )


def _check_redis() -> None:
    key, value = f"ready:{uuid7()}", "yes"
    cache.set(key, value, timeout=10)
    if cache.get(key) != value:
        raise NotReady("a value that was written could not be read")
    cache.delete(key)


def _check_file_store() -> None:
    path = f"ready/{uuid7()}"
    try:
        default_storage.save(path, ContentFile(b"ready"))
        with default_storage.open(path, "rb") as stored:
            if stored.read() != b"ready":
                raise NotReady("a file that was written could not be read")
    finally:
        default_storage.delete(path)


def _check_queue() -> None:
    seconds = jobs.get_longest_wait_seconds()
    if seconds > MAX_QUEUE_WAIT_SECONDS:
        raise NotReady(f"a job has been waiting for {seconds:.0f} s")
