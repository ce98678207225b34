"""How a pupil stands to a group: a lead, on trial, active, ended; from which day to which; and what it was before."""

from datetime import date

import pytest

from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.courses.queries import (
    is_in_register_on,
    list_current_pupils,
    list_memberships_in_register,
    list_register_memberships_between,
)
from apps.courses.services import add_member
from apps.events.models import StreamEvent
from apps.events.publishing import get_group_stream, get_wall_stream
from apps.jobs.models import Job
from tests.courses.group_requests import group_path, list_register_names, member_path
from tests.factories import client_for, make_lead_membership
from tests.refused_values import refused_values

pytestmark = pytest.mark.usefixtures("known_day")


def told(stream: str) -> list[str]:
    return list(StreamEvent.objects.filter(stream=stream).order_by("seq").values_list("type", flat=True))


def test_trial_lesson_is_a_one_day_trial(group, stranger, manager):
    day = "2026-11-25"
    body = {"student": str(stranger.pk), "status": "trial", "joined_on": day, "leaves_on": day}
    answer = client_for(manager).post(f"{group_path(group)}members/", body)
    assert (answer.status, answer.json["status"], answer.json["leaves_on"]) == (201, "trial", day)
    expected = [["Jasur", "Laylo"], ["Jasur", "Laylo", "Timur"], ["Jasur", "Laylo"]]
    assert [list_register_names(group, f"2026-11-{number}") for number in (24, 25, 26)] == expected
    assert Job.objects.get(kind="homework.assign_open").run_at.isoformat() == "2026-11-24T19:00:00+00:00"


def test_trial_becomes_active_without_an_end(group, stranger, manager, client):
    trial = add_member(actor=None, group=group, student=stranger, status="trial", leaves_on=date(2026, 11, 21))
    answer = client.patch(member_path(trial), {"status": "active"})
    assert (answer.json["status"], answer.json["leaves_on"]) == ("active", None)
    assert client.patch(member_path(trial), {"status": "trial"}).status == 409
    assert client.patch(member_path(trial), {"leaves_on": "2027-01-31"}).json["leaves_on"] == "2027-01-31"
    assert client.patch(member_path(trial), {"leaves_on": None, "reason": "Stays."}).json["leaves_on"] is None
    steps = client.get(f"{member_path(trial)}history/").json["results"]
    expected = [("", "trial", "2026-11-20"), ("trial", "active", "2026-11-20")]
    assert [(step["from_status"], step["to_status"], step["on"]) for step in steps] == expected
    assert steps[1]["by"]["id"] == str(manager.pk)
    assert told(get_wall_stream(group.pk)) == ["membership.started"] + 3 * ["membership.changed"]
    assert told(get_group_stream(group.pk)) == told(get_wall_stream(group.pk))


def test_lead_is_no_longer_given_and_an_older_one_may_begin(group, stranger, client):
    body = {"student": str(stranger.pk), "status": "lead", "joined_on": "2026-11-01", "reason": "Called."}
    client.post(f"{group_path(group)}members/", body).check_refused(422, "invalid", field="status")
    lead = make_lead_membership(group, stranger, joined_on=date(2026, 11, 1))
    stranger.refresh_from_db()
    assert (stranger.role, stranger.number) == (Role.MEMBER, None)
    assert list_register_names(group, "2026-11-20") == ["Jasur", "Laylo"]
    assert stranger not in list_current_pupils(group)
    assert client_for(stranger).get(group_path(group)).status == 404
    assert not Job.objects.filter(kind="homework.assign_open").exists()
    answer = client.patch(member_path(lead), {"status": "trial"})
    assert (answer.json["status"], answer.json["joined_on"]) == ("trial", "2026-11-20")
    stranger.refresh_from_db()
    assert (stranger.role, stranger.number is None) == (Role.STUDENT, False)
    assert [list_register_names(group, day)[-1] for day in ("2026-11-19", "2026-11-20")] == ["Laylo", "Timur"]
    assert Job.objects.filter(kind="homework.assign_open").count() == 1
    assert client_for(stranger).get(group_path(group)).status == 200


def test_ended_lead_is_in_no_register(group, stranger, manager):
    lead = make_lead_membership(group, stranger, joined_on=date(2026, 11, 1))
    ended = client_for(manager).post(f"{member_path(lead)}end/", {"reason": "Too far."})
    assert (ended.json["status"], ended.json["never_began"], ended.json["reason"]) == ("left", True, "Too far.")
    assert list_register_names(group, "2026-11-10") == ["Jasur", "Laylo"]
    assert client_for(manager).post(f"{member_path(lead)}end/", {"outcome": "graduated"}).status == 409


