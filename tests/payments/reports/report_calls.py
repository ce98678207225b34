"""Days of November 2026, and reports as spreadsheets."""

import io
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import time_machine

from apps.accounts.models import User
from apps.settings.models import Branch
from tests import cast

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TASHKENT = ZoneInfo("Asia/Tashkent")


def travel_to(day: int, *, month: int = 11, hour: int = 12, minute: int = 0) -> time_machine.travel:
    """That day of 2026 in Tashkent; the clock goes on."""
    return time_machine.travel(datetime(2026, month, day, hour, minute, tzinfo=TASHKENT), tick=True)


def get_json(user: User, path: str, **query: Any) -> Any:
    """What the person is answered, which has to be good."""
    query = {name.rstrip("_"): value for name, value in query.items()}
    answer = cast.client_for(user).get(f"/payments/{path}", query)
    assert answer.status == 200, answer.json
    return answer.json


def get_sheet(user: User, path: str, **query: Any) -> list[list[Any]]:
    """The rows of the report as a spreadsheet, the headings first."""
    query = {name.rstrip("_"): value for name, value in query.items()}
    answer = cast.client_for(user).get(f"/payments/{path}", {**query, "format": "xlsx"})
    assert (answer.status, answer.headers["content-type"]) == (200, XLSX), answer.json
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(answer.content)).active.rows]


def uzs(amount: int) -> dict[str, Any]:
    """So much in tiyin, as the API says it."""
    return {"amount": amount, "currency": "UZS"}


def get_amounts(row: dict[str, Any], *names: str) -> list[int]:
    """These figures of a row."""
    return [row[name]["amount"] for name in names]


def create_second_branch() -> Branch:
    """Another branch, in Tashkent too."""
    return Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")


def limit_to_branch(manager: User, branch: Branch) -> User:
    """The manager works in this branch alone."""
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.branches.set([branch])
    return User.objects.get(pk=manager.pk)
