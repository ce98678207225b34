"""Who waits for a seat, and who is told when one gets free."""

import pytest

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Group, WaitingEntry
from apps.notifications.models import Notification
from apps.settings.models import Branch
from tests import factories
from tests.courses.group_requests import count_queued_jobs, group_path, member_path
from tests.factories import client_for
from tests.job_runs import run_jobs

OFFER = "courses.offer_seat"


@pytest.fixture
def full(group):
    Group.objects.filter(pk=group.pk).update(capacity=2)
    return group


def test_waiting_list_is_first_come_first_served(full, stranger, other_pupil, pupil, manager):
    client, address = client_for(manager), f"{group_path(full)}waiting/"
    first = client.post(address, {"student": str(stranger.pk), "note": "Mornings."})
    assert (first.status, first.json["note"]) == (201, "Mornings.")
    second = client.post(address, {"student": str(other_pupil.pk)})
    expected = [str(stranger.pk), str(other_pupil.pk)]
    assert [row["student"]["id"] for row in client.get(address).json["results"]] == expected
    assert client.post(address, {"student": str(stranger.pk)}).status == 409
    assert client.post(address, {"student": str(pupil.pk)}).status == 409
    assert client.delete(f"{address}{second.json['id']}/").status == 204
    assert client.delete(f"{address}{second.json['id']}/").status == 404
    assert client.get(address).json["count"] == 1
    Group.objects.update(status="closed")
    assert client.post(address, {"student": str(other_pupil.pk)}).status == 409


def test_free_seat_notifies_the_office_and_taking_it_closes_the_entry(
    full, stranger, other_pupil, teacher, manager, admin
):
    client, address = client_for(manager), f"{group_path(full)}waiting/"
    elsewhere = factories.make_user(Role.MANAGER, "Olim")
    User.objects.filter(pk=elsewhere.pk).update(all_branches=False)
    elsewhere.branches.add(Branch.objects.create(name="Samarqand"))
    for person in (stranger, other_pupil):
        client.post(address, {"student": str(person.pk)})
    client.delete(member_path(full.memberships.get(student__first_name="Jasur")))
    assert run_jobs(OFFER) == 1
    notifications = Notification.objects.filter(type="groups.seat_free")
    assert {notice.user for notice in notifications} == {manager, admin}
    assert notifications[0].data["student"] == stranger.full_name
    assert "A2 morning" in client.get("/notifications/").json["results"][0]["text"]
    added = client.post(f"{group_path(full)}members/", {"student": str(stranger.pk)}).json
    entry = WaitingEntry.objects.get(student=stranger)
    assert (str(entry.membership_id), entry.closed_at is not None) == (added["id"], True)
    assert client.get(address).json["count"] == 1


def test_no_notification_for_a_taken_seat_or_an_empty_waiting_list(full, stranger, other_pupil, manager):
    client, address = client_for(manager), f"{group_path(full)}waiting/"
    client.delete(member_path(full.memberships.get(student__first_name="Jasur")))
    assert count_queued_jobs(OFFER) == 0
    client.post(address, {"student": str(stranger.pk)})
    client.delete(member_path(full.memberships.get(student__first_name="Laylo")))
    for person in (other_pupil, factories.make_user(Role.STUDENT, "Ali")):
        client.post(f"{group_path(full)}members/", {"student": str(person.pk)})
    assert run_jobs(OFFER) == 1
    assert not Notification.objects.filter(type="groups.seat_free").exists()
    client.patch(group_path(full), {"capacity": 3})
    assert run_jobs(OFFER) == 1
    assert Notification.objects.filter(user=manager).count() == 1


def test_only_the_office_sees_the_waiting_list(full, stranger, teacher, pupil, manager):
    address = f"{group_path(full)}waiting/"
    client_for(manager).post(address, {"student": str(stranger.pk)})
    for person in (teacher, pupil, stranger):
        assert client_for(person).get(address).status == 403
        assert client_for(person).post(address, {"student": str(person.pk)}).status == 403
    assert client_for(manager).post(address, {"student": str(full.pk)}).refused_fields == (422, ["student"])
    assert WaitingEntry.objects.count() == 1


def test_erasure_ends_memberships_and_entries_and_offers_the_seat(full, pupil, stranger, admin):
    client = client_for(admin)
    client.post(f"{group_path(full)}waiting/", {"student": str(stranger.pk), "note": "Friend of Jasur."})
    membership = full.memberships.get(student=pupil)
    client.post(f"{member_path(membership)}freeze/", {"reason": "Jasur is ill."})
    client.patch(member_path(membership), {"reason": "Pays in cash."})
    assert client.post(f"/auth/users/{pupil.pk}/erase/").status == 202
    assert client.post(f"/auth/users/{stranger.pk}/erase/").status == 202
    assert run_jobs("portal.erase_person") == 2
    membership.refresh_from_db()
    assert (membership.status, membership.reason, membership.freezes.get().reason) == ("left", "", "")
    assert set(membership.changes.values_list("reason", flat=True)) == {""}
    assert not WaitingEntry.objects.exists()
    assert Group.objects.get(pk=full.pk).seats_taken == 1


def test_two_free_seats_notify_once_for_each_waiting_pupil(full, stranger, other_pupil, manager):
    client, address = client_for(manager), f"{group_path(full)}waiting/"
    third = factories.make_user(Role.STUDENT, "Ali")
    for person in (stranger, other_pupil, third):
        client.post(address, {"student": str(person.pk)})
    for membership in full.memberships.all():
        client.delete(member_path(membership))
    assert run_jobs(OFFER) == 1
    notifications = Notification.objects.filter(user=manager, type="groups.seat_free")
    expected = sorted([stranger.full_name, other_pupil.full_name])
    assert sorted(notice.data["student"] for notice in notifications) == expected
