"""Operations under `/payments/approvals/`: acts above the limits of money that wait for a second person."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.payments import approvals_schemas as schemas
from apps.accounts.services.mfa import is_stepped_up
from apps.payments import access_approvals as access
from apps.payments.models import Approval
from apps.payments.queries import columns
from apps.payments.queries.approvals import visible_approvals
from apps.payments.services import approval_decisions, approvals

router = OperationRouter(tags=["payments"])


@router.get("/approvals/", "payments.read", PageOf[schemas.ApprovalOut], errors=[422])
def payments_approvals_list(request: SignedInRequest, query: Query[schemas.ApprovalsQuery]) -> dict[str, Any]:
    """List approvals.

    Acts above a limit: those you asked for; with `payments.approve` or `payments.see_all`, all of your branches.
    Newest first.
    """
    rows = visible_approvals(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=columns.APPROVALS)


@router.get("/approvals/{uuid:id}/", "payments.read", schemas.ApprovalOut, errors=[404])
def payments_approvals_get(request: SignedInRequest, id: UUID) -> Approval:
    """Get an approval.

    An act above a limit that you asked for, or of your branches, with the decision on it.
    """
    return access.get_approval(request.auth.user, id)


@router.post("/approvals/{uuid:id}/decide/", "payments.approve", schemas.ApprovalOut, errors=[404, 409, 422])
def payments_approvals_decide(request: SignedInRequest, id: UUID, payload: schemas.ApprovalDecisionIn) -> Approval:
    """Approve or refuse an act above a limit.

    An approved act is carried out as of today; where there is no other person who can decide, you approve your own with
    an `answer` and a step-up. Refused with 403 for the person who asked, and `own_payment` for money of your own
    family. 409 `approval_decided`, or what the act itself is refused with: it then keeps waiting.
    """
    identity = request.auth
    approval_decisions.decide_approval(
        actor=identity.user,
        approval=access.get_branch_approval(identity.user, id),
        approve=payload.decision == "approve",
        answer=payload.answer,
        stepped_up=is_stepped_up(identity.session),
    )
    return access.get_approval(identity.user, id)


@router.post("/approvals/{uuid:id}/withdraw/", "payments.read", schemas.ApprovalOut, errors=[404, 409, 422])
def payments_approvals_withdraw(request: SignedInRequest, id: UUID, payload: schemas.ApprovalWithdrawalIn) -> Approval:
    """Withdraw an act above a limit.

    Only the person who asked for it can; cash of it is to be handed back. Refused with 409 `approval_decided` after a
    decision.
    """
    user = request.auth.user
    approvals.withdraw_approval(actor=user, approval=access.get_own_approval(user, id), reason=payload.reason)
    return access.get_approval(user, id)


@router.post("/approvals/{uuid:id}/hand-back/", "payments.confirm", schemas.ApprovalOut, errors=[404, 409])
def payments_approvals_hand_back(request: SignedInRequest, id: UUID) -> Approval:
    """Record that cash was handed back.

    Cash of an act that was refused, withdrawn or not decided in time. Refused with 409 `approval_waiting` while it
    waits, and with 409 where no cash is held.
    """
    user = request.auth.user
    approvals.record_hand_back(actor=user, approval=access.get_branch_approval(user, id))
    return access.get_approval(user, id)
