"""Money that is paid back: at the desk, from the bank, or in the provider's own cabinet."""

import pytest

from apps.accounts.models import User
from apps.payments.models import AccountKind
from tests.payments.office.office_calls import (
    confirm_payment,
    get_balance,
    get_desk_balance,
    post_shift,
    post_with_key,
    refund_payment,
)
from tests.payments.payment_data import (
    PRICE,
    create_payment_due,
    get_student_balance,
    open_payme_for,
    perform_payme,
    reload_payment,
    uzs,
)


@pytest.fixture
def till(client_for, admin, desk):
    """The desk, with the admin's open shift."""
    assert post_shift(client_for(admin), desk, "open", 0).status == 200
    return desk


def test_payment_is_refunded_in_parts(client_for, admin, pupil, branch, till, payment_due):
    client = client_for(admin)
    assert confirm_payment(client, payment_due).status == 200
    part = refund_payment(client, payment_due, amount=uzs(5_000_000))
    assert (part.status, part.json["status"], part.json["refunded"]) == (200, "completed", uzs(5_000_000))
    rest = refund_payment(client, payment_due)
    assert (rest.json["status"], rest.json["refunded"]) == ("refunded", uzs(PRICE))
    assert get_desk_balance(till) == 0
    assert get_student_balance(pupil) == 0
    assert get_balance(AccountKind.REVENUE, branch=branch) == 0
    assert refund_payment(client, payment_due).refusal == (409, "payment_closed")
    assert client.get(f"/payments/cash-desks/{till.pk}/shift/").json["count"] == 1


def test_refund_is_limited_to_the_paid_amount(client_for, admin, till, payment_due):
    client = client_for(admin)
    assert confirm_payment(client, payment_due).status == 200
    assert refund_payment(client, payment_due, amount=uzs(PRICE + 1)).refusal == (409, "refund_too_large")
    assert get_desk_balance(till) == PRICE
    assert refund_payment(client, payment_due, amount=uzs(PRICE)).status == 200


def test_same_idempotency_key_refunds_once(client_for, admin, till, payment_due):
    client, half = client_for(admin), uzs(PRICE // 2)
    assert confirm_payment(client, payment_due).status == 200
    answers = [refund_payment(client, payment_due, key="back-1", amount=half) for _ in range(3)]
    assert answers[0].json == answers[1].json == answers[2].json
    assert get_desk_balance(till) == PRICE - PRICE // 2
    refused = client.post(f"/payments/{payment_due.pk}/refund/", {"reason": "x"})
    assert refused.refusal == (400, "idempotency_key_required")


def test_cash_is_refunded_from_your_shift_and_transfers_from_the_bank(
    client_for, admin, manager, branch, group, pupil, desk, shift, payment_due
):
    boss, office = client_for(admin), client_for(manager)
    assert confirm_payment(office, payment_due).status == 200
    assert refund_payment(boss, payment_due).refusal == (409, "shift_needed")
    other = create_payment_due(pupil, group, 6_000_000)
    assert confirm_payment(office, other, method="transfer").status == 200
    assert refund_payment(boss, other).json["status"] == "refunded"
    assert get_balance(AccountKind.BANK, branch=branch) == 0
    assert post_shift(office, desk, "close", PRICE).status == 200
    assert post_shift(boss, desk, "open", PRICE).status == 200
    assert refund_payment(boss, payment_due).json["status"] == "refunded"
    assert get_desk_balance(desk) == 0


def test_refund_needs_enough_cash_in_the_desk(client_for, admin, till, branch, payment_due):
    client = client_for(admin)
    assert confirm_payment(client, payment_due).status == 200
    assert post_with_key(client, f"/payments/cash-desks/{till.pk}/bank/", {"amount": uzs(PRICE)}).status == 201
    assert refund_payment(client, payment_due).refusal == (409, "not_enough_money")
    shown = client.get(f"/payments/{payment_due.pk}/").json
    assert (shown["status"], shown["refunded"]) == ("completed", uzs(0))


@pytest.mark.parametrize(("language", "words"), [("uz", "Payme"), ("ru", "Payme"), ("en", "Payme Business cabinet")])
def test_payme_money_is_refunded_only_in_its_cabinet(client_for, admin, payment_due, language, words):
    perform_payme(open_payme_for(payment_due, "5f2b8c"))
    User.objects.filter(pk=admin.pk).update(locale=language)
    answer = refund_payment(client_for(User.objects.get(pk=admin.pk)), payment_due)
    assert answer.refusal == (409, "refund_at_provider")
    for text in (words, "5f2b8c", payment_due.reference):
        assert text in answer.json["detail"]
    assert reload_payment(payment_due).refunded == 0


def test_payment_by_two_methods_needs_a_transaction(client_for, admin, till, pupil, group, payment_due):
    client = client_for(admin)
    cash = confirm_payment(client, payment_due, amount=uzs(10_000_000)).json["transactions"][0]["id"]
    perform_payme(open_payme_for(payment_due, "p9"))
    refused = refund_payment(client, payment_due)
    assert refused.json["code"] == "refund_at_provider"
    assert "p9" in refused.json["detail"]
    assert payment_due.reference in refused.json["detail"]
    part = refund_payment(client, payment_due, transaction=cash)
    assert (part.status, part.json["refunded"]) == (200, uzs(10_000_000))
    assert refund_payment(client, payment_due, transaction=str(payment_due.pk)).refused_fields == (422, ["transaction"])
