"""Things of the access matrix in leads: of each branch a lead, its double, a lost one, and one with a contract."""

from datetime import date
from typing import Any

from django.utils import timezone

from apps.leads.contacts import build_keys
from apps.leads.models import Lead, LeadContract, LeadCost, LeadForm, LeadStage
from apps.leads.services.stages import open_stages


def create_lead_objects(world: Any) -> dict[str, Any]:
    """Leads, stages, forms and costs; the names are those of nobody else."""
    things: dict[str, Any] = {}
    for prefix, branch, number in (("", world.branch, 9001), ("other_", world.other_branch, 9002)):
        stages = open_stages(branch)
        spare = LeadStage.objects.create(branch=branch, name={"uz": "Boshqa"}, place=9)
        now = timezone.now()
        signed = _create_lead(stages[0], "Signed", converted_at=now)
        LeadContract.objects.create(
            lead=signed, number=number, signed_on=date(2026, 11, 20), facts=_list_facts(branch.name)
        )
        mine = {
            "lead": _create_lead(stages[0], "Kept"),
            "double_lead": _create_lead(stages[0], "Double"),
            "lost_lead": _create_lead(stages[0], "Lost", lost_at=now, loss_reason="price"),
            "signed_lead": signed,
            "lead_stage": stages[1],
            "spare_stage": spare,
            "lead_form": LeadForm.objects.create(branch=branch, name="Site", key=f"{number:024}"),
            "lead_cost": LeadCost.objects.create(branch=branch, source="phone", month=date(2026, 10, 1), amount=5),
        }
        things |= {f"{prefix}{name}": thing for name, thing in mine.items()}
    return things


def _create_lead(stage: LeadStage, name: str, **values: Any) -> Lead:
    return Lead.objects.create(
        branch=stage.branch, stage=stage, name=name, source="phone", **build_keys(name), **values
    )


def _list_facts(branch: str) -> dict[str, Any]:
    legal = {"name": "", "tax_id": "", "address": "", "phone": ""}
    return {
        "centre": "Registon", "legal": legal, "branch": branch, "address": "", "pupil": "Signed", "number": 7,
        "phones": [], "group": "A2", "course": {"en": "English"}, "joined_on": "2026-11-20",
        "price": None, "paid": None,
    }  # fmt: skip
