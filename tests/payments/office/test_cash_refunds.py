"""Refunds in cash that are decided without a shift: they wait for the cashier of the open shift at the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.notifications.models import Notification
from apps.payments.models import CashRefund, LedgerTransfer, Receipt
from apps.payments.queries import get_free_credit
from apps.payments.services.cash_refunds import lapse_cash_refunds
from apps.settings.models import AuditLog
from tests.payments import payment_data
from tests.payments.office.office_calls import (
    confirm_payment,
    get_desk_balance,
    post_shift,
    post_with_key,
    refund_payment,
    reverse_receipt,
)
from tests.payments.payment_data import PRICE, create_payment_due, get_student_balance, reload_payment, uzs
from tests.query_counts import check_list_cost

PART = 5_000_000


def hand_out(client, row, *, key=None):
    return post_with_key(client, f"/payments/cash-refunds/{row['id']}/hand-out/", key=key)


def withdraw(client, row):
    return client.post(f"/payments/cash-refunds/{row['id']}/withdraw/")


@pytest.fixture
def paid(client_for, manager, payment_due, shift):
    """The payment, paid in cash in the manager's shift."""
    assert confirm_payment(client_for(manager), payment_due).status == 200
    return reload_payment(payment_due)


@pytest.fixture
def decided(client_for, admin, paid, desk):
    """A refund of a part of it that the admin, who has no shift, decided."""
    answer = refund_payment(client_for(admin), paid, amount=uzs(PART), desk=str(desk.pk), key="decided")
    assert answer.status == 202, answer.json
    return answer.json


def test_refund_waits_for_the_cashier_of_the_open_shift(client_for, admin, manager, pupil, desk, paid, decided):
    boss, office = client_for(admin), client_for(manager)
    assert [decided[name] for name in ("state", "amount", "receipts")] == ["waiting", uzs(PART), []]
    assert (decided["desk"]["id"], decided["payment"]["id"]) == (str(desk.pk), str(paid.pk))
    assert refund_payment(boss, paid, amount=uzs(PART), desk=str(desk.pk), key="decided").json == decided
    assert (get_desk_balance(desk), reload_payment(paid).refunded) == (PRICE, 0)
    assert Notification.objects.filter(user=manager, type="payments.cash_to_hand_out").count() == 1
    assert hand_out(boss, decided).refusal == (409, "shift_needed")
    listed = office.get("/payments/cash-refunds/", {"state": "waiting"}).json["results"]
    assert [row["id"] for row in listed] == [decided["id"]]
    done = hand_out(office, decided, key="out")
    assert (done.status, done.json["state"], done.json["closed_by"]["id"]) == (200, "handed_out", str(manager.pk))
    assert hand_out(office, decided, key="out").json == done.json
    assert (get_desk_balance(desk), reload_payment(paid).refunded) == (PRICE - PART, PART)
    receipt = Receipt.objects.get(kind="refund")
    assert (done.json["receipts"], receipt.transfer.by) == ([str(receipt.pk)], manager)
    assert hand_out(office, decided).refusal == (409, "cash_refund_closed")
    assert withdraw(boss, decided).refusal == (409, "cash_refund_closed")
    actions = AuditLog.objects.filter(action__contains="cash_refund").order_by("pk").values_list("action", "actor")
    assert list(actions) == [
        ("payments.decide_cash_refund", admin.pk), ("payments.cash_refund_handed_out", manager.pk),
    ]  # fmt: skip


def test_handing_out_checks_everything_again(client_for, admin, manager, desk, paid, decided):
    boss, office = client_for(admin), client_for(manager)
    assert post_with_key(office, f"/payments/cash-desks/{desk.pk}/bank/", {"amount": uzs(PRICE)}).status == 201
    assert hand_out(office, decided).refusal == (409, "not_enough_money")
    assert boss.patch(f"/payments/{paid.pk}/", {"refundable": False}).status == 200
    assert hand_out(office, decided).refusal == (409, "not_refundable")
    assert post_shift(office, desk, "close", 0).status == 200
    assert hand_out(office, decided).refusal == (409, "shift_needed")
    archiving = boss.patch(f"/payments/cash-desks/{desk.pk}/", {"archived": True})
    assert archiving.refusal == (409, "cash_refund_waiting")
    assert CashRefund.objects.get().state == "waiting"
    assert LedgerTransfer.objects.filter(kind="paid_back").count() == 0


