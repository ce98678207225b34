"""Schedules of reports: created, changed, paused, deleted; and whom they reach."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.analytics.models import ReportReceiver, ReportSchedule
from apps.analytics.notification_types import REPORT_LOST
from apps.analytics.report_links import PERMISSION, build_reports_address
from apps.analytics.report_sources import check_report_table
from apps.analytics.report_times import find_next_time
from apps.core.errors import Conflict, Invalid
from apps.core.uow import unit_of_work
from apps.notifications.services.creation import notify
from apps.settings.queries import get_default_branch
from apps.settings.services import write_audit_log

MAX_SCHEDULES, MAX_RECEIVERS = 20, 20
ONE_DAY = _("Choose a weekday or a day of the month, not both.")
MANY = _("You have 20 schedules: delete one first.")
CANNOT_GET = _("%(name)s may not see this table.")
TIMES = ("weekday", "month_day", "hour")
AUDITED = ("name", "address", "format", "weekday", "month_day", "hour")


def create_schedule(*, actor: User, receivers: Sequence[User], **values: Any) -> ReportSchedule:
    """Schedule a report. `values`: name, address, format, weekday, month_day and hour.

    Raise Invalid on "weekday" without exactly one day, on "address", "format" and filters as for a report, and on
    "receivers" when one of them does not see the table; Conflict above MAX_SCHEDULES.
    """
    _check_day(values["weekday"], values["month_day"])
    table = check_report_table(actor, values["address"], values["format"])
    _check_receivers(receivers, values["address"], values["format"])
    with unit_of_work():
        User.objects.select_for_update(no_key=True, of=("self",)).get(pk=actor.pk)
        if ReportSchedule.objects.filter(by=actor).count() >= MAX_SCHEDULES:
            raise Conflict(MANY)
        schedule = ReportSchedule(by=actor, table=table.name, **values)
        schedule.next_at = _find_next(schedule)
        schedule.save(force_insert=True)
        _set_receivers(schedule, receivers)
        _audit(actor, schedule, {name: (None, values[name]) for name in AUDITED}, receivers)
        return schedule


def update_schedule(
    *, actor: User, schedule: ReportSchedule, receivers: Sequence[User] | None, paused: bool | None, **changes: Any
) -> ReportSchedule:
    """Change a schedule, pause it or go on. Missed times are not made up for. Raise Invalid as `create_schedule`."""
    with unit_of_work():
        locked = ReportSchedule.objects.select_for_update().get(pk=schedule.pk)
        before = {name: getattr(locked, name) for name in AUDITED}
        for name, value in _complete_days(changes).items():
            setattr(locked, name, value)
        _check_day(locked.weekday, locked.month_day)
        locked.table = check_report_table(actor, locked.address, locked.format).name
        if receivers is not None:
            _check_receivers(receivers, locked.address, locked.format)
            _set_receivers(locked, receivers)
        elif before["address"] != locked.address or before["format"] != locked.format:
            present = [row.user for row in locked.receivers.filter(lost_at__isnull=True).select_related("user")]
            _check_receivers(present, locked.address, locked.format)
        is_paused = locked.is_paused if paused is None else paused
        if is_paused or locked.next_at is None or any(before[name] != getattr(locked, name) for name in TIMES):
            locked.next_at = None if is_paused else _find_next(locked)
        locked.save(update_fields=[*AUDITED, "table", "next_at", "updated_at"])
        after = {name: getattr(locked, name) for name in AUDITED}
        changed = {name: (before[name], after[name]) for name in AUDITED if before[name] != after[name]}
        _audit(actor, locked, changed | {"paused": (schedule.is_paused, is_paused)}, receivers)
        return locked


def delete_schedule(*, actor: User, schedule: ReportSchedule) -> None:
    """Delete a schedule; reports that it made stay with those who got them."""
    with unit_of_work():
        _audit(actor, schedule, {"deleted": (None, True)}, None)
        schedule.delete()


def drop_receiver(schedule: ReportSchedule, user: User) -> None:
    """Give somebody who may not see the table no more reports, and tell the owner once."""
    with unit_of_work():
        mine = ReportReceiver.objects.filter(schedule=schedule, user=user, lost_at__isnull=True)
        is_new = bool(mine.update(lost_at=timezone.now()))
        if is_new and schedule.by_id != user.pk and has_permission(schedule.by, PERMISSION):
            data = {"name": schedule.name, "person": user.full_name, "address": build_reports_address()}
            notify(user=schedule.by, type=REPORT_LOST, data=data)


def _complete_days(changes: dict[str, Any]) -> dict[str, Any]:
    """Return the changes; a day of one kind takes that of the other away."""
    if changes.get("weekday") and "month_day" not in changes:
        return changes | {"month_day": None}
    return changes | {"weekday": None} if changes.get("month_day") and "weekday" not in changes else changes


def _find_next(schedule: ReportSchedule) -> datetime:
    return find_next_time(schedule, timezone.now(), zone=get_default_branch().zone)


def _check_day(weekday: int | None, month_day: int | None) -> None:
    if (weekday is None) == (month_day is None):
        raise Invalid.field("weekday", ONE_DAY)


def _check_receivers(receivers: Sequence[User], address: str, report_format: str) -> None:
    for person in receivers:
        try:
            if not has_permission(person, PERMISSION):
                raise Invalid
            check_report_table(person, address, report_format)
        except Invalid as error:
            raise Invalid.field("receivers", CANNOT_GET % {"name": person.full_name}) from error


def _set_receivers(schedule: ReportSchedule, receivers: Sequence[User]) -> None:
    schedule.receivers.exclude(user__in=receivers).delete()
    schedule.receivers.update(lost_at=None)
    known = set(schedule.receivers.values_list("user_id", flat=True))
    new = [ReportReceiver(schedule=schedule, user=user) for user in receivers if user.pk not in known]
    ReportReceiver.objects.bulk_create(new)


def _audit(actor: User, schedule: ReportSchedule, changes: dict[str, Any], receivers: Sequence[User] | None) -> None:
    values = dict(changes)
    if receivers is not None:
        values["receivers"] = (None, ", ".join(sorted(person.full_name for person in receivers)))
    with override("en"):
        write_audit_log(actor, "analytics.report_schedule", schedule, values)
