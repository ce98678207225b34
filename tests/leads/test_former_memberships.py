"""Memberships with the status `lead` of older releases become leads who wish that group."""

from importlib import import_module

from django.apps import apps

from apps.courses.models import Membership, MembershipChange
from apps.leads.models import Lead
from tests.factories import client_for, make_lead_membership
from tests.leads.lead_requests import list_kinds, list_leads

MIGRATION = import_module("apps.leads.migrations.0001_squashed_0005_chats_of_strangers")


def test_they_become_leads_and_the_history_keeps_the_status(manager, group, stranger, pupil):
    membership = make_lead_membership(group, stranger)
    MembershipChange.objects.create(membership=membership, to_status="lead", on=group.today)
    MIGRATION.make_leads(apps, None)
    MIGRATION.make_leads(apps, None)
    [lead] = list_leads(manager)
    assert (lead["name"], lead["source"], lead["group"]["id"]) == ("Timur Nazarov", "group", str(group.pk))
    assert (lead["student"]["id"], lead["stage"]["name"]["en"]) == (str(stranger.pk), "New")
    assert list_kinds(manager, lead) == ["created"]
    membership.refresh_from_db()
    assert (membership.status, membership.never_began, membership.left_on) == ("left", True, membership.joined_on)
    steps = MembershipChange.objects.filter(membership=membership).order_by("created_at")
    assert [(step.from_status, step.to_status) for step in steps] == [("", "lead"), ("lead", "left")]
    assert Membership.objects.get(student=pupil).status == "active"
    assert Lead.objects.get().created_at == membership.created_at


def test_such_a_lead_becomes_a_pupil_with_the_account_that_it_has(manager, group, stranger):
    make_lead_membership(group, stranger)
    MIGRATION.make_leads(apps, None)
    [lead] = list_leads(manager)
    path = f"/leads/{lead['id']}/convert/"
    done = client_for(manager).post(path, {"group": str(group.pk)}, idempotency_key="key-1")
    assert (done.status, done.json["student"]["id"]) == (201, str(stranger.pk))


def test_migration_can_be_taken_back(manager, group, stranger):
    membership = make_lead_membership(group, stranger)
    MIGRATION.make_leads(apps, None)
    MIGRATION.restore_memberships(apps, None)
    membership.refresh_from_db()
    assert (membership.status, membership.left_on, membership.never_began) == ("lead", None, False)
    assert not Lead.objects.exists()
