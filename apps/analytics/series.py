"""Series of a measure: datasets for a chart, the same as a table, and a sentence that says what they mean."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.accounts.queries import get_figures_zone
from apps.analytics.chart_data import Dataset, Series
from apps.analytics.fact_queries import Cells, SeriesRequest, read_cells, read_sizes
from apps.analytics.measure_values import NOTHING, Pair, compute_value
from apps.analytics.scopes import Scope, get_scope, list_visible_measures
from apps.analytics.sentences import build_sentence
from apps.core.chart_steps import By, ChartStep, format_step, split_days_into_steps
from apps.core.errors import Invalid
from apps.core.local_days import get_today
from apps.core.measures import Grain, Measure, Unit
from apps.core.money import get_currency_name
from apps.core.translated_texts import pick_translation
from apps.courses.models import Course, Group
from apps.settings.models import Branch

SMALL = 5
"""Groups, courses and branches of fewer people are not shown one by one."""
MOST_SERIES = 50
"""So many subjects have a series of their own; the others are in the one of the rest."""


def get_measure(user: User, name: str) -> Measure:
    """Return a measure that the user may see. Raise Invalid on "measure" otherwise."""
    measure = next((measure for measure in list_visible_measures(user) if measure.name == name), None)
    if measure is None:
        raise Invalid.field("measure", _("There is no such measure."))
    return measure


def split_period(
    user: User, unit: By, first: date | None, last: date | None, *, branch: UUID | None = None
) -> list[ChartStep]:
    """Return the steps of a period, in days of one of the user's branches, else of the default one. Raise Invalid on
    "from".
    """
    return split_days_into_steps(unit, first, last, today=get_today_of(user, branch))


def get_today_of(user: User, branch: UUID | None) -> date:
    """Return the current day of one of the user's branches, else of the default one."""
    return get_today(get_figures_zone(user, branch))


def get_series(
    user: User,
    measure: Measure,
    *,
    unit: By,
    steps: Sequence[ChartStep],
    by: Grain | None = None,
    branch: UUID | None = None,
    group: UUID | None = None,
    course: UUID | None = None,
    scope: Scope | None = None,
) -> Series:
    """Return a series of what the user may see; the number of queries is constant.

    Raise Invalid on what the measure is not counted by.
    """
    request = SeriesRequest(measure, unit, steps, scope or get_scope(user), by, branch, group, course)
    if request.grain not in measure.grains or (by is not None and by not in measure.grains):
        wanted = next((name for name in ("group", "course") if getattr(request, name)), "by")
        raise Invalid.field(wanted, _("This measure is not counted in this way."))
    cells = read_cells(request)
    subjects = {subject for subject, _currency in cells if subject is not None}
    sizes = read_sizes(request, subjects, enough=SMALL) if measure.about_people and subjects else {}
    small = {subject for subject in subjects if sizes.get(subject, 0) < SMALL} if measure.about_people else set()
    rest = _choose_rest(subjects, small, cells, people=sum(sizes.get(subject, 0) for subject in small))
    hidden = len(small)
    if small and rest == set():
        cells = {key: values for key, values in cells.items() if key[0] not in small}
    # A centre may have thousands of groups: names are read of those that are shown by themselves.
    names = _read_names(by, subjects - small - rest)
    subject = group or course
    if subject is not None and by is None and measure.about_people and _is_too_small(request, subject):
        cells, hidden = {}, 1
    return _build(request, cells, names, rest, hidden)


def get_person_series(person: User, measure: Measure, *, unit: By, steps: Sequence[ChartStep]) -> Series:
    """Return a series of one person, whom the caller may see."""
    request = SeriesRequest(measure, unit, steps, Scope(None), person=person.pk)
    return _build(request, read_cells(request), {}, set(), 0)


def _is_too_small(request: SeriesRequest, subject: UUID) -> bool:
    grain = Grain.GROUP if request.group else Grain.COURSE
    return read_sizes(replace(request, by=grain), [subject], enough=SMALL).get(subject, 0) < SMALL


def _choose_rest(subjects: set[UUID], small: set[UUID], cells: Cells, *, people: int) -> set[UUID]:
    """Return the subjects that are shown together. When the small ones have too few people together too, they could be
    found as the difference of the others from all: then the least of the others joins them, and without one none is
    shown.
    """
    weights: dict[UUID | None, Decimal] = {}
    for (subject, _currency), row in cells.items():
        weights[subject] = sum((numerator for numerator, _of in row.values()), weights.get(subject, Decimal(0)))
    ordered = sorted(subjects - small, key=lambda subject: (weights[subject], str(subject)), reverse=True)
    rest = small | set(ordered[MOST_SERIES:])
    if small and people < SMALL and rest == small:
        return small | {ordered[-1]} if ordered else set()
    return rest


def _build(request: SeriesRequest, cells: Cells, names: dict[UUID, str], rest: set[UUID], hidden: int) -> Series:
    measure, steps = request.measure, request.steps
    merged: dict[tuple[UUID | None, str, str], dict[date, Pair]] = {}
    for (subject, currency), values in cells.items():
        key: tuple[UUID | None, str, str]
        if request.by is not None and subject in rest:
            key = (None, _("The rest"), currency)
        elif request.by is not None:
            if subject is None or subject not in names:
                continue
            key = (subject, names[subject], currency)
        else:
            key = (None, str(measure.label), currency)
        row = merged.setdefault(key, {})
        for day, (numerator, denominator) in values.items():
            before = row.get(day, NOTHING)
            row[day] = (before[0] + numerator, before[1] + denominator)
    if not merged and request.by is None and measure.unit is not Unit.MONEY and not hidden:
        merged[None, str(measure.label), ""] = {}
    ordered = sorted(merged.items(), key=lambda item: (item[0][0] is None, item[0][1], item[0][2]))
    datasets = [
        Dataset(
            subject,
            f"{label}, {get_currency_name(currency)}" if currency else label,
            currency or None,
            [compute_value(measure, values.get(step.first)) for step in steps],
        )
        for (subject, label, currency), values in ordered
    ]
    labels = [format_step(request.unit, step) for step in steps]
    over = steps[-1].until == steps[-1].last
    first, last = steps[0].first, steps[-1].until
    series = Series(measure, request.unit, first, last, request.by, labels, datasets, hidden, is_over=over)
    return replace(series, sentence=build_sentence(series))


def _read_names(by: Grain | None, subjects: set[UUID]) -> dict[UUID, str]:
    if by is Grain.GROUP:
        return dict(Group.objects.filter(pk__in=subjects).values_list("pk", "name"))
    if by is Grain.COURSE:
        titles = Course.objects.filter(pk__in=subjects).values_list("pk", "title")
        return {pk: pick_translation(title) for pk, title in titles}
    return dict(Branch.objects.filter(pk__in=subjects).values_list("pk", "name")) if by is Grain.BRANCH else {}
