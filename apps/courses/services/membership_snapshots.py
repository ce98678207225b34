"""Snapshots of memberships before and after a change, by which it can be undone while nothing has changed since."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.queries import list_guardian_ids
from apps.core.bulk_changes import Effect
from apps.core.errors import Conflict, raise_on_constraint_violation
from apps.core.uow import unit_of_work
from apps.courses import events
from apps.courses.day_rules import DayChange, follow_day_rules
from apps.courses.models import Freeze, Group, GroupStatus, Membership, MembershipStatus, WaitingEntry
from apps.courses.services import billing, memberships, notifications
from apps.courses.services.locks import select_memberships_for_update
from apps.courses.services.streaks import request_streak_recount
from apps.events.publishing import recheck_sockets
from apps.settings.services import write_audit_log

Snapshot = dict[str, Any]
FreezeSnapshot = dict[str, Any]

DAYS = ("joined_on", "leaves_on", "left_on")
COLUMNS = (*DAYS, "status", "leaves_as", "never_began", "continues_id")
UNPAID = {MembershipStatus.LEAD, MembershipStatus.TRIAL}
ONE_DAY = timedelta(days=1)
UNDO = "groups.undo_change"


def record_effect(student_id: UUID, change: Callable[[], Membership]) -> Effect:
    """Run a change of the pupil's memberships; return the membership that it gives, with the snapshots of all that it
    created or changed.
    """
    before = take_snapshots(student_id)
    membership = change()
    return build_effect(membership.pk, student_id, before)


def build_effect(membership_id: UUID, student_id: UUID, before: Mapping[str, Snapshot]) -> Effect:
    """Return the effect of what changed the pupil's memberships since these snapshots."""
    after = take_snapshots(student_id)
    changed = {key: [before.get(key), value] for key, value in after.items() if before.get(key) != value}
    undo = {"student": str(student_id), "memberships": changed}
    return Effect(membership_id, undo, is_new=str(membership_id) not in before)


def take_snapshots(student_id: UUID) -> dict[str, Snapshot]:
    """Return what the pupil's memberships are now, by their ids."""
    rows = Membership.objects.filter(student=student_id).prefetch_related("freezes")
    return {str(row.pk): _take_snapshot(row) for row in rows}


def undo_membership_changes(
    *, actor: User | None, changes: Mapping[str, tuple[Snapshot | None, Snapshot]], accept_attended: bool = False
) -> None:
    """Undo recorded changes of one pupil's memberships: those that were created end as never begun, others are as they
    were. All or nothing.

    Raise Conflict when one of them was changed since, or an ended one cannot go on: the seat is taken, the group is
    closed, the person is deactivated, or was in the group again meanwhile; and what rules about past days say
    (`day_rules`).
    """
    with unit_of_work():
        groups = Group.objects.select_for_update(no_key=True).filter(memberships__in=list(changes))
        list(groups.order_by("pk"))
        rows = list(select_memberships_for_update().filter(pk__in=list(changes)).order_by("pk"))
        if any(_is_changed(row, changes[str(row.pk)][1]) for row in rows) or len(rows) != len(changes):
            raise Conflict(_("The membership was changed since."))
        pairs = [(row, changes[str(row.pk)][0]) for row in rows]
        if not rows:
            return
        since = min(_find_first_changed_day(row, before) for row, before in pairs)
        with follow_day_rules(DayChange(UNDO, actor, rows[0].student, since, "", accept_attended, is_undo=True)):
            for row, before in pairs:
                if before is None:
                    _withdraw(row, actor=actor)
            for row, before in pairs:
                if before is not None:
                    _restore(row, before, actor=actor)


def _find_first_changed_day(membership: Membership, before: Snapshot | None) -> date:
    """Return the first day that the undo can change: all days, where the membership is or was none that is paid."""
    if before is None:
        return membership.joined_on
    now = _take_snapshot(membership)
    freezes = _get_days(now["freezes"]).items() ^ _get_days(before["freezes"]).items()
    days = [snapshot[name] for name in DAYS if now[name] != before[name] for snapshot in (now, before)]
    days += [starts_on for _key, (starts_on, _ends_on) in freezes]
    if now["never_began"] != before["never_began"] or not UNPAID.isdisjoint((now["status"], before["status"])):
        days += [now["joined_on"], before["joined_on"]]
    return min([membership.group.today, *(date.fromisoformat(day) for day in days if day)])


def _withdraw(membership: Membership, *, actor: User | None) -> None:
    """End a membership that should not have begun; a pupil who waited for the seat waits again."""
    if membership.left_on is not None:
        raise Conflict(_("The membership was changed since."))
    waited = WaitingEntry.objects.filter(membership=membership)
    waited.update(closed_at=None, membership=None, updated_at=timezone.now())
    last = membership.joined_on - ONE_DAY
    memberships.end_locked_membership(membership, actor=actor, left_on=last, status=MembershipStatus.LEFT)


