"""Who is in a group, from when to when."""

from apps.core.permissions import Role
from apps.courses.models import Group, Membership
from apps.events.models import StreamEvent
from apps.events.publishing import get_group_stream, get_wall_stream
from apps.jobs.models import Job
from tests import factories
from tests.factories import client_for
from tests.query_counts import check_list_cost


def path(group: Group) -> str:
    return f"/courses/groups/{group.pk}/members/"


def test_first_membership_makes_a_member_a_student(group, stranger, manager):
    signed_in = client_for(stranger)
    answer = client_for(manager).post(path(group), {"student": str(stranger.pk), "joined_on": "2026-09-07"})
    assert (answer.status, answer.json["joined_on"], answer.json["left_on"]) == (201, "2026-09-07", None)
    stranger.refresh_from_db()
    assert stranger.role == Role.STUDENT
    assert signed_in.get(f"/courses/groups/{group.pk}/").status == 200
    assert Job.objects.get(kind="homework.assign_open").object_id == answer.json["id"]
    for stream in (get_group_stream(group.pk), get_wall_stream(group.pk)):
        event = StreamEvent.objects.get(stream=stream)
        assert (event.type, event.data["student"]) == ("membership.started", str(stranger.pk))


def test_duplicate_member_and_full_or_closed_group_are_refused(group, pupil, stranger, client):
    assert client.post(path(group), {"student": str(pupil.pk)}).status == 409
    Group.objects.update(capacity=2)
    assert client.post(path(group), {"student": str(stranger.pk)}).status == 409
    Group.objects.update(capacity=20, status="closed")
    assert client.post(path(group), {"student": str(stranger.pk)}).status == 409
    stranger.refresh_from_db()
    assert (Membership.objects.count(), stranger.role) == (2, Role.MEMBER)
    assert client.post(path(group), {"student": str(group.pk)}).refused_fields == (422, ["student"])


def test_former_member_can_be_added_again(group, pupil, client):
    membership = group.memberships.get(student=pupil)
    address = f"{path(group)}{membership.pk}/"
    assert client.delete(address).status == 204
    assert client.delete(address).status == 409
    assert client_for(pupil).get(f"/courses/groups/{group.pk}/").status == 404
    assert client.get(path(group), {"open": True}).json["count"] == 1
    assert client.get(path(group), {"open": False}).json["results"][0]["student"]["id"] == str(pupil.pk)
    assert client.post(path(group), {"student": str(pupil.pk)}).status == 201
    assert client.get(path(group)).json["count"] == 3


def test_teachers_list_members_and_pupils_do_not(group, other_group, teacher, assistant, other_teacher, pupil):
    assert [client_for(person).get(path(group)).json["count"] for person in (teacher, assistant)] == [2, 2]
    assert client_for(other_teacher).get(path(group)).status == 404
    assert client_for(pupil).get(path(group)).status == 403
    assert client_for(teacher).post(path(group), {"student": str(pupil.pk)}).status == 403
    foreign = other_group.memberships.get()
    assert client_for(teacher).delete(f"{path(group)}{foreign.pk}/").status == 403


def test_membership_is_ended_only_by_its_own_group_path(group, other_group, manager):
    foreign = other_group.memberships.get()
    assert client_for(manager).delete(f"{path(group)}{foreign.pk}/").status == 404
    foreign.refresh_from_db()
    assert foreign.left_on is None


def test_list_query_count_does_not_grow(group, teacher):
    def add(number: int) -> None:
        person = factories.make_user(Role.STUDENT, "Anvar", email=f"anvar{number}@example.uz")
        Membership.objects.create(group=group, student=person, joined_on="2026-09-01")

    check_list_cost(client_for(teacher), path(group), add, present=2)
