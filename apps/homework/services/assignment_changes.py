"""Changes and withdrawal of assignments."""

from collections.abc import Mapping
from typing import Any

from django.db.models import RestrictedError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.events.publishing import get_child_stream, publish_event
from apps.homework import events
from apps.homework.models import Assignment, Attempt, Homework, LatePolicy
from apps.homework.progress import list_homework_of_current_pupils
from apps.homework.queries import TITLE_LENGTH
from apps.homework.services.assignment_validation import (
    check_assignment_fields,
    check_deadline_in_future,
    check_lesson_group,
)
from apps.homework.services.homework_state import (
    forgive_lateness,
    is_homework_closed,
    lock_homework,
    update_many_homework_states,
)
from apps.homework.services.publishing import publish_to_wall_and_group
from apps.lessons.services import pin_lesson

FIXED_AFTER_SUBMISSION = ("language", "coins", "late_coins_percent", "counting")
"""Fields that existing scores and coins depend on: they cannot change once a pupil has submitted. The same holds for
`LatePolicy.REDUCE`.
"""


def change_assignment(*, actor: User, assignment: Assignment, values: Mapping[str, Any]) -> Assignment:
    """Change an assignment; equal values are ignored. Group, wall and audit log record the changes.

    Attempts keep their task (`Attempt.task`). Attempts before a later deadline are no longer late. Raise NotFound when
    it was withdrawn; Conflict, with the fields, for FIXED_AFTER_SUBMISSION ones; Invalid as `assign_homework` (a past
    deadline is an error only where it is new).
    """
    with unit_of_work():
        row = _lock_assignment(assignment)
        changes = {name: (getattr(row, name), new) for name, new in values.items() if getattr(row, name) != new}
        if not changes:
            return row
        fixed = [name for name in changes if name in FIXED_AFTER_SUBMISSION]
        if LatePolicy.REDUCE in changes.get("late_policy", ()):
            fixed.append("late_policy")
        if fixed and has_submissions(row):
            text: StrOrPromise = _("A pupil has already submitted: this can no longer be changed.")
            raise Conflict(text, fields={name: [text] for name in fixed})
        for name, (_old, new) in changes.items():
            setattr(row, name, new)
        check_assignment_fields(row)
        if "deadline" in changes:
            check_deadline_in_future(row.deadline)
        if "lesson" in changes and row.lesson is not None:
            check_lesson_group(row)
            pin_lesson(lesson=row.lesson)
        row.save(update_fields=[*changes, "updated_at"])
        if "deadline" in changes:
            forgive_lateness_of_assignment(row)
        audited = {name: (getattr(old, "pk", old), getattr(new, "pk", new)) for name, (old, new) in changes.items()}
        settings.write_audit_log(actor=actor, action="homework.change", obj=row, changes=audited)
        publish_to_wall_and_group(row, events.HomeworkChanged.from_assignment(row, fields=sorted(changes)))
        if changes.keys() & {"title", "deadline"}:
            for homework in list_homework_of_current_pupils().filter(assignment=row):
                publish_event(get_child_stream(homework.student_id), events.HomeworkProgress.from_homework(homework))
    return row


def withdraw_assignment(*, actor: User, assignment: Assignment) -> None:
    """Delete an assignment without submissions and all its homework; its lesson stays pinned.

    Raise NotFound when it is deleted already, Conflict once a pupil has submitted, or a teacher wrote a grade for it.
    """
    with unit_of_work():
        row = _lock_assignment(assignment)
        if has_submissions(row):
            raise Conflict(_("A pupil has already submitted: this homework cannot be withdrawn."))
        changes = {"title": (row.title, None), "group": (str(row.group_id), None)}
        settings.write_audit_log(actor=actor, action="homework.withdraw", obj=row, changes=changes)
        gone = events.HomeworkWithdrawn(assignment=str(row.pk), title=row.title[:TITLE_LENGTH])
        publish_to_wall_and_group(row, gone)
        for homework in list_homework_of_current_pupils().filter(assignment=row):
            publish_event(get_child_stream(homework.student_id), gone)
        try:
            row.delete()
        except RestrictedError:
            raise Conflict(_("A grade stands for this homework: it cannot be withdrawn.")) from None


def _lock_assignment(assignment: Assignment) -> Assignment:
    """Lock the assignment's row until the commit; no pupil joins it meanwhile. Raise Conflict for a task of an online
    course, which changes by publishing.

    The weaker lock: a submission locks its homework and then reads this row as a key, which must not wait for us.
    """
    rows = Assignment.objects.select_for_update(of=("self",), no_key=True).select_related("group__branch", "lesson")
    row = get_or_not_found(rows, assignment.pk)
    check_task_of_group(row)
    return row


def check_task_of_group(assignment: Assignment) -> None:
    """Raise Conflict for a task of an online course."""
    if assignment.group_id is None:
        raise Conflict(_("This task belongs to an online course: change it there and publish the course."))


def has_submissions(assignment: Assignment) -> bool:
    """Return whether a pupil has submitted. The homework stays locked, so that none does until the commit."""
    homeworks = Homework.objects.select_for_update(of=("self",)).filter(assignment=assignment).order_by("pk")
    return Attempt.objects.filter(homework__in=[homework.pk for homework in homeworks]).exists()


def forgive_lateness_of_assignment(assignment: Assignment) -> None:
    """Clear lateness of attempts before a later deadline and update coins, except for accepted homework.

    All homework is locked before any coins, because a submission locks its homework and then waits for coins.
    """
    late = Attempt.objects.filter(homework__assignment=assignment, late=True).values("homework")
    homework_ids = Homework.objects.filter(pk__in=late).order_by("pk").values_list("pk", flat=True)
    locked_homework = [homework for homework in map(lock_homework, homework_ids) if not is_homework_closed(homework)]
    for homework in locked_homework:
        forgive_lateness(homework, submitted_until=assignment.deadline)
    update_many_homework_states(locked_homework, reason="homework.changed")
