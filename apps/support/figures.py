"""Figures of tickets by who worked on them (first answers, resolutions, breaches, ratings), and by day."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Avg, Count, F, Q, QuerySet
from django.db.models.functions import TruncDate

from apps.accounts.models import User
from apps.support.models import Ticket
from apps.support.queries import build_calendar, list_worked_tickets
from apps.support.service_times import WorkingCalendar, measure_minutes


def compute_figures(user: User, *, start: datetime, end: datetime, branch: UUID | None = None) -> list[dict[str, Any]]:
    """Return one row for each assignee of tickets that were opened in a time, and one (null) for those of nobody.

    Minutes are of opening hours, without pauses; means, null without any. A breach: what a service time limits came
    after it.
    """
    rows = list_worked_tickets(user).filter(created_at__gte=start, created_at__lt=end, merged_into__isnull=True)
    if branch is not None:
        rows = rows.filter(branch=branch)
    counted = _count(rows)
    minutes = _measure(rows)
    people = User.objects.in_bulk([key for key in counted if key is not None])
    return [
        {"person": people.get(key), **counted[key], **minutes.get(key, {})}
        for key in sorted(counted, key=lambda key: (key is None, -counted[key]["tickets"], str(key)))
    ]


DAY_MOMENTS = {"opened": "created_at", "answered": "first_answered_at", "ended": "ended_at"}
"""What is counted by day, and when it happened."""


def compute_days(
    user: User, *, start: datetime, end: datetime, zone: str, branch: UUID | None = None
) -> list[dict[str, Any]]:
    """Return how many tickets were opened, first answered and ended on each local day of a time, whenever they were
    opened; days on which nothing happened are left out.
    """
    rows = list_worked_tickets(user).filter(merged_into__isnull=True).order_by()
    if branch is not None:
        rows = rows.filter(branch=branch)
    counts: dict[date, dict[str, int]] = defaultdict(lambda: dict.fromkeys(DAY_MOMENTS, 0))
    for name, field in DAY_MOMENTS.items():
        found = rows.filter(**{f"{field}__gte": start, f"{field}__lt": end})
        by_day = found.annotate(day=TruncDate(field, tzinfo=ZoneInfo(zone))).values_list("day")
        for day, number in by_day.annotate(number=Count("pk")):
            counts[day][name] = number
    return [{"day": day, **counts[day]} for day in sorted(counts)]


def _count(rows: QuerySet[Ticket]) -> dict[UUID | None, dict[str, Any]]:
    totals = rows.order_by().values("assignee").annotate(
        tickets=Count("pk"),
        answered=Count("pk", filter=Q(first_answered_at__isnull=False)),
        ended=Count("pk", filter=Q(ended_at__isnull=False)),
        late_answers=Count("pk", filter=Q(first_answered_at__gt=F("first_answer_due_at"))),
        late_resolutions=Count("pk", filter=Q(ended_at__gt=F("resolution_due_at"))),
        reopened=Count("pk", filter=Q(reopened_count__gt=0)),
        rating=Avg("rating"),
    )  # fmt: skip
    rows_by_key: dict[UUID | None, dict[str, Any]] = {}
    for row in totals:
        values: dict[str, Any] = dict(row)
        rows_by_key[values.pop("assignee")] = values
    return rows_by_key


def _measure(rows: QuerySet[Ticket]) -> dict[UUID | None, dict[str, float | None]]:
    calendars: dict[UUID, WorkingCalendar] = {}
    found: dict[UUID | None, dict[str, list[int]]] = {}
    for ticket in rows.select_related("branch").prefetch_related("pauses"):
        calendar = calendars.setdefault(ticket.branch_id, build_calendar(ticket.branch))
        pauses = [(pause.began_at, pause.ended_at) for pause in ticket.pauses.all()]
        lists = found.setdefault(ticket.assignee_id, {"first_answer_minutes": [], "resolution_minutes": []})
        moments = {"first_answer_minutes": ticket.first_answered_at, "resolution_minutes": ticket.ended_at}
        for name, moment in moments.items():
            if moment is not None:
                lists[name].append(measure_minutes(ticket.created_at, moment, calendar, pauses))
    return {key: {name: _mean(values) for name, values in lists.items()} for key, lists in found.items()}


def _mean(values: list[int]) -> float | None:
    return round(sum(values) / len(values), 1) if values else None
