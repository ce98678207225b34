"""Operations under `/payments/`: one receipt, and what undoes mistakes with money: receipts, cash carried elsewhere."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language
from ninja import Header, Query

from api.auth import SignedInRequest
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.payments import reversals_schemas as schemas
from api.payments.approval_answers import answer_once
from apps.accounts.services.mfa import is_stepped_up
from apps.payments import access_office, access_reversals
from apps.payments.documents import describe_receipt
from apps.payments.queries import columns
from apps.payments.queries.cash_moves import visible_desk_transfers
from apps.payments.queries.receipts import find_reversal
from apps.payments.services import desk_transfers, receipt_reversals

router = OperationRouter(tags=["payments"])


@router.get("/receipts/{uuid:id}/", "payments.see_all", schemas.PrintedReceiptOut, errors=[404])
def payments_receipts_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get what a receipt says.

    All its texts in your language, as on the PDF: for printers of narrow paper.
    """
    receipt = access_reversals.get_printed_receipt(request.auth.user, id)
    texts = describe_receipt(receipt, (get_language() or "uz").partition("-")[0])
    return {"id": receipt.pk, "student": receipt.money.student, "reversed": find_reversal(receipt) is not None, **texts}


@router.post(
    "/receipts/{uuid:id}/reverse/",
    "payments.see_all",
    schemas.ReceiptReversalOut,
    status=201,
    errors=[400, 404, 409, 422],
)
def payments_receipts_reverse(
    request: SignedInRequest, id: UUID, payload: schemas.ReceiptReverseIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Reverse a receipt.

    For cash or a transfer that was booked by mistake: all that it paid is due again, and the money leaves the desk or
    the bank. You reverse your own: cash while the shift is open, a transfer on the same day; later it needs
    `payments.reverse`, a step-up (403 `step_up_required`) and, for cash, your own open shift at the same desk. Refused
    with 409 `already_reversed`, `refund_at_provider`, `cash_refund_waiting`, `payment_in_progress`, `shift_needed` and
    `not_enough_money`, and with 403 `own_payment` for your own family; requires an `Idempotency-Key`.
    """
    user = request.auth.user
    receipt = access_reversals.get_branch_receipt(user, id)
    stepped_up = is_stepped_up(request.auth.session)
    late = access_reversals.is_late_receipt_reversal(user, receipt, stepped_up=stepped_up)
    return answer_once(
        request,
        "payments.reverse_receipt",
        idempotency_key,
        f"{id} {payload.model_dump_json()}",
        schemas.ReceiptReversalOut,
        lambda: receipt_reversals.reverse_receipt(actor=user, receipt=receipt, reason=payload.reason, late=late),
    )


@router.get("/desk-transfers/", "payments.desks", PageOf[schemas.DeskTransferOut], errors=[422])
def desk_transfers_list(request: SignedInRequest, query: Query[schemas.DeskTransfersQuery]) -> dict[str, Any]:
    """List desk transfers.

    Cash carried to the bank or to another cash desk, from or to desks of your branches, with reversals. Newest first.
    """
    rows = visible_desk_transfers(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=columns.DESK_TRANSFERS)


@router.post(
    "/cash-desks/{uuid:id}/transfer/",
    "payments.desks",
    schemas.DeskTransferOut,
    status=201,
    errors=[400, 404, 409, 422],
)
def cash_desks_transfer(
    request: SignedInRequest, id: UUID, payload: schemas.DeskTransferIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Record cash carried to another cash desk.

    From your own open shift (409 `shift_needed`), at most what is in the desk (409 `not_enough_money`), to a desk of
    your branches in the same currency. It is posted at once; the cashier there is told, or counts it when the next
    shift opens. Requires an `Idempotency-Key`.
    """
    user = request.auth.user
    desk, to_desk = access_office.get_cash_desk(user, id), access_office.get_other_desk_or_invalid(user, payload.to)
    amount, note = payload.amount.in_currency(desk.currency), payload.note
    return answer_once(
        request,
        "payments.desk_transfer",
        idempotency_key,
        f"{id} {payload.model_dump_json()}",
        schemas.DeskTransferOut,
        lambda: desk_transfers.transfer_to_desk(actor=user, desk=desk, to_desk=to_desk, amount=amount, note=note),
    )


@router.post(
    "/desk-transfers/{uuid:id}/reverse/",
    "payments.desks",
    schemas.DeskTransferOut,
    status=201,
    errors=[400, 404, 409, 422],
)
def desk_transfers_reverse(
    request: SignedInRequest,
    id: UUID,
    payload: schemas.DeskTransferReverseIn,
    idempotency_key: Header[str | None] = None,
) -> HttpResponse:
    """Reverse a desk transfer.

    The cash is back at its desk, in your open shift there; you reverse your own in the same shift, and later it needs
    `payments.reverse` and a step-up (403 `step_up_required`). Refused with 409 `already_reversed`, `shift_needed`, and
    `not_enough_money` when the other desk no longer has it. Requires an `Idempotency-Key`.
    """
    user = request.auth.user
    row = access_reversals.get_desk_transfer(user, id)
    stepped_up = is_stepped_up(request.auth.session)
    late = access_reversals.is_late_desk_transfer_reversal(user, row, stepped_up=stepped_up)
    return answer_once(
        request,
        "payments.reverse_desk_transfer",
        idempotency_key,
        f"{id} {payload.model_dump_json()}",
        schemas.DeskTransferOut,
        lambda: desk_transfers.reverse_desk_transfer(actor=user, desk_transfer=row, reason=payload.reason, late=late),
    )
