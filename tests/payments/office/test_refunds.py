"""Money that is paid back: at the desk, from the bank, or in the provider's own cabinet."""

import pytest

from apps.accounts.models import User
from apps.core import clock
from apps.core.uow import unit_of_work
from apps.payments.models import AccountKind, Payment, ProviderTransaction
from apps.payments.services import ledger, locks, transactions
from tests.payments import payment_data as money
from tests.payments.office import office_calls

PRICE = money.MONTH_PRICE


@pytest.fixture
def till(client_for, admin, desk):
    """The desk, with the admin's open shift."""
    assert office_calls.post_shift(client_for(admin), desk, "open", 0).status == 200
    return desk


def paid_by_payme(payment: Payment) -> ProviderTransaction:
    with unit_of_work():
        payment = locks.lock_payment(payment.pk)
        created = money.start_transaction(payment.student, payment.branch, payment.amount, "5f2b8c", payment=payment)
        return transactions.perform_transaction(money=created, at_ms=clock.now_ms() + 1)


@pytest.mark.django_db
class TestRefunds:
    def test_payment_is_refunded_in_parts(self, client_for, admin, pupil, branch, till, payment_due):
        client = client_for(admin)
        assert office_calls.confirm_payment(client, payment_due).status == 200
        part = office_calls.refund_payment(client, payment_due, amount=office_calls.money_json(5_000_000))
        assert (part.status, part.json["status"], part.json["refunded"]) == (
            200,
            "completed",
            office_calls.money_json(5_000_000),
        )
        rest = office_calls.refund_payment(client, payment_due)
        assert (rest.json["status"], rest.json["refunded"]) == ("refunded", office_calls.money_json(PRICE))
        assert office_calls.get_desk_balance(till) == 0
        assert ledger.get_student_balance(pupil, "UZS").amount == 0
        assert office_calls.get_balance(AccountKind.REVENUE, branch=branch) == 0
        more = office_calls.refund_payment(client, payment_due)
        assert (more.status, more.json["code"]) == (409, "payment_closed")
        assert client.get(f"/payments/cash-desks/{till.pk}/shift/").json["count"] == 1

    def test_refund_is_limited_to_the_paid_amount(self, client_for, admin, till, payment_due):
        client = client_for(admin)
        assert office_calls.confirm_payment(client, payment_due).status == 200
        refused = office_calls.refund_payment(client, payment_due, amount=office_calls.money_json(PRICE + 1))
        assert (refused.status, refused.json["code"]) == (409, "refund_too_large")
        assert office_calls.get_desk_balance(till) == PRICE
        assert office_calls.refund_payment(client, payment_due, amount=office_calls.money_json(PRICE)).status == 200

    def test_same_idempotency_key_refunds_once(self, client_for, admin, till, payment_due):
        client, half = client_for(admin), office_calls.money_json(PRICE // 2)
        assert office_calls.confirm_payment(client, payment_due).status == 200
        answers = [office_calls.refund_payment(client, payment_due, key="back-1", amount=half) for _ in range(3)]
        assert answers[0].json == answers[1].json == answers[2].json
        assert office_calls.get_desk_balance(till) == PRICE - PRICE // 2
        none = client.post(f"/payments/{payment_due.pk}/refund/", {"reason": "x"})
        assert (none.status, none.json["code"]) == (400, "idempotency_key_required")

    def test_cash_is_refunded_from_your_shift_and_transfers_from_the_bank(
        self, client_for, admin, manager, branch, group, pupil, desk, shift, payment_due
    ):
        boss, office = client_for(admin), client_for(manager)
        assert office_calls.confirm_payment(office, payment_due).status == 200
        refused = office_calls.refund_payment(boss, payment_due)
        assert (refused.status, refused.json["code"]) == (409, "shift_needed")
        other = money.create_payment_due(pupil, group, 6_000_000)
        assert office_calls.confirm_payment(office, other, method="transfer").status == 200
        assert office_calls.refund_payment(boss, other).json["status"] == "refunded"
        assert office_calls.get_balance(AccountKind.BANK, branch=branch) == 0
        assert office_calls.post_shift(office, desk, "close", PRICE).status == 200
        assert office_calls.post_shift(boss, desk, "open", PRICE).status == 200
        assert office_calls.refund_payment(boss, payment_due).json["status"] == "refunded"
        assert office_calls.get_desk_balance(desk) == 0

    def test_refund_needs_enough_cash_in_the_desk(self, client_for, admin, till, branch, payment_due):
        client = client_for(admin)
        assert office_calls.confirm_payment(client, payment_due).status == 200
        assert (
            office_calls.post_with_key(
                client, f"/payments/cash-desks/{till.pk}/bank/", {"amount": office_calls.money_json(PRICE)}
            ).status
            == 201
        )
        refused = office_calls.refund_payment(client, payment_due)
        assert (refused.status, refused.json["code"]) == (409, "not_enough_money")
        shown = client.get(f"/payments/{payment_due.pk}/").json
        assert (shown["status"], shown["refunded"]) == ("completed", office_calls.money_json(0))

    @pytest.mark.parametrize(
        ("language", "words"),
        [("uz", "Payme"), ("ru", "Payme"), ("en", "Payme Business cabinet")],
        ids=["uz", "ru", "en"],
    )
    def test_payme_money_is_refunded_only_in_its_cabinet(self, client_for, admin, payment_due, language, words):
        paid_by_payme(payment_due)
        User.objects.filter(pk=admin.pk).update(locale=language)
        answer = office_calls.refund_payment(client_for(User.objects.get(pk=admin.pk)), payment_due)
        assert (answer.status, answer.json["code"]) == (409, "refund_at_provider")
        for text in (words, "5f2b8c", payment_due.reference):
            assert text in answer.json["detail"]
        assert money.reload_payment(payment_due.pk).refunded == 0

    def test_payment_by_two_methods_needs_a_transaction(self, client_for, admin, till, pupil, group, payment_due):
        client = client_for(admin)
        paid = office_calls.confirm_payment(client, payment_due, amount=office_calls.money_json(10_000_000))
        cash = paid.json["transactions"][0]["id"]
        with unit_of_work():
            locked = locks.lock_payment(payment_due.pk)
            live = money.start_transaction(pupil, locked.branch, locked.outstanding, "p9", payment=locked)
            transactions.perform_transaction(money=live, at_ms=clock.now_ms() + 1)
        refused = office_calls.refund_payment(client, payment_due)
        assert refused.json["code"] == "refund_at_provider"
        assert "p9" in refused.json["detail"]
        assert payment_due.reference in refused.json["detail"]
        part = office_calls.refund_payment(client, payment_due, transaction=cash)
        assert (part.status, part.json["refunded"]) == (200, office_calls.money_json(10_000_000))
        foreign = office_calls.refund_payment(client, payment_due, transaction=str(payment_due.pk))
        assert (foreign.status, list(foreign.json["fields"])) == (422, ["transaction"])

    def test_refunds_are_for_admins(self, client_for, admin, manager, pupil, till, payment_due):
        assert office_calls.confirm_payment(client_for(admin), payment_due).status == 200
        assert [
            office_calls.refund_payment(client_for(user), payment_due).status for user in (manager, pupil, admin)
        ] == [403, 403, 200]
