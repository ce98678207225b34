"""What waits to be sent about a deadline is not sent once homework is submitted, nor "due soon" after the deadline."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from apps.accounts.models import Guardian
from apps.courses.models import Group
from apps.homework.models import Assignment
from apps.notifications.models import NotificationLog
from tests.homework.request_helpers import post_submission
from tests.homework.submission_helpers import assign_reading, get_homework
from tests.homework.test_deadline_reminders import check_deadlines
from tests.notifications.conftest import bot, work  # noqa: F401
from tests.notifications.helpers import with_chat, with_digest

EVENING = datetime(2026, 9, 7, 18, tzinfo=UTC)
"""23:00 in Tashkent."""
MORNING = EVENING + timedelta(hours=9)


@pytest.fixture
def clock():
    with time_machine.travel(EVENING - timedelta(days=5), tick=False) as travel:
        yield travel


def due(group: Group, deadline: datetime) -> Assignment:
    return assign_reading(group, kind="text", reference_text="", instructions="Write.", deadline=deadline)


def states(*types: str) -> list[tuple[str, str, str, str]]:
    rows = NotificationLog.objects.filter(type__in=[f"homework.{type_}" for type_ in types]).select_related("user")
    return sorted((row.type.removeprefix("homework."), row.user.first_name, row.state, row.reason) for row in rows)


@pytest.mark.parametrize("digest", [False, True], ids=["quiet hours", "digest"])
def test_delayed_overdue_notification_is_skipped_after_submission(
    group, pupil, second_pupil, parent, clock, bot,  # noqa: F811
    work, client_for, digest,  # noqa: F811
):  # fmt: skip
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    for person in (pupil, second_pupil, parent):
        with_chat(person)
        if digest:
            with_digest(person)
    assignment = due(group, EVENING - timedelta(minutes=5))
    NotificationLog.objects.all().delete()
    clock.move_to(EVENING)
    check_deadlines()
    body = {"text": "My summer."}
    assert post_submission(client_for(pupil), get_homework(assignment, pupil), body).status == 202
    assert states("overdue", "missed") == [
        ("missed", "Gulnora", "skipped", "over"),
        ("overdue", "Jasur", "skipped", "over"),
        ("overdue", "Laylo", "queued", ""),
    ]
    clock.move_to(MORNING)
    work()
    assert [message["text"].count("was not submitted") for message in bot.sent] == ([] if digest else [1])


def test_delayed_reminder_is_not_sent_after_the_deadline(
    group, pupil, second_pupil, clock, bot,  # noqa: F811
    work,  # noqa: F811
):  # fmt: skip
    with_chat(pupil)
    due(group, MORNING - timedelta(hours=2))
    NotificationLog.objects.all().delete()
    clock.move_to(EVENING)
    check_deadlines()
    assert ("deadline_near", "Jasur", "queued", "") in states("deadline_near")
    clock.move_to(MORNING)
    work()
    assert ("deadline_near", "Jasur", "skipped", "too_late") in states("deadline_near")
    assert bot.sent == []
