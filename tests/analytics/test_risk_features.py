"""What the model of who may leave sees of a pupil, against rows made by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from apps.analytics.models import BranchDay, PersonDay
from apps.analytics.risk_features import read_leavers, read_pupils
from apps.analytics.services.risk_learning import MOST_ROWS, choose_share
from apps.courses.models import Membership, MembershipStatus
from apps.homework.models import Assignment, Attempt, Homework
from apps.payments.models import Payment
from apps.payments.queries.unpaid_months import count_unpaid_months
from apps.payments.services.adjustments import adjust_price
from tests import factories
from tests.factories import Role
from tests.payments.payment_data import create_payment_due

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 1)


@pytest.fixture
def aziz():
    return factories.make_user(Role.STUDENT, "Aziz")


@pytest.fixture
def botir():
    return factories.make_user(Role.STUDENT, "Botir")


def at(day):
    return datetime(2026, *map(int, day.split("-")), 9, tzinfo=UTC)


def join(group, aziz, joined="2026-01-01", **more):
    return Membership.objects.create(group=group, student=aziz, joined_on=joined, **more)


def add_fact(group, aziz, measure, day):
    PersonDay.objects.create(
        measure=measure, day=day, person=aziz, group=group, branch=group.branch, numerator=1, denominator=1
    )


def read_signs(aziz, on=ON):
    (found,) = [one.signs for one in read_pupils(on) if one.student == aziz.pk]
    return found


def test_newcomer_is_not_silent_before_the_first_day(group, aziz, botir):
    join(group, aziz, "2026-09-28")
    join(group, botir)
    assert read_signs(aziz)["silence"] == 3
    assert read_signs(botir)["silence"] == 90
    add_fact(group, botir, "attendance", ON - timedelta(days=12))
    assert read_signs(botir)["silence"] == 12


def test_who_came_back_is_silent_since_then_and_who_moved_since_the_last_sign(group, aziz, botir):
    join(group, aziz, status="left", left_on="2026-03-01")
    join(group, aziz, "2026-09-20")
    join(group, botir, status="left", left_on="2026-09-19")
    join(group, botir, "2026-09-20")
    assert read_signs(aziz)["silence"] == 11
    assert read_signs(botir)["silence"] == 90


def give(group, aziz, due, *, late=None, state="scored", **more):
    task = Assignment.objects.create(
        group=group, kind="text", title="T", instructions="Write.", attempts_allowed=3, coins=1,
        deadline=due and at(due),
    )  # fmt: skip
    homework = Homework.objects.create(assignment=task, student=aziz, **more)
    if late is not None:
        done = Attempt.objects.create(
            homework=homework, number=1, text="x", state=state, late=late, finished_at=at(due),
            verdict="late" if state == "refused" else "",
        )  # fmt: skip
        Attempt.objects.filter(pk=done.pk).update(created_at=at(due) + timedelta(hours=3 if late else -3))


def test_homework_counts_by_its_deadline(group, aziz):
    join(group, aziz)
    give(group, aziz, "9-10")
    give(group, aziz, "9-11", late=True)
    give(group, aziz, "9-12", late=False)
    give(group, aziz, "9-13", late=False, state="refused")
    assert (read_signs(aziz)["late"], read_signs(aziz)["due"]) == (3, 4)


def test_homework_that_is_not_due_in_the_window_counts_for_nothing(group, aziz):
    join(group, aziz)
    give(group, aziz, "10-5")
    give(group, aziz, "10-1")
    give(group, aziz, "8-20", late=True)
    give(group, aziz, "9-20", extended_until=at("10-3"))
    give(group, aziz, None)
    assert (read_signs(aziz)["late"], read_signs(aziz)["due"]) == (0, 0)
    assert read_signs(aziz, date(2026, 10, 4))["late"] == 2


def owe(aziz, branch, due, **more):
    number = Payment.objects.count()
    values = {"kind": "period", "gross": 1000, "amount": 1000, "status": "overdue"} | more
    return Payment.objects.create(student=aziz, branch=branch, due_on=due, reference=f"{number:014}", **values)


def test_unpaid_months_are_the_same_on_all_days_of_a_month(group, aziz):
    owe(aziz, group.branch, "2026-08-05")
    owe(aziz, group.branch, "2026-10-05")
    assert [count_unpaid_months(date(2026, 10, day)) for day in (1, 4, 6, 31)] == [{aziz.pk: 1}] * 4
    assert count_unpaid_months(date(2026, 11, 1)) == {aziz.pk: 2}


def test_unpaid_months_are_as_they_were_before_what_was_forgiven_after(group, aziz):
    paid = {"status": "completed", "completed_at": at("11-20")}
    owe(aziz, group.branch, "2026-08-05", amount=0, written_off=1000, **paid)
    owe(aziz, group.branch, "2026-09-05", amount=0, gross=0, **paid)
    owe(aziz, group.branch, "2026-07-05", settled=1000, status="completed", completed_at=at("9-2"))
    owe(aziz, group.branch, "2026-06-05", kind="other")
    assert count_unpaid_months(ON) == {aziz.pk: 1}
    assert count_unpaid_months(date(2026, 12, 1)) == {}


def test_bill_that_is_given_the_price_0_stays_unpaid_in_the_months_before(group, aziz):
    with time_machine.travel(at("8-1"), tick=False):
        bill = create_payment_due(aziz, group)
    Payment.objects.filter(pk=bill.pk).update(kind="period")
    months = [date(2026, number, 1) for number in (9, 10, 11, 12)]
    assert [count_unpaid_months(month).get(aziz.pk, 0) for month in months] == [1, 1, 1, 1]
    with time_machine.travel(at("10-20"), tick=False):
        adjust_price(actor=None, payment=bill, gross=0, amount=0, lines=[], reason="Left")
    assert [count_unpaid_months(month).get(aziz.pk, 0) for month in months] == [1, 1, 0, 0]


def test_part_of_the_pupils_is_the_same_on_all_days(group):
    for number in range(18):
        join(group, factories.make_user(Role.STUDENT, f"Pupil{chr(97 + number)}"))
    pupils = list(Membership.objects.filter(group=group).values_list("student", flat=True))
    drawn = [{one.student for one in read_pupils(day, share=0.5)} for day in (ON, date(2026, 11, 1))]
    assert drawn == [{pupil for pupil in pupils if pupil.int % 2**32 < 2**31}] * 2
    assert len(read_pupils(ON)) == len(pupils) == 20
    assert read_pupils(ON, share=0.0) == []


def test_rows_that_are_learned_from_have_a_bound():
    days = [date(2026, number, 1) for number in (9, 10)]
    assert choose_share(days) == 1
    for day, active in zip(days, (100_000, 50_000), strict=True):
        BranchDay.objects.create(measure="active", day=day, numerator=active, denominator=0)
    assert choose_share(days) == 1
    BranchDay.objects.filter(day=days[0]).update(numerator=550_000)
    assert choose_share(days) == MOST_ROWS / 600_000


def test_leavers_are_those_who_are_not_back_on_the_sixtieth_day(group, aziz, botir):
    for person in (aziz, botir):
        join(group, person, status=MembershipStatus.LEFT, left_on="2026-10-10")
        add_fact(group, person, "left", date(2026, 10, 10))
    join(group, botir, "2026-11-29")
    assert read_leavers(ON) == {aziz.pk}
    Membership.objects.filter(student=botir, joined_on="2026-11-29").update(joined_on="2026-12-01")
    assert read_leavers(ON) == {aziz.pk, botir.pk}
    assert read_leavers(date(2026, 10, 11)) == set()
