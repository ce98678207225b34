"""Time that runs out without anybody asking: the periodic job ends transactions and orders."""

from datetime import timedelta
from uuid import uuid4

import time_machine
from django.db import connection
from django.utils import timezone

from apps.accounts.models import User
from apps.core.ids import uuid7
from apps.courses.models import Group
from apps.jobs.kinds import ClaimedJob, all_periodics
from apps.payments.job_kinds import EXPIRE
from apps.payments.models import Payment, PaymentKind, Shift
from apps.payments.services.expiring import expire_transactions
from tests import cast
from tests.payments import steps
from tests.payments.payme.calls import TIMEOUT, Payme, account_of, new_id, now_ms, paid, reserved, row

JOB = ClaimedJob(id=uuid7(), kind=EXPIRE, object_id="", payload={}, attempt=1)
AFTER_ALL = timedelta(milliseconds=TIMEOUT + 1)


def test_it_runs_every_ten_minutes() -> None:
    assert [periodic.every for periodic in all_periodics() if periodic.kind == EXPIRE] == [timedelta(minutes=10)]


def test_what_ran_out_is_ended_and_nothing_else(payme: Payme, topping_up: Payme, numbered: User, group: Group) -> None:
    moment = timezone.now()
    with time_machine.travel(moment, tick=False):
        stale, done, cancelled = (steps.owe(numbered, group) for _number in range(3))
        old, performed, over = reserved(payme, stale), paid(payme, done), reserved(payme, cancelled)
        payme.cancel(over, 2)
        topping_up.create(top_up := new_id(), 500_000, {"student": "1042"})
    with time_machine.travel(moment + AFTER_ALL, tick=False):
        young = reserved(payme, steps.owe(numbered, group))
        expire_transactions(JOB)
        ended = now_ms()
    assert [(row(one).state, row(one).reason) for one in (old, top_up)] == [(-1, 4)] * 2
    assert row(old).cancel_time == ended
    assert [row(one).state for one in (young, performed, over)] == [1, 2, -1]
    assert row(over).reason == 2
    assert payme.check(stale.amount, account_of(stale)).result["allow"] is True


def test_twice_is_once(payme: Payme, owed: Payment) -> None:
    identifier = reserved(payme, owed)
    moment = timezone.now()
    with time_machine.travel(moment + AFTER_ALL, tick=False):
        expire_transactions(JOB)
    first = payme.look(identifier).raw
    with time_machine.travel(moment + 2 * AFTER_ALL):
        expire_transactions(JOB)
        assert payme.look(identifier).raw == first


def test_an_order_ends_when_its_time_is_over_and_nobody_is_paying_it(
    payme: Payme, pupil: User, group: Group, owed: Payment
) -> None:
    moment = timezone.now()
    late, being_paid, young = (steps.owe(pupil, group, kind=PaymentKind.ORDER) for _number in range(3))
    Payment.objects.filter(pk__in=(late.pk, being_paid.pk)).update(expires_at=moment + timedelta(hours=1))
    Payment.objects.filter(pk=young.pk).update(expires_at=moment + timedelta(hours=3))
    identifier = reserved(payme, being_paid)
    with time_machine.travel(moment + timedelta(hours=2)):
        expire_transactions(JOB)
        states = [steps.fresh(one.pk).status for one in (late, being_paid, young, owed)]
        assert states == ["failed", "pending", "pending", "pending"]
        assert payme.perform(identifier).result["state"] == 2
        assert steps.fresh(being_paid.pk).status == "completed"


def test_the_desk_takes_cash_for_what_ran_out_and_nobody_has_ended(
    payme: Payme, owed: Payment, shift: Shift, manager: User
) -> None:
    def confirm() -> cast.Answer:
        path, body = f"/payments/{owed.pk}/confirm/", {"method": "cash"}
        return cast.client_for(manager).post(path, body, idempotency_key=uuid4().hex)

    identifier = reserved(payme, owed)
    moment = timezone.now()
    assert (confirm().status, row(identifier).state) == (409, 1)
    with time_machine.travel(moment + AFTER_ALL + timedelta(minutes=5)):
        answer = confirm()
    assert (answer.status, answer.json["status"]) == (200, "completed"), answer.json
    assert (row(identifier).state, row(identifier).reason) == (-1, 4)


def test_what_was_paid_in_advance_covers_what_ran_out_before_the_desk_counts(
    payme: Payme, owed: Payment, shift: Shift, manager: User
) -> None:
    identifier = reserved(payme, owed)
    moment = timezone.now()
    steps.top_up(owed.student, owed.branch, 5_000_000, manager)
    with time_machine.travel(moment + AFTER_ALL, tick=False):
        money = steps.pay_cash(owed, shift)
    assert (money.amount, row(identifier).state) == (owed.amount - 5_000_000, -1)
    assert steps.fresh(owed.pk).status == "completed"


def test_one_that_cannot_be_ended_keeps_no_other_from_its_end(
    payme: Payme, pupil: User, group: Group, second_pupil: User
) -> None:
    bad, good = (reserved(payme, steps.owe(who, group)) for who in (pupil, second_pupil))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION no_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;"
            "CREATE TRIGGER no_end BEFORE UPDATE ON payments_providertransaction FOR EACH ROW"
            f" WHEN (OLD.number = {row(bad).number}) EXECUTE FUNCTION no_end();"
        )
    with time_machine.travel(timezone.now() + AFTER_ALL, tick=False):
        expire_transactions(JOB)
        assert (row(bad).state, row(good).state) == (1, -1)
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER no_end ON payments_providertransaction")
        expire_transactions(JOB)
    assert (row(bad).state, row(bad).reason) == (-1, 4)
