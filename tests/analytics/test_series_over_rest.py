"""Series over REST: what they hold, who sees what of them, and small groups."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.analytics.models import BranchDay, GroupDay
from apps.settings.models import AuditLog
from tests.factories import client_for

pytestmark = pytest.mark.django_db


def get(user, **query):
    words = "&".join(f"{name.rstrip('_')}={value}" for name, value in query.items())
    return client_for(user).get(f"/analytics/series/?{words}")


def list_keys(answer):
    return {dataset["key"] for dataset in answer.json["datasets"]}


def test_series_has_datasets_table_and_sentence(chance, admin):
    answer = get(admin, measure="attendance", step="month", from_="2026-09-01")
    assert answer.status == 200, answer.json
    body = answer.json
    assert (body["labels"], body["from"], body["to"]) == (["2026-09", "2026-10", "2026-11"], "2026-09-01", "2026-11-21")
    (dataset,) = body["datasets"]
    facts = BranchDay.objects.filter(measure="attendance", day__gte="2026-11-01")
    wanted = 100 * sum(fact.numerator for fact in facts) / sum(fact.denominator for fact in facts)
    assert dataset["data"][2] == round(float(wanted), 1)
    assert body["rows"] == [[label, value] for label, value in zip(body["labels"], dataset["data"], strict=True)]
    assert body["sentence"].startswith("Attendance at the end of the period: ")


def test_active_pupils_of_the_centre_count_once(chance, admin):
    total = get(admin, measure="active", step="day", from_="2026-11-20").json["datasets"][0]["data"]
    assert total == [
        BranchDay.objects.get(measure="active", day=day, branch=None).numerator for day in ("2026-11-20", "2026-11-21")
    ]
    by_branch = get(admin, measure="active", step="day", from_="2026-11-20", by="branch").json["datasets"]
    assert sum(dataset["data"][-1] for dataset in by_branch) >= total[-1] > 0


def test_manager_sees_own_branches_only(chance, admin, manager):
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager = User.objects.get(pk=manager.pk)
    manager.branches.set([chance.branches[1]])
    asked = {"measure": "money_received", "step": "month", "by": "branch", "from_": "2026-06-01"}
    assert list_keys(get(admin, **asked)) == {str(branch.pk) for branch in chance.branches}
    assert list_keys(get(manager, **asked)) == {str(chance.branches[1].pk)}
    assert get(manager, **asked, branch=chance.branches[0].pk).json["datasets"] == []
    group = {"measure": "lessons_held", "step": "month", "by": "group", "from_": "2026-06-01"}
    shown = list_keys(get(manager, **group))
    assert shown
    assert shown <= {str(chance.groups[1].pk), str(chance.groups[3].pk)}
    assert get(manager, measure="active", step="month").json["datasets"][0]["data"][-1] is not None


def test_teacher_sees_own_groups_and_no_money(chance):
    asked = {"measure": "lessons_held", "step": "month", "by": "group", "from_": "2026-06-01"}
    shown = list_keys(get(chance.teacher, **asked))
    assert shown
    assert shown <= {str(chance.groups[0].pk), str(chance.groups[2].pk)}
    assert get(chance.teacher, **asked, group=chance.groups[1].pk).json["datasets"] == []
    for name in ("money_received", "tickets", "leads", "coins", "nothing"):
        assert get(chance.teacher, measure=name).refused_fields == (422, ["measure"])
    names = {row["name"] for row in client_for(chance.teacher).get("/analytics/measures/").json["measures"]}
    assert "attendance" in names
    assert not names & {"money_received", "money_charged", "tickets", "leads", "coins"}


def test_group_of_few_people_is_not_shown_alone(chance, admin):
    small, large = str(chance.groups[2].pk), str(chance.groups[0].pk)
    assert GroupDay.objects.filter(measure="homework", group=small).exists()
    answer = get(admin, measure="active", step="month", by="group", from_="2026-08-01").json
    keys = {dataset["key"] for dataset in answer["datasets"]}
    assert (large in keys, small in keys, None in keys, answer["hidden"] >= 1) == (True, False, True, True)
    alone = get(admin, measure="active", step="month", group=small, from_="2026-08-01").json
    assert (alone["datasets"], alone["hidden"]) == ([], 1)
    assert alone["sentence"] == "Fewer than 5 people: their figure is not shown alone."
    lessons = get(admin, measure="lessons_held", step="month", by="group", from_="2026-06-01").json
    assert lessons["hidden"] == 0


def test_names_are_read_of_groups_that_are_shown_alone(chance, admin):
    small, large = chance.groups[2].pk.hex, chance.groups[0].pk.hex
    with CaptureQueriesContext(connection) as captured:
        answer = get(admin, measure="active", step="month", by="group", from_="2026-08-01").json
    assert chance.groups[0].name in {dataset["label"] for dataset in answer["datasets"]}
    statements = [query["sql"].replace("-", "") for query in captured if '"courses_group"."name"' in query["sql"]]
    assert any(large in statement for statement in statements)
    assert not any(small in statement for statement in statements)


def test_unfinished_month_is_not_held_against_a_whole_one(chance, admin):
    def tell(measure, until):
        return get(admin, measure=measure, step="month", from_="2026-09-01", to=until).json["sentence"]

    assert "so far in the last step" in tell("lessons_held", "2026-11-21")
    assert "one step before" in tell("lessons_held", "2026-10-31")
    assert "one step before" in tell("attendance", "2026-11-21")


def test_measure_is_not_split_by_what_it_does_not_know(chance, admin):
    assert get(admin, measure="money_received", by="group").refused_fields == (422, ["by"])
    assert get(admin, measure="coins", group=chance.groups[0].pk).refused_fields == (422, ["group"])
    assert get(admin, measure="attendance", from_="2026-12-01").refused_fields == (422, ["from"])


def test_table_has_the_values_of_the_chart_and_is_audited(chance, admin):
    asked = {"measure": "money_charged", "step": "month", "from_": "2026-07-01"}
    body = get(admin, **asked).json
    answer = get(admin, **asked, format="csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == body["headings"]
    assert [row[0] for row in rows[1:]] == body["labels"]
    assert AuditLog.objects.filter(action="lists.export").count() == 1


def test_words_follow_the_reader(chance, admin):
    User.objects.filter(pk=admin.pk).update(locale="ru")
    body = get(User.objects.get(pk=admin.pk), measure="attendance").json
    assert body["measure"]["label"] == "Посещаемость"
    assert body["sentence"].startswith("Посещаемость в конце периода")
