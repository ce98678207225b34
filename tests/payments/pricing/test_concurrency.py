"""Runs at once, and schedules that change meanwhile: a month is owed once, by one price. Unprotected it is not."""

from contextlib import contextmanager
from datetime import date
from functools import partial
from threading import Barrier, Event
from time import monotonic, sleep

import pytest
from django.db import OperationalError, connection

from apps.core.permissions import Role
from apps.courses.models import Group
from apps.payments.models import Discount, Payment, PaymentSchedule
from apps.payments.services import billing, locks, monthly_billing, payment_schedules, repricing
from tests.attendance.register_requests import add_pupils
from tests.concurrency import call_concurrently
from tests.factories import make_user
from tests.payments.pricing.pricing_data import PRICE, create_membership, create_schedule, run_jobs

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 3
ONCE = "payment_period_once"
SINCE = date(2026, 9, 1)


@contextmanager
def without_protection(monkeypatch):
    """All of them look before one of them writes, and the database lets a month be owed twice."""
    gate = Barrier(AT_ONCE)
    plan = billing.plan_month_payments

    def together(*args, **more):
        results = plan(*args, **more)
        gate.wait(30)
        return results

    def unheld(group_id):
        return list(PaymentSchedule.objects.filter(group=group_id).order_by("valid_from"))

    monkeypatch.setattr(billing, "plan_month_payments", together)
    monkeypatch.setattr(billing, "lock_payment_schedules", unheld)
    (rule,) = [constraint for constraint in Payment._meta.constraints if constraint.name == ONCE]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Payment, rule)
    try:
        yield
    finally:
        Payment.objects.all().update(period_key="")
        with connection.schema_editor() as editor:
            editor.add_constraint(Payment, rule)


def count_doubles():
    """How many months are owed more than once."""
    keys = list(Payment.objects.values_list("membership_id", "period_key"))
    return len(keys) - len(set(keys))


def bill_september(admin, group):
    """The run of September for the group, to be called."""
    groups = Group.objects.filter(pk=group.pk)
    return partial(monthly_billing.bill_month, actor=admin, month=SINCE, groups=groups)


def test_concurrent_runs_bill_each_pupil_once(group, admin):
    add_pupils(group, 6)
    create_schedule(group)
    tallies = call_concurrently([bill_september(admin, group)] * AT_ONCE)
    assert sorted(tally.created for tally in tallies) == [0, 0, 8]
    assert (Payment.objects.count(), count_doubles()) == (8, 0)


def test_control_without_lock_and_index_months_are_billed_twice(group, admin, monkeypatch):
    add_pupils(group, 6)
    create_schedule(group)
    with without_protection(monkeypatch):
        call_concurrently([bill_september(admin, group)] * AT_ONCE)
        assert count_doubles() > 0


def test_runs_of_groups_with_shared_pupils_do_not_deadlock(group, other_group, pupil, second_pupil, other_pupil, admin):
    for home, student in ((other_group, pupil), (other_group, second_pupil), (group, other_pupil)):
        create_membership(home, student)
    for each_group in (group, other_group):
        create_schedule(each_group)
    call_concurrently([bill_september(admin, each_group) for each_group in (group, other_group)])
    assert (Payment.objects.count(), count_doubles()) == (6, 0)


def cross_groups(group, other_group, admin, monkeypatch):
    """A job makes a discount larger and then bills who is missing, while the other group of the branch is billed: what
    went wrong. The job goes on when the other one waits.
    """
    Group.objects.filter(pk=other_group.pk).update(branch=group.branch_id)
    add_pupils(group, 2)
    for each_group in (group, other_group):
        create_schedule(each_group)
        Discount.objects.create(name={"en": "Spring"}, kind="percent", percent_hundredths=1000, group=each_group)
    bill_september(admin, group)()
    Discount.objects.filter(group=group).update(percent_hundredths=2000)
    create_membership(group, make_user(Role.STUDENT, "Nilufar"))
    repriced, create_payments, waiting = Event(), repricing.create_missing_payments, []

    def when_the_other_waits(**plan):
        if not repriced.is_set():
            repriced.set()
            wait_for(waiting)
        create_payments(**plan)

    def bill_the_other():
        assert repriced.wait(60)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            waiting.append(cursor.fetchone()[0])
        bill_september(admin, other_group)()

    def tried(work):
        try:
            work()
        except OperationalError as error:
            return str(error).partition("\n")[0]
        return ""

    monkeypatch.setattr(repricing, "create_missing_payments", when_the_other_waits)
    reprice = partial(repricing.reprice_group_payments, group_id=group.pk, since=SINCE, use_current_prices=True)
    return call_concurrently([partial(tried, reprice), partial(tried, bill_the_other)])


def wait_for(backends):
    """Until this backend waits for a lock."""
    until = monotonic() + 60
    with connection.cursor() as cursor:
        while monotonic() < until:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND pid = ANY(%s)", [backends])
            if cursor.fetchone()[0]:
                return
            sleep(0.05)
    raise AssertionError("nobody waited")


def test_reprice_jobs_of_one_branch_do_not_deadlock(group, other_group, admin, monkeypatch):
    assert cross_groups(group, other_group, admin, monkeypatch) == ["", ""]
    assert Payment.objects.count() == 6


def test_control_without_the_branch_lock_they_deadlock(group, other_group, admin, monkeypatch):
    monkeypatch.setattr(locks, "lock_branch_pricing_accounts", lambda *_places: None)
    assert sorted(cross_groups(group, other_group, admin, monkeypatch)) == ["", "deadlock detected"]


def test_schedule_changed_during_a_run_applies_to_all_or_none(group, admin):
    add_pupils(group, 10)
    schedule = create_schedule(group)
    changes = {"amount": 60_000_000, "due_day": 20}
    update = partial(payment_schedules.update_payment_schedule, actor=admin, schedule=schedule, changes=changes)
    call_concurrently([bill_september(admin, group), update])
    billed = set(Payment.objects.values_list("amount", "due_on"))
    assert billed in ({(PRICE, date(2026, 9, 5))}, {(60_000_000, date(2026, 9, 20))})
    run_jobs()
    assert set(Payment.objects.values_list("amount", flat=True)) == {60_000_000}
