"""Fourteen days before a minor becomes an adult, the person and the guardians are notified, once."""

from datetime import date, timedelta

import pytest
import time_machine

from apps.accounts.models import Guardian, User
from apps.core.uow import unit_of_work
from apps.jobs.services import enqueue
from apps.notifications.models import Notification
from tests.portal.job_helpers import run_single_job

KIND = "portal.adult_soon"
FIRST_DAY = date(2026, 11, 20)


@pytest.fixture
def clock():
    """Does the daily job at noon of a day in Tashkent."""
    with time_machine.travel(f"{FIRST_DAY - timedelta(days=15)}T07:00:00Z", tick=False) as travel:

        def run(day: date) -> list[str]:
            travel.move_to(f"{day}T07:00:00Z")
            with unit_of_work():
                enqueue(kind=KIND)
            run_single_job(KIND)
            return sorted(Notification.objects.filter(type=KIND).values_list("user__first_name", flat=True))

        yield run


def test_pupil_and_guardian_are_notified_once(clock, pupil, second_pupil, parent, stranger, client_for):
    for child, guardian in ((pupil, parent), (second_pupil, stranger)):
        Guardian.objects.create(parent=guardian, child=child, kind="mother")
    User.objects.filter(pk=pupil.pk).update(birth_date=FIRST_DAY.replace(year=2008))
    User.objects.filter(pk=second_pupil.pk).update(birth_date=FIRST_DAY.replace(year=2008), counts_as_adult=True)
    assert clock(FIRST_DAY - timedelta(days=15)) == []
    for before in (14, 13, 1, 0):
        assert clock(FIRST_DAY - timedelta(days=before)) == ["Gulnora", "Jasur"]
    (row,) = client_for(parent).get("/notifications/").json["results"]
    assert row["title"] == "Adult from 20.11.2026"
    assert row["text"].startswith("From 20.11.2026 Jasur Oripov is an adult, answers consents")
