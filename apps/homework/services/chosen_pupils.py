"""Homework for chosen pupils of a group, as a bulk change."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Unpack
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.bulk_changes import BulkRow, Effect, run_bulk_change, undo_bulk_change
from apps.core.errors import Invalid
from apps.core.models import BulkChange
from apps.courses.models import Group
from apps.courses.queries import list_current_pupils
from apps.homework.models import Assignment, AssignmentKind
from apps.homework.services.assignment_changes import withdraw_assignment
from apps.homework.services.assignments import AssignmentOptions, assign_homework

ASSIGN = "homework.assign_chosen"


def assign_to_chosen_pupils(
    *,
    actor: User,
    group: Group,
    students: Sequence[UUID],
    kind: AssignmentKind | str,
    title: str,
    preview: bool,
    **options: Unpack[AssignmentOptions],
) -> BulkChange:
    """Create an assignment for these pupils only, as `assign_homework`; pupils who are not in the group now are
    refused. Nothing is created when all are.
    """
    homework_ids: dict[UUID, UUID] = {}
    context: dict[str, Any] = {}

    def assign() -> None:
        pupils = list(list_current_pupils(group).filter(pk__in=students))
        if pupils:
            made = assign_homework(author=actor, group=group, kind=kind, title=title, students=pupils, **options)
            homework_ids.update(made.homeworks.values_list("student", "pk"))
            context["assignment"] = str(made.pk)

    def give(student_id: UUID) -> Effect:
        if student_id not in homework_ids:
            raise Invalid.field("students", _("This pupil is not in the group now."))
        return Effect(homework_ids[student_id], {}, is_new=True)

    rows = [BulkRow(student_id, "assign", partial(give, student_id)) for student_id in dict.fromkeys(students)]
    return run_bulk_change(actor=actor, kind=ASSIGN, rows=rows, preview=preview, context=context, prepare=assign)


def undo_assignment(
    *, actor: User, change: BulkChange, load: Callable[[UUID], Assignment], preview: bool
) -> BulkChange:
    """Withdraw the assignment. Raise Conflict once a pupil has submitted, NotFound when it is gone."""

    def withdraw() -> None:
        withdraw_assignment(actor=actor, assignment=load(UUID(change.context["assignment"])))

    return undo_bulk_change(change=change, undo_row=lambda _row: None, preview=preview, prepare=withdraw)
