"""Makes what `computation` reads of the rows of a gradebook."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce

from apps.accounts.models import User
from apps.grading import gradebooks, models, records
from apps.grading.bounds import MOST_DECIMALS
from apps.grading.queries import list_entries, list_extensions, list_items
from apps.grading.scales import USUAL_SCALES, Band, GradeScale, UsualScale
from apps.grading.work_results import Work, WorkResult, load_work

_TEXT = TextField()
_NEVER_ASKED = records.GradeEntry(
    id="", item="", author="", written_at=datetime.min.replace(tzinfo=UTC), is_excused=True, is_result=True
)
_STEP = Decimal(1).scaleb(-MOST_DECIMALS)


@dataclass(frozen=True, kw_only=True)
class LoadedGradebook:
    """A gradebook with its items, and the work and records of some pupils."""

    rule: gradebooks.Gradebook
    items: Sequence[models.GradeItem]
    work: Work
    records: Mapping[UUID, records.PupilRecord]


def load_gradebook(gradebook: models.Gradebook, students: Sequence[User], *, to_teacher: bool) -> LoadedGradebook:
    """Load what the grades of these pupils are computed from, as a teacher or a learner may see it."""
    items = list(list_items(gradebook))
    keys = [student.pk for student in students]
    work = load_work(gradebook, items, keys, to_teacher=to_teacher)
    written = _group(list_entries(items, keys), records.GradeEntry, "points", "is_excused", "reason", "number")
    extended = _group(list_extensions(items, keys), records.Extension, "due_at", "reason")
    by_id = {str(item.pk): item for item in items}
    return LoadedGradebook(
        rule=build_rule(gradebook, items),
        items=items,
        work=work,
        records={key: _build_record(by_id, work[key], written[key], extended[key]) for key in keys},
    )


def build_rule(gradebook: models.Gradebook, items: Sequence[models.GradeItem]) -> gradebooks.Gradebook:
    """Return what counts, and how much."""
    return gradebooks.Gradebook(
        categories=tuple(
            gradebooks.GradeCategory(
                id=str(row.pk),
                weight=row.weight,
                drop_lowest=row.drop_lowest,
                keep_highest=row.keep_highest,
                is_extra_credit=row.is_extra_credit,
            )
            for row in gradebook.categories.all()
        ),
        items=tuple(_read_item(row) for row in items),
        scale=read_scale(gradebook),
    )


def read_scale(gradebook: models.Gradebook) -> GradeScale:
    """Return the scale of a gradebook."""
    if gradebook.own_scale is None:
        return USUAL_SCALES[UsualScale(gradebook.usual_scale)]
    return GradeScale(bands=read_bands(gradebook.own_scale.bands))


def read_bands(bands: Sequence[Mapping[str, str]]) -> tuple[Band, ...]:
    """Return stored bands."""
    return tuple(Band(lower=Decimal(band["lower"]), word=band["word"]) for band in bands)


def _read_item(row: models.GradeItem) -> gradebooks.GradeItem:
    penalty = None
    if row.late_percent_per_day is not None:
        penalty = gradebooks.LatePenalty(
            percent_per_day=row.late_percent_per_day, floor=row.late_floor, grace_minutes=row.late_grace_minutes
        )
    return gradebooks.GradeItem(
        id=str(row.pk),
        category=str(row.category_id),
        max_points=row.max_points,
        weight=row.weight,
        is_extra_credit=row.is_extra_credit,
        is_excused=row.is_excused,
        due_at=get_due_at(row),
        missing=gradebooks.MissingRule(row.missing),
        late_penalty=penalty,
    )


def get_due_at(row: models.GradeItem) -> datetime | None:
    """Return the due time for all: of the item, or of its quiz or homework."""
    if row.due_at is not None:
        return row.due_at
    if row.quiz is not None:
        return row.quiz.closes_at
    return row.assignment.deadline if row.assignment is not None else None


def _build_record(
    items: Mapping[str, models.GradeItem],
    work: Mapping[str, WorkResult],
    written: Sequence[records.GradeEntry],
    extended: Sequence[records.Extension],
) -> records.PupilRecord:
    entries, extensions, handed_in_at = list(written), list(extended), {}
    extended_items = {extension.item for extension in extended}
    for key, result in work.items():
        item = items[key]
        if result.is_excused:
            entries.append(_NEVER_ASKED._replace(item=key))
        if result.share is not None and result.measured_at is not None:
            points = (result.share * item.max_points).quantize(_STEP)
            entries.append(records.build_result(key, points, result.measured_at))
        if result.handed_in_at is not None:
            handed_in_at[key] = result.handed_in_at
        # An extension that a teacher gave in the gradebook counts before that of the work itself.
        if result.due_at is not None and item.due_at is None and key not in extended_items:
            extensions.append(
                records.Extension(id="", item=key, author="", written_at=result.due_at, due_at=result.due_at)
            )
    return records.PupilRecord(entries=entries, extensions=extensions, handed_in_at=handed_in_at)


def _group(rows: QuerySet[Any], record: Any, *names: str) -> defaultdict[UUID, list[Any]]:
    """Return the rows as records by pupil. The database writes ids as text: Python would take as long as the rest."""
    ids = {"key": "pk", "item_key": "item", "author_key": "author"}
    texts = {name: Coalesce(Cast(field, _TEXT), Value("", output_field=_TEXT)) for name, field in ids.items()}
    grouped: defaultdict[UUID, list[Any]] = defaultdict(list)
    found = rows.annotate(**texts).values_list("student", *ids, "created_at", *names)
    for student, *fields in found.iterator(chunk_size=5000):
        grouped[student].append(record(*fields))
    return grouped
