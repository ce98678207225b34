"""Who led a group, who waits for it, what a membership went through: as many queries for few as for many."""

from datetime import date
from functools import partial

import pytest

from apps.core.permissions import Role
from apps.courses.models import Group, LeadChange, Membership, MembershipChange, WaitingEntry
from tests import factories
from tests.courses.group_requests import group_path, member_path
from tests.factories import client_for
from tests.query_counts import check_list_cost

DAY = date(2026, 9, 1)


def add_rows(group: Group, membership: Membership, number: int) -> None:
    """A further row in each list, about people of its own."""
    pupil = factories.make_user(Role.STUDENT, "Anvar", email=f"pupil{number}@example.uz")
    former, teacher, office = (
        factories.make_user(role, "Umid", email=f"{name}{number}@example.uz")
        for name, role in (("former", Role.TEACHER), ("teacher", Role.TEACHER), ("office", Role.MANAGER))
    )
    WaitingEntry.objects.create(group=group, student=pupil)
    LeadChange.objects.create(group=group, former=former, teacher=teacher, on=DAY, by=office)
    MembershipChange.objects.create(membership=membership, from_status="trial", to_status="active", on=DAY, by=office)


@pytest.mark.parametrize("which", ["leads", "waiting", "history"])
def test_list_query_count_does_not_grow(group, pupil, manager, which):
    membership, client = group.memberships.get(student=pupil), client_for(manager)
    address = f"{member_path(membership) if which == 'history' else group_path(group)}{which}/"
    client.get(address)
    check_list_cost(client, address, partial(add_rows, group, membership))
