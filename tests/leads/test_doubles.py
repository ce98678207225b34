"""Doubles are found by phone and name in any spelling, and merged without losing a call or a note."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.core.permissions import Role
from apps.leads.contacts import are_names_compatible
from apps.leads.models import Lead, LeadEntry
from apps.settings.models import Branch
from tests.factories import client_for, make_user
from tests.leads.lead_requests import act, create_lead, list_kinds, list_timeline, read


def list_doubles(actor, lead):
    found = client_for(actor).get(f"/leads/{lead['id']}/doubles/").json["doubles"]
    return [(row["lead"]["name"], row["reasons"], row["is_sure"]) for row in found]


@pytest.mark.parametrize(
    ("one", "other", "are_compatible"),
    [
        ("Jasur Oripov", "Жасур Орипов", True),
        ("Шохрух Кадыров", "Qodirov Shohruh", True),
        ("Gʻulom Yoʻldoshev", "Гулом Юлдашев", True),
        ("Malika", "Малика Юсупова", True),
        ("Jasur Oripov", "Laylo Oripova", False),
        ("Ali", "Vali", False),
        ("Olim Olimov", "Olim", True),
    ],
)
def test_names_of_one_person_are_compatible(one, other, are_compatible):
    assert are_names_compatible(one, other) is are_compatible
    assert are_names_compatible(other, one) is are_compatible


def test_doubles_are_listed_the_surest_first(manager, branch):
    lead = create_lead(manager, "Jasur Oripov", "90 123 45 67")
    create_lead(manager, "Орипов Жасур", "+998 (90) 123-45-67")
    create_lead(manager, "Laylo Oripova", "998901234567")
    create_lead(manager, "Жасур Орипов", "93 555 44 33")
    create_lead(manager, "Timur Nazarov", "93 555 44 34")
    assert list_doubles(manager, lead) == [
        ("Орипов Жасур", ["phone", "name"], True),
        ("Laylo Oripova", ["phone"], False),
        ("Жасур Орипов", ["name"], False),
    ]


def test_merge_keeps_every_phone_note_and_call_of_both(manager, admin, branch, group):
    keep = create_lead(manager, "Jasur Oripov", note="Wants evenings.")
    double = create_lead(admin, "Жасур", "93 555 44 33", note="Asked for a discount.", group=str(group.pk))
    act(manager, keep, "calls", {"outcome": "no_answer"})
    act(admin, double, "calls", {"outcome": "reached", "text": "Comes on Friday."})
    act(admin, double, "notes", {"text": "Has a sister."})
    merged = act(manager, keep, "merge", {"double": double["id"]})
    assert merged.status == 200, merged.json
    assert merged.json["phones"] == ["+998901234567", "+998935554433"]
    assert (merged.json["group"]["id"], merged.json["note"]) == (str(group.pk), "Wants evenings.")
    texts = {entry["text"] for entry in list_timeline(manager, keep)}
    assert {"Comes on Friday.", "Has a sister.", "Asked for a discount."} <= texts
    assert sorted(list_kinds(manager, keep)) == sorted(["created", "created", "call", "call", "note", "note", "merge"])
    assert {entry["came_with"] for entry in list_timeline(manager, keep)} == {None, double["id"]}
    assert client_for(manager).get(f"/leads/{double['id']}/").status == 404
    assert Lead.objects.get(pk=double["id"]).state == "merged"
    assert LeadEntry.objects.filter(lead=double["id"]).count() == 0
    act(manager, keep, "merge", {"double": double["id"]}).check_refused(422, field="double")


def test_chain_of_merges_leads_to_the_last_one(manager, branch):
    first, second, third = (create_lead(manager, f"Lead {n}", f"90 123 45 6{n}") for n in range(3))
    act(manager, second, "merge", {"double": first["id"]})
    act(manager, third, "merge", {"double": second["id"]})
    assert set(Lead.objects.filter(merged_into=third["id"]).values_list("name", flat=True)) == {"Lead 0", "Lead 1"}
    assert len(read(manager, third)["phones"]) == 3


def test_lost_lead_opens_when_its_double_is_open(manager, branch):
    keep, double = create_lead(manager), create_lead(manager)
    act(manager, keep, "lose", {"reason": "no_answer"})
    assert act(manager, keep, "merge", {"double": double["id"]}).json["state"] == "open"


def test_leads_of_two_pupils_or_branches_are_not_merged(manager, branch):
    keep, double = create_lead(manager), create_lead(manager)
    for number, lead in enumerate((keep, double)):
        student = make_user(Role.STUDENT, "Jasur", email=f"jasur{number}@example.uz")
        Lead.objects.filter(pk=lead["id"]).update(student=student)
    act(manager, keep, "merge", {"double": double["id"]}).check_refused(409, "contract_exists")
    elsewhere = Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")
    other = create_lead(manager, branch=str(elsewhere.pk))
    act(manager, keep, "merge", {"double": other["id"]}).check_refused(422, field="double")
    act(manager, keep, "merge", {"double": keep["id"]}).check_refused(422, field="double")


def test_merge_does_not_break_the_claim_of_another_and_keeps_the_own(manager, admin, branch):
    keep, double = create_lead(manager), create_lead(manager)
    act(admin, double, "claim")
    act(manager, keep, "merge", {"double": double["id"]}).check_refused(409, "lead_claimed")
    merged = act(admin, keep, "merge", {"double": double["id"]})
    assert merged.json["claimed_by"]["id"] == str(admin.pk)


def test_merge_keeps_the_earlier_step_and_tells_of_the_other(manager, branch):
    soon, later = (timezone.now() + timedelta(days=days) for days in (1, 2))
    keep = create_lead(manager, next_step="Call", next_step_at=later.isoformat(), source="phone")
    double = create_lead(manager, next_step="Test", next_step_at=soon.isoformat(), source="walk_in")
    assert act(manager, keep, "merge", {"double": double["id"]}).json["next_step"] == "Test"
    data = list_timeline(manager, keep, kind="merge")[0]["data"]
    assert ([step["text"] for step in data["steps"]], data["differing"]) == (["Call"], {"source": "walk_in"})


def test_merge_does_not_open_a_lead_in_an_archived_stage(manager, admin, branch):
    keep, double = create_lead(manager), create_lead(manager)
    stages = [stage["id"] for stage in client_for(manager).get("/leads/stages/").json["results"]]
    act(manager, keep, "stage", {"stage": stages[1]})
    act(manager, keep, "lose", {"reason": "price"})
    assert client_for(admin).delete(f"/leads/stages/{stages[1]}/").status == 204
    merged = act(manager, keep, "merge", {"double": double["id"]})
    assert (merged.json["state"], merged.json["stage"]["id"]) == ("open", stages[0])
