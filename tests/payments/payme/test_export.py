"""The table that Payme's cabinet exports, by its headings in three languages."""

import pytest

from apps.core.errors import Invalid
from apps.core.tables.reader import TableRow
from apps.payments.gateways import get_gateway
from apps.payments.gateways.base import StatementRow

ID = "5e730e8e0b852a417aa49ceb"
AT = 1_795_150_800_000
"""20 November 2026, 10:00 in Tashkent."""
TABLES = {
    "russian": {"ID транзакции": ID, "Сумма, сум": "450 000,00", "Статус": "Оплачен", "Дата": "20.11.2026 10:00:00"},
    "uzbek": {"ID": ID, "Summa (soʻm)": "450000", "Holati": "Toʻlangan", "Sana": "2026-11-20 10:00"},
    "english": {"Transaction ID": ID, "Amount": "450000.00", "Status": "paid", "Date": "2026-11-20T10:00:00+05:00"},
    "tiyin": {"id": ID, "amount (tiyin)": "45000000", "state": "2", "time": str(AT)},
    "when paid goes before when made": {
        "ID чека": ID, "Сумма": "450 000", "Статус": "проведена",
        "Дата создания": "19.11.2026", "Дата оплаты": "20.11.2026 10:00",
    },
}  # fmt: skip
STATES = {"Создан": 1, "в ожидании": 1, "Отменён": -1, "Отменена": -1, "Возврат": -2, "bekor qilingan": -1, "-2": -2}


def rows(*tables):
    return get_gateway("payme").parse_statement([TableRow(place, cells) for place, cells in enumerate(tables, start=2)])


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_row_is_read(table):
    assert rows(table) == [StatementRow(provider_id=ID, amount=45_000_000, currency="UZS", state=2, time=AT)]


@pytest.mark.parametrize(("word", "state"), STATES.items())
def test_state_is_read_from_its_text(db, word, state):
    assert rows({**TABLES["russian"], "Статус": word})[0].state == state


def test_rows_without_identifier_are_skipped_as_totals():
    total = {"ID транзакции": "", "Сумма, сум": "Итого", "Статус": "", "Дата": ""}
    assert len(rows(TABLES["russian"], total)) == 1
    assert rows() == []


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("Сумма, сум", "four"), ("Сумма, сум", "1,005"), ("Сумма, сум", ""), ("Статус", "может быть"),
        ("Сумма, сум", "1e30"), ("Сумма, сум", "1e999999"), ("Сумма, сум", "1e9999999999999999999"),
        ("Сумма, сум", "99999999999999999999"), ("Статус", ""), ("Дата", "вчера"), ("Дата", ""),
        ("Дата", "32.13.2026 10:00"), ("Дата", "0001-01-01"), ("Дата", "9999-12-31 23:59:59"),
        ("Дата", "9999-12-31T23:59:59-12:00"), ("Дата", "9999999999999"),
    ],
)  # fmt: skip
def test_unreadable_value_is_named(heading, value):
    with pytest.raises(Invalid) as error:
        rows(TABLES["russian"], {**TABLES["russian"], heading: value})
    message = str(error.value.fields["file"][0])
    assert value in message
    assert "3" in message, "the row is named"


@pytest.mark.parametrize("heading", list(TABLES["russian"]))
def test_missing_column_is_refused(heading):
    table = {name: value for name, value in TABLES["russian"].items() if name != heading}
    with pytest.raises(Invalid) as error:
        rows(table)
    assert list(error.value.fields) == ["file"]
