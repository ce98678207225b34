"""Site forms: made by the office, filled in by strangers."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts import rate_limits
from apps.accounts.models import User
from apps.core.durations import DAY, HOUR
from apps.core.errors import Invalid, raise_on_constraint_violation
from apps.core.translated_texts import fill_languages, merge_translations
from apps.core.uow import unit_of_work
from apps.core.validators import NO_PHONE
from apps.courses.models import Course
from apps.leads.models import Lead, LeadForm, LeadSource
from apps.leads.services.intake import read_draft, take_contact
from apps.leads.services.leads import LeadDraft
from apps.settings.models import Branch
from apps.settings.services import write_audit_log

KEY_BYTES = 12
PER_HOUR_OF_ADDRESS = 10
"""Answers that one address may send to a form in an hour."""
DAY_SECONDS = int(DAY.total_seconds())
META_TAKEN = _("Another form has this form of Meta.")


@dataclass(frozen=True)
class FormAnswer:
    """What a stranger sent. `website` is a field that people do not see: whoever fills it in is a program."""

    name: str
    phone: str
    note: str = ""
    consent: bool = False
    website: str = ""


def create_form(*, actor: User, branch: Branch, course: Course | None, values: Mapping[str, Any]) -> LeadForm:
    """Create an open form with a key that cannot be guessed. Raise Invalid on "meta_form" for one that is taken."""
    texts = {name: fill_languages(values.get(name) or {}) for name in ("consent", "thanks")}
    form = LeadForm(branch=branch, course=course, key=secrets.token_hex(KEY_BYTES), **{**values, **texts})
    with unit_of_work(), raise_on_constraint_violation(lead_form_meta_once=Invalid.field("meta_form", META_TAKEN)):
        form.save(force_insert=True)
        write_audit_log(actor, "leads.create_form", form, {"name": (None, form.name)})
    return form


def change_form(*, actor: User, form: LeadForm, changes: Mapping[str, Any]) -> LeadForm:
    """Change a form, or close it. Raise Invalid on "meta_form" for one that is taken."""
    with unit_of_work(), raise_on_constraint_violation(lead_form_meta_once=Invalid.field("meta_form", META_TAKEN)):
        locked = LeadForm.objects.select_for_update(no_key=True).get(pk=form.pk)
        changed = locked.apply_changes(merge_translations(locked, changes, "consent", "thanks"))
        if changed:
            locked.save(update_fields=[*changed, "updated_at"])
            plain = {name: (str(old), str(new)) for name, (old, new) in changed.items()}
            write_audit_log(actor, "leads.change_form", locked, plain)
        return locked


def answer_form(*, form: LeadForm, answer: FormAnswer, client: str | None) -> Lead | None:
    """Take an answer to an open form; None, and nothing is stored, for a program that filled in the hidden field.

    One address may send a part of what the form takes in a day, so that others find room; refused answers and those of
    programs take none of it. Raise Invalid on "consent", "name", "phone"; TooMany.
    """
    if client:
        _count_address(form, client)
    if answer.website:
        return None
    if not answer.consent:
        raise Invalid.field("consent", _("Please agree that we may call you."))
    if not answer.phone.strip():
        raise Invalid.field("phone", NO_PHONE)
    draft = LeadDraft(
        branch=form.branch,
        name=answer.name,
        source=LeadSource.SITE,
        phones=[answer.phone],
        note=answer.note,
        course=form.course,
        form=form,
        consented_at=timezone.now(),
    )
    try:
        draft = read_draft(draft)
    except Invalid as error:
        fields = {"phone" if name == "phones" else name: messages for name, messages in error.fields.items()}
        raise Invalid(error.detail, fields=fields) from error
    rate_limits.enforce_limit("lead_form", str(form.pk), times=form.per_day, seconds=DAY_SECONDS)
    return take_contact(draft)


def _count_address(form: LeadForm, client: str) -> None:
    network, most = rate_limits.get_client_network(client), max(1, form.per_day // 4)
    hour = int(HOUR.total_seconds())
    rate_limits.enforce_limit(f"lead_form_hour_{form.pk}", network, times=PER_HOUR_OF_ADDRESS, seconds=hour)
    rate_limits.enforce_limit(f"lead_form_day_{form.pk}", network, times=most, seconds=DAY_SECONDS)
