"""Refunds in cash that are decided by one person and handed out by the cashier of the open shift at a desk.

A refund is decided by who holds `payments.refund`. Who has an own open shift at the desk hands it out in the same act;
otherwise it waits here, and nothing is posted. Handing it out checks everything again. Lock order: the pupil's account,
the payment, the waiting refund, the shift, the accounts.
"""

from collections.abc import Iterable
from datetime import timedelta

import structlog
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.payments import queries
from apps.payments.errors import RefundTooLarge
from apps.payments.models import CashDesk, CashRefund, CashRefundState, Payment, ProviderTransaction, Receipt, Shift
from apps.payments.queries.cash_moves import list_lapsed_cash_refunds, sum_waiting_cash_refunds
from apps.payments.services import allocation, credit_refunds, locks, refund_requests, transactions
from apps.payments.services.cash_desks import DESK_ARCHIVED, lock_desk, lock_own_open_shift
from apps.payments.services.credit_refunds import CreditRefund, CreditRefundResult
from apps.payments.services.flagged_acts import check_and_flag_own_family
from apps.payments.services.notifications import build_student_notification_data, list_branch_cashiers, notify_users
from apps.payments.services.refund_requests import RefundRequest
from apps.settings.services import write_audit_log

log = structlog.get_logger(__name__)

LIFETIME = timedelta(days=7)
NOT_ONLY_CASH = _("Part of this money is not cash: refund one transaction at a time.")
CLOSED = _("This refund was already handed out, withdrawn or lapsed.")


def decide_refund(
    *, actor: User, payment: Payment, request: RefundRequest, reason: str, desk: CashDesk | None = None
) -> Payment | CashRefund:
    """Book a refund as `refund_requests.book_refund`; cash at a desk where the actor has no open shift waits for the
    cashier there.

    Invalid on "transaction" when only a part of what would wait is cash; Conflict `refund_too_large` together with what
    waits already.
    """
    with unit_of_work():
        if desk is None or request.provider_id or _has_open_shift(actor, desk):
            return _book(actor, payment, request, reason, desk)
        payment = locks.lock_payment(payment.pk)
        refund_requests.check_refundable(payment)
        covering = allocation.list_covering_money(payment, request.money)
        parts, missing = allocation.split_amount_over_available(covering, request.amount)
        if not _is_cash([money for money, _part in parts], desk):
            return _book(actor, payment, request, reason, desk)
        left = sum(part for _money, part in covering)
        if missing or request.amount + sum_waiting_cash_refunds(payment.student_id, payment.currency, payment) > left:
            raise RefundTooLarge()
        return _store(
            CashRefund(
                student=payment.student, payment=payment, money=request.money, desk=desk, amount=request.amount,
                currency=payment.currency, reason=reason, decided_by=actor,
            )
        )  # fmt: skip


def decide_credit_refund(
    *, actor: User, refund: CreditRefund, desk: CashDesk | None = None
) -> CreditRefundResult | CashRefund:
    """Book a refund of free credit as `credit_refunds.book_credit_refund`; otherwise as `decide_refund`."""
    with unit_of_work():
        if desk is None or refund.provider_id or _has_open_shift(actor, desk):
            return credit_refunds.book_credit_refund(actor=actor, refund=refund, desk=desk)
        locks.lock_student_account(refund.student.pk, refund.currency)
        parts = credit_refunds.select_money(actor, refund)
        if not _is_cash([money for money, _part in parts], desk):
            return credit_refunds.book_credit_refund(actor=actor, refund=refund, desk=desk)
        waits = sum_waiting_cash_refunds(refund.student.pk, refund.currency, None)
        if refund.amount + waits > queries.get_free_credit(refund.student.pk, refund.currency):
            raise RefundTooLarge(credit_refunds.REFUND_TOO_LARGE)
        return _store(
            CashRefund(
                student=refund.student, money=refund.money, desk=desk, amount=refund.amount, currency=refund.currency,
                reason=refund.reason, decided_by=actor,
            )
        )  # fmt: skip


def hand_out(*, actor: User, cash_refund: CashRefund) -> CashRefund:
    """Post the refund: the actor has handed the cash out of their open shift at its desk.

    Conflict `cash_refund_closed` unless it waits, `shift_needed`, `not_enough_money`, and what the refund itself is
    refused with now (`payment_closed`, `not_refundable`, `refund_too_large`); Forbidden `own_payment` for own family.
    """
    with unit_of_work():
        row = _lock_waiting(cash_refund)
        shift = lock_own_open_shift(actor=actor, currency=row.currency, desk=row.desk)
        cause = f"cash_refund:{row.pk}"
        if row.payment is not None:
            covering = allocation.list_covering_money(row.payment, row.money)
            _check_cash_only(allocation.split_amount_over_available(covering, row.amount)[0], row.desk)
            request = RefundRequest(row.amount, row.money)
            refund_requests.book_refund(
                actor=actor, payment=row.payment, request=request, reason=row.reason, desk=row.desk, cause=cause
            )
        else:
            refund = CreditRefund(row.student, row.amount, row.currency, row.reason, row.money)
            _check_cash_only(credit_refunds.select_money(row.decided_by, refund), row.desk)
            credit_refunds.book_credit_refund(
                actor=actor, refund=refund, desk=row.desk, decided_by=row.decided_by, cause=cause
            )
        made = Receipt.objects.filter(transfer__cause__startswith=f"{cause}:").order_by("pk")
        row.receipts = [str(pk) for pk in made.values_list("pk", flat=True)]
        return _close(row, CashRefundState.HANDED_OUT, actor, shift)


