"""Writes about who is in a group.

A new membership sets in motion: the pupil becomes a student, open homework is made for them on their first day (job
`homework.assign_open`), it is billed (`bills`), group and wall are told, and who waited for the seat waits no more.
Whoever leaves frees a seat, of which the office is told when others wait for it.

Locks go people → groups → memberships.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

import apps.accounts.services as accounts
import apps.jobs.services as jobs
import apps.settings.services as settings
from apps.accounts.models import User
from apps.accounts.queries import list_guardian_ids
from apps.core.errors import Conflict, Invalid, broken_constraint
from apps.core.local_days import day_bounds, local_day
from apps.core.uow import unit_of_work
from apps.core.validators import day, valid
from apps.courses import events
from apps.courses.models import ENDED, Freeze, Group, GroupStatus, Membership, MembershipChange, MembershipStatus
from apps.courses.services import bills, telling, waiting
from apps.courses.services.locks import hold_group
from apps.courses.services.streaks import recut_streaks
from apps.courses.webhook_events import emit_as
from realtime.events import child_stream, group_stream, publish, revoke, wall_stream

LEAD, TRIAL, ACTIVE, FROZEN = (
    MembershipStatus.LEAD,
    MembershipStatus.TRIAL,
    MembershipStatus.ACTIVE,
    MembershipStatus.FROZEN,
)
JOIN_AS = (LEAD, TRIAL, ACTIVE)
MOVES = {(LEAD, TRIAL), (LEAD, ACTIVE), (TRIAL, ACTIVE)}
"""From which status to which other one the office moves a pupil; freezing and ending have services of their own."""

REFUSED: dict[str, StrOrPromise] = {
    "group_not_overfilled": _("The group is full."),
    "membership_once_while_open": _("This pupil is in the group already."),
}
GONE = _("This pupil has left the group already.")


class MembershipChanges(TypedDict, total=False):
    """What may change of an open membership; what is absent stays."""

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
    """The pupil is in the group from `joined_on` (default: the group's today), to `leaves_on` where given; a trial
    lesson is a trial of one day. A lead is only noted: no student yet, in no register, without homework.

    Raises Invalid for a day that is no `day` or out of order, or a status nobody joins as; Conflict when the pupil is
    in the group already, the group is closed or full.
    """
    today = today_in(group)
    joined_on = valid("joined_on", day, joined_on or today)
    if status not in JOIN_AS:
        raise Invalid.field("status", _("Nobody joins a group like this."))
    _check_last_day(leaves_on, joined_on, today)
    with unit_of_work():
        if status != LEAD:
            accounts.make_student(user=student, actor=actor)
        lock_open_group(group)
        clear_way(group, student, joined_on)
        membership = insert(
            Membership(
                group=group, student=student, status=status, joined_on=joined_on, leaves_on=leaves_on, reason=reason
            )
        )
        settings.audit(actor=actor, action="groups.add_member", obj=group, changes={"student": (None, str(student.pk))})
        started(membership, actor=actor)
    return membership


def change_member(*, actor: User | None, membership: Membership, **changes: Unpack[MembershipChanges]) -> Membership:
    """Change what is given of an open membership.

    A lead who comes for trial or for good begins today, or on the later first day that was noted. A trial that goes
    well has no last day any more, unless one is given. Who has begun may only have begun earlier: what they did since
    stays within their days. Raises Invalid for such a day and one that is out of order, Conflict for one who left and
    for a status that does not follow theirs.
    """
    today = today_in(membership.group)
    with unit_of_work():
        if changes.get("status", LEAD) != LEAD:
            accounts.make_student(user=membership.student, actor=actor)
        membership = locked(membership)
        old, was = membership.status, (membership.joined_on, membership.leaves_on)
        status = changes.get("status", MembershipStatus(old))
        if status != old and (old, status) not in MOVES:
            raise Conflict(_("This status does not follow the present one."))
        begins = old == LEAD and status != LEAD
        earliest = max(membership.joined_on, today) if begins else membership.joined_on
        joined_on = valid("joined_on", day, changes.get("joined_on", earliest))
        if old != LEAD and membership.joined_on <= today and joined_on > membership.joined_on:
            raise Invalid.field("joined_on", _("This pupil has begun already: only an earlier day is possible."))
        kept = None if (old, status) == (TRIAL, ACTIVE) else membership.leaves_on
        leaves_on = changes.get("leaves_on", kept)
        if (joined_on, leaves_on) != was:
            _check_last_day(leaves_on, joined_on, today)
            clear_way(membership.group, membership.student, joined_on)
        reason = changes.get("reason", membership.reason)
        values = {"status": status, "joined_on": joined_on, "leaves_on": leaves_on, "reason": reason}
        differing = {name: (getattr(membership, name), new) for name, new in values.items()}
        differing = {name: (was, new) for name, (was, new) in differing.items() if was != new}
        if not differing:
            return membership
        store(membership, **values, **({"leaves_as": MembershipStatus.LEFT} if "leaves_on" in differing else {}))
        settings.audit(actor=actor, action="groups.change_member", obj=membership, changes=differing)
        if status != old:
            write_down(membership, old, on=joined_on if begins else today, by=actor)
        if begins:
            give_homework(membership)
            telling.tell_joined(membership)
            recheck_teachers([membership.student_id])
        if status == ACTIVE != old:
            bills.bill(membership)
        if (joined_on, leaves_on) != was:
            bills.follow(membership.group_id, *((was[0], joined_on) if joined_on != was[0] else (was[1], leaves_on)))
            recut_streaks(student=membership.student_id)
        announce(membership, events.MembershipChanged.of(membership))
    return membership


def end_membership(
    *,
    actor: User | None,
    membership: Membership,
    left_on: date | None = None,
    status: MembershipStatus = MembershipStatus.LEFT,
    reason: str = "",
    quietly: bool = False,
) -> Membership:
    """The pupil leaves the group, or graduates, `left_on` their last day (default: the group's today); what was done
    in it stays, their sockets no longer hear of it. With a day to come they stay until it is over. Of one that a
    transfer to come made, and that has not begun, the former membership goes on as if there had been no transfer.
    Pupil and family are written to, unless `quietly`.

    Raises Invalid for a `left_on` that is no `day` or lies before the first day of one that has begun, Conflict when
    they have left already and for a graduate who never learnt here.
    """
    today = today_in(membership.group)
    last = valid("left_on", day, left_on or today)
    with unit_of_work():
        membership = locked(membership)
        if status == MembershipStatus.GRADUATED and membership.status not in (ACTIVE, FROZEN):
            raise Conflict(_("Only who learns here can graduate."))
        if left_on is not None and last < membership.joined_on <= today:
            raise Invalid.field("left_on", _("The last day lies before the first."))
        if last > today and last >= membership.joined_on:
            return _plan_end(membership, actor=actor, leaves_on=last, leaves_as=status, reason=reason)
        if last < membership.joined_on:
            _call_off_transfer(membership, actor=actor)
        close(membership, actor=actor, left_on=last, status=status, reason=reason, quietly=quietly)
    return membership


def close(
    membership: Membership,
    *,
    actor: User | None,
    left_on: date,
    status: MembershipStatus,
    reason: str = "",
    quietly: bool = False,
) -> None:
    """End an open membership that the caller has locked; one that ends before its first day has never begun."""
    old, never_began = membership.status, membership.status == LEAD or left_on < membership.joined_on
    left_on = max(left_on, membership.joined_on)
    bills.follow(membership.group_id, left_on, membership.leaves_on)
    recut_streaks(student=membership.student_id)
    store(
        membership,
        left_on=left_on,
        leaves_on=None,
        status=status,
        never_began=never_began,
        reason=reason or membership.reason,
        continues=None if never_began else membership.continues,
    )
    Freeze.objects.filter(membership=membership, starts_on__gt=left_on).delete()
    running = Freeze.objects.filter(membership=membership).exclude(ends_on__lte=left_on)
    running.update(ends_on=left_on, updated_at=timezone.now())
    write_down(membership, old, on=left_on, by=actor, reason=reason)
    settings.audit(
        actor=actor,
        action="groups.end_membership",
        obj=membership.group,
        changes={"student": (str(membership.student_id), None)},
    )
    announce(membership, events.MembershipEnded.of(membership), silent=old == LEAD)
    if not (never_began or quietly):
        telling.tell_left(membership, left_on)
    for user_id in (membership.student_id, *list_guardian_ids(membership.student_id)):
        revoke(user_id=user_id)
    waiting.seat_freed(membership.group)


def started(membership: Membership, *, actor: User | None, reason: str = "") -> None:
    """What a membership that was just made sets in motion; within its unit of work."""
    write_down(membership, "", on=membership.joined_on, by=actor, reason=reason or membership.reason)
    waiting.got_seat(membership)
    if membership.status != LEAD:
        give_homework(membership)
        telling.tell_joined(membership)
        recheck_teachers([membership.student_id])
    if membership.status == ACTIVE:
        bills.bill(membership)
    announce(membership, events.MembershipStarted.of(membership))


def recheck_teachers(students: Collection[UUID]) -> None:
    """Have the sockets checked of who teaches pupils that came into a group: it may be somebody else's."""
    taught = Group.objects.filter(memberships__student__in=students, memberships__left_on__isnull=True)
    people = User.objects.filter(Q(led_groups__in=taught) | Q(assisted_groups__in=taught)).distinct()
    for person in people.order_by("pk").values_list("pk", flat=True):
        revoke(user_id=person)


def insert(membership: Membership) -> Membership:
    """Write a new membership; Conflict when the database has no seat for it or the pupil is in the group."""
    try:
        with transaction.atomic():
            membership.save(force_insert=True)
    except IntegrityError as error:
        message = REFUSED.get(broken_constraint(error))
        if message is None:
            raise
        raise Conflict(message) from error
    return membership


def lock_open_group(group: Group) -> None:
    """Hold the group so that it is not closed before the commit; Conflict when it is."""
    if hold_group(group.pk).status != GroupStatus.ACTIVE:
        raise Conflict(_("The group is closed."))


def locked(membership: Membership) -> Membership:
    """The membership as it stands, held until the commit after its group; Conflict when it has ended."""
    hold_group(membership.group_id)
    rows = Membership.objects.select_for_update(no_key=True, of=("self",)).select_related("student", "group__branch")
    found = rows.get(pk=membership.pk)
    if found.status in ENDED:
        raise Conflict(GONE)
    return found


def today_in(group: Group) -> date:
    """The group's local day."""
    return local_day(timezone.now(), group.local_zone)


def store(membership: Membership, **values: object) -> None:
    """Write these columns of a membership that the caller has locked."""
    for name, value in values.items():
        setattr(membership, name, value)
    membership.save(update_fields=[*values, "updated_at"])


def write_down(
    membership: Membership, from_status: str, *, on: date, by: User | None, reason: str | None = None
) -> None:
    """A step of the history: from that status to the present one."""
    MembershipChange.objects.create(
        membership=membership,
        from_status=from_status,
        to_status=membership.status,
        on=on,
        by=by,
        reason=membership.reason if reason is None else reason,
    )


def give_homework(membership: Membership) -> None:
    """Have open homework made for the pupil, not before the first day of theirs."""
    first = day_bounds(membership.joined_on, membership.group.local_zone)[0]
    run_at = first if first > timezone.now() else None
    jobs.enqueue(kind="homework.assign_open", object_id=membership.pk, run_at=run_at)


def announce(
    membership: Membership,
    event: events.MembershipStarted | events.MembershipChanged | events.MembershipEnded,
    *,
    silent: bool = False,
) -> None:
    """Tell wall and group, and who looks after the pupil; of a lead (`silent`: of one who was) the wall only."""
    publish(wall_stream(membership.group_id), event)
    emit_as(membership, event)
    if not silent and membership.status != LEAD:
        publish(group_stream(membership.group_id), event)
        publish(child_stream(membership.student_id), event)


def _plan_end(
    membership: Membership, *, actor: User | None, leaves_on: date, leaves_as: MembershipStatus, reason: str
) -> Membership:
    change = {"leaves_on": (membership.leaves_on, leaves_on), "leaves_as": (membership.leaves_as, leaves_as)}
    bills.follow(membership.group_id, leaves_on, membership.leaves_on)
    recut_streaks(student=membership.student_id)
    store(membership, leaves_on=leaves_on, leaves_as=leaves_as, reason=reason or membership.reason)
    settings.audit(actor=actor, action="groups.plan_end", obj=membership, changes=change)
    announce(membership, events.MembershipChanged.of(membership))
    return membership


def _call_off_transfer(membership: Membership, *, actor: User | None) -> None:
    """Give planned end and pauses back to the open membership that this one, which has not begun, was to continue."""
    if membership.continues_id is None:
        return
    day_before = membership.joined_on - timedelta(days=1)
    rows = Membership.objects.select_for_update(no_key=True, of=("self",)).select_related("student", "group__branch")
    former = rows.filter(pk=membership.continues_id, left_on__isnull=True, leaves_on=day_before).first()
    if former is None:
        return
    for pause in Freeze.objects.filter(membership=membership):
        cut = Freeze.objects.filter(membership=former, ends_on=day_before, reason=pause.reason)
        if pause.starts_on == membership.joined_on and cut.update(ends_on=pause.ends_on, updated_at=timezone.now()):
            pause.delete()
        else:
            Freeze.objects.filter(pk=pause.pk).update(membership=former, updated_at=timezone.now())
    change = {"leaves_on": (former.leaves_on, membership.leaves_on)}
    store(former, leaves_on=membership.leaves_on, leaves_as=membership.leaves_as)
    settings.audit(actor=actor, action="groups.call_off_transfer", obj=former, changes=change)
    bills.follow(former.group_id, day_before)
    announce(former, events.MembershipChanged.of(former))


def _check_last_day(leaves_on: date | None, joined_on: date, today: date) -> None:
    if leaves_on is None:
        return
    valid("leaves_on", day, leaves_on)
    if leaves_on < joined_on:
        raise Invalid.field("leaves_on", _("The last day lies before the first."))
    if leaves_on < today:
        raise Invalid.field("leaves_on", _("The last day has passed: end the membership instead."))


def clear_way(group: Group, student: User, joined_on: date) -> None:
    """No day of a pupil in a group belongs to two memberships: who comes back on their last day begins a day sooner.

    Invalid on "joined_on" for a day well within an earlier time in the group.
    """
    before = Membership.objects.filter(group=group, student=student, never_began=False, left_on__gte=joined_on)
    for earlier in before:
        if earlier.left_on != joined_on:
            raise Invalid.field("joined_on", _("This pupil was in the group on that day already."))
        bills.follow(group.pk, joined_on)
        if earlier.joined_on == joined_on:
            store(earlier, never_began=True)
        else:
            store(earlier, left_on=date.fromordinal(joined_on.toordinal() - 1))
