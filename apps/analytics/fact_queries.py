"""Values of a measure by step and subject, from daily facts; each query reads one index of a table of facts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from typing import Any
from uuid import UUID

from django.db import connection

from apps.analytics.fact_sql import build_parameters
from apps.analytics.scopes import Scope
from apps.core.chart_steps import By, ChartStep
from apps.core.measures import Combination, Grain, Measure

SubjectKey = tuple[UUID | None, str]
"""A branch, group or course (None: all of the scope together), and the currency of money."""
Cells = dict[SubjectKey, dict[date, tuple[Decimal, Decimal]]]
"""Numerator and denominator by the first day of the step."""

SOURCES = {
    Grain.GROUP: (
        "analytics_groupday f JOIN courses_group g ON g.id = f.group_id",
        "f.group_id",
        "g.course_id",
        "g.branch_id",
    ),
    Grain.COURSE: ("analytics_courseday f", "NULL::uuid", "f.course_id", "f.branch_id"),
    Grain.BRANCH: ("analytics_branchday f", "NULL::uuid", "NULL::uuid", "f.branch_id"),
    Grain.PERSON: (
        "analytics_personday f LEFT JOIN courses_group g ON g.id = f.group_id",
        "f.group_id",
        "g.course_id",
        "f.branch_id",
    ),
}
"""Tables, with what says their group, course and branch."""


@dataclass(frozen=True)
class SeriesRequest:
    """What is asked of a measure: the steps, the subject of each series (None: all together), filters, the scope.

    `person`: of one person. `people`: of these, with `by` PERSON of each one.
    """

    measure: Measure
    unit: By
    steps: Sequence[ChartStep]
    scope: Scope
    by: Grain | None = None
    branch: UUID | None = None
    group: UUID | None = None
    course: UUID | None = None
    person: UUID | None = None
    people: Collection[UUID] | None = None

    @property
    def grain(self) -> Grain:
        """The table of facts that answers."""
        if self.person is not None or self.people is not None:
            return Grain.PERSON
        if self.by is Grain.GROUP or self.group is not None or self.scope.groups is not None:
            return Grain.GROUP
        return Grain.COURSE if self.by is Grain.COURSE or self.course is not None else Grain.BRANCH

    @property
    def is_of_one_subject(self) -> bool:
        """Whether all of it is one group, or one branch."""
        if self.group is not None or self.course is not None or self.scope.groups is not None:
            return self.group is not None
        branches = set(self.scope.branches or [])
        return self.branch is not None or len(branches) == 1

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter or the scope leaves something out."""
        return not self.scope.is_whole or bool(self.branch or self.group or self.course)


def read_cells(request: SeriesRequest) -> Cells:
    """Return the values of a measure; sums of days for each step, or people counted once."""
    if request.grain is Grain.PERSON or not request.measure.counts_people:
        return _sum_facts(request)
    if request.measure.combination is Combination.PEOPLE and request.unit is not By.DAY:
        return _count_people(request)
    return _read_last_days(request)


def read_sizes(request: SeriesRequest, subjects: Collection[UUID], *, enough: int) -> dict[UUID, int]:
    """Return of how many people each subject is: of its active pupils on the best day, or of those who are counted. Of
    a subject that has `enough` people it may be fewer, as no more days are read than it takes to know that.
    """
    by_groups = request.scope.groups is not None or request.group is not None
    grain = Grain.GROUP if by_groups else request.by or request.grain
    subject, where = _build_conditions(request, grain)
    facts = f"""
{SOURCES[grain][0]}
WHERE {subject} = s.id AND f.measure = ANY(%(measures)s) AND f.day BETWEEN %(first)s AND %(last)s AND {where}"""
    statement = f"""
SELECT s.id, COALESCE(large.people, small.people, 0) FROM unnest(%(subjects)s::uuid[]) AS s (id)
LEFT JOIN LATERAL (SELECT f.people FROM {facts} AND f.people >= %(enough)s LIMIT 1) large ON true
LEFT JOIN LATERAL (SELECT max(f.people) AS people FROM {facts} AND large.people IS NULL) small ON true"""  # noqa: S608
    more = {"measures": ["active", request.measure.name], "subjects": list(subjects), "enough": enough}
    return dict(_run(statement, _build_parameters(request) | more))


def _sum_facts(request: SeriesRequest) -> Cells:
    subject, where = _build_conditions(request, request.grain)
    table = SOURCES[request.grain][0]
    person = "AND f.person_id = %(person)s" if request.person is not None else ""
    person += " AND f.person_id = ANY(%(people)s::uuid[])" if request.people is not None else ""
    centre = "AND f.branch_id IS NOT NULL" if request.grain is Grain.BRANCH else ""
    return _collect(
        f"""
SELECT {subject}, f.currency, date_trunc('{request.unit.value}', f.day)::date, sum(f.numerator), sum(f.denominator)
FROM {table} WHERE f.measure = %(measure)s AND f.day BETWEEN %(first)s AND %(last)s {person} {centre} AND {where}
GROUP BY 1, 2, 3""",  # noqa: S608
        request,
    )


