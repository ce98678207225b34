"""CreateTransaction, row by row of its table. A refused one stores no transaction."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.core.errors import Conflict
from apps.payments.models import ProviderTransaction
from apps.payments.services import payments_due
from tests.payments.payme import payme_client
from tests.payments.payment_data import create_payment_due, pay_cash, reprice


def check_refused(payme, code, *account_and_amount, **more):
    """This call is refused with the code and changes nothing."""
    with payme_client.nothing_changes():
        assert payme.create(*account_and_amount, **more).code == code


def test_row_1_same_id_with_other_amount_or_account_changes_nothing(payme, payment_due, second_pupil, group):
    time_ms = payme_client.now_ms()
    identifier = payme.create_reserved(payment_due, time_ms)
    other = create_payment_due(second_pupil, group)
    check_refused(payme, -31001, payment_due, payment_due.amount + 1, id=identifier, time=time_ms)
    check_refused(payme, -31050, other, id=identifier, time=time_ms)
    check_refused(payme, -31050, other, payment_due.amount + 1, id=identifier, time=time_ms)
    assert payme.create(payment_due, id=identifier, time=time_ms).result["state"] == 1


def test_row_2_same_id_gets_the_same_answer(payme, payment_due):
    identifier, time_ms = payme_client.new_id(), payme_client.now_ms()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        first = payme.create(payment_due, id=identifier, time=time_ms)
        for _time in range(3):
            clock.shift(timedelta(hours=3, minutes=59))
            assert payme.create(payment_due, id=identifier, time=time_ms).raw == first.raw
    stored = payme_client.get_transaction(identifier)
    assert first.result == {"create_time": stored.create_time, "transaction": str(stored.number), "state": 1}
    assert ProviderTransaction.objects.count() == 1


def test_row_3_same_id_after_expiry_is_cancelled(payme, payment_due):
    identifier = payme.create_reserved(payment_due)
    with payme_client.travel_past_timeout():
        assert (
            payme.create(payment_due, id=identifier, time=payme_client.get_transaction(identifier).provider_time).code
            == -31008
        )
        stored = payme_client.get_transaction(identifier)
        assert (stored.state, stored.reason, stored.cancel_time) == (-1, 4, payme_client.now_ms())
        assert payme.check(payment_due).result["allow"] is True


@pytest.mark.parametrize("ended", [2, -1, -2], ids=["performed", "cancelled", "returned"])
def test_row_4_same_id_after_cancel_is_31008(payme, payment_due, ended):
    identifier = payme.create_paid(payment_due) if abs(ended) == 2 else payme.create_reserved(payment_due)
    if ended < 0:
        payme.cancel(identifier)
    assert payme_client.get_transaction(identifier).state == ended
    check_refused(payme, -31008, payment_due, id=identifier)


def test_row_5_unknown_account(payme, payment_due):
    check_refused(payme, -31050, {"payment": payment_due.reference + "0"}, payment_due.amount)
    check_refused(payme, -31050, {}, payment_due.amount)
    check_refused(payme, -31050, {}, 1)


def test_row_6_wrong_amount(payme, payment_due, admin):
    check_refused(payme, -31001, payment_due, payment_due.amount - 1)
    payme.create_paid(payment_due)
    check_refused(payme, -31001, payment_due, payment_due.amount - 1)


def test_row_7_time_more_than_twelve_hours_ago(payme, payment_due):
    with time_machine.travel(timezone.now(), tick=False):
        check_refused(payme, -31008, payment_due, time=payme_client.now_ms() - payme_client.TIMEOUT - 1)
        check_refused(payme, -31008, payment_due, time=1_399_114_284_039)
        assert payme.create(payment_due, time=payme_client.now_ms() - payme_client.TIMEOUT).result["state"] == 1


def test_row_7_time_far_in_the_future_is_refused(payme, payment_due):
    """It would lock its payment for 12 hours after that moment."""
    with time_machine.travel(timezone.now(), tick=False):
        hour = 3_600_000
        for time_ms in (payme_client.now_ms() + hour + 1, payme_client.now_ms() + 24 * hour, 9_999_999_999_999):
            assert payme.create(payment_due, time=time_ms).code == -31008
        assert not ProviderTransaction.objects.exists()
        assert payme.create(payment_due, time=payme_client.now_ms() + hour).result["state"] == 1


def test_row_9_another_transaction_is_in_progress(payme, payment_due):
    first = payme.create_reserved(payment_due)
    check_refused(payme, -31008, payment_due)
    assert payme.perform(first).result["state"] == 2


def test_row_10_expired_transaction_is_replaced(payme, payment_due):
    first = payme.create_reserved(payment_due)
    with payme_client.travel_past_timeout():
        second = payme.create_reserved(payment_due)
        ended = payme_client.get_transaction(first)
        assert (ended.state, ended.reason, ended.cancel_time) == (-1, 4, payme_client.now_ms())
        assert payme.perform(second).result["state"] == 2
        assert payme.perform(first).code == -31008


def test_row_11_reserved_payment_cannot_be_changed(payme, payment_due, shift, admin):
    identifier = payme.create_reserved(payment_due)
    for change in (
        lambda: pay_cash(payment_due, shift),
        lambda: payments_due.cancel_payment(actor=admin, payment=payment_due, reason="x"),
        lambda: reprice(payment_due, 1, admin),
    ):
        with pytest.raises(Conflict) as error:
            change()
        assert error.value.code == "payment_in_progress"
    payme.cancel(identifier)
    payments_due.cancel_payment(actor=admin, payment=payment_due, reason="x")


def test_row_11_stored_transaction(payme, payment_due, group):
    identifier, time_ms = payme_client.new_id(), payme_client.now_ms() - 5
    account = {**payme_client.account_for(payment_due), "phone": "+998 90 123 45 67", "copies": 2}
    with time_machine.travel(timezone.now(), tick=False):
        reply = payme.create(account, payment_due.amount, id=identifier, time=time_ms)
        stored = payme_client.get_transaction(identifier)
        assert (stored.desk, stored.payment, stored.branch) == ("one_time", payment_due, group.branch)
        assert (stored.amount, stored.currency, stored.account) == (payment_due.amount, "UZS", account)
        assert (stored.provider_time, stored.create_time) == (time_ms, payme_client.now_ms())
        assert (stored.perform_time, stored.cancel_time, stored.reason) == (0, 0, None)
        assert reply.result == {"create_time": payme_client.now_ms(), "transaction": str(stored.number), "state": 1}


def test_row_12_several_top_ups_at_once(payme_top_up, numbered_pupil, group):
    account = {"student": "1042"}
    identifiers = [payme_client.new_id() for _number in range(3)]
    for identifier in identifiers:
        assert payme_top_up.create(account, 500_000, id=identifier).result["state"] == 1
    assert payme_top_up.perform(identifiers[1]).result["state"] == 2
    assert payme_top_up.create(account, 500_000).result["state"] == 1
    rows = ProviderTransaction.objects.filter(
        desk="cumulative", payment=None, student=numbered_pupil, branch=group.branch
    )
    assert sorted(rows.values_list("state", flat=True)) == [1, 1, 1, 2]


def test_row_12_top_up_limits_and_expiry(payme_top_up, numbered_pupil):
    account = {"student": 1042}
    check_refused(payme_top_up, -31001, account, 99_999)
    check_refused(payme_top_up, -31001, account, 1_000_000_001)
    check_refused(payme_top_up, -31008, account, 500_000, time=payme_client.now_ms() - payme_client.TIMEOUT - 60_000)


def test_cancelled_transaction_allows_a_new_one(payme, payment_due):
    for _time in range(3):
        payme.cancel(payme.create_reserved(payment_due), 3)
    assert payme.perform(payme.create_reserved(payment_due)).result["state"] == 2
