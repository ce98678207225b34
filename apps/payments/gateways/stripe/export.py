"""Parser of the payments table that Stripe's dashboard exports (Payments → Export), as CSV or XLSX.

Amounts are in major units, times in UTC. Rows carry payment intents, our transactions carry sessions, so intents are
looked up. A row has our state while both sides refunded the same amount, else the other state.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from apps.core.tables.reader import TableRow
from apps.payments.gateways.base import StatementRow
from apps.payments.gateways.export import (
    UnreadableCell,
    map_columns,
    parse_amount,
    raise_for_unreadable_row,
    to_milliseconds,
)
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
    columns = map_columns(list(rows[0].cells), HEADINGS, normalize=_normalize_heading)
    named = [row for row in rows if str(row.cells[columns["intent"]] or "").strip()]
    transactions = _get_transactions_by_intent([str(row.cells[columns["intent"]]).strip() for row in named])
    parsed = []
    for row in named:
        with raise_for_unreadable_row(row):
            parsed.append(_parse_row({what: row.cells[heading] for what, heading in columns.items()}, transactions))
    return parsed


def _parse_row(cells: Mapping[str, Any], transactions: Mapping[str, ProviderTransaction]) -> StatementRow:
    intent = str(cells["intent"]).strip()
    transaction = transactions.get(intent)
    amount = _parse_amount(cells["amount"])
    return StatementRow(
        provider_id=transaction.provider_id if transaction else intent,
        amount=amount,
        currency=str(cells["currency"]).strip().upper(),
        state=_resolve_state(
            str(cells["status"]).strip().lower(), amount, _parse_amount(cells["refunded"] or 0), transaction
        ),
        time=_parse_time(cells["time"]),
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
    if transaction is not None:
        return (
            TransactionState.REVERSED if transaction.state == TransactionState.PERFORMED else TransactionState.PERFORMED
        )
    return TransactionState.REVERSED if refunded == amount else TransactionState.PERFORMED


def _normalize_heading(heading: str) -> str:
    return heading.strip().lower()


def _get_transactions_by_intent(intents: Sequence[str]) -> dict[str, ProviderTransaction]:
    rows = ProviderTransaction.objects.filter(provider="stripe", facts__payment_intent__in=list(intents))
    return {str(row.facts["payment_intent"]): row for row in rows}


def _parse_amount(value: Any) -> int:
    return parse_amount(value, str(value).strip().replace(",", ""), units=MINOR_UNITS)


def _parse_time(value: Any) -> int:
    """Return milliseconds since the Unix epoch."""
    text = str(value).strip()
    for form in TIME_FORMATS:
        try:
            moment = datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
        return to_milliseconds(value, moment)
    raise UnreadableCell(value)
