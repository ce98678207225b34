"""Assignments changed after they were given, and taken back."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.homework import events
from apps.homework.models import Assignment, Attempt, Homework, LatePolicy
from apps.homework.progress import HomeworkProgress, list_followed_homework
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
from apps.lessons.services import pin_lesson
from realtime.events import child_stream, group_stream, publish_event, wall_stream

FIXED_AFTER_SUBMISSION = ("language", "coins", "late_coins_percent", "counting")
"""What marks and coins that were given stand on: it stays once somebody has handed in, and so does whether late work
earns less (`LatePolicy.REDUCE`)."""


def change_assignment(*, actor: User, assignment: Assignment, values: Mapping[str, Any]) -> Assignment:
    """Change an assignment; what stays as it was is no change. Group, wall and audit log learn what changed.

    Who has handed in keeps what they were asked: `Attempt.task`. What came late and lies within a later deadline is
    late no more. Raises NotFound when it was taken back meanwhile; Conflict, with the fields, for FIXED ones once
    somebody has handed in; Invalid as `assign` (a deadline that is over is an error only where it is new).
    """
    with unit_of_work():
        row = _lock_assignment(assignment)
        changes = {name: (getattr(row, name), new) for name, new in values.items() if getattr(row, name) != new}
        if not changes:
            return row
        fixed = [name for name in changes if name in FIXED_AFTER_SUBMISSION]
        if LatePolicy.REDUCE in changes.get("late_policy", ()):
            fixed.append("late_policy")
        if fixed and _has_submissions(row):
            raise _build_conflict(_("Somebody has handed in already: this cannot be changed any more."), fixed)
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
            _forgive_lateness(row)
        settings.write_audit_log(actor=actor, action="homework.change", obj=row, changes=_replace_rows_by_ids(changes))
        changed = events.HomeworkChanged.of(row, sorted(changes))
        for stream in (wall_stream(row.group_id), group_stream(row.group_id)):
            publish_event(stream, changed)
        if changes.keys() & {"title", "deadline"}:
            for homework in list_followed_homework().filter(assignment=row):
                publish_event(child_stream(homework.student_id), HomeworkProgress.of(homework))
    return row


def withdraw_assignment(*, actor: User, assignment: Assignment) -> None:
    """Take back an assignment that nobody has handed in, with everybody's homework; its lesson stays pinned.

    Raises NotFound when it is gone already, Conflict once somebody has handed in, whatever became of it.
    """
    with unit_of_work():
        row = _lock_assignment(assignment)
        if _has_submissions(row):
            raise Conflict(_("Somebody has handed in already: this homework cannot be taken back."))
        changes = {"title": (row.title, None), "group": (str(row.group_id), None)}
        settings.write_audit_log(actor=actor, action="homework.withdraw", obj=row, changes=changes)
        gone = events.HomeworkWithdrawn(assignment=str(row.pk), title=row.title[:TITLE_LENGTH])
        for stream in (wall_stream(row.group_id), group_stream(row.group_id)):
            publish_event(stream, gone)
        for homework in list_followed_homework().filter(assignment=row):
            publish_event(child_stream(homework.student_id), gone)
        row.delete()


def _lock_assignment(assignment: Assignment) -> Assignment:
    """The assignment's row, held until the commit; nobody joins it meanwhile.

    The weaker lock: a hand-in holds its homework and then looks at this row as a key, which must not wait for us.
    """
    rows = Assignment.objects.select_for_update(of=("self",), no_key=True).select_related("group__branch", "lesson")
    return get_or_not_found(rows, assignment.pk)


def _has_submissions(assignment: Assignment) -> bool:
    """Whether anybody has; nobody does until the commit, as hand-ins lock their homework."""
    homeworks = Homework.objects.select_for_update(of=("self",)).filter(assignment=assignment).order_by("pk")
    return Attempt.objects.filter(homework__in=[homework.pk for homework in homeworks]).exists()


def _forgive_lateness(assignment: Assignment) -> None:
    """What came late and lies within a later deadline is late no more, and its coins follow, but for homework that a
    teacher accepted. All homework is locked before any coins, as whoever hands in holds it and waits for coins.
    """
    late = Attempt.objects.filter(homework__assignment=assignment, late=True).values("homework")
    found = Homework.objects.filter(pk__in=late).order_by("pk").values_list("pk", flat=True)
    held = [homework for homework in map(lock_homework, found) if not is_homework_closed(homework)]
    for homework in held:
        forgive_lateness(homework, until=assignment.deadline)
    update_many_homework_states(held, reason="homework.changed")


def _build_conflict(text: StrOrPromise, names: list[str]) -> Conflict:
    return Conflict(text, fields={name: [text] for name in names})


def _replace_rows_by_ids(changes: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """Rows by their ids."""
    return {name: (getattr(old, "pk", old), getattr(new, "pk", new)) for name, (old, new) in changes.items()}
