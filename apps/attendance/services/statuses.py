"""Writes of attendance statuses: the four built-in ones and the centre's own."""

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.attendance.models import AttendanceStatus
from apps.core.errors import Conflict, Invalid, NotFound, raise_on_constraint_violation
from apps.core.lookups import get_or_not_found
from apps.core.translated_texts import merge_translations
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log

MAX_STATUSES = 40
BUILT_IN_FIXED_FIELDS = ("counts_as", "coins")
"""Fields that a built-in status keeps: it counts as itself, and its coins come from the system settings."""


class StatusOptions(TypedDict, total=False):
    """Values that a status need not have."""

    charged: bool
    coins: int | None
    position: int


def create_attendance_status(
    *, actor: User, code: str, name: Mapping[str, str], counts_as: str, **options: Unpack[StatusOptions]
) -> AttendanceStatus:
    """Create a status. Raise Invalid for an empty name and a code that was ever used; Conflict when there
    are too many.
    """
    _check_name(name)
    with unit_of_work():
        if AttendanceStatus.objects.filter(archived_at__isnull=True).count() >= MAX_STATUSES:
            raise Conflict(_("There are too many statuses."))
        with raise_on_constraint_violation(
            attendance_attendancestatus_code_key=Invalid.field("code", _("This code is taken."))
        ):
            row = AttendanceStatus(code=code, name=dict(name), counts_as=counts_as, **{"position": 100, **options})
            row.save(force_insert=True)
        write_audit_log(actor, "attendance.add_status", row, {"code": (None, code)})
    return row


def update_attendance_status(
    *, actor: User | None, status: AttendanceStatus, changes: Mapping[str, Any]
) -> AttendanceStatus:
    """Change `name`, `counts_as`, `charged`, `coins` and `position`, where given; earlier marks keep their coins and
    charge.

    Raise Invalid for fixed fields of a built-in status and for an empty name.
    """
    with unit_of_work():
        row = get_or_not_found(AttendanceStatus.objects.select_for_update().filter(archived_at__isnull=True), status.pk)
        differing = row.apply_changes(merge_translations(row, changes, "name"))
        _check_name(row.name)
        kept = [field for field in BUILT_IN_FIXED_FIELDS if row.built_in and field in differing]
        if kept:
            raise Invalid(fields={field: [_("A built-in status keeps this.")] for field in kept})
        if differing:
            row.save(update_fields=[*differing, "updated_at"])
            write_audit_log(actor, "attendance.change_status", row, differing)
    return row


def archive_attendance_status(*, actor: User, status: AttendanceStatus) -> None:
    """Archive a status of the centre; its marks keep it. Raise Conflict for a built-in status."""
    if status.built_in:
        raise Conflict(_("A built-in status cannot be removed."))
    with unit_of_work():
        now = timezone.now()
        gone = AttendanceStatus.objects.filter(pk=status.pk, archived_at__isnull=True)
        if not gone.update(archived_at=now, updated_at=now):
            raise NotFound()
        write_audit_log(actor, "attendance.remove_status", status)


def _check_name(name: Mapping[str, str]) -> None:
    if not any(name.values()):
        raise Invalid.field("name", _("Give a name in at least one language."))
