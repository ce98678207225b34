"""Gradebooks and grades as pages show them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils import timezone

from apps.accounts.models import User
from apps.core.translated_texts import pick_translation
from apps.grading import models
from apps.grading.causes import load_causes
from apps.grading.computation import compute_grade
from apps.grading.explanations import AppliedPenalty, Grade, ItemResult, JudgedItem, round_percent
from apps.grading.goals import compute_goal
from apps.grading.gradebook_rows import LoadedGradebook, load_gradebook, read_scale
from apps.grading.queries import list_graded_students, list_items
from apps.grading.records import Extension, GradeEntry
from apps.grading.scales import get_needed_percent

People = Mapping[str, User]
GRID_PAGE = 200
"""Pupils in one answer."""


def build_structure(gradebook: models.Gradebook) -> dict[str, Any]:
    """Return what counts in a gradebook, with its place and its scale."""
    scales = {"usual_scale": gradebook.usual_scale or None, "own_scale": gradebook.own_scale_id}
    return _build_content(gradebook, list(list_items(gradebook))) | scales


def build_head(gradebook: models.Gradebook) -> dict[str, Any]:
    """Return the place of a gradebook and the words of its scale."""
    return {
        "id": gradebook.pk,
        "group": gradebook.group_id,
        "course": gradebook.course_id,
        "title": name_gradebook(gradebook),
        "bands": [{"lower": band.lower, "word": str(band.word)} for band in read_scale(gradebook).bands],
        "revision": gradebook.revision,
    }


def name_gradebook(gradebook: models.Gradebook) -> str:
    """Return the name of its group or course in the active language."""
    if gradebook.group is not None:
        return gradebook.group.name
    assert gradebook.course is not None
    return pick_translation(gradebook.course.title)


def build_grid(gradebook: models.Gradebook, *, reader: User, page: int = 1) -> dict[str, Any]:
    """Return `GRID_PAGE` pupils by name with their grades and cells, the cells in the order of the items; without the
    reader, who may learn there too.
    """
    rows = list_graded_students(gradebook, reader)
    first = (page - 1) * GRID_PAGE
    students = list(rows[first : first + GRID_PAGE])
    loaded = load_gradebook(gradebook, students, to_teacher=True)
    now = timezone.now()
    order = {str(item.pk): place for place, item in enumerate(loaded.items)}
    return _build_content(gradebook, loaded.items) | {
        "student_count": rows.count(),
        "rows": [_build_row(loaded, student, order, compute_grade(loaded.rule, loaded.records[student.pk], now=now))
                 for student in students],
    }  # fmt: skip


def build_grade(gradebook: models.Gradebook, student: User, *, to_teacher: bool) -> dict[str, Any]:
    """Return a pupil's grade with all that it comes from."""
    loaded = load_gradebook(gradebook, [student], to_teacher=to_teacher)
    grade = compute_grade(loaded.rule, loaded.records[student.pk], now=timezone.now())
    items = {str(item.pk): item for item in loaded.items}
    names = {str(category.pk): category.name for category in gradebook.categories.all()}
    people = _load_authors(loaded.records[student.pk].entries, loaded.records[student.pk].extensions)
    causes = load_causes(entry.id for entry in loaded.records[student.pk].entries if entry.id)
    return build_head(gradebook) | _build_summary(grade) | {
        "student": student,
        "categories": [
            {
                "id": result.category.id,
                "name": names[result.category.id],
                "is_extra_credit": result.category.is_extra_credit,
                "drop_lowest": result.category.drop_lowest,
                "keep_highest": result.category.keep_highest,
                "percent": _number(result.percent),
                "weight": _percent(result.weight),
                "contribution": _number(result.contribution),
                "items": [
                    _explain_item(loaded, student, items[one.item.id], one, people, causes) for one in result.items
                ],
            }
            for result in grade.categories
        ],
    }  # fmt: skip


def build_summaries(gradebooks: Sequence[models.Gradebook], student: User) -> list[dict[str, Any]]:
    """Return a pupil's grade in each of these gradebooks, as the pupil sees it."""
    now = timezone.now()
    summaries = []
    for gradebook in gradebooks:
        loaded = load_gradebook(gradebook, [student], to_teacher=False)
        grade = compute_grade(loaded.rule, loaded.records[student.pk], now=now)
        summaries.append(build_head(gradebook) | _build_summary(grade) | {"student": student})
    return summaries


def build_goal(gradebook: models.Gradebook, student: User, *, band: int, to_teacher: bool) -> dict[str, Any]:
    """Return what the pupil needs on the items that remain for a band of the scale, 0 the lowest. Raise Invalid on
    `band` for no band.
    """
    loaded = load_gradebook(gradebook, [student], to_teacher=to_teacher)
    percent = get_needed_percent(loaded.rule.scale, band)
    goal = compute_goal(loaded.rule, loaded.records[student.pk], percent, now=timezone.now())
    return {
        "word": str(loaded.rule.scale.bands[band].word),
        "percent": percent,
        "state": goal.state,
        "needed_percent": goal.needed_percent,
        "items": goal.items,
    }