def test_no_more_waits_than_is_left(client_for, admin, desk, paid, decided):
    rest = {"desk": str(desk.pk)}
    boss = client_for(admin)
    assert refund_payment(boss, paid, amount=uzs(PRICE - PART + 1), **rest).refusal == (409, "refund_too_large")
    assert refund_payment(boss, paid, amount=uzs(PRICE - PART), **rest).status == 202


def test_reversal_is_refused_while_a_refund_waits_and_the_other_way_round(
    client_for, admin, manager, pupil, desk, paid, decided
):
    receipt, office = Receipt.objects.get(kind="payment"), client_for(manager)
    assert reverse_receipt(office, receipt).refusal == (409, "cash_refund_waiting")
    taken_back = withdraw(client_for(admin), decided)
    assert (taken_back.status, taken_back.json["state"]) == (200, "withdrawn")
    assert hand_out(office, decided).refusal == (409, "cash_refund_closed")
    assert reverse_receipt(office, receipt).status == 201
    CashRefund.objects.update(state="waiting", closed_at=None, closed_by=None)
    assert hand_out(office, decided).refusal == (409, "payment_closed")
    assert (get_desk_balance(desk), get_student_balance(pupil)) == (0, -PRICE)


def test_credit_waits_too(client_for, admin, manager, pupil, desk, payment_due, shift):
    assert confirm_payment(client_for(manager), payment_due, amount=uzs(PRICE + PART), advance=True).status == 200
    path = f"/payments/balance/{pupil.pk}/refund/"
    body = {"amount": uzs(PART), "reason": "He moves away.", "desk": str(desk.pk)}
    answer = post_with_key(client_for(admin), path, body)
    assert (answer.status, answer.json["payment"], answer.json["state"]) == (202, None, "waiting")
    assert post_with_key(client_for(admin), path, body).refusal == (409, "refund_too_large")
    assert get_free_credit(pupil.pk, "UZS") == PART
    done = hand_out(client_for(manager), answer.json)
    assert (done.status, len(done.json["receipts"])) == (200, 1)
    assert (get_free_credit(pupil.pk, "UZS"), get_desk_balance(desk)) == (0, PRICE)


def test_who_has_the_shift_still_refunds_at_once(client_for, admin, manager, pupil, group, desk, shift, payment_due):
    boss = client_for(admin)
    own = payment_data.create_cash_desk(group.branch, "Safe")
    assert post_shift(boss, own, "open", PART).status == 200
    assert confirm_payment(client_for(manager), payment_due).status == 200
    assert refund_payment(boss, payment_due, amount=uzs(PART), desk=str(own.pk)).status == 200
    other = create_payment_due(pupil, group, 700)
    assert confirm_payment(client_for(manager), other, method="transfer").status == 200
    assert refund_payment(boss, other, desk=str(desk.pk)).json["status"] == "refunded"
    assert CashRefund.objects.count() == 0


def test_cash_and_other_money_do_not_wait_together(client_for, admin, manager, desk, payment_due, shift):
    office = client_for(manager)
    assert confirm_payment(office, payment_due, amount=uzs(PART), method="transfer").status == 200
    assert confirm_payment(office, payment_due).status == 200
    refused = refund_payment(client_for(admin), payment_due, desk=str(desk.pk))
    assert refused.refused_fields == (422, ["transaction"])
    assert refund_payment(client_for(admin), payment_due, amount=uzs(PART), desk=str(desk.pk)).status == 202


def test_refund_lapses_after_seven_days(client_for, admin, manager, decided):
    CashRefund.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    lapse_cash_refunds(None)
    assert CashRefund.objects.get().state == "waiting"
    CashRefund.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert hand_out(client_for(manager), decided).refusal == (409, "cash_refund_closed")
    lapse_cash_refunds(None)
    assert (CashRefund.objects.get().state, CashRefund.objects.get().closed_by) == ("lapsed", None)
    assert Notification.objects.filter(user=admin, type="payments.cash_refund_lapsed").count() == 1


def test_cashiers_of_another_branch_do_not_find_it(client_for, manager, decided):
    away = client_for(payment_data.limit_to_branch(manager, payment_data.create_second_branch()))
    assert away.get("/payments/cash-refunds/").json["count"] == 0
    assert hand_out(away, decided).status == 404
    assert withdraw(away, decided).status == 403


def test_list_costs_the_same_for_few_and_many(client_for, admin, pupil, desk, payment_due):
    def add(_number):
        CashRefund.objects.create(
            student=pupil, payment=payment_due, desk=desk, amount=1, currency="UZS", decided_by=admin,
            expires_at=timezone.now(),
        )  # fmt: skip

    check_list_cost(client_for(admin), "/payments/cash-refunds/", add)
