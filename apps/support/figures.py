"""Figures of tickets by who worked on them: first answers, resolutions, breaches, ratings."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, F, Q, QuerySet

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
