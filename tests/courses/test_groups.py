"""Groups: opened by the office, seen through links."""

from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.courses.models import Course, Group
from apps.courses.services import create_group
from apps.settings.models import AuditLog
from tests import factories
from tests.factories import client_for
from tests.query_counts import check_list_cost


def wanted(of: Course, lead: User, **other):
    return {"course": str(of.pk), "name": "B1 evening", "lead_teacher": str(lead.pk)} | other


def test_office_creates_a_group(course, branch, teacher, assistant, manager):
    answer = client_for(manager).post("/courses/groups/", wanted(course, teacher, assistants=[str(assistant.pk)]))
    assert answer.status == 201, answer.json
    assert (answer.json["lead_teacher"]["full_name"], answer.json["members_count"]) == (teacher.full_name, 0)
    assert [person["id"] for person in answer.json["assistants"]] == [str(assistant.pk)]
    assert AuditLog.objects.filter(action="groups.create", actor=manager).count() == 1
    assert client_for(teacher).post("/courses/groups/", wanted(course, teacher)).status == 403


def test_group_is_visible_to_its_people_and_the_office(
    group, other_group, pupil, teacher, assistant, manager, other_pupil, other_teacher, parent
):
    path = f"/courses/groups/{group.pk}/"
    for person in (pupil, teacher, assistant, manager):
        assert client_for(person).get(path).json["members_count"] == 2
    missing = client_for(parent).get(f"/courses/groups/{uuid4()}/")
    for person in (other_pupil, other_teacher, parent):
        foreign = client_for(person).get(path)
        expected = (404, missing.json["code"], missing.json["detail"])
        assert (foreign.status, foreign.json["code"], foreign.json["detail"]) == expected
    listed = {person: client_for(person).get("/courses/groups/").json["count"] for person in (pupil, manager, parent)}
    assert list(listed.values()) == [1, 2, 0]


def test_groups_are_searched_and_filtered(group, course, branch, teacher, client):
    create_group(actor=None, branch=branch, course=course, name="Oʻqish kechki", lead_teacher=teacher)
    for written in ("oʻqish", "O'QISH", "ўқиш"):
        rows = client.get("/courses/groups/", {"search": written}).json["results"]
        assert [row["name"] for row in rows] == ["Oʻqish kechki"]
    assert client.get("/courses/groups/", {"course": str(group.course_id)}).json["count"] == 2
    assert client.get("/courses/groups/", {"course": str(uuid4())}).json["count"] == 0
    names = [g["name"] for g in client.get("/courses/groups/", {"ordering": "-name"}).json["results"]]
    assert names == ["Oʻqish kechki", "A2 morning"]


@pytest.mark.parametrize("field", ["course", "name", "lead_teacher", "capacity"])
def test_invalid_values_name_the_field(group, course, teacher, pupil, manager, field):
    wrong = {"course": "x", "name": "A2 morning", "lead_teacher": str(pupil.pk), "capacity": 0}
    answer = client_for(manager).post("/courses/groups/", wanted(course, teacher, **{field: wrong[field]}))
    assert answer.status == 422
    assert any(field in name for name in answer.json["fields"]), answer.json
    assert Group.objects.count() == 1


def test_list_query_count_does_not_grow(group, branch, course, teacher, manager):
    def add(number: int) -> None:
        factories.make_group(branch=branch, course=course, name=str(number), teacher=teacher)

    check_list_cost(client_for(manager), "/courses/groups/", add, present=1)