def _build_content(gradebook: models.Gradebook, items: Sequence[models.GradeItem]) -> dict[str, Any]:
    categories = list(gradebook.categories.all())
    places = {category.pk: place for place, category in enumerate(categories)}
    return build_head(gradebook) | {
        "categories": categories,
        "items": [_build_item(item) | {"category": places[item.category_id]} for item in items if item.category_id],
    }


def _build_item(item: models.GradeItem) -> dict[str, Any]:
    names = (
        "id name source max_points weight is_extra_credit is_excused due_at missing late_percent_per_day late_floor "
        "late_grace_minutes"
    )
    return {name: getattr(item, name) for name in names.split()} | {
        "quiz": item.quiz_id,
        "assignment": item.assignment_id,
    }


def _build_summary(grade: Grade) -> dict[str, Any]:
    return {"percent": grade.percent, "word": str(grade.band.word) if grade.band else None}


def _build_row(loaded: LoadedGradebook, student: User, order: Mapping[str, int], grade: Grade) -> dict[str, Any]:
    cells: list[Any] = [None] * len(order)
    for category in grade.categories:
        for place, one in enumerate(category.judged):
            cells[order[one.item.id]] = _build_cell(one, is_dropped=place in category.dropped)
    return {"student": student, "cells": cells} | _build_summary(grade)


def _build_cell(result: JudgedItem, *, is_dropped: bool) -> dict[str, Any]:
    points, counted, written = None, result.counted, None
    for entry in result.entries:
        written = written if entry.is_result else entry
    if counted is not None and counted.points is not None:
        points = counted.points - (result.penalty.points_taken if result.penalty else 0)
    cell: dict[str, Any] = {"points": points, "state": result.state, "last": written.id if written else None}
    # A grid has thousands of cells, and few of these are true.
    if counted is not None and counted.is_result:
        cell["is_result"] = True
    if is_dropped:
        cell["is_dropped"] = True
    if result.penalty is not None:
        cell["is_late"] = True
    return cell


def _explain_item(
    loaded: LoadedGradebook,
    student: User,
    row: models.GradeItem,
    result: ItemResult,
    people: People,
    causes: Mapping[str, str],
) -> dict[str, Any]:
    work = loaded.work[student.pk].get(result.item.id)
    return {
        "id": row.pk,
        "name": row.name,
        "source": row.source,
        "quiz": row.quiz_id,
        "assignment": row.assignment_id,
        "work": work.id if work else None,
        "state": result.state,
        "max_points": row.max_points,
        "points": _number(result.points),
        "weight": _percent(result.weight),
        "contribution": _number(result.contribution),
        "is_dropped": result.is_dropped,
        "is_extra_credit": row.is_extra_credit,
        "due_at": result.extension.due_at if result.extension else result.item.due_at,
        "handed_in_at": work.handed_in_at if work else None,
        "penalty": _build_penalty(result.penalty),
        "extension": _build_extension(result.extension, people),
        "entries": [
            _build_entry(entry, people, causes, counts=entry is result.counted)
            for entry in result.entries
            if not (entry.is_result and entry.is_excused)
        ],
    }


def _build_penalty(penalty: AppliedPenalty | None) -> dict[str, Any] | None:
    if penalty is None:
        return None
    rule = penalty.rule
    return {
        "days": penalty.days,
        "points_taken": penalty.points_taken,
        "percent_per_day": rule.percent_per_day,
        "floor": rule.floor,
    }


def _build_extension(extension: Extension | None, people: People) -> dict[str, Any] | None:
    if extension is None:
        return None
    return {"due_at": extension.due_at, "reason": extension.reason, "author": people.get(extension.author)}


def _build_entry(entry: GradeEntry, people: People, causes: Mapping[str, str], *, counts: bool) -> dict[str, Any]:
    return {
        "id": entry.id or None,
        "points": entry.points,
        "is_excused": entry.is_excused,
        "reason": " ".join(filter(None, (causes.get(entry.id), entry.reason))),
        "author": people.get(entry.author),
        "written_at": entry.written_at,
        "is_result": entry.is_result,
        "counts": counts,
    }


def _load_authors(entries: Sequence[GradeEntry], extensions: Sequence[Extension]) -> dict[str, User]:
    ids = {entry.author for entry in entries if entry.author} | {row.author for row in extensions if row.author}
    return {str(user.pk): user for user in User.objects.filter(pk__in=[UUID(key) for key in ids])}


def _number(value: Fraction | Decimal | None) -> Decimal | None:
    return None if value is None else round_percent(Fraction(value))


def _percent(share: Fraction) -> Decimal:
    return round_percent(share * 100)
