"""Copies of an assignment keep its rubric."""

import pytest

from apps.grading.models import AssignmentRubric, Rubric
from tests.factories import client_for
from tests.grading.rubric_requests import make_rubric
from tests.homework.submission_helpers import assign_reading

pytestmark = pytest.mark.django_db


def copy(person, assignment, *groups):
    """The rubric of each copy, as the server says it."""
    client = client_for(person)
    answer = client.post(f"/homework/assignments/{assignment.pk}/copy/", {"groups": [str(one.pk) for one in groups]})
    assert answer.status == 201, answer.json
    return [client.get(f"/grading/assignments/{row['id']}/rubric/").json["rubric"] for row in answer.json]


def test_copies_are_judged_by_the_same_rubric(group, other_group, admin):
    assignment = assign_reading(group)
    assert copy(admin, assignment, group, other_group) == [None, None]
    ours = make_rubric(admin)
    client_for(admin).put(f"/grading/assignments/{assignment.pk}/rubric/", {"rubric": ours["id"]})
    assert [rubric["id"] for rubric in copy(admin, assignment, group, other_group)] == [ours["id"]] * 2
    assert Rubric.objects.count() == 1


def test_another_group_gets_a_rubric_of_its_own_once(judged, group, other_group, admin):
    rubric, _path = judged
    assignment = AssignmentRubric.objects.get().assignment
    own, first = copy(admin, assignment, group, other_group)
    (second,) = copy(admin, assignment, other_group)
    assert own["id"] == rubric["id"]
    assert first["id"] == second["id"] != rubric["id"]
    assert (first["group"], first["name"], first["version"]) == (str(other_group.pk), "Speaking", 1)
    assert first["criteria"] == rubric["criteria"]
    assert second["assignment_count"] == 2
    body = {"version": 1, "name": "Speaking", "criteria": rubric["criteria"][:1]}
    assert client_for(admin).put(f"/grading/rubrics/{first['id']}/", body).status == 200
    (third,) = copy(admin, assignment, other_group)
    assert third["id"] != first["id"], "their rubric has other criteria now"
