"""A pupil goes on in another group, on a day, wholly or not at all."""

from datetime import date

import pytest
import time_machine

from apps.accounts.models import User
from apps.courses.models import Freeze, Group, Membership, MembershipChange, WaitingEntry
from apps.courses.services import add_member, add_to_waiting_list, freeze_membership
from apps.events.models import StreamEvent
from apps.events.publishing import get_wall_stream
from apps.jobs.models import Job
from tests.courses.group_requests import list_register_names, member_path
from tests.factories import client_for
from tests.job_runs import run_jobs

pytestmark = pytest.mark.usefixtures("known_day")


def test_transfer_today_ends_one_membership_and_starts_another(group, other_group, membership, pupil, client):
    add_to_waiting_list(actor=None, group=other_group, student=pupil)
    body = {"group": str(other_group.pk), "reason": "Evenings."}
    new = client.post(f"{member_path(membership)}transfer/", body)
    assert new.status == 201, new.json
    expected = ("active", "2026-11-20", str(membership.pk))
    assert (new.json["status"], new.json["joined_on"], new.json["continues"]) == expected
    membership.refresh_from_db()
    assert (membership.status, membership.left_on, membership.reason) == ("left", date(2026, 11, 19), "Evenings.")
    days = ("2026-11-19", "2026-11-20")
    assert [list_register_names(group, day) for day in days] == [["Jasur", "Laylo"], ["Laylo"]]
    assert [list_register_names(other_group, day) for day in days] == [["Bekzod"], ["Bekzod", "Jasur"]]
    values = {
        stream: list(StreamEvent.objects.filter(stream=get_wall_stream(stream)).values_list("type", flat=True))
        for stream in (group.pk, other_group.pk)
    }
    assert values == {group.pk: ["membership.ended"], other_group.pk: ["membership.started"]}
    assert Job.objects.get(kind="homework.assign_open").object_id == new.json["id"]
    assert str(WaitingEntry.objects.get().membership_id) == new.json["id"]
    assert client.post(f"{member_path(membership)}transfer/", body).status == 409


def test_future_transfer_takes_the_seat_now_and_moves_later(group, other_group, membership, stranger, client):
    Group.objects.filter(pk=other_group.pk).update(capacity=2)
    body = {"group": str(other_group.pk), "on": "2026-12-01"}
    assert client.post(f"{member_path(membership)}transfer/", body).status == 201
    assert client.post(f"/courses/groups/{other_group.pk}/members/", {"student": str(stranger.pk)}).status == 409
    days = ("2026-11-30", "2026-12-01")
    assert [list_register_names(group, day) for day in days] == [["Jasur", "Laylo"], ["Laylo"]]
    assert [list_register_names(other_group, day) for day in days] == [["Bekzod"], ["Bekzod", "Jasur"]]
    assert client.post(f"{member_path(membership)}transfer/", body).status == 409
    with time_machine.travel("2026-11-30T20:00:00Z", tick=True):
        add_jobs()
        assert run_jobs("courses.apply_dates") == 1
        assert run_jobs("courses.apply_dates") == 0
    membership.refresh_from_db()
    assert (membership.status, membership.left_on) == ("left", date(2026, 11, 30))


def add_jobs() -> None:
    import apps.jobs.services as jobs
    from apps.core.uow import unit_of_work

    with unit_of_work():
        jobs.enqueue(kind="courses.apply_dates")


def snapshot() -> list[object]:
    tables = (Membership, MembershipChange, Freeze, Group, WaitingEntry, Job, StreamEvent)
    return [list(model.objects.order_by("pk").values()) for model in tables]


@pytest.mark.parametrize("reason", ["full", "closed", "in it already", "the same group", "before joining", "no group"])
def test_refused_transfer_changes_nothing(group, other_group, membership, pupil, manager, reason):
    body = {"group": str(other_group.pk)}
    if reason in ("full", "closed"):
        values = {"full": {"capacity": 1}, "closed": {"status": "closed"}}[reason]
        Group.objects.filter(pk=other_group.pk).update(**values)
    elif reason == "in it already":
        add_member(actor=None, group=other_group, student=pupil)
    elif reason == "the same group":
        body["group"] = str(group.pk)
    elif reason == "before joining":
        body["on"] = "2026-08-31"
    else:
        body["group"] = str(pupil.pk)
    freeze_membership(actor=None, membership=membership, starts_on=date(2026, 12, 1))
    client, before = client_for(manager), snapshot()
    answer = client.post(f"{member_path(membership)}transfer/", body)
    fields = {"the same group": ["group"], "before joining": ["on"], "no group": ["group"]}.get(reason)
    assert answer.status == (422 if fields else 409)
    assert list(answer.json["fields"]) == (fields or [])
    assert snapshot() == before


