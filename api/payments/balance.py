"""Operations under `/payments/balance/`: refunds of a pupil's free credit, receipts of all money of a pupil."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query

from api.auth import SignedInRequest, requires
from api.idempotent_responses import respond_idempotently
from api.lanes import DOCUMENTS
from api.operations import OperationRouter
from api.payments import detail_schemas as details
from api.payments import opening_schemas as advance_schemas
from api.payments import single_payments_schemas as schemas
from api.payments.approval_answers import answer_waiting
from api.payments.approvals_schemas import ApprovalOut
from api.payments.receipt_files import receipt_response
from api.payments.reversals_schemas import CashRefundOut
from apps.core.money import Money
from apps.payments import access, access_office
from apps.payments.models import Approval, CashRefund, ProviderTransaction
from apps.payments.queries.balances import get_received_advance
from apps.payments.services import advances, cash_refunds, credit_refunds

router = OperationRouter(tags=["payments"])


@router.post(
    "/balance/{uuid:student_id}/refund/",
    requires("payments.refund", step_up=True),
    {200: details.CreditRefundOut, 202: CashRefundOut},
    errors=[400, 404, 409, 422],
)
def payments_balance_refund(
    request: SignedInRequest,
    student_id: UUID,
    payload: schemas.CreditRefundIn,
    idempotency_key: Header[str | None] = None,
) -> HttpResponse:
    """Refund free credit of a pupil.

    Refund money that covers no payment (`free_money` of the balance), by the method it was paid with; cash at a `desk`
    where you have no open shift waits until the cashier there hands it out: 202 with the refund. Refused with 409
    `refund_too_large`, `refund_at_provider` where only the provider's own cabinet can refund, `shift_needed` and
    `not_enough_money`, and with 403 `own_payment` for your own family. Requires an `Idempotency-Key`.
    """
    user = request.auth.user
    student = access.get_managed_student(user, student_id)
    desk = access_office.get_desk_or_invalid(user, payload.desk)
    refund = credit_refunds.CreditRefund(
        student=student,
        amount=payload.amount.amount,
        currency=payload.amount.currency,
        reason=payload.reason,
        money=access_office.get_credit_transaction_or_invalid(user, student, payload.transaction),
    )
    key = f"credit:{user.pk}:{idempotency_key}"
    return respond_idempotently(
        request,
        "payments.refund_credit",
        idempotency_key,
        body=f"{student_id} {payload.model_dump_json()}",
        prepare=lambda: credit_refunds.request_credit_refund(actor=user, refund=refund, idempotency_key=key),
        act=lambda agreed: _answer_refunded(cash_refunds.decide_credit_refund(actor=user, refund=agreed, desk=desk)),
    )


@router.post(
    "/balance/{uuid:student_id}/receive/",
    "payments.confirm",
    {200: advance_schemas.AdvanceOut, 202: ApprovalOut},
    errors=[400, 404, 409, 422],
)
def payments_balance_receive(
    request: SignedInRequest,
    student_id: UUID,
    payload: advance_schemas.ReceiveIn,
    idempotency_key: Header[str | None] = None,
) -> HttpResponse:
    """Receive money in advance onto a balance.

    Cash or a bank transfer that names no payment covers the pupil's open payments, the oldest first; the rest is
    credit, which never expires, and above a limit the act waits for a second person: 202 with the approval. Refused
    with 409 `shift_needed` for cash without your own open shift, and with 403 `own_payment` for your own family.
    Requires an `Idempotency-Key`.
    """
    user = request.auth.user
    student = access.get_managed_student(user, student_id)
    branch = access_office.get_balance_branch_or_invalid(user, student, payload.branch)
    desk = access_office.get_desk_or_invalid(user, payload.desk)
    amount = Money(payload.amount.amount, payload.amount.currency)
    return respond_idempotently(
        request,
        "payments.receive",
        idempotency_key,
        body=f"{student_id} {payload.model_dump_json()}",
        act=lambda: _answer_received(
            advances.receive_advance(
                actor=user,
                student=student,
                method=payload.method,
                amount=amount,
                desk=desk,
                branch=branch,
                note=payload.note,
            )
        ),
    )


@router.get("/balance/{uuid:student_id}/receipt/", "payments.read", bytes, errors=[404, 422], lane=DOCUMENTS)
def payments_balance_receipt(
    request: SignedInRequest, student_id: UUID, query: Query[schemas.ReceiptQuery]
) -> HttpResponse:
    """Download a receipt of a pupil.

    As a PDF in your language, also for money of no payment, such as a top-up: the newest receipt, or the one named
    by `receipt`. Pupils get their own; parents, those of their children; the office, those of its branches.
    """
    student = access.get_student(request.auth.user, student_id)
    return receipt_response(access_office.get_student_receipt(student, query.receipt))


def _answer_refunded(refund: credit_refunds.CreditRefundResult | CashRefund) -> tuple[int, dict[str, Any]]:
    if isinstance(refund, CashRefund):
        return answer_waiting(refund)
    return 200, details.CreditRefundOut.from_orm(refund).model_dump(mode="json")


def _answer_received(received: ProviderTransaction | Approval) -> tuple[int, dict[str, Any]]:
    if isinstance(received, Approval):
        return answer_waiting(received)
    return 200, advance_schemas.AdvanceOut.from_orm(get_received_advance(received)).model_dump(mode="json")
