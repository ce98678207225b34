"""Acts above a limit: asked for, refused, withdrawn, lapsed, and cash handed back. `approval_decisions` approves them.

Nothing is posted while an act waits. Its cash lies in an envelope at the desk, apart from the drawer, and is handed
back unless it is approved. An approval is locked after everything that its act moves.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.notifications.services import settle_notifications
from apps.payments.access_approvals import check_may_decide
from apps.payments.models import Approval, ApprovalAct, ApprovalState, CashDesk, Payment, PaymentProof, Shift
from apps.payments.queries.approvals import has_waiting_approval, is_cash_held
from apps.payments.queries.branch_staff import list_branch_holders
from apps.payments.services.notifications import build_student_notification_data, list_watchers, notify_users
from apps.settings.models import Branch
from apps.settings.services import write_audit_log

APPROVAL_ASKED = "payments.approval_asked"
"""The approvers' notification that an act waits; its key is the approval."""
APPROVAL_LIFETIME = timedelta(days=7)
ALREADY_WAITING = _("This payment already waits for approval.")
_RELATED = ("branch", "desk__branch", "shift", "student", "teacher", "payment__payer", "requested_by")


def ask_for_approval(
    *,
    actor: User,
    act: ApprovalAct,
    branch: Branch,
    amount: Money,
    reason: str = "",
    method: str = "",
    desk: CashDesk | None = None,
    shift: Shift | None = None,
    student: User | None = None,
    teacher: User | None = None,
    payment: Payment | None = None,
    proof: PaymentProof | None = None,
    arguments: dict[str, Any] | None = None,
) -> Approval:
    """Let the act wait for a second person; approvers of the branch are notified.

    Call it in the unit of work that checked the act. Fields as in `Approval`; `reason`: what approvers read; `desk`:
    that of the `shift` by default. Conflict `approval_waiting` when another act for the payment waits; the caller holds
    the payment.
    """
    with unit_of_work():
        if payment is not None and has_waiting_approval(payment=payment):
            raise Conflict(ALREADY_WAITING, code=ErrorCode.APPROVAL_WAITING)
        approval = Approval.objects.create(
            act=act,
            branch=branch,
            amount=amount.amount,
            currency=amount.currency,
            reason=reason[:300],
            method=method,
            desk=desk if shift is None else shift.desk,
            shift=shift,
            student=student or (payment.student if payment is not None else None),
            teacher=teacher,
            payment=payment,
            proof=proof,
            arguments=arguments or {},
            requested_by=actor,
            expires_at=timezone.now() + APPROVAL_LIFETIME,
        )
        changes = {"act": (None, act.value), "amount": (None, amount.amount)}
        write_audit_log(actor=actor, action="approvals.ask", obj=approval, changes=changes)
        approvers = [person for person in list_branch_holders(branch.pk, "payments.approve") if person.pk != actor.pk]
        data = {**_build_data(approval), "by": actor.full_name}
        notify_users(approvers, APPROVAL_ASKED, data, key=str(approval.pk))
        return approval


def lock_approval(approval_id: UUID) -> Approval:
    """Return the approval, reloaded and locked until the commit."""
    rows = Approval.objects.select_for_update(no_key=True, of=("self",)).select_related(*_RELATED)
    return rows.get(pk=approval_id)


def lock_waiting_approval(approval: Approval) -> Approval:
    """Return the approval locked; Conflict `approval_decided` unless it still waits."""
    locked = lock_approval(approval.pk)
    if locked.state_now != ApprovalState.WAITING:
        raise Conflict(_("This was already decided."), code=ErrorCode.APPROVAL_DECIDED)
    return locked


def refuse_approval(*, actor: User, approval: Approval, answer: str) -> Approval:
    """Refuse the act; whoever asked, and for cash the family, are notified. A decision of a second person.

    Invalid on "answer" without a reason, Conflict `approval_decided`; Forbidden as `check_may_decide`.
    """
    if not answer.strip():
        raise Invalid.field("answer", _("Give a reason for the refusal."))
    with unit_of_work():
        locked = lock_waiting_approval(approval)
        check_may_decide(actor, locked)
        end_approval(locked, ApprovalState.REFUSED, actor=actor, answer=answer)
        _notify_requester(locked, "payments.approval_refused", reason=answer)
        return locked


