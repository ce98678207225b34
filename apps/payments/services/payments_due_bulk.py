"""Creation of many payments at once, as `payments_due.create_payment` does, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from apps.accounts.models import Guardian, User
from apps.core.local_days import get_today
from apps.core.outgoing_events import publish_webhook_event
from apps.core.uow import unit_of_work
from apps.events.publishing import get_staff_stream, get_user_stream, publish_event
from apps.payments.events import PaymentChanged
from apps.payments.models.ledger import AccountKind, LedgerAccount, TransferKind
from apps.payments.models.payments import Payment, PaymentHistory, PaymentKind
from apps.payments.models.providers import ProviderTransaction
from apps.payments.queries import filter_unspent_transactions
from apps.payments.queries.closed_months import find_closed_months
from apps.payments.services import ledger, payment_history, payments_due
from apps.payments.services.ledger import NewTransfer
from apps.payments.services.numbers import next_payment_references
from apps.payments.services.payments_due import NewPayment
from apps.payments.webhook_events import PaymentDueWebhook

CREATED_STEP = "created"
StudentCurrency = tuple[UUID, str]


def create_missing_payments(*, actor: User | None, new_payments: Sequence[NewPayment], reason: str = "") -> None:
    """Create these payments; a period that is owed already is left alone. The caller holds the pupils' accounts.

    Orders, payments of zero and payments that credit covers are created one by one.
    """
    with unit_of_work():
        with_credit = _find_students_with_credit({(bill.student.pk, bill.currency) for bill in new_payments})
        simple = [bill for bill in new_payments if _can_insert_in_bulk(bill)]
        bulk = [bill for bill in simple if (bill.student.pk, bill.currency) not in with_credit]
        if bulk:
            created = _insert_payments(bulk)
            _post_charges(created, actor, reason)
            _record_changes(created, actor, reason)
            _announce(created)
        done = {id(new_payment) for new_payment in bulk}
        for bill in new_payments:
            if id(bill) not in done:
                payments_due.create_payment(actor=actor, new_payment=bill, reason=reason)


def _can_insert_in_bulk(new_payment: NewPayment) -> bool:
    owes = 0 < new_payment.amount <= new_payment.gross
    return owes and new_payment.kind not in (PaymentKind.ORDER, PaymentKind.OPENING) and new_payment.payer is None


def _find_students_with_credit(students: set[StudentCurrency]) -> set[StudentCurrency]:
    """Return those pupils, by currency, who have unspent money."""
    rows = ProviderTransaction.objects.filter(student__in={student_id for student_id, _currency in students})
    return set(filter_unspent_transactions(rows).order_by().values_list("student_id", "currency"))


def _insert_payments(new_payments: Sequence[NewPayment]) -> list[Payment]:
    rows = [
        bill.build(reference, payment_history.get_overdue_or_pending_status(bill.due_on, bill.branch))
        for bill, reference in zip(new_payments, next_payment_references(len(new_payments)), strict=True)
    ]
    Payment.objects.bulk_create(rows, ignore_conflicts=True)
    inserted = set(Payment.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    return [row for row in rows if row.pk in inserted]


def _post_charges(payments: Sequence[Payment], actor: User | None, reason: str) -> None:
    """Post each charge, and its discount if there is one."""
    students = {payment.student_id for payment in payments}
    rows = LedgerAccount.objects.filter(kind=AccountKind.STUDENT, student__in=students)
    accounts = {(row.student_id, row.currency): row for row in rows}
    places = {(payment.branch_id, payment.currency) for payment in payments}
    revenues = {place: ledger.ensure_branch_account(AccountKind.REVENUE, *place) for place in sorted(places)}
    discounts = {place: ledger.ensure_branch_account(AccountKind.DISCOUNTS, *place) for place in sorted(places)}
    closed = find_closed_months({payment.branch_id for payment in payments if _is_of_the_past(payment)})
    postings = []
    for payment in payments:
        period = None if payment.period_start is None else payment.period_start.replace(day=1)
        corrects = period if period is not None and (payment.branch_id, period) in closed else None
        place = payment.branch_id, payment.currency
        student = accounts[payment.student_id, payment.currency]
        moves = (
            (TransferKind.CHARGE, student, revenues[place], payment.gross),
            (TransferKind.DISCOUNT, discounts[place], student, payment.gross - payment.amount),
        )
        on = get_today(payment.branch.zone)
        postings += [
            NewTransfer(kind, f"payment:{payment.pk}:{kind.value}", payment, on, debit, credit, amount, corrects)
            for kind, debit, credit, amount in moves
            if amount
        ]
    ledger.post_transfers(postings, reason=reason, by=actor)


def _is_of_the_past(payment: Payment) -> bool:
    """Return whether the payment is for a period that began before this month."""
    return payment.period_start is not None and payment.period_start < get_today(payment.branch.zone).replace(day=1)


def _record_changes(payments: Sequence[Payment], actor: User | None, reason: str) -> None:
    PaymentHistory.objects.bulk_create(
        PaymentHistory(
            payment=payment,
            what=CREATED_STEP,
            to_status=payment.status,
            amount_after=payment.amount,
            reason=reason,
            by=actor,
        )
        for payment in payments
    )


def _announce(payments: Sequence[Payment]) -> None:
    """Publish each payment to the pupil, to guardians who see payments and to the branch's office."""
    watching: dict[UUID, set[UUID]] = defaultdict(set)
    students = {payment.student_id for payment in payments}
    links = Guardian.objects.filter(child__in=students, ended_at__isnull=True, sees_payments=True)
    for child, parent in links.values_list("child_id", "parent_id"):
        watching[child].add(parent)
    for payment in payments:
        event = PaymentChanged.from_payment(payment, CREATED_STEP)
        publish_webhook_event(PaymentDueWebhook.from_payment(payment))
        for person in sorted({payment.student_id, *watching[payment.student_id]}):
            publish_event(get_user_stream(person), event)
        publish_event(get_staff_stream(payment.branch_id), event)
