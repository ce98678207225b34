"""Quiet hours are the reader's own clock's; what is pressing does not wait, and a late worker does not wake anybody."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from apps.accounts.models import User
from apps.notifications.hours import MessageHours
from apps.notifications.models import MessageSettings, NotificationLog
from tests.notifications import helpers
from tests.notifications.helpers import MORNING, NIGHT, NOON, log, tell


def hours(zone, quiet_from, quiet_until, digest_at="19:00"):
    times = [time.fromisoformat(at) for at in (quiet_from, quiet_until, digest_at)]
    return MessageHours(zone, times[0], times[1], digest=True, digest_at=times[2])


def local(text, zone, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


@pytest.mark.parametrize(
    ("zone", "quiet", "at", "awake"),
    [
        pytest.param("Asia/Tashkent", ("22:00", "08:00"), "2026-09-07T21:59", "2026-09-07T21:59", id="before"),
        pytest.param("Asia/Tashkent", ("22:00", "08:00"), "2026-09-07T22:00", "2026-09-08T08:00", id="evening"),
        pytest.param("Asia/Tashkent", ("22:00", "08:00"), "2026-09-08T07:59", "2026-09-08T08:00", id="past midnight"),
        pytest.param("Asia/Tashkent", ("22:00", "08:00"), "2026-09-08T08:00", "2026-09-08T08:00", id="end"),
        pytest.param("Asia/Tashkent", ("13:00", "15:00"), "2026-09-07T14:00", "2026-09-07T15:00", id="one day"),
        pytest.param("Asia/Tashkent", ("08:00", "08:00"), "2026-09-07T08:00", "2026-09-07T08:00", id="none"),
        pytest.param("Asia/Tashkent", ("22:00", "00:00"), "2026-09-07T23:00", "2026-09-08T00:00", id="until midnight"),
        pytest.param("Europe/Berlin", ("22:00", "08:00"), "2026-03-28T23:00", "2026-03-29T08:00", id="short night"),
        pytest.param("Europe/Berlin", ("22:00", "08:00"), "2026-10-24T23:00", "2026-10-25T08:00", id="long night"),
        pytest.param("Europe/Berlin", ("22:00", "02:30"), "2026-03-29T01:00", "2026-03-29T03:30", id="left out"),
    ],
)
def test_quiet_hours_end_by_the_local_clock(zone, quiet, at, awake):
    assert hours(zone, *quiet).skip_quiet_hours(local(at, zone)) == local(awake, zone)


def test_repeated_hour_is_quiet_both_times():
    night = hours("Europe/Berlin", "22:00", "02:30")
    first = local("2026-10-25T02:15", "Europe/Berlin")
    again = local("2026-10-25T02:15", "Europe/Berlin", fold=1)
    for moment in (first, again):
        assert night.skip_quiet_hours(moment) - moment.astimezone(UTC) == timedelta(minutes=15)


def test_digest_in_quiet_hours_is_postponed():
    late = hours("Asia/Tashkent", "22:00", "08:00", digest_at="23:30")
    assert late.next_digest(NOON) == MORNING
    assert hours("Asia/Tashkent", "22:00", "08:00").next_digest(NIGHT) == NIGHT + timedelta(hours=20)


def test_message_at_night_waits_for_the_morning(reached, bot, work):
    with helpers.at(NIGHT):
        tell(reached)
        assert NotificationLog.objects.get().due_at == MORNING
        work()
        assert (log(reached), bot.sent) == ([("telegram", "queued", "")], [])
    with helpers.at(MORNING):
        work()
    assert (log(reached), len(bot.sent)) == ([("telegram", "sent", "")], 1)


def test_urgent_message_ignores_quiet_hours(reached, bot, work):
    with helpers.at(NIGHT):
        tell(reached, "attendance.absent")
        work()
    assert len(bot.sent) == 1


def test_late_worker_respects_quiet_hours(reached, bot, work):
    with helpers.at(NIGHT - timedelta(hours=2)):
        tell(reached)
    with helpers.at(NIGHT):
        work()
    assert bot.sent == []
    with helpers.at(MORNING):
        work()
    assert len(bot.sent) == 1


def test_quiet_hours_use_the_users_zone_and_own_times(reached, bot, work):
    User.objects.filter(pk=reached.pk).update(zone="Europe/Berlin")
    reached.refresh_from_db()
    with helpers.at(NIGHT):
        tell(reached)
        work()
        assert len(bot.sent) == 1
        MessageSettings.objects.create(user=reached, quiet_from="20:00", quiet_until="06:30", digest_at="19:00")
        tell(reached)
    due = NotificationLog.objects.get(state="queued").due_at
    assert due.astimezone(ZoneInfo("Europe/Berlin")).strftime("%d %H:%M") == "08 06:30"


@pytest.mark.parametrize(("hours_later", "text"), [(11, "sent"), (13, "too_late")])
def test_expired_messages_are_not_sent_after_an_outage(reached, bot, work, hours_later, text):
    with helpers.at(NOON):
        tell(reached, "attendance.absent")
    with helpers.at(NOON + timedelta(hours=hours_later)):
        work()
    assert log(reached) == [("telegram", "sent", "") if text == "sent" else ("telegram", "skipped", text)]
    assert len(bot.sent) == (text == "sent")


def test_message_read_in_the_app_is_not_sent(reached, bot, work, client_for):
    with helpers.at(NIGHT):
        notification = tell(reached)
        assert client_for(reached).post(f"/notifications/{notification.pk}/mark-read/").status == 200
    with helpers.at(MORNING):
        work()
    assert log(reached) == [("telegram", "skipped", "read")]
