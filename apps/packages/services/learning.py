"""Writes of how far somebody is in a package."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.learning.services.progress import complete_lesson
from apps.packages import package_results
from apps.packages.models import LearnerPackage, Package, PackageKind, PackageState
from apps.packages.origin import is_on
from apps.packages.package_results import PackageResult
from apps.packages.services.unpacking import unpack_again
from apps.packages.unpacked_files import has_file

TOKEN_BYTES = 32
H5P_JSON = "h5p.json"


def open_package(
    *, user: User, course: Course, lesson_id: UUID, block: UUID, package: Package, is_draft: bool = False
) -> LearnerPackage:
    """Return how far the user is in the package of a block that they may read, made when it is opened first.

    A page (HTML) says nothing of itself: it is done when it is opened. Raise Conflict while packages are off or this
    one is not ready; one whose files the store has lost is unpacked again.
    """
    if not is_on():
        raise Conflict(_("Interactive packages are off on this server."))
    if package.state == PackageState.READY and not has_file(package.pk, _get_first_file(package)):
        unpack_again(package)
        package.state = PackageState.WAITING
    if package.state != PackageState.READY:
        raise Conflict(_("This package is not ready yet."))
    place = {"user": user, "lesson_id": lesson_id, "block": block, "package": package, "is_draft": is_draft}
    token = {"token": secrets.token_urlsafe(TOKEN_BYTES)}
    with unit_of_work():
        row, _is_new = LearnerPackage.objects.get_or_create(**place, defaults=token)
        if package.kind == PackageKind.HTML and not is_draft:
            _record(row, PackageResult(is_done=True, score=None), course)
    return row


def save_package(
    *,
    row: LearnerPackage,
    course: Course,
    version: int,
    cmi: Mapping[str, Any] | None,
    statements: Sequence[PackageResult],
) -> LearnerPackage:
    """Store what a package keeps, and what statements say. The same values again change nothing, None keeps those that
    are stored.

    Raise Conflict when something was saved since `version`, Invalid for values that are not accepted.
    """
    checked = None if cmi is None else package_results.check_cmi(cmi)
    with unit_of_work():
        locked = LearnerPackage.objects.select_for_update(no_key=True, of=("self",)).select_related("package", "user")
        row = locked.get(pk=row.pk)
        if checked is not None and row.cmi != checked:
            if row.version != version:
                raise Conflict(_("This package was opened elsewhere. Load the page again to go on from there."))
            row.cmi, row.version = checked, version + 1
            row.save(update_fields=["cmi", "version", "updated_at"])
        for outcome in (package_results.read_cmi(row.package.kind, row.cmi), *statements):
            _record(row, outcome, course)
    return row


def _record(row: LearnerPackage, outcome: PackageResult, course: Course) -> None:
    """Keep the best score and the first completion; then see whether the lesson is done."""
    scores = [score for score in (row.score, outcome.score) if score is not None]
    is_new = outcome.is_done and row.completed_at is None
    changes = {"score": max(scores, default=None), "completed_at": timezone.now() if is_new else row.completed_at}
    if row.apply_changes(changes):
        row.save(update_fields=["score", "completed_at", "updated_at"])
    if is_new:
        complete_lesson(user=row.user, course=course, lesson_id=row.lesson_id)


def _get_first_file(package: Package) -> str:
    if package.kind == PackageKind.H5P:
        return package.entry + H5P_JSON
    return package.entry.partition("#")[0].partition("?")[0]
