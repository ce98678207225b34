"""Whoever deactivates a pupil says what becomes of the pupil's groups."""

import pytest

from apps.accounts.models import User
from apps.courses.models import Freeze, Membership
from apps.settings.models import AuditLog
from tests.factories import client_for, make_lead_membership

pytestmark = pytest.mark.usefixtures("known_day")


def deactivate(actor: User, person: User, **body: str):
    return client_for(actor).post(f"/auth/users/{person.pk}/deactivate/", body)


def test_open_memberships_are_listed_until_somebody_says_what_becomes_of_them(group, membership, pupil, manager):
    refused = deactivate(manager, pupil)
    refused.check_refused(409, "conflict", field="memberships")
    assert refused.json["fields"]["memberships"] == [f"{group.name}, since {membership.joined_on:%d.%m.%Y}"]
    deactivate(manager, pupil, memberships="sell").check_refused(422, field="memberships")
    pupil.refresh_from_db()
    assert pupil.is_active
    assert not AuditLog.objects.filter(action="accounts.set_active").exists()


@pytest.mark.parametrize(("choice", "status"), [("leave", "left"), ("freeze", "frozen"), ("keep", "active")])
def test_memberships_end_freeze_or_stay(choice, status, group, membership, pupil, manager):
    answer = deactivate(manager, pupil, memberships=choice)
    assert (answer.status, answer.json["status"]) == (200, "off")
    assert deactivate(manager, pupil).status == 200, "again, and nothing changes"
    membership.refresh_from_db()
    assert membership.status == status
    group.refresh_from_db()
    assert group.seats_taken == (1 if choice == "leave" else 2)
    assert list(Freeze.objects.values_list("starts_on__day", "ends_on")) == ([(20, None)] if choice == "freeze" else [])


def test_planned_freezes_become_part_of_the_open_one(membership, pupil, manager):
    for first, last in (("2026-11-18", "2026-11-25"), ("2026-12-01", "2026-12-05")):
        client_for(manager).post(
            f"/courses/groups/{membership.group_id}/members/{membership.pk}/freeze/",
            {"starts_on": first, "ends_on": last},
        )
    assert deactivate(manager, pupil, memberships="freeze").status == 200
    days = [(f"{pause.starts_on:%m-%d}", pause.ends_on) for pause in Freeze.objects.order_by("starts_on")]
    assert [first for first, _last in days] == ["11-18", "11-20"]
    assert days[-1][1] is None


def test_lead_ends_and_nobody_is_asked_without_memberships(group, stranger, pupil, manager):
    lead = make_lead_membership(group, stranger)
    assert deactivate(manager, stranger, memberships="freeze").status == 200
    lead.refresh_from_db()
    assert (lead.status, lead.never_began) == ("left", True)
    client_for(manager).post(f"/auth/users/{stranger.pk}/activate/")
    assert deactivate(manager, stranger).status == 200
    assert Membership.objects.filter(student=pupil, left_on=None).exists()
