"""Undo of bulk changes, by their kind."""

from functools import partial
from typing import Any
from uuid import UUID

import apps.homework.access as homework
import apps.lessons.access as lessons
from apps.accounts.models import User
from apps.core import bulk_changes
from apps.core.bulk_changes import RowResult
from apps.core.errors import Conflict
from apps.core.models import BulkChange
from apps.courses.access import get_taught_group
from apps.courses.models import GroupStatus
from apps.courses.services import close_group, reopen_group
from apps.courses.services.bulk_members import CLOSE, REOPEN, lock_people_and_groups
from apps.courses.services.membership_snapshots import undo_membership_changes
from apps.courses.services.waiting_list import reopen_waiting_entries
from apps.homework.services.chosen_pupils import ASSIGN, undo_assignment
from apps.lessons.services.sick_days import SICK_DAY, undo_sick_day
from apps.portal.queries import find_use_of_memberships


def undo_bulk_change(*, actor: User, change: BulkChange, preview: bool, accept_attended: bool = False) -> BulkChange:
    """Undo what is left of a bulk change, row by row, with the rights that the actor has now. `accept_attended`: rows
    may take attended days away from pupils.

    Raise NotFound when the actor does not see its groups any more; Conflict when nothing is left to undo, or the act as
    a whole cannot be undone.
    """
    if change.kind == SICK_DAY:
        lessons.check_may_settle(actor, [row["action"] for row in change.rows])
        load = partial(lessons.get_taught_lesson, actor)
        return undo_sick_day(actor=actor, change=change, load=load, preview=preview)
    if change.kind == ASSIGN:
        find = partial(homework.get_taught_assignment, actor)
        return undo_assignment(actor=actor, change=change, load=find, preview=preview)
    return _undo_member_change(actor, change, preview=preview, accept_attended=accept_attended)


def _undo_member_change(actor: User, change: BulkChange, *, preview: bool, accept_attended: bool) -> BulkChange:
    """Undo changes of members. The first row of a closed group that is undone reopens it, or its first undo when it had
    no members; a later undo, of kept rows, does not.
    """
    group, *_others = [get_taught_group(actor, UUID(group_id)) for group_id in change.context["groups"]]
    undone: list[UUID] = []

    def lock() -> None:
        change.refresh_from_db()
        students = [UUID(row["undo"]["student"]) for row in change.rows if row["undo"]]
        lock_people_and_groups(students, [UUID(group_id) for group_id in change.context["groups"]])

    def reopens() -> bool:
        return change.kind == CLOSE and all(row["result"] != RowResult.UNDONE for row in change.rows)

    def open_again() -> None:
        group.refresh_from_db()
        if reopens() and group.status == GroupStatus.CLOSED:
            reopen_group(actor=actor, group=group)

    def undo(row: dict[str, Any]) -> None:
        student, changed = UUID(row["undo"]["student"]), row["undo"]["memberships"]
        reason = find_use_of_memberships(student, changed, since=change.created_at)
        if reason is not None:
            raise Conflict(reason)
        open_again()
        undo_membership_changes(actor=actor, changes=changed, accept_attended=accept_attended)
        undone.append(student)

    def finish() -> None:
        if reopens() and (undone or not change.rows):
            open_again()
            reopen_waiting_entries(group, change.context["waiting"])
        group.refresh_from_db()
        if change.kind == REOPEN and not group.seats_taken and group.status == GroupStatus.ACTIVE:
            close_group(actor=actor, group=group)

    return bulk_changes.undo_bulk_change(change=change, undo_row=undo, preview=preview, prepare=lock, finish=finish)
