"""Figures: conversion by source, stage, person and month; what a pupil cost."""

from datetime import timedelta

from django.utils import timezone

from apps.leads.models import Lead
from apps.settings.models import Branch
from tests.factories import client_for
from tests.leads.lead_requests import act, create_lead


def read_rows(actor, **query):
    found = client_for(actor).get("/leads/figures/", query)
    assert found.status == 200, found.json
    return {row["key"]: row for row in found.json["rows"]}


def test_conversion_and_cost_per_pupil_by_source(admin, manager, group):
    leads = [create_lead(manager, f"Lead{chr(65 + n)}", f"90 123 45 6{n}", source="instagram") for n in range(4)]
    create_lead(manager, "Walker", "", source="walk_in")
    for number in range(2):
        body = {"group": str(group.pk)}
        assert act(manager, leads[number], "convert", body, idempotency_key=f"key-{number}").status == 201
    act(manager, leads[2], "lose", {"reason": "price"})
    month = f"{timezone.localdate():%Y-%m}-01"
    cost = {"source": "instagram", "month": month, "amount": 300_000_00}
    client = client_for(admin)
    assert client.put("/leads/costs/", {**cost, "amount": 1}).status == 200
    assert client.put("/leads/costs/", cost).json["amount"] == {"amount": 300_000_00, "currency": "UZS"}
    assert len(client.get("/leads/costs/").json["results"]) == 1
    rows = read_rows(manager)
    instagram = rows["instagram"]
    assert [instagram[name] for name in ("leads", "converted", "lost", "conversion")] == [4, 2, 1, 50.0]
    assert (instagram["costs"], instagram["cost_per_pupil"]) == ({"UZS": 300_000_00}, {"UZS": 150_000_00})
    assert (rows["walk_in"]["name"], rows["walk_in"]["costs"]) == ("Came in", {})
    client.put("/leads/costs/", {**cost, "month": "2026-11-02"}).check_refused(422, field="month")


def test_figures_by_stage_person_and_month(manager, admin, branch):
    first = create_lead(manager)
    create_lead(admin, "Laylo", "")
    Lead.objects.filter(pk=first["id"]).update(created_at=timezone.now() - timedelta(days=40))
    people = read_rows(manager, by="person")
    assert {row["name"]: row["leads"] for row in people.values()} == {"Malika Yusupova": 1, "Aziza Karimova": 1}
    assert [row["name"] for row in read_rows(manager, by="stage").values()] == ["New"]
    months = read_rows(manager, by="month")
    assert [row["leads"] for row in months.values()] == [1, 1]
    assert sorted(months) == list(months)
    since = (timezone.localdate() - timedelta(days=7)).isoformat()
    assert sum(row["leads"] for row in read_rows(manager, by="month", since=since).values()) == 1


def test_figures_are_those_of_own_branches(manager, admin, branch):
    elsewhere = Branch.objects.create(name="Yunusobod", zone="Asia/Tashkent")
    create_lead(admin, branch=str(elsewhere.pk))
    manager.all_branches = False
    manager.save(update_fields=["all_branches"])
    manager.branches.set([branch])
    assert read_rows(manager) == {}
    assert read_rows(admin)["phone"]["leads"] == 1
