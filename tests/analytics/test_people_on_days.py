"""Active pupils of any narrowing equal a count day by day: a pupil of several groups or branches counts once."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.db.models import Count, Max

from apps.analytics.fact_queries import SeriesRequest, read_cells, read_sizes
from apps.analytics.models import CourseDay, GroupDay, PersonDay
from apps.analytics.scopes import Scope
from apps.analytics.services.runs import bring_up_to_date
from apps.core.chart_steps import By, split_days_into_steps
from apps.core.lookups import filter_given
from apps.core.measures import Grain, all_measures
from apps.courses.models import Freeze, Group, Membership
from apps.courses.place_sql import STAYS
from tests import factories
from tests.access.side_effects import roll_back
from tests.analytics.months_of_chance import MonthsOfChance
from tests.portal.figures.random_centre import NOW

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 6, 20), date(2026, 11, 21)
COLUMNS = {None: "NULL::uuid", Grain.GROUP: "s.group_id", Grain.COURSE: "s.course_id", Grain.BRANCH: "s.branch_id"}
DAY_BY_DAY = f"""
WITH {STAYS}
SELECT {{subject}}, d.day, count(DISTINCT s.student_id)
FROM unnest(%(days)s::date[]) AS d (day) JOIN stays s ON s.first <= d.day AND s.last >= d.day
WHERE s.branch_id = ANY(%(branches)s::uuid[]) AND s.group_id = ANY(%(groups)s::uuid[])
  AND s.course_id = ANY(%(courses)s::uuid[])
  AND NOT EXISTS (
    SELECT FROM courses_freeze f
    WHERE f.membership_id = s.id AND f.starts_on <= d.day AND (f.ends_on IS NULL OR f.ends_on >= d.day)
)
GROUP BY 1, 2"""


def count_day_by_day(request, chance):
    days = {step.until: step.first for step in request.steps}
    groups = [group for group in chance.groups if request.group in (None, group.pk)]
    if request.scope.groups is not None:
        groups = [group for group in groups if group.pk in request.scope.groups]
    branches = {group.branch_id for group in groups}
    if request.scope.branches is not None:
        branches &= set(request.scope.branches)
    parameters = {
        "days": list(days),
        "branches": [pk for pk in branches if request.branch in (None, pk)],
        "groups": [group.pk for group in groups],
        "courses": [request.course] if request.course else list({group.course_id for group in groups}),
    }
    with connection.cursor() as cursor:
        cursor.execute(DAY_BY_DAY.format(subject=COLUMNS[request.by]), parameters)
        return {(subject, days[day]): people for subject, day, people in cursor.fetchall()}


def read(request):
    cells = read_cells(request)
    return {(subject, day): pair[0] for (subject, _currency), row in cells.items() for day, pair in row.items()}


def choose_request(pick, chance, unit=None):
    """Any period, narrowing and subject."""
    unit = unit or pick.choice(list(By))
    first = FIRST + timedelta(days=pick.randint(0, 80))
    last = min(first + timedelta(days=pick.randint(0, 80)), LAST)
    groups, branches = [group.pk for group in chance.groups], [branch.pk for branch in chance.branches]
    scope = pick.choice([
        Scope(None), Scope(branches), Scope(branches[:1]), Scope(None, pick.sample(groups, 2)), Scope(None, groups[:1])
    ])  # fmt: skip
    chosen = pick.choice([{}, {"course": chance.groups[0].course_id}, {"branch": branches[1]}, {"group": groups[0]}])
    by = pick.choice([None, None, Grain.COURSE, Grain.GROUP, Grain.BRANCH])
    steps = split_days_into_steps(unit, first, last, today=LAST)
    return SeriesRequest(all_measures()["active"], unit, steps, scope, by, **chosen)


def count_differing(chance, *, seed, size=200):
    pick, compared, differing = random.Random(seed), 0, []
    while compared < size:
        request = choose_request(pick, chance)
        wanted = count_day_by_day(request, chance)
        if read(request) != wanted:
            differing.append(request)
        compared += max(len(wanted), 1)
    return differing


@pytest.fixture(scope="module")
def chance_of_module(django_db_setup, django_db_blocker):
    """Months of chance, counted; the groups learn two courses."""
    with django_db_blocker.unblock(), roll_back():
        with time_machine.travel(NOW, tick=False):
            centre = MonthsOfChance(7)
            centre.write()
            Group.objects.filter(pk=centre.groups[3].pk).update(course=factories.make_course(slug="german-a1"))
            centre.groups[3].refresh_from_db()
            bring_up_to_date()
        yield centre


def test_200_random_cells_of_narrowings_equal_a_count_day_by_day(chance):
    assert count_differing(chance, seed=3) == []
    chance.correct()
    chance.move_places()
    chance.groups = list(Group.objects.filter(pk__in=[group.pk for group in chance.groups]).order_by("name"))
    bring_up_to_date()
    assert count_differing(chance, seed=4) == []


def test_pupil_of_two_branches_counts_once_and_a_freeze_of_one_leaves_the_other(chance):
    pupil = factories.make_user(factories.Role.STUDENT, "Twice")
    here, there = (
        Membership.objects.create(group=group, student=pupil, joined_on=joined)
        for group, joined in ((chance.groups[0], "2026-10-01"), (chance.groups[1], "2026-10-10"))
    )
    Freeze.objects.create(membership=here, starts_on="2026-10-12", ends_on="2026-10-14")
    Freeze.objects.create(membership=there, starts_on="2026-10-14", ends_on="2026-10-15")
    steps = split_days_into_steps(By.DAY, date(2026, 9, 30), date(2026, 10, 16), today=LAST)
    both = Scope([branch.pk for branch in chance.branches])
    request = SeriesRequest(all_measures()["active"], By.DAY, steps, both)
    after = read(request)
    Membership.objects.filter(student=pupil).delete()
    before = read(request)
    days = [step.first for step in steps]
    assert [int(after[None, day] - before[None, day]) for day in days] == [0] + [1] * 13 + [0] + [1] * 2


@pytest.mark.parametrize("name", ["trial", "left"])
def test_people_of_single_days_are_those_of_the_facts_of_persons(chance, name):
    pick, compared = random.Random(5), 0
    keys = {None: None, Grain.GROUP: "group", Grain.COURSE: "group__course", Grain.BRANCH: "branch"}
    for _number in range(60):
        request = replace(choose_request(pick, chance, By.DAY), measure=all_measures()[name])
        days = [step.first for step in request.steps]
        rows = PersonDay.objects.filter(measure=name, day__in=days)
        rows = filter_given(rows, group=request.group, group__course=request.course, branch=request.branch)
        for key, wanted in (("branch__in", request.scope.branches), ("group__in", request.scope.groups)):
            rows = rows if wanted is None else rows.filter(**{key: wanted})
        subject = keys[request.by]
        found = (
            rows.order_by().values_list(*filter(None, [subject]), "day").annotate(people=Count("person", distinct=True))
        )
        told = {(row[0] if subject else None, row[-2]): row[-1] for row in found}
        assert read(request) == told, request
        compared += len(told)
    assert compared > 10


@pytest.mark.parametrize(("by", "model", "enough"), [(Grain.GROUP, GroupDay, 3), (Grain.COURSE, CourseDay, 4)])
def test_sizes_are_exact_below_enough_people_and_enough_above(chance, by, model, enough):
    rows = model.objects.filter(measure__in=["active", "attendance"], day__gte="2026-08-01", day__lte="2026-08-31")
    best = dict(rows.values_list(by.value).annotate(most=Max("people")))
    best[factories.make_user(factories.Role.STUDENT, "Nobody").pk] = 0
    assert max(best.values()) >= enough
    steps = split_days_into_steps(By.MONTH, date(2026, 8, 1), date(2026, 8, 31), today=LAST)
    request = SeriesRequest(all_measures()["attendance"], By.MONTH, steps, Scope(None), by)
    sizes = read_sizes(request, list(best), enough=enough)
    assert {key: min(size, enough) for key, size in sizes.items()} == {
        key: min(size, enough) for key, size in best.items()
    }
