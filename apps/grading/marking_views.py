"""Second marking as pages show it: the sheet of a marker, and what it comes to."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from apps.accounts.models import User
from apps.grading.appeal_queries import list_gradebook_teachers
from apps.grading.grade_views import name_gradebook
from apps.grading.gradebook_rows import read_scale
from apps.grading.marking_rows import MarkedWork, WorkState, load_works, measure_agreement
from apps.grading.models import GradeItem, SecondMarking
from apps.grading.queries import list_graded_students, writes_gradebook

PLACES = ("first", "second")


def build_marking(item: GradeItem, reader: User) -> dict[str, Any]:
    """Return how an item is marked, with all works but the reader's. Marks are shown when both are in; so are names to
    the markers of a blind one.
    """
    marking = SecondMarking.objects.select_related("first", "second").filter(item=item).first()
    head = _build_head(item) | {"teachers": list_gradebook_teachers(item.gradebook), "is_set": marking is not None}
    if marking is None:
        empty: dict[str, Any] = {
            "first": None,
            "second": None,
            "gone": [],
            "is_blind": True,
            "tolerance": 0,
            "agreement": None,
        }
        return head | empty | {"works": []}
    marking.item = item
    works = [work for work in load_works(marking) if work.student != reader]
    return head | {
        "first": marking.first,
        "second": marking.second,
        "gone": [name for name in PLACES if not writes_gradebook(getattr(marking, name), item.gradebook)],
        "is_blind": marking.is_blind,
        "tolerance": marking.tolerance,
        "agreement": _build_agreement(item, works),
        "works": [_build_work(marking, work, reader) for work in works],
    }


def build_sheet(marking: SecondMarking, marker: User) -> dict[str, Any]:
    """Return the works that a marker marks, with the marker's own marks."""
    works = load_works(marking, list_graded_students(marking.item.gradebook, marker))
    rows = [build_sheet_row(marking, work, marker) for work in works]
    return _build_head(marking.item) | {"is_blind": marking.is_blind, "rows": rows}


def build_own_row(marking: SecondMarking, student: User, marker: User) -> dict[str, Any]:
    """Return one row of the marker's sheet."""
    (work,) = load_works(marking, [student])
    return build_sheet_row(marking, work, marker)


def build_sheet_row(marking: SecondMarking, work: MarkedWork, marker: User) -> dict[str, Any]:
    """Return a work with the marker's own mark; fixed when both are in, or one of who had the place before. That one
    is shown when both are in.
    """
    place = marking.find_place(marker)
    mark = work.get_mark(place) if place else None
    is_of_another = mark is not None and mark.author_id != marker.pk
    shown = None if is_of_another and not work.is_complete else mark
    return {
        "code": work.code,
        "student": work.student if work.is_named_to(marker, marking) else None,
        "points": shown.points if shown else None,
        "note": shown.note if shown else "",
        "is_fixed": work.is_complete or is_of_another,
        "marked_by": mark.author if mark and is_of_another else None,
    }


def _build_head(item: GradeItem) -> dict[str, Any]:
    return {
        "item": item.pk,
        "name": item.name,
        "max_points": item.max_points,
        "gradebook": item.gradebook_id,
        "title": name_gradebook(item.gradebook),
    }


def _build_work(marking: SecondMarking, work: MarkedWork, reader: User) -> dict[str, Any]:
    is_named = work.is_named_to(reader, marking)
    # What is written in the cell stands beside the name elsewhere: it would tell whose work this is.
    newest = work.newest if is_named else None
    return {
        "code": work.code,
        "student": work.student if is_named else None,
        "state": work.state if is_named else WorkState.WAITING,
        "has_first": work.first is not None,
        "has_second": work.second is not None,
        "first": _build_mark(work, 1),
        "second": _build_mark(work, 2),
        "agreed_points": work.agreed_points,
        "points": newest.points if newest else None,
        "last": newest.pk if newest else None,
    }


def _build_mark(work: MarkedWork, place: int) -> dict[str, Any] | None:
    mark = work.get_mark(place)
    if mark is None or not work.is_complete:
        return None
    return {"points": mark.points, "note": mark.note, "author": mark.author, "marked_at": mark.updated_at}


def _build_agreement(item: GradeItem, works: Sequence[MarkedWork]) -> dict[str, Any]:
    scale = read_scale(item.gradebook)
    return asdict(measure_agreement(works, scale, item.max_points)) | {"has_grades": bool(scale.bands)}
