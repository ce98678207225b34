"""A group hears its leaderboard once a second at most, whoever posts coins meanwhile; the last state is never lost."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine

import apps.jobs.services as jobs
from apps.courses.models import Group
from apps.events.models import StreamEvent
from apps.events.publishing import get_group_stream
from apps.gamification.queries.leaderboard_stream import get_stream_leaderboard
from apps.gamification.services.leaderboard_events import publish_leaderboard
from apps.jobs.kinds import ClaimedJob
from tests.gamification.helpers import at_once, earn

MONDAY = datetime(2026, 9, 14, 5, 30, tzinfo=UTC)
KIND = "gamification.announce_leaderboard"


def told(group: Group) -> list[Any]:
    rows = StreamEvent.objects.filter(stream=get_group_stream(group.pk), type="leaderboard.changed").order_by("seq")
    return [event.data for event in rows]


def waiting() -> list[ClaimedJob]:
    """The jobs that tell boards, in the hands of a worker."""
    return [job for job in jobs.claim_jobs(queue="default", limit=100, worker="test") if job.kind == KIND]


def work() -> int:
    """A worker does what waits; how many jobs that was."""
    claims = waiting()
    for claim in claims:
        publish_leaderboard(claim)
    return len(claims)


def test_many_changes_publish_one_event_and_then_the_last_state(transactional_db, group, pupil, second_pupil):
    with time_machine.travel(MONDAY, tick=False) as clock:
        posts = [partial(earn, user, 5, str(number)) for number in range(3) for user in (pupil, second_pupil)]
        assert at_once(*posts) == [5] * 6
        assert len(told(group)) == 1
        clock.shift(timedelta(seconds=1))
        assert work() == 1
        assert len(told(group)) == 2
        assert told(group)[-1] == get_stream_leaderboard(group.pk)
        assert [row["coins"] for row in told(group)[-1]["rows"]] == [15, 15]


def test_late_leaderboard_job_publishes_nothing(db, group, pupil):
    with time_machine.travel(MONDAY, tick=False) as clock:
        earn(pupil, 1)
        earn(pupil, 2)
        clock.shift(timedelta(seconds=1))
        earn(pupil, 3)
        earn(pupil, 4)
        assert work() == 2
        assert [board["rows"][0]["coins"] for board in told(group)] == [1, 3]
        clock.shift(timedelta(seconds=1))
        assert work() >= 1
        assert [board["rows"][0]["coins"] for board in told(group)] == [1, 3, 4]
        assert work() == 0


def test_early_leaderboard_job_is_rescheduled(db, group, pupil):
    with time_machine.travel(MONDAY, tick=False) as clock:
        earn(pupil, 1)
        earn(pupil, 2)
        clock.shift(timedelta(seconds=0.5))
        assert work() == 1
        assert len(told(group)) == 1
        clock.shift(timedelta(seconds=0.5))
        assert work() == 1
        assert told(group)[-1]["rows"][0]["coins"] == 2


@pytest.mark.parametrize("protected", [True, False], ids=["told later", "control: forgotten"])
def test_coins_within_the_second_are_published_too(transactional_db, group, pupil, monkeypatch, protected):
    """The control forgets what comes within the second."""
    if not protected:
        monkeypatch.setattr("apps.gamification.services.leaderboard_events._schedule_publish", lambda *_: None)
    with time_machine.travel(MONDAY, tick=False) as clock:
        at_once(*(partial(earn, pupil, 1, str(number)) for number in range(5)))
        clock.shift(timedelta(seconds=1))
        work()
        lost = 5 - told(group)[-1]["rows"][0]["coins"]
    assert (lost == 0) == protected
