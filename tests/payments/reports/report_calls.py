"""Read reports as JSON and as spreadsheets; days are in November 2026."""

import io
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import time_machine

from apps.accounts.models import User
from tests import factories

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TASHKENT = ZoneInfo("Asia/Tashkent")


def travel_to(day: int, *, month: int = 11, hour: int = 12, minute: int = 0) -> time_machine.travel:
    """Travel to the day of 2026 in Tashkent; the clock goes on."""
    return time_machine.travel(datetime(2026, month, day, hour, minute, tzinfo=TASHKENT), tick=True)


def get_json(user: User, path: str, **query: Any) -> Any:
    """Return the JSON of a successful answer to the user."""
    query = {name.rstrip("_"): value for name, value in query.items()}
    answer = factories.client_for(user).get(f"/payments/{path}", query)
    assert answer.status == 200, answer.json
    return answer.json


def get_sheet(user: User, path: str, **query: Any) -> list[list[Any]]:
    """Return the rows of the spreadsheet, the headings first."""
    query = {name.rstrip("_"): value for name, value in query.items()}
    answer = factories.client_for(user).get(f"/payments/{path}", {**query, "format": "xlsx"})
    assert (answer.status, answer.headers["content-type"]) == (200, XLSX), answer.json
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(answer.content)).active.rows]


def get_amounts(row: dict[str, Any], *names: str) -> list[int]:
    """Return these amounts of a row."""
    return [row[name]["amount"] for name in names]