def test_membership_ended_before_its_start_is_in_no_register(group, stranger, manager):
    soon = add_member(actor=None, group=group, student=stranger, joined_on=date(2026, 12, 1))
    assert list_register_names(group, "2026-12-01") == ["Jasur", "Laylo", "Timur"]
    assert client_for(manager).delete(member_path(soon)).status == 204
    soon.refresh_from_db()
    assert (soon.left_on, soon.never_began) == (date(2026, 12, 1), True)
    assert list_register_names(group, "2026-12-01") == ["Jasur", "Laylo"]


def test_membership_can_end_in_the_past_or_future(group, pupil, second_pupil, client):
    first, second = group.memberships.get(student=pupil), group.memberships.get(student=second_pupil)
    past = client.post(f"{member_path(first)}end/", {"left_on": "2026-11-10", "reason": "Moved."}).json
    assert (past["status"], past["left_on"], past["reason"]) == ("left", "2026-11-10", "Moved.")
    ahead = client.post(f"{member_path(second)}end/", {"left_on": "2026-11-30", "outcome": "graduated"}).json
    expected = ("active", None, "2026-11-30", "graduated")
    assert (ahead["status"], ahead["left_on"], ahead["leaves_on"], ahead["leaves_as"]) == expected
    days = ("2026-11-10", "2026-11-11", "2026-11-30", "2026-12-01")
    assert [list_register_names(group, day) for day in days] == [["Jasur", "Laylo"], ["Laylo"], ["Laylo"], []]
    assert [client_for(person).get(group_path(group)).status for person in (pupil, second_pupil)] == [404, 200]
    assert client.get(f"{group_path(group)}members/", {"status": "left"}).json["count"] == 1


@refused_values(
    ("leaves_on", {"joined_on": "2026-12-02", "leaves_on": "2026-12-01"}),
    ("leaves_on", {"joined_on": "2026-11-01", "leaves_on": "2026-11-19"}),
    joined_on=["1999-12-31"], status=["frozen", "graduated"], reason=["x" * 201], left_on=["2026-11-20"],
)  # fmt: skip
def test_invalid_values_name_the_field(group, stranger, manager, wrong, field):
    answer = client_for(manager).post(f"{group_path(group)}members/", {"student": str(stranger.pk), **wrong})
    assert answer.status == 422
    assert any(field in name for name in answer.json["fields"]), answer.json
    assert not Membership.objects.filter(student=stranger).exists()


def test_end_before_start_and_change_after_end_are_refused(group, pupil, manager):
    client, membership = client_for(manager), group.memberships.get(student=pupil)
    assert client.post(f"{member_path(membership)}end/", {"left_on": "2026-08-31"}).refused_fields == (422, ["left_on"])
    assert client.patch(member_path(membership), {"leaves_on": "2026-11-19"}).status == 422
    for later in ("2026-09-03", "2026-12-03"):
        assert client.patch(member_path(membership), {"joined_on": later}).refused_fields == (422, ["joined_on"])
    assert client.patch(member_path(membership), {"joined_on": "2026-08-31"}).json["joined_on"] == "2026-08-31"
    assert client.delete(member_path(membership)).status == 204
    for change in ({"status": "active"}, {"leaves_on": "2026-12-01"}, {"reason": "late"}):
        assert client.patch(member_path(membership), change).status == 409
    assert client.post(f"{member_path(membership)}end/", {}).status == 409


def test_same_day_rejoin_is_in_the_register_once(group, pupil, client):
    client.delete(member_path(group.memberships.get(student=pupil)))
    within = client.post(f"{group_path(group)}members/", {"student": str(pupil.pk), "joined_on": "2026-11-10"})
    assert within.refused_fields == (422, ["joined_on"])
    assert client.post(f"{group_path(group)}members/", {"student": str(pupil.pk)}).status == 201
    for day in ("2026-11-19", "2026-11-20", "2026-11-21"):
        assert list_register_names(group, day) == ["Jasur", "Laylo"]


def test_memberships_between_agree_with_each_single_day(group, other_pupil, stranger, client):
    trial = {"status": "trial", "joined_on": "2026-11-22", "leaves_on": "2026-11-22"}
    client.post(f"{group_path(group)}members/", {"student": str(other_pupil.pk), **trial})
    make_lead_membership(group, stranger)
    jasur = group.memberships.get(student__first_name="Jasur")
    client.post(f"{member_path(jasur)}freeze/", {"starts_on": "2026-11-21", "ends_on": "2026-11-23"})
    laylo = group.memberships.get(student__first_name="Laylo")
    client.post(f"{member_path(laylo)}end/", {"left_on": "2026-11-24"})
    rows = list(list_register_memberships_between([group], date(2026, 11, 18), date(2026, 11, 27)))
    for number in range(18, 28):
        day = date(2026, 11, number)
        expected = [row.pk for row in list_memberships_in_register(group, day)]
        assert [row.pk for row in rows if is_in_register_on(row, day)] == expected
    assert [len(list_register_names(group, f"2026-11-{number}")) for number in (20, 21, 22, 24, 25)] == [2, 1, 2, 2, 1]
