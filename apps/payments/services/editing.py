"""What the office changes of a payment: words and days, its amount, or that a draft is owed from now on."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.payments.models import Payment
from apps.payments.services import holding, owing, price_changes
from apps.settings.services import write_audit_log

BY_HAND = "by_hand"
"""`what` of the line of an amount that the office set itself."""


def create(*, actor: User, bill: owing.Bill, draft: bool, refundable: bool) -> Payment:
    """A payment that the office makes by hand; what `owing.bill` raises."""
    with unit_of_work():
        payment = owing.bill(actor=actor, bill=bill, draft=draft)
        write_audit_log(actor=actor, action="payments.create", obj=payment, changes={"amount": (None, payment.amount)})
        return payment if refundable else owing.change(actor=actor, payment=payment, refundable=False)


def edit(
    *,
    actor: User,
    payment: Payment,
    words: dict[str, Any],
    amount: int | None = None,
    reason: str = "",
    issue: bool = False,
) -> Payment:
    """Change all of it or nothing: `words` are what `owing.change` takes, `amount` a new one (with a `reason`), `issue`
    makes a draft owed. The payment that was asked for, as it stands then.

    Invalid on "reason" without one for another amount; what `owing.change`, `owing.issue` and `price_changes.reprice`
    raise.
    """
    if amount is not None and not reason:
        raise Invalid.field("reason", _("Give a reason for the new amount."))
    with unit_of_work():
        if words:
            owing.change(actor=actor, payment=payment, **words)
        if amount is not None:
            _price(actor, payment, amount, reason)
        if issue:
            owing.issue(actor=actor, payment=payment)
        return Payment.objects.get(pk=payment.pk)


def _price(actor: User, payment: Payment, amount: int, reason: str) -> None:
    lines = [{"what": BY_HAND, "amount": amount, "reason": reason}]
    held = holding.hold_payment(payment.pk)
    carrier = price_changes.reprice(
        actor=actor, payment=payment, gross=amount, amount=amount, lines=lines, reason=reason
    )
    if (carrier.pk, carrier.revision) != (held.pk, held.revision):
        changes = {"amount": (held.amount, amount), "reason": ("", reason)}
        write_audit_log(actor=actor, action="payments.reprice", obj=held, changes=changes)
