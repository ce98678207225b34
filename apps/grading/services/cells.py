"""What teachers write for a pupil: points, excuses, other due times."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid, NotFound
from apps.core.stored_messages import FormattedMessage, StoredMessage, serialize_message
from apps.core.uow import unit_of_work
from apps.grading import records
from apps.grading.events import hint_grade_changed
from apps.grading.gradebook_rows import load_gradebook
from apps.grading.models import GradeEntry, GradeExtension, GradeItem
from apps.settings.services import write_audit_log

CHANGED = _("%(name)s wrote %(value)s meanwhile. Your value is not saved.")
NOTHING = _("nothing")
EXCUSED = _("excused")
SAY_WHY = _("Say why you change it.")
GONE = _("The person who wrote it")


@dataclass(frozen=True, kw_only=True)
class CellDraft:
    """What a teacher writes into a cell. `last`: the id of the entry that the teacher saw there, None: none.

    Without points and excuse it takes back what was written: the result of the work counts again. `cause`: what the
    platform says of it, in place of a reason or beside one.
    """

    points: Decimal | None
    is_excused: bool = False
    reason: str = ""
    last: UUID | None = None
    cause: StrOrPromise | None = None

    @property
    def stored_cause(self) -> StoredMessage | None:
        """Return the cause without its language."""
        return None if self.cause is None else serialize_message(self.cause)


def write_entry(*, actor: User, item: GradeItem, student: User, draft: CellDraft) -> GradeEntry:
    """Write into a cell. The same again, after a lost answer, adds nothing.

    The caller has checked that the actor may write for the pupil. Raise Conflict `grade_changed` when somebody else
    wrote there meanwhile, with the other value on `points`; Invalid on `points` for bad ones, and on `reason` without
    a reason where something counts already.
    """
    records.check_points(draft.points, is_excused=draft.is_excused)
    with unit_of_work():
        # Two writers at once: the second waits here, and sees the entry of the first.
        locked = _lock_item(item)
        newest = locked.entries.filter(student=student).select_related("author").order_by("-number").first()
        if newest is not None and newest.pk != draft.last:
            if newest.author_id == actor.pk and _is_same(newest, draft):
                return newest
            raise Conflict(code=ErrorCode.GRADE_CHANGED, fields={"points": [_describe_change(newest)]})
        if not draft.reason.strip() and draft.cause is None and _counts_already(locked, student):
            raise Invalid.field("reason", SAY_WHY)
        entry = GradeEntry.objects.create(
            item=locked,
            student=student,
            number=newest.number + 1 if newest else 1,
            points=draft.points,
            is_excused=draft.is_excused,
            reason=draft.reason.strip(),
            cause=draft.stored_cause,
            author=actor,
        )
        changes = {
            "points": (newest.points if newest else None, entry.points),
            "is_excused": (newest.is_excused if newest else False, entry.is_excused),
            "reason": (None, entry.reason),
        }
        write_audit_log(actor, "grading.write_entry", entry, changes)
        hint_grade_changed(locked.gradebook, student)
        return entry


def find_written_points(item: GradeItem, student: User) -> Decimal | None:
    """Return the points that a teacher wrote last in a cell; None: none, or they are taken back. Call it in the unit of
    work of a change: other writers wait until it ends.
    """
    rows = _lock_item(item).entries.filter(student=student).order_by("-number")
    return rows.values_list("points", flat=True).first()


def give_extension(*, actor: User, item: GradeItem, student: User, due_at: datetime, reason: str) -> GradeExtension:
    """Give a pupil another due time of an item, in place of an earlier extension; it may be before that of all."""
    with unit_of_work():
        locked = _lock_item(item)
        extension = GradeExtension.objects.create(
            item=locked, student=student, due_at=due_at, reason=reason, author=actor
        )
        changes = {"due_at": (None, due_at.isoformat()), "reason": (None, reason)}
        write_audit_log(actor, "grading.give_extension", extension, changes)
        hint_grade_changed(locked.gradebook, student)
        return extension


def _lock_item(item: GradeItem) -> GradeItem:
    rows = GradeItem.objects.select_for_update(of=("self",)).select_related("gradebook")
    locked = rows.filter(pk=item.pk, removed_at__isnull=True).first()
    if locked is None:
        raise NotFound()
    return locked


def _is_same(entry: GradeEntry, draft: CellDraft) -> bool:
    written = (entry.points, entry.is_excused, entry.reason, entry.cause)
    return written == (draft.points, draft.is_excused, draft.reason.strip(), draft.stored_cause)


def _describe_change(entry: GradeEntry) -> FormattedMessage:
    value: StrOrPromise = EXCUSED if entry.is_excused else NOTHING
    if entry.points is not None:
        value = f"{entry.points.normalize():f}"
    return FormattedMessage(CHANGED, name=entry.author.full_name if entry.author else GONE, value=value)


def _counts_already(item: GradeItem, student: User) -> bool:
    """Return whether an entry or the result of the pupil's work counts in this cell."""
    record = load_gradebook(item.gradebook, [student], to_teacher=True).records[student.pk]
    entries = records.sort_by_item(record.entries).get(str(item.pk), ())
    return records.find_counted(entries) is not None
