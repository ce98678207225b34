"""Payments of many pupils at once: what `owing.bill` does, in a number of statements that does not grow with them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from uuid import UUID

from django.utils import timezone

from apps.accounts.models import Guardian, User
from apps.core.local_days import get_local_day
from apps.core.outgoing_events import emit
from apps.core.uow import unit_of_work
from apps.payments.events import PaymentChanged
from apps.payments.models import (
    AccountKind,
    LedgerAccount,
    Payment,
    PaymentHistory,
    PaymentKind,
    PaymentStatus,
    ProviderTransaction,
    TransferKind,
)
from apps.payments.queries import with_something_left
from apps.payments.services import ledger, owing
from apps.payments.services.ledger import Posting
from apps.payments.services.numbering import next_references
from apps.payments.services.owing import Bill
from apps.payments.webhook_events import PaymentDue
from realtime.events import publish_event, staff_stream, user_stream

CREATED = "created"
Owner = tuple[UUID, str]


def bill_many(*, actor: User | None, bills: Sequence[Bill], reason: str = "") -> None:
    """Make these payments, as `owing.bill` makes each; a period that is owed already is left alone.

    The caller holds the pupils' accounts. Orders, what costs nothing and what money paid in advance covers goes one by
    one.
    """
    with unit_of_work():
        rich = _with_credit({(bill.student.pk, bill.currency) for bill in bills})
        plain = [bill for bill in bills if _is_plain(bill) and (bill.student.pk, bill.currency) not in rich]
        if plain:
            made = _create(plain)
            _post(made, actor, reason)
            _write_down(made, actor, reason)
            _announce(made)
        done = {id(one) for one in plain}
        for bill in bills:
            if id(bill) not in done:
                owing.bill(actor=actor, bill=bill, reason=reason)


def _is_plain(one: Bill) -> bool:
    return one.kind != PaymentKind.ORDER and 0 < one.amount <= one.gross and one.payer is None


def _with_credit(owners: set[Owner]) -> set[Owner]:
    """Those of the pupils who have money that covers nothing yet, by currency."""
    rows = ProviderTransaction.objects.filter(student__in={one for one, _currency in owners})
    return set(with_something_left(rows).order_by().values_list("student_id", "currency"))


def _create(bills: Sequence[Bill]) -> list[Payment]:
    now = timezone.now()
    rows = []
    for one, reference in zip(bills, next_references(len(bills)), strict=True):
        values = {field.name: getattr(one, field.name) for field in fields(one)} | {"lines": list(one.lines)}
        late = one.due_on < get_local_day(now, one.branch.zone)
        status = PaymentStatus.OVERDUE if late else PaymentStatus.PENDING
        rows.append(Payment(reference=reference, status=status, **values))
    Payment.objects.bulk_create(rows, ignore_conflicts=True)
    made = set(Payment.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    return [row for row in rows if row.pk in made]


def _post(payments: Sequence[Payment], actor: User | None, reason: str) -> None:
    """The charge of each, and the discount where there is one."""
    now = timezone.now()
    students = {payment.student_id for payment in payments}
    rows = LedgerAccount.objects.filter(kind=AccountKind.STUDENT, student__in=students)
    accounts = {(row.student_id, row.currency): row for row in rows}
    places = {(payment.branch_id, payment.currency) for payment in payments}
    revenues = {place: ledger.branch_account(AccountKind.REVENUE, *place) for place in sorted(places)}
    discounts = {place: ledger.branch_account(AccountKind.DISCOUNTS, *place) for place in sorted(places)}
    postings = []
    for payment in payments:
        place = payment.branch_id, payment.currency
        student = accounts[payment.student_id, payment.currency]
        moves = (
            (TransferKind.CHARGE, student, revenues[place], payment.gross),
            (TransferKind.DISCOUNT, discounts[place], student, payment.gross - payment.amount),
        )
        on = get_local_day(now, payment.branch.zone)
        postings += [
            Posting(kind, f"payment:{payment.pk}:{kind.value}", payment, on, debit, credit, amount)
            for kind, debit, credit, amount in moves
            if amount
        ]
    ledger.post_many(postings, reason=reason, by=actor)


def _write_down(payments: Sequence[Payment], actor: User | None, reason: str) -> None:
    PaymentHistory.objects.bulk_create(
        PaymentHistory(
            payment=payment,
            what=CREATED,
            to_status=payment.status,
            amount_after=payment.amount,
            reason=reason,
            by=actor,
        )
        for payment in payments
    )


def _announce(payments: Sequence[Payment]) -> None:
    """Each on the streams of the pupil, the guardians who may see payments and the branch's office."""
    watching: dict[UUID, set[UUID]] = defaultdict(set)
    students = {payment.student_id for payment in payments}
    links = Guardian.objects.filter(child__in=students, ended_at__isnull=True, sees_payments=True)
    for child, parent in links.values_list("child_id", "parent_id"):
        watching[child].add(parent)
    for payment in payments:
        event = PaymentChanged.of(payment, CREATED)
        emit(PaymentDue.of(payment))
        for person in sorted({payment.student_id, *watching[payment.student_id]}):
            publish_event(user_stream(person), event)
        publish_event(staff_stream(payment.branch_id), event)
