"""Operations under `/payments/` for single payments: create, confirm, refund, cancel, proofs, receipts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import File, Form, Header, Query
from ninja.files import UploadedFile

from api.auth import SignedInRequest, requires
from api.base_schemas import get_sent_fields
from api.idempotent_responses import respond_idempotently
from api.lanes import DOCUMENTS, UPLOADS
from api.lists import PageOf, build_page
from api.money_schemas import to_minor_amount
from api.operations import OperationRouter
from api.payments import detail_schemas as details
from api.payments import single_payments_schemas as schemas
from api.payments.approval_answers import answer_waiting
from api.payments.approvals_schemas import ApprovalOut
from api.payments.receipt_files import receipt_response
from api.payments.reversals_schemas import CashRefundOut
from apps.core.files.stored import compute_sha256
from apps.courses.access import get_branch_or_invalid, get_person_or_invalid
from apps.payments import access, access_office
from apps.payments.models import Approval, CashRefund, Payment, PaymentKind, PaymentProof
from apps.payments.pricing.quotes import MANUAL_LINE
from apps.payments.queries import columns, office, visible_payments
from apps.payments.services import (
    cash_refunds,
    confirmations,
    office_payments,
    payments_due,
    refund_requests,
    reopening,
    transfer_proofs,
)

router = OperationRouter(tags=["payments"])
PAID_OR_WAITING = {200: details.PaymentDetailOut, 202: ApprovalOut}


@router.get("/", "payments.read", PageOf[schemas.PaymentOut], errors=[422])
def payments_list(request: SignedInRequest, query: Query[schemas.PaymentsQuery]) -> dict[str, Any]:
    """List payments.

    You get payments where you are the pupil or the payer, and those of your children; the office gets all payments
    of its branches, drafts too. Newest first.
    """
    payments = office.filter_payments(visible_payments(request.auth.user), **query.filters())
    return build_page(request, payments, query, ordering=columns.PAYMENTS, search=office.search_payments)


@router.post("/", "payments.manage", details.PaymentDetailOut, status=201, errors=[400, 404, 409, 422])
def payments_create(
    request: SignedInRequest, payload: schemas.PaymentIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Create a payment that a pupil owes.

    Create a single payment, such as an enrolment fee, and cover it by the pupil's free credit at once. Payments for
    periods come from payment schedules, payments for orders from `POST /payments/orders/`. Requires an
    `Idempotency-Key`.
    """
    user = request.auth.user
    student = get_person_or_invalid(user, "student", payload.student)
    group = access_office.get_student_group_or_invalid(user, student, payload.group)
    branch = group.branch if group else get_branch_or_invalid(user, payload.branch)
    new = payments_due.NewPayment(
        student=student,
        branch=branch,
        group=group,
        payer=access_office.get_payer_or_invalid(user, payload.payer),
        kind=PaymentKind(payload.kind),
        gross=payload.amount.amount,
        amount=payload.amount.amount,
        currency=payload.amount.currency,
        due_on=payload.due_on,
        title=payload.title,
        note=payload.note,
        lines=[{"what": MANUAL_LINE, "amount": payload.amount.amount}],
    )
    return _answer_once(
        request,
        "payments.create",
        idempotency_key,
        payload.model_dump_json(),
        lambda: office_payments.create_manual_payment(
            actor=user, new_payment=new, draft=payload.draft, refundable=payload.refundable
        ),
        status=201,
    )


@router.get("/{uuid:id}/", "payments.read", details.PaymentDetailOut, errors=[404])
def payments_get(request: SignedInRequest, id: UUID) -> Payment:
    """Get a payment.

    With its transactions, proofs, receipts and the courses it opens. Only the office gets `note` and
    `ledger_entries`.
    """
    return access_office.get_payment_details(request.auth.user, id)


@router.patch("/{uuid:id}/", "payments.manage", details.PaymentDetailOut, errors=[404, 409, 422])
def payments_update(request: SignedInRequest, id: UUID, payload: schemas.PaymentPatch) -> Payment:
    """Update a payment.

    Change the texts, the due day or the amount, or issue a draft. A lower amount of what is due needs `payments.refund`
    too (403 `forbidden`), unless you made it due on the same day and nothing was paid; the payer of a paid payment is
    the pupil, a guardian or another person who pays for the pupil (422). Refused with 409 `payment_in_progress` while a
    provider works on it and `payment_closed` where the amount can no longer change, and with 403 `own_payment` for
    amount, payer, due day and `refundable` of your own family.
    """
    user = request.auth.user
    payment = access.get_managed_payment(user, id)
    field_changes = payload.detail_changes()
    if "payer" in get_sent_fields(payload):
        field_changes["payer"] = access_office.get_payer_or_invalid(user, payload.payer)
    office_payments.edit_payment(
        actor=user,
        payment=payment,
        details=field_changes,
        amount=to_minor_amount(payload.amount, payment.currency),
        reason=payload.reason,
        issue=payload.status is not None,
    )
    return access_office.get_payment_details(request.auth.user, id)


