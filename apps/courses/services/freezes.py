"""Writes of freezes. A frozen pupil keeps the seat and is in no register.

The status follows the days: at once when a freeze begins or ends today, otherwise by the daily job.
"""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid, raise_on_constraint_violation
from apps.core.uow import unit_of_work
from apps.core.validators import validate_date, validate_field
from apps.courses import events
from apps.courses.day_rules import DayChange, follow_day_rules
from apps.courses.models import Freeze, Membership, MembershipChangeKind, MembershipStatus
from apps.courses.services import billing, memberships
from apps.courses.services.locks import lock_open_membership
from apps.courses.services.memberships import update_membership_fields
from apps.courses.services.streaks import request_streak_recount
from apps.settings.services import write_audit_log

ONE_DAY = timedelta(days=1)


def freeze_membership(
    *,
    actor: User | None,
    membership: Membership,
    starts_on: date | None = None,
    ends_on: date | None = None,
    reason: str = "",
    accept_attended: bool = False,
) -> Membership:
    """Freeze the membership from `starts_on` (default: the group's today) to `ends_on`, or until it is lifted.

    Raise Invalid for days that are invalid, out of order or outside the membership; Conflict for a lead, an ended
    membership and a freeze that overlaps another; and what rules about past days say (`day_rules`).
    """
    today = membership.group.today
    starts_on = validate_field("starts_on", validate_date, starts_on or today)
    if ends_on is not None and validate_field("ends_on", validate_date, ends_on) < starts_on:
        raise Invalid.field("ends_on", _("The last day lies before the first."))
    with unit_of_work():
        membership = lock_open_membership(membership)
        if membership.status == MembershipStatus.LEAD:
            raise Conflict(_("A lead cannot be frozen."))
        if starts_on < membership.joined_on or (membership.leaves_on and starts_on > membership.leaves_on):
            raise Invalid.field("starts_on", _("The pupil is not in the group on that day."))
        change = DayChange(
            "groups.freeze", actor, membership.student, starts_on, "starts_on", accept_attended, reason=reason
        )
        overlaps = Conflict(_("The membership is frozen on some of these days already."))
        with follow_day_rules(change), raise_on_constraint_violation(freezes_do_not_overlap=overlaps):
            membership.freezes.create(starts_on=starts_on, ends_on=ends_on, reason=reason, by=actor)
        days = {"starts_on": (None, starts_on), "ends_on": (None, ends_on)}
        write_audit_log(actor, "groups.freeze", membership, days)
        old = _apply_freezes(membership, starts_on, today)
        kind = MembershipChangeKind.FREEZE
        memberships.record_membership_change(
            membership, old, on=starts_on, by=actor, reason=reason, kind=kind, until=ends_on
        )
    return membership


def freeze_until_lifted(*, actor: User | None, membership: Membership) -> None:
    """Freeze the membership from today, or from its first day, until it is lifted; other freezes from then on become
    part of it. Errors as in `freeze_membership`.
    """
    with unit_of_work():
        membership = lock_open_membership(membership)
        first = max(membership.group.today, membership.joined_on)
        pauses = membership.freezes.filter(_lasts_until(first))
        if pauses.filter(starts_on__lte=first, ends_on__isnull=True).exists():
            return
        for pause in pauses:
            _end_freeze_before(pause, first)
        freeze_membership(actor=actor, membership=membership, starts_on=first)


def unfreeze_membership(*, actor: User | None, membership: Membership, on: date | None = None) -> Membership:
    """End the current freeze, else the next one, on the day before `on` (default: the group's today); delete one that
    would not begin.

    Raise Invalid for a day that is invalid or after the freeze; Conflict when there is no freeze or the membership has
    ended.
    """
    today = membership.group.today
    on = validate_field("on", validate_date, on or today)
    with unit_of_work():
        membership = lock_open_membership(membership)
        pause = membership.freezes.filter(_lasts_until(today)).order_by("starts_on").first()
        if pause is None:
            raise Conflict(_("This membership is not frozen."))
        if pause.ends_on is not None and on > pause.ends_on + ONE_DAY:
            raise Invalid.field("on", _("The freeze ends before that day."))
        _end_freeze_before(pause, on)
        days = {"starts_on": (pause.starts_on, pause.starts_on), "ends_on": (pause.ends_on, on - ONE_DAY)}
        write_audit_log(actor, "groups.unfreeze", membership, days)
        old = _apply_freezes(membership, max(on, pause.starts_on), today)
        kind = MembershipChangeKind.UNFREEZE
        memberships.record_membership_change(membership, old, on=on, by=actor, reason="", kind=kind)
    return membership


def _apply_freezes(membership: Membership, since: date, today: date) -> str:
    """Trigger what follows a change of the freezes from the day `since`; return the status before."""
    old = membership.status
    billing.request_repricing_from_earliest(membership.group_id, since)
    request_streak_recount(student=membership.student_id)
    _follow_freezes(membership, today)
    memberships.publish_membership_event(membership, events.MembershipChanged)
    return old


def update_status_by_freezes(membership: Membership, today: date, *, actor: User | None) -> bool:
    """Set the status of a locked open membership by its freezes, and record it. Return whether it changed."""
    old, step = membership.status, _follow_freezes(membership, today)
    if step is None:
        return False
    on, reason = step
    memberships.record_membership_change(membership, old, on=on, by=actor, reason=reason)
    return True


def _follow_freezes(membership: Membership, today: date) -> tuple[date, str] | None:
    """Set the status by the freezes. Return the day from which it counts and the reason; None when it stays."""
    pause = membership.freezes.filter(_lasts_until(today), starts_on__lte=today).first()
    if pause is not None and membership.status in (MembershipStatus.TRIAL, MembershipStatus.ACTIVE):
        update_membership_fields(membership, status=MembershipStatus.FROZEN)
        return pause.starts_on, pause.reason
    if pause is None and membership.status == MembershipStatus.FROZEN:
        last = membership.freezes.filter(ends_on__lt=today).order_by("-ends_on").first()
        update_membership_fields(membership, status=get_status_without_freeze(membership))
        memberships.enqueue_on_first_day("homework.assign_open", membership)
        return (last.ends_on + ONE_DAY if last and last.ends_on else today), ""
    return None


def get_status_without_freeze(membership: Membership) -> MembershipStatus:
    """Return the status, or for a frozen membership the status before the freeze."""
    if membership.status != MembershipStatus.FROZEN:
        return MembershipStatus(membership.status)
    frozen = membership.changes.filter(to_status=MembershipStatus.FROZEN).exclude(from_status=MembershipStatus.FROZEN)
    before = frozen.order_by("-id").values_list("from_status", flat=True).first()
    return MembershipStatus(before) if before else MembershipStatus.ACTIVE


def move_freezes(old_membership: Membership, new_membership: Membership, *, on: date) -> None:
    """Move the part of the freezes from the day `on` to the membership that continues the old one."""
    for pause in old_membership.freezes.filter(_lasts_until(on)):
        starts_on = max(on, pause.starts_on)
        new_membership.freezes.create(
            starts_on=starts_on, ends_on=pause.ends_on, reason=pause.reason, by_id=pause.by_id
        )
        _end_freeze_before(pause, on)


def _lasts_until(day: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gte=day)


def _end_freeze_before(pause: Freeze, on: date) -> None:
    if on <= pause.starts_on:
        Freeze.objects.filter(pk=pause.pk).delete()
    else:
        Freeze.objects.filter(pk=pause.pk).update(ends_on=on - ONE_DAY, updated_at=timezone.now())
