"""Dashboards of roles: of a pupil, a teacher, the centre, and which one is whose."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Guardian, User
from apps.analytics.models import PersonDay
from apps.core.personal_data import list_personal_data_declarations
from tests.factories import client_for

pytestmark = pytest.mark.django_db
PERIOD = "step=month&from=2026-07-01"


def read_names(answer):
    assert answer.status == 200, answer.json
    return [series["measure"]["name"] for series in answer.json["series"]]


def test_pupil_gets_own_figures_and_guardian_those_of_a_child(chance, parent, stranger):
    child = chance.pupils[0]
    Guardian.objects.create(parent=parent, child=child, kind="mother")
    own = client_for(child).get(f"/analytics/student/?{PERIOD}")
    coins = next(series for series in own.json["series"] if series["measure"]["name"] == "coins")
    facts = PersonDay.objects.filter(measure="coins", person=child, day__gte="2026-07-01")
    assert sum(coins["datasets"][0]["data"]) == sum(fact.numerator for fact in facts) != 0
    seen = client_for(parent).get(f"/analytics/student/?{PERIOD}&student={child.pk}")
    assert (seen.json["person"]["id"], seen.json["series"]) == (str(child.pk), own.json["series"])
    assert client_for(stranger).get(f"/analytics/student/?student={child.pk}").status == 404
    assert client_for(parent).get(f"/analytics/student/?student={chance.pupils[1].pk}").status == 404


def test_each_role_gets_its_dashboard(chance, admin, parent):
    for user, kind in (
        (admin, "platform"),
        (chance.teacher, "teacher"),
        (chance.pupils[0], "student"),
        (parent, "student"),
    ):
        assert client_for(user).get(f"/dashboard/?{PERIOD}").json["kind"] == kind
    assert client_for(chance.teacher).get("/analytics/platform/").status == 403
    assert client_for(chance.pupils[0]).get("/analytics/teacher/").status == 403


def test_glance_counts_only_what_the_first_page_shows(chance, admin):
    whole = {
        series["measure"]["name"]: series for series in client_for(admin).get(f"/dashboard/?{PERIOD}").json["series"]
    }
    glance = client_for(admin).get(f"/dashboard/?{PERIOD}&glance=true").json
    assert sorted(series["measure"]["name"] for series in glance["series"]) == [
        "active",
        "attendance",
        "joined",
        "left",
    ]
    assert all(series == whole[series["measure"]["name"]] for series in glance["series"])
    taught = client_for(chance.teacher).get(f"/dashboard/?{PERIOD}&glance=true").json
    assert {series["measure"]["name"] for series in taught["series"]} == {"attendance", "homework_on_time"}
    assert client_for(chance.pupils[0]).get(f"/dashboard/?{PERIOD}&glance=true").json["series"] == []


def test_platform_has_money_for_the_permission_of_money_only(chance, admin, manager):
    assert {"active", "money_received", "tickets", "leads"} <= set(
        read_names(client_for(admin).get("/analytics/platform/"))
    )
    teacher = read_names(client_for(chance.teacher).get("/analytics/teacher/"))
    assert "attendance" in teacher
    assert not {"money_received", "tickets"} & set(teacher)


def test_cost_does_not_grow_with_the_period(chance, admin):
    def count(path):
        client = client_for(admin)
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status == 200
        return len(queries)

    short, long = "step=day&from=2026-11-20", "step=month&from=2024-01-01"
    assert count(f"/analytics/platform/?{short}") == count(f"/analytics/platform/?{long}")


def test_person_days_go_with_the_person(chance):
    pupil = User.objects.get(pk=chance.pupils[0].pk)
    assert PersonDay.objects.filter(person=pupil).exists()
    (declared,) = [row for row in list_personal_data_declarations() if row.model == "analytics.PersonDay"]
    assert declared.erasure == "delete"
    assert declared.get_rows(pupil.pk).exists()