def _restore(membership: Membership, before: Snapshot, *, actor: User | None) -> None:
    """Make a locked membership what it was, with all that follows."""
    old_status, had_ended, today = membership.status, membership.left_on is not None, membership.group.today
    if had_ended and before["left_on"] is None:
        _check_can_continue(membership)
    differing = membership.apply_changes(_parse_columns(before))
    with raise_on_constraint_violation(
        group_not_overfilled=Conflict(_("The group is full.")),
        membership_once_while_open=Conflict(_("This pupil is in the group already.")),
    ):
        membership.save(update_fields=[*differing, "updated_at"])
    freeze_days = _restore_freezes(membership, before["freezes"])
    moved = [day for name in DAYS if name in differing for day in differing[name]]
    if membership.status != old_status:
        moved.append(membership.changes.order_by("-id").values_list("on", flat=True).first())
        memberships.record_membership_change(membership, old_status, on=today, by=actor, reason="")
    write_audit_log(actor, UNDO, membership, differing)
    billing.request_repricing_from_earliest(membership.group_id, today, *moved, *freeze_days)
    request_streak_recount(student=membership.student_id)
    if had_ended and membership.left_on is None:
        _continue_learning(membership, today)
    else:
        memberships.publish_membership_event(membership, events.MembershipChanged)
    for user_id in (membership.student_id, *list_guardian_ids(membership.student_id)):
        recheck_sockets(user_id=user_id)


def _check_can_continue(membership: Membership) -> None:
    if membership.group.status != GroupStatus.ACTIVE:
        raise Conflict(_("The group is closed."))
    if not membership.student.is_active:
        raise Conflict(_("This person is deactivated."))
    later = Membership.objects.filter(group=membership.group_id, student=membership.student_id, never_began=False)
    if later.filter(left_on__gt=membership.left_on).exists():
        raise Conflict(_("The pupil was in the group again since."))


def _continue_learning(membership: Membership, today: date) -> None:
    memberships.publish_membership_event(membership, events.MembershipStarted)
    if membership.status == MembershipStatus.LEAD:
        return
    memberships.enqueue_on_first_day("homework.assign_open", membership)
    memberships.recheck_teacher_sockets([membership.student_id])
    notifications.notify_family(membership, "groups.joined", max(today, membership.joined_on))
    if membership.status == MembershipStatus.ACTIVE:
        memberships.enqueue_on_first_day("payments.bill_membership", membership)


def _restore_freezes(membership: Membership, before: list[FreezeSnapshot]) -> list[date]:
    """Make the freezes what they were; return the first days of those that differ."""
    current = [_describe_freeze(membership, pause) for pause in membership.freezes.all()]
    now, then = _get_days(current), _get_days(before)
    differing = [key for key in {**now, **then} if now.get(key) != then.get(key)]
    Freeze.objects.filter(pk__in=differing).exclude(pk__in=list(then)).delete()
    for pause in before:
        if pause["id"] in differing:
            days = {"starts_on": _parse_day(pause["starts_on"]), "ends_on": _parse_day(pause["ends_on"])}
            by = User.objects.filter(pk=pause["by"]).first() if pause.get("by") else None
            texts = {"reason": pause.get("comment", ""), "by": by}
            values = {**days, "membership": membership}
            Freeze.objects.update_or_create(pk=pause["id"], defaults=values, create_defaults={**values, **texts})
    days_of = [(now.get(key) or then[key])[0] for key in differing]
    return [day for day in map(_parse_day, days_of) if day is not None]


def _take_snapshot(membership: Membership) -> Snapshot:
    values = {name: _plain(getattr(membership, name)) for name in COLUMNS}
    pauses = sorted(membership.freezes.all(), key=lambda pause: pause.starts_on)
    freezes = [_describe_freeze(membership, pause) for pause in pauses]
    return {"group": str(membership.group_id), **values, "freezes": freezes}


def _describe_freeze(membership: Membership, pause: Freeze) -> FreezeSnapshot:
    """Return the freeze with its reason as `comment`: erasure empties a `comment` beside the person's id."""
    days = {"starts_on": pause.starts_on.isoformat(), "ends_on": _plain(pause.ends_on)}
    student, by = str(membership.student_id), str(pause.by_id) if pause.by_id else None
    return {"id": str(pause.pk), **days, "student": student, "by": by, "comment": pause.reason}


def _is_changed(membership: Membership, then: Snapshot) -> bool:
    """Return whether the membership or the days of its freezes differ from the snapshot."""
    now = _take_snapshot(membership)
    return now | {"freezes": _get_days(now["freezes"])} != then | {"freezes": _get_days(then["freezes"])}


def _get_days(freezes: list[FreezeSnapshot]) -> dict[str, tuple[str, str | None]]:
    return {pause["id"]: (pause["starts_on"], pause["ends_on"]) for pause in freezes}


def _parse_columns(snapshot: Snapshot) -> dict[str, Any]:
    values = {name: snapshot[name] for name in COLUMNS} | {name: _parse_day(snapshot[name]) for name in DAYS}
    continues = snapshot["continues_id"]
    return values | {"continues_id": UUID(continues) if continues else None}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool) else str(value)


def _parse_day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
