"""Queries about exports, erasure requests, bulk changes and the first run."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.attendance.models import Attendance, AttendanceStatus
from apps.core.lookups import filter_given
from apps.core.models import BulkChange, StoredFile
from apps.core.money import CURRENCIES
from apps.courses.models import Level
from apps.courses.queries import can_see_every_group, list_visible_people
from apps.courses.services.bulk_members import ADD, CHANGE, CLOSE, REOPEN, TRANSFER
from apps.homework.models import Attempt
from apps.homework.services.chosen_pupils import ASSIGN
from apps.lessons.services.sick_days import SICK_DAY
from apps.payments.models import Payment
from apps.portal.models import ErasureRequest, ExportRequest, ExportState
from apps.settings.queries import get_default_branch

PERMISSION_BY_KIND = {
    **dict.fromkeys((ADD, CHANGE, TRANSFER, CLOSE, REOPEN), "groups.manage"),
    SICK_DAY: "lessons.substitute",
    ASSIGN: "homework.assign",
}
"""The permission that a bulk change of each kind needs, and its undo."""


def get_latest_export(person: User, requested_by: User) -> ExportRequest | None:
    """Return the newest archive of the user that this one requested and that was not deleted yet, or None."""
    requests = ExportRequest.objects.filter(person=person, requested_by=requested_by, expires_at__gt=timezone.now())
    return requests.select_related("file").order_by("-id").first()


def is_downloadable_archive(stored: StoredFile) -> bool:
    """Return whether the file is an archive that may still be downloaded."""
    ready = ExportRequest.objects.filter(file=stored, state=ExportState.READY)
    return ready.filter(expires_at__gt=timezone.now()).exists()


def list_visible_erasure_requests(user: User, *, state: str | None = None) -> QuerySet[ErasureRequest]:
    """Return erasure requests about users in reach; for users of every branch also about erased users."""
    requests = ErasureRequest.objects.select_related("person", "requested_by", "decided_by")
    if not user.all_branches:
        requests = requests.filter(person__in=list_visible_people(user).order_by().values("pk"))
    return filter_given(requests, state=state)


def get_latest_erasure_request(person: User) -> ErasureRequest | None:
    """Return the newest erasure request about the user, or None."""
    requests = ErasureRequest.objects.filter(person=person).select_related("requested_by", "decided_by")
    return requests.order_by("-created_at").first()


def list_visible_bulk_changes(user: User, *, kind: str | None = None) -> QuerySet[BulkChange]:
    """Return the user's own bulk changes, and those of all for users who see every group; only of kinds that the user
    may carry out.
    """
    kinds = [name for name, permission in PERMISSION_BY_KIND.items() if has_permission(user, permission)]
    rows = filter_given(BulkChange.objects.filter(kind__in=kinds).select_related("by"), kind=kind)
    return rows if can_see_every_group(user) else rows.filter(by=user)


def find_use_of_memberships(
    student_id: UUID, memberships: Mapping[str, Any] | Collection[str], *, since: datetime
) -> StrOrPromise | None:
    """Return why a change of these memberships at `since` cannot be undone: what was done with them after it. None when
    nothing was.
    """
    marks = Attendance.objects.filter(student=student_id, lesson__group__memberships__in=list(memberships))
    if marks.filter(created_at__gte=since).exists():
        return _("The pupil has marks since.")
    groups = {"homework__assignment__group__memberships__in": list(memberships)}
    if Attempt.objects.filter(homework__student=student_id, created_at__gte=since, **groups).exists():
        return _("The pupil has submitted homework since.")
    paid = Payment.objects.filter(membership__in=list(memberships), created_at__gte=since, settled__gt=0)
    return _("A payment for the membership was paid since.") if paid.exists() else None


def get_first_run_choices() -> dict[str, Any]:
    """Return what the form of the first run begins with: levels, currencies, built-in statuses, time zone."""
    return {
        "levels": list(
            Level.objects.filter(archived_at=None).order_by("position", "code").values_list("code", flat=True)
        ),
        "currencies": list(CURRENCIES),
        "statuses": list(AttendanceStatus.objects.filter(built_in=True).order_by("position", "code")),
        "zone": get_default_branch().zone,
    }
