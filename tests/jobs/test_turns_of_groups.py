"""Of equal priority each share has its turn: a group's thousand recordings do not keep another group's one waiting."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.jobs import queries, services
from apps.jobs.fair_queue import MAX_CONSIDERED
from apps.jobs.models import Job, JobState
from tests.jobs.conftest import enqueue

pytestmark = pytest.mark.django_db

MANY = [f"many {n}" for n in range(40)]


def claim(limit=1):
    """Claim as an engine does, and finish."""
    claims = services.claim_jobs(queue="speech", limit=limit, worker="test")
    with unit_of_work():
        for claim in claims:
            services.complete_job(claim)
    return [claim.object_id for claim in claims]


def submit(*names, share, priority=10):
    enqueue("sample.spoken", *names, share=share, priority=priority)


@pytest.mark.parametrize("limit", [1, 4, 8])
@pytest.mark.parametrize("fair", [True, False], ids=["shares", "control: one share"])
def test_one_recording_does_not_wait_for_forty_of_another_group(limit, fair):
    submit(*MANY, share="a")
    first = claim(limit)
    submit("one", share="b" if fair else "a")
    order = first + [name for _ in range(50) for name in claim(limit)]
    assert len(order) == len(set(order)) == 41
    assert (order.index("one") <= limit) is fair
    assert [name for name in order if name != "one"] == MANY


def test_three_groups_are_served_in_turn_and_each_in_order():
    for share, count in (("a", 20), ("b", 3), ("c", 2)):
        submit(*(f"{share}{n}" for n in range(count)), share=share)
    order = [name for _ in range(25) for name in claim()]
    assert order[:8] == ["a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2"]
    assert order[8:] == [f"a{n}" for n in range(3, 20)]


def test_priority_goes_before_turns():
    submit(*MANY[:5], share="a")
    submit("rescored", share="b", priority=0)
    submit("lesson 1", "lesson 2", share="a", priority=20)
    order = claim(8)
    assert (order[:2], order[-1]) == (["lesson 1", "lesson 2"], "rescored")


def test_claimed_jobs_of_a_group_count_as_its_turns():
    submit(*MANY[:6], share="a")
    assert len(services.claim_jobs(queue="speech", limit=3, worker="test")) == 3
    submit("b1", "b2", "b3", share="b")
    assert claim(3) == ["b1", "b2", "b3"]


def test_queue_position_matches_the_order_of_claims():
    submit(*MANY[:4], share="a")
    submit("b1", "b2", share="b")
    submit("lesson", share="c", priority=20)
    names = [*MANY[:4], "b1", "b2", "lesson"]
    places = {name: queries.get_fair_queue_position(queue="speech", object_id=name) for name in names}
    assert sorted(places.values()) == list(range(1, 8))  # type: ignore[type-var]
    assert sorted(places, key=lambda name: places[name] or 0) == claim(8)
    assert queries.get_fair_queue_position(queue="speech", object_id="lesson") is None


def test_suspect_job_is_claimed_alone_at_its_turn():
    submit(*MANY[:3], share="a")
    Job.objects.filter(object_id=MANY[0]).update(lapses=1)
    assert [claim(8), claim(8)] == [MANY[:1], MANY[1:3]]


def test_each_recording_is_claimed_exactly_once():
    submit(*MANY, share="a")
    submit("b1", share="b")
    got = [job.object_id for _ in range(6) for job in services.claim_jobs(queue="speech", limit=8, worker="test")]
    assert len(got) == len(set(got)) == 41
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM jobs_job WHERE state = 'leased' AND attempt = 1")
        assert cursor.fetchone() == (41,)
    assert not Job.objects.filter(queue="speech", state=JobState.QUEUED).exists()


def test_very_long_queue_is_claimed_by_priority_and_age():
    began = timezone.now() - timedelta(days=1)
    common = {"kind": "sample.spoken", "queue": "speech", "share": "a"}
    later = [began + timedelta(seconds=n) for n in range(MAX_CONSIDERED + 5)]
    rows = [Job(object_id=f"r{n}", run_at=run_at, **common) for n, run_at in enumerate(later)]
    Job.objects.bulk_create(rows, batch_size=1000)
    submit("lesson", share="b", priority=20)
    assert claim(2) == ["lesson", "r0"]
    assert queries.get_fair_queue_position(queue="speech", object_id=f"r{MAX_CONSIDERED + 4}") == MAX_CONSIDERED + 4
