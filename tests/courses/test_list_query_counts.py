"""Who led a group, who waits for it, what a membership went through: as many queries for few as for many."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.courses.models import Group, LeadChange, Membership, MembershipChange, WaitingEntry
from tests import factories
from tests.courses.group_requests import group_path, member_path

DAY = date(2026, 9, 1)


def more(group: Group, membership: Membership, number: int) -> None:
    """That many further rows in each list, each about people of its own."""
    for _index in range(number):
        count = User.objects.count()
        pupil = factories.make_user(Role.STUDENT, "Anvar", email=f"pupil{count}@example.uz")
        former, teacher, office = (
            factories.make_user(role, "Umid", email=f"{name}{count}@example.uz")
            for name, role in (("former", Role.TEACHER), ("teacher", Role.TEACHER), ("office", Role.MANAGER))
        )
        WaitingEntry.objects.create(group=group, student=pupil)
        LeadChange.objects.create(group=group, former=former, teacher=teacher, on=DAY, by=office)
        MembershipChange.objects.create(
            membership=membership, from_status="trial", to_status="active", on=DAY, by=office
        )


@pytest.mark.parametrize("which", ["leads", "waiting", "history"])
def test_list_query_count_does_not_grow(group, pupil, manager, client_for, which):
    membership, client = group.memberships.get(student=pupil), client_for(manager)
    address = f"{member_path(membership) if which == 'history' else group_path(group)}{which}/"
    client.get(address)
    counts = []
    for number in (2, 18):
        more(group, membership, number)
        with CaptureQueriesContext(connection) as asked:
            rows = client.get(address, {"page_size": 100}).json["results"]
        counts.append((len(asked), len(rows)))
    assert counts == [(counts[0][0], 2), (counts[0][0], 20)]
