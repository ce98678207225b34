"""An announcement is called off or goes out, never both; a worker that dies in between makes nobody hear it twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import partial
from threading import Barrier, Event
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.lookups import get_or_not_found
from apps.courses.models import Group
from apps.jobs.kinds import ClaimedJob
from apps.jobs.models import Job
from apps.notifications.models import Announcement, Notification
from apps.notifications.services import notify
from apps.portal.services import announcements
from tests.portal.announcements.announcement_helpers import KIND, list_notified_users, run_announcement_jobs


def made(group: Group, author: User) -> Announcement:
    draft = announcements.draft_announcement(
        author=author, scope="group", object_id=group.pk, title={"en": "Holiday"}, text={"en": "No lesson."}
    )
    return announcements.schedule_announcement(announcement=draft)


def claimed() -> ClaimedJob:
    (claim,) = [job for job in jobs.claim_jobs(queue="default", limit=9, worker="test") if job.kind == KIND]
    return claim


@contextmanager
def without_the_constraint() -> Iterator[None]:
    (constraint,) = (c for c in Announcement._meta.constraints if c.name == "announcement_sent_or_cancelled")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Announcement, constraint)
    try:
        yield
    finally:
        Announcement.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Announcement, constraint)


@contextmanager
def decided_by_looking_first(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The protection off: both look whether it is open, and then each writes, the sender last."""
    looked, called_off = Barrier(2), Event()

    def tell_and_get(rows, key):
        called_off.set()
        return get_or_not_found(rows, key)

    def decide(announcement_id: UUID, field: str) -> bool:
        row = Announcement.objects.get(pk=announcement_id)
        looked.wait(timeout=30)
        if row.sent_at or row.cancelled_at:
            return False
        if field == "sent_at":
            called_off.wait(timeout=30)
        return Announcement.objects.filter(pk=announcement_id).update(**{field: timezone.now()}) == 1

    with without_the_constraint():
        monkeypatch.setattr(announcements, "get_or_not_found", tell_and_get)
        monkeypatch.setattr(announcements, "_set_time_once", decide)
        yield


def both_at_once(announcement: Announcement, actor: User, claim: ClaimedJob) -> bool:
    """Cancel and send at the same moment; whether the caller was told that it is cancelled."""
    gate = Barrier(2)

    def enter(act: Any) -> bool:
        try:
            connection.ensure_connection()
            gate.wait(timeout=30)
            act()
        except Conflict:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        cancel = partial(announcements.cancel_announcement, actor=actor, announcement=announcement)
        cancelled = pool.submit(enter, cancel)
        sent = pool.submit(enter, partial(announcements.send_announcement, claim))
        sent.result(30)
        return cancelled.result(30)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["one statement", "control: looked first"])
def test_announcement_is_cancelled_or_sent_never_both(group, teacher, monkeypatch, protected):
    lost = 0
    for _ in range(5 if protected else 1):
        announcement = made(group, teacher)
        claim = claimed()
        with nullcontext() if protected else decided_by_looking_first(monkeypatch):
            both_at_once(announcement, teacher, claim)
            row = Announcement.objects.get(pk=announcement.pk)
            heard = Notification.objects.filter(data__announcement=str(row.pk)).count()
        lost += bool(row.sent_at and row.cancelled_at) or (protected and heard != (2 if row.sent_at else 0))
    assert (lost == 0) == protected


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["with its key", "control: without"])
def test_crash_and_repeat_send_nothing_twice(group, teacher, pupil, second_pupil, monkeypatch, protected):
    """The worst repeat: what was told before the crash was kept, and the job begins anew."""
    announcement = made(group, teacher)

    def notified(**given: Any) -> Notification:
        return notify(**given if protected else given | {"key": ""})

    monkeypatch.setattr(announcements, "notify", notified)
    run_announcement_jobs()
    Announcement.objects.filter(pk=announcement.pk).update(sent_at=None)
    Notification.objects.filter(user=max(pupil, second_pupil, key=lambda item: item.pk)).delete()
    Job.objects.filter(kind=KIND).delete()
    with announcements.unit_of_work():
        jobs.enqueue(kind=KIND, object_id=announcement.pk)
    run_announcement_jobs()
    lost = len(list_notified_users()) - len({person.pk for person in list_notified_users()})
    assert {person.pk for person in list_notified_users()} == {pupil.pk, second_pupil.pk}
    assert (lost == 0) == protected


@pytest.mark.django_db(transaction=True)
def test_failed_batch_notifies_no_recipient(group, teacher, monkeypatch):
    announcement = made(group, teacher)
    calls = []

    def broken(**given: Any) -> Notification:
        calls.append(given)
        if len(calls) == 2:
            raise RuntimeError("the worker dies")
        return notify(**given)

    monkeypatch.setattr(announcements, "notify", broken)
    claim = claimed()
    with pytest.raises(RuntimeError):
        announcements.send_announcement(claim)
    assert (list_notified_users(), Announcement.objects.get(pk=announcement.pk).sent_at) == ([], None)
    announcements.send_announcement(claim)
    assert len(list_notified_users()) == 2
