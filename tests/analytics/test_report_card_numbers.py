"""Numbers of report cards are those that dashboards and series show, and a pupil is compared with nobody else."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import ChildProfile
from apps.analytics.models import PersonDay
from apps.analytics.services.runs import bring_up_to_date
from apps.courses.models import Membership
from tests import factories
from tests.analytics.report_card_requests import ROOT, count_facts, list_cards, make_batch, post_batch
from tests.factories import client_for
from tests.grading.gradebook_requests import make_gradebook, write

pytestmark = pytest.mark.django_db
WHOLE = {"first_day": "2026-08-01", "last_day": "2026-11-21"}


def read_series(client, path):
    """Datasets of a dashboard by measure: one value for each step."""
    answer = client.get(path)
    assert answer.status == 200, answer.json
    return {one["measure"]["name"]: one["datasets"][0]["data"] for one in answer.json["series"]}


def test_numbers_are_those_of_the_pupils_dashboard(chance_of_test, admin):
    group, pupil = chance_of_test.groups[0], chance_of_test.pupils[3]
    PersonDay.objects.filter(person=pupil).exclude(group=group).delete()
    client = client_for(pupil)
    months = read_series(client, "/analytics/student/?step=month&from=2026-08-01&to=2026-11-21")
    card = list_cards(chance_of_test.teacher, make_batch(chance_of_test.teacher, group, **WHOLE))[pupil.full_name]
    assert card["steps"] == ["2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01"]
    shown = {one["name"]: one for one in card["measures"]}
    assert set(shown) == set(months) - {"coins", "study_time"}
    for name, one in shown.items():
        assert one["data"] == months[name], name
    assert shown["homework"]["value"] == sum(months["homework"]) > 0

    october = {"first_day": "2026-10-01", "last_day": "2026-10-31"}
    card = list_cards(chance_of_test.teacher, make_batch(chance_of_test.teacher, group, **october))[pupil.full_name]
    month = read_series(client, "/analytics/student/?step=month&from=2026-10-01&to=2026-10-31")
    days = read_series(client, "/analytics/student/?step=day&from=2026-08-31&to=2026-09-30")
    assert {one["name"]: one["value"] for one in card["measures"]} == {name: month[name][0] for name in shown}
    for one in card["measures"]:
        if one["name"] in ("homework_given", "homework", "quiz_attempts"):
            assert one["before"] == sum(days[one["name"]]), one

    cards = list_cards(admin, make_batch(admin, group, **WHOLE))
    series = client_for(admin).get(f"/analytics/series/?measure=homework&step=month&from=2026-08-01&group={group.pk}")
    given = [next(one["data"] for one in card["measures"] if one["name"] == "homework") for card in cards.values()]
    assert [sum(step) for step in zip(*given, strict=True)] == series.json["datasets"][0]["data"]


def test_first_days_and_unfinished_weeks_count_from_the_day_that_was_asked(group, pupil, second_pupil, teacher):
    count_facts(group, pupil, days=5)
    day = group.today
    batch = make_batch(teacher, group, first_day=day.isoformat(), last_day=day.isoformat())
    cards = list_cards(teacher, batch)
    given = next(one for one in cards["Jasur Oripov"]["measures"] if one["name"] == "homework_given")
    assert (given["value"], given["before"], given["data"]) == (1, 1, [1])
    assert date.fromisoformat(cards["Jasur Oripov"]["steps"][0]).weekday() == 0
    empty = {one["name"]: (one["value"], one["before"]) for one in cards["Laylo Saidova"]["measures"]}
    assert empty["attendance"] == (None, None), "who did nothing is compared with nothing"
    assert empty["homework_given"] == (0, None)


def test_grade_is_the_one_that_the_pupil_sees_and_children_get_no_scores(group, pupil, second_pupil, teacher):
    count_facts(group, pupil, second_pupil)
    write(teacher, make_gradebook(teacher, group, {}), pupil, "18")
    ChildProfile.objects.create(user=second_pupil, birth_date="2017-05-01", code="A1B2C3")
    cards = list_cards(teacher, make_batch(teacher, group))
    (own,) = client_for(pupil).get("/grading/grades/").json
    assert cards["Jasur Oripov"]["grades"] == [{"percent": "90.00", "word": own["word"]}]
    assert cards["Laylo Saidova"]["grades"] == []
    scores = {name: "homework_score" in {one["name"] for one in card["measures"]} for name, card in cards.items()}
    assert scores == {"Jasur Oripov": True, "Laylo Saidova": False}


def test_cost_does_not_grow_with_the_group(group, pupil, second_pupil, teacher):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert post_batch(teacher, group).status == 201
        return len(queries)

    count_facts(group, pupil, second_pupil)
    post_batch(teacher, group)
    few = count()
    for number in range(8):
        student = factories.make_user(factories.Role.STUDENT, "Pupil", email=f"pupil{number}@example.uz")
        Membership.objects.create(group=group, student=student, joined_on="2026-09-01")
        count_facts(group, student)
    bring_up_to_date()
    assert count() == few
    batch = make_batch(teacher, group)
    with CaptureQueriesContext(connection) as queries:
        assert len(client_for(teacher).get(f"{ROOT}/batches/{batch['id']}/cards/").json["results"]) == 10
    assert len(queries) < 25
