"""Homework, attempts and recordings reach those whom links entitle to them, and nobody else."""

from uuid import uuid4

import pytest

from apps.homework.models import Attempt
from tests.homework import submission_helpers
from tests.homework.request_helpers import post_submission
from tests.homework.submission_helpers import assign_reading, get_homework, scored_result, submit_and_score


@pytest.fixture
def attempt(assignment, other_group, pupil):
    return submit_and_score(assignment, pupil, scored_result(80.0))


def paths(attempt: Attempt) -> list[str]:
    homework, own = f"/homework/{attempt.homework_id}/", f"/homework/attempts/{attempt.pk}/"
    return [homework, f"{homework}attempts/", own, f"{own}audio/"]


@pytest.mark.parametrize("person", ["pupil", "teacher", "assistant", "manager", "admin"])
def test_pupil_teachers_of_the_group_and_office_see_an_attempt(attempt, client_for, request, person):
    client = client_for(request.getfixturevalue(person))
    assert [client.get(path).status for path in paths(attempt)] == [200] * 4


@pytest.mark.parametrize("person", ["second_pupil", "other_teacher", "other_pupil", "parent", "stranger"])
def test_other_users_get_the_same_answer_as_for_a_missing_attempt(attempt, client_for, request, person):
    client = client_for(request.getfixturevalue(person))
    missing = Attempt(pk=uuid4(), homework_id=uuid4())
    for there, nowhere in zip(paths(attempt), paths(missing), strict=True):
        response, absent = client.get(there), client.get(nowhere)
        assert (response.status, absent.status) == (404, 404)
        assert {**response.json, "request_id": ""} == {**absent.json, "request_id": ""}
    assert client.get("/homework/").json["count"] == (1 if person == "second_pupil" else 0)


def test_assignment_is_visible_only_to_its_teachers(attempt, assignment, teacher, other_teacher, pupil, client_for):
    path = f"/homework/assignments/{assignment.pk}/"
    mine = client_for(teacher).get(path)
    assert (mine.status, mine.json["pupils_count"], mine.json["handed_in_count"]) == (200, 2, 1)
    assert client_for(other_teacher).get(path).status == 404
    assert client_for(pupil).get(path).status == 403
    assert client_for(other_teacher).get("/homework/assignments/").json["count"] == 0


def test_teacher_who_is_also_a_pupil_can_submit_in_that_group(attempt, other_group, teacher, other_teacher, client_for):
    """Rights come from links: she leads one group and learns in another."""
    from apps.courses.services import add_member

    add_member(actor=None, group=other_group, student=teacher)
    teacher.refresh_from_db()
    assert teacher.role == "teacher"
    homework = get_homework(assign_reading(other_group), teacher)
    client = client_for(teacher)
    assert post_submission(client, homework, file=submission_helpers.build_upload()).status == 202
    assert client.post(f"/homework/{homework.pk}/review/", {"decision": "return"}).status == 404
    assert client.get("/homework/").json["count"] == 3


def test_user_cannot_review_own_homework(group, manager, client_for):
    from apps.courses.services import add_member

    add_member(actor=None, group=group, student=manager)
    homework = get_homework(assign_reading(group), manager)
    assert client_for(manager).post(f"/homework/{homework.pk}/review/", {"decision": "return"}).status == 404


def test_pupil_does_not_see_a_hidden_score_or_a_refused_transcript(group, pupil, teacher, client_for):
    hidden = submit_and_score(assign_reading(group, teacher_first=True), pupil, scored_result(80.0))
    refused = submit_and_score(
        assign_reading(group), pupil, submission_helpers.refused_result("OFF_SCRIPT", "OTHER_TEXT"), take=1
    )
    for attempt in (hidden, refused):
        own = client_for(pupil).get(f"/homework/attempts/{attempt.pk}/").json
        assert (own["score"], own["transcript"], own["words"], own["confidence"]) == (None, "", [], "")
        assert set(own["parts"].values()) == {None}
        assert own["text"]
        seen = client_for(teacher).get(f"/homework/attempts/{attempt.pk}/").json
        assert seen["transcript"]
        assert seen["words"]
    assert client_for(teacher).get(f"/homework/attempts/{hidden.pk}/").json["score"] == 80
    listed = client_for(pupil).get(f"/homework/{hidden.homework_id}/attempts/").json["results"]
    assert [row["score"] for row in listed] == [None]
