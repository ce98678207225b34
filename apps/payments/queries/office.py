"""Queries of the office: payments, cash desks, shifts, receipts, expenses."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids, search_families
from apps.core.ids import get_first_uuid7_at
from apps.core.local_days import get_day_bounds
from apps.core.lookups import filter_given
from apps.payments.models.cash import CashDesk, Expense, ExpenseCategory, Receipt, ReceiptKind, Shift
from apps.payments.models.ledger import AccountKind, EntrySide, LedgerAccount, LedgerEntry, TransferKind
from apps.payments.models.orders import OrderItem
from apps.payments.models.payments import (
    OPEN_STATUSES,
    Payment,
    PaymentHistory,
    PaymentProof,
    PaymentStatus,
    ProofState,
    Settlement,
)
from apps.payments.models.providers import ProviderTransaction, TransactionState
from apps.payments.queries.approvals import build_held_cash, list_waiting_counts
from apps.payments.queries.receipts import build_receipt_number_filter, is_printed_in_full

_DIGITS = re.compile(r"[0-9]+")
_CHANGE_FLOAT = F("float_taken") - F("float_returned")
ID_TOLERANCE = timedelta(seconds=2)
"""How far the time in a row's id may lie from its `created_at`."""


def filter_payments(
    payments: QuerySet[Payment],
    *,
    status: str | None = None,
    kind: str | None = None,
    group_id: UUID | None = None,
    student_id: UUID | None = None,
    branch_id: UUID | None = None,
    period: str = "",
    overdue: bool | None = None,
    open: bool | None = None,  # noqa: A002
    proof: bool | None = None,
) -> QuerySet[Payment]:
    """Return those of `payments` that fit, annotated for a list.

    `period` (`YYYY-MM`): periods that begin in that month, otherwise due days in it. `proof`: with a waiting transfer
    proof.
    """
    payments = filter_given(payments, status=status, kind=kind, group=group_id, student=student_id, branch=branch_id)
    if period:
        payments = payments.filter(_is_in_month(period))
    conditions = (
        (overdue, Q(status=PaymentStatus.OVERDUE)),
        (open, Q(status__in=OPEN_STATUSES)),
        (proof, has_waiting_proof()),
    )
    for wanted, condition in conditions:
        if wanted is not None:
            payments = payments.filter(condition if wanted else ~condition)
    return annotate_provider_and_proof(payments)


