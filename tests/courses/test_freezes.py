"""Pauses: the pupil keeps the seat and stands in no register while one lasts."""

from datetime import date

import pytest

from apps.courses.models import Freeze, Group
from apps.courses.queries import list_current_pupils
from apps.courses.services import add_member
from apps.jobs.models import Job
from tests.courses.group_requests import group_path, list_register_names, member_path
from tests.factories import client_for, make_lead_membership
from tests.refused_values import refused_values

pytestmark = pytest.mark.usefixtures("known_day")


def test_freeze_from_today_applies_at_once_and_keeps_the_seat(group, membership, pupil, stranger, client):
    Group.objects.update(capacity=2)
    pause = {"starts_on": "2026-11-20", "ends_on": "2026-11-30", "reason": "Ill."}
    answer = client.post(f"{member_path(membership)}freeze/", pause)
    assert (answer.status, answer.json["status"], answer.json["freezes"]) == (200, "frozen", [pause])
    expected = [["Jasur", "Laylo"], ["Laylo"], ["Laylo"]]
    assert [list_register_names(group, f"2026-11-{day}") for day in (19, 20, 30)] == expected
    assert list_register_names(group, "2026-12-01") == ["Jasur", "Laylo"]
    assert pupil not in list_current_pupils(group)
    assert client.post(f"{group_path(group)}members/", {"student": str(stranger.pk)}).status == 409
    assert client_for(pupil).get(group_path(group)).status == 200
    steps = client.get(f"{member_path(membership)}history/").json["results"]
    assert [(step["to_status"], step["on"], step["reason"]) for step in steps] == [("frozen", "2026-11-20", "Ill.")]


def test_future_freeze_starts_on_its_day(group, membership, manager):
    body = {"starts_on": "2026-12-01"}
    answer = client_for(manager).post(f"{member_path(membership)}freeze/", body).json
    assert (answer["status"], answer["freezes"]) == ("active", [{**body, "ends_on": None, "reason": ""}])
    expected = ["Jasur", "Laylo", "Laylo"]
    assert [list_register_names(group, day)[0] for day in ("2026-11-30", "2026-12-01", "2027-12-01")] == expected


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "status"),
    [
        ("2026-12-01", "2026-12-10", 409),
        ("2026-12-10", None, 409),
        ("2026-11-25", "2026-12-05", 409),
        ("2026-12-11", None, 200),
        ("2026-11-21", "2026-11-30", 200),
    ],
    ids=["the same", "its last day", "its beginning", "the day after", "the days before"],
)
def test_overlapping_freezes_are_refused(membership, manager, starts_on, ends_on, status):
    client, address = client_for(manager), f"{member_path(membership)}freeze/"
    assert client.post(address, {"starts_on": "2026-12-01", "ends_on": "2026-12-10"}).status == 200
    assert client.post(address, {"starts_on": starts_on, "ends_on": ends_on}).status == status
    assert Freeze.objects.count() == (1 if status == 409 else 2)


@refused_values(
    ("ends_on", {"starts_on": "2026-12-02", "ends_on": "2026-12-01"}),
    starts_on=["2026-08-31", "1999-01-01"], ends_on=["2101-01-01"],
)  # fmt: skip
def test_invalid_values_name_the_field(membership, manager, wrong, field):
    answer = client_for(manager).post(f"{member_path(membership)}freeze/", wrong)
    assert (answer.status, [name.split(".")[-1] for name in answer.json["fields"]]) == (422, [field])


def test_unfreezing_restores_the_former_status(group, stranger, client):
    trial = add_member(actor=None, group=group, student=stranger, status="trial", joined_on=date(2026, 11, 1))
    Job.objects.all().delete()
    client.post(f"{member_path(trial)}freeze/", {"starts_on": "2026-11-10"})
    answer = client.post(f"{member_path(trial)}unfreeze/", {}).json
    assert (answer["status"], answer["freezes"][0]["ends_on"]) == ("trial", "2026-11-19")
    expected = ["Timur", "Laylo", "Laylo", "Timur"]
    assert [list_register_names(group, f"2026-11-{day}")[-1] for day in ("09", "10", "19", "20")] == expected
    assert Job.objects.filter(kind="homework.assign_open", object_id=str(trial.pk)).count() == 1
    steps = client.get(f"{member_path(trial)}history/").json["results"]
    expected = [("trial", "2026-11-01"), ("frozen", "2026-11-10"), ("trial", "2026-11-20")]
    assert [(step["to_status"], step["on"]) for step in steps] == expected
    assert client.post(f"{member_path(trial)}unfreeze/", {}).status == 409


