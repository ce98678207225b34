"""Transfer proofs: photos of bank transfers, sent or withdrawn by payers and decided by the office."""

from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid, raise_on_constraint_violation
from apps.core.file_types import PDF
from apps.core.files.stored import store_upload
from apps.core.models import StoredFile
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.core.validators import InvalidValue
from apps.events.publishing import get_staff_stream, publish_event
from apps.notifications.services import settle_notifications
from apps.payments.errors import PaymentClosed
from apps.payments.events import ProofDecided, ProofSent
from apps.payments.models import OPEN_STATUSES, Approval, ApprovalAct, Payment, PaymentProof, ProofState
from apps.payments.queries.approvals import has_waiting_approval
from apps.payments.services import payment_history
from apps.payments.services.approvals import ALREADY_WAITING, ask_for_approval
from apps.payments.services.confirmations import check_advance, needs_approval, take_without_cash
from apps.payments.services.locks import lock_payment
from apps.payments.services.notifications import list_branch_cashiers, notify_about_payment, notify_cashiers
from apps.payments.services.payments_due import lock_open_payment
from apps.resources.services.materials import check_and_get_content_type
from apps.settings.services import write_audit_log

MAX_PROOF_BYTES = 10 * 1024 * 1024
PROOF_SENT = "payments.proof_sent"
"""The office's notification that a proof waits; its key is the proof."""
PROOF_WAITING = _("A transfer proof is already waiting for a decision.")


def store_proof_file(*, owner: User, payment: Payment, upload: "UploadedFile[bytes]") -> StoredFile:
    """Store the photo or PDF of an open payment that has no waiting proof. Not inside a transaction.

    Conflict `payment_closed` when nothing is owed, Conflict while a proof waits; also raises what `store_upload`
    raises.
    """
    if payment.status not in OPEN_STATUSES:
        raise PaymentClosed()
    if payment.proofs.filter(state=ProofState.SENT).exists():
        raise Conflict(PROOF_WAITING)
    return store_upload(
        owner=owner, upload=upload, kind="material", max_bytes=MAX_PROOF_BYTES, check=_check_photo_or_pdf
    )


def submit_proof(
    *, actor: User, payment: Payment, file: StoredFile, amount: int | None = None, note: str = ""
) -> PaymentProof:
    """Submit a transfer proof, by default of the outstanding amount; the office is notified.

    Conflict `payment_closed` when nothing is owed, Conflict while another proof waits.
    """
    with unit_of_work():
        payment = lock_payment(payment.pk)
        if payment.status not in OPEN_STATUSES:
            raise PaymentClosed()
        with raise_on_constraint_violation(payment_proof_one_waits=Conflict(PROOF_WAITING)):
            amount = amount or payment.amount - payment.settled
            proof = payment.proofs.create(file=file, amount=amount, note=note, sent_by=actor)
        _notify_office(proof)
        return proof


def decide_proof(
    *,
    actor: User,
    proof: PaymentProof,
    approve: bool,
    amount: int | None = None,
    answer: str = "",
    advance: bool = False,
) -> Payment | Approval:
    """Accept or refuse the proof and return its payment, or ask a second person when it is above a limit.

    Conflict `approval_waiting` while its approval waits, `advance_needed` on "amount" for more than is open without
    `advance`.
    """
    with unit_of_work():
        lock_payment(proof.payment_id)
        if has_waiting_approval(proof=proof):
            raise Conflict(ALREADY_WAITING, code=ErrorCode.APPROVAL_WAITING)
        if not approve:
            return refuse_proof(actor=actor, proof=proof, answer=answer).payment
        waiting_proof = _get_waiting_proof(proof)
        payment, amount = lock_open_payment(waiting_proof.payment), amount or waiting_proof.amount
        check_advance(payment, amount, advance=advance)
        if needs_approval(payment, amount):
            return ask_for_approval(
                actor=actor,
                act=ApprovalAct.PROOF,
                branch=payment.branch,
                amount=Money(amount, payment.currency),
                reason=waiting_proof.note,
                method="transfer",
                payment=payment,
                proof=waiting_proof,
                arguments={"advance": advance, "answer": answer},
            )
        return accept_proof(actor=actor, proof=waiting_proof, amount=amount, answer=answer).payment


