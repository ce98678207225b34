"""Assign homework to a group, copy it to other groups, and assign it to pupils who join later."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.courses.models import Group, Membership, MembershipStatus
from apps.courses.queries import list_current_pupils
from apps.events.publishing import get_child_stream, get_group_stream, publish_event
from apps.homework import events
from apps.homework.copying_hooks import all_copying_hooks
from apps.homework.models import Assignment, AssignmentKind, CountedAttempt, Homework, LatePolicy
from apps.homework.services.assignment_validation import (
    check_assignment_fields,
    check_deadline_in_future,
    check_lesson_group,
)
from apps.homework.services.publishing import notify_pupil, publish_to_wall
from apps.jobs.kinds import ClaimedJob
from apps.lessons.models import Lesson
from apps.lessons.services import pin_lesson
from apps.settings.queries import get_system_settings

COPIED_FIELDS = (
    "kind", "title", "language", "level", "reference_text", "question", "instructions", "reference_answers",
    "key_words", "target_wpm", "attempts_allowed", "late_policy", "late_coins_percent", "counting", "weights",
    "model_audio", "coins", "teacher_first",
)  # fmt: skip
"""Fields that a copy takes over; group, lesson, author and deadline are its own."""


class AssignmentOptions(TypedDict, total=False):
    """Fields of `Assignment`; what is missing or None has its default."""

    lesson: Lesson | None
    language: str | None
    level: str | None
    reference_text: str
    question: str
    instructions: str
    reference_answers: Sequence[str]
    key_words: Sequence[str]
    target_wpm: int | None
    attempts_allowed: int | None
    deadline: datetime | None
    late_policy: LatePolicy | str
    late_coins_percent: int
    counting: CountedAttempt | str
    weights: Mapping[str, float] | None
    coins: int | None
    teacher_first: bool


def assign_homework(
    *,
    author: User,
    group: Group,
    kind: AssignmentKind | str,
    title: str,
    students: Sequence[User] | None = None,
    **options: Unpack[AssignmentOptions],
) -> Assignment:
    """Create an assignment with homework for each current pupil of the group, or for these `students` of it only; the
    pupils and the wall are notified.

    Language and level default to the course's, attempts and coins to the settings'. Raise Invalid on a field that the
    kind needs or cannot use (`check_assignment_fields`), for a deadline that is no `moment` or has passed, or for
    another group's lesson.
    """
    defaults = get_system_settings()
    values: dict[str, Any] = {
        "language": group.course.language,
        "level": group.course.level,
        "attempts_allowed": defaults.attempts_allowed,
        "coins": defaults.coins_for_homework,
    } | {name: value for name, value in options.items() if value is not None}
    assignment = Assignment(author=author, group=group, kind=kind, title=title, **values)
    assignment.for_chosen_pupils = students is not None
    check_assignment_fields(assignment)
    check_deadline_in_future(assignment.deadline)
    check_lesson_group(assignment)
    with unit_of_work():
        _store_assignment(assignment, action="homework.assign", students=students)
    return assignment


def copy_assignment(
    *,
    author: User,
    assignment: Assignment,
    groups: Sequence[Group],
    lesson: Lesson | None = None,
    deadline: datetime | None = None,
    title: str = "",
) -> list[Assignment]:
    """Assign the same homework to these groups, all or none, with weights, model audio and what other apps copy
    (`copying_hooks`), without attempts.

    A group that has it already gets another one. `lesson` belongs to one of the groups, whose copy is for that lesson.
    Raise Invalid when it belongs to none, or the deadline is no `moment` or has passed.
    """
    check_deadline_in_future(deadline)
    if lesson is not None and lesson.group_id not in {group.pk for group in groups}:
        raise Invalid.field("lesson", _("This lesson belongs to another group."))
    made = []
    with unit_of_work():
        for group in groups:
            values = {name: getattr(assignment, name) for name in COPIED_FIELDS}
            values["title"] = title or assignment.title
            meets = lesson if lesson is not None and lesson.group_id == group.pk else None
            made.append(Assignment(author=author, group=group, lesson=meets, deadline=deadline, **values))
            _store_assignment(made[-1], action="homework.copy")
            for hook in all_copying_hooks().values():
                hook.apply(assignment, made[-1])
    return made


def assign_homework_to_new_member(job: ClaimedJob) -> None:
    """Job handler: give a new member (`object_id` is the membership) the group's open assignments."""
    with unit_of_work():
        jobs.complete_job(job)
        learns = (MembershipStatus.TRIAL, MembershipStatus.ACTIVE)
        open_ones = Membership.objects.filter(pk=job.object_id, left_on__isnull=True, status__in=learns)
        membership = open_ones.select_related("student").first()
        if membership is None:
            return
        still_open = Q(deadline__isnull=True) | Q(deadline__gt=timezone.now())
        given = Homework.objects.filter(student=membership.student).values("assignment")
        for_all = Assignment.objects.filter(still_open, group=membership.group_id, for_chosen_pupils=False)
        missing = for_all.exclude(pk__in=given)
        for assignment in missing.select_for_update(no_key=True, of=("self",)).order_by("id"):
            _create_homework(assignment, [membership.student])


def _store_assignment(assignment: Assignment, *, action: str, students: Sequence[User] | None = None) -> None:
    """Store a validated assignment and create the homework of all pupils, or of these."""
    assignment.save(force_insert=True)
    if assignment.lesson is not None:
        pin_lesson(lesson=assignment.lesson)
    changes = {"title": (None, assignment.title), "group": (None, str(assignment.group_id))}
    settings.write_audit_log(actor=assignment.author, action=action, obj=assignment, changes=changes)
    assert assignment.group is not None
    pupils = list(list_current_pupils(assignment.group) if students is None else students)
    if students is None:
        publish_event(get_group_stream(assignment.group.pk), events.HomeworkAssigned.from_homework(assignment, []))
    if not _create_homework(assignment, pupils):
        publish_to_wall(assignment, events.HomeworkAssigned.from_homework(assignment, []))


def _create_homework(assignment: Assignment, students: list[User]) -> list[Homework]:
    """Create and publish homework of these pupils, except for those who have it already; return the new rows."""
    rows = [Homework(assignment=assignment, student=student) for student in students]
    Homework.objects.bulk_create(rows, ignore_conflicts=True)
    kept = Homework.objects.filter(pk__in=[row.pk for row in rows]).select_related("student")
    homeworks = list(kept.order_by("student__first_name", "student__last_name", "id"))
    size = events.MAX_PUPILS_PER_EVENT
    for start in range(0, len(homeworks), size):
        some = homeworks[start : start + size]
        publish_to_wall(assignment, events.HomeworkAssigned.from_homework(assignment, some))
    for homework in homeworks:
        homework.assignment = assignment
        notify_pupil(homework, "homework.assigned")
        publish_event(get_child_stream(homework.student_id), events.HomeworkProgress.from_homework(homework))
    return homeworks
