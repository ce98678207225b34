"""Every pupil has a short number from the day they become one, for ever."""

import pytest

from apps.accounts.models import User
from apps.accounts.services import create_user, make_student
from apps.accounts.services.users import change_role
from apps.core.errors import Invalid
from apps.core.permissions import Role
from tests import factories


def number_of(user: User) -> int:
    number = User.objects.values_list("number", flat=True).get(pk=user.pk)
    assert number is not None
    return number


def test_numbers_are_consecutive_and_only_for_pupils(db):
    first = factories.make_user(Role.STUDENT, "Ali")
    others = [factories.make_user(role, "Vali").number for role in (Role.TEACHER, Role.PARENT, Role.MEMBER)]
    assert others == [None, None, None]
    assert number_of(factories.make_user(Role.STUDENT, "Gani")) == number_of(first) + 1


def test_failed_creation_leaves_no_gap(db):
    first = factories.make_user(Role.STUDENT, "Ali", email="ali@example.uz")
    with pytest.raises(Invalid):
        create_user(role=Role.STUDENT, first_name="Vali", email="ali@example.uz")
    assert number_of(factories.make_user(Role.STUDENT, "Gani")) == number_of(first) + 1


def test_new_pupil_gets_a_number_and_keeps_it(admin, stranger, parent):
    make_student(user=stranger)
    assert stranger.number == number_of(stranger)
    change_role(user=parent, role=Role.STUDENT, actor=admin)
    given = number_of(parent)
    assert given == number_of(stranger) + 1
    change_role(user=parent, role=Role.PARENT, actor=admin)
    change_role(user=parent, role=Role.STUDENT, actor=admin)
    make_student(user=parent)
    assert number_of(parent) == given


def test_number_is_visible_and_cannot_be_changed(group, pupil, second_pupil, teacher, manager, client_for):
    number = number_of(pupil)
    created = client_for(manager).post("/auth/users/", {"first_name": "Asal", "role": "student"}).json
    assert created["number"] > number
    assert client_for(manager).get(f"/auth/users/{pupil.pk}/").json["number"] == number
    assert client_for(pupil).get("/auth/users/me/").json["number"] == number
    members = client_for(teacher).get(f"/courses/groups/{group.pk}/members/").json["results"]
    assert {row["student"]["number"] for row in members} == {number, number_of(second_pupil)}
    refused = client_for(manager).patch(f"/auth/users/{pupil.pk}/", {"number": 7})
    assert (refused.status, number_of(pupil)) == (422, number)
