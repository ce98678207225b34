"""The clocks of tickets: pauses, due times, warnings before a service time ends and escalations after it.

A ticket is locked by whoever calls these functions, but for `ring_alarms`, which locks each itself.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import defer_messages, unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.support.models import AlarmKind, ServiceTarget, Ticket, TicketAlarm, TicketPause, TicketState, TimeTarget
from apps.support.queries import build_calendar
from apps.support.service_times import WorkingCalendar, compute_due_time
from apps.support.services.locks import lock_ticket
from apps.support.services.telling import tell_of_alarm

WARNS_AT = 0.8
"""The part of a service time after which the office is warned."""
DUE_FIELDS = ("first_answer_due_at", "resolution_due_at")
RUNNING = (TicketState.OPEN, TicketState.IN_PROGRESS)


def pause_clocks(ticket: Ticket, now: datetime) -> None:
    """Begin a pause unless there is one."""
    TicketPause.objects.get_or_create(ticket=ticket, ended_at=None, defaults={"began_at": now})


def end_pause(ticket: Ticket, now: datetime) -> None:
    """End the pause of a ticket, if it has one."""
    TicketPause.objects.filter(ticket=ticket, ended_at__isnull=True).update(ended_at=now, updated_at=now)


def set_due_times(ticket: Ticket, calendar: WorkingCalendar | None = None) -> bool:
    """Set the due times of a ticket without saving it; return whether one has changed. What has happened in the
    meantime keeps the due time that it had.
    """
    before = [getattr(ticket, name) for name in DUE_FIELDS]
    target = ServiceTarget.objects.filter(priority=ticket.priority).first()
    if target is None:
        ticket.first_answer_due_at = ticket.first_answer_due_at if ticket.first_answered_at else None
        ticket.resolution_due_at = ticket.resolution_due_at if ticket.is_ended else None
    else:
        calendar = calendar or build_calendar(ticket.branch)
        if ticket.first_answered_at is None:
            ticket.first_answer_due_at = _compute(ticket, target.first_answer_minutes, calendar)
        if not ticket.is_ended:
            ticket.resolution_due_at = _compute(ticket, target.resolution_minutes, calendar)
    return before != [getattr(ticket, name) for name in DUE_FIELDS]


def ring_alarms(job: ClaimedJob) -> None:
    """Handler: bring the due times of all running tickets up to date, warn and escalate, once each."""
    calendars: dict[UUID, WorkingCalendar] = {}
    now = timezone.now()
    for ticket_id in _list_running():
        ring_alarms_of(ticket_id, now, calendars)
    with unit_of_work():
        jobs.complete_job(job)


def ring_alarms_of(ticket_id: UUID, now: datetime, calendars: dict[UUID, WorkingCalendar]) -> None:
    """Bring the due times of one ticket up to date, warn and escalate. The facts and the messages are of one
    transaction, and a fact exists once.
    """
    with unit_of_work():
        row = Ticket.objects.filter(pk=ticket_id).first()
        if row is None or (ticket := lock_ticket(row)).state not in RUNNING:
            return
        calendar = calendars.setdefault(ticket.branch_id, build_calendar(ticket.branch))
        if set_due_times(ticket, calendar):
            ticket.save(update_fields=[*DUE_FIELDS, "updated_at"])
        for target, kind in _list_due_alarms(ticket, calendar, now):
            _raise_alarm(ticket, target, kind)


def _raise_alarm(ticket: Ticket, target: str, kind: str) -> None:
    """Write that an alarm was raised, and tell of it when this was the first time."""
    new = TicketAlarm(ticket=ticket, target=target, kind=kind)
    TicketAlarm.objects.bulk_create([new], ignore_conflicts=True)
    if not TicketAlarm.objects.filter(pk=new.pk).exists():
        return
    with defer_messages():
        tell_of_alarm(ticket, target, kind)


def _list_due_alarms(ticket: Ticket, calendar: WorkingCalendar, now: datetime) -> Iterator[tuple[str, str]]:
    declared = ServiceTarget.objects.filter(priority=ticket.priority).first()
    if declared is None:
        return
    limits = [(TimeTarget.RESOLUTION, declared.resolution_minutes, ticket.resolution_due_at)]
    if ticket.first_answered_at is None:
        limits.append((TimeTarget.FIRST_ANSWER, declared.first_answer_minutes, ticket.first_answer_due_at))
    for target, minutes, due in limits:
        if due is not None and due <= now:
            yield target, AlarmKind.BREACH
            continue
        warned = _compute(ticket, max(1, int(minutes * WARNS_AT)), calendar)
        if warned is not None and warned <= now:
            yield target, AlarmKind.WARNING


def _compute(ticket: Ticket, minutes: int, calendar: WorkingCalendar) -> datetime | None:
    pauses = list(TicketPause.objects.filter(ticket=ticket).values_list("began_at", "ended_at"))
    return compute_due_time(ticket.created_at, minutes, calendar, pauses)


def _list_running() -> list[UUID]:
    rows = Ticket.objects.filter(state__in=RUNNING).order_by("created_at")
    return list(rows.values_list("pk", flat=True))
