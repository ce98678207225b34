"""Who may load which payment, and whose money. Missing and foreign give the same NotFound."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_children, list_user_branch_ids
from apps.core.errors import ErrorCode, Forbidden, Invalid, NotFound
from apps.payments import queries
from apps.payments.models import Payment
from apps.settings.models import Branch


def get_payment(user: User, payment_id: UUID) -> Payment:
    """A payment of the user's own or of their child, or of the office's branches."""
    payment = queries.visible_payments(user).filter(pk=payment_id).first()
    if payment is None:
        raise NotFound()
    return payment


def get_managed_payment(user: User, payment_id: UUID) -> Payment:
    """A payment of the branches in which the user sees all payments."""
    payment = get_payment(user, payment_id)
    if not can_see_branch(user, payment.branch_id):
        raise NotFound()
    return payment


def get_payment_to_confirm(user: User, payment_id: UUID) -> Payment:
    """As `get_managed_payment`, for taking money: Forbidden `own_payment` for one that is the user's own or of a child
    whom they care for, as pupil or payer, but for who holds `payments.confirm_own`.
    """
    payment = get_managed_payment(user, payment_id)
    if _is_own_payment(user, payment) and not has_permission(user, "payments.confirm_own"):
        raise Forbidden(_("You may not confirm your own payment or one of your child."), code=ErrorCode.OWN_PAYMENT)
    return payment


def get_student(user: User, student_id: UUID) -> User:
    """Somebody whose money the user may see."""
    student = queries.visible_students(user).filter(pk=student_id).first()
    if student is None:
        raise NotFound()
    return student


def get_managed_student(user: User, student_id: UUID) -> User:
    """A pupil of the branches in which the user sees all payments."""
    student = queries.managed_students(user).filter(pk=student_id).first()
    if student is None:
        raise NotFound()
    return student


def get_student_or_invalid(user: User, field: str, student_id: UUID) -> User:
    """As `get_student`, for one whom a body names in `field`: Invalid when there is none."""
    student = queries.visible_students(user).filter(pk=student_id, is_active=True).first()
    if student is None:
        raise Invalid.field(field, _("There is no such person."))
    return student


def get_staff_branch(user: User, branch_id: UUID) -> Branch:
    """A branch whose payments the user sees."""
    branch = Branch.objects.filter(pk=branch_id).first()
    if branch is None or not can_see_branch(user, branch.pk):
        raise NotFound()
    return branch


def check_all_branches(user: User) -> None:
    """Forbidden for who works in some branches only: what providers sent and export is of all of them."""
    if not user.all_branches:
        raise Forbidden()


def can_see_branch(user: User, branch_id: UUID) -> bool:
    """Whether the user sees all payments of the branch."""
    if not has_permission(user, "payments.see_all"):
        return False
    return user.all_branches or branch_id in set(list_user_branch_ids(user))


def _is_own_payment(user: User, payment: Payment) -> bool:
    people = [one for one in (payment.student_id, payment.payer_id) if one is not None]
    return user.pk in people or list_children(user).filter(pk__in=people).exists()
