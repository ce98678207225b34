"""Undo of bulk changes, by their kind."""

from functools import partial
from typing import Any
from uuid import UUID

import apps.homework.access as homework
import apps.lessons.access as lessons
from apps.accounts.models import User
from apps.core import bulk_changes
from apps.core.errors import Conflict
from apps.core.models import BulkChange
from apps.courses.access import get_taught_group
from apps.courses.models import GroupStatus
from apps.courses.services import close_group, reopen_group
from apps.courses.services.bulk_members import CLOSE, REOPEN
from apps.courses.services.membership_snapshots import undo_membership_changes
from apps.courses.services.waiting_list import reopen_waiting_entries
from apps.homework.services.chosen_pupils import ASSIGN, undo_assignment
from apps.lessons.services.sick_days import SICK_DAY, undo_sick_day
from apps.portal.queries import find_use_of_memberships


def undo_bulk_change(*, actor: User, change: BulkChange, preview: bool) -> BulkChange:
    """Undo what is left of a bulk change, row by row, with the rights that the actor has now.

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
    return _undo_member_change(actor=actor, change=change, preview=preview)


def _undo_member_change(*, actor: User, change: BulkChange, preview: bool) -> BulkChange:
    """Undo changes of members. The first undo of a closed group reopens it; a later one, of kept rows, does not."""
    reopens = change.kind == CLOSE and change.undone_at is None
    group, *_others = [get_taught_group(actor, UUID(group_id)) for group_id in change.context["groups"]]

    def undo(row: dict[str, Any]) -> None:
        student, changed = UUID(row["undo"]["student"]), row["undo"]["memberships"]
        reason = find_use_of_memberships(student, changed, since=change.created_at)
        if reason is not None:
            raise Conflict(reason)
        undo_membership_changes(actor=actor, changes=changed)

    def open_again() -> None:
        group.refresh_from_db()
        if reopens and group.status == GroupStatus.CLOSED:
            reopen_group(actor=actor, group=group)

    def finish() -> None:
        group.refresh_from_db()
        if reopens:
            reopen_waiting_entries(group, change.context["waiting"])
        elif change.kind == REOPEN and not group.seats_taken and group.status == GroupStatus.ACTIVE:
            close_group(actor=actor, group=group)

    return bulk_changes.undo_bulk_change(
        change=change, undo_row=undo, preview=preview, prepare=open_again, finish=finish
    )
