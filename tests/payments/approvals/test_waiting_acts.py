"""What is above a limit waits without a posting, and is carried out when a second person approves it."""

import functools
from datetime import timedelta

import pytest
from django.utils import timezone

from apps.core.permissions import Role
from apps.notifications.models import Notification
from apps.payments.models import AccountKind, Approval, CashDesk, Expense, PaymentProof, PayOut, ProviderTransaction
from apps.settings.models import AuditLog, SystemSettings
from tests.factories import make_user
from tests.payments.approvals.approval_calls import ABOVE, ask_in_cash, count_postings, decide, get_state, withdraw
from tests.payments.office.office_calls import (
    confirm_payment,
    get_balance,
    get_desk_balance,
    post_with_key,
    reverse_receipt,
)
from tests.payments.office.test_advances import receive
from tests.payments.office.test_transfer_proofs import send as send_proof
from tests.payments.payment_data import PRICE, create_payment_due, get_student_balance, open_shift, reload_payment, uzs
from tests.payments.salaries import pay_calls


def test_payment_above_the_limit_waits_and_is_booked_when_approved(client_for, manager, admin, payment_due, shift):
    office, boss, before = client_for(manager), client_for(admin), count_postings()
    body = {"amount": uzs(ABOVE), "advance": True}
    waiting = confirm_payment(office, payment_due, key="once", **body)
    assert (waiting.status, waiting.json["state"], waiting.json["amount"]) == (202, "waiting", uzs(ABOVE))
    assert confirm_payment(office, payment_due, key="once", **body).json == waiting.json
    assert (count_postings(), reload_payment(payment_due).status) == (before, "pending")
    asked = Notification.objects.get(user=admin, type="payments.approval_asked")
    assert asked.data["about"] == f"{payment_due.student.full_name}, {shift.desk.name}"
    approval = Approval.objects.get()
    assert decide(office, approval).status == 403
    done = decide(boss, approval)
    assert (done.status, done.json["state"], done.json["decided_by"]["id"]) == (200, "approved", str(admin.pk))
    money = ProviderTransaction.objects.get()
    assert (money.taken_by, money.amount, money.shift) == (manager, ABOVE, shift)
    assert reload_payment(payment_due).status == "completed"
    assert get_student_balance(payment_due.student) == ABOVE - PRICE
    assert AuditLog.objects.filter(actor=manager, action="payments.receive").count() == 1
    assert AuditLog.objects.filter(actor=admin, action="approvals.approve", object_id=str(approval.pk)).count() == 1
    assert Notification.objects.filter(user=manager, type="payments.approval_given").count() == 1
    assert decide(boss, approval).refusal == (409, "approval_decided")


def test_limits_of_the_sum_and_of_the_advance(client_for, manager, group):
    office, entry, advance = client_for(manager), 2_000_000_000, 500_000_000
    pupils = (make_user(Role.STUDENT, name) for name in ("Anvar", "Bobur", "Davron", "Farrux"))
    for price, amount, status in (
        (entry, entry, 200),
        (entry + 1, entry + 1, 202),
        (PRICE, PRICE + advance, 200),
        (PRICE, PRICE + advance + 1, 202),
    ):
        payment, before = create_payment_due(next(pupils), group, price), count_postings()
        answer = confirm_payment(office, payment, method="transfer", amount=uzs(amount), advance=True)
        assert (answer.status, count_postings() - before) == (status, 1 if status == 200 else 0), (price, amount)


