"""Free credit that is paid back: in cash, from the bank, or in the provider's own cabinet."""

import pytest

from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.notifications.models import Notification
from apps.payments.models import AccountKind, Receipt
from apps.payments.queries import get_free_credit
from apps.payments.services import locks
from apps.settings.models import AuditLog, Branch
from tests.payments import payment_data
from tests.payments.office.office_calls import get_balance, get_desk_balance, post_shift, post_with_key
from tests.payments.payment_data import open_payme, perform_payme

CREDIT = 20_000_000
PART = 5_000_000


def pay_back(client, student, amount, currency="UZS", *, key=None, **body):
    """Ask for part of the pupil's free credit."""
    body = {"amount": payment_data.money_json(amount, currency), "reason": "The course is over.", **body}
    return post_with_key(client, f"/payments/balance/{student.pk}/refund/", body, key=key)


def top_up_by_cash(student, shift):
    """Cash that names no payment."""
    with unit_of_work():
        locks.lock_open_payments(student.pk, "UZS")
        payment_data.take_money(student, shift.desk.branch, CREDIT, shift.cashier, shift=shift)


def top_up_by_payme(student, branch, amount=CREDIT):
    return perform_payme(open_payme(student, branch, amount, key="5f2b8c"))


@pytest.fixture
def till(desk, admin):
    """The admin's own shift at the desk."""
    return payment_data.open_shift(desk, admin)


def test_cash_credit_is_refunded_from_the_desk_in_parts(client_for, admin, pupil, desk, till):
    top_up_by_cash(pupil, till)
    part = pay_back(client_for(admin), pupil, PART)
    assert part.status == 200
    shown = [part.json[name] for name in ("paid_back", "free_credit")]
    assert shown == [payment_data.uzs(PART), payment_data.uzs(CREDIT - PART)]
    assert part.json["student"]["id"] == str(pupil.pk)
    assert [(receipt["kind"], receipt["amount"]) for receipt in part.json["receipts"]] == [
        ("refund", payment_data.uzs(PART))
    ]
    assert get_desk_balance(desk) == payment_data.get_student_balance(pupil) == CREDIT - PART
    assert pay_back(client_for(admin), pupil, CREDIT - PART).json["free_credit"] == payment_data.uzs(0)
    assert get_desk_balance(desk) == payment_data.get_student_balance(pupil) == 0


def test_transfer_credit_is_refunded_from_the_bank_and_revenue_stays(client_for, admin, pupil, branch, payment_due):
    payment_data.top_up(pupil, branch, payment_due.amount + CREDIT, admin)
    assert pay_back(client_for(admin), pupil, CREDIT).status == 200
    assert get_balance(AccountKind.BANK, branch=branch) == payment_due.amount
    assert get_balance(AccountKind.REVENUE, branch=branch) == payment_due.amount
    after = payment_data.reload_payment(payment_due)
    assert (after.status, after.refunded, payment_data.get_student_balance(pupil)) == ("completed", 0, 0)


def test_refund_is_limited_to_free_credit(client_for, admin, pupil, branch, payment_due):
    payment_data.top_up(pupil, branch, payment_due.amount + CREDIT, admin)
    client = client_for(admin)
    assert pay_back(client, pupil, CREDIT + 1).refusal == (409, "refund_too_large")
    assert pay_back(client, pupil, CREDIT, "USD").refusal == (409, "refund_too_large")
    assert get_free_credit(pupil.pk, "UZS") == CREDIT
    assert pay_back(client, pupil, CREDIT).status == 200


def test_same_idempotency_key_refunds_once(client_for, admin, pupil, branch):
    payment_data.top_up(pupil, branch, CREDIT, admin)
    client = client_for(admin)
    answers = [pay_back(client, pupil, PART, key="back-1") for _ in range(3)]
    assert answers[0].json == answers[1].json == answers[2].json
    assert get_free_credit(pupil.pk, "UZS") == CREDIT - PART
    body = {"amount": payment_data.uzs(PART), "reason": "x"}
    assert client.post(f"/payments/balance/{pupil.pk}/refund/", body).refusal == (400, "idempotency_key_required")


