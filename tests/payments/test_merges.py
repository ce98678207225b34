"""Money in a merge of doubles: the sums before are the sums after, and the books balance (the fixture checks them)."""

from datetime import timedelta

import pytest
from django.db.models import Sum
from django.utils import timezone

from apps.accounts.models import Guardian
from apps.accounts.services.merges import PersonMerged
from apps.core.permissions import Role
from apps.payments.models import Discount, LedgerAccount, LedgerTransfer, Payment, ProviderTransaction
from apps.payments.queries import get_free_credit
from tests.accounts.merges.merge_calls import count_kinds, merge, preview
from tests.factories import client_for, make_user
from tests.payments import payment_data
from tests.payments.payment_data import PRICE, get_student_balance, money_json


@pytest.fixture
def duplicate(group):
    return make_user(Role.STUDENT, "Jasur", "Oripov", email="again@example.uz")


@pytest.fixture
def office(manager):
    return client_for(manager)


def sum_student_accounts():
    return LedgerAccount.objects.filter(kind="student").aggregate(total=Sum("balance"))["total"]


def test_money_and_debts_of_both_are_one(office, group, manager, branch, shift, pupil, duplicate, payment_due):
    paid = payment_data.create_payment_due(duplicate, group, PRICE)
    payment_data.pay_cash(paid, shift, PRICE // 2)
    payment_data.top_up(duplicate, branch, 700, manager)
    payment_data.pay_cash(payment_due, shift, 1000)
    Discount.objects.create(name="Talent", kind="percent", percent_hundredths=500, student=duplicate, reason="exam")
    before = [get_student_balance(person) for person in (pupil, duplicate)]
    all_before = sum_student_accounts()
    told = preview(office, pupil, duplicate)
    money = {side: money_json(amount, "UZS") for side, amount in zip(("keep", "duplicate"), before, strict=True)}
    assert told.json["money"] == [{**money, "after": money_json(sum(before), "UZS")}]
    assert {kind: count_kinds(told)[kind] for kind in ("payments", "money", "discounts")} == {
        "payments": 1, "money": 2, "discounts": 1,
    }  # fmt: skip
    answer = merge(office, pupil, duplicate)
    assert answer.status == 200, answer.json
    assert [get_student_balance(person) for person in (pupil, duplicate)] == [sum(before), 0]
    assert sum_student_accounts() == all_before
    assert not Payment.objects.filter(student=duplicate).exists()
    assert not ProviderTransaction.objects.filter(student=duplicate).exists()
    assert Discount.objects.get().student == pupil
    transfer = LedgerTransfer.objects.get(kind="merged")
    assert (transfer.by, transfer.entries.count()) == (manager, 2)
    owed = payment_data.reload_payment(paid).outstanding
    payment_data.pay_cash(payment_data.reload_payment(paid), shift)
    assert payment_data.reload_payment(paid).status == "completed"
    assert get_student_balance(pupil) == sum(before) + owed


def test_an_account_that_the_kept_one_lacks_moves_with_its_history(office, group, branch, manager, pupil, duplicate):
    payment_data.top_up(duplicate, branch, 700, manager)
    account = LedgerAccount.objects.get(student=duplicate)
    assert merge(office, pupil, duplicate).status == 200
    account.refresh_from_db()
    assert (account.student, account.balance) == (pupil, 700)
    assert not LedgerTransfer.objects.filter(kind="merged").exists()


@pytest.mark.parametrize("owes", ["pupil", "duplicate"])
def test_credit_of_one_covers_what_the_other_owes(office, group, branch, manager, pupil, duplicate, owes):
    debtor, other = (pupil, duplicate) if owes == "pupil" else (duplicate, pupil)
    payment = payment_data.create_payment_due(debtor, group, PRICE)
    payment_data.top_up(other, branch, PRICE + 700, manager)
    assert merge(office, pupil, duplicate).status == 200
    assert payment_data.reload_payment(payment).status == "completed"
    assert (get_student_balance(pupil), get_free_credit(pupil.pk, "UZS")) == (700, 700)


def test_a_payment_under_way_stops_the_merge(office, branch, pupil, duplicate):
    money = payment_data.open_payme(duplicate, branch, 900)
    answer = merge(office, pupil, duplicate)
    assert (answer.status, answer.json["code"]) == (409, "payment_in_progress")
    assert list(answer.json["fields"]) == ["payments"]
    payment_data.perform_payme(money)
    assert merge(office, pupil, duplicate).status == 200
    assert get_student_balance(pupil) == 900


def test_two_opening_balances_are_for_the_office_to_settle(office, group, admin, pupil, duplicate):
    client = client_for(admin)
    for person in (pupil, duplicate):
        body = {"side": "debt", "note": "paper", "amount": money_json(5000, "UZS"), "branch": str(group.branch_id)}
        headers = {"Idempotency-Key": f"o{person.pk}"}
        answer = client.post(f"/payments/balance/{person.pk}/opening/", body, headers=headers)
        assert answer.status == 201, answer.json
    refused = merge(office, pupil, duplicate)
    assert (refused.status, refused.json["code"]) == (409, "merge_two_openings")


def link_child(person, child):
    Guardian.objects.create(parent=person, child=child, kind="mother", sees_payments=False)


def end_link_to_child(person, child):
    ended = timezone.now() - timedelta(days=29)
    Guardian.objects.create(parent=person, child=child, kind="mother", ended_at=ended)


def pay_for(person, child):
    payment_data.create_payment_due(child, child.memberships.get().group, payer=person)


@pytest.mark.parametrize("own", [link_child, end_link_to_child, pay_for], ids=lambda own: own.__name__)
def test_nobody_merges_accounts_of_their_own_family(group, branch, manager, admin, pupil, duplicate, own):
    payment_data.top_up(duplicate, branch, 50_000_000, manager)
    for person in (manager, admin):
        own(person, pupil)
        for keep, other in ((pupil, duplicate), (duplicate, pupil)):
            merge(client_for(person), keep, other).check_refused(403, "own_payment")
            preview(client_for(person), keep, other).check_refused(403, "own_payment")
    assert get_student_balance(duplicate) == 50_000_000
    colleague = make_user(Role.MANAGER, "Nilufar", email="nilufar@example.uz")
    assert merge(client_for(colleague), pupil, duplicate).status == 200


def test_money_for_a_merged_duplicate_is_refused(office, group, branch, manager, pupil, duplicate):
    merge(office, pupil, duplicate)
    with pytest.raises(PersonMerged):
        payment_data.top_up(duplicate, branch, 700, manager)
    with pytest.raises(PersonMerged):
        payment_data.create_payment_due(duplicate, group)
