"""How a class did an assignment, which words it missed, and how one pupil did over ten homeworks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Guardian
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.homework.models import Assignment
from tests import factories
from tests.homework import review_helpers
from tests.homework.review_helpers import assign_free_answer, correct_words, score_recorded_evidence
from tests.homework.submission_helpers import assign_reading, recorded_result, scored_result, submit_and_score


def test_report_has_a_row_for_every_pupil_and_totals(assignment, pupil, second_pupil, teacher, client_for):
    submit_and_score(assignment, pupil, scored_result(82.0, accuracy=90.0))
    submit_and_score(assignment, pupil, scored_result(60.0, accuracy=70.0), take=1)
    report = client_for(teacher).get(f"/homework/assignments/{assignment.pk}/report/").json
    assert (report["title"], report["pupils_count"], report["average"]) == ("Reading, unit 3", 2, 82)
    assert (report["states"], report["parts"]["accuracy"]) == ({"scored": 1, "assigned": 1}, 90)
    rows = {row["student"]["id"]: row for row in report["pupils"]}
    done, undone = rows[str(pupil.pk)], rows[str(second_pupil.pk)]
    assert (done["score"], done["attempts"], done["verdict"], done["parts"]["accuracy"]) == (82, 2, "OK", 90)
    assert (undone["score"], undone["attempts"], undone["attempt"]) == (None, 0, None)
    assert [step["pupils"] for step in report["distribution"]] == [0] * 8 + [1, 0]
    assert (report["distribution"][8]["from"], report["distribution"][8]["to"]) == (80, 90)


@pytest.mark.slow  # 3 s
def test_query_count_of_a_report_does_not_grow_with_pupils(group, teacher, client_for):
    client = client_for(teacher)

    def asked(assignment: Assignment) -> int:
        with CaptureQueriesContext(connection) as captured:
            for part in ("report", "missed-words"):
                assert client.get(f"/homework/assignments/{assignment.pk}/{part}/").status == 200
        return len(captured)

    few = asked(assign_reading(group))
    for number in range(12):
        person = factories.make_user(Role.STUDENT, "Anvar", email=f"anvar{number}@example.uz")
        Membership.objects.create(group=group, student=person, joined_on="2026-09-01")
    many = assign_reading(group)
    for take, homework in enumerate(many.homeworks.select_related("student")):
        submit_and_score(many, homework.student, scored_result(70.0), take=take)
    assert asked(many) == few


def test_missed_words_are_counted_over_counting_attempts(assignment, pupil, second_pupil, teacher, client_for):
    first = submit_and_score(assignment, pupil, score_recorded_evidence())
    second = submit_and_score(assignment, second_pupil, score_recorded_evidence(), take=1)
    client = client_for(teacher)
    tag = next(word.reference for word in recorded_result().words if word.text == "Tag")
    correct_words(client, first, {0: "wrong", 1: "omitted", 5: "not_reached"})
    correct_words(client, second, {0: "near"})
    body = client.get(f"/homework/assignments/{assignment.pk}/missed-words/").json
    rows = {row["index"]: row for row in body["words"]}
    assert (body["pupils_count"], [row["index"] for row in body["words"]]) == (2, [0, tag, 1])
    assert (rows[0]["text"], rows[0]["missed"], rows[0]["near"], rows[0]["wrong"]) == ("But", 2, 1, 1)
    assert (rows[tag]["heard"], rows[tag]["share"]) == ([{"text": "tech", "count": 2}], 1)
    assert (rows[1]["missed"], rows[1]["read"], rows[1]["share"], rows[1]["omitted"]) == (1, 2, 0.5, 1)


def test_free_answer_has_no_missed_words(group, pupil, teacher, client_for):
    assignment = assign_free_answer(group)
    submit_and_score(assignment, pupil, review_helpers.build_answer_result())
    body = client_for(teacher).get(f"/homework/assignments/{assignment.pk}/missed-words/").json
    assert body == {"pupils_count": 1, "words": []}


@pytest.mark.parametrize("part", ["report", "missed-words"])
def test_reports_are_only_for_group_teachers_and_office(assignment, pupil, other_teacher, manager, client_for, part):
    path = f"/homework/assignments/{assignment.pk}/{part}/"
    assert [client_for(person).get(path).status for person in (manager, other_teacher, pupil)] == [200, 404, 403]


def test_trend_shows_the_last_ten_scored_homeworks(group, pupil, teacher, client_for):
    for number in range(12):
        submit_and_score(
            assign_reading(group, title=f"Unit {number}"), pupil, scored_result(50.0 + number), take=number
        )
    submit_and_score(assign_reading(group, title="hidden", teacher_first=True), pupil, scored_result(99.0), take=99)
    assign_reading(group, title="not done")
    for person in (pupil, teacher):
        trend = client_for(person).get(f"/homework/trend/{pupil.pk}/").json
        assert [point["title"] for point in trend["points"]] == [f"Unit {number}" for number in range(2, 12)]
        assert [point["score"] for point in trend["points"]] == [50.0 + number for number in range(2, 12)]
        assert (trend["average"], "better than yesterday" in trend["meaning"]) == (56.5, True)
        assert trend["points"][0]["parts"]["accuracy"] is not None


def test_trend_is_in_the_order_of_handing_in(group, pupil, client_for):
    first, second = (assign_reading(group, title=title) for title in ("Given first", "Given second"))
    for take, assignment in enumerate((second, first)):
        submit_and_score(assignment, pupil, scored_result(60.0 + take), take=take)
    points = client_for(pupil).get(f"/homework/trend/{pupil.pk}/").json["points"]
    assert [point["title"] for point in points] == ["Given second", "Given first"]


def test_trend_is_refused_to_users_without_access_to_the_pupil(
    assignment, pupil, second_pupil, parent, other_teacher, stranger, client_for
):
    submit_and_score(assignment, pupil, scored_result(80.0))
    link = Guardian.objects.create(parent=parent, child=pupil, kind="mother", sees_recordings=False)
    path = f"/homework/trend/{pupil.pk}/"
    point = client_for(parent).get(path).json["points"][0]
    assert (point["score"], set(point["parts"].values())) == (80, {None})
    Guardian.objects.filter(pk=link.pk).update(sees_progress=False)
    for person in (parent, second_pupil, other_teacher, stranger):
        assert client_for(person).get(path).status == 404
    assert client_for(stranger).get(f"/homework/trend/{stranger.pk}/").json["points"] == []
