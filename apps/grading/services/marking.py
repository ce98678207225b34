"""Writes of second marking: who marks, what they give, and the grades that come of it."""

from dataclasses import dataclass
from decimal import Decimal
from secrets import token_hex
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid, NotFound
from apps.core.lookups import get_or_not_found
from apps.core.stored_messages import FormattedMessage
from apps.core.uow import unit_of_work
from apps.grading import records
from apps.grading.bounds import Problems
from apps.grading.events import hint_gradebook_changed
from apps.grading.marking_rows import MarkedWork, WorkState, load_works
from apps.grading.models import Gradebook, GradeEntry, GradeItem, GradeSource, ProvisionalMark, SecondMarking
from apps.grading.queries import writes_gradebook
from apps.grading.services.cells import CellDraft, write_entry
from apps.notifications.services import notify
from apps.settings.services import write_audit_log

BY_HAND = _("Only items that are graded by hand can be marked twice.")
TWO_MARKERS = _("Choose two markers.")
STAYS = _("This cannot be changed any more: marks are in.")
OF_ANOTHER = _("Whoever marked in your place before has marked this work. That mark stays.")
BOTH_IN = _("Both marks are in. Yours cannot be changed any more.")
MARKED_TWICE = _("Marked twice: %(first)s and %(second)s.")
NOT_BOTH_IN = _("The marks of both markers are not in yet.")


@dataclass(frozen=True, kw_only=True)
class MarkingDraft:
    """A second marking as it shall be; the fields are those of `models.SecondMarking`."""

    first: User
    second: User
    is_blind: bool
    tolerance: Decimal


def set_marking(*, actor: User, item: GradeItem, draft: MarkingDraft) -> SecondMarking:
    """Have an item marked by two people. The caller has checked that both write the gradebook.

    Until marks are in, another marker or another blindness gives the works new codes: whoever read the old ones with
    the names learns nothing. Raise Conflict for an item that is not graded by hand; Invalid on `second` for the same
    person twice, on `first`, `second` or `is_blind` for what marks that are in do not allow any more: a marker with
    marks stays, and no marker changes who marks blind. The place of a marker who writes the gradebook no more can be
    given to another one, in a blind one by anybody but that one; the marks that are in stay.
    """
    if draft.first == draft.second:
        raise Invalid.field("second", TWO_MARKERS)
    with unit_of_work():
        items = GradeItem.objects.select_for_update(of=("self",)).select_related("gradebook__group")
        locked_item = get_or_not_found(items, item.pk)
        if locked_item.source != GradeSource.HAND:
            raise Conflict(BY_HAND)
        marking = SecondMarking.objects.select_for_update(of=("self",)).filter(item=item).first()
        new = marking is None
        if marking is None:
            marking = SecondMarking(item=item, seed=token_hex(16))
        elif _is_marked_otherwise(marking, draft) and _check_change(actor, marking, draft, locked_item.gradebook):
            marking.seed = token_hex(16)
        told = {draft.first, draft.second} - ({marking.first, marking.second} if not new else set()) - {actor}
        values = {name: getattr(draft, name) for name in ("first", "second", "is_blind", "tolerance")}
        if not (changes := marking.apply_changes(values)) and not new:
            return marking
        marking.save()
        named = {name: (_name(before), _name(after)) for name, (before, after) in changes.items()}
        write_audit_log(actor, "grading.set_second_marking", marking, named)
        for marker in told:
            notify(user=marker, type="grading.marking_assigned", data={"item": str(item.pk), "title": item.name})
        return marking


def stop_marking(*, actor: User, marking: SecondMarking) -> None:
    """Have the item graded by one teacher again. Raise Conflict when marks are in."""
    with unit_of_work():
        locked = _lock_marking(marking)
        if locked.marks.exists():
            raise Conflict(STAYS)
        write_audit_log(actor, "grading.stop_second_marking", locked)
        locked.delete()