def test_freeze_is_shortened_or_deleted_before_it_begins(membership, manager):
    client, address = client_for(manager), member_path(membership)
    client.post(f"{address}freeze/", {"ends_on": "2026-11-30"})
    assert client.post(f"{address}unfreeze/", {"on": "2026-12-05"}).refused_fields == (422, ["on"])
    shorter = client.post(f"{address}unfreeze/", {"on": "2026-11-25"}).json
    assert (shorter["status"], shorter["freezes"][0]["ends_on"]) == ("frozen", "2026-11-24")
    gone = client.post(f"{address}unfreeze/", {"on": "2026-11-20"}).json
    assert (gone["status"], gone["freezes"]) == ("active", [])


def test_leads_and_ended_memberships_cannot_be_frozen(group, membership, stranger, client):
    lead = make_lead_membership(group, stranger)
    assert client.post(f"{member_path(lead)}freeze/", {}).status == 409
    client.post(f"{member_path(membership)}freeze/", {"starts_on": "2026-11-10"})
    client.post(f"{member_path(membership)}end/", {"left_on": "2026-11-15"})
    assert client.post(f"{member_path(membership)}freeze/", {}).status == 409
    assert client.post(f"{member_path(membership)}unfreeze/", {}).status == 409
    assert Freeze.objects.get().ends_on == date(2026, 11, 15)
    for person in (stranger, membership.student):
        assert client_for(person).post(f"{member_path(membership)}freeze/", {}).status == 403


def test_every_freeze_and_unfreeze_stands_in_the_history_with_who_and_why(membership, manager):
    client, address = client_for(manager), member_path(membership)
    assert (
        client.post(f"{address}freeze/", {"starts_on": "2026-12-01", "ends_on": "2026-12-10", "reason": "Trip."}).status
        == 200
    )
    assert client.post(f"{address}unfreeze/", {"on": "2026-12-05"}).status == 200
    assert client.post(f"{address}freeze/", {"starts_on": "2026-11-02", "ends_on": "2026-11-06"}).status == 200
    assert client.post(f"{address}freeze/", {"reason": "Ill."}).status == 409, "overlaps the planned one"
    assert client.post(f"{address}freeze/", {"ends_on": "2026-11-30", "reason": "Ill."}).status == 200
    assert client.post(f"{address}unfreeze/", {}).status == 200
    steps = client.get(f"{address}history/").json["results"]
    keys = ("kind", "from_status", "to_status", "on", "until", "reason")
    assert [tuple(step[key] for key in keys) for step in steps] == [
        ("freeze", "active", "active", "2026-12-01", "2026-12-10", "Trip."),
        ("unfreeze", "active", "active", "2026-12-05", None, ""),
        ("freeze", "active", "active", "2026-11-02", "2026-11-06", ""),
        ("freeze", "active", "frozen", "2026-11-20", "2026-11-30", "Ill."),
        ("unfreeze", "frozen", "active", "2026-11-20", None, ""),
    ]
    assert {step["by"]["id"] for step in steps} == {str(manager.pk)}


def test_second_freeze_of_a_frozen_trial_leaves_it_a_trial_afterwards(group, stranger, client):
    trial = add_member(actor=None, group=group, student=stranger, status="trial", joined_on=date(2026, 11, 1))
    client.post(f"{member_path(trial)}freeze/", {"ends_on": "2026-11-30"})
    client.post(f"{member_path(trial)}freeze/", {"starts_on": "2026-12-10", "ends_on": "2026-12-20"})
    assert client.post(f"{member_path(trial)}unfreeze/", {}).json["status"] == "trial"