def accept_proof(*, actor: User, proof: PaymentProof, amount: int | None = None, answer: str = "") -> PaymentProof:
    """Take the transfer for the payment, by default the stated amount. Limits are the caller's.

    Conflict for a decided proof; also raises what `take_without_cash` raises.
    """
    with unit_of_work():
        lock_payment(proof.payment_id)
        waiting_proof = _get_waiting_proof(proof)
        payment, amount = waiting_proof.payment, amount or waiting_proof.amount
        waiting_proof.money = take_without_cash(
            actor=actor, payment=payment, method="transfer", amount=amount, note=waiting_proof.note
        )
        payment.refresh_from_db()
        return _save_decision(waiting_proof, ProofState.APPROVED, actor, answer)


def refuse_proof(*, actor: User, proof: PaymentProof, answer: str) -> PaymentProof:
    """Refuse the proof and notify its sender of the reason. Conflict for a decided proof."""
    if not answer:
        raise Invalid.field("answer", _("Give a reason for the refusal."))
    with unit_of_work():
        lock_payment(proof.payment_id)
        refused_proof = _save_decision(_get_waiting_proof(proof), ProofState.REFUSED, actor, answer)
        if refused_proof.sent_by is not None:
            notify_about_payment(
                refused_proof.payment, [refused_proof.sent_by], "payments.proof_refused", reason=answer
            )
        return refused_proof


def withdraw_proof(*, actor: User, payment: Payment) -> PaymentProof:
    """Withdraw the transfer proof that the actor sent, and detach its file, which is then removed; the office no longer
    sees it among those to decide. Another one can be submitted.

    Conflict unless a proof of the actor waits, Conflict `approval_waiting` while a second person decides about it.
    """
    with unit_of_work():
        lock_payment(payment.pk)
        proof = payment.proofs.filter(state=ProofState.SENT, sent_by=actor).first()
        if proof is None:
            raise Conflict(_("No transfer proof that you sent is waiting."))
        if has_waiting_approval(proof=proof):
            raise Conflict(ALREADY_WAITING, code=ErrorCode.APPROVAL_WAITING)
        proof = _get_waiting_proof(proof)
        proof.file = None
        return _save_decision(proof, ProofState.WITHDRAWN, actor, "")


def _get_waiting_proof(proof: PaymentProof) -> PaymentProof:
    """Return the proof, reloaded; its payment is locked, so it has one decision."""
    rows = PaymentProof.objects.select_related("payment__student", "payment__group", "sent_by", "file")
    current = rows.get(pk=proof.pk)
    if current.state != ProofState.SENT:
        raise Conflict(_("This transfer proof was already decided."))
    return current


def _save_decision(proof: PaymentProof, state: ProofState, actor: User, answer: str) -> PaymentProof:
    proof.state, proof.answer, proof.decided_by, proof.decided_at = state, answer, actor, timezone.now()
    proof.save(update_fields=["state", "answer", "decided_by", "decided_at", "money", "file", "updated_at"])
    what = f"proof_{state.value}"
    write_audit_log(actor=actor, action=f"payments.{what}", obj=proof, changes={"state": (ProofState.SENT, state)})
    payment_history.record_payment_step(proof.payment, what, from_status=proof.payment.status, by=actor, reason=answer)
    cashiers = list_branch_cashiers(proof.payment.branch_id)
    settle_notifications(users=cashiers, type=PROOF_SENT, key=str(proof.pk))
    decided = ProofDecided(payment=str(proof.payment_id), proof=str(proof.pk), state=state.value)
    publish_event(get_staff_stream(proof.payment.branch_id), decided)
    return proof


def _notify_office(proof: PaymentProof) -> None:
    payment = proof.payment
    publish_event(get_staff_stream(payment.branch_id), ProofSent.from_proof(proof))
    amount = Money(proof.amount, payment.currency).format()
    data = {"student": payment.student.full_name, "amount": amount}
    notify_cashiers(payment.branch_id, PROOF_SENT, key=str(proof.pk), **data)


def _check_photo_or_pdf(opened: IO[bytes]) -> str:
    content_type = check_and_get_content_type(opened)
    if content_type != PDF and not content_type.startswith("image/"):
        raise InvalidValue(_("Send a photo or a PDF."))
    return content_type