def give_mark(*, actor: User, marking: SecondMarking, student: User, points: Decimal, note: str) -> ProvisionalMark:
    """Give a pupil's work points as one of the two markers, in place of earlier ones of the actor.

    The caller has checked that the actor is a marker and not the pupil. Raise NotFound for who is no marker any more,
    Conflict `not_open` when both marks are in already, or that of an earlier marker in the same place.
    """
    records.check_points(points, is_excused=False)
    with unit_of_work():
        locked = _lock_marking(marking)
        place = locked.find_place(actor)
        if place is None:
            raise NotFound()
        marks = {mark.place: mark for mark in locked.marks.filter(student=student)}
        if len(marks) > 1:
            if (marks[place].points, marks[place].note, marks[place].author_id) == (points, note, actor.pk):
                return marks[place]
            raise Conflict(BOTH_IN, code=ErrorCode.NOT_OPEN)
        mark = marks.get(place) or ProvisionalMark(marking=locked, student=student, place=place, author=actor)
        if mark.author_id != actor.pk:
            raise Conflict(OF_ANOTHER, code=ErrorCode.NOT_OPEN)
        changes = {"points": (mark.points, points), "note": (mark.note, note)}
        mark.points, mark.note = points, note
        mark.save()
        write_audit_log(actor, "grading.give_mark", mark, changes)
        return mark


def write_agreed(*, actor: User, marking: SecondMarking) -> int:
    """Write the mean as the grade where both marks are in and within the tolerance, and no grade is written; never for
    the actor. Return how many.
    """
    with unit_of_work():
        locked = _lock_marking(marking)
        works = [work for work in load_works(locked) if work.state == WorkState.AGREED and work.student != actor]
        for work in works:
            _write(actor, locked, work, work.agreed_points, why="", last=work.newest.pk if work.newest else None)
        if works:
            hint_gradebook_changed(locked.item.gradebook)
        return len(works)


def settle(
    *, actor: User, marking: SecondMarking, student: User, points: Decimal, reason: str, last: UUID | None
) -> GradeEntry:
    """Write the grade of a work by hand, with both marks and the reason.

    The caller has checked that the actor may write for the pupil. Raise Conflict `not_open` before both marks are in,
    and as `cells.write_entry`.
    """
    with unit_of_work():
        locked = _lock_marking(marking)
        (work,) = load_works(locked, [student])
        if not work.is_complete:
            raise Conflict(NOT_BOTH_IN, code=ErrorCode.NOT_OPEN)
        return _write(actor, locked, work, points, why=reason, last=last)


def _write(
    actor: User, marking: SecondMarking, work: MarkedWork, points: Decimal | None, *, why: str, last: UUID | None
) -> GradeEntry:
    assert work.first is not None
    assert work.second is not None
    numbers = {"first": f"{work.first.points.normalize():f}", "second": f"{work.second.points.normalize():f}"}
    draft = CellDraft(points=points, reason=why, last=last, cause=FormattedMessage(MARKED_TWICE, **numbers))
    return write_entry(actor=actor, item=marking.item, student=work.student, draft=draft)


def _is_marked_otherwise(marking: SecondMarking, draft: MarkingDraft) -> bool:
    before = (marking.first, marking.second, marking.is_blind)
    return before != (draft.first, draft.second, draft.is_blind)


def _check_change(actor: User, marking: SecondMarking, draft: MarkingDraft, gradebook: Gradebook) -> bool:
    """Return whether no marks are in, so that all may change."""
    used = set(marking.marks.values_list("place", flat=True))
    is_by_marker = marking.is_blind and actor in (marking.first, marking.second, draft.first, draft.second)
    problems = Problems()
    for place, name in ((1, "first"), (2, "second")):
        before, after = getattr(marking, name), getattr(draft, name)
        if before == after:
            continue
        if writes_gradebook(before, gradebook):
            problems.add(name, STAYS, when=place in used or (bool(used) and is_by_marker))
        else:
            # Whoever does not mark reads the codes with the names.
            problems.add(name, STAYS, when=bool(used) and marking.is_blind and after == actor)
    problems.add("is_blind", STAYS, when=bool(used) and marking.is_blind != draft.is_blind)
    problems.raise_if_any()
    return not used


def _lock_marking(marking: SecondMarking) -> SecondMarking:
    """The two markers, and who writes grades, wait here for each other: first for the item, as all writes in it do."""
    items = GradeItem.objects.select_for_update(of=("self",)).filter(removed_at__isnull=True)
    get_or_not_found(items, marking.item_id)
    rows = SecondMarking.objects.select_for_update(of=("self",)).select_related(
        "item__gradebook__group", "first", "second"
    )
    return get_or_not_found(rows, marking.pk)


def _name(value: object) -> object:
    return value.full_name if isinstance(value, User) else value
