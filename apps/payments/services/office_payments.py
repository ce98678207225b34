"""Payments that the office creates by hand, changes, cancels and writes off."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.access_conflicts import may_pay_for
from apps.payments.access_forgiving import check_can_forgive, is_owed
from apps.payments.models import POSTED_STATUSES, Payment, PaymentStatus
from apps.payments.pricing.quotes import MANUAL_LINE
from apps.payments.services import adjustments, locks, payments_due
from apps.payments.services.flagged_acts import check_and_flag_own_family
from apps.settings.services import write_audit_log

MONEY_DETAILS = ("payer", "due_on", "refundable")
"""Details that move or put off what is owed; title and note do not."""
PAID_STATUSES = (PaymentStatus.COMPLETED, PaymentStatus.REFUNDED)
PAID_BY_A_STRANGER = _("It is paid already: choose the pupil, a guardian, or somebody who pays for the pupil.")


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

    Forbidden `own_payment` for amount, payer, due day and `refundable` of own family (`access_conflicts`); Forbidden on
    "amount" for a lower one as in `access_forgiving.check_can_forgive`. Invalid on "reason" for a new amount without
    one, on "payer" for a paid payment and a stranger; also raises what `update_payment`, `issue_draft` and
    `adjust_price` raise.
    """
    if amount is not None and not reason:
        raise Invalid.field("reason", _("Give a reason for the new amount."))
    with unit_of_work():
        payment = locks.lock_payment(payment.pk)
        _check_edit(actor, payment, details, amount, reason)
        if details:
            payments_due.update_payment(actor=actor, payment=payment, **details)
        if amount is not None:
            _set_amount(actor, payment, amount, reason)
        if issue:
            payments_due.issue_draft(actor=actor, payment=payment)
        return Payment.objects.get(pk=payment.pk)


def cancel_payment(*, actor: User, payment: Payment, reason: str) -> Payment:
    """Cancel an open payment or draft as `payments_due.cancel_payment`.

    Forbidden `own_payment` for own family (`access_conflicts`), and for an owed one as in
    `access_forgiving.check_can_forgive`. An order that nothing was paid for is not owed.
    """
    with unit_of_work():
        payment = locks.lock_payment(payment.pk)
        if is_owed(payment) or payment.status == PaymentStatus.DRAFT:
            amount = Money(payment.amount, payment.currency)
            _check_own_family(actor, payment, "payments.cancel", amount, reason)
        if is_owed(payment):
            check_can_forgive(actor, payment, "status")
        return payments_due.cancel_payment(actor=actor, payment=payment, reason=reason)


def write_off(*, actor: User, payment: Payment, amount: int, reason: str) -> Payment:
    """Forgive what is outstanding, or a part, as `payments_due.write_off`. Forbidden `own_payment` for own family."""
    with unit_of_work():
        payment = locks.lock_payment(payment.pk)
        _check_own_family(actor, payment, "payments.write_off", Money(amount, payment.currency), reason)
        return payments_due.write_off(actor=actor, payment=payment, amount=amount, reason=reason)


def _check_edit(actor: User, payment: Payment, details: dict[str, Any], amount: int | None, reason: str) -> None:
    """Refuse changes that another person has to make: of own family's money, and a lower amount that forgives."""
    charged = adjustments.get_charged_amount(payment)
    less = 0 if amount is None else charged - amount
    moved = [name for name in MONEY_DETAILS if name in details and details[name] != getattr(payment, name)]
    if less or moved:
        act = "payments.reprice" if less else "payments.change"
        lower = max(less, 0) if less else (payment.outstanding if "payer" in moved else 0)
        payer = details.get("payer")
        _check_own_family(actor, payment, act, Money(lower, payment.currency), reason, payer=payer)
    if less > 0 and payment.status in POSTED_STATUSES:
        check_can_forgive(actor, payment, "amount")
    if "payer" in moved and payment.status in PAID_STATUSES:
        _check_is_no_stranger(payment, details["payer"])


def _check_is_no_stranger(payment: Payment, payer: User | None) -> None:
    """Invalid on "payer" unless they may pay for the pupil."""
    if payer is not None and not may_pay_for(payer, payment.student_id):
        raise Invalid.field("payer", PAID_BY_A_STRANGER)


def _check_own_family(
    actor: User, payment: Payment, act: str, less: Money, reason: str, *, payer: User | None = None
) -> None:
    check_and_flag_own_family(
        actor=actor, act=act, branch=payment.branch, amount=less, payment=payment, payer=payer, reason=reason
    )


def _set_amount(actor: User, payment: Payment, amount: int, reason: str) -> None:
    lines = [{"what": MANUAL_LINE, "amount": amount, "reason": reason}]
    before = locks.lock_payment(payment.pk)
    carrier = adjustments.adjust_price(
        actor=actor, payment=payment, gross=amount, amount=amount, lines=lines, reason=reason
    )
    if (carrier.pk, carrier.revision) != (before.pk, before.revision):
        changes = {"amount": (before.amount, amount), "reason": ("", reason)}
        write_audit_log(actor=actor, action="payments.reprice", obj=before, changes=changes)
