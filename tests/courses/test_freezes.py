"""Pauses: the pupil keeps the seat and stands in no register while one lasts."""

from datetime import date

import pytest
import time_machine

from apps.courses.models import Freeze, Group
from apps.courses.queries import list_current_pupils
from apps.courses.services import add_member
from apps.jobs.models import Job
from tests.courses.group_requests import group_path, list_register_names, member_path

TODAY = "2026-11-20T12:00:00+05:00"


@pytest.fixture(autouse=True)
def _on_a_known_day():
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture
def membership(group, pupil):
    return group.memberships.get(student=pupil)


def test_freeze_from_today_applies_at_once_and_keeps_the_seat(group, membership, pupil, stranger, manager, client_for):
    client = client_for(manager)
    Group.objects.update(capacity=2)
    pause = {"starts_on": "2026-11-20", "ends_on": "2026-11-30", "reason": "Ill."}
    answer = client.post(f"{member_path(membership)}freeze/", pause)
    assert (answer.status, answer.json["status"], answer.json["freezes"]) == (200, "frozen", [pause])
    assert [list_register_names(group, f"2026-11-{day}") for day in (19, 20, 30)] == [
        ["Jasur", "Laylo"],
        ["Laylo"],
        ["Laylo"],
    ]
    assert list_register_names(group, "2026-12-01") == ["Jasur", "Laylo"]
    assert pupil not in list_current_pupils(group)
    assert client.post(f"{group_path(group)}members/", {"student": str(stranger.pk)}).status == 409
    assert client_for(pupil).get(group_path(group)).status == 200
    steps = client.get(f"{member_path(membership)}history/").json["results"]
    assert [(step["to_status"], step["on"], step["reason"]) for step in steps] == [("frozen", "2026-11-20", "Ill.")]


def test_future_freeze_starts_on_its_day(group, membership, manager, client_for):
    body = {"starts_on": "2026-12-01"}
    answer = client_for(manager).post(f"{member_path(membership)}freeze/", body).json
    assert (answer["status"], answer["freezes"]) == ("active", [{**body, "ends_on": None, "reason": ""}])
    assert [list_register_names(group, day)[0] for day in ("2026-11-30", "2026-12-01", "2027-12-01")] == [
        "Jasur", "Laylo", "Laylo",
    ]  # fmt: skip


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
def test_overlapping_freezes_are_refused(membership, manager, client_for, starts_on, ends_on, status):
    client, address = client_for(manager), f"{member_path(membership)}freeze/"
    assert client.post(address, {"starts_on": "2026-12-01", "ends_on": "2026-12-10"}).status == 200
    answer = client.post(address, {"starts_on": starts_on, "ends_on": ends_on})
    assert answer.status == status
    assert Freeze.objects.count() == (1 if status == 409 else 2)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"starts_on": "2026-12-02", "ends_on": "2026-12-01"}, "ends_on"),
        ({"starts_on": "2026-08-31"}, "starts_on"),
        ({"starts_on": "1999-01-01"}, "starts_on"),
        ({"ends_on": "2101-01-01"}, "ends_on"),
    ],
    ids=["end first", "before joining", "no day", "no last day"],
)
def test_invalid_values_name_the_field(membership, manager, client_for, body, field):
    answer = client_for(manager).post(f"{member_path(membership)}freeze/", body)
    assert (answer.status, [name.split(".")[-1] for name in answer.json["fields"]]) == (422, [field])


def test_unfreezing_restores_the_former_status(group, stranger, manager, client_for):
    client = client_for(manager)
    trial = add_member(actor=None, group=group, student=stranger, status="trial", joined_on=date(2026, 11, 1))
    Job.objects.all().delete()
    client.post(f"{member_path(trial)}freeze/", {"starts_on": "2026-11-10"})
    answer = client.post(f"{member_path(trial)}unfreeze/", {}).json
    assert (answer["status"], answer["freezes"][0]["ends_on"]) == ("trial", "2026-11-19")
    assert [list_register_names(group, f"2026-11-{day}")[-1] for day in ("09", "10", "19", "20")] == [
        "Timur", "Laylo", "Laylo", "Timur",
    ]  # fmt: skip
    assert Job.objects.filter(kind="homework.assign_open", object_id=str(trial.pk)).count() == 1
    steps = client.get(f"{member_path(trial)}history/").json["results"]
    assert [(step["to_status"], step["on"]) for step in steps] == [
        ("trial", "2026-11-01"), ("frozen", "2026-11-10"), ("trial", "2026-11-20"),
    ]  # fmt: skip
    assert client.post(f"{member_path(trial)}unfreeze/", {}).status == 409


def test_freeze_is_shortened_or_deleted_before_it_begins(membership, manager, client_for):
    client, address = client_for(manager), member_path(membership)
    client.post(f"{address}freeze/", {"ends_on": "2026-11-30"})
    late = client.post(f"{address}unfreeze/", {"on": "2026-12-05"})
    assert (late.status, list(late.json["fields"])) == (422, ["on"])
    shorter = client.post(f"{address}unfreeze/", {"on": "2026-11-25"}).json
    assert (shorter["status"], shorter["freezes"][0]["ends_on"]) == ("frozen", "2026-11-24")
    gone = client.post(f"{address}unfreeze/", {"on": "2026-11-20"}).json
    assert (gone["status"], gone["freezes"]) == ("active", [])


def test_leads_and_ended_memberships_cannot_be_frozen(group, membership, stranger, manager, client_for):
    client = client_for(manager)
    lead = add_member(actor=None, group=group, student=stranger, status="lead")
    assert client.post(f"{member_path(lead)}freeze/", {}).status == 409
    client.post(f"{member_path(membership)}freeze/", {"starts_on": "2026-11-10"})
    client.post(f"{member_path(membership)}end/", {"left_on": "2026-11-15"})
    assert client.post(f"{member_path(membership)}freeze/", {}).status == 409
    assert client.post(f"{member_path(membership)}unfreeze/", {}).status == 409
    assert Freeze.objects.get().ends_on == date(2026, 11, 15)
    for person in (stranger, membership.student):
        assert client_for(person).post(f"{member_path(membership)}freeze/", {}).status == 403
