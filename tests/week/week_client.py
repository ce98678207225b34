"""Those who play the week: clients that say what was refused, and a worker that does what waits."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import time_machine

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.jobs.kinds import get_job_kind
from apps.jobs.models import Job
from tests.factories import client_for

TASHKENT = ZoneInfo("Asia/Tashkent")
MONDAY = datetime(2026, 9, 7, tzinfo=TASHKENT)
LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)


def travel_to(day: int, clock: str) -> time_machine.travel:
    """Go on from that time of the week's day 0 (Monday) … 6, and beyond."""
    return time_machine.travel(tashkent_time(day, clock), tick=True)


def tashkent_time(day: int, clock: str) -> datetime:
    """That time in Tashkent."""
    hours, minutes = clock.split(":")
    return MONDAY + timedelta(days=day, hours=int(hours), minutes=int(minutes))


def format_day(day: int) -> str:
    """The local day as the API writes it."""
    return str((MONDAY + timedelta(days=day)).date())


def request_api(person: User, method: str, path: str, body: Any = None, *, status: int = 200, **more: Any) -> Any:
    """What the API answers this person, who signs in anew: days pass between two calls."""
    answer = client_for(person).request(method, path, json=body, **more)
    assert answer.status == status, (method, path, answer.status, answer.json)
    return answer.json


def list_notification_types(person: User) -> list[str]:
    """The types of what the person reads in the app, oldest first."""
    return [row["type"] for row in reversed(request_api(person, "GET", "/notifications/")["results"])]


def run_all_jobs() -> None:
    """A worker does everything that waits, also what is to be done a moment later, until nothing is left."""
    while Job.objects.filter(state="queued").update(run_at=LONG_AGO):
        for claim in jobs.claim_jobs(queue="default", limit=500, worker="test"):
            get_job_kind(claim.kind).run_handler(claim)
            jobs.complete_job_unless_done(claim)
