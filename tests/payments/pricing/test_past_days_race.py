"""A mark at the moment of a freeze back in time: the day is named, or the mark comes too late."""

from datetime import date
from functools import partial
from threading import Event

import pytest

from apps.attendance.models import Attendance
from apps.core.errors import DomainError
from apps.courses.services import end_membership, freeze_membership
from apps.payments.services import lowered_bills
from tests.concurrency import call_concurrently, count_outcomes
from tests.payments.pricing import pricing_data
from tests.payments.pricing.past_days import TODAY, get_membership

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("a_connection_for_each")]
SECOND = date(2026, 9, 2)


@pytest.fixture
def billed(group, pupil, admin):
    pricing_data.create_month(group)
    pricing_data.run_billing(admin)
    with pricing_data.travel_to(TODAY):
        yield


def attempt(call):
    """Call it; return the code of its refusal."""
    try:
        call()
    except DomainError as error:
        return str(error.code)
    return "done"


@pytest.mark.usefixtures("billed")
@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: lessons are not locked"])
def test_mark_is_seen_by_a_freeze_or_comes_too_late(group, pupil, admin, teacher, monkeypatch, protected):
    looked, marked = Event(), Event()
    list_attended = lowered_bills._list_attended_days

    def look(*facts):
        if not protected:
            monkeypatch.setattr(lowered_bills, "lock_lessons", lambda ids: None)
        days = list_attended(*facts)
        looked.set()
        marked.wait(2 if protected else 30)
        return days

    def mark():
        looked.wait(30)
        pricing_data.mark_pupil(group, SECOND, pupil, "present", by=teacher)
        marked.set()

    monkeypatch.setattr(lowered_bills, "_list_attended_days", look)
    membership = get_membership(group, pupil)
    freeze = partial(freeze_membership, actor=admin, membership=membership, starts_on=SECOND, ends_on=SECOND)
    outcomes = call_concurrently([partial(attempt, freeze), partial(attempt, mark)])
    assert outcomes[0] == "done"
    unseen = Attendance.objects.filter(student=pupil).count()
    assert (unseen == 0) == protected, outcomes


@pytest.mark.usefixtures("billed")
def test_of_two_ends_at_once_one_is_carried_out(group, pupil, admin):
    membership = get_membership(group, pupil)
    end = partial(end_membership, actor=admin, membership=membership, left_on=date(2026, 9, 1))
    assert count_outcomes([end, end]) == {"done": 1, "conflict": 1}
    pricing_data.run_jobs()
    assert pricing_data.list_period_amounts(pupil) == {"2026-09": 0}
