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
from apps.payments.gateways.export import Unreadable, amount_of, columns_of, milliseconds_of, reading
from apps.payments.models import ProviderTransaction, State

HEADINGS: dict[str, tuple[str, ...]] = {
    "intent": ("paymentintent id", "payment_intent_id", "payment intent id"),
    "amount": ("amount",),
    "refunded": ("amount refunded", "amount_refunded"),
    "currency": ("currency",),
    "status": ("status",),
    "time": ("created date (utc)", "created (utc)", "created_utc"),
}
"""What a column may be called."""
UNPAID = ("failed", "canceled", "cancelled", "incomplete", "expired", "blocked", "requires_payment_method")
UNDER_WAY = ("pending", "processing", "uncaptured", "requires_action", "requires_capture")
DISPUTED = ("disputed", "dispute lost", "lost")
MINOR_UNITS = 100
TIMES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S")


def rows_of(rows: Sequence[TableRow]) -> list[StatementRow]:
    """Every line with a payment intent; Invalid on "file" for a table without a column that is needed, or with a value
    that nobody can read.
    """
    if not rows:
        return []
    columns = columns_of(list(rows[0].cells), HEADINGS, plain=_plain)
    named = [row for row in rows if str(row.cells[columns["intent"]] or "").strip()]
    ours = _ours([str(row.cells[columns["intent"]]).strip() for row in named])
    found = []
    for row in named:
        with reading(row):
            found.append(_row({what: row.cells[heading] for what, heading in columns.items()}, ours))
    return found


def _row(cells: Mapping[str, Any], ours: Mapping[str, ProviderTransaction]) -> StatementRow:
    intent = str(cells["intent"]).strip()
    mine = ours.get(intent)
    amount = _amount(cells["amount"])
    return StatementRow(
        provider_id=mine.provider_id if mine else intent,
        amount=amount,
        currency=str(cells["currency"]).strip().upper(),
        state=_state(str(cells["status"]).strip().lower(), amount, _amount(cells["refunded"] or 0), mine),
        time=_time(cells["time"]),
    )


def _state(status: str, amount: int, refunded: int, mine: ProviderTransaction | None) -> State:
    if status in UNPAID:
        return State.CANCELLED
    if status in UNDER_WAY:
        return State.CREATED
    if mine is not None and (refunded == mine.refunded or status in DISPUTED):
        return State(mine.state)
    if mine is not None:
        return State.REVERSED if mine.state == State.PERFORMED else State.PERFORMED
    return State.REVERSED if refunded == amount else State.PERFORMED


def _plain(heading: str) -> str:
    return heading.strip().lower()


def _ours(intents: Sequence[str]) -> dict[str, ProviderTransaction]:
    rows = ProviderTransaction.objects.filter(provider="stripe", facts__payment_intent__in=list(intents))
    return {str(row.facts["payment_intent"]): row for row in rows}


def _amount(value: Any) -> int:
    return amount_of(value, str(value).strip().replace(",", ""), units=MINOR_UNITS)


def _time(value: Any) -> int:
    """Milliseconds since the Unix epoch."""
    text = str(value).strip()
    for form in TIMES:
        try:
            moment = datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
        return milliseconds_of(value, moment)
    raise Unreadable(value)
