"""Time that runs out without anybody asking: the periodic job ends transactions and orders."""

from datetime import timedelta
from uuid import uuid4

import time_machine
from django.db import connection
from django.utils import timezone

from apps.core.ids import uuid7
from apps.jobs.kinds import ClaimedJob, get_job_kind
from apps.payments.job_kinds import EXPIRE_TRANSACTIONS
from apps.payments.models import Payment, PaymentKind
from apps.payments.services.expiry import expire_transactions
from tests import factories
from tests.payments import payment_data
from tests.payments.payme.payme_client import TIMEOUT, get_transaction, new_id, now_ms, travel_past_timeout
from tests.payments.payment_data import create_payment_due, pay_cash, reload_payment

JOB = ClaimedJob(id=uuid7(), kind=EXPIRE_TRANSACTIONS, object_id="", payload={}, attempt=1)
AFTER_ALL = timedelta(milliseconds=TIMEOUT + 1)


def test_expiry_runs_every_ten_minutes():
    assert get_job_kind(EXPIRE_TRANSACTIONS).every == timedelta(minutes=10)


def test_only_expired_transactions_are_cancelled(payme, payme_top_up, numbered_pupil, group):
    moment = timezone.now()
    with time_machine.travel(moment, tick=False):
        stale, done, cancelled = (create_payment_due(numbered_pupil, group) for _number in range(3))
        old, performed, over = (payme.create_reserved(stale), payme.create_paid(done), payme.create_reserved(cancelled))
        payme.cancel(over, 2)
        payme_top_up.create({"student": "1042"}, 500_000, id=(top_up := new_id()))
    with time_machine.travel(moment + AFTER_ALL, tick=False):
        young = payme.create_reserved(create_payment_due(numbered_pupil, group))
        expire_transactions(JOB)
        ended = now_ms()
    assert [
        (get_transaction(identifier).state, get_transaction(identifier).reason) for identifier in (old, top_up)
    ] == [(-1, 4)] * 2
    assert get_transaction(old).cancel_time == ended
    assert [get_transaction(identifier).state for identifier in (young, performed, over)] == [1, 2, -1]
    assert get_transaction(over).reason == 2
    assert payme.check(stale).result["allow"] is True


def test_second_run_changes_nothing(payme, payment_due):
    identifier = payme.create_reserved(payment_due)
    moment = timezone.now()
    with time_machine.travel(moment + AFTER_ALL, tick=False):
        expire_transactions(JOB)
    first = payme.look(identifier).raw
    with time_machine.travel(moment + 2 * AFTER_ALL):
        expire_transactions(JOB)
        assert payme.look(identifier).raw == first


def test_order_expires_unless_a_payment_is_in_progress(payme, pupil, group, payment_due):
    moment = timezone.now()
    late, being_paid, young = (create_payment_due(pupil, group, kind=PaymentKind.ORDER) for _number in range(3))
    Payment.objects.filter(pk__in=(late.pk, being_paid.pk)).update(expires_at=moment + timedelta(hours=1))
    Payment.objects.filter(pk=young.pk).update(expires_at=moment + timedelta(hours=3))
    identifier = payme.create_reserved(being_paid)
    with time_machine.travel(moment + timedelta(hours=2)):
        expire_transactions(JOB)
        states = [reload_payment(payment).status for payment in (late, being_paid, young, payment_due)]
        assert states == ["failed", "pending", "pending", "pending"]
        assert payme.perform(identifier).result["state"] == 2
        assert reload_payment(being_paid).status == "completed"


def test_cash_is_accepted_after_expiry_before_the_sweep(payme, payment_due, shift, manager):
    def confirm():
        path, body = f"/payments/{payment_due.pk}/confirm/", {"method": "cash"}
        return factories.client_for(manager).post(path, body, idempotency_key=uuid4().hex)

    identifier = payme.create_reserved(payment_due)
    moment = timezone.now()
    assert (confirm().status, get_transaction(identifier).state) == (409, 1)
    with time_machine.travel(moment + AFTER_ALL + timedelta(minutes=5)):
        answer = confirm()
    assert (answer.status, answer.json["status"]) == (200, "completed"), answer.json
    assert (get_transaction(identifier).state, get_transaction(identifier).reason) == (-1, 4)


def test_free_credit_covers_an_expired_transaction_before_cash(payme, payment_due, shift, manager):
    identifier = payme.create_reserved(payment_due)
    moment = timezone.now()
    payment_data.top_up(payment_due.student, payment_due.branch, 5_000_000, manager)
    with time_machine.travel(moment + AFTER_ALL, tick=False):
        money = pay_cash(payment_due, shift)
    assert (money.amount, get_transaction(identifier).state) == (payment_due.amount - 5_000_000, -1)
    assert reload_payment(payment_due).status == "completed"


def test_one_failure_does_not_stop_other_expiries(payme, pupil, group, second_pupil):
    bad, good = (payme.create_reserved(create_payment_due(user, group)) for user in (pupil, second_pupil))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION no_end() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;"
            "CREATE TRIGGER no_end BEFORE UPDATE ON payments_providertransaction FOR EACH ROW"
            f" WHEN (OLD.number = {get_transaction(bad).number}) EXECUTE FUNCTION no_end();"
        )
    with travel_past_timeout():
        expire_transactions(JOB)
        assert (get_transaction(bad).state, get_transaction(good).state) == (1, -1)
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER no_end ON payments_providertransaction")
        expire_transactions(JOB)
    assert (get_transaction(bad).state, get_transaction(bad).reason) == (-1, 4)
