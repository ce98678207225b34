"""Groups change, close and go; what was stays told apart from what is."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from apps.accounts.models import OwnRole, User
from apps.core.errors import NotFound
from apps.core.permissions import Role
from apps.courses.models import Course, Group, Membership
from apps.courses.queries import get_lead_teacher_on
from apps.courses.services import (
    add_member,
    add_to_waiting_list,
    change_group,
    close_group,
    create_group,
    delete_or_close_group,
)
from apps.settings.models import AuditLog, Branch
from tests import factories
from tests.courses.group_requests import count_queued_jobs, group_path
from tests.factories import client_for, make_lead_membership
from tests.refused_values import refused_values


def test_group_is_created_with_all_fields(course, teacher, manager):
    elsewhere = Branch.objects.create(name="Samarqand", zone="Asia/Samarkand")
    wanted = {
        "course": str(course.pk), "name": "B1", "lead_teacher": str(teacher.pk), "branch": str(elsewhere.pk),
        "price": {"amount": 70000000, "currency": "UZS"}, "starts_on": "2026-12-01", "ends_on": "2027-05-31",
        "zone": "Europe/Berlin",
    }  # fmt: skip
    answer = client_for(manager).post("/courses/groups/", wanted)
    assert answer.status == 201, answer.json
    assert answer.json["branch"] == {"id": str(elsewhere.pk), "name": "Samarqand"}
    kept = {name: answer.json[name] for name in ("price", "starts_on", "ends_on", "zone")}
    assert kept == {name: wanted[name] for name in kept}
    assert client_for(manager).post("/courses/groups/", wanted).refused_fields == (422, ["name"])
    other = client_for(manager).post("/courses/groups/", {**wanted, "name": "B2", "price": None, "zone": ""}).json
    assert (other["price"], other["zone"]) == (None, "Asia/Samarkand")


def test_only_own_branches_can_be_chosen(branch, course, teacher, manager):
    elsewhere = Branch.objects.create(name="Samarqand")
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.branches.add(branch)
    User.objects.filter(pk=teacher.pk).update(all_branches=True)
    wanted = {"course": str(course.pk), "name": "B1", "lead_teacher": str(teacher.pk)}
    refused = client_for(manager).post("/courses/groups/", {**wanted, "branch": str(elsewhere.pk)})
    assert refused.refused_fields == (422, ["branch"])
    made = client_for(manager).post("/courses/groups/", {**wanted, "branch": str(branch.pk)})
    assert (made.status, made.json["branch"]["id"]) == (201, str(branch.pk))


@refused_values(
    ("price.amount", {"price": {"amount": 0, "currency": "UZS"}}),
    ("price.currency", {"price": {"amount": 5, "currency": "XXX"}}),
    ("ends_on", {"starts_on": "2026-12-02", "ends_on": "2026-12-01"}),
    name=["A2 evening"], capacity=[0], starts_on=["1970-01-01"], zone=["Mars/Base"], status=["closed"], seats_taken=[1],
)  # fmt: skip
def test_invalid_change_names_the_field_and_changes_nothing(group, other_group, manager, wrong, field):
    before = Group.objects.values().get(pk=group.pk)
    answer = client_for(manager).patch(group_path(group), {"capacity": 7, **wrong})
    assert answer.status == 422, answer.json
    assert [name for name in answer.json["fields"] if field in name] != [], answer.json
    assert Group.objects.values().get(pk=group.pk) == before


def test_pupils_cannot_teach(group, pupil, manager):
    for wrong in ({"lead_teacher": str(pupil.pk)}, {"assistants": [str(pupil.pk)]}):
        assert client_for(manager).patch(group_path(group), wrong).refused_fields == (422, list(wrong))


def test_capacity_below_seats_taken_is_refused(group, client):
    assert client.patch(group_path(group), {"capacity": 1}).refused_fields == (409, ["capacity"])
    assert client.patch(group_path(group), {"capacity": 2}).json["capacity"] == 2


def test_lead_change_keeps_the_former_teacher_for_the_past(group, teacher, other_teacher, assistant, manager, client):
    with time_machine.travel("2026-10-01T20:00:00Z", tick=False):
        answer = client_for(manager).patch(group_path(group), {"lead_teacher": str(other_teacher.pk), "assistants": []})
    assert (answer.json["lead_teacher"]["id"], answer.json["assistants"]) == (str(other_teacher.pk), [])
    (change,) = client.get(f"{group_path(group)}leads/").json["results"]
    history = (change["former"]["id"], change["teacher"]["id"], change["on"], change["by"]["id"])
    assert history == (str(teacher.pk), str(other_teacher.pk), "2026-10-02", str(manager.pk))
    group.refresh_from_db()
    assert get_lead_teacher_on(group, date(2026, 10, 1)) == teacher
    assert get_lead_teacher_on(group, date(2026, 10, 2)) == other_teacher
    people = (teacher, assistant, other_teacher)
    assert [client_for(person).get(group_path(group)).status for person in people] == [404, 404, 200]
    assert AuditLog.objects.get(action="groups.change").fields == ["assistants", "lead_teacher"]
    assert count_queued_jobs("lessons.generate_lessons_of_one") == 1
    assert client.patch(group_path(group), {"lead_teacher": str(other_teacher.pk)}).status == 200
    assert client.get(f"{group_path(group)}leads/").json["count"] == 1


def test_inactive_assistant_may_stay_but_not_be_added(group, assistant, other_teacher, manager):
    User.objects.filter(pk=other_teacher.pk).update(is_active=False)
    refused = client_for(manager).patch(group_path(group), {"assistants": [str(other_teacher.pk)]})
    assert refused.refused_fields == (422, ["assistants"])
    kept = client_for(manager).patch(group_path(group), {"assistants": [str(assistant.pk)], "name": "A2"})
    assert (kept.status, kept.json["name"]) == (200, "A2")


def test_empty_group_is_deleted_and_one_with_history_is_closed(group, branch, course, teacher, manager, client):
    empty = create_group(actor=None, branch=branch, course=course, name="Empty", lead_teacher=teacher)
    client.patch(group_path(empty), {"lead_teacher": str(manager.pk)})
    assert client.delete(group_path(empty)).status == 204
    assert client.get(group_path(empty)).status == 404
    assert (client.delete(group_path(group)).status, Group.objects.get(pk=group.pk).status) == (409, "active")
    for membership in Membership.objects.filter(group=group):
        client.delete(f"{group_path(group)}members/{membership.pk}/")
    assert client.delete(group_path(group)).status == 204
    assert client.get(group_path(group)).json["status"] == "closed"
    assert client.delete(group_path(group)).status == 409


def test_closing_ends_memberships_and_reopening_does_not_restore_them(group, stranger, other_pupil, client):
    add_member(actor=None, group=group, student=stranger, status="trial")
    add_member(actor=None, group=group, student=other_pupil, joined_on=date(2031, 1, 1))
    assert client.post(f"{group_path(group)}close/", {"left_on": "2031-01-01"}).refused_fields == (422, ["left_on"])
    closed = client.post(f"{group_path(group)}close/", {"outcome": "graduated", "reason": "Over."})
    assert (closed.status, closed.json["status"], closed.json["members_count"]) == (200, "closed", 0)
    ended = dict(Membership.objects.filter(group=group).values_list("student__first_name", "status"))
    assert ended == {"Jasur": "graduated", "Laylo": "graduated", "Timur": "left", "Bekzod": "left"}
    assert client.post(f"{group_path(group)}close/", {}).status == 409
    assert client.post(f"{group_path(group)}members/", {"student": str(stranger.pk)}).status == 409
    assert client.post(f"{group_path(group)}reopen/").json["status"] == "active"
    assert client.post(f"{group_path(group)}reopen/").status == 409
    assert Membership.objects.filter(group=group, left_on__isnull=True).count() == 0


def test_group_is_not_reopened_when_its_name_is_taken(group, branch, course, teacher, client):
    client.post(f"{group_path(group)}close/", {})
    create_group(actor=None, branch=branch, course=course, name=group.name, lead_teacher=teacher)
    assert client.post(f"{group_path(group)}reopen/").refused_fields == (422, ["name"])
    assert client.get(group_path(group)).json["status"] == "closed"


def test_groups_are_filtered_by_branch_teacher_and_status(group, other_group, assistant, other_teacher, client):
    elsewhere = Branch.objects.create(name="Samarqand")
    Group.objects.filter(pk=other_group.pk).update(branch=elsewhere, status="closed")

    def names(**query: str) -> list[str]:
        return [row["name"] for row in client.get("/courses/groups/", query).json["results"]]

    assert names(teacher=str(assistant.pk)) == ["A2 morning"]
    assert names(teacher=str(other_teacher.pk)) == names(branch=str(elsewhere.pk)) == names(status="closed")
    assert names(status="active", branch=str(elsewhere.pk)) == []
    assert client.get("/courses/groups/", {"status": "gone"}).status == 422
    Group.objects.filter(pk=group.pk).update(capacity=2)
    assert (names(free="true"), names(free="false")) == (["A2 evening"], ["A2 morning"])


@pytest.mark.parametrize("written", ["Oʻgʻil bolalar", "o'g'il", "ўғил болалар", "ogil", "BOLALAR ogil"])
def test_a_group_is_found_in_any_spelling(branch, course, teacher, manager, written):
    create_group(actor=None, branch=branch, course=course, name="Oʻgʻil bolalar 3", lead_teacher=teacher)
    create_group(actor=None, branch=branch, course=course, name="Qizlar", lead_teacher=teacher)
    rows = client_for(manager).get("/courses/groups/", {"search": written}).json["results"]
    assert [row["name"] for row in rows] == ["Oʻgʻil bolalar 3"]


def test_pupils_and_parents_see_the_group_and_change_nothing(group, pupil, parent, teacher, manager):
    for person in (pupil, teacher):
        seen = client_for(person).get(group_path(group)).json
        assert (seen["lead_teacher"]["full_name"], "members" in seen) == (teacher.full_name, False)
        for send in ("patch", "delete"):
            assert client_for(person).request(send.upper(), group_path(group), json={}).status == 403
        for more in ("close/", "reopen/"):
            assert client_for(person).post(f"{group_path(group)}{more}", {}).status == 403
    assert client_for(parent).get(group_path(group)).status == 404
    assert client_for(factories.make_user(Role.MANAGER, "Olim")).patch(group_path(group), {}).status == 200


def test_an_archived_course_gets_no_new_groups(course, teacher, manager):
    Course.objects.filter(pk=course.pk).update(status="archived")
    wanted = {"course": str(course.pk), "name": "B1", "lead_teacher": str(teacher.pk)}
    assert client_for(manager).post("/courses/groups/", wanted).refused_fields == (422, ["course"])
    assert not Group.objects.exists()


def test_teacher_who_hands_over_a_group_gets_the_answer(course, teacher, other_teacher):
    permissions = ["groups.manage", "groups.read", "accounts.view_people"]
    role = OwnRole.objects.create(name={"en": "Head"}, permissions=permissions)
    User.objects.filter(pk=teacher.pk).update(own_role=role, all_branches=True)
    client = client_for(User.objects.get(pk=teacher.pk))
    wanted = {"course": str(course.pk), "name": "B1", "lead_teacher": str(other_teacher.pk)}
    assert client.post("/courses/groups/", wanted).status == 201
    own = client.post("/courses/groups/", {**wanted, "name": "B2", "lead_teacher": str(teacher.pk)}).json
    address = f"/courses/groups/{own['id']}/"
    handed = client.patch(address, {"lead_teacher": str(other_teacher.pk)})
    assert (handed.status, handed.json["lead_teacher"]["id"]) == (200, str(other_teacher.pk))
    assert client.get(address).status == 404


GONE: dict[str, Callable[[Group, User], object]] = {
    "change": lambda group, actor: change_group(group=group, actor=actor, name="B1"),
    "close": lambda group, actor: close_group(group=group, actor=actor),
    "remove": lambda group, actor: delete_or_close_group(group=group, actor=actor),
    "add": lambda group, actor: add_member(actor=actor, group=group, student=actor),
    "wait": lambda group, actor: add_to_waiting_list(actor=actor, group=group, student=actor),
}


@pytest.mark.parametrize("step", GONE)
def test_deleted_group_is_not_found(branch, course, teacher, manager, step):
    group = create_group(actor=None, branch=branch, course=course, name="B1", lead_teacher=teacher)
    delete_or_close_group(group=Group.objects.get(pk=group.pk), actor=manager)
    with pytest.raises(NotFound):
        GONE[step](group, manager)


def test_closing_before_a_member_joined_names_the_member(group, stranger, other_pupil, manager):
    with time_machine.travel(timezone.now(), tick=False):
        client, today = client_for(manager), group.today
        yesterday = (today - timedelta(days=1)).isoformat()
        make_lead_membership(group, stranger)
        late = add_member(actor=None, group=group, student=other_pupil)
        refused = client.post(f"{group_path(group)}close/", {"left_on": yesterday})
        assert refused.refused_fields == (422, ["left_on"])
        assert refused.json["fields"]["left_on"] == [f"These pupils joined after that day: {other_pupil.full_name}."]
        assert Group.objects.get(pk=group.pk).status == "active"
        late.delete()
        assert client.post(f"{group_path(group)}close/", {"left_on": yesterday}).status == 200
        ended = Membership.objects.filter(group=group).values_list("student__first_name", "left_on", "never_began")
        day = today - timedelta(days=1)
        assert sorted(ended) == [("Jasur", day, False), ("Laylo", day, False), ("Timur", today, True)]


def test_saving_a_stale_group_keeps_seats_taken(group, stranger, pupil):
    read, in_part = Group.objects.get(pk=group.pk), Group.objects.only("name").get(pk=group.pk)
    add_member(actor=None, group=group, student=stranger)
    read.name, read.capacity = "B1", 7
    read.save()
    found_group = Group.objects.get(pk=group.pk)
    assert (found_group.name, found_group.capacity, found_group.seats_taken) == ("B1", 7, 3)
    assert found_group.updated_at > group.updated_at
    in_part.name = "B2"
    in_part.save()
    found_group.refresh_from_db()
    assert (found_group.name, found_group.capacity, found_group.seats_taken) == ("B2", 7, 3)