def test_transfer_carries_over_freeze_and_planned_end(other_group, membership, client):
    pause = {"starts_on": "2026-11-15", "ends_on": "2026-11-30", "reason": "Ill."}
    client.post(f"{member_path(membership)}freeze/", pause)
    client.patch(member_path(membership), {"leaves_on": "2027-01-31"})
    new = client.post(f"{member_path(membership)}transfer/", {"group": str(other_group.pk), "on": "2026-11-18"}).json
    assert (new["status"], new["leaves_on"]) == ("frozen", "2027-01-31")
    assert new["freezes"] == [{**pause, "starts_on": "2026-11-18"}]
    assert Freeze.objects.get(membership=membership).ends_on == date(2026, 11, 17)
    back = client.post(f"/courses/groups/{other_group.pk}/members/{new['id']}/unfreeze/", {}).json
    assert back["status"] == "active"


def test_same_day_transfer_leaves_no_days_in_the_old_group(group, other_group, stranger, manager):
    wrong = add_member(actor=None, group=group, student=stranger)
    assert client_for(manager).post(f"{member_path(wrong)}transfer/", {"group": str(other_group.pk)}).status == 201
    assert list_register_names(group, "2026-11-20") == ["Jasur", "Laylo"]
    assert list_register_names(other_group, "2026-11-20") == ["Bekzod", "Timur"]


def test_office_of_one_branch_cannot_transfer_to_another(group, other_group, membership, manager):
    from apps.settings.models import Branch

    elsewhere = Branch.objects.create(name="Samarqand")
    Group.objects.filter(pk=other_group.pk).update(branch=elsewhere)
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.branches.add(group.branch)
    refused = client_for(manager).post(f"{member_path(membership)}transfer/", {"group": str(other_group.pk)})
    assert refused.refused_fields == (422, ["group"])


@pytest.mark.parametrize("begins", [date(2026, 11, 21), date(2026, 12, 1)], ids=["tomorrow", "later"])
def test_transfer_before_the_first_day_leaves_a_never_begun_membership(group, other_group, stranger, manager, begins):
    planned = add_member(actor=None, group=group, student=stranger, joined_on=begins)
    body = {"group": str(other_group.pk), "on": begins.isoformat()}
    new = client_for(manager).post(f"{member_path(planned)}transfer/", body)
    assert (new.status, new.json["joined_on"]) == (201, begins.isoformat())
    planned.refresh_from_db()
    assert (planned.status, planned.never_began) == ("left", True)
    assert "Timur" not in list_register_names(group, begins.isoformat())
    assert "Timur" in list_register_names(other_group, begins.isoformat())
    expected = [("A2 evening", 2), ("A2 morning", 2)]
    assert list(Group.objects.order_by("name").values_list("name", "seats_taken")) == expected


@pytest.mark.parametrize("how", ["taken out again", "its group closes"])
def test_cancelled_future_transfer_restores_the_membership(group, other_group, membership, client, how):
    pauses = [
        {"starts_on": "2026-11-25", "ends_on": "2026-12-05", "reason": "Ill."},
        {"starts_on": "2026-12-20", "ends_on": "2026-12-31", "reason": "Away."},
    ]
    for pause in pauses:
        client.post(f"{member_path(membership)}freeze/", pause)
    client.patch(member_path(membership), {"leaves_on": "2027-01-31"})
    new = client.post(f"{member_path(membership)}transfer/", {"group": str(other_group.pk), "on": "2026-12-01"}).json
    if how == "taken out again":
        ended = client.delete(f"/courses/groups/{other_group.pk}/members/{new['id']}/").status
    else:
        ended = client.post(f"/courses/groups/{other_group.pk}/close/", {}).status
    assert ended in (200, 204)
    query = {"search": "", "ordering": "student__first_name"}
    before = client.get(f"/courses/groups/{group.pk}/members/", query).json["results"][0]
    assert (before["id"], before["leaves_on"], before["freezes"]) == (str(membership.pk), "2027-01-31", pauses)
    again = client.post(f"{member_path(membership)}transfer/", {"group": str(other_group.pk), "on": "2026-12-02"})
    assert again.status == (201 if how == "taken out again" else 409)


def test_ending_a_begun_transfer_does_not_restore_the_old_one(other_group, membership, client):
    new = client.post(f"{member_path(membership)}transfer/", {"group": str(other_group.pk)}).json
    client.delete(f"/courses/groups/{other_group.pk}/members/{new['id']}/")
    membership.refresh_from_db()
    assert (membership.status, membership.left_on) == ("left", date(2026, 11, 19))
