"""A centre's years of payments, written straight into the tables: what services would take an hour for."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Course, Group
from apps.payments.models import (
    AccountKind,
    EntrySide,
    LedgerAccount,
    LedgerEntry,
    LedgerTransfer,
    Payment,
    PaymentStatus,
    ProcessingResult,
    ProviderTransaction,
    Settlement,
    TransactionState,
    TransferKind,
    WebhookDelivery,
)
from apps.payments.services import ledger
from apps.payments.services.numbers import get_luhn_digit
from apps.settings.queries import get_default_branch

PUPILS = 1000
PRICE = 45_000_000
BATCH = 5000
FIRST_NUMBER = 500_000_000
YEARS_MS = 2 * 365 * 86_400_000
"""The payments lie evenly over so many milliseconds behind us."""
BY_STRIPE = 10
"""Every so many-th was paid through Stripe, the others through Payme."""
BALANCES = """
UPDATE payments_ledgeraccount AS account SET balance = found.balance FROM (
    SELECT entry.account_id, sum(CASE WHEN (owner.kind IN ('student', 'revenue', 'teacher')) = (entry.side = 'credit')
        THEN entry.amount ELSE -entry.amount END) AS balance
    FROM payments_ledgerentry AS entry JOIN payments_ledgeraccount AS owner ON owner.id = entry.account_id
    GROUP BY entry.account_id
) AS found WHERE found.account_id = account.id
"""


def fill(*, payments: int, open_ones: int) -> list[tuple[str, int]]:
    """So many payments of a thousand pupils over two years, all but `open_ones` paid through Payme or Stripe, with
    postings and deliveries; reference and amount of the open ones.
    """
    branch = get_default_branch()
    teacher = User.objects.create(role=Role.TEACHER, first_name="Bench", email="bench-teacher@example.uz")
    course = Course.objects.create(title={"en": "Bench"}, slug="bench-money", language="en", status="published")
    group = Group.objects.create(branch=branch, course=course, name="Bench", lead_teacher=teacher)
    pupils = User.objects.bulk_create(
        User(role=Role.STUDENT, first_name=f"Pupil {number}", email=f"bench-pupil-{number}@example.uz")
        for number in range(PUPILS)
    )
    accounts = LedgerAccount.objects.bulk_create(
        LedgerAccount(kind=AccountKind.STUDENT, currency="UZS", student=pupil) for pupil in pupils
    )
    revenue = ledger.ensure_branch_account(AccountKind.REVENUE, branch, "UZS")
    held_by = {name: ledger.ensure_provider_account(name, branch.pk, "UZS") for name in ("payme", "stripe")}
    owed: list[tuple[str, int]] = []
    _triggers("DISABLE")
    for start in range(0, payments, BATCH):
        numbers = range(start, min(start + BATCH, payments))
        rows = [payment_row(number, pupils, group, is_open=number < open_ones) for number in numbers]
        Payment.objects.bulk_create(rows)
        owed += [(row.reference, row.amount) for row in rows if row.status == PaymentStatus.PENDING]
        done = [row for row in rows if row.status == PaymentStatus.COMPLETED]
        money = ProviderTransaction.objects.bulk_create(_transaction(row, payments) for row in done)
        WebhookDelivery.objects.bulk_create(_delivery(row) for row in money)
        Settlement.objects.bulk_create(
            Settlement(payment=row, money=transaction, amount=row.amount)
            for row, transaction in zip(done, money, strict=True)
        )
        own = {row.pk: accounts[number % PUPILS] for number, row in zip(numbers, rows, strict=True)}
        charged = LedgerTransfer.objects.bulk_create(_transfer(row, TransferKind.CHARGE) for row in rows)
        paid = LedgerTransfer.objects.bulk_create(_transfer(row, TransferKind.MONEY_IN) for row in done)
        pairs = [(row, transfer, own[row.pk], revenue) for row, transfer in zip(rows, charged, strict=True)]
        pairs += [
            (row, transfer, held_by[transaction.provider], own[row.pk])
            for row, transfer, transaction in zip(done, paid, money, strict=True)
        ]
        LedgerEntry.objects.bulk_create(
            LedgerEntry(transfer=transfer, account=account, side=side, amount=row.amount)
            for row, transfer, debited, credited in pairs
            for account, side in ((debited, EntrySide.DEBIT), (credited, EntrySide.CREDIT))
        )
    _triggers("ENABLE")
    with connection.cursor() as cursor:
        cursor.execute(BALANCES)
        cursor.execute("ANALYZE")
    return owed


def payment_row(number: int, pupils: list[User], group: Group, *, is_open: bool) -> Payment:
    """A payment of one of a thousand pupils, owed or paid, not saved."""
    reference = str(FIRST_NUMBER + number)
    return Payment(
        reference=reference + get_luhn_digit(reference),
        status=PaymentStatus.PENDING if is_open else PaymentStatus.COMPLETED,
        student=pupils[number % PUPILS],
        branch=group.branch,
        group=group,
        title="Bench",
        gross=PRICE,
        amount=PRICE,
        settled=0 if is_open else PRICE,
        due_on=timezone.localdate() + timedelta(days=5),
        completed_at=None if is_open else timezone.now(),
    )


def _transaction(payment: Payment, payments: int) -> ProviderTransaction:
    number = int(payment.reference)
    place = number // 10 - FIRST_NUMBER
    moment = int(timezone.now().timestamp() * 1000) - YEARS_MS + YEARS_MS * place // payments
    by_stripe = place % BY_STRIPE == 0
    facts = {"reference": payment.reference, "payment_intent": f"pi_bench_{number}"} if by_stripe else {}
    return ProviderTransaction(
        number=number,
        provider="stripe" if by_stripe else "payme",
        provider_id=f"cs_bench_{number}" if by_stripe else f"{number:024x}",
        desk="" if by_stripe else "one_time",
        payment=payment,
        student=payment.student,
        branch=payment.branch,
        amount=payment.amount,
        state=TransactionState.PERFORMED,
        provider_time=moment,
        create_time=moment,
        perform_time=moment,
        account={} if by_stripe else {"payment": payment.reference},
        facts=facts,
    )


def _delivery(money: ProviderTransaction) -> WebhookDelivery:
    by_stripe = money.provider == "stripe"
    return WebhookDelivery(
        provider=money.provider,
        event_id=f"evt_bench_{money.number}" if by_stripe else "",
        what="checkout.session.completed" if by_stripe else "PerformTransaction",
        verdict=ProcessingResult.DONE,
        body=f'{{"id": "{money.provider_id}"}}',
        answer="{}",
        transaction=money,
    )


def _transfer(payment: Payment, kind: TransferKind) -> LedgerTransfer:
    return LedgerTransfer(
        kind=kind,
        cause=f"bench:{payment.reference}:{kind}",
        currency="UZS",
        branch=payment.branch,
        payment=payment,
        on=timezone.localdate(),
    )


def _triggers(what: str) -> None:
    """The postings are written balanced; what the triggers would move is summed up at the end."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE payments_ledgerentry {what} TRIGGER USER")
