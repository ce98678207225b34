"""Bulk changes of memberships: add, change and transfer many pupils, close and reopen a group with its members.

Rows are the ids that a request names: pupils to add, memberships to change. `load` returns the object of an id for the
actor and raises the error of that row.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.bulk_changes import BulkRow, Effect, run_bulk_change
from apps.core.errors import Conflict, DomainError, Invalid
from apps.core.models import BulkChange
from apps.courses.models import ENDED, Group, Membership, MembershipChange, MembershipStatus
from apps.courses.services.freezes import freeze_membership, unfreeze_membership
from apps.courses.services.groups import close_group, reopen_group
from apps.courses.services.membership_snapshots import build_effect, record_effect, take_snapshots
from apps.courses.services.memberships import (
    MembershipChanges,
    MembershipOptions,
    add_member,
    change_membership,
    end_membership,
)
from apps.courses.services.transfers import transfer_pupil

ADD, CHANGE, TRANSFER = "members.add", "members.change", "members.transfer"
CLOSE, REOPEN = "groups.close", "groups.reopen"
BULK_FIELDS = {"starts_on": "on", "left_on": "on", "joined_on": "on", "leaves_on": "on", "ends_on": "until"}
"""The fields of a bulk change, by those of the single acts."""


class _EndOptions(TypedDict):
    actor: User
    reason: str
    accept_attended: bool


LoadMembership = Callable[[UUID], Membership]
LoadStudent = Callable[[UUID], User]


def add_members(
    *,
    actor: User,
    group: Group,
    students: Sequence[UUID],
    load: LoadStudent,
    preview: bool,
    **options: Unpack[MembershipOptions],
) -> BulkChange:
    """Add the pupils to the group, each as `add_member`."""

    def add(student_id: UUID) -> Effect:
        student = load(student_id)
        return record_effect(student_id, partial(add_member, actor=actor, group=group, student=student, **options))

    rows = [BulkRow(student_id, "add", partial(add, student_id)) for student_id in dict.fromkeys(students)]
    lock = partial(lock_people_and_groups, students, [group.pk])
    return run_bulk_change(actor=actor, kind=ADD, rows=rows, preview=preview, context=_context(group), prepare=lock)


def change_members(
    *,
    actor: User,
    group: Group,
    memberships: Sequence[UUID],
    load: LoadMembership,
    status: MembershipStatus,
    on: date | None = None,
    until: date | None = None,
    reason: str = "",
    accept_attended: bool = False,
    preview: bool,
) -> BulkChange:
    """Give the memberships another status: `frozen` from `on` to `until`; `left` or `graduated` with the last day `on`;
    `trial` or `active` from `on`, which ends a freeze. Raise Invalid for `until` with another status than `frozen`.
    """
    if until is not None and status != MembershipStatus.FROZEN:
        raise Invalid.field("until", _("Only a freeze has this day."))
    options: _EndOptions = {"actor": actor, "reason": reason, "accept_attended": accept_attended}

    def give_status(membership: Membership) -> Membership:
        if status == MembershipStatus.FROZEN:
            return freeze_membership(membership=membership, starts_on=on, ends_on=until, **options)
        if status in ENDED:
            return end_membership(membership=membership, left_on=on, status=status, **options)
        if membership.status == MembershipStatus.FROZEN:
            return unfreeze_membership(actor=actor, membership=membership, on=on)
        if membership.status == status:
            raise Conflict(_("The membership has this status already."))
        changes: MembershipChanges = {"status": status}
        if on is not None:
            changes["joined_on"] = on
        if reason:
            changes["reason"] = reason
        return change_membership(actor=actor, membership=membership, **changes)

    rows = _membership_rows(memberships, str(status), load, give_status)
    lock = partial(_lock_members_and_groups, memberships, [group.pk])
    return run_bulk_change(actor=actor, kind=CHANGE, rows=rows, preview=preview, context=_context(group), prepare=lock)


def transfer_members(
    *,
    actor: User,
    group: Group,
    memberships: Sequence[UUID],
    load: LoadMembership,
    to_group: Group,
    on: date | None = None,
    reason: str = "",
    accept_attended: bool = False,
    preview: bool,
) -> BulkChange:
    """Transfer the members of `group` to `to_group`, each as `transfer_pupil`."""
    options: _EndOptions = {"actor": actor, "reason": reason, "accept_attended": accept_attended}

    def transfer(membership: Membership) -> Membership:
        return transfer_pupil(membership=membership, group=to_group, on=on, **options)

    rows = _membership_rows(memberships, "transfer", load, transfer)
    context = _context(group, to_group)
    lock = partial(_lock_members_and_groups, memberships, [group.pk, to_group.pk])
    return run_bulk_change(actor=actor, kind=TRANSFER, rows=rows, preview=preview, context=context, prepare=lock)


def close_group_with_members(
    *,
    actor: User,
    group: Group,
    status: MembershipStatus = MembershipStatus.LEFT,
    left_on: date | None = None,
    reason: str = "",
    accept_attended: bool = False,
    preview: bool,
) -> BulkChange:
    """Close the group as `close_group`, with a row for each membership that ends."""
    before = {}
    members: list[Membership] = []
    context = _context(group)

    def close() -> None:
        lock_people_and_groups([], [group.pk])
        waiting = group.waiting.filter(closed_at__isnull=True).values_list("pk", flat=True)
        context["waiting"] = [str(entry_id) for entry_id in waiting]
        members.extend(group.memberships.filter(left_on__isnull=True).order_by("pk"))
        before.update({row.student_id: take_snapshots(row.student_id) for row in members})
        options: _EndOptions = {"actor": actor, "reason": reason, "accept_attended": accept_attended}
        close_group(group=group, status=status, left_on=left_on, **options)

    def list_rows() -> Iterator[BulkRow]:
        for row in members:
            yield BulkRow(row.pk, "end", partial(build_effect, row.pk, row.student_id, before[row.student_id]))

    return run_bulk_change(
        actor=actor,
        kind=CLOSE,
        rows=list_rows(),
        preview=preview,
        context=context,
        prepare=close,
        acts_without_rows=True,
    )


def reopen_group_with_members(
    *,
    actor: User,
    group: Group,
    students: Sequence[UUID] | None = None,
    load: LoadStudent,
    joined_on: date | None = None,
    preview: bool,
) -> BulkChange:
    """Reopen the group as `reopen_group` and add the pupils anew from `joined_on` (default: the group's today), with
    the status that they had; by default those who were in the group on its last day.
    """
    if students is None:
        students = _list_students_of_last_day(group)

    def reopen() -> None:
        lock_people_and_groups(students, [group.pk])
        reopen_group(actor=actor, group=group)

    def add(student_id: UUID) -> Effect:
        student, status = load(student_id), _get_former_status(group, student_id)
        act = partial(add_member, actor=actor, group=group, student=student, status=status, joined_on=joined_on)
        return record_effect(student_id, act)

    rows = [BulkRow(student_id, "add", partial(add, student_id)) for student_id in dict.fromkeys(students)]
    return run_bulk_change(
        actor=actor,
        kind=REOPEN,
        rows=rows,
        preview=preview,
        context=_context(group),
        prepare=reopen,
        acts_without_rows=True,
    )


def _membership_rows(
    membership_ids: Sequence[UUID], action: str, load: LoadMembership, change: Callable[[Membership], Membership]
) -> list[BulkRow]:
    def run(membership_id: UUID) -> Effect:
        membership = load(membership_id)
        with _errors_name_bulk_fields():
            return record_effect(membership.student_id, lambda: change(membership))

    return [BulkRow(row_id, action, partial(run, row_id)) for row_id in dict.fromkeys(membership_ids)]


@contextmanager
def _errors_name_bulk_fields() -> Iterator[None]:
    try:
        yield
    except DomainError as error:
        error.fields = {BULK_FIELDS.get(name, name): messages for name, messages in error.fields.items()}
        raise


def _context(*groups: Group) -> dict[str, Any]:
    return {"groups": [str(group.pk) for group in groups]}


def _lock_members_and_groups(membership_ids: Sequence[UUID], group_ids: Sequence[UUID]) -> None:
    students = Membership.objects.filter(pk__in=membership_ids).values_list("student", flat=True)
    lock_people_and_groups(list(students), group_ids)


def lock_people_and_groups(student_ids: Sequence[UUID], group_ids: Sequence[UUID]) -> None:
    """Lock all rows first, in the order in which single changes lock them: people, then groups."""
    list(User.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=student_ids).order_by("pk"))
    list(Group.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=group_ids).order_by("pk"))


def _list_students_of_last_day(group: Group) -> list[UUID]:
    """Return the pupils whose membership ended on the last day that the group had members."""
    former = group.memberships.filter(left_on__isnull=False, never_began=False)
    last = former.order_by("-left_on").values_list("left_on", flat=True).first()
    return list(former.filter(left_on=last).order_by("student__first_name", "pk").values_list("student", flat=True))


def _get_former_status(group: Group, student_id: UUID) -> MembershipStatus:
    """Return `trial` for a pupil who was on trial when the last membership ended, else `active`."""
    ends = MembershipChange.objects.filter(membership__group=group, membership__student=student_id, to_status__in=ENDED)
    before = ends.order_by("-id").values_list("from_status", flat=True).first()
    return MembershipStatus.TRIAL if before == MembershipStatus.TRIAL else MembershipStatus.ACTIVE
