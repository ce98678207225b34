"""What the database itself refuses, whoever asks."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from apps.core.errors import Conflict
from apps.core.local_days import get_next_month
from apps.payments import models
from apps.payments.queries.ledger_rules import find_violations
from apps.payments.services import ledger
from tests.payments import payment_data

pytestmark = pytest.mark.usefixtures("allow_broken_ledger")
ON = date(2026, 11, 2)


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def transfer_of(branch, currency="UZS", **more):
    return models.LedgerTransfer.objects.create(
        kind=models.TransferKind.BANKED,
        cause=f"test:{models.LedgerTransfer.objects.count()}",
        currency=currency,
        branch=branch,
        **{"on": ON, **more},
    )


def enter(transfer, account, side, amount):
    models.LedgerEntry.objects.create(transfer=transfer, account=account, side=side, amount=amount)


def carry(branch, cause, to, from_):
    entries = [ledger.build_debit_entry(to, 5), ledger.build_credit_entry(from_, 5)]
    ledger.post_transfer(kind=models.TransferKind.BANKED, cause=cause, branch=branch, on=ON, entries=entries)


@pytest.mark.parametrize("table", ["payments_ledgertransfer", "payments_ledgerentry"], ids=["transfers", "entries"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_ledger_rows_cannot_be_changed_or_deleted(payment_due, statement, table):
    run("SET CONSTRAINTS ALL IMMEDIATE")
    before = models.LedgerEntry.objects.count()
    with pytest.raises(DatabaseError, match="append-only"):
        run(statement.format(table))
    assert models.LedgerEntry.objects.count() == before > 0
    run("UPDATE payments_payment SET note = 'as it was'")
    assert payment_data.reload_payment(payment_due).note == "as it was"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("amounts", [(5, 4), (5, 5)], ids=["unbalanced", "balanced"])
def test_unbalanced_transfer_is_refused_at_commit(branch, amounts):
    bank = ledger.ensure_branch_account(models.AccountKind.BANK, branch, "UZS")
    revenue = ledger.ensure_branch_account(models.AccountKind.REVENUE, branch, "UZS")
    written = 0
    try:
        with transaction.atomic():
            transfer = transfer_of(branch)
            enter(transfer, bank, models.EntrySide.DEBIT, amounts[0])
            enter(transfer, revenue, models.EntrySide.CREDIT, amounts[1])
            written = models.LedgerEntry.objects.count()
    except IntegrityError as error:
        assert "add up to nothing" in str(error)
    balanced = amounts[0] == amounts[1]
    assert (written, models.LedgerEntry.objects.count()) == (2, 2 if balanced else 0)
    bank.refresh_from_db()
    assert bank.balance == (5 if balanced else 0)


@pytest.mark.parametrize("currency", ["USD", "UZS"], ids=["another currency", "its own"])
def test_entry_has_the_currency_of_its_account(branch, currency):
    bank = ledger.ensure_branch_account(models.AccountKind.BANK, branch, "UZS")
    transfer = transfer_of(branch, currency)
    if currency == "UZS":
        enter(transfer, bank, models.EntrySide.DEBIT, 5)
        enter(
            transfer,
            ledger.ensure_branch_account(models.AccountKind.REVENUE, branch, "UZS"),
            models.EntrySide.CREDIT,
            5,
        )
    else:
        with pytest.raises(IntegrityError, match="currency"), transaction.atomic():
            enter(transfer, bank, models.EntrySide.DEBIT, 5)
    bank.refresh_from_db()
    assert bank.balance == (5 if currency == "UZS" else 0)


@pytest.mark.parametrize("amount", [0, -5, 10**15 + 1], ids=["nothing", "negative", "above the highest"])
def test_entry_amounts_out_of_range_are_refused(branch, amount):
    bank = ledger.ensure_branch_account(models.AccountKind.BANK, branch, "UZS")
    with pytest.raises(IntegrityError, match="ledger_entry_amount"), transaction.atomic():
        enter(transfer_of(branch), bank, models.EntrySide.DEBIT, amount)


def test_cash_desk_cannot_be_negative_but_bank_can(shift, desk, branch):
    drawer = ledger.ensure_desk_account(desk)
    bank = ledger.ensure_branch_account(models.AccountKind.BANK, branch, "UZS")
    with pytest.raises((IntegrityError, Conflict)), transaction.atomic():
        carry(branch, "out", bank, drawer)
    carry(branch, "in", drawer, bank)
    assert [models.LedgerAccount.objects.get(pk=account.pk).balance for account in (drawer, bank)] == [5, -5]


@pytest.mark.parametrize("kind", models.AccountKind, ids=str)
def test_database_and_check_agree_on_the_normal_side_of_accounts(kind, pupil, teacher, desk, branch):
    owners = {
        models.AccountKind.STUDENT: {"student": pupil},
        models.AccountKind.TEACHER: {"teacher": teacher},
        models.AccountKind.DESK: {"desk": desk, "branch": branch},
        models.AccountKind.PROVIDER: {"provider": "payme", "branch": branch},
    }
    account = models.LedgerAccount.objects.create(kind=kind, currency="UZS", **owners.get(kind, {"branch": branch}))
    other = ledger.ensure_branch_account(
        models.AccountKind.EXPENSES if kind == models.AccountKind.BANK else models.AccountKind.BANK, branch, "UZS"
    )
    sides = (
        (ledger.build_credit_entry, ledger.build_debit_entry)
        if kind in models.CREDIT_NORMAL
        else (ledger.build_debit_entry, ledger.build_credit_entry)
    )
    entries = [sides[0](account, 5), sides[1](other, 5)]
    ledger.post_transfer(kind=models.TransferKind.BANKED, cause="grows", branch=branch, on=ON, entries=entries)
    account.refresh_from_db()
    assert account.balance == 5
    assert [
        finding for finding in find_violations() if finding.rule in ("account_is_its_entries", "entry_follows_entry")
    ] == []


def test_the_same_cause_is_posted_once(pupil, branch):
    bank, student = (
        ledger.ensure_branch_account(models.AccountKind.BANK, branch, "UZS"),
        ledger.ensure_student_account(pupil, "UZS"),
    )
    entries = [ledger.build_debit_entry(bank, 5), ledger.build_credit_entry(student, 5)]
    ledger.post_transfer(kind=models.TransferKind.MONEY_IN, cause="once", branch=branch, on=ON, entries=entries)
    with pytest.raises(ledger.AlreadyPosted):
        ledger.post_transfer(kind=models.TransferKind.MONEY_IN, cause="once", branch=branch, on=ON, entries=entries)
    assert payment_data.get_student_balance(pupil) == 5


def test_closed_month_takes_no_transfer_of_a_given_day_and_moves_one_of_today(branch):
    bank = ledger.ensure_branch_account(models.AccountKind.BANK, branch, "UZS")
    desk = ledger.ensure_desk_account(payment_data.create_cash_desk(branch))
    today = payment_data.local_today(branch)
    for month in (today.replace(day=1), ON.replace(day=1)):
        models.BooksMonth.objects.get_or_create({"closed_at": timezone.now()}, branch=branch, month=month)
    with pytest.raises(Conflict) as refused:
        carry(branch, "given", desk, bank)
    assert (refused.value.code, list(refused.value.fields)) == ("month_closed", ["on"])
    entries = [ledger.build_debit_entry(desk, 5), ledger.build_credit_entry(bank, 5)]
    moved = ledger.post_transfer(kind=models.TransferKind.BANKED, cause="of today", branch=branch, entries=entries)
    assert moved.on == get_next_month(today), "midnight passed, or the branch moved to another zone"
    with pytest.raises(IntegrityError, match="before its day"):
        transfer_of(branch, on=date(2026, 1, 2), corrects_month=date(2026, 2, 1))
