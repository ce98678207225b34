"""Transfers of pupils to another group."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid, NotFound
from apps.core.uow import unit_of_work
from apps.core.validators import validate_date, validate_field
from apps.courses import events
from apps.courses.models import ENDED, Group, GroupStatus, Membership, MembershipStatus
from apps.courses.services import billing, freezes
from apps.courses.services.memberships import (
    ALREADY_LEFT,
    close_membership,
    get_group_today,
    insert_membership,
    process_membership_start,
    publish_membership_event,
    resolve_earlier_membership,
    update_membership_fields,
)
from apps.courses.services.streaks import request_streak_recount


def transfer_pupil(
    *, actor: User | None, membership: Membership, group: Group, on: date | None = None, reason: str = ""
) -> Membership:
    """Transfer the pupil to `group` from the day `on` (default: today in the old group). The new membership continues
    the old one with its status, planned end and freezes. All or nothing.

    For a future day both memberships are open until then, and the seat is taken at once. Raise Invalid for the same
    group and for a day outside the membership; Conflict for an ended or already transferred membership, and as
    `add_member` for the new group.
    """
    if group.pk == membership.group_id:
        raise Invalid.field("group", _("The pupil is in this group already."))
    today = get_group_today(membership.group)
    on = validate_field("on", validate_date, on or today)
    with unit_of_work():
        old, group = _lock_membership_and_group(membership, group)
        if on < old.joined_on or (old.leaves_on is not None and on > old.leaves_on + timedelta(days=1)):
            raise Invalid.field("on", _("The pupil is not in the group on that day."))
        if Membership.objects.filter(continues=old).exists():
            raise Conflict(_("This membership was already transferred to another group."))
        resolve_earlier_membership(group, old.student, on)
        planned = old.leaves_on if old.leaves_on is not None and old.leaves_on >= on else None
        new = insert_membership(
            Membership(
                group=group,
                student=old.student,
                status=freezes.get_status_without_freeze(old),
                joined_on=on,
                leaves_on=planned,
                leaves_as=old.leaves_as if planned else MembershipStatus.LEFT,
                reason=reason,
                continues=old,
            )
        )
        freezes.move_freezes(old, new, on=on)
        settings.write_audit_log(
            actor=actor, action="groups.transfer", obj=old, changes={"group": (str(old.group_id), str(group.pk))}
        )
        _end_old_membership(old, actor=actor, last=on - timedelta(days=1), today=today, reason=reason)
        process_membership_start(new, actor=actor)
        freezes.update_frozen_status(new, get_group_today(group), actor=actor)
    return new


def _lock_membership_and_group(membership: Membership, group: Group) -> tuple[Membership, Group]:
    """Return the membership and the new group, locked in the order of ids. Raise Conflict as `transfer_pupil` says."""
    both = Group.objects.select_for_update(no_key=True, of=("self",)).select_related("branch", "course")
    groups = {
        locked_group.pk: locked_group
        for locked_group in both.filter(pk__in=(membership.group_id, group.pk)).order_by("pk")
    }
    if group.pk not in groups:
        raise NotFound()
    if groups[group.pk].status != GroupStatus.ACTIVE:
        raise Conflict(_("The group is closed."))
    rows = Membership.objects.select_for_update(no_key=True, of=("self",)).select_related("student")
    old = rows.get(pk=membership.pk)
    if old.status in ENDED:
        raise Conflict(ALREADY_LEFT)
    old.group = groups[old.group_id]
    return old, groups[group.pk]


def _end_old_membership(old: Membership, *, actor: User | None, last: date, today: date, reason: str) -> None:
    if last < today or last < old.joined_on:
        close_membership(old, actor=actor, left_on=last, status=MembershipStatus.LEFT, reason=reason)
        return
    update_membership_fields(old, leaves_on=last, leaves_as=MembershipStatus.LEFT, reason=reason or old.reason)
    billing.request_repricing(old.group_id, last)
    request_streak_recount(student=old.student_id)
    publish_membership_event(old, events.MembershipChanged.from_membership(old))
