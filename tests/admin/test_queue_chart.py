"""Background work on the admin's first page: only what rows of jobs can tell truly, though done ones go soon."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override

from apps.core.local_days import get_local_day
from apps.core.uow import unit_of_work
from apps.jobs import charts, clean_up, services
from apps.jobs.kinds import get_job_kinds_by_name
from apps.jobs.models import Job, JobState
from apps.settings.queries import get_default_branch
from tests import factories

pytestmark = pytest.mark.django_db


def ended(kind: str, state: JobState, *, days: float) -> None:
    with unit_of_work():
        job = services.enqueue(kind=kind)
    Job.objects.filter(pk=job.pk).update(state=state, finished_at=timezone.now() - timedelta(days=days))


def day(back: int) -> str:
    return f"{get_local_day(timezone.now() - timedelta(days=back), get_default_branch().zone):%d.%m}"


def bars(chart: dict[str, Any]) -> dict[str, dict[str, int]]:
    """The days of each queue on which there is a bar."""
    data = json.loads(chart["data"])
    days = {bar["label"]: zip(data["labels"], bar["data"], strict=True) for bar in data["datasets"]}
    return {queue: {label: count for label, count in day if count} for queue, day in days.items()}


def column(chart: dict[str, Any], header: str) -> list[int]:
    place = chart["now"]["headers"].index(header)
    return [row[place] for row in chart["now"]["rows"]]


def test_chart_without_jobs_is_empty_on_every_day():
    for back in range(charts.DAYS):
        ended("sample.note", JobState.DONE, days=back + 0.02)
    clean_up.delete_expired_rows(timezone.now())
    with override("en"):
        chart = charts.build_queue_chart()
    assert bars(chart) == {"default": {}, "media": {}, "speech": {}}
    assert column(chart, "Done in the last hour") == [1, 0, 0]


def test_dead_jobs_are_shown_at_the_day_of_their_end(admin):
    for back in (0, 3, 3, charts.DAYS - 2, charts.DAYS + 1):
        ended("sample.note", JobState.DEAD, days=back)
    ended("sample.spoken", JobState.DEAD, days=3)
    clean_up.delete_expired_rows(timezone.now())
    with override("en"):
        chart = charts.build_queue_chart()
    assert bars(chart) == {
        "default": {day(0): 1, day(3): 2, day(charts.DAYS - 2): 1},
        "media": {},
        "speech": {day(3): 1},
    }
    assert [day(3), 2, 0, 1] in chart["table"]["rows"]
    client = factories.browser_of(admin, **{"Accept-Language": "en"})
    assert escape(chart["title"]) in client.get("/admin/").content.decode()


def test_kinds_with_short_retention_are_left_out():
    ended("messaging.send_email", JobState.DEAD, days=1)
    with override("en"):
        chart = charts.build_queue_chart()
    assert (bars(chart), column(chart, "Dead")) == ({"default": {}, "media": {}, "speech": {}}, [1, 0, 0])


def test_done_jobs_are_kept_longer_than_the_counted_hour():
    assert {kind.name for kind in get_job_kinds_by_name().values() if kind.keep_done < timedelta(hours=1)} == set()
