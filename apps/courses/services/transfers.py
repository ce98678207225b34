"""Transfers of pupils to another group."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid, NotFound
from apps.core.uow import unit_of_work
from apps.core.validators import validate_date, validate_field
from apps.courses.day_rules import DayChange, follow_day_rules
from apps.courses.models import Group, GroupStatus, Membership, MembershipStatus
from apps.courses.services import freezes, memberships
from apps.courses.services.locks import check_not_ended, select_memberships_for_update
from apps.settings.services import write_audit_log


def transfer_pupil(
    *,
    actor: User | None,
    membership: Membership,
    group: Group,
    on: date | None = None,
    reason: str = "",
    accept_attended: bool = False,
) -> Membership:
    """Transfer the pupil to `group` from the day `on` (default: today in the old group). The new membership continues
    the old one with its status, planned end and freezes. All or nothing.

    For a future day both memberships are open until then, and the seat is taken at once. Raise Invalid for the same
    group and for a day outside the membership; Conflict for an ended or already transferred membership, and as
    `add_member` for the new group; and what rules about past days say (`day_rules`).
    """
    if group.pk == membership.group_id:
        raise Invalid.field("group", _("The pupil is in this group already."))
    today = membership.group.today
    on = validate_field("on", validate_date, on or today)
    with unit_of_work():
        old, group = _lock_membership_and_group(membership, group)
        if on < old.joined_on or (old.leaves_on is not None and on > old.leaves_on + timedelta(days=1)):
            raise Invalid.field("on", _("The pupil is not in the group on that day."))
        if Membership.objects.filter(continues=old).exists():
            raise Conflict(_("This membership was already transferred to another group."))
        change = DayChange("groups.transfer", actor, old.student, on, "on", accept_attended, reason=reason)
        with follow_day_rules(change):
            new = _move(old, group, on, reason)
            write_audit_log(actor, "groups.transfer", old, {"group": (str(old.group_id), str(group.pk))})
            last = on - timedelta(days=1)
            if last < today or last < old.joined_on:
                memberships.end_locked_membership(
                    old, actor=actor, left_on=last, status=MembershipStatus.LEFT, reason=reason
                )
            else:
                memberships.plan_membership_end(old, leaves_on=last, leaves_as=MembershipStatus.LEFT, reason=reason)
        memberships.trigger_effects_of_new_membership(new, actor=actor)
        freezes.update_status_by_freezes(new, group.today, actor=actor)
    return new


def _move(old: Membership, group: Group, on: date, reason: str) -> Membership:
    """Insert the membership that continues the old one from that day, and give it the freezes since then."""
    memberships.shorten_earlier_membership(group, old.student, on)
    new = Membership(group=group, student=old.student, joined_on=on, reason=reason, continues=old)
    new.status = freezes.get_status_without_freeze(old)
    if old.leaves_on is not None and old.leaves_on >= on:
        new.leaves_on, new.leaves_as = old.leaves_on, old.leaves_as
    memberships.insert_membership(new)
    freezes.move_freezes(old, new, on=on)
    return new


def _lock_membership_and_group(membership: Membership, group: Group) -> tuple[Membership, Group]:
    """Return the membership and the new group, locked in the order of ids. Raise Conflict as `transfer_pupil` says."""
    both = Group.objects.select_for_update(no_key=True, of=("self",)).select_related("branch", "course")
    groups = {row.pk: row for row in both.filter(pk__in=(membership.group_id, group.pk)).order_by("pk")}
    if group.pk not in groups:
        raise NotFound()
    if groups[group.pk].status != GroupStatus.ACTIVE:
        raise Conflict(_("The group is closed."))
    old = select_memberships_for_update().get(pk=membership.pk)
    check_not_ended(old)
    old.group = groups[old.group_id]
    return old, groups[group.pk]
