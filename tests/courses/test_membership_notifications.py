"""Who joins or leaves a group hears of it, and so do guardians who may see progress; each once."""

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian
from apps.courses.models import Membership
from apps.courses.services import add_member, end_membership
from apps.notifications.models import Notification
from tests.factories import client_for, make_lead_membership


@pytest.fixture
def family(parent, stranger, other_teacher):
    """`parent` may see the stranger's progress, `other_teacher` may not."""
    Guardian.objects.create(parent=parent, child=stranger, kind="mother")
    Guardian.objects.create(parent=other_teacher, child=stranger, kind="other", sees_progress=False)
    return parent


def told() -> list[tuple[str, str]]:
    rows = Notification.objects.filter(type__startswith="groups.").select_related("user")
    return sorted((row.type, row.user.first_name) for row in rows)


def test_family_is_notified_of_joining_and_leaving(group, manager, stranger, family):
    membership = add_member(actor=manager, group=group, student=stranger, joined_on=timezone.localdate())
    joined = [("groups.joined", "Gulnora"), ("groups.joined", "Timur")]
    assert told() == joined
    (row,) = client_for(family).get("/notifications/").json["results"]
    assert row["text"] == f"Timur Nazarov learns in A2 morning from {membership.joined_on:%d.%m.%Y}."
    Membership.objects.filter(pk=membership.pk).update(joined_on="2026-09-01")
    membership.refresh_from_db()
    end_membership(actor=manager, membership=membership)
    assert told() == [*joined, ("groups.left", "Gulnora"), ("groups.left", "Timur")]


def test_leads_and_never_begun_memberships_are_not_notified(group, manager, stranger, family):
    lead = make_lead_membership(group, stranger)
    end_membership(actor=manager, membership=lead)
    assert told() == []
