"""API calls about pay. The time is noon of 10 November 2026 in Tashkent by default; amounts are in tiyin."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import time_machine

from apps.accounts.models import User
from apps.core.uow import unit_of_work
from apps.courses.models import Group
from apps.jobs import services as jobs
from apps.jobs.kinds import get_job_kind
from apps.jobs.models import Job
from apps.lessons.models import Lesson
from apps.lessons.services import create_lesson, record_lesson_held
from apps.payments.job_kinds import RECKON_PAY
from apps.payments.models import AccountKind, LedgerAccount, PayEntry
from tests import factories
from tests.payments.payment_data import uzs

TASHKENT = ZoneInfo("Asia/Tashkent")
NOW = datetime(2026, 11, 10, 12, tzinfo=TASHKENT)
SUM = 100
"""Tiyin in a soʻm."""
LESSON_RATE = 50_000 * SUM


def freeze_at(*when: int) -> time_machine.travel:
    """Freeze the clock at a time in Tashkent: `freeze_at(2026, 12, 1, 9)`."""
    return time_machine.travel(datetime(*when, tzinfo=TASHKENT), tick=False)


def post_rate(admin: User, teacher: User, kind: str = "lesson", /, **more: Any) -> factories.ApiResponse:
    """Post a rate from 1 September on, by default 50,000 soʻm per lesson."""
    body = {"teacher": str(teacher.pk), "kind": kind, "starts_on": "2026-09-01", **more}
    if kind not in ("percent", "sales"):
        body.setdefault("amount", uzs(LESSON_RATE))
    return factories.client_for(admin).post("/payments/salaries/rates/", body)


def create_rate(admin: User, teacher: User, kind: str = "lesson", /, **more: Any) -> str:
    """Create a rate like `post_rate`; return its id."""
    answer = post_rate(admin, teacher, kind, **more)
    assert answer.status == 201, answer.json
    return answer.json["id"]


def create_held_lesson(group: Group, *when: int, minutes: int = 90, teacher: User | None = None) -> Lesson:
    """Create a lesson at a time in Tashkent and mark it as held."""
    starts = datetime(*when, tzinfo=TASHKENT)
    ends = starts + timedelta(minutes=minutes)
    lesson = create_lesson(actor=None, group=group, starts_at=starts, ends_at=ends, teacher=teacher)
    return record_lesson_held(actor=None, lesson=lesson)


def get_payroll(user: User, month: str = "2026-11", **query: Any) -> dict[str, Any]:
    """Return the pay of a month as the user sees it."""
    answer = factories.client_for(user).get("/payments/salaries/", {"month": month, **query})
    assert answer.status == 200, answer.json
    return answer.json


def list_pay_lines(user: User, teacher: User, month: str = "2026-11") -> list[dict[str, Any]]:
    """Return the lines of the teacher's only row of the month, empty without a row."""
    rows = get_payroll(user, month, teacher=teacher.pk)["rows"]
    assert len(rows) <= 1, rows
    return rows[0]["lines"] if rows else []


def list_pay_amounts(user: User, teacher: User, month: str = "2026-11") -> list[tuple[str, int]]:
    """Return kind and amount of each line, in order."""
    return [(line["kind"], line["amount"]["amount"]) for line in list_pay_lines(user, teacher, month)]


def post_entry(
    admin: User, teacher: User, kind: str, amount: int, month: str = "2026-11", /, **more: Any
) -> factories.ApiResponse:
    """Post a bonus or a fine."""
    body = {"teacher": str(teacher.pk), "month": month, "kind": kind, "amount": uzs(amount), "reason": "Because"}
    key = more.pop("key", str(uuid4()))
    return factories.client_for(admin).post("/payments/salaries/entries/", {**body, **more}, idempotency_key=key)


def close_month(admin: User, month: str, **more: Any) -> factories.ApiResponse:
    """Close a month."""
    return factories.client_for(admin).post("/payments/salaries/close/", {"month": month, **more})


def reverse_payout(admin: User, payout: str, reason: str = "A mistake", /, *, key: str = "") -> factories.ApiResponse:
    """Reverse a payout."""
    path = f"/payments/salaries/pay-outs/{payout}/reverse/"
    return factories.client_for(admin).post(path, {"reason": reason}, idempotency_key=key or str(uuid4()))


def post_payout(admin: User, teacher: User, amount: int, /, **more: Any) -> factories.ApiResponse:
    """Post a payout, by default from the bank."""
    key = more.pop("key", str(uuid4()))
    body = {"teacher": str(teacher.pk), "amount": uzs(amount), **more}
    return factories.client_for(admin).post("/payments/salaries/pay-outs/", body, idempotency_key=key)


def run_pay_job() -> None:
    """Run the daily job that recalculates pay."""
    with unit_of_work():
        jobs.enqueue(kind=RECKON_PAY)
    Job.objects.exclude(kind=RECKON_PAY).delete()
    for claim in jobs.claim_jobs(queue="default", limit=10, worker="test"):
        get_job_kind(claim.kind).run_handler(claim)
        jobs.complete_job_unless_done(claim)


def get_teacher_balance(teacher: User, currency: str = "UZS") -> int:
    """Return the ledger balance of the teacher."""
    account = LedgerAccount.objects.filter(kind=AccountKind.TEACHER, teacher=teacher, currency=currency).first()
    return account.balance if account else 0


def sum_closed_entries(teacher: User, currency: str = "UZS") -> int:
    """Return the sum of closed pay entries."""
    rows = PayEntry.objects.filter(teacher=teacher, currency=currency, closed_in__isnull=False)
    return sum(rows.values_list("amount", flat=True))