def annotate_provider_and_proof(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    """Return payments with `live` (provider of the open transaction) and `proof_waits`."""
    live = ProviderTransaction.objects.filter(payment=OuterRef("pk"), state=TransactionState.CREATED)
    payments = payments.annotate(live=Subquery(live.values("provider")[:1]), proof_waits=has_waiting_proof())
    return payments.select_related("student", "payer", "branch", "group")


def search_payments(payments: QuerySet[Payment], text: str) -> QuerySet[Payment]:
    """Return payments whose reference begins with the text, whose receipt has this number (as printed), or whose pupil,
    the pupil's guardian or the payer matches it, also by phone.
    """
    people = search_families(User.objects.all(), text).order_by().values("pk")
    match, digits = Q(student__in=people) | Q(payer__in=people), text.strip()
    if _DIGITS.fullmatch(digits):
        match |= Q(reference__startswith=digits)
    if is_printed_in_full(digits):
        receipts = Receipt.objects.filter(build_receipt_number_filter(digits))
        match |= Q(pk__in=receipts.values("money__payment")) | Q(pk__in=receipts.values("transfer__payment"))
        match |= Q(pk__in=Settlement.objects.filter(money__in=receipts.values("money")).values("payment"))
    return payments.filter(match)


def list_payment_history(payment: Payment) -> QuerySet[PaymentHistory]:
    """Return the history steps of a payment."""
    return PaymentHistory.objects.filter(payment=payment).select_related("by", "payment")


def list_payment_transactions(payment: Payment) -> QuerySet[ProviderTransaction]:
    """Return transactions that name the payment or cover part of it, oldest first."""
    covers = Settlement.objects.filter(payment=payment).values("money")
    rows = ProviderTransaction.objects.filter(Q(payment=payment) | Q(pk__in=covers))
    return rows.select_related("taken_by", "cash_desk").order_by("number")


def list_payment_receipts(payment: Payment) -> QuerySet[Receipt]:
    """Return receipts of money that names or covers the payment, of its refunds and reversals; newest first."""
    covers = Settlement.objects.filter(payment=payment).values("money")
    of_payment = Q(transfer__payment=payment) | Q(transfer__payment=None, money__payment=payment)
    money_in = Q(kind=ReceiptKind.PAYMENT) & (Q(money__payment=payment) | Q(money__in=covers))
    refunds = ~Q(kind=ReceiptKind.PAYMENT) & of_payment
    reversals = Q(kind=ReceiptKind.REVERSAL, money__in=covers)
    return load_printed_fields(Receipt.objects.filter(money_in | refunds | reversals))


def list_student_receipts(student: User) -> QuerySet[Receipt]:
    """Return receipts of all money of the pupil, with top-ups and refunds; newest first."""
    return load_printed_fields(Receipt.objects.filter(money__student=student))


def load_printed_fields(receipts: QuerySet[Receipt]) -> QuerySet[Receipt]:
    """Return the receipts with the people whom a printed receipt names; newest first."""
    people = ("money__student", "money__payment__payer", "money__taken_by", "transfer__by", "transfer__payment__payer")
    return receipts.select_related(*people).order_by("-id")


def list_payment_proofs(payment: Payment) -> QuerySet[PaymentProof]:
    """Return the payment's transfer proofs, newest first."""
    return payment.proofs.select_related("payment", "file", "sent_by", "decided_by").order_by("-id")


def list_order_items(payment: Payment) -> QuerySet[OrderItem]:
    """Return the items of the courses that the payment opens."""
    items = OrderItem.objects.filter(order__payment=payment)
    return items.select_related("course", "enrollment").order_by("created_at", "pk")


def list_payment_entries(payment: Payment) -> QuerySet[LedgerEntry]:
    """Return the ledger entries of the payment, in order."""
    rows = LedgerEntry.objects.filter(transfer__payment=payment)
    return rows.select_related("transfer__by", "account").order_by("id")


def visible_desks(user: User, *, branch_id: UUID | None = None, archived: bool | None = None) -> QuerySet[CashDesk]:
    """Return cash desks of the user's branches, with `balance`, `held` cash, `change_float` (owed to the safe),
    `open_shifts` and `waiting_counts`.
    """
    rows = CashDesk.objects.filter(_in_permitted_branches(user, "payments.desks"))
    rows = filter_given(rows, branch=branch_id, archived_at__isnull=None if archived is None else not archived)
    account = LedgerAccount.objects.filter(kind=AccountKind.DESK, desk=OuterRef("pk"), currency=OuterRef("currency"))
    open_now = Shift.objects.filter(closed_at__isnull=True).select_related("cashier")
    floats = Shift.objects.filter(desk=OuterRef("pk")).order_by().values("desk").annotate(total=Sum(_CHANGE_FLOAT))
    rows = rows.annotate(
        balance=Coalesce(Subquery(account.values("balance")[:1]), 0),
        held=build_held_cash("desk"),
        change_float=Coalesce(Subquery(floats.values("total")), 0),
    )
    shifts = Prefetch("shifts", queryset=open_now, to_attr="open_shifts")
    counts = Prefetch("approvals", queryset=list_waiting_counts(), to_attr="waiting_counts")
    return rows.select_related("branch", "keeper").prefetch_related(shifts, counts)


def get_change_float(desk: CashDesk) -> int:
    """Return how much change came from the safe into a cash desk and has not gone back, in minor units.

    The desk owes it to the safe also when the cash was carried elsewhere.
    """
    return int(desk.shifts.aggregate(total=Coalesce(Sum(_CHANGE_FLOAT), 0))["total"])


def list_shifts(
    desk: CashDesk,
    *,
    open: bool | None = None,  # noqa: A002
    cashier_id: UUID | None = None,
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[Shift]:
    """Return the shifts of a desk with `held` cash, filtered by open or closed, cashier, and the local days of their
    opening.
    """
    rows = Shift.objects.filter(desk=desk).select_related("cashier", "closed_by", "desk__branch")
    rows = rows.annotate(held=build_held_cash("shift"))
    since = None if first is None else get_day_bounds(first, desk.branch.zone)[0]
    until = None if last is None else get_day_bounds(last, desk.branch.zone)[1]
    rows = filter_given(rows, closed_at__isnull=open, cashier=cashier_id)
    rows = filter_given(rows, opened_at__gte=since, opened_at__lt=until)
    return rows.annotate(difference=F("counted") - F("expected"))


@dataclass(frozen=True)
class ShiftReport:
    """The cash movements of a shift, in minor units of the desk's currency.

    `reversed`: of receipts that were mistakes. `moved_in`, `moved_out`: from and to other desks, less reversals.
    `opened_difference` and `closed_difference`: counted too much (positive) or too little. `expected`: the ledger's
    balance at the end, or now.
    """

    shift: Shift
    taken: int
    reversed: int
    paid_back: int
    spent: int
    paid_out: int
    banked: int
    moved_in: int
    moved_out: int
    opened_difference: int
    closed_difference: int | None
    expected: int
    receipts: int


def get_shift_report(shift: Shift) -> ShiftReport:
    """Return the report of a shift, open or closed: three queries."""
    end = shift.closed_at or timezone.now()
    entries = LedgerEntry.objects.filter(
        account__kind=AccountKind.DESK,
        account__desk=shift.desk_id,
        transfer__pk__range=(
            get_first_uuid7_at(shift.opened_at - ID_TOLERANCE),
            get_first_uuid7_at(end + ID_TOLERANCE),
        ),
        transfer__created_at__range=(shift.opened_at, end),
    )
    signed = Case(When(side=EntrySide.DEBIT, then=F("amount")), default=-F("amount"))
    moved_cash = entries.exclude(Q(transfer__cause=f"shift:{shift.pk}:closed") | Q(transfer__kind=TransferKind.FLOAT))
    rows = moved_cash.values("transfer__kind")
    carried = F("transfer__desk_transfer__to_desk")
    moves = Counter[str]()
    for row in rows.annotate(to_desk=carried, total=Sum(signed)):
        to_other = row["to_desk"] is not None and row["to_desk"] != shift.desk_id
        from_other = row["to_desk"] == shift.desk_id
        kind = "moved_out" if to_other else "moved_in" if from_other else row["transfer__kind"]
        moves[kind] += int(row["total"])
    moved = sum(moves.values())
    counted_more = moves[TransferKind.DESK_COUNT]
    before = shift.opened_with - counted_more
    return ShiftReport(
        shift=shift,
        taken=moves[TransferKind.MONEY_IN],
        reversed=-moves[TransferKind.REVERSAL],
        paid_back=-moves[TransferKind.PAID_BACK],
        spent=-moves[TransferKind.EXPENSE],
        paid_out=-moves[TransferKind.PAY_OUT],
        banked=-moves[TransferKind.BANKED],
        moved_in=moves["moved_in"],
        moved_out=-moves["moved_out"],
        opened_difference=counted_more,
        closed_difference=None if shift.counted is None else shift.counted - (shift.expected or 0),
        expected=before + moved if shift.expected is None else shift.expected,
        receipts=Receipt.objects.filter(money__shift=shift, kind=ReceiptKind.PAYMENT).count(),
    )


def visible_expenses(
    user: User,
    *,
    branch_id: UUID | None = None,
    desk_id: UUID | None = None,
    category: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[Expense]:
    """Return expenses of the user's branches, filtered by branch, desk, category and days."""
    rows = Expense.objects.filter(_in_permitted_branches(user, "payments.spend"))
    rows = filter_given(rows, branch=branch_id, desk=desk_id, category=category, on__gte=first, on__lte=last)
    texts = ExpenseCategory.objects.filter(key=OuterRef("category")).values("name")
    rows = rows.annotate(category_texts=Subquery(texts[:1]))
    return rows.select_related("branch", "desk__branch", "by", "reverses", "reversed_by", "transfer")


def search_expenses(expenses: QuerySet[Expense], text: str) -> QuerySet[Expense]:
    """Return expenses whose text contains this text."""
    return expenses.filter(text__icontains=text)


def has_waiting_proof() -> Exists:
    """Return the expression of whether a transfer proof of a payment waits for a decision."""
    return Exists(PaymentProof.objects.filter(payment=OuterRef("pk"), state=ProofState.SENT))


def _in_permitted_branches(user: User, permission: str) -> Q:
    if not has_permission(user, permission):
        return Q(pk__in=[])
    return Q() if user.all_branches else Q(branch__in=list_user_branch_ids(user))


def _is_in_month(period: str) -> Q:
    first = date.fromisoformat(f"{period}-01")
    after = (first + timedelta(days=31)).replace(day=1)
    begins = Q(period_start__gte=first, period_start__lt=after)
    return begins | Q(period_start__isnull=True, due_on__gte=first, due_on__lt=after)
