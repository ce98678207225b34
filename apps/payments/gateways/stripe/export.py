"""The table of payments that Stripe's dashboard exports (Payments → Export), as CSV or XLSX has it.

Amounts are in whole units of the currency, times in UTC. A payment is named there by its payment intent, here by its
session, so intents are looked up. A row is in the state that we have it in while both sides have paid back as much, and
in the other one when they have not.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from apps.core.tables import TableRow
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
    """Every line with a payment intent; Invalid on "file" for a table without a column that is needed, or with a value
    that nobody can read.
    """
    if not rows:
        return []
    columns = map_columns(list(rows[0].cells), HEADINGS, plain=_normalize_heading)
    named = [row for row in rows if str(row.cells[columns["intent"]] or "").strip()]
    ours = _get_transactions_by_intent([str(row.cells[columns["intent"]]).strip() for row in named])
    found = []
    for row in named:
        with raise_for_unreadable_row(row):
            found.append(_parse_row({what: row.cells[heading] for what, heading in columns.items()}, ours))
    return found


def _parse_row(cells: Mapping[str, Any], ours: Mapping[str, ProviderTransaction]) -> StatementRow:
    intent = str(cells["intent"]).strip()
    mine = ours.get(intent)
    amount = _parse_amount(cells["amount"])
    return StatementRow(
        provider_id=mine.provider_id if mine else intent,
        amount=amount,
        currency=str(cells["currency"]).strip().upper(),
        state=_resolve_state(str(cells["status"]).strip().lower(), amount, _parse_amount(cells["refunded"] or 0), mine),
        time=_parse_time(cells["time"]),
    )


def _resolve_state(status: str, amount: int, refunded: int, mine: ProviderTransaction | None) -> TransactionState:
    if status in UNPAID_STATUSES:
        return TransactionState.CANCELLED
    if status in PENDING_STATUSES:
        return TransactionState.CREATED
    if mine is not None and (refunded == mine.refunded or status in DISPUTED_STATUSES):
        return TransactionState(mine.state)
    if mine is not None:
        return TransactionState.REVERSED if mine.state == TransactionState.PERFORMED else TransactionState.PERFORMED
    return TransactionState.REVERSED if refunded == amount else TransactionState.PERFORMED


def _normalize_heading(heading: str) -> str:
    return heading.strip().lower()


def _get_transactions_by_intent(intents: Sequence[str]) -> dict[str, ProviderTransaction]:
    rows = ProviderTransaction.objects.filter(provider="stripe", facts__payment_intent__in=list(intents))
    return {str(row.facts["payment_intent"]): row for row in rows}


def _parse_amount(value: Any) -> int:
    return parse_amount(value, str(value).strip().replace(",", ""), units=MINOR_UNITS)


def _parse_time(value: Any) -> int:
    """Milliseconds since the Unix epoch."""
    text = str(value).strip()
    for form in TIME_FORMATS:
        try:
            moment = datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
        return to_milliseconds(value, moment)
    raise UnreadableCell(value)
