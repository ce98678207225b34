"""Writes of memberships.

A new membership makes the pupil a student, enqueues open homework for the first day (job `homework.assign_open`) and a
payment, publishes events and closes the pupil's waiting-list entry. An ended membership frees a seat; the office is
notified when pupils wait for it.

Lock order: people → groups → memberships.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import TypedDict, Unpack
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.accounts.services as accounts
import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.accounts.queries import list_guardian_ids
from apps.core.errors import Conflict, Invalid, raise_on_constraint_violation
from apps.core.local_days import get_day_bounds
from apps.core.uow import unit_of_work
from apps.core.validators import validate_date, validate_field
from apps.courses import events
from apps.courses.day_rules import DayChange, follow_day_rules
from apps.courses.models import Freeze, Group, Membership, MembershipChange, MembershipChangeKind, MembershipStatus
from apps.courses.services import billing, notifications, waiting_list
from apps.courses.services.locks import lock_open_group, lock_open_membership, select_memberships_for_update
from apps.courses.services.streaks import request_streak_recount
from apps.courses.webhook_events import emit_webhook_event
from apps.events.publishing import get_child_stream, get_group_stream, get_wall_stream, publish_event, recheck_sockets
from apps.settings.services import write_audit_log

LEAD, TRIAL, ACTIVE, FROZEN = (
    MembershipStatus.LEAD,
    MembershipStatus.TRIAL,
    MembershipStatus.ACTIVE,
    MembershipStatus.FROZEN,
)
JOIN_STATUSES = (TRIAL, ACTIVE)
"""`lead` is no longer given: `apps.leads` has people who may come. Older rows keep it."""
ALLOWED_STATUS_CHANGES = {(LEAD, TRIAL), (LEAD, ACTIVE), (TRIAL, ACTIVE)}
"""Allowed changes (from, to) of the status by the office; freezing and ending have their own services."""


class MembershipOptions(TypedDict, total=False):
    """What `add_member` may be given besides group and pupil."""

    joined_on: date | None
    status: MembershipStatus
    leaves_on: date | None
    reason: str


class MembershipChanges(TypedDict, total=False):
    """Changes of an open membership; absent keys stay."""

    status: MembershipStatus
    joined_on: date
    leaves_on: date | None
    reason: str


def add_member(
    *,
    actor: User | None,
    group: Group,
    student: User,
    joined_on: date | None = None,
    status: MembershipStatus = ACTIVE,
    leaves_on: date | None = None,
    reason: str = "",
) -> Membership:
    """Add the pupil to the group from `joined_on` (default: the group's today) to `leaves_on`, where given. A trial
    lesson is a trial of one day.

    Raise Invalid for invalid days, and on "status" for one that nobody joins with, such as `lead`; Conflict when the
    pupil is already in the group, or it is closed or full.
    """
    today = group.today
    joined_on = validate_field("joined_on", validate_date, joined_on or today)
    if status not in JOIN_STATUSES:
        raise Invalid.field("status", _("A membership cannot start with this status."))
    _check_last_day(leaves_on, joined_on, today)
    with unit_of_work():
        accounts.make_student(user=student, actor=actor)
        lock_open_group(group)
        membership = Membership(
            group=group, student=student, status=status, joined_on=joined_on, leaves_on=leaves_on, reason=reason
        )
        with follow_day_rules(_join_on("groups.add_member", actor, membership, joined_on)):
            shorten_earlier_membership(group, student, joined_on)
            insert_membership(membership)
        write_audit_log(actor, "groups.add_member", group, {"student": (None, str(student.pk))})
        trigger_effects_of_new_membership(membership, actor=actor)
    return membership


def change_membership(
    *, actor: User | None, membership: Membership, **changes: Unpack[MembershipChanges]
) -> Membership:
    """Change the given fields of an open membership.

    A lead who becomes trial or active starts today, or on the later first day that was recorded. A trial that becomes
    active loses its last day, unless one is given. The first day of a started membership can only move earlier. Raise
    Invalid for invalid days; Conflict for an ended membership and for a status that cannot follow the current one.
    """
    today = membership.group.today
    with unit_of_work():
        if changes.get("status", LEAD) != LEAD:
            accounts.make_student(user=membership.student, actor=actor)
        membership = lock_open_membership(membership)
        old, old_days = membership.status, (membership.joined_on, membership.leaves_on)
        status = changes.get("status", MembershipStatus(old))
        if status != old and (old, status) not in ALLOWED_STATUS_CHANGES:
            raise Conflict(_("This status cannot follow the current one."))
        begins = old == LEAD and status != LEAD
        earliest = max(membership.joined_on, today) if begins else membership.joined_on
        joined_on = validate_field("joined_on", validate_date, changes.get("joined_on", earliest))
        if old != LEAD and membership.joined_on <= today and joined_on > membership.joined_on:
            raise Invalid.field("joined_on", _("The membership has already started: only an earlier day is possible."))
        kept = None if (old, status) == (TRIAL, ACTIVE) else membership.leaves_on
        leaves_on = changes.get("leaves_on", kept)
        if (joined_on, leaves_on) != old_days:
            _check_last_day(leaves_on, joined_on, today)
        reason = changes.get("reason", membership.reason)
        differing = membership.apply_changes(
            {"status": status, "joined_on": joined_on, "leaves_on": leaves_on, "reason": reason}
        )
        if not differing:
            return membership
        if "leaves_on" in differing:
            membership.leaves_as = MembershipStatus.LEFT
        since = joined_on if joined_on != old_days[0] else today
        with follow_day_rules(_join_on("groups.change_member", actor, membership, since)):
            if (joined_on, leaves_on) != old_days:
                shorten_earlier_membership(membership.group, membership.student, joined_on)
            membership.save(update_fields=[*differing, "leaves_as", "updated_at"])
        write_audit_log(actor, "groups.change_member", membership, differing)
        if status != old:
            record_membership_change(membership, old, on=joined_on if begins else today, by=actor)
        if begins:
            _process_learning_start(membership)
        if status == ACTIVE != old:
            enqueue_on_first_day("payments.bill_membership", membership)
        if (joined_on, leaves_on) != old_days:
            moved = (old_days[0], joined_on) if joined_on != old_days[0] else (old_days[1], leaves_on)
            billing.request_repricing_from_earliest(membership.group_id, *moved)
            request_streak_recount(student=membership.student_id)
        publish_membership_event(membership, events.MembershipChanged)
    return membership


def end_membership(
    *,
    actor: User | None,
    membership: Membership,
    left_on: date | None = None,
    status: MembershipStatus = MembershipStatus.LEFT,
    reason: str = "",
    silent: bool = False,
    accept_attended: bool = False,
) -> Membership:
    """End the membership, as left or graduated, with `left_on` as the last day (default: the group's today). A future
    day is planned. Ending a transfer that has not begun restores the former membership. Pupil and family are
    notified, unless `silent`.

    Raise Invalid for a `left_on` before the first day of a started membership; Conflict when it has already ended, and
    for a graduate who was never active; and what rules about past days say (`day_rules`).
    """
    today = membership.group.today
    last = validate_field("left_on", validate_date, left_on or today)
    with unit_of_work():
        membership = lock_open_membership(membership)
        if status == MembershipStatus.GRADUATED and membership.status not in (ACTIVE, FROZEN):
            raise Conflict(_("Only an active or frozen pupil can graduate."))
        if left_on is not None and last < membership.joined_on <= today:
            raise Invalid.field("left_on", _("The last day lies before the first."))
        if last > today and last >= membership.joined_on:
            planned = {"leaves_on": (membership.leaves_on, last), "leaves_as": (membership.leaves_as, status)}
            write_audit_log(actor, "groups.plan_end", membership, planned)
            plan_membership_end(membership, leaves_on=last, leaves_as=status, reason=reason)
            return membership
        change = DayChange(
            "groups.end_membership",
            actor,
            membership.student,
            last + timedelta(days=1),
            "left_on",
            accept_attended,
            reason=reason,
        )
        with follow_day_rules(change):
            if last < membership.joined_on:
                _cancel_planned_transfer(membership, actor=actor)
            end_locked_membership(membership, actor=actor, left_on=last, status=status, reason=reason, silent=silent)
    return membership


def end_locked_membership(
    membership: Membership,
    *,
    actor: User | None,
    left_on: date,
    status: MembershipStatus,
    reason: str = "",
    silent: bool = False,
) -> None:
    """End an open membership that the caller has locked. One that ends before its first day never began."""
    old, never_began = membership.status, membership.status == LEAD or left_on < membership.joined_on
    left_on = max(left_on, membership.joined_on)
    billing.request_repricing_from_earliest(membership.group_id, left_on, membership.leaves_on)
    request_streak_recount(student=membership.student_id)
    update_membership_fields(
        membership,
        left_on=left_on,
        leaves_on=None,
        status=status,
        never_began=never_began,
        reason=reason or membership.reason,
        continues=None if never_began else membership.continues,
    )
    membership.freezes.filter(starts_on__gt=left_on).delete()
    membership.freezes.exclude(ends_on__lte=left_on).update(ends_on=left_on, updated_at=timezone.now())
    record_membership_change(membership, old, on=left_on, by=actor, reason=reason)
    write_audit_log(actor, "groups.end_membership", membership.group, {"student": (str(membership.student_id), None)})
    publish_membership_event(membership, events.MembershipEnded, wall_only=old == LEAD)
    if not (never_began or silent):
        notifications.notify_family(membership, "groups.left", left_on)
    for user_id in (membership.student_id, *list_guardian_ids(membership.student_id)):
        recheck_sockets(user_id=user_id)
    waiting_list.request_notification_of_free_seats(membership.group)


def trigger_effects_of_new_membership(membership: Membership, *, actor: User | None) -> None:
    """Trigger everything that follows a new membership; inside its unit of work."""
    record_membership_change(membership, "", on=membership.joined_on, by=actor)
    waiting_list.close_waiting_entry(membership.group, membership.student, membership)
    if membership.status != LEAD:
        _process_learning_start(membership)
    if membership.status == ACTIVE:
        enqueue_on_first_day("payments.bill_membership", membership)
    publish_membership_event(membership, events.MembershipStarted)


def _process_learning_start(membership: Membership) -> None:
    enqueue_on_first_day("homework.assign_open", membership)
    notifications.notify_family(membership, "groups.joined", membership.joined_on)
    recheck_teacher_sockets([membership.student_id])


def recheck_teacher_sockets(students: Collection[UUID]) -> None:
    """Make the sockets of the pupils' teachers check their access again: it may have grown."""
    taught = Group.objects.filter(memberships__student__in=students, memberships__left_on__isnull=True)
    people = User.objects.filter(Q(led_groups__in=taught) | Q(assisted_groups__in=taught)).distinct()
    for person in people.order_by("pk").values_list("pk", flat=True):
        recheck_sockets(user_id=person)


def insert_membership(membership: Membership) -> None:
    """Insert a new membership. Raise Conflict when the group is full or the pupil is already in it."""
    with raise_on_constraint_violation(
        group_not_overfilled=Conflict(_("The group is full.")),
        membership_once_while_open=Conflict(_("This pupil is in the group already.")),
    ):
        membership.save(force_insert=True)


def update_membership_fields(membership: Membership, **values: object) -> None:
    """Write these columns of a membership that the caller has locked."""
    for name, value in values.items():
        setattr(membership, name, value)
    membership.save(update_fields=[*values, "updated_at"])


def record_membership_change(
    membership: Membership,
    from_status: str,
    *,
    on: date,
    by: User | None,
    reason: str | None = None,
    kind: MembershipChangeKind = MembershipChangeKind.STATUS,
    until: date | None = None,
) -> None:
    """Record a change of the membership, from `from_status` to its current status."""
    MembershipChange.objects.create(
        membership=membership,
        from_status=from_status,
        to_status=membership.status,
        kind=kind,
        on=on,
        until=until,
        by=by,
        reason=membership.reason if reason is None else reason,
    )


def enqueue_on_first_day(job_kind: str, membership: Membership) -> None:
    """Enqueue a job about the membership, not before its first day."""
    first = get_day_bounds(membership.joined_on, membership.group.local_zone)[0]
    jobs.enqueue(kind=job_kind, object_id=membership.pk, run_at=first if first > timezone.now() else None)


def publish_membership_event(
    membership: Membership, event_class: type[events.MembershipEvent], *, wall_only: bool = False
) -> None:
    """Publish the event to the wall, webhooks, the group and the pupil's guardians; of a lead, and with `wall_only`, to
    the wall and webhooks only.
    """
    event = event_class.from_membership(membership)
    publish_event(get_wall_stream(membership.group_id), event)
    emit_webhook_event(membership, event.type)
    if not wall_only and membership.status != LEAD:
        publish_event(get_group_stream(membership.group_id), event)
        publish_event(get_child_stream(membership.student_id), event)


def plan_membership_end(membership: Membership, *, leaves_on: date, leaves_as: MembershipStatus, reason: str) -> None:
    """Set the last day of a locked membership, and as what it ends then."""
    billing.request_repricing_from_earliest(membership.group_id, leaves_on, membership.leaves_on)
    request_streak_recount(student=membership.student_id)
    update_membership_fields(membership, leaves_on=leaves_on, leaves_as=leaves_as, reason=reason or membership.reason)
    publish_membership_event(membership, events.MembershipChanged)


def _cancel_planned_transfer(membership: Membership, *, actor: User | None) -> None:
    """Give the planned end and the freezes back to the membership that this one, which has not begun, was
    to continue.
    """
    if membership.continues_id is None:
        return
    day_before = membership.joined_on - timedelta(days=1)
    open_rows = select_memberships_for_update().filter(left_on__isnull=True, leaves_on=day_before)
    former = open_rows.filter(pk=membership.continues_id).first()
    if former is None:
        return
    for pause in membership.freezes.all():
        cut = former.freezes.filter(ends_on=day_before, reason=pause.reason)
        if pause.starts_on == membership.joined_on and cut.update(ends_on=pause.ends_on, updated_at=timezone.now()):
            pause.delete()
        else:
            Freeze.objects.filter(pk=pause.pk).update(membership=former, updated_at=timezone.now())
    change = {"leaves_on": (former.leaves_on, membership.leaves_on)}
    update_membership_fields(former, leaves_on=membership.leaves_on, leaves_as=membership.leaves_as)
    write_audit_log(actor, "groups.call_off_transfer", former, change)
    billing.request_repricing_from_earliest(former.group_id, day_before)
    publish_membership_event(former, events.MembershipChanged)


def _join_on(act: str, actor: User | None, membership: Membership, since: date) -> DayChange:
    """Return the act for rules about days. An earlier membership that gives its last day to this one loses it; the
    pupil stays in the group on that day, so an attended one needs no word.
    """
    return DayChange(act, actor, membership.student, since, "joined_on", accept_attended=True, reason=membership.reason)


def _check_last_day(leaves_on: date | None, joined_on: date, today: date) -> None:
    if leaves_on is None:
        return
    validate_field("leaves_on", validate_date, leaves_on)
    if leaves_on < joined_on:
        raise Invalid.field("leaves_on", _("The last day lies before the first."))
    if leaves_on < today:
        raise Invalid.field("leaves_on", _("The last day has passed: end the membership instead."))


def shorten_earlier_membership(group: Group, student: User, joined_on: date) -> None:
    """Keep memberships of a pupil in a group from overlapping: a former one that ended on `joined_on` ends a day
    earlier.

    Raise Invalid on "joined_on" for a day inside an earlier membership.
    """
    for earlier in group.memberships.filter(student=student, never_began=False, left_on__gte=joined_on):
        if earlier.left_on != joined_on:
            raise Invalid.field("joined_on", _("This pupil was in the group on that day already."))
        billing.request_repricing_from_earliest(group.pk, joined_on)
        if earlier.joined_on == joined_on:
            update_membership_fields(earlier, never_began=True)
        else:
            update_membership_fields(earlier, left_on=joined_on - timedelta(days=1))
