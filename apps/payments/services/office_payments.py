"""Payments that the office creates by hand and changes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.payments.models import Payment
from apps.payments.pricing.quotes import MANUAL_LINE
from apps.payments.services import adjustments, locks, payments_due
from apps.settings.services import write_audit_log


def create_manual_payment(
    *, actor: User, new_payment: payments_due.NewPayment, draft: bool, refundable: bool
) -> Payment:
    """Create a payment by hand; raises what `payments_due.create_payment` raises."""
    with unit_of_work():
        payment = payments_due.create_payment(actor=actor, new_payment=new_payment, draft=draft)
        write_audit_log(actor=actor, action="payments.create", obj=payment, changes={"amount": (None, payment.amount)})
        return payment if refundable else payments_due.update_payment(actor=actor, payment=payment, refundable=False)


def edit_payment(
    *,
    actor: User,
    payment: Payment,
    details: dict[str, Any],
    amount: int | None = None,
    reason: str = "",
    issue: bool = False,
) -> Payment:
    """Change a payment in one transaction: `details` as in `payments_due.update_payment`, a new `amount` with a
    `reason`, `issue` to make a draft due.

    Invalid on "reason" for a new amount without one; also raises what `update_payment`, `issue_draft` and
    `adjust_price` raise.
    """
    if amount is not None and not reason:
        raise Invalid.field("reason", _("Give a reason for the new amount."))
    with unit_of_work():
        if details:
            payments_due.update_payment(actor=actor, payment=payment, **details)
        if amount is not None:
            _set_amount(actor, payment, amount, reason)
        if issue:
            payments_due.issue_draft(actor=actor, payment=payment)
        return Payment.objects.get(pk=payment.pk)


def _set_amount(actor: User, payment: Payment, amount: int, reason: str) -> None:
    lines = [{"what": MANUAL_LINE, "amount": amount, "reason": reason}]
    before = locks.lock_payment(payment.pk)
    carrier = adjustments.adjust_price(
        actor=actor, payment=payment, gross=amount, amount=amount, lines=lines, reason=reason
    )
    if (carrier.pk, carrier.revision) != (before.pk, before.revision):
        changes = {"amount": (before.amount, amount), "reason": ("", reason)}
        write_audit_log(actor=actor, action="payments.reprice", obj=before, changes=changes)
