"""Due times, warnings and escalations: once each, also by two workers at one moment and after a kill."""

from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.courses.models import Holiday
from apps.notifications.models import Notification
from apps.notifications.services import notify
from apps.support.models import Ticket, TicketAlarm, TicketPause
from apps.support.queries import build_calendar
from apps.support.services import clocks
from tests.job_runs import run_jobs
from tests.races import run_together
from tests.support.ticket_requests import answer, begin, read, work_always

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def count_told(kind):
    run_jobs("notifications.tell")
    return Notification.objects.filter(type=f"support.{kind}").count()


def ring(ticket, at):
    clocks.ring_alarms_of(ticket["id"], at, {})


def test_due_times_stand_while_the_ticket_waits(pupil, manager, group):
    work_always(first=60, resolution=240)
    ticket = begin(pupil)
    opened = Ticket.objects.get().created_at
    seen = Ticket.objects.get()
    assert (seen.first_answer_due_at, seen.resolution_due_at) == (opened + HOUR, opened + 4 * HOUR)
    answer(manager, ticket, "When?", state="waiting")
    assert Ticket.objects.get().resolution_due_at is None
    answer(pupil, ticket, "Yesterday.")
    TicketPause.objects.update(began_at=opened + HOUR, ended_at=opened + 3 * HOUR)
    ring(ticket, opened)
    assert Ticket.objects.get().resolution_due_at == opened + 6 * HOUR
    assert read(manager, ticket)["resolution_due_at"] is not None


def test_holidays_and_hours_of_a_branch_count(branch):
    work_always()
    today = timezone.now().date()
    Holiday.objects.create(branch=branch, name={"en": "Feast"}, starts_on=today, ends_on=today)
    calendar = build_calendar(branch)
    assert calendar.holidays == [(today, today)]
    assert sorted(calendar.hours) == list(range(7))


def test_a_warning_before_and_an_escalation_after_once_each(pupil, manager, admin, group):
    work_always(first=60, resolution=240)
    ticket = begin(pupil)
    opened = Ticket.objects.get().created_at
    ring(ticket, opened + 40 * timedelta(minutes=1))
    assert (count_told("warning"), count_told("breach")) == (0, 0)
    for _ in range(2):
        ring(ticket, opened + 50 * timedelta(minutes=1))
    assert (count_told("warning"), count_told("breach")) == (2, 0), "the manager and the administrator"
    for _ in range(2):
        ring(ticket, opened + 61 * timedelta(minutes=1))
    assert (count_told("warning"), count_told("breach")) == (2, 2)
    answer(manager, ticket, state="resolved")
    ring(ticket, opened + 9 * HOUR)
    assert TicketAlarm.objects.count() == 2, "a resolved ticket has no alarms"


def test_an_alarm_that_died_before_its_commit_is_raised_again(pupil, manager, group):
    work_always(first=60)
    ticket = begin(pupil)
    late = Ticket.objects.get().created_at + 2 * HOUR

    class Killed(Exception):
        pass

    with pytest.raises(Killed), unit_of_work():
        ring(ticket, late)
        raise Killed
    assert TicketAlarm.objects.count() == 0
    assert count_told("breach") == 0
    ring(ticket, late)
    assert count_told("breach") == 1


def tell_together(ticket, late):
    run_together(4, lambda _number: ring(ticket, late))
    return count_told("breach")


def test_four_workers_escalate_once(pupil, manager, group, a_connection_for_each):
    work_always(first=60)
    ticket = begin(pupil)
    assert tell_together(ticket, Ticket.objects.get().created_at + 2 * HOUR) == 1


def test_without_the_fact_each_worker_would_escalate(pupil, manager, group, a_connection_for_each, monkeypatch):
    """The control: an alarm that is not written is raised by each, under keys of their own."""
    work_always(first=60)
    ticket, number = begin(pupil), count()

    def raise_without_fact(row, target, kind):
        data = {"ticket": str(row.pk), "number": str(row.number), "subject": row.subject, "due": ""}
        notify(user=manager, type=f"support.{kind}", data=data, key=f"{row.pk}:{target}:{next(number)}")

    monkeypatch.setattr(clocks, "_raise_alarm", raise_without_fact)
    assert tell_together(ticket, Ticket.objects.get().created_at + 2 * HOUR) == 4
