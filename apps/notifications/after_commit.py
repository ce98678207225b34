"""Notifications and events that are sent after the commit: a job row in the transaction, and the job that sends them.

The job row has no foreign keys, so a failure to notify cannot undo the work that it reports. A worker is woken on
commit, or at the time of an item with `at`.
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
from apps.events.publishing import get_event_classes, publish_event
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import notify

log = structlog.get_logger(__name__)

JOB_KIND = "notifications.tell"
PRIORITY = 10
"""Above other work of the queue, because users wait for it."""
MAX_JOB_BYTES = jobs.PAYLOAD_MAX_BYTES - 64

MessagePayload = dict[str, Any]
"""A notification (the arguments of `notify`; `at` is when to send it) or an event (`stream`, `type`, `data`)."""
NON_NOTIFY_FIELDS = ("user", "at", "until")


def enqueue_deferred_messages(items: list[MessagePayload]) -> None:
    """Enqueue the items; the flush hook of the unit of work. An item that cannot be enqueued is logged and lost, so
    that nothing else fails.
    """
    at_once = [item for item in items if not item.get("at")]
    for part in [*_split_into_jobs(at_once), *([item] for item in items if item.get("at"))]:
        run_at = datetime.fromisoformat(part[0]["at"]) if part[0].get("at") else None
        try:
            with transaction.atomic():
                jobs.enqueue(kind=JOB_KIND, payload={"told": part}, run_at=run_at, priority=PRIORITY)
        except Exception:
            log.exception("nobody is told", types=[message["type"] for message in part])


def send_deferred_messages(job: ClaimedJob) -> None:
    """Job `notifications.tell`: send every item once. Users who no longer exist are skipped."""
    with unit_of_work():
        jobs.complete_job(job)
        for item in job.payload["told"]:
            if "stream" in item:
                publish_event(item["stream"], get_event_classes()[item["type"]](**item["data"]))
            elif user := User.objects.filter(pk=item["user"]).first():
                fields = {name: value for name, value in item.items() if name not in NON_NOTIFY_FIELDS}
                until = datetime.fromisoformat(item["until"]) if item.get("until") else None
                notify(user=user, **fields, until=until)


def _split_into_jobs(items: list[MessagePayload]) -> Iterator[list[MessagePayload]]:
    """Yield the items in order, as many together as one job's payload can hold."""
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
