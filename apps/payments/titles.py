"""What a payment and a period are called: for people, providers and reports."""

from django.utils.translation import gettext as _

from apps.core.months import format_month
from apps.payments.models import Payment
from apps.payments.pricing.schedule_modes import PACK_KEY_PREFIX

FEE_KEY = "enrolment"
"""The `period_key` of the enrolment fee of a membership."""


def get_payment_title(payment: Payment) -> str:
    """Return the payment's title, else group and period in the reader's language, else its reference."""
    if payment.title:
        return payment.title
    group = payment.group.name if payment.group else ""
    return ", ".join(part for part in (group, get_period_name(payment.period_key)) if part) or payment.reference


def get_period_name(period_key: str) -> str:
    """Return a `period_key` in words of the reader: "November 2026", "pack 3", "enrolment fee"."""
    if period_key == FEE_KEY:
        return _("enrolment fee")
    if period_key.startswith(PACK_KEY_PREFIX):
        return _("pack %(number)s") % {"number": period_key.removeprefix(PACK_KEY_PREFIX)}
    return format_month(period_key)


def get_stored_title(payment: Payment) -> str:
    """Return the payment's title for messages that each reader gets in their own language.

    Its month is in figures: `apps.notifications.rendering` puts it into words.
    """
    if payment.title:
        return payment.title
    group = payment.group.name if payment.group else ""
    return f"{group} {payment.period_key.replace(PACK_KEY_PREFIX, '№')}".strip() or payment.reference
