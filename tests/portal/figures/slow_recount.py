"""The figures counted again, row by row and day by day, the plain way: for tests."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apps.attendance.models import Attendance
from apps.courses.models import Group, Membership
from apps.homework.models import Attempt, Homework
from apps.payments.models import Payment
from apps.settings.models import Branch

DAY = timedelta(days=1)


def recount_figures(first: date, until: date, last: date, branch: Branch | None) -> dict[str, Any]:
    """Every figure but what the ledger says, of the days `first`..`until` of a step that ends with `last`."""
    learns_before, learns_now = list_learners(first - DAY, branch), list_learners(until, branch)
    left = {who for on in list_days(first, until) for who in list_leavers(on, branch)}
    owing = [debt for payment in Payment.objects.all() if (debt := get_debt(payment, until, branch))]
    debts: dict[str, int] = defaultdict(int)
    for _who, currency, amount in owing:
        debts[currency] += amount
    return {
        "active": len(learns_now),
        "trial": len({who for on in list_days(first, until) for who in list_trials(on, branch)}),
        "sign_ups": sum(first <= on <= until for on in list_sign_ups(branch)),
        "left": len(left),
        "churn": compute_percent(len(left), len(learns_before)),
        "debtors": len({who for who, _currency, _amount in owing}),
        "debt": dict(debts),
        "expected": sum_expected(first, last, branch),
        **count_attendance(first, until, branch),
        **count_homework(first, until, branch),
    }


def list_days(first: date, last: date) -> list[date]:
    return [first + DAY * number for number in range((last - first).days + 1)]


def compute_percent(part: int, total: int) -> float | None:
    return round(100 * part / total, 1) if total else None


def get_local_day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def list_memberships(branch: Branch | None) -> list[Membership]:
    rows = Membership.objects.select_related("group__branch").prefetch_related("changes", "freezes").order_by("id")
    return [row for row in rows if branch is None or row.group.branch_id == branch.pk]


def get_active_days(item: Membership) -> tuple[date, date] | None:
    """The days on which somebody learns there for good."""
    if item.never_began or item.status in ("lead", "trial"):
        return None
    about = [step for step in sorted(item.changes.all(), key=lambda step: step.pk) if is_about_a_trial(step)]
    grown = [step.on for step in about if step.to_status == "active"]
    if about and not grown:
        return None
    return max([item.joined_on, *grown[-1:]]), item.left_on or item.leaves_on or date.max


def is_about_a_trial(step: Any) -> bool:
    return "trial" in (step.from_status, step.to_status)


def list_learners(on: date, branch: Branch | None) -> set[Any]:
    results = set()
    for membership in list_memberships(branch):
        span = get_active_days(membership)
        paused = any(pause.starts_on <= on <= (pause.ends_on or date.max) for pause in membership.freezes.all())
        if span and span[0] <= on <= span[1] and not paused:
            results.add(membership.student_id)
    return results


def list_trials(on: date, branch: Branch | None) -> set[Any]:
    results = set()
    for membership in list_memberships(branch):
        about = [step for step in sorted(membership.changes.all(), key=lambda step: step.pk) if is_about_a_trial(step)]
        grown = [step.on for step in about if step.to_status == "active"][-1:]
        ends = min([membership.left_on or membership.leaves_on or date.max, *(day - DAY for day in grown)])
        if about and not membership.never_began and membership.status != "lead" and membership.joined_on <= on <= ends:
            results.add(membership.student_id)
    return results


def list_leavers(on: date, branch: Branch | None) -> set[Any]:
    results = set()
    for membership in list_memberships(branch):
        span = get_active_days(membership)
        if span is None or membership.status != "left" or membership.left_on != on or span[0] > on:
            continue
        theirs = (other for other in list_memberships(None) if other.student_id == membership.student_id)
        others = [get_active_days(other) for other in theirs]
        if not any(other and other[0] <= on + DAY and other[1] > on for other in others):
            results.add(membership.student_id)
    return results


def list_sign_ups(branch: Branch | None) -> list[date]:
    firsts: dict[Any, Membership] = {}
    for membership in list_memberships(None):
        known = firsts.setdefault(membership.student_id, membership)
        if (membership.joined_on, membership.pk) < (known.joined_on, known.pk):
            firsts[membership.student_id] = membership
    return [first.joined_on for first in firsts.values() if branch is None or first.group.branch_id == branch.pk]


def is_counted(payment: Payment, branch: Branch | None) -> bool:
    here = branch is None or payment.branch_id == branch.pk
    return here and payment.status in ("pending", "overdue", "completed", "refunded")


def get_debt(payment: Payment, on: date, branch: Branch | None) -> tuple[Any, str, int] | None:
    if not is_counted(payment, branch) or payment.expires_at or payment.due_on >= on:
        return None
    zone = payment.branch.zone
    rows = payment.settlements.filter(refund=False)
    covered = sum(row.amount for row in rows if get_local_day(row.created_at, zone) <= on)
    left = payment.amount - covered
    return (payment.student_id, payment.currency, left) if left > 0 else None


def sum_expected(first: date, last: date, branch: Branch | None) -> dict[str, dict[str, int]]:
    result: dict[str, int] = defaultdict(int)
    for payment in Payment.objects.all():
        if is_counted(payment, branch) and first <= payment.due_on <= last:
            result[payment.currency] += payment.amount
    return dict(result)


def is_in_step(moment: datetime, group: Group, first: date, until: date, branch: Branch | None) -> bool:
    here = branch is None or group.branch_id == branch.pk
    return here and first <= get_local_day(moment, group.local_zone) <= until


def count_attendance(first: date, until: date, branch: Branch | None) -> dict[str, Any]:
    marks = [
        mark.status.counts_as
        for mark in Attendance.objects.select_related("lesson__group__branch", "status")
        if mark.lesson.status != "cancelled"
        and is_in_step(mark.lesson.starts_at, mark.lesson.group, first, until, branch)
    ]
    return {"attendance": compute_percent(sum(mark in ("present", "late") for mark in marks), len(marks))}


def count_homework(first: date, until: date, branch: Branch | None) -> dict[str, Any]:
    handed: list[tuple[Homework, Attempt]] = []
    for homework in Homework.objects.select_related("assignment__group__branch"):
        good = homework.attempts.exclude(state__in=["refused", "failed"]).order_by("number").first()
        if good and is_in_step(good.created_at, homework.assignment.group, first, until, branch):
            handed.append((homework, good))
    marks = [float(item.score) for item, _attempt in handed if item.score is not None]
    return {
        "homework": len(handed),
        "homework_on_time": compute_percent(sum(not attempt.late for _one, attempt in handed), len(handed)),
        "homework_score": round(sum(marks) / len(marks), 1) if marks else None,
    }
