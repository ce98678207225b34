"""Two schedulers that check the deadlines at once remind everybody once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.homework.models import Homework
from apps.homework.services import deadline_reminders
from apps.jobs.kinds import ClaimedJob
from apps.notifications.models import Notification
from apps.notifications.services import notify
from tests.homework.submission_helpers import assign_reading


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["with its key", "control: without"])
def test_simultaneous_deadline_checks_send_each_reminder_once(group, monkeypatch, protected):
    assign_reading(group, deadline=timezone.now() + timedelta(hours=5))
    Homework.objects.update(created_at=timezone.now() - timedelta(days=2))
    both_looked = Barrier(2)
    untold = deadline_reminders._drop_sent_notices

    def look(news: list[Any]) -> list[Any]:
        unsent = untold(news)
        both_looked.wait(timeout=30)
        return unsent

    def notified(**given: Any) -> Notification:
        return notify(**given if protected else given | {"key": ""})

    monkeypatch.setattr(deadline_reminders, "_drop_sent_notices", look)
    monkeypatch.setattr(deadline_reminders, "notify", notified)
    with unit_of_work():
        for _ in range(2):
            jobs.enqueue(kind="homework.check_homework_deadlines")
    claims = jobs.claim_jobs(queue="default", limit=50, worker="test")
    checks = [claim for claim in claims if claim.kind == "homework.check_homework_deadlines"]

    def check(claim: ClaimedJob) -> None:
        try:
            connection.ensure_connection()
            deadline_reminders.send_deadline_notices(claim)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        for future in [pool.submit(check, claim) for claim in checks]:
            future.result(60)
    lost = Notification.objects.filter(type=deadline_reminders.DEADLINE_NEAR).count() - 2
    assert (lost == 0) == protected
