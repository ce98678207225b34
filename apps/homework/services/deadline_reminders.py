"""Deadline notices: a pupil who has not submitted is reminded once before the deadline. After it, the pupil and
guardians who may see the progress are notified once.

Each run uses the current data only: a reminder is sent before the deadline, and a missed deadline is reported within a
day. The notification's key is the homework's id, so a second run or a second scheduler sends nothing again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import Guardian, User
from apps.accounts.queries import load_guardians_with_progress
from apps.core.translated_texts import write_in_every_language
from apps.core.uow import unit_of_work
from apps.courses.models import Membership, MembershipStatus
from apps.homework.models import Homework, HomeworkState
from apps.homework.queries import OPEN_STATES, with_due_at
from apps.jobs.kinds import ClaimedJob
from apps.learning.models import Enrollment
from apps.learning.queries import build_active_enrollments_filter
from apps.lessons.formatting import format_for_reader
from apps.notifications.models import Notification
from apps.notifications.services import deliveries, notify
from apps.settings.queries import get_system_settings

NOTICE_TYPES = DEADLINE_NEAR, OVERDUE, MISSED_BY_CHILD = "homework.deadline_near", "homework.overdue", "homework.missed"
MAX_OVERDUE_AGE = timedelta(hours=24)
BATCH_SIZE = 100
"""Notifications in one transaction."""


@dataclass(frozen=True)
class _DeadlineNotice:
    person: User
    type: str
    homework: Any
    """Homework with `due`, the pupil's own deadline."""


def send_deadline_notices(job: ClaimedJob) -> None:
    """Job handler, every 15 minutes: send notices of near and passed deadlines, with a constant number of queries
    besides the notifications.
    """
    now = timezone.now()
    near, passed = _list_near_deadlines(now), list(_list_passed_deadlines(now))
    pupil_notices = [_DeadlineNotice(homework.student, DEADLINE_NEAR, homework) for homework in near]
    pupil_notices += [_DeadlineNotice(homework.student, OVERDUE, homework) for homework in passed]
    notices = _drop_sent_notices([*pupil_notices, *_build_guardian_notices(passed)])
    for start in range(0, len(notices), BATCH_SIZE):
        with unit_of_work():
            for notice in notices[start : start + BATCH_SIZE]:
                _send_notice(notice)
    with unit_of_work():
        jobs.complete_job(job)


def _list_near_deadlines(now: datetime) -> QuerySet[Any]:
    """Return homework without a submission that is due within the centre's reminder hours and was assigned before these
    began.
    """
    ahead = timedelta(hours=get_system_settings().homework_reminder_hours)
    begins = ExpressionWrapper(F("due") - ahead, output_field=DateTimeField())
    return _list_due_homework(OPEN_STATES).filter(due__gt=now, due__lte=now + ahead, created_at__lte=begins)


def _list_passed_deadlines(now: datetime) -> QuerySet[Any]:
    """Return homework without a counted submission that came due within a day."""
    return _list_due_homework((HomeworkState.ASSIGNED,)).filter(due__lte=now, due__gt=now - MAX_OVERDUE_AGE)


def _list_due_homework(states: Sequence[str]) -> QuerySet[Any]:
    """Return homework in these states of current pupils of its group or learners of its course; `due` is the pupil's
    own deadline.
    """
    learns = Membership.objects.filter(
        group=OuterRef("assignment__group"),
        student=OuterRef("student"),
        left_on__isnull=True,
        status__in=(MembershipStatus.TRIAL, MembershipStatus.ACTIVE),
    )
    enrolled = Enrollment.objects.filter(
        build_active_enrollments_filter(), course=OuterRef("assignment__course"), user=OuterRef("student")
    )
    rows = Homework.objects.filter(Exists(learns) | Exists(enrolled), state__in=states, student__is_active=True)
    rows = with_due_at(rows.filter(assignment__withdrawn_at__isnull=True)).filter(due__isnull=False)
    return rows.select_related("assignment__group__branch", "student").order_by("id")


def _build_guardian_notices(homeworks: Sequence[Any]) -> list[_DeadlineNotice]:
    parents = load_guardians_with_progress({homework.student_id for homework in homeworks})
    return [
        _DeadlineNotice(parent, MISSED_BY_CHILD, homework)
        for homework in homeworks
        for parent in parents.get(homework.student_id, [])
    ]


def _drop_sent_notices(news: list[_DeadlineNotice]) -> list[_DeadlineNotice]:
    """Return the notices that were not sent before."""
    keys = {str(notice.homework.pk) for notice in news}
    people = {notice.person.pk for notice in news}
    rows = Notification.objects.filter(user__in=people, type__in=NOTICE_TYPES, key__in=keys)
    sent = set(rows.values_list("user", "type", "key"))
    return [notice for notice in news if (notice.person.pk, notice.type, str(notice.homework.pk)) not in sent]


def _send_notice(notice: _DeadlineNotice) -> None:
    homework = notice.homework
    zones = {"reader_zone": notice.person.zone, "local_zone": homework.local_zone}
    due = write_in_every_language(partial(format_for_reader, homework.due, **zones))
    data = {"homework": str(homework.pk), "title": homework.assignment.title}
    data |= {"student": homework.student.full_name, "due": due}
    until = homework.due if notice.type == DEADLINE_NEAR else None
    notify(user=notice.person, type=notice.type, data=data, key=str(homework.pk), until=until)


def cancel_deadline_notices(homework: Homework) -> None:
    """Cancel waiting deadline notices of a submitted homework, to the pupil and to guardians."""
    guardians = Guardian.objects.filter(child=homework.student_id).values_list("parent_id", flat=True)
    people = [homework.student_id, *guardians]
    deliveries.cancel_deliveries(users=people, types=NOTICE_TYPES, key=str(homework.pk))
