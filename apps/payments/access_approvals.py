"""Access to approvals: who sees them, who decides. Missing and foreign ones raise the same NotFound."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids
from apps.core.errors import ErrorCode, Forbidden, NotFound
from apps.core.lookups import get_or_not_found
from apps.payments.access_conflicts import OWN_FAMILY, is_own_family
from apps.payments.models import Approval
from apps.payments.queries.approvals import visible_approvals
from apps.payments.queries.branch_staff import list_branch_holders

APPROVE = "payments.approve"


def get_approval(user: User, approval_id: UUID) -> Approval:
    """Return an approval that the user asked for or whose branch is theirs (`visible_approvals`); else NotFound."""
    return get_or_not_found(visible_approvals(user), approval_id)


def get_own_approval(user: User, approval_id: UUID) -> Approval:
    """Return an approval that the user asked for; else NotFound."""
    return get_or_not_found(visible_approvals(user).filter(requested_by=user), approval_id)


def get_branch_approval(user: User, approval_id: UUID) -> Approval:
    """Return a visible approval of a branch where the user works; else NotFound."""
    approval = get_approval(user, approval_id)
    if not works_in(user, approval.branch_id):
        raise NotFound()
    return approval


def works_in(user: User, branch_id: UUID) -> bool:
    """Return whether the user works in the branch."""
    return user.all_branches or branch_id in set(list_user_branch_ids(user))


def check_may_decide(user: User, approval: Approval) -> None:
    """Raise Forbidden unless the user is a second person who may decide: they hold `payments.approve` for the branch.

    `own_payment` for money of their own family; otherwise for whoever asked, whose shift was counted, or whose pay it
    is.
    """
    if not is_approver(user, approval):
        raise Forbidden()
    if _is_own_money(user, approval):
        raise Forbidden(OWN_FAMILY, code=ErrorCode.OWN_PAYMENT)
    if user.pk in _list_concerned(approval):
        raise Forbidden(_("Another person has to decide this."))


def is_approver(user: User, approval: Approval) -> bool:
    """Return whether the user is active and holds `payments.approve` for the branch of the approval now."""
    return user.is_active and has_permission(user, APPROVE) and works_in(user, approval.branch_id)


def is_only_approver(user: User, approval: Approval) -> bool:
    """Return whether the user asked, may approve otherwise, and nobody else could: then they may approve alone."""
    if user.pk != approval.requested_by_id or not is_approver(user, approval) or _is_own_money(user, approval):
        return False
    if approval.teacher_id == user.pk:
        return False
    others = [person for person in list_branch_holders(approval.branch_id, APPROVE) if person.pk != user.pk]
    concerned = _list_concerned(approval)
    return all(person.pk in concerned or _is_own_money(person, approval) for person in others)


def _is_own_money(user: User, approval: Approval) -> bool:
    payer_id = approval.payment.payer_id if approval.payment is not None else None
    return is_own_family(user, approval.student_id, payer_id)


def _list_concerned(approval: Approval) -> set[UUID | None]:
    """Return the ids of who may not decide: whoever asked, sent the proof, kept the shift, or is paid."""
    cashier_id = approval.shift.cashier_id if approval.shift is not None and approval.act == "shift_count" else None
    sender_id = approval.proof.sent_by_id if approval.proof is not None else None
    return {approval.requested_by_id, approval.teacher_id, cashier_id, sender_id}