def withdraw(*, actor: User, cash_refund: CashRefund) -> CashRefund:
    """Take a waiting refund back. Conflict `cash_refund_closed` unless it waits."""
    with unit_of_work():
        return _close(_lock_waiting(cash_refund), CashRefundState.WITHDRAWN, actor)


def lapse_cash_refunds(job: ClaimedJob) -> None:
    """Job handler: end refunds that nobody handed out in time and tell who decided them, each in its own transaction.

    An error is logged and does not stop the others; the next run tries again.
    """
    del job
    for cash_refund in list_lapsed_cash_refunds().order_by("pk"):
        try:
            with unit_of_work():
                row = _close(_lock_waiting(cash_refund, in_time=False), CashRefundState.LAPSED, None)
                notify_users([row.decided_by], "payments.cash_refund_lapsed", _describe(row))
        except Conflict:
            log.info("a refund in cash was closed meanwhile", cash_refund=str(cash_refund.pk))
        except Exception:
            log.exception("a refund in cash could not lapse", cash_refund=str(cash_refund.pk))


def _book(actor: User, payment: Payment, request: RefundRequest, reason: str, desk: CashDesk | None) -> Payment:
    return refund_requests.book_refund(actor=actor, payment=payment, request=request, reason=reason, desk=desk)


def _has_open_shift(user: User, desk: CashDesk) -> bool:
    return Shift.objects.filter(cashier=user, desk=desk, closed_at__isnull=True).exists()


def _is_cash(parts: Iterable[ProviderTransaction], desk: CashDesk) -> bool:
    """Return whether these are paid back in cash at the desk, or none of them is; Invalid on "transaction" for both."""
    kinds = {transactions.leaves_desk(money, desk) for money in parts}
    if len(kinds) > 1:
        raise Invalid.field("transaction", NOT_ONLY_CASH)
    return kinds == {True}


def _check_cash_only(parts: Iterable[tuple[ProviderTransaction, int]], desk: CashDesk) -> None:
    """Raise Conflict `refund_too_large` when what was to be refunded in cash is not there any more."""
    if not all(transactions.leaves_desk(money, desk) for money, _part in parts):
        raise RefundTooLarge()


def _store(row: CashRefund) -> CashRefund:
    """Store the refund; its desk is locked, so that nobody archives it meanwhile."""
    if lock_desk(row.desk).archived_at is not None:
        raise Invalid.field("desk", DESK_ARCHIVED)
    if row.desk.currency != row.currency:
        raise Invalid.field("desk", _("This cash desk has another currency."))
    check_and_flag_own_family(
        actor=row.decided_by,
        act="payments.decide_cash_refund",
        branch=row.desk.branch,
        amount=Money(row.amount, row.currency),
        student=row.student,
        payment=row.payment,
        reason=row.reason,
    )
    row.expires_at = timezone.now() + LIFETIME
    row.save(force_insert=True)
    changes = {"amount": (None, row.amount), "desk": (None, row.desk.name), "reason": (None, row.reason)}
    write_audit_log(actor=row.decided_by, action="payments.decide_cash_refund", obj=row, changes=changes)
    notify_users(_list_cashiers(row), "payments.cash_to_hand_out", _describe(row))
    return row


def _list_cashiers(row: CashRefund) -> list[User]:
    """Return who has the shift at the desk, else its keeper, else all cashiers of the branch."""
    shift = Shift.objects.filter(desk=row.desk, closed_at__isnull=True).select_related("cashier").first()
    one = shift.cashier if shift else row.desk.keeper
    people = [one] if one is not None else list_branch_cashiers(row.desk.branch_id)
    return [person for person in people if person.pk != row.decided_by_id]


def _describe(row: CashRefund) -> dict[str, str]:
    amount = Money(row.amount, row.currency).format()
    return {**build_student_notification_data(row.student), "amount": amount, "desk": row.desk.name}


def _lock_waiting(cash_refund: CashRefund, *, in_time: bool = True) -> CashRefund:
    """Return the refund, reloaded and locked, after its pupil's account and payment; Conflict unless it waits."""
    locks.lock_student_account(cash_refund.student_id, cash_refund.currency)
    payment = locks.lock_payment(cash_refund.payment_id) if cash_refund.payment_id else None
    rows = CashRefund.objects.select_for_update(no_key=True, of=("self",))
    row = rows.select_related("student", "money", "desk__branch", "desk__keeper", "decided_by").get(pk=cash_refund.pk)
    if row.state != CashRefundState.WAITING or (in_time and row.expires_at <= timezone.now()):
        raise Conflict(CLOSED, code=ErrorCode.CASH_REFUND_CLOSED)
    row.payment = payment
    return row


def _close(row: CashRefund, state: CashRefundState, by: User | None, shift: Shift | None = None) -> CashRefund:
    row.state, row.closed_by, row.closed_at, row.shift = state, by, timezone.now(), shift
    row.save(update_fields=["state", "closed_by", "closed_at", "shift", "receipts", "updated_at"])
    changes = {"state": (CashRefundState.WAITING, state), "amount": (row.amount, row.amount)}
    write_audit_log(actor=by, action=f"payments.cash_refund_{state.value}", obj=row, changes=changes)
    return row