@router.post("/{uuid:id}/confirm/", "payments.confirm", PAID_OR_WAITING, errors=[400, 404, 409, 422])
def payments_confirm(
    request: SignedInRequest, id: UUID, payload: schemas.ConfirmIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Confirm cash or a bank transfer for a payment.

    More than is open of this payment needs `advance` (409 `advance_needed`); above a limit the money waits for a second
    person: 202 with the approval. Refused with 409 `shift_needed` for cash without your own open shift,
    `payment_closed` when nothing is due, `payment_in_progress` while a provider works on it and `approval_waiting`
    where such money waits already, and with 403 `own_payment` for your own family, unless you have
    `payments.confirm_own`. Requires an `Idempotency-Key`.
    """
    user = request.auth.user
    payment = access.get_payment_to_confirm(user, id)
    desk = access_office.get_desk_or_invalid(user, payload.desk)
    amount = to_minor_amount(payload.amount, payment.currency)
    return _answer_once(
        request,
        "payments.confirm",
        idempotency_key,
        f"{id} {payload.model_dump_json()}",
        lambda: confirmations.confirm_payment(
            actor=user, payment=payment, amount=amount, desk=desk, **payload.model_dump(exclude={"amount", "desk"})
        ),
    )


@router.post("/{uuid:id}/restore/", "payments.manage", details.PaymentDetailOut, errors=[404, 409, 422])
def payments_restore(request: SignedInRequest, id: UUID, payload: schemas.PaymentRestoreIn) -> Payment:
    """Reopen a cancelled payment.

    The payment is due again at the price it had; free credit of the pupil is used for it. Refused with 409
    `payment_closed` when it is not cancelled, when it is for an order, or when a later correction replaced it.
    """
    user = request.auth.user
    reopening.reopen_payment(actor=user, payment=access.get_managed_payment(user, id), reason=payload.reason)
    return access_office.get_payment_details(request.auth.user, id)


@router.post("/{uuid:id}/cancel/", "payments.manage", details.PaymentDetailOut, errors=[404, 409, 422])
def payments_cancel(request: SignedInRequest, id: UUID, payload: schemas.PaymentCancelIn) -> Payment:
    """Cancel an unpaid payment.

    Money that covered a part of it covers other payments or becomes free credit. Cancelling what is owed needs
    `payments.refund` too (403 `forbidden`), unless you made it due on the same day and nothing was paid; an order for
    which nothing was paid is not owed. Refused with 409 `payment_closed` when it is completed or closed and
    `payment_in_progress` while a provider works on it, and with 403 `own_payment` for your own family.
    """
    user = request.auth.user
    office_payments.cancel_payment(actor=user, payment=access.get_managed_payment(user, id), reason=payload.reason)
    return access_office.get_payment_details(request.auth.user, id)


@router.post("/{uuid:id}/write-off/", "payments.refund", details.PaymentDetailOut, errors=[400, 404, 409, 422])
def payments_write_off(
    request: SignedInRequest, id: UUID, payload: schemas.WriteOffIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Write off part or all of a payment.

    The centre forgives the amount; with nothing left to pay, the payment is completed. Refused with 409
    `payment_closed` when nothing is due, with `payment_in_progress` while a provider works on it, and with 403
    `own_payment` for your own family. Requires an `Idempotency-Key`.
    """
    user = request.auth.user
    payment = access.get_managed_payment(user, id)
    amount = payload.amount.in_currency(payment.currency)
    return _answer_once(
        request,
        "payments.write_off",
        idempotency_key,
        f"{id} {payload.model_dump_json()}",
        lambda: office_payments.write_off(actor=user, payment=payment, amount=amount, reason=payload.reason),
    )


@router.post(
    "/{uuid:id}/refund/",
    requires("payments.refund", step_up=True),
    {200: details.PaymentDetailOut, 202: CashRefundOut},
    errors=[400, 404, 409, 422],
)
def payments_refund(
    request: SignedInRequest, id: UUID, payload: schemas.RefundIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Refund a payment.

    Refund part or all of a completed payment, by the method it was paid with; cash at a `desk` where you have no open
    shift waits until the cashier there hands it out: 202 with the refund. Refused with 409 `refund_at_provider` where
    only the provider's own cabinet can refund (Payme; the answer says how), `not_refundable`, `refund_too_large` or
    `payment_closed`, and with 403 `own_payment` for your own family. Requires an `Idempotency-Key`.
    """
    user = request.auth.user
    payment = access.get_managed_payment(user, id)
    money = access_office.get_transaction_or_invalid(payment, payload.transaction)
    desk = access_office.get_desk_or_invalid(user, payload.desk)
    amount = to_minor_amount(payload.amount, payment.currency)
    return _answer_once(
        request,
        "payments.refund",
        idempotency_key,
        f"{id} {payload.model_dump_json()}",
        lambda refund: cash_refunds.decide_refund(
            actor=user, payment=payment, request=refund, reason=payload.reason, desk=desk
        ),
        prepare=lambda: refund_requests.request_refund(
            actor=user,
            payment=payment,
            amount=amount,
            reason=payload.reason,
            idempotency_key=f"{user.pk}:{idempotency_key}",
            money=money,
        ),
    )


@router.post(
    "/{uuid:id}/proof/", "payments.pay", details.ProofOut, status=201, errors=[404, 409, 413, 415, 422], lane=UPLOADS
)
def payments_proof_send(
    request: SignedInRequest,
    id: UUID,
    payload: Form[schemas.ProofForm],
    file: File[UploadedFile],
    idempotency_key: Header[str | None] = None,
) -> HttpResponse:
    """Upload a proof of a bank transfer.

    An image or a PDF of at most 10 MB, which the office accepts or refuses. Refused with 409 while another proof
    waits, and with `payment_closed` when nothing is due.
    """
    user = request.auth.user
    payment = access.get_payment(user, id)
    fields = payload.model_dump()
    return respond_idempotently(
        request,
        "payments.proof",
        idempotency_key,
        body=f"{id} {payload.model_dump_json()} {compute_sha256(file)}",
        required=False,
        prepare=lambda: transfer_proofs.store_proof_file(owner=user, payment=payment, upload=file),
        act=lambda file: (
            201,
            _proof_json(transfer_proofs.submit_proof(actor=user, payment=payment, file=file, **fields)),
        ),
    )


@router.delete("/{uuid:id}/proof/", "payments.pay", errors=[404, 409])
def payments_proof_withdraw(request: SignedInRequest, id: UUID) -> None:
    """Withdraw your proof of a bank transfer.

    Its file is deleted, and you can upload another one. Refused with 409 unless a proof that you sent waits, and with
    `approval_waiting` while a second person decides about it.
    """
    user = request.auth.user
    transfer_proofs.withdraw_proof(actor=user, payment=access.get_payment(user, id))


@router.post("/{uuid:id}/proof/decide/", "payments.confirm", PAID_OR_WAITING, errors=[400, 404, 409, 422])
def payments_proof_decide(
    request: SignedInRequest, id: UUID, payload: schemas.ProofDecisionIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Accept or refuse a transfer proof.

    An accepted proof confirms the transfer for the payment, with `advance` and limits as in `confirm`; the sender of a
    refused one is told why. Refused with 403 `own_payment` for your own family and proofs that you sent, unless you
    have `payments.confirm_own`, and with 409 when the proof was decided before. Requires an `Idempotency-Key`.
    """
    user = request.auth.user
    payment = access.get_payment_to_confirm(user, id)
    proof = access_office.get_proof_or_invalid(user, payment, payload.proof)
    amount = to_minor_amount(payload.amount, payment.currency)
    return _answer_once(
        request,
        "payments.decide",
        idempotency_key,
        f"{id} {payload.model_dump_json()}",
        lambda: transfer_proofs.decide_proof(
            actor=user,
            proof=proof,
            approve=payload.decision == "approve",
            amount=amount,
            answer=payload.answer,
            advance=payload.advance,
        ),
    )


@router.get("/{uuid:id}/history/", "payments.read", PageOf[details.PaymentStepOut], errors=[404, 422])
def payments_history(request: SignedInRequest, id: UUID, query: Query[schemas.PaymentHistoryQuery]) -> dict[str, Any]:
    """Get the history of a payment.

    Every change: who made it, why, and the status and amount before and after. Oldest first.
    """
    payment = access.get_payment(request.auth.user, id)
    return build_page(request, office.list_payment_history(payment), query, ordering=("created_at",))


@router.get("/{uuid:id}/receipt/", "payments.read", bytes, errors=[404, 422], lane=DOCUMENTS)
def payments_receipt(request: SignedInRequest, id: UUID, query: Query[schemas.ReceiptQuery]) -> HttpResponse:
    """Download a receipt of a payment.

    As a PDF in your language: the newest receipt, or the one named by `receipt`.
    """
    payment = access.get_payment(request.auth.user, id)
    return receipt_response(access_office.get_payment_receipt(payment, query.receipt))


def _answer_once(
    request: SignedInRequest,
    operation: str,
    key: str | None,
    body: str,
    act: Callable[..., Payment | Approval | CashRefund],
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Run `act` once for this idempotency key; answer the payment after it, or what waits for a second person."""

    def run(*prepared: Any) -> tuple[int, Any]:
        done = act(*prepared)
        return (status, _payment_json(request, done)) if isinstance(done, Payment) else answer_waiting(done)

    return respond_idempotently(request, operation, key, body=body, act=run, **more)


def _payment_json(request: SignedInRequest, payment: Payment) -> dict[str, Any]:
    payment = access_office.get_payment_details(request.auth.user, payment.pk)
    return details.PaymentDetailOut.from_orm(payment, context={"request": request}).model_dump(mode="json")


def _proof_json(proof: PaymentProof) -> dict[str, Any]:
    return details.ProofOut.from_orm(proof).model_dump(mode="json")