def test_cash_refund_needs_your_shift_and_enough_cash(client_for, admin, manager, pupil, desk, shift):
    top_up_by_cash(pupil, shift)
    client = client_for(admin)
    assert pay_back(client, pupil, PART).refusal == (409, "shift_needed")
    assert post_shift(client_for(manager), desk, "close", CREDIT).status == 200
    assert post_shift(client, desk, "open", CREDIT).status == 200
    bank = {"amount": payment_data.uzs(CREDIT)}
    assert post_with_key(client, f"/payments/cash-desks/{desk.pk}/bank/", bank).status == 201
    assert pay_back(client, pupil, PART).refusal == (409, "not_enough_money")
    assert (get_free_credit(pupil.pk, "UZS"), Receipt.objects.filter(kind="refund").count()) == (CREDIT, 0)


def test_payme_credit_is_refunded_only_in_its_cabinet(client_for, admin, pupil, branch):
    User.objects.filter(pk=pupil.pk).update(number=100_207)
    User.objects.filter(pk=admin.pk).update(locale="en")
    top_up_by_payme(pupil, branch)
    answer = pay_back(client_for(User.objects.get(pk=admin.pk)), pupil, PART)
    assert answer.refusal == (409, "refund_at_provider")
    for text in ("Payme Business cabinet", "5f2b8c", "100207"):
        assert text in answer.json["detail"]
    assert get_free_credit(pupil.pk, "UZS") == CREDIT


def test_partly_used_payme_top_up_is_not_refunded(client_for, admin, pupil, branch, payment_due):
    User.objects.filter(pk=admin.pk).update(locale="en")
    top_up_by_payme(pupil, branch, payment_due.amount + CREDIT)
    answer = pay_back(client_for(User.objects.get(pk=admin.pk)), pupil, CREDIT)
    assert answer.refusal == (409, "refund_at_provider")
    assert "stays as free credit" in answer.json["detail"]
    assert payment_data.reload_payment(payment_due).status == "completed"


def test_cash_and_transfers_are_refunded_before_provider_money(client_for, admin, pupil, branch):
    hand = payment_data.top_up(pupil, branch, PART, admin)
    card = top_up_by_payme(pupil, branch)
    client = client_for(admin)
    (account,) = client.get(f"/payments/balance/{pupil.pk}/").json["accounts"]
    free = [(row["id"], row["provider"], row["free"]) for row in account["free_money"]]
    assert free == [
        (str(hand.pk), "transfer", payment_data.uzs(PART)),
        (str(card.pk), "payme", payment_data.uzs(CREDIT)),
    ]
    assert pay_back(client, pupil, PART, transaction=str(card.pk)).refusal == (409, "refund_at_provider")
    assert pay_back(client, pupil, PART + 1).refusal == (409, "refund_at_provider")
    assert pay_back(client, pupil, PART).json["free_credit"] == payment_data.uzs(CREDIT)
    assert pay_back(client, pupil, PART, transaction=str(pupil.pk)).refused_fields == (422, ["transaction"])


def test_refund_is_notified_audited_and_has_a_receipt(client_for, admin, pupil, branch):
    payment_data.top_up(pupil, branch, CREDIT, admin)
    receipt = pay_back(client_for(admin), pupil, CREDIT).json["receipts"][0]["id"]
    entry = AuditLog.objects.get(action="payments.refund_credit")
    assert (entry.actor, entry.object_id, "free_credit" in entry.fields) == (admin, str(pupil.pk), True)
    assert Notification.objects.filter(user=pupil, type="payments.refunded").count() == 1
    (account,) = client_for(pupil).get(f"/payments/balance/{pupil.pk}/").json["accounts"]
    assert [line["receipt"] for line in account["lines"]][-1] == receipt
    paper = client_for(pupil).get(f"/payments/balance/{pupil.pk}/receipt/", {"receipt": receipt})
    assert (paper.status, paper.content[:5]) == (200, b"%PDF-")
    assert client_for(pupil).get(f"/payments/balance/{pupil.pk}/receipt/", {"receipt": str(pupil.pk)}).status == 404


def test_only_money_of_your_branches_is_refunded(client_for, group, pupil, admin, branch):
    elsewhere = Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")
    payment_data.top_up(pupil, elsewhere, CREDIT, admin)
    payment_data.top_up(pupil, branch, PART, admin)
    boss = payment_data.limit_to_branch(admin, branch)
    assert pay_back(client_for(boss), pupil, PART + 1).refusal == (409, "refund_too_large")
    assert pay_back(client_for(boss), pupil, PART).status == 200
    assert pay_back(client_for(boss), boss, PART).status == 404
    assert get_balance(AccountKind.BANK, branch=elsewhere) == CREDIT
