"""Erase a lead that has no account: a stranger asks to be forgotten. What counts it in figures stays."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.uow import unit_of_work
from apps.courses.services.imports.retention import erase_import_rows_about_person
from apps.leads.contacts import clean_text
from apps.leads.events import hint_leads_changed
from apps.leads.models import Lead, LeadEntry, LeadPhone, MetaArrival, TelegramStranger
from apps.leads.services.claims import check_not_claimed_by_another
from apps.leads.services.locks import lock_lead
from apps.notifications.services import erase_notifications_about
from apps.quizzes.services.placement_tests import forget_personal_links
from apps.settings.services import erase_audit_values, write_audit_log

NOTIFIED = ("leads.received", "leads.step_due")
"""Notifications that name a lead."""
EMPTY = {
    "name": "", "folded": "", "name_key": "", "email": "", "note": "", "next_step": "", "next_step_at": None,
    "reminded_at": None, "claimed_by": None, "claimed_until": None, "consented_at": None,
}  # fmt: skip
"""What of a lead says who it was, or is to be done with it."""


def erase_lead(*, actor: User, lead: Lead, reason: str) -> None:
    """Erase name, phones, notes, calls and doubles of a lead, and what imports, notifications, placement tests and the
    audit log say of it. Branch, source, stage, owner, form, times and how it ended stay.

    Raise Conflict for a lead with an account, whose person is to be erased, `lead_claimed` while another person calls
    it; Invalid on "reason" for an empty one.
    """
    why = clean_text(reason)
    if not why:
        raise Invalid.field("reason", _("Enter a reason."))
    with unit_of_work():
        locked = lock_lead(lead)
        if locked.student_id is not None:
            raise Conflict(_("This lead has an account. Erase the person instead."))
        check_not_claimed_by_another(locked, actor)
        doubles = Lead.objects.filter(merged_into=locked)
        _erase_elsewhere([locked, *doubles])
        TelegramStranger.objects.filter(lead__in=[locked, *doubles]).delete()
        doubles.delete()
        LeadEntry.objects.filter(lead=locked).delete()
        LeadPhone.objects.filter(lead=locked).delete()
        MetaArrival.objects.filter(lead=locked).update(lead=None)
        now = timezone.now()
        Lead.objects.filter(pk=locked.pk).update(**EMPTY, erased_at=now, updated_at=now)
        write_audit_log(actor, "leads.erase", locked, {"reason": (None, why)})
        hint_leads_changed(locked.branch_id, locked.pk)


def _erase_elsewhere(leads: list[Lead]) -> None:
    """Erase what other tables say of these leads. Imports are searched by the lead, by phone and e-mail, else by the
    whole name.
    """
    entries = LeadEntry.objects.filter(lead__in=leads, test__isnull=False)
    forget_personal_links(list(entries.values_list("test", flat=True)))
    addresses = {*LeadPhone.objects.filter(lead__in=leads).values_list("phone", flat=True)}
    addresses |= {lead.email for lead in leads if lead.email}
    names = [] if addresses else [lead.name for lead in leads]
    erase_import_rows_about_person(ids=[str(lead.pk) for lead in leads], names=names, addresses=addresses)
    for lead in leads:
        erase_notifications_about(types=NOTIFIED, name="lead", value=str(lead.pk))
        erase_audit_values(object_type=lead._meta.label_lower, object_id=str(lead.pk))
