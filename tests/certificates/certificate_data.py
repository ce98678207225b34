"""Templates and facts of certificates."""

from dataclasses import replace
from datetime import date

from apps.certificates.fields import CertificateFacts
from apps.certificates.templates import Layout, Signature, Template
from apps.certificates.usual_templates import USUAL_TEMPLATES

ADDRESS = "https://talim.example.uz/c/7k3m9p2q8r4t6v5w2x3y4z7a"
FACTS = CertificateFacts(
    name="Malika Oʻrinboyeva",
    course="General English. Pre-Intermediate",
    date=date(2026, 11, 28),
    number="2026-000123",
    centre="Talim oʻquv markazi",
    hours=72,
    level="B1",
)


def build_facts(**changes) -> CertificateFacts:
    return replace(FACTS, **changes)


def build_template(layout=Layout.CLASSIC, **changes) -> Template:
    """A usual template with two people who sign."""
    signatures = (
        Signature(name={"uz": "Akmal Qodirov", "ru": "Акмал Қодиров"}, position={"uz": "Direktor\nPhD"}),
        Signature(name={"uz": "Oʻgʻiloy Sattorova"}),
    )
    usual = USUAL_TEMPLATES.get(layout, USUAL_TEMPLATES[Layout.CLASSIC])
    return replace(usual, **{"layout": layout, "signatures": signatures, **changes})


def change_texts(**texts) -> dict[str, dict[str, str]]:
    """The usual texts with these in place of their slots."""
    return {**USUAL_TEMPLATES[Layout.CLASSIC].texts, **texts}
