"""Parser of the transaction table that Payme's cabinet exports.

Payme does not document it, so columns are found by Russian, Uzbek or English headings, in CSV or XLSX. Amounts are in
soʻm unless the heading says tiyin. Payme marks refunded payments as cancelled: such a row counts as refunded when we
know the refund.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apps.core.tables.reader import TableRow
from apps.payments.gateways.base import StatementRow
from apps.payments.gateways.export import (
    UnreadableCell,
    convert_unreadable_cell_to_invalid,
    find_column_headings,
    parse_amount,
    parse_time_or_none,
    to_milliseconds,
)
from apps.payments.gateways.payme.account_rules import CURRENCY
from apps.payments.models import ProviderTransaction, TransactionState

ZONE = ZoneInfo("Asia/Tashkent")
"""The cabinet shows the time of Tashkent."""

HEADINGS: dict[str, tuple[str, ...]] = {
    "id": ("id", "_id", "id транзакции", "id чека", "transaction id", "transaction_id", "payme id", "tranzaksiya id"),
    "amount": ("сумма", "сумма платежа", "amount", "summa", "summasi"),
    "state": ("статус", "состояние", "status", "state", "holat", "holati"),
    "time": (
        "дата оплаты", "оплачено", "perform_time", "paid at", "toʻlangan sana",
        "дата", "дата и время", "дата создания", "time", "date", "create_time", "created at", "sana", "vaqt",
    ),
}  # fmt: skip
"""What a column may be called; of several of one row the first counts."""

STATES: dict[TransactionState, tuple[str, ...]] = {
    TransactionState.CREATED: ("1", "создан", "создана", "в ожидании", "ожидает", "created", "pending", "kutilmoqda"),
    TransactionState.PERFORMED: (
        "2", "4", "оплачен", "оплачена", "оплачено", "проведен", "проведена", "успешно", "выполнен", "выполнена",
        "paid", "performed", "success", "successful", "toʻlangan", "muvaffaqiyatli",
    ),
    TransactionState.CANCELLED: (
        "-1", "отменен", "отменена", "отменён", "отмена", "cancelled", "canceled", "bekor qilingan",
    ),
    TransactionState.REVERSED: (
        "-2", "50", "возврат", "возвращен", "возвращена", "возвращён", "refunded", "qaytarilgan",
    ),
}  # fmt: skip
_STATE_BY_WORD = {word: state for state, words in STATES.items() for word in words}
_TIME_FORMATS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M",
    "%Y-%m-%d", "%d.%m.%Y",
)  # fmt: skip


def parse_payme_export(rows: Sequence[TableRow]) -> list[StatementRow]:
    """Return every row with an id; Invalid on "file" for a missing column or an unreadable value."""
    if not rows:
        return []
    columns = find_column_headings(list(rows[0].cells), HEADINGS, normalize=_normalize_heading)
    in_tiyin = any(word in columns["amount"].lower() for word in ("tiyin", "тийин"))
    parsed = []
    for row in rows:
        cells = {what: row.cells[heading] for what, heading in columns.items()}
        identifier = str(cells["id"]).strip()
        if identifier:
            with convert_unreadable_cell_to_invalid(row):
                parsed.append(
                    StatementRow(
                        provider_id=identifier,
                        amount=_parse_amount(cells["amount"], in_tiyin=in_tiyin),
                        currency=CURRENCY,
                        state=_parse_state(cells["state"]),
                        time=_parse_time(cells["time"]),
                    )
                )
    return _mark_refunded_rows(parsed)


def _mark_refunded_rows(rows: list[StatementRow]) -> list[StatementRow]:
    cancelled = [row.provider_id for row in rows if row.state == TransactionState.CANCELLED]
    if not cancelled:
        return rows
    reversed_ones = ProviderTransaction.objects.filter(provider="payme", state=TransactionState.REVERSED)
    ids = reversed_ones.filter(provider_id__in=cancelled).values_list("provider_id", flat=True)
    known = {(provider_id, TransactionState.CANCELLED) for provider_id in ids}
    return [
        replace(row, state=TransactionState.REVERSED) if (row.provider_id, row.state) in known else row for row in rows
    ]


def _normalize_heading(heading: str) -> str:
    """Return the heading in lower case, without a unit after a comma or in brackets."""
    return re.sub(r"\s*(\(.*\)|,.*)$", "", heading.strip().lower().replace("ʼ", "ʻ").replace("'", "ʻ"))


def _parse_amount(value: Any, *, in_tiyin: bool) -> int:
    """Return tiyin from a number as spreadsheets write it: with spaces, a comma or a point."""
    text = re.sub(r"[\s\u00a0\u202f]|[^\d.,-]+$", "", str(value)).replace(",", ".")
    return parse_amount(value, text, minor_per_major=1 if in_tiyin else 100)


def _parse_state(value: Any) -> TransactionState:
    state = _STATE_BY_WORD.get(str(value).strip().lower().replace("'", "ʻ"))
    if state is None:
        raise UnreadableCell(value)
    return state


def _parse_time(value: Any) -> int:
    """Return milliseconds since the Unix epoch, from such a number or a Tashkent time."""
    text = str(value).strip()
    if re.fullmatch(r"\d{13}", text):
        return to_milliseconds(value, datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=int(text)))
    try:
        moment = parse_time_or_none(text, _TIME_FORMATS, ZONE) or datetime.fromisoformat(text)
    except ValueError:
        raise UnreadableCell(value) from None
    return to_milliseconds(value, moment if moment.tzinfo else moment.replace(tzinfo=ZONE))
