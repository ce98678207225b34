"""Operations under `/payments/cash-refunds/`: refunds in cash that were decided and wait for the cashier."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query

from api.auth import SignedInRequest
from api.idempotent_responses import respond_idempotently
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.payments import reversals_schemas as schemas
from apps.payments import access_reversals
from apps.payments.models import CashRefund
from apps.payments.queries import columns
from apps.payments.queries.cash_moves import visible_cash_refunds
from apps.payments.services import cash_refunds

router = OperationRouter(tags=["payments"])


@router.get("/cash-refunds/", "payments.desks", PageOf[schemas.CashRefundOut], errors=[422])
def cash_refunds_list(request: SignedInRequest, query: Query[schemas.CashRefundsQuery]) -> dict[str, Any]:
    """List refunds in cash.

    Refunds at the cash desks of your branches that were decided and wait for the cashier, and what became of them.
    Newest first.
    """
    rows = visible_cash_refunds(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=columns.CASH_REFUNDS)


@router.post(
    "/cash-refunds/{uuid:id}/hand-out/", "payments.confirm", schemas.CashRefundOut, errors=[400, 404, 409, 422]
)
def cash_refunds_hand_out(
    request: SignedInRequest, id: UUID, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Confirm that a refund was handed out.

    The cash leaves your open shift at its desk, and the refund is posted. Everything is checked again: 409
    `cash_refund_closed`, `shift_needed`, `not_enough_money`, `payment_closed`, `not_refundable` or `refund_too_large`.
    Requires an `Idempotency-Key`.
    """
    user = request.auth.user
    row = access_reversals.get_cash_refund(user, id)
    return respond_idempotently(
        request,
        "payments.hand_out",
        idempotency_key,
        body=str(id),
        act=lambda: (200, _to_json(request, cash_refunds.hand_out(actor=user, cash_refund=row))),
    )


@router.post("/cash-refunds/{uuid:id}/withdraw/", "payments.refund", schemas.CashRefundOut, errors=[404, 409])
def cash_refunds_withdraw(request: SignedInRequest, id: UUID) -> CashRefund:
    """Withdraw a refund in cash.

    One that was decided and not handed out yet. Refused with 409 `cash_refund_closed` when it no longer waits.
    """
    user = request.auth.user
    cash_refunds.withdraw(actor=user, cash_refund=access_reversals.get_cash_refund(user, id))
    return access_reversals.get_cash_refund(user, id)


def _to_json(request: SignedInRequest, row: CashRefund) -> dict[str, Any]:
    shown = access_reversals.get_cash_refund(request.auth.user, row.pk)
    return schemas.CashRefundOut.from_orm(shown).model_dump(mode="json")
