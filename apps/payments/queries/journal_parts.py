"""Which payments a movement of money belongs to.

Money taken belongs to the payments that it covers now (`Settlement`) or covered until it was paid back; the rest is of
no payment yet. Every other movement belongs to the payment that its transfer names. So what came in for a payment less
what went out is always what still covers it.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from apps.payments.models import LedgerEntry, Payment, Receipt, ReceiptKind, Settlement

RETURNED = Case(When(~Q(kind=ReceiptKind.REFUND_UNDONE), then=F("amount")), default=-F("amount"))
"""What a receipt that is not of money taken says was paid back of it."""


@dataclass(frozen=True)
class JournalPart:
    """The part of a movement that belongs to one payment, in minor units."""

    payment: Payment
    amount: int


def list_parts(entry: Any) -> list[JournalPart]:
    """Return the parts of a row of `journal.load_journal_rows`; together they are at most its amount."""
    receipt = getattr(entry.transfer, "receipt", None)
    if receipt is None or receipt.kind != ReceiptKind.PAYMENT:
        payment = entry.transfer.payment
        return [] if payment is None else [JournalPart(payment, entry.amount)]
    amounts: dict[Payment, int] = {}
    for row in receipt.money.settlements.all():
        amounts[row.payment] = amounts.get(row.payment, 0) + row.amount
    for back in receipt.money.returns:
        if (payment := back.transfer.payment) is not None:
            undone = back.kind == ReceiptKind.REFUND_UNDONE
            amounts[payment] = amounts.get(payment, 0) + (-back.amount if undone else back.amount)
    return [JournalPart(payment, amount) for payment, amount in amounts.items() if amount > 0]


def build_part_of_payments(payments: QuerySet[Payment]) -> Case:
    """Return the expression of how much of a ledger entry belongs to these payments."""
    ids = payments.order_by().values("pk")
    money = OuterRef("transfer__receipt__money")
    settled = Settlement.objects.filter(money=money, payment__in=ids).order_by().values("money")
    returned = list_returns().filter(money=money, transfer__payment__in=ids).order_by().values("money")
    taken = _sum(settled, "amount") + _sum(returned, RETURNED)
    return Case(
        When(transfer__receipt__kind=ReceiptKind.PAYMENT, then=taken),
        When(transfer__payment__in=ids, then=F("amount")),
        default=Value(0),
        output_field=BigIntegerField(),
    )


def list_returns() -> QuerySet[Receipt]:
    """Return receipts of money that was paid back for a payment, and of refunds that failed."""
    return Receipt.objects.exclude(kind=ReceiptKind.PAYMENT).filter(transfer__payment__isnull=False)


def filter_taken(entries: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
    """Return those of these entries that are of money taken."""
    return entries.filter(transfer__receipt__kind=ReceiptKind.PAYMENT)


def _sum(rows: QuerySet[Any], amount: Any) -> Coalesce:
    total = rows.annotate(total=Sum(amount, output_field=BigIntegerField())).values("total")
    return Coalesce(Subquery(total), Value(0), output_field=BigIntegerField())
