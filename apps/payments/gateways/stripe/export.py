"""Parser of the payments table that Stripe's dashboard exports (Payments → Export), as CSV or XLSX.

Amounts are in major units, times in UTC. Rows carry payment intents, our transactions carry sessions, so intents are
looked up. A row has our state while both sides refunded the same amount, else the other state.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

from apps.core.tables.reader import TableRow
from apps.payments.gateways import export as cells
from apps.payments.gateways.base import StatementRow
from apps.payments.models import ProviderTransaction, TransactionState

HEADINGS: dict[str, tuple[str, ...]] = {
    "intent": ("paymentintent id", "payment_intent_id", "payment intent id"),
    "amount": ("amount",),
    "refunded": ("amount refunded", "amount_refunded"),
    "currency": ("currency",),
    "status": ("status",),
    "time": ("created date (utc)", "created (utc)", "created_utc"),
}
"""What a column may be called."""
UNPAID_STATUSES = ("failed", "canceled", "cancelled", "incomplete", "expired", "blocked", "requires_payment_method")
PENDING_STATUSES = ("pending", "processing", "uncaptured", "requires_action", "requires_capture")
DISPUTED_STATUSES = ("disputed", "dispute lost", "lost")
MINOR_UNITS = 100
TIME_FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S")


def parse_stripe_export(rows: Sequence[TableRow]) -> list[StatementRow]:
    """Return every row with a payment intent; Invalid on "file" for a missing column or an unreadable value."""
    if not rows:
        return []
    columns = cells.find_column_headings(
        list(rows[0].cells), HEADINGS, normalize=lambda heading: heading.strip().lower()
    )
    named = [row for row in rows if str(row.cells[columns["intent"]] or "").strip()]
    transactions = _get_transactions_by_intent([str(row.cells[columns["intent"]]).strip() for row in named])
    parsed = []
    for row in named:
        with cells.convert_unreadable_cell_to_invalid(row):
            parsed.append(_parse_row({what: row.cells[heading] for what, heading in columns.items()}, transactions))
    return parsed


def _parse_row(row: Mapping[str, Any], transactions: Mapping[str, ProviderTransaction]) -> StatementRow:
    intent = str(row["intent"]).strip()
    transaction = transactions.get(intent)
    amount, refunded = _parse_amount(row["amount"]), _parse_amount(row["refunded"] or 0)
    return StatementRow(
        provider_id=transaction.provider_id if transaction else intent,
        amount=amount,
        currency=str(row["currency"]).strip().upper(),
        state=_resolve_state(str(row["status"]).strip().lower(), amount, refunded, transaction),
        time=_parse_time(row["time"]),
    )


def _resolve_state(
    status: str, amount: int, refunded: int, transaction: ProviderTransaction | None
) -> TransactionState:
    if status in UNPAID_STATUSES:
        return TransactionState.CANCELLED
    if status in PENDING_STATUSES:
        return TransactionState.CREATED
    if transaction is not None and (refunded == transaction.refunded or status in DISPUTED_STATUSES):
        return TransactionState(transaction.state)
    is_reversed = refunded == amount if transaction is None else transaction.state == TransactionState.PERFORMED
    return TransactionState.REVERSED if is_reversed else TransactionState.PERFORMED


def _get_transactions_by_intent(intents: Sequence[str]) -> dict[str, ProviderTransaction]:
    rows = ProviderTransaction.objects.filter(provider="stripe", facts__payment_intent__in=list(intents))
    return {str(row.facts["payment_intent"]): row for row in rows}


def _parse_amount(value: Any) -> int:
    return cells.parse_amount(value, str(value).strip().replace(",", ""), minor_per_major=MINOR_UNITS)


def _parse_time(value: Any) -> int:
    """Return milliseconds since the Unix epoch."""
    moment = cells.parse_time_or_none(str(value).strip(), TIME_FORMATS, UTC)
    if moment is None:
        raise cells.UnreadableCell(value)
    return cells.to_milliseconds(value, moment)