def test_a_sum_is_not_split_over_the_day(client_for, manager, admin, pupil, group):
    """By pupil and by payer; what was reversed or approved does not count, nor what another day took."""
    office, part, mother = client_for(manager), uzs(ABOVE // 2), make_user(Role.PARENT, "Nargiza")
    large = create_payment_due(pupil, group, 9 * ABOVE, payer=mother)
    brother = make_user(Role.STUDENT, "Otabek")
    of_brother, without_payer = (create_payment_due(brother, group, ABOVE, payer=payer) for payer in (mother, None))

    def pay(payment, status):
        answer = confirm_payment(office, payment, method="transfer", amount=part)
        assert answer.status == status, answer.json
        return answer.json

    paid = pay(large, 200)
    for payment in (large, of_brother):
        withdraw(office, Approval.objects.get(pk=pay(payment, 202)["id"]))
    assert receive(office, pupil, method="transfer", amount=part).status == 202
    pay(without_payer, 200)
    assert reverse_receipt(office, paid["receipts"][0]["id"]).status == 201
    pay(large, 200)
    waiting = pay(large, 202)
    ProviderTransaction.objects.update(created_at=timezone.now() - timedelta(days=1))
    assert decide(client_for(admin), Approval.objects.get(pk=waiting["id"])).status == 200
    pay(large, 200)
    pay(large, 202)


def test_an_advance_is_not_split_over_the_day(client_for, manager, pupil):
    office = client_for(manager)
    for amount, status in ((300_000_000, 200), (200_000_000, 200), (100, 202)):
        assert receive(office, pupil, method="transfer", amount=uzs(amount)).status == status


def test_an_expense_is_not_split_over_the_day(client_for, manager, admin, branch):
    office, half = client_for(manager), {"category": "rent", "text": "Rent", "branch": str(branch.pk)}
    half["amount"] = uzs(ABOVE // 2)
    spend = functools.partial(post_with_key, office, "/payments/expenses/", half)
    assert [spend().status for _ in range(2)] == [201, 202]
    assert post_with_key(client_for(admin), "/payments/expenses/", half).status == 201
    for spent in Expense.objects.filter(by=manager):
        assert post_with_key(office, f"/payments/expenses/{spent.pk}/reverse/", {"text": "Twice"}).status == 201
    assert spend().status == 201


@pytest.mark.parametrize(("amount", "on", "field"), [(10**12 + 1, None, "amount"), (100, "2001-01-01", "on")])
def test_an_odd_expense_is_refused(client_for, manager, branch, amount, on, field):
    body = {"category": "rent", "text": "Rent", "branch": str(branch.pk), "amount": uzs(amount), "on": on}
    post_with_key(client_for(manager), "/payments/expenses/", body).check_refused(422, field=field)


def test_acts_of_a_currency_without_a_limit_wait(client_for, manager, admin, pupil, group, branch):
    payment = create_payment_due(pupil, group, 100, currency="USD")
    office = client_for(manager)
    assert confirm_payment(office, payment, method="transfer").status == 202
    assert decide(client_for(admin), Approval.objects.get()).status == 200
    assert reload_payment(payment).status == "completed"
    SystemSettings.objects.update(entry_limit={"USD": 100})
    other = create_payment_due(pupil, group, 100, currency="USD")
    assert confirm_payment(office, other, method="transfer").status == 200


def test_transfer_proof_waits_and_is_accepted_with_the_approval(client_for, manager, admin, pupil, group):
    payment = create_payment_due(pupil, group, ABOVE)
    proof = send_proof(client_for(pupil), payment).json["id"]
    office, path = client_for(manager), f"/payments/{payment.pk}/proof/decide/"
    assert post_with_key(office, path, {"proof": proof, "decision": "approve"}).status == 202
    for again in ({"decision": "approve"}, {"decision": "refuse", "answer": "No"}):
        assert post_with_key(office, path, {"proof": proof, **again}).refusal == (409, "approval_waiting")
    assert confirm_payment(office, payment, method="transfer").refusal == (409, "approval_waiting")
    assert decide(client_for(admin), Approval.objects.get()).status == 200
    accepted = PaymentProof.objects.get()
    assert (accepted.state, accepted.decided_by, accepted.money.amount) == ("approved", manager, ABOVE)


def test_proof_whose_approval_was_refused_can_be_decided_again(client_for, manager, admin, pupil, group):
    payment = create_payment_due(pupil, group, ABOVE)
    proof = send_proof(client_for(pupil), payment).json["id"]
    office, path = client_for(manager), f"/payments/{payment.pk}/proof/decide/"
    assert post_with_key(office, path, {"proof": proof, "decision": "approve"}).status == 202
    assert decide(client_for(admin), Approval.objects.get(), "refuse", "No such transfer.").json["state"] == "refused"
    assert post_with_key(office, path, {"proof": proof, "decision": "refuse", "answer": "No."}).status == 200


@pytest.mark.parametrize("from_desk", [True, False], ids=["cash", "bank"])
def test_expense_waits(client_for, manager, admin, pupil, group, branch, desk, shift, from_desk):
    office, boss = client_for(manager), client_for(admin)
    body = {"category": "rent", "amount": uzs(ABOVE), "text": "A year of rent"}
    body |= {"desk": str(desk.pk)} if from_desk else {"branch": str(branch.pk)}
    assert post_with_key(office, "/payments/expenses/", body).status == 202
    approval = Approval.objects.get()
    assert (Expense.objects.count(), approval.reason) == (0, "A year of rent")
    if from_desk:
        assert decide(boss, approval).refusal == (409, "not_enough_money")
        assert get_state(approval) == "waiting"
        other = create_payment_due(pupil, group, ABOVE)
        assert decide(boss, ask_in_cash(office, other)).status == 200
    assert decide(boss, approval).status == 200
    spent = Expense.objects.get()
    assert (spent.by, spent.amount, spent.shift) == (manager, ABOVE, shift if from_desk else None)
    assert get_balance(AccountKind.EXPENSES, branch=branch) == ABOVE
    assert post_with_key(office, f"/payments/expenses/{spent.pk}/reverse/", {"text": "Twice"}).status == 201


def test_advance_on_pay_waits_and_earned_pay_does_not(client_for, manager, admin, teacher, group):
    refused = pay_calls.post_payout(admin, teacher, ABOVE)
    assert refused.refusal == (409, "not_enough_money")
    assert pay_calls.post_payout(admin, teacher, ABOVE - 100, advance=True).status == 201
    assert pay_calls.post_payout(admin, teacher, ABOVE, advance=True).status == 202
    approval = Approval.objects.get()
    assert decide(client_for(manager), approval).json["state"] == "approved"
    assert PayOut.objects.get(amount=ABOVE).by == admin
    assert pay_calls.get_teacher_balance(teacher) == -2 * ABOVE + 100


def test_payment_that_closed_meanwhile_keeps_the_act_waiting(client_for, manager, admin, payment_due, shift):
    office, boss = client_for(manager), client_for(admin)
    approval = ask_in_cash(office, payment_due)
    assert confirm_payment(office, payment_due, amount=uzs(ABOVE), advance=True).refusal == (409, "approval_waiting")
    assert confirm_payment(office, payment_due).status == 200
    before = count_postings()
    assert decide(boss, approval).refusal == (409, "payment_closed")
    assert (get_state(approval), count_postings()) == ("waiting", before)
    assert withdraw(client_for(admin), approval).status == 404
    assert withdraw(office, approval).json["state"] == "withdrawn"


def test_price_that_fell_meanwhile_is_checked_again(client_for, manager, admin, pupil, group, shift):
    office, boss = client_for(manager), client_for(admin)
    payment = create_payment_due(pupil, group, ABOVE)
    assert confirm_payment(office, payment).status == 202
    approval = Approval.objects.get()
    lower = {"amount": uzs(PRICE), "reason": "A brother learns here."}
    assert boss.patch(f"/payments/{payment.pk}/", lower).status == 200
    assert decide(boss, approval).refusal == (409, "advance_needed")
    cancelled = boss.post(f"/payments/{payment.pk}/cancel/", {"reason": "A mistake"})
    assert (cancelled.status, decide(boss, approval).refusal) == (200, (409, "payment_closed"))
    assert get_state(approval) == "waiting"


def test_cash_is_booked_into_the_shift_that_is_open_at_the_desk(client_for, manager, admin, payment_due, desk, shift):
    office, boss = client_for(manager), client_for(admin)
    approval = ask_in_cash(office, payment_due)
    close = {"action": "close", "counted": 0}
    assert office.post(f"/payments/cash-desks/{desk.pk}/shift/", close).status == 200
    assert decide(boss, approval).refusal == (409, "shift_needed")
    CashDesk.objects.filter(pk=desk.pk).update(archived_at="2026-11-01T00:00Z")
    decide(boss, approval).check_refused(409, field="desk")
    CashDesk.objects.filter(pk=desk.pk).update(archived_at=None)
    later = open_shift(desk, admin)
    assert decide(boss, approval).status == 200
    money = ProviderTransaction.objects.get()
    assert (money.shift, money.taken_by, get_desk_balance(desk)) == (later, manager, ABOVE)


def test_requester_sees_own_and_the_office_its_branches(client_for, manager, admin, pupil, payment_due, shift):
    approval = ask_in_cash(client_for(manager), payment_due)
    path = f"/payments/approvals/{approval.pk}/"
    for person, seen in ((manager, 1), (admin, 1), (pupil, 0)):
        client = client_for(person)
        assert client.get("/payments/approvals/", {"state": "waiting", "act": "payment"}).json["count"] == seen
        assert client.get(path).status == (200 if seen else 404)
    assert client_for(admin).get("/payments/approvals/", {"held": "false"}).json["count"] == 0
    assert client_for(admin).get("/today/").json["office"]["approvals"] == 1
