"""Contracts as PDF, in the reader's language, from what was written down when they were signed."""

from datetime import date
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from apps.core.translated_texts import pick_translation
from apps.leads.models import LeadContract
from apps.payments.documents.amounts import format_amount
from apps.payments.documents.typesetting import render_pdf

TEMPLATE = Path(__file__).parent / "contract.typ"


def render_contract(contract: LeadContract, language: str) -> bytes:
    """Return the contract as PDF in this language. Not inside a transaction. Unavailable when it cannot be typeset."""
    with translation.override(language):
        values = describe_contract(contract, language)
    return render_pdf(str(TEMPLATE), values, made_at=contract.created_at)


def describe_contract(contract: LeadContract, language: str) -> dict[str, Any]:
    """Return all texts of the contract in the active language, as on its PDF."""
    facts = contract.facts
    legal = facts["legal"]
    return {
        "language": language,
        "heading": _("Contract on lessons"),
        "number": f"{contract.number:06d}",
        "day": f"{contract.signed_on:%d.%m.%Y}",
        "centre": facts["centre"],
        "place": " · ".join(part for part in (facts["branch"], facts["address"]) if part),
        "legal": [part for part in (legal["name"], legal["tax_id"], legal["address"], legal["phone"]) if part],
        "rows": _build_rows(facts, language),
        "terms": [
            _("The centre teaches the pupil in the group named above, by its timetable."),
            _("The pupil pays for each month in advance, by the prices of the centre."),
            _("Either side may end the contract on any day; what was paid for later lessons is given back."),
        ],
        "centre_label": _("For the centre"),
        "pupil_label": _("The pupil or a parent"),
        "signature_label": _("Signature"),
    }


def _build_rows(facts: dict[str, Any], language: str) -> list[list[str]]:
    number = f" · {facts['number']}" if facts["number"] else ""
    rows = [
        [_("Pupil"), facts["pupil"] + number],
        [_("Phone"), ", ".join(facts["phones"])],
        [_("Course"), pick_translation(facts["course"], language)],
        [_("Group"), facts["group"]],
        [_("First day"), f"{date.fromisoformat(facts['joined_on']):%d.%m.%Y}"],
    ]
    for label, money in ((_("Price of a month"), facts["price"]), (_("First payment"), facts["paid"])):
        if money:
            rows.append([label, format_amount(money["amount"], money["currency"], language)])
    return [row for row in rows if row[1]]
