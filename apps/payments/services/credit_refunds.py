"""Refunds of a pupil's free credit: money that covers no payment. It goes back by the method it was paid with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.lookups import filter_given
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments import queries
from apps.payments.access_conflicts import check_not_own_family
from apps.payments.errors import RefundAtProvider, RefundTooLarge
from apps.payments.models import CashDesk, ProviderTransaction, Receipt, ReceiptKind
from apps.payments.queries.balances import get_top_up_branch
from apps.payments.queries.visible_branches import build_visible_branch_filter
from apps.payments.services import (
    allocation,
    ledger,
    locks,
    provider_refunds,
    refunds,
    transactions,
    unanswered_refunds,
)
from apps.payments.services.cash_desks import lock_own_open_shift
from apps.payments.services.flagged_acts import check_and_flag_own_family
from apps.payments.services.refund_requests import REFUND_FAILED, check_at_most_one_refundable_part
from apps.payments.services.transactions import OFFICE_METHODS
from apps.payments.services.unanswered_refunds import RefundWish
from apps.settings.services import write_audit_log

REFUND_TOO_LARGE = _("The refund is larger than the free credit.")
PARTLY_SPENT = _(
    "Payme refunds only whole transactions, and part of this one (Payme number %(provider_id)s) covers payments. "
    "The rest stays as free credit."
)


@dataclass(frozen=True)
class CreditRefund:
    """A refund of `amount` minor units of free credit, from `money` alone when set.

    `provider_id`: the refund that the provider of `money` accepted.
    """

    student: User
    amount: int
    currency: str
    reason: str
    money: ProviderTransaction | None = None
    provider_id: str = ""


@dataclass(frozen=True)
class CreditRefundResult:
    """The receipts of a refund, and the credit that is left."""

    refund: CreditRefund
    left: int
    receipts: Sequence[Receipt]


def request_credit_refund(*, actor: User, refund: CreditRefund, idempotency_key: str) -> CreditRefund:
    """Ask the provider to refund its part of the credit; cash and transfers need no request. Never inside a
    transaction.

    Order: cash and transfers, then providers' money, the newest first; only money of the actor's branches. Repeats with
    one `idempotency_key` make one refund; so does a repeat under another key while the answer to the first is unknown
    (`unanswered_refunds`). Conflict `refund_too_large` above the free credit, `refund_at_provider` when only the
    provider's cabinet can refund (with the steps), or when a provider's money is one of several parts and has to be
    named. Unavailable `provider_away`; Forbidden `own_payment` for own family.
    """
    check_not_own_family(actor, refund.student.pk)
    wish = RefundWish(refund.amount)
    repeated = unanswered_refunds.find_made_repeat(_list_unanswered(actor, refund), wish)
    if repeated is not None:
        return replace(refund, money=repeated[0], provider_id=repeated[1].provider_id)
    parts = select_money(actor, refund)
    money = next((part_money for part_money, _part in parts if part_money.provider not in OFFICE_METHODS), None)
    if money is None:
        return refund
    if money.provider == "payme" and money.left < money.amount:
        raise RefundAtProvider(PARTLY_SPENT % {"provider_id": money.provider_id})
    check_at_most_one_refundable_part([part_money for part_money, _part in parts])
    accepted = unanswered_refunds.send_refund_request(money=money, wish=wish, reason=refund.reason, key=idempotency_key)
    return replace(refund, money=money, provider_id=accepted.provider_id)


def book_credit_refund(
    *, actor: User, refund: CreditRefund, desk: CashDesk | None = None, decided_by: User | None = None, cause: str = ""
) -> CreditRefundResult:
    """Book the refund, once even if the provider's webhook was faster; cash leaves the actor's shift.

    `decided_by` and `cause` are of a refund that waited (`cash_refunds`).

    A refund that the provider accepted is booked even when the credit was spent meanwhile: the payment it covered is
    owed again. Conflict `refund_too_large`, `refund_at_provider` for a provider's money without a request,
    `shift_needed`, `not_enough_money`.
    """
    with unit_of_work():
        locks.lock_student_account(refund.student.pk, refund.currency)
        before = queries.get_free_credit(refund.student.pk, refund.currency)
        if refund.provider_id:
            receipts = _book_provider_refund(actor, refund)
        else:
            receipts = _refund_by_office(actor, refund, desk, decided_by or actor, cause)
        left = queries.get_free_credit(refund.student.pk, refund.currency)
        check_and_flag_own_family(
            actor=actor,
            act="payments.refund_credit",
            branch=get_top_up_branch(refund.student),
            amount=Money(refund.amount, refund.currency),
            student=refund.student,
            reason=refund.reason,
        )
        changes = {"free_credit": (before, left), "currency": (refund.currency, refund.currency)}
        write_audit_log(actor=actor, action="payments.refund_credit", obj=refund.student, changes=changes)
        return CreditRefundResult(refund, left, receipts)


def _book_provider_refund(actor: User, refund: CreditRefund) -> Sequence[Receipt]:
    """Book what a provider refunds, unless its webhook did already."""
    assert refund.money is not None
    money = locks.lock_transaction(refund.money)
    unanswered_refunds.forget_request(money)
    if provider_refunds.has_refund_failed(money, refund.provider_id):
        raise RefundAtProvider(REFUND_FAILED)
    if not provider_refunds.is_refund_booked(refund.provider_id):
        provider_refunds.book_provider_refund(
            money=money,
            amount=refund.amount,
            cause=refund.provider_id,
            reason=refund.reason,
            free_credit_first=True,
            by=actor,
        )
    receipts = Receipt.objects.filter(kind=ReceiptKind.REFUND, transfer__cause__startswith=f"{refund.provider_id}:")
    return list(receipts.order_by("-id"))


def _refund_by_office(
    actor: User, refund: CreditRefund, desk: CashDesk | None, decided_by: User, step: str
) -> Sequence[Receipt]:
    parts = select_money(decided_by, refund)
    if any(part_money.provider not in OFFICE_METHODS for part_money, _part in parts):
        raise RefundAtProvider()
    cash = any(transactions.leaves_desk(part_money, desk) for part_money, _part in parts)
    shift = lock_own_open_shift(actor=actor, currency=refund.currency, desk=desk) if cash else None
    till = ledger.ensure_desk_account(shift.desk) if shift else None
    sources = [
        till if till and transactions.leaves_desk(money, desk) else transactions.ensure_money_account(money)
        for money, _part in parts
    ]
    ledger.lock_accounts(sources)
    receipts = []
    for (money, part), source in zip(parts, sources, strict=True):
        cause = f"{step}:{money.number}" if step else build_credit_refund_cause(money)
        receipts.append(refunds.post_refund(money, source, part, cause, None, refund.reason, actor))
        refunds.notify_refund(money, None, part)
    return receipts


def build_credit_refund_cause(money: ProviderTransaction) -> str:
    """Return the cause for refunding what is left of this money, so that it is posted once."""
    return f"money:{money.pk}:credit:{money.refunded}"


def _list_unanswered(actor: User, refund: CreditRefund) -> QuerySet[ProviderTransaction]:
    """Return the pupil's transactions with a refund request without a known outcome."""
    rows = ProviderTransaction.objects.filter(
        build_visible_branch_filter(actor, "branch", None), student=refund.student, currency=refund.currency
    )
    rows = rows.filter(facts__has_key=unanswered_refunds.UNANSWERED_KEY)
    return filter_given(rows, pk=refund.money and refund.money.pk)


def select_money(actor: User, refund: CreditRefund) -> list[tuple[Any, int]]:
    """Return the transactions to refund (`left`: the free part) with their amounts; only money of the actor's branches.
    Conflict `refund_too_large`.
    """
    free = queries.list_unspent_transactions(refund.student.pk, refund.currency)
    free = filter_given(
        free.filter(build_visible_branch_filter(actor, "branch", None)), pk=refund.money and refund.money.pk
    )
    rows = free.select_related("student", "branch", "cash_desk", "payment__payer")
    ordered = sorted(rows, key=lambda item: (item.provider not in OFFICE_METHODS, -item.number))
    parts, left = allocation.split_amount_over_available([(row, row.left) for row in ordered], refund.amount)
    if left:
        raise RefundTooLarge(REFUND_TOO_LARGE)
    return parts