def _count_people(request: SeriesRequest) -> Cells:
    subject, where = _build_conditions(request, Grain.PERSON)
    return _collect(
        f"""
SELECT {subject}, f.currency, date_trunc('{request.unit.value}', f.day)::date, count(DISTINCT f.person_id), 0
FROM {SOURCES[Grain.PERSON][0]} WHERE f.measure = %(measure)s AND f.day BETWEEN %(first)s AND %(last)s AND {where}
GROUP BY 1, 2, 3""",  # noqa: S608
        request,
    )


def _read_last_days(request: SeriesRequest) -> Cells:
    """Read the last day of each step. Facts of several subjects would count a person of two twice: then people are
    counted on these days.
    """
    untils = {step.until: step.first for step in request.steps}
    if request.by is request.grain and request.grain is not Grain.COURSE:
        subject, where = _build_conditions(request, request.grain)
        table, kept = SOURCES[request.grain][0], "f.branch_id IS NOT NULL" if request.grain is Grain.BRANCH else "true"
    elif request.by is None and not request.is_narrowed:
        subject, where, table, kept = "NULL::uuid", "true", SOURCES[Grain.BRANCH][0], "f.branch_id IS NULL"
    elif request.by is None and request.is_of_one_subject:
        subject, where = _build_conditions(request, request.grain)
        table, kept = SOURCES[request.grain][0], "true"
    elif request.measure.periods:
        return _count_people_on_days(request, untils)
    else:
        return _count_people(request)
    cells = _collect(
        f"""
SELECT {subject}, f.currency, f.day, f.numerator, 0 FROM {table}
WHERE f.measure = %(measure)s AND f.day = ANY(%(untils)s::date[]) AND {kept} AND {where}""",  # noqa: S608
        request,
        untils=list(untils),
    )
    return _move_to_first_days(cells, untils)


def _count_people_on_days(request: SeriesRequest, untils: dict[date, date]) -> Cells:
    """Count people from the periods of the measure: those of one person that overlap are one. The cost grows with the
    number of periods, not with their days.
    """
    days = sorted(untils)
    subject, where = _build_conditions(request, None)
    statement = f"""
WITH spans AS (
    SELECT {subject} AS subject, unnest(range_agg(f.days)) AS span FROM ({request.measure.periods}) f
    WHERE {where} GROUP BY 1, f.person
)
SELECT c.subject, c.place, sum(c.change) FROM (
    SELECT subject, width_bucket(lower(span) - 1, %(days)s::date[]) AS place, count(*) AS change
    FROM spans GROUP BY 1, 2
    UNION ALL
    SELECT subject, width_bucket(upper(span) - 1, %(days)s::date[]), -count(*) FROM spans GROUP BY 1, 2
) c GROUP BY 1, 2"""  # noqa: S608
    changes: dict[UUID | None, list[int]] = {}
    for one, place, change in _run(statement, _build_parameters(request) | build_parameters(request.measure, days)):
        changes.setdefault(one, [0] * (len(days) + 1))[place] = change
    return {
        (one, ""): {
            untils[day]: (Decimal(people), Decimal(0))
            for day, people in zip(days, accumulate(row[:-1]), strict=True)
            if people
        }
        for one, row in changes.items()
    }


def _move_to_first_days(cells: Cells, untils: dict[date, date]) -> Cells:
    return {key: {untils[day]: value for day, value in values.items()} for key, values in cells.items()}


def _build_conditions(request: SeriesRequest, grain: Grain | None) -> tuple[str, str]:
    """Return the column of the subject and the conditions of filters and scope; without a grain for raw rows."""
    group, course, branch = SOURCES[grain][1:] if grain else ("f.group_id", "f.course_id", "f.branch_id")
    subjects = {Grain.GROUP: group, Grain.COURSE: course, Grain.BRANCH: branch, Grain.PERSON: "f.person_id"}
    subject = subjects[request.by] if request.by else "NULL::uuid"
    conditions = ["true"] if request.by is None else [f"{subject} IS NOT NULL"]
    for name, column in (("group", group), ("course", course), ("branch", branch)):
        if getattr(request, name) is not None:
            conditions.append(f"{column} = %({name})s")
    if request.scope.branches is not None:
        conditions.append(f"{branch} = ANY(%(branches)s::uuid[])")
    if request.scope.groups is not None:
        conditions.append(f"{group} = ANY(%(groups)s::uuid[])")
    return subject, " AND ".join(conditions)


def _collect(statement: str, request: SeriesRequest, **more: Any) -> Cells:
    cells: Cells = {}
    for subject, currency, day, numerator, denominator in _run(statement, _build_parameters(request) | more):
        cells.setdefault((subject, currency), {})[day] = (Decimal(numerator), Decimal(denominator))
    return cells


def _build_parameters(request: SeriesRequest) -> dict[str, Any]:
    return {
        "measure": request.measure.name,
        "first": request.steps[0].first,
        "last": request.steps[-1].until,
        "branches": None if request.scope.branches is None else list(request.scope.branches),
        "groups": None if request.scope.groups is None else list(request.scope.groups),
        "people": None if request.people is None else list(request.people),
        **{name: getattr(request, name) for name in ("branch", "group", "course", "person")},
    }


def _run(statement: str, parameters: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
