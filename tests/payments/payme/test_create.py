"""CreateTransaction, row by row of its table. A refused one stores no transaction."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.core.errors import Conflict
from apps.payments.models import Payment, PaymentKind, ProviderTransaction
from apps.payments.services import adjustments, payments_due
from tests.payments import payment_data
from tests.payments.payme.payme_client import (
    TIMEOUT,
    Payme,
    account_for,
    create_paid,
    create_reserved,
    get_transaction,
    new_id,
    now_ms,
    snapshot_rows,
)

AFTER_ALL = timedelta(milliseconds=TIMEOUT + 1)


def refused(payme: Payme, code: int, *, id: str, amount: int, account: dict[str, str], time: int | None = None) -> None:  # noqa: A002
    """This call is refused with the code and changes nothing."""
    before = snapshot_rows()
    assert payme.create(id, amount, account, time).code == code
    assert snapshot_rows() == before


def test_row_1_same_id_with_other_amount_or_account_changes_nothing(payme, payment_due, second_pupil, group):
    time_ms = now_ms()
    identifier = create_reserved(payme, payment_due, time_ms)
    other = payment_data.create_payment_due(second_pupil, group)
    refused(payme, -31001, id=identifier, amount=payment_due.amount + 1, account=account_for(payment_due), time=time_ms)
    refused(payme, -31050, id=identifier, amount=payment_due.amount, account=account_for(other), time=time_ms)
    refused(payme, -31050, id=identifier, amount=payment_due.amount + 1, account=account_for(other), time=time_ms)
    assert payme.create(identifier, payment_due.amount, account_for(payment_due), time_ms).result["state"] == 1


def test_row_2_same_id_gets_the_same_answer(payme, payment_due):
    identifier, time_ms = new_id(), now_ms()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        first = payme.create(identifier, payment_due.amount, account_for(payment_due), time_ms)
        for _time in range(3):
            clock.shift(timedelta(hours=3, minutes=59))
            assert payme.create(identifier, payment_due.amount, account_for(payment_due), time_ms).raw == first.raw
    stored = get_transaction(identifier)
    assert first.result == {"create_time": stored.create_time, "transaction": str(stored.number), "state": 1}
    assert ProviderTransaction.objects.count() == 1


def test_row_3_same_id_after_expiry_is_cancelled(payme, payment_due):
    identifier = create_reserved(payme, payment_due)
    with time_machine.travel(timezone.now() + AFTER_ALL, tick=False):
        assert (
            payme.create(
                identifier, payment_due.amount, account_for(payment_due), get_transaction(identifier).provider_time
            ).code
            == -31008
        )
        stored = get_transaction(identifier)
        assert (stored.state, stored.reason, stored.cancel_time) == (-1, 4, now_ms())
        assert payme.check(payment_due.amount, account_for(payment_due)).result["allow"] is True


@pytest.mark.parametrize("ended", [2, -1, -2], ids=["performed", "cancelled", "returned"])
def test_row_4_same_id_after_cancel_is_31008(payme, payment_due, ended):
    identifier = create_paid(payme, payment_due) if abs(ended) == 2 else create_reserved(payme, payment_due)
    if ended < 0:
        payme.cancel(identifier)
    assert get_transaction(identifier).state == ended
    refused(payme, -31008, id=identifier, amount=payment_due.amount, account=account_for(payment_due))


def test_row_5_unknown_account(payme, payment_due):
    refused(payme, -31050, id=new_id(), amount=payment_due.amount, account={"payment": payment_due.reference + "0"})
    refused(payme, -31050, id=new_id(), amount=payment_due.amount, account={})
    refused(payme, -31050, id=new_id(), amount=1, account={})


def test_row_6_wrong_amount(payme, payment_due, admin):
    refused(payme, -31001, id=new_id(), amount=payment_due.amount - 1, account=account_for(payment_due))
    create_paid(payme, payment_due)
    refused(payme, -31001, id=new_id(), amount=payment_due.amount - 1, account=account_for(payment_due))


def test_row_7_time_more_than_twelve_hours_ago(payme, payment_due):
    with time_machine.travel(timezone.now(), tick=False):
        refused(
            payme,
            -31008,
            id=new_id(),
            amount=payment_due.amount,
            account=account_for(payment_due),
            time=now_ms() - TIMEOUT - 1,
        )
        refused(
            payme,
            -31008,
            id=new_id(),
            amount=payment_due.amount,
            account=account_for(payment_due),
            time=1_399_114_284_039,
        )
        assert (
            payme.create(new_id(), payment_due.amount, account_for(payment_due), now_ms() - TIMEOUT).result["state"]
            == 1
        )


def test_row_8_completed_payment(payme, payment_due):
    create_paid(payme, payment_due)
    refused(payme, -31008, id=new_id(), amount=payment_due.amount, account=account_for(payment_due))


def test_row_8_payment_paid_in_cash(payme, payment_due, shift):
    payment_data.pay_cash(payment_due, shift)
    refused(payme, -31008, id=new_id(), amount=payment_due.amount, account=account_for(payment_due))


def test_row_8_refunded_payment(payme, payment_due):
    payme.cancel(create_paid(payme, payment_due))
    refused(payme, -31008, id=new_id(), amount=payment_due.amount, account=account_for(payment_due))


def test_row_8_cancelled_payment(payme, payment_due, admin):
    payments_due.cancel_payment(actor=admin, payment=payment_due, reason="a mistake")
    refused(payme, -31008, id=new_id(), amount=payment_due.amount, account=account_for(payment_due))


def test_row_7_time_far_in_the_future_is_refused(payme, payment_due):
    """It would lock its payment for 12 hours after that moment."""
    with time_machine.travel(timezone.now(), tick=False):
        hour = 3_600_000
        for time_ms in (now_ms() + hour + 1, now_ms() + 24 * hour, 9_999_999_999_999):
            assert payme.create(new_id(), payment_due.amount, account_for(payment_due), time_ms).code == -31008
        assert not ProviderTransaction.objects.exists()
        assert (
            payme.create(new_id(), payment_due.amount, account_for(payment_due), now_ms() + hour).result["state"] == 1
        )


def test_row_8_expired_order(payme, pupil, group):
    order = payment_data.create_payment_due(pupil, group, kind=PaymentKind.ORDER)
    Payment.objects.filter(pk=order.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    refused(payme, -31008, id=new_id(), amount=order.amount, account=account_for(order))
    Payment.objects.filter(pk=order.pk).update(expires_at=timezone.now() + timedelta(hours=1))
    assert payme.create(new_id(), order.amount, account_for(order)).result["state"] == 1


def test_row_9_another_transaction_is_in_progress(payme, payment_due):
    first = create_reserved(payme, payment_due)
    refused(payme, -31008, id=new_id(), amount=payment_due.amount, account=account_for(payment_due))
    assert payme.perform(first).result["state"] == 2


def test_row_10_expired_transaction_is_replaced(payme, payment_due):
    first = create_reserved(payme, payment_due)
    with time_machine.travel(timezone.now() + AFTER_ALL, tick=False):
        second = create_reserved(payme, payment_due)
        ended = get_transaction(first)
        assert (ended.state, ended.reason, ended.cancel_time) == (-1, 4, now_ms())
        assert payme.perform(second).result["state"] == 2
        assert payme.perform(first).code == -31008


def test_row_11_reserved_payment_cannot_be_changed(payme, payment_due, shift, admin):
    identifier = create_reserved(payme, payment_due)
    for change in (
        lambda: payment_data.pay_cash(payment_due, shift),
        lambda: payments_due.cancel_payment(actor=admin, payment=payment_due, reason="x"),
        lambda: adjustments.adjust_price(actor=admin, payment=payment_due, gross=1, amount=1, lines=[], reason="x"),
    ):
        with pytest.raises(Conflict) as error:
            change()
        assert error.value.code == "payment_in_progress"
    payme.cancel(identifier)
    payments_due.cancel_payment(actor=admin, payment=payment_due, reason="x")


def test_row_11_stored_transaction(payme, payment_due, group):
    identifier, time_ms = new_id(), now_ms() - 5
    account = {**account_for(payment_due), "phone": "+998 90 123 45 67", "copies": 2}
    with time_machine.travel(timezone.now(), tick=False):
        reply = payme.create(identifier, payment_due.amount, account, time_ms)
        stored = get_transaction(identifier)
        assert (stored.desk, stored.payment, stored.branch) == ("one_time", payment_due, group.branch)
        assert (stored.amount, stored.currency, stored.account) == (payment_due.amount, "UZS", account)
        assert (stored.provider_time, stored.create_time) == (time_ms, now_ms())
        assert (stored.perform_time, stored.cancel_time, stored.reason) == (0, 0, None)
        assert reply.result == {"create_time": now_ms(), "transaction": str(stored.number), "state": 1}


def test_row_12_several_top_ups_at_once(payme_top_up, numbered_pupil, group):
    account = {"student": "1042"}
    identifiers = [new_id() for _number in range(3)]
    for identifier in identifiers:
        assert payme_top_up.create(identifier, 500_000, account).result["state"] == 1
    assert payme_top_up.perform(identifiers[1]).result["state"] == 2
    assert payme_top_up.create(new_id(), 500_000, account).result["state"] == 1
    rows = ProviderTransaction.objects.filter(
        desk="cumulative", payment=None, student=numbered_pupil, branch=group.branch
    )
    assert sorted(rows.values_list("state", flat=True)) == [1, 1, 1, 2]


def test_row_12_top_up_limits_and_expiry(payme_top_up, numbered_pupil):
    account = {"student": 1042}
    refused(payme_top_up, -31001, id=new_id(), amount=99_999, account=account)
    refused(payme_top_up, -31001, id=new_id(), amount=1_000_000_001, account=account)
    refused(payme_top_up, -31008, id=new_id(), amount=500_000, account=account, time=now_ms() - TIMEOUT - 60_000)


def test_cancelled_transaction_allows_a_new_one(payme, payment_due):
    for _time in range(3):
        payme.cancel(create_reserved(payme, payment_due), 3)
    assert payme.perform(create_reserved(payme, payment_due)).result["state"] == 2
