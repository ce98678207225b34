"""What is told after the commit (`core.told_afterwards`): a job row in the transaction, and the job that tells.

The row is our own and names nobody by a foreign key, so that nothing about notifications or streams can undo what they
tell of. A worker is woken with the commit, or when it is time for what is told later.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import structlog
from django.db import transaction

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify
from realtime.events import all_events, publish

log = structlog.get_logger(__name__)

JOB_KIND = "notifications.tell"
PRIORITY = 10
"""Before other work of the queue: people wait for it."""
MAX_JOB_BYTES = jobs.PAYLOAD_MAX_BYTES - 64

MessagePayload = dict[str, Any]
"""A notification (what `notify` takes, `at` being when it is told) or an event (`stream`, `type`, `data`)."""
NON_NOTIFY_FIELDS = ("user", "at", "until")


def enqueue_after_commit(items: list[MessagePayload]) -> None:
    """The flush hook. What cannot be enqueued is lost, and logged: it fails nothing."""
    at_once = [item for item in items if not item.get("at")]
    for part in [*_split_into_jobs(at_once), *([item] for item in items if item.get("at"))]:
        run_at = datetime.fromisoformat(part[0]["at"]) if part[0].get("at") else None
        try:
            with transaction.atomic():
                jobs.enqueue(kind=JOB_KIND, payload={"told": part}, run_at=run_at, priority=PRIORITY)
        except Exception:
            log.exception("nobody is told", types=[one["type"] for one in part])


def deliver_after_commit(job: ClaimedJob) -> None:
    """Job `notifications.tell`: everything in it, once. Who is gone meanwhile is told nothing."""
    with unit_of_work():
        jobs.complete(job)
        for one in job.payload["told"]:
            if "stream" in one:
                publish(one["stream"], all_events()[one["type"]](**one["data"]))
            elif user := User.objects.filter(pk=one["user"]).first():
                given = {name: value for name, value in one.items() if name not in NON_NOTIFY_FIELDS}
                until = datetime.fromisoformat(one["until"]) if one.get("until") else None
                notify(user=user, **given, until=until)


def _split_into_jobs(items: list[MessagePayload]) -> Iterator[list[MessagePayload]]:
    """The items in their order, as many together as a job's payload holds."""
    part: list[MessagePayload] = []
    size = 0
    for item in items:
        bytes_of = len(json.dumps(item, default=str).encode()) + 2
        if part and size + bytes_of > MAX_JOB_BYTES:
            yield part
            part, size = [], 0
        part.append(item)
        size += bytes_of
    if part:
        yield part
