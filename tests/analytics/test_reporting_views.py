"""Values of the reporting views equal those of the series, for a role of the centre and for one of a branch."""

import random

import pytest

from apps.analytics.models import BranchDay, GroupDay
from apps.core.measures import Grain, all_measures
from tests.analytics.reporting import make_role, read, signed_in
from tests.factories import client_for

pytestmark = pytest.mark.django_db(transaction=True)
FACTS = ("branch_days", "course_days", "group_days", "branch_months")
MONTHS = {"2026-08-01": "2026-08-31", "2026-10-01": "2026-10-31", "2026-11-01": "2026-11-21"}


def ask(user, measure, day, **more):
    """The values of a day by subject and currency, as the series says; nothing where they are 0."""
    query = {"measure": measure.name, "step": "day", "from": day, "to": day, **more}
    words = "&".join(f"{name}={value}" for name, value in query.items())
    answer = client_for(user).get(f"/analytics/series/?{words}")
    assert answer.status == 200, answer.json
    return {(row["key"], row["currency"] or ""): row["data"][0] for row in answer.json["datasets"] if row["data"][0]}


def look(link, view, subject, measure, day, branch=None):
    """The same as the view says."""
    where = "" if branch is None else f" AND branch_id = '{branch}'"
    period = "month" if view.endswith("months") else "day"
    rows = link.execute(
        f"SELECT {subject}::text, currency, value FROM {view} WHERE measure = %s AND {period} = %s{where}",
        [measure.name, day],
    ).fetchall()
    return {(key, currency): float(value) for key, currency, value in rows if value}


def test_views_say_what_the_series_say(committed_chance, admin, role):
    pick, compared = random.Random(3), 0
    with signed_in(role, make_role(role, "--money")) as link:
        for measure in all_measures().values():
            days = sorted(set(BranchDay.objects.filter(measure=measure.name).values_list("day", flat=True)))
            for day in pick.sample(days, min(4, len(days))):
                pairs = [(ask(admin, measure, day), look(link, "centre_days", "NULL", measure, day))]
                by_branch = ask(admin, measure, day, by="branch")
                pairs.append((by_branch, look(link, "branch_days", "branch_id", measure, day)))
                for grain in {Grain.COURSE, Grain.GROUP} & set(measure.grains):
                    for branch in committed_chance.branches:
                        told = ask(admin, measure, day, by=grain.value, branch=branch.pk)
                        seen = look(link, f"{grain.value}_days", f"{grain.value}_id", measure, day, branch.pk)
                        pairs.append((told, seen))
                for told, seen in pairs:
                    assert seen == told, (measure.name, day)
                    compared += len(told)
    assert compared > 150


def test_months_say_what_the_series_by_month_say(committed_chance, admin, role):
    compared, people = 0, 0
    with signed_in(role, make_role(role, "--money")) as link:
        for measure in all_measures().values():
            for month, last in MONTHS.items():
                period = {"step": "month", "to": last}
                pairs = (
                    (ask(admin, measure, month, **period), look(link, "centre_months", "NULL", measure, month)),
                    (
                        ask(admin, measure, month, **period, by="branch"),
                        look(link, "branch_months", "branch_id", measure, month),
                    ),
                )
                for told, seen in pairs:
                    assert seen == told, (measure.name, month)
                    compared += len(told)
                    people += len(told) * measure.counts_people
    assert (compared > 60, people > 8) == (True, True)


def test_role_of_a_branch_sees_its_rows_and_no_money(committed_chance, role):
    own, foreign = committed_chance.branches[0], committed_chance.branches[1]
    with signed_in(role, make_role(role, "--branch", own.pk)) as link:
        for view in (*FACTS, "branches", "groups"):
            ids = {str(pk) for (pk,) in link.execute(f"SELECT DISTINCT branch_id FROM {view}").fetchall()}
            assert ids - {"None"} == {str(own.pk)}, view
        courses = {str(pk) for (pk,) in link.execute("SELECT course_id FROM courses").fetchall()}
        assert courses == {str(pk) for pk in own.groups.values_list("course", flat=True)}
        for view in ("centre_days", "centre_months"):
            assert link.execute(f"SELECT count(*) FROM {view}").fetchone() == (0,)
        for view in (*FACTS, "measures"):
            assert link.execute(f"SELECT count(*) FROM {view} WHERE measure LIKE 'money%'").fetchone() == (0,)
            assert link.execute(f"SELECT count(*) FROM {view} WHERE measure = 'attendance'").fetchone() > (0,)
    both = make_role(f"{role}_2", "--branch", own.pk, "--branch", foreign.pk, "--money")
    seen = read(f"{role}_2", both, "SELECT count(DISTINCT branch_id) FROM branch_days WHERE measure LIKE 'money%'")
    assert seen == [(2,)]


def test_group_of_few_people_is_in_the_rest(committed_chance, role):
    small = committed_chance.groups[2].pk
    assert GroupDay.objects.filter(measure="homework", group=small).exists()
    asked = "SELECT count(*) FROM group_days WHERE measure {} AND group_id = '{}'"
    with signed_in(role, make_role(role)) as link:
        for name in ("active", "homework", "attendance"):
            assert link.execute(asked.format(f"= '{name}'", small)).fetchone() == (0,)
        assert link.execute(asked.format("= 'lessons_held'", small)).fetchone() > (0,)
        alone = "SELECT count(*) FROM group_days WHERE measure = 'active' AND group_id IS NULL"
        assert link.execute(alone).fetchone() > (0,)


def test_day_and_measure_are_looked_up_in_an_index(committed_chance, role):
    asked = "SELECT sum(value) FROM group_days WHERE measure = 'attendance' AND day >= '2026-11-01'"
    with signed_in(role, make_role(role)) as link:
        link.execute("SET enable_seqscan = off")
        with pytest.raises(Exception, match="permission denied"):
            link.execute("SELECT 1 FROM public.analytics_groupday")
        plan = "\n".join(line for (line,) in link.execute(f"EXPLAIN {asked}").fetchall())
    assert "measure" in plan, plan
    assert "2026-11-01" in plan.partition("analytics_groupday")[2].partition("WindowAgg")[0], plan
