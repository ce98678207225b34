"""Decisions on acts that wait: by a second person, or alone where there is none."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.access import check_stepped_up
from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.payments.access_approvals import check_may_decide, is_only_approver
from apps.payments.models import Approval, ApprovalState, Flag
from apps.payments.services import approval_acts
from apps.payments.services.approvals import (
    lock_waiting_approval,
    notify_requester_of_approval,
    refuse_approval,
    settle_approval,
)
from apps.payments.services.flagged_acts import flag_act
from apps.settings.services import write_audit_log


def decide_approval(*, actor: User, approval: Approval, approve: bool, answer: str, stepped_up: bool) -> Approval:
    """Approve or refuse the act."""
    if approve:
        return approve_act(actor=actor, approval=approval, answer=answer, stepped_up=stepped_up)
    return refuse_approval(actor=actor, approval=approval, answer=answer)


def approve_act(*, actor: User, approval: Approval, answer: str = "", stepped_up: bool = False) -> Approval:
    """Carry out the act as of today and store the decision; whoever asked is told.

    Where nobody else may decide, whoever asked may: with a reason (Invalid on "answer") and a fresh second factor
    (Forbidden `step_up_required`); administrators see it in their daily list. Forbidden as `check_may_decide`, Conflict
    `approval_decided`; otherwise raises what the act raises, and it keeps waiting.
    """
    with unit_of_work():
        approval_acts.lock_what_moves(approval)
        locked = lock_waiting_approval(approval)
        alone = is_only_approver(actor, locked)
        if alone:
            _check_can_decide_alone(answer, stepped_up)
        else:
            check_may_decide(actor, locked)
        locked.transfer = approval_acts.carry_out(locked)
        locked.state, locked.answer, locked.alone = ApprovalState.APPROVED, answer, alone
        locked.decided_by, locked.decided_at = actor, timezone.now()
        fields = ["transfer", "state", "answer", "alone", "decided_by", "decided_at", "updated_at"]
        locked.save(update_fields=fields)
        changes = {"state": ("waiting", locked.state.value), "requested_by": (None, locked.requested_by_id)}
        write_audit_log(actor=actor, action="approvals.approve", obj=locked, changes=changes)
        settle_approval(locked)
        if alone:
            _flag(actor, locked)
        notify_requester_of_approval(locked)
        return locked


def _check_can_decide_alone(answer: str, stepped_up: bool) -> None:
    if not answer.strip():
        raise Invalid.field("answer", _("Nobody else can approve this. Give a reason to approve it alone."))
    check_stepped_up(stepped_up)


def _flag(actor: User, approval: Approval) -> None:
    flag_act(
        flag=Flag.APPROVED_ALONE,
        act="approvals.approve",
        actor=actor,
        branch=approval.branch,
        amount=Money(approval.amount, approval.currency),
        reason=approval.answer,
        payment=approval.payment,
        student=approval.student,
        approval=approval,
    )