def withdraw_approval(*, actor: User, approval: Approval, reason: str = "") -> Approval:
    """Take the act back, as whoever asked for it. Conflict `approval_decided`."""
    with unit_of_work():
        locked = lock_waiting_approval(approval)
        return end_approval(locked, ApprovalState.WITHDRAWN, actor=actor, answer=reason)


def end_approval(approval: Approval, state: ApprovalState, *, actor: User | None, answer: str = "") -> Approval:
    """End a waiting act without carrying it out; the family is told to fetch cash. The caller holds the approval."""
    approval.state, approval.answer = state, answer
    approval.decided_by, approval.decided_at = actor, timezone.now()
    approval.save(update_fields=["state", "answer", "decided_by", "decided_at", "updated_at"])
    changes = {"state": (ApprovalState.WAITING.value, state.value), "requested_by": (None, approval.requested_by_id)}
    settle_approval(approval)
    action = {"refused": "approvals.refuse", "withdrawn": "approvals.withdraw", "lapsed": "approvals.lapse"}
    write_audit_log(actor=actor, action=action[state], obj=approval, changes=changes)
    if approval.student is not None and is_cash_held(approval):
        payer = approval.payment.payer if approval.payment is not None else None
        data = {"amount": _format_amount(approval), **build_student_notification_data(approval.student)}
        notify_users(list_watchers(approval.student, payer), "payments.cash_to_fetch", data)
    return approval


def settle_approval(approval: Approval) -> None:
    """Take what is decided out of the approvers' unread notifications."""
    approvers = list_branch_holders(approval.branch_id, "payments.approve")
    settle_notifications(users=approvers, type=APPROVAL_ASKED, key=str(approval.pk))


def record_hand_back(*, actor: User, approval: Approval) -> Approval:
    """Record that the cash of an act that was not approved was given back.

    Conflict `approval_waiting` while it waits, Conflict where no cash is held.
    """
    with unit_of_work():
        locked = lock_approval(approval.pk)
        if locked.has_lapsed:
            _lapse(locked)
        if locked.state == ApprovalState.WAITING:
            raise Conflict(_("This still waits for a decision. Withdraw it first."), code=ErrorCode.APPROVAL_WAITING)
        if not is_cash_held(locked):
            raise Conflict(_("There is no cash of this to hand back."))
        locked.handed_back_at = timezone.now()
        locked.save(update_fields=["handed_back_at", "updated_at"])
        changes = {"amount": (locked.amount, 0), "requested_by": (None, locked.requested_by_id)}
        write_audit_log(actor=actor, action="approvals.hand_back", obj=locked, changes=changes)
        return locked


def lapse_approvals(job: ClaimedJob) -> None:
    """Job handler: run `lapse_expired_approvals`."""
    lapse_expired_approvals()


def lapse_expired_approvals() -> None:
    """End what nobody decided in time, each in its own transaction; whoever asked is told. Repeated runs are safe."""
    expired = Approval.objects.filter(state=ApprovalState.WAITING, expires_at__lte=timezone.now())
    for key in list(expired.order_by("pk").values_list("pk", flat=True)):
        with unit_of_work():
            approval = lock_approval(key)
            if approval.state == ApprovalState.WAITING:
                _lapse(approval)


def _lapse(approval: Approval) -> None:
    end_approval(approval, ApprovalState.LAPSED, actor=None)
    _notify_requester(approval, "payments.approval_lapsed")


def notify_requester_of_approval(approval: Approval) -> None:
    """Tell whoever asked that the act was approved and carried out."""
    if not approval.alone:
        _notify_requester(approval, "payments.approval_given")


def _notify_requester(approval: Approval, type_: str, **data: str) -> None:
    notify_users([approval.requested_by], type_, {**_build_data(approval), **data})


def _build_data(approval: Approval) -> dict[str, str]:
    """Return what a message says: the sum with its sign, and in words of no language whom, which desk and what for."""
    names = [person.full_name for person in (approval.student, approval.teacher) if person]
    names += [approval.desk.name] if approval.desk else []
    about = ", ".join([*names, *filter(None, [approval.reason.strip().rstrip(".")])]) or approval.branch.name
    student = build_student_notification_data(approval.student) if approval.student else {}
    return {"approval": str(approval.pk), "amount": _format_amount(approval), "about": about, **student}


def _format_amount(approval: Approval) -> str:
    difference = approval.arguments.get("difference", 0)
    is_difference = abs(difference) == approval.amount
    return Money(difference if is_difference else approval.amount, approval.currency).format()
