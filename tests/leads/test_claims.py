"""Claims: of two who call at once one gets the lead, and a lease ends by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from apps.core.errors import Conflict, NotFound
from apps.core.permissions import Role
from apps.leads.models import Lead
from apps.leads.queries import list_leads_to_call
from apps.leads.services import claims
from apps.leads.services.leads import LeadDraft, create_lead
from tests.factories import client_for, make_user
from tests.leads import lead_requests
from tests.races import run_together


def make_lead(branch, number=0):
    draft = LeadDraft(branch=branch, name=f"Lead {number}", source="phone", phones=[f"90 123 45 {number:02}"])
    return create_lead(actor=None, draft=draft)


def claim(actor, lead):
    try:
        claims.claim_lead(actor=actor, lead=lead)
    except Conflict as error:
        return str(error.code)
    return "claimed"


def test_another_caller_is_refused_until_the_lease_ends(manager, admin, branch):
    lead = lead_requests.create_lead(manager)
    mine = lead_requests.act(manager, lead, "claim")
    assert mine.json["claimed_by"]["id"] == str(manager.pk)
    assert lead_requests.act(manager, lead, "claim").status == 200
    for what, body in (("claim", {}), ("calls", {"outcome": "reached"}), ("lose", {"reason": "price"})):
        lead_requests.act(admin, lead, what, body).check_refused(409, "lead_claimed")
    assert client_for(admin).delete(f"/leads/{lead['id']}/claim/").status == 204
    assert lead_requests.act(admin, lead, "claim").status == 409
    Lead.objects.update(claimed_until=F("claimed_until") - timedelta(minutes=10, seconds=1))
    assert lead_requests.act(admin, lead, "claim").json["claimed_by"]["id"] == str(admin.pk)
    assert client_for(admin).delete(f"/leads/{lead['id']}/claim/").status == 204
    assert lead_requests.read(admin, lead)["claimed_by"] is None


def test_a_clock_that_is_ahead_takes_no_lead_of_another_caller(manager, admin, branch):
    lead = Lead.objects.get(pk=lead_requests.create_lead(manager)["id"])
    assert claim(manager, lead) == "claimed"
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert claim(admin, lead) == "lead_claimed"
        assert claim(manager, lead) == "claimed"
    Lead.objects.update(claimed_until=F("claimed_until") - timedelta(minutes=10, seconds=1))
    assert claim(admin, lead) == "claimed", "and it holds no lead for longer"


def test_call_ends_the_claim_and_the_next_call_is_another_lead(manager, admin, branch):
    first, second = (lead_requests.create_lead(manager, f"Lead {n}", f"90 123 45 6{n}") for n in range(2))
    client = client_for(manager)
    assert client.post("/leads/next-call/").json["id"] == first["id"]
    assert client_for(admin).post("/leads/next-call/").json["id"] == second["id"]
    lead_requests.act(manager, first, "calls", {"outcome": "reached"})
    assert client.post("/leads/next-call/").status == 404
    assert lead_requests.read(manager, first)["claimed_by"] is None


def test_claim_of_a_lost_lead_is_refused(manager, branch):
    lead = lead_requests.create_lead(manager)
    lead_requests.act(manager, lead, "lose", {"reason": "spam"})
    lead_requests.act(manager, lead, "claim").check_refused(409, "lead_closed")


@pytest.fixture
def callers(a_connection_for_each):
    return [make_user(Role.MANAGER, "Caller", email=f"caller{number}@example.uz") for number in range(8)]


def test_of_eight_callers_at_once_one_gets_the_lead(callers, branch):
    lead = make_lead(branch)
    told = run_together(8, lambda index: claim(callers[index], lead))
    assert sorted(told) == ["claimed"] + 7 * ["lead_claimed"]


def test_control_without_the_condition_several_get_the_lead(callers, branch, monkeypatch):
    lead = make_lead(branch)

    def take(rows, actor):
        row = rows.get()
        if row.claimed_by_id is not None:
            return 0
        return Lead.objects.filter(pk=row.pk).update(claimed_by=actor, claimed_until=Now() + claims.LEASE)

    monkeypatch.setattr(claims, "_take", take)
    told = run_together(8, lambda index: claim(callers[index], lead))
    assert told.count("claimed") > 1


def test_eight_callers_at_once_get_eight_leads(callers, branch):
    leads = [make_lead(branch, number) for number in range(8)]

    def take_next(index):
        try:
            return claims.claim_next_lead(actor=callers[index], leads=list_leads_to_call(callers[index])).pk
        except NotFound:
            return None

    assert set(run_together(8, take_next)) == {lead.pk for lead in leads}


def test_who_did_not_answer_is_called_again_after_an_hour_and_after_new_leads(manager, branch):
    silent = lead_requests.create_lead(manager, "Silent", "90 123 45 60")
    client = client_for(manager)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        lead_requests.act(manager, silent, "calls", {"outcome": "no_answer"})
        assert client.post("/leads/next-call/").status == 404
        assert [lead["id"] for lead in lead_requests.list_leads(manager, due="calls")] == [silent["id"]]
        clock.shift(timedelta(hours=1, seconds=1))
        new = lead_requests.create_lead(manager, "New", "90 123 45 61")
        client = client_for(manager)
        assert client.post("/leads/next-call/").json["id"] == new["id"]
        lead_requests.act(manager, new, "calls", {"outcome": "reached"})
        assert client.post("/leads/next-call/").json["id"] == silent["id"]


def test_reopened_lead_waits_for_a_call(manager, branch):
    lead = lead_requests.create_lead(manager)
    lead_requests.act(manager, lead, "calls", {"outcome": "reached"})
    lead_requests.act(manager, lead, "lose", {"reason": "price"})
    lead_requests.act(manager, lead, "reopen")
    assert client_for(manager).post("/leads/next-call/").json["id"] == lead["id"]
