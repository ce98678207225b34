"""Planned ends and pauses come true when the group's own day begins; doing it again changes nothing."""

from datetime import date

import pytest
import time_machine

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.courses.job_kinds import APPLY_DATES
from apps.courses.models import Group, Membership, MembershipChange
from apps.courses.services import add_member, end_membership, freeze_membership
from apps.events.models import StreamEvent
from apps.jobs.kinds import get_job_kind
from apps.jobs.models import Job
from apps.notifications.models import Notification
from tests.courses.group_requests import list_register_names
from tests.factories import client_for
from tests.job_runs import run_jobs


def at(moment: str) -> None:
    """The job runs at this moment, twice."""
    with time_machine.travel(moment, tick=False):
        for _time in range(2):
            with unit_of_work():
                jobs.enqueue(kind=APPLY_DATES)
            assert run_jobs(APPLY_DATES) == 1


def facts() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Membership, MembershipChange, StreamEvent)]


def state(membership: Membership) -> tuple[str, date | None]:
    membership.refresh_from_db()
    return membership.status, membership.left_on


def test_date_job_runs_every_hour():
    assert get_job_kind(APPLY_DATES).every.total_seconds() == 3600


def test_planned_end_applies_at_the_group_midnight(group, pupil, second_pupil):
    leaver, graduate = group.memberships.get(student=pupil), group.memberships.get(student=second_pupil)
    with time_machine.travel("2026-11-20T12:00:00+05:00", tick=False):
        end_membership(actor=None, membership=leaver, left_on=date(2026, 11, 30), reason="Moves.")
        end_membership(actor=None, membership=graduate, left_on=date(2026, 11, 30), status="graduated")
    at("2026-11-30T18:59:00Z")
    assert state(leaver) == state(graduate) == ("active", None)
    at("2026-11-30T19:01:00Z")
    assert (state(leaver), state(graduate)) == (("left", date(2026, 11, 30)), ("graduated", date(2026, 11, 30)))
    step = MembershipChange.objects.get(membership=leaver, to_status="left")
    assert (step.on, step.by, step.reason) == (date(2026, 11, 30), None, "Moves.")
    assert Group.objects.get(pk=group.pk).seats_taken == 0
    before = facts()
    at("2026-12-02T08:00:00Z")
    assert facts() == before


@pytest.mark.parametrize(
    ("zone", "last_day", "before", "after"),
    [
        ("", "2026-11-30", "2026-11-30T18:59:00Z", "2026-11-30T19:00:00Z"),
        ("Europe/Berlin", "2026-11-30", "2026-11-30T22:59:00Z", "2026-11-30T23:00:00Z"),
        ("Europe/Berlin", "2027-03-28", "2027-03-28T21:59:00Z", "2027-03-28T22:00:00Z"),
        ("America/New_York", "2026-11-30", "2026-12-01T04:59:00Z", "2026-12-01T05:00:00Z"),
        ("Pacific/Kiritimati", "2026-11-30", "2026-11-30T09:59:00Z", "2026-11-30T10:00:00Z"),
    ],
    ids=["Tashkent", "Berlin", "a day of 23 hours", "New York", "Kiritimati"],
)
def test_each_group_has_its_own_midnight(group, pupil, zone, last_day, before, after):
    Group.objects.filter(pk=group.pk).update(zone=zone)
    Membership.objects.filter(student=pupil).update(leaves_on=last_day)
    membership = group.memberships.get(student=pupil)
    at(before)
    assert state(membership) == ("active", None)
    at(after)
    assert state(membership) == ("left", date.fromisoformat(last_day))


def test_freezes_begin_and_end_on_their_days(group, pupil):
    membership = group.memberships.get(student=pupil)
    with time_machine.travel("2026-11-20T12:00:00+05:00", tick=False):
        freeze_membership(actor=None, membership=membership, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 14))
    at("2026-11-30T18:59:00Z")
    assert state(membership)[0] == "active"
    at("2026-11-30T19:00:00Z")
    assert state(membership)[0] == "frozen"
    at("2026-12-14T18:59:00Z")
    assert state(membership)[0] == "frozen"
    at("2026-12-16T03:00:00Z")
    assert state(membership)[0] == "active"
    steps = MembershipChange.objects.filter(membership=membership, kind="status").order_by("id")
    assert list(steps.values_list("to_status", "on")) == [("frozen", date(2026, 12, 1)), ("active", date(2026, 12, 15))]
    assert Job.objects.filter(kind="homework.assign_open").count() == 1


def test_missed_freeze_still_excludes_its_days_from_registers(group, pupil):
    membership = group.memberships.get(student=pupil)
    with time_machine.travel("2026-11-20T12:00:00+05:00", tick=False):
        freeze_membership(actor=None, membership=membership, starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 2))
    at("2026-12-05T08:00:00Z")
    assert state(membership)[0] == "active"
    expected = [["Laylo"], ["Laylo"], ["Jasur", "Laylo"]]
    assert [list_register_names(group, f"2026-12-0{day}") for day in (1, 2, 3)] == expected


def test_ended_trial_frees_the_seat_for_the_waiting_list(group, stranger, other_pupil, manager):
    with time_machine.travel("2026-11-20T12:00:00+05:00", tick=False):
        trial = add_member(actor=None, group=group, student=stranger, status="trial", leaves_on=date(2026, 11, 20))
        body = {"student": str(other_pupil.pk)}
        assert client_for(manager).post(f"/courses/groups/{group.pk}/waiting/", body).status == 201
    at("2026-11-20T19:01:00Z")
    assert state(trial) == ("left", date(2026, 11, 20))
    with time_machine.travel("2026-11-20T19:02:00Z", tick=False):
        assert run_jobs("courses.offer_seat") == 1
    assert Notification.objects.get(user=manager).type == "groups.seat_free"
