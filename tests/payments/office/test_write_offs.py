"""What the office forgives of what is owed."""

from apps.payments.models import AccountKind, PaymentHistory
from apps.settings.models import AuditLog
from tests.payments.office.office_calls import confirm_payment, get_balance, post_with_key
from tests.payments.payment_data import (
    PRICE,
    get_student_balance,
    money_json,
    open_payme_for,
    perform_payme,
    reload_payment,
    uzs,
)

PART = 5_000_000


def write_off(client, payment, amount, *, key=None):
    body = {"amount": uzs(amount), "reason": "The family is in need."}
    return post_with_key(client, f"/payments/{payment.pk}/write-off/", body, key=key)


def test_payment_is_written_off_in_parts(client_for, admin, pupil, branch, payment_due):
    client = client_for(admin)
    part = write_off(client, payment_due, PART)
    assert (part.status, part.json["status"], part.json["outstanding"]) == (200, "pending", uzs(PRICE - PART))
    assert part.json["gross"] == uzs(PRICE)
    rest = write_off(client, payment_due, PRICE - PART)
    assert (rest.json["status"], rest.json["amount"]) == ("completed", uzs(0))
    assert get_balance(AccountKind.WRITE_OFFS, branch=branch) == PRICE
    assert get_student_balance(pupil) == 0
    steps_made = PaymentHistory.objects.filter(payment=payment_due, what="written_off").values_list("reason", "by")
    assert list(steps_made) == [("The family is in need.", admin.pk)] * 2
    assert AuditLog.objects.filter(action="payments.write_off", actor=admin).count() == 2


def test_paid_part_stays_paid_after_a_write_off(client_for, admin, manager, shift, payment_due):
    assert confirm_payment(client_for(manager), payment_due, amount=uzs(PART)).status == 200
    assert write_off(client_for(admin), payment_due, PRICE).refused_fields == (422, ["amount"])
    done = write_off(client_for(admin), payment_due, PRICE - PART)
    assert (done.status, done.json["status"], done.json["amount"]) == (200, "completed", uzs(PART))


def test_same_idempotency_key_writes_off_once(client_for, admin, payment_due):
    client = client_for(admin)
    answers = [write_off(client, payment_due, PART, key="forgive-1") for _ in range(3)]
    assert answers[0].json == answers[1].json == answers[2].json
    assert reload_payment(payment_due).written_off == PART
    assert write_off(client, payment_due, PART + 1, key="forgive-1").refusal == (422, "idempotency_key_reused")
    refused = client.post(f"/payments/{payment_due.pk}/write-off/", {"amount": uzs(PART), "reason": "x"})
    assert refused.refusal == (400, "idempotency_key_required")


def test_write_off_is_refused_while_in_progress_or_closed(client_for, admin, payment_due):
    client = client_for(admin)
    live = open_payme_for(payment_due)
    assert write_off(client, payment_due, PART).refusal == (409, "payment_in_progress")
    perform_payme(live)
    assert write_off(client, payment_due, PART).refusal == (409, "payment_closed")
    assert reload_payment(payment_due).written_off == 0


def test_write_off_needs_the_currency_of_the_payment_and_a_reason(client_for, admin, payment_due):
    client, path = client_for(admin), f"/payments/{payment_due.pk}/write-off/"
    refused = post_with_key(client, path, {"amount": money_json(PART, "USD"), "reason": "x"})
    assert refused.refused_fields == (422, ["amount"])
    assert post_with_key(client, path, {"amount": uzs(PART), "reason": " "}).refused_fields == (422, ["reason"])
    assert reload_payment(payment_due).written_off == 0
