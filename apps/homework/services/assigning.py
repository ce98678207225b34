"""Giving homework to a group, and to those who join it later."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.core.validators import moment, valid
from apps.courses.models import Group, Membership, MembershipStatus
from apps.courses.queries import pupils
from apps.homework import events
from apps.homework.models import Assignment, AssignmentKind, Homework, LatePolicy
from apps.jobs.kinds import ClaimedJob
from apps.lessons.models import Lesson
from apps.lessons.services import pin
from apps.notifications.services import notify
from apps.settings.queries import system
from ml.text import read
from realtime.events import group_stream, publish, wall_stream


def assign(
    *,
    author: User,
    group: Group,
    kind: AssignmentKind | str,
    title: str,
    reference_text: str = "",
    question: str = "",
    reference_answers: Sequence[str] = (),
    key_words: Sequence[str] = (),
    lesson: Lesson | None = None,
    language: str | None = None,
    level: str | None = None,
    target_wpm: int | None = None,
    attempts_allowed: int | None = None,
    deadline: datetime | None = None,
    late_policy: LatePolicy | str = LatePolicy.ACCEPT,
    coins: int | None = None,
    teacher_first: bool = False,
) -> Assignment:
    """Give homework to everybody who is in the group now; they and the wall are told.

    Language and level default to the course's, attempts and coins to the settings'. Raises Invalid when a
    reading has no text to read, a speaking no question, the deadline is no `moment` or over, or the lesson
    is another group's.
    """
    defaults = system()
    assignment = Assignment(
        group=group,
        lesson=lesson,
        author=author,
        kind=AssignmentKind(kind),
        title=title,
        language=language or group.course.language,
        level=group.course.level if level is None else level,
        reference_text=reference_text,
        question=question,
        reference_answers=list(reference_answers),
        key_words=list(key_words),
        target_wpm=target_wpm,
        attempts_allowed=defaults.attempts_allowed if attempts_allowed is None else attempts_allowed,
        deadline=deadline,
        late_policy=LatePolicy(late_policy),
        coins=defaults.coins_for_homework if coins is None else coins,
        teacher_first=teacher_first,
    )
    _check(assignment)
    with unit_of_work():
        assignment.save(force_insert=True)
        if lesson is not None:
            pin(lesson=lesson)
        settings.audit(actor=author, action="homework.assign", obj=assignment, changes={"title": (None, title)})
        publish(group_stream(group.pk), events.HomeworkAssigned.of(assignment, []))
        _give(assignment, list(pupils(group)))
    return assignment


def assign_open(job: ClaimedJob) -> None:
    """Handler: give a new member (`object_id` is the membership) what is still open in the group."""
    with unit_of_work():
        jobs.complete(job)
        learns = (MembershipStatus.TRIAL, MembershipStatus.ACTIVE)
        open_ones = Membership.objects.filter(pk=job.object_id, left_on__isnull=True, status__in=learns)
        membership = open_ones.select_related("student").first()
        if membership is None:
            return
        still_open = Q(deadline__isnull=True) | Q(deadline__gt=timezone.now())
        given = Homework.objects.filter(student=membership.student).values("assignment")
        missing = Assignment.objects.filter(still_open, group=membership.group_id).exclude(pk__in=given)
        for assignment in missing.order_by("id"):
            _give(assignment, [membership.student])


def _check(assignment: Assignment) -> None:
    if assignment.kind == AssignmentKind.READING and not read(
        assignment.reference_text, assignment.language, alternatives=True
    ):
        raise Invalid.field("reference_text", _("A reading needs a text to read."))
    if assignment.kind == AssignmentKind.SPEAKING and not assignment.question.strip():
        raise Invalid.field("question", _("A speaking homework needs a question."))
    if assignment.deadline is not None and valid("deadline", moment, assignment.deadline) <= timezone.now():
        raise Invalid.field("deadline", _("The deadline is over already."))
    if assignment.lesson is not None and assignment.lesson.group_id != assignment.group_id:
        raise Invalid.field("lesson", _("This lesson is of another group."))


def _give(assignment: Assignment, students: list[User]) -> None:
    """Make the homework of these pupils and tell them; one who has it already is passed over."""
    rows = [Homework(assignment=assignment, student=student) for student in students]
    Homework.objects.bulk_create(rows, ignore_conflicts=True)
    made = {row.pk for row in rows}
    kept = Homework.objects.filter(pk__in=made).select_related("student")
    homeworks = list(kept.order_by("student__first_name", "student__last_name", "id"))
    size = events.PUPILS_AT_ONCE
    for start in range(0, len(homeworks), size):
        some = homeworks[start : start + size]
        publish(wall_stream(assignment.group_id), events.HomeworkAssigned.of(assignment, some))
    for homework in homeworks:
        data = {"homework": str(homework.pk), "title": assignment.title}
        notify(user=homework.student, type="homework.assigned", data=data)
