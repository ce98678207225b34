"""Things of the access matrix in certificates: a template, a rule, and a made certificate of two pupils."""

from typing import Any

from django.utils import timezone

from apps.certificates.eligibility import RuleDraft
from apps.certificates.services import awards, rules, templates
from apps.certificates.services.keys import get_or_make_key
from apps.certificates.template_rows import TemplateDraft
from apps.core.files.stored import store_certificate

DRAFT = TemplateDraft(
    layout="classic",
    page="a4",
    orientation="landscape",
    texts={"recipient": {"uz": "{name}"}},
    colour="#1F3A5F",
    accent="#B08D3C",
)


def create_certificate_objects(world: Any) -> dict[str, Any]:
    """The rule wants a day that has not come: it awards nothing."""
    template = templates.create_template(actor=world.admin, name="Course certificate", draft=DRAFT)
    day = timezone.now().date().replace(year=2099)
    draft = RuleDraft(template=template, not_before=day)
    rule = rules.create_rule(actor=world.admin, course=world.course, draft=draft)
    certificate = _award(world, world.child, template)
    return {
        "certificate_template": template,
        "certificate_rule": rule,
        "certificate": certificate,
        "other_certificate": _award(world, world.other_pupil, template),
        "certificate_address": certificate.public_id,
    }


def _award(world: Any, student: Any, template: Any) -> Any:
    draft = awards.AwardDraft(course=world.course, template=template, reason="Exam")
    certificate = awards.award_certificate(actor=world.admin, student=student, draft=draft)
    certificate.key, certificate.made_at, certificate.badge = get_or_make_key(), timezone.now(), {"id": "badge"}
    certificate.pdf = store_certificate(owner=student, data=b"%PDF-1.7")
    certificate.save()
    return certificate
