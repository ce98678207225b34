"""Leads to look at: in each stage, claimed, overdue, lost, with doubles and long names."""

from datetime import timedelta

from django.utils import timezone

from apps.leads.models import CallResult, LeadCost, LeadForm
from apps.leads.services import claims, leads
from apps.leads.services.stages import open_stages

LONG = "Abdurahmonjon-Muhammadyusuf Xoʻjamurodov-Toshpoʻlatzoda"


def write_leads(office, group):
    """Make them in the branch of a group; the id of one with much to tell."""
    branch, now = group.branch, timezone.now()
    stages = list(open_stages(branch))
    names = ("Nodira Karimova", LONG, "Жасур", "Timur", "Laylo Saidova", "Ольга Ким", "Jasur Oripov", "Malika")
    made = []
    for number, name in enumerate(names):
        draft = leads.LeadDraft(
            branch=branch, name=name, source=("phone", "site", "instagram")[number % 3], course=group.course,
            phones=["+998901234567"] if "asur" in name or "Жасур" in name else [f"+99893555440{number}"],
            note="Wants evenings, after work; asks for a discount for two.", owner=office,
        )  # fmt: skip
        lead = leads.create_lead(actor=office, draft=draft)
        made.append(leads.move_lead(actor=office, lead=lead, stage=stages[number % len(stages)]))
    told = made[6]
    leads.add_call(actor=office, lead=told, outcome=CallResult.REACHED, text="Comes on Friday.")
    leads.change_lead(
        actor=office, lead=told, changes={"next_step": "Call again", "next_step_at": now - timedelta(hours=2)}
    )
    leads.lose_lead(actor=office, lead=made[3], reason="price", text="Found it cheaper.")
    claims.claim_lead(actor=office, lead=made[0])
    LeadForm.objects.create(branch=branch, name="Site, main page", key="7f3c2b9d6e710a4e5b7c9d10", course=group.course)
    LeadCost.objects.create(branch=branch, source="instagram", month=group.today.replace(day=1), amount=250_000_000)
    return told.pk
