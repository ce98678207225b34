"""Leads of a branch: created, found, changed, called, moved, lost and opened again; their timeline keeps it all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.core.permissions import Role
from apps.notifications.models import Notification
from apps.settings.models import AuditLog, Branch
from tests.factories import client_for, make_user
from tests.job_runs import run_jobs
from tests.leads.lead_requests import act, create_lead, list_kinds, list_leads, list_stages, list_timeline, read


def soon(**more):
    return (timezone.now() + timedelta(**more)).isoformat()


def test_lead_comes_in_the_first_stage_with_its_phone_in_one_spelling(manager, branch, group):
    lead = create_lead(manager, phone="+998 (90) 123-45-67", group=str(group.pk))
    assert lead["phones"] == ["+998901234567"]
    assert (lead["state"], lead["stage"]["name"]["en"], lead["owner"]["id"]) == ("open", "New", str(manager.pk))
    assert lead["course"]["id"] == str(group.course_id)
    assert [stage["name"]["en"] for stage in list_stages(manager)] == ["New", "Talked", "Trial lesson", "Contract"]
    assert AuditLog.objects.filter(action="leads.create").exists()


def test_leads_are_found_in_either_script_and_by_digits(manager, branch):
    create_lead(manager, "Shohruh Qodirov", "+998901112233")
    create_lead(manager, "Мадина Юсупова", "+998935554433")
    assert [lead["name"] for lead in list_leads(manager, search="шоҳруҳ")] == ["Shohruh Qodirov"]
    assert [lead["name"] for lead in list_leads(manager, search="Madina")] == ["Мадина Юсупова"]
    assert [lead["name"] for lead in list_leads(manager, search="555 44")] == ["Мадина Юсупова"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "\u202e\u200b"}, "name"),
        ({"name": "Z" + "\u0301" * 40}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"phones": ["12345"]}, "phones"),
        ({"phones": [f"90 123 45 6{number}" for number in range(6)]}, "phones"),
        ({"source": "import"}, "source"),
        ({"next_step": "Call"}, "next_step_at"),
        ({"email": "nobody"}, "email"),
    ],
)
def test_bad_values_are_refused_with_their_field(manager, branch, body, field):
    sent = {"name": "Jasur", "phones": [], "source": "phone"} | body
    refused = client_for(manager).post("/leads/", sent)
    assert refused.status == 422
    assert [name.partition(".")[0] for name in refused.json["fields"]] == [field]


def test_invisible_characters_and_html_stay_harmless_text(manager, branch):
    lead = create_lead(manager, "Ali\u202e <b>Valiyev</b>", note="<script>alert(1)</script>")
    assert (lead["name"], lead["note"]) == ("Ali <b>Valiyev</b>", "<script>alert(1)</script>")


def test_changes_stand_in_the_timeline_and_the_old_note_stays(manager, branch):
    lead = create_lead(manager, note="Wants evenings.")
    client = client_for(manager)
    body = {"note": "Wants mornings.", "phones": ["93 555 44 33", "90 123 45 67"]}
    changed = client.patch(f"/leads/{lead['id']}/", body)
    assert changed.json["phones"] == ["+998935554433", "+998901234567"]
    [entry] = list_timeline(manager, lead, kind="change")
    assert entry["data"]["changes"]["note"] == ["Wants evenings.", "Wants mornings."]
    assert entry["author"]["id"] == str(manager.pk)
    assert client.patch(f"/leads/{lead['id']}/", body).status == 200
    assert len(list_timeline(manager, lead, kind="change")) == 1


def test_call_is_recorded_and_a_due_step_is_done(manager, branch):
    lead = create_lead(manager, next_step="Call", next_step_at=soon(hours=-1))
    assert [row["id"] for row in list_leads(manager, due="overdue")] == [lead["id"]]
    called = act(manager, lead, "calls", {"outcome": "no_answer"})
    assert (called.status, called.json["outcome"]) == (201, "no_answer")
    after = read(manager, lead)
    assert (after["next_step"], after["next_step_at"], after["called_at"] is None) == ("", None, False)
    body = {"outcome": "reached", "text": "Friday.", "next_step": "Call", "next_step_at": soon(days=2)}
    assert act(manager, lead, "calls", body).status == 201
    assert read(manager, lead)["next_step"] == "Call"
    assert list_kinds(manager, lead) == ["created", "call", "call"]


def test_calls_of_today_are_due_steps_and_leads_never_called(manager, branch):
    new = create_lead(manager, "New")
    due = create_lead(manager, "Due", phone="", next_step="Call", next_step_at=soon(hours=-2))
    create_lead(manager, "Later", phone="", next_step="Call", next_step_at=soon(days=3))
    called = create_lead(manager, "Called", phone="")
    act(manager, called, "calls", {"outcome": "reached"})
    assert {row["id"] for row in list_leads(manager, due="calls")} == {new["id"], due["id"]}


def test_owner_is_reminded_once_of_each_step(manager, admin, branch):
    lead = create_lead(manager, next_step="Call again", next_step_at=soon(minutes=-1))
    for _each in range(2):
        run_reminders()
    told = Notification.objects.filter(type="leads.step_due")
    assert [(row.user_id, row.data["text"]) for row in told] == [(manager.pk, "Call again")]
    client_for(manager).patch(
        f"/leads/{lead['id']}/", {"next_step": "Ask again", "next_step_at": soon(seconds=-30), "owner": None}
    )
    run_reminders()
    told = Notification.objects.filter(type="leads.step_due", data__text="Ask again")
    assert {row.user_id for row in told} == {manager.pk, admin.pk}


def run_reminders():
    from apps.core.uow import unit_of_work
    from apps.jobs.services import enqueue

    with unit_of_work():
        enqueue(kind="leads.remind")
    assert run_jobs("leads.remind") == 1


def test_lost_lead_has_a_reason_and_can_be_opened_again(manager, branch):
    lead = create_lead(manager, next_step="Call", next_step_at=soon(days=1))
    assert act(manager, lead, "lose", {"text": "?"}).refused_fields == (422, ["reason"])
    lost = act(manager, lead, "lose", {"reason": "price", "text": "Cheaper elsewhere."})
    assert (lost.json["state"], lost.json["loss_reason"], lost.json["next_step"]) == ("lost", "price", "")
    act(manager, lead, "calls", {"outcome": "reached"}).check_refused(409, "lead_closed")
    assert act(manager, lead, "notes", {"text": "Wrote again."}).status == 201
    assert act(manager, lead, "reopen").json["state"] == "open"
    act(manager, lead, "reopen").check_refused(409, "not_open")
    assert list_kinds(manager, lead) == ["created", "lost", "note", "reopened"]


def test_lead_moves_to_stages_of_its_branch_only(manager, branch):
    lead = create_lead(manager)
    elsewhere = Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")
    create_lead(manager, "Other", phone="", branch=str(elsewhere.pk))
    here, there = list_stages(manager, branch=str(branch.pk)), list_stages(manager, branch=str(elsewhere.pk))
    moved = act(manager, lead, "stage", {"stage": here[1]["id"]})
    assert moved.json["stage"]["id"] == here[1]["id"]
    act(manager, lead, "stage", {"stage": there[1]["id"]}).check_refused(422, field="stage")
    [entry] = list_timeline(manager, lead, kind="stage")
    assert (entry["data"]["before"]["en"], entry["data"]["after"]["en"]) == ("New", "Talked")


def test_office_of_another_branch_sees_nothing(manager, branch):
    lead = create_lead(manager)
    elsewhere = Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")
    manager.all_branches = False
    manager.save(update_fields=["all_branches"])
    manager.branches.set([elsewhere])
    assert list_leads(manager) == []
    assert client_for(manager).get(f"/leads/{lead['id']}/").status == 404
    assert act(manager, lead, "notes", {"text": "Hello"}).status == 404


def test_stages_are_renamed_ordered_and_archived(admin, manager, branch):
    lead = create_lead(manager)
    client = client_for(admin)
    new = client.post("/leads/stages/", {"name": {"en": "Thinks"}}).json
    stages = [stage["id"] for stage in list_stages(manager)]
    assert stages[-1] == new["id"]
    ordered = client.put("/leads/stages/order/", {"stages": stages[::-1]})
    assert [stage["id"] for stage in ordered.json["results"]] == stages[::-1]
    client.put("/leads/stages/order/", {"stages": stages[1:]}).check_refused(422, field="stages")
    assert client.patch(f"/leads/stages/{new['id']}/", {"name": {"ru": "Думает"}}).json["name"]["en"] == "Thinks"
    assert client.delete(f"/leads/stages/{lead['stage']['id']}/").status == 409
    assert client.delete(f"/leads/stages/{new['id']}/").status == 204
    assert len(list_stages(manager)) == 4
    assert client_for(manager).post("/leads/stages/", {"name": {"en": "Mine"}}).status == 403


def test_owner_of_another_branch_is_refused(manager, admin, branch):
    lead = create_lead(manager)
    elsewhere = Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")
    other = make_user(Role.MANAGER, "Other", email="other@example.uz")
    other.all_branches = False
    other.save(update_fields=["all_branches"])
    other.branches.set([elsewhere])
    refused = client_for(admin).patch(f"/leads/{lead['id']}/", {"owner": str(other.pk)})
    refused.check_refused(422, field="owner")


def test_office_is_reminded_when_the_owner_left(manager, admin, branch):
    create_lead(manager, next_step="Call", next_step_at=soon(minutes=-1))
    manager.is_active = False
    manager.save(update_fields=["is_active"])
    run_reminders()
    assert {row.user_id for row in Notification.objects.filter(type="leads.step_due")} == {admin.pk}
