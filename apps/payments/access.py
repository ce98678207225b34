"""Access to payments and pupils: a missing object and one of another branch raise the same NotFound."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids
from apps.core.errors import Forbidden, NotFound
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.notifications.channels import Channel
from apps.payments import queries
from apps.payments.access_conflicts import check_not_own_family
from apps.payments.models import Payment
from apps.settings.models import Branch


def get_payment(user: User, payment_id: UUID) -> Payment:
    """Return a payment of the user, of their child, or of a branch where the user sees all payments; else NotFound."""
    return get_or_not_found(queries.visible_payments(user), payment_id)


def get_managed_payment(user: User, payment_id: UUID) -> Payment:
    """Return a payment of a branch where the user sees all payments; else NotFound."""
    payment = get_payment(user, payment_id)
    if not can_see_branch_payments(user, payment.branch_id):
        raise NotFound()
    return payment


def get_payment_to_confirm(user: User, payment_id: UUID) -> Payment:
    """Return a managed payment for taking money.

    Forbidden `own_payment` when its pupil or payer is own family of the user, unless the user holds
    `payments.confirm_own`.
    """
    payment = get_managed_payment(user, payment_id)
    check_not_own_family(user, payment.student_id, payment.payer_id)
    return payment


def get_student(user: User, student_id: UUID) -> User:
    """Return a pupil whose payments the user may see; else NotFound."""
    return get_or_not_found(queries.visible_students(user), student_id)


def get_managed_student(user: User, student_id: UUID) -> User:
    """Return a pupil of a branch where the user sees all payments; else NotFound."""
    return get_or_not_found(queries.managed_students(user), student_id)


def get_student_or_invalid(user: User, field: str, student_id: UUID) -> User:
    """Return an active pupil whom a request body names in `field`; Invalid on that field for another."""
    students = queries.visible_students(user).filter(is_active=True)
    return get_or_invalid(students, student_id, field=field, message=_("There is no such person."))


def get_managed_branch(user: User, branch_id: UUID) -> Branch:
    """Return a branch whose payments the user sees; else NotFound."""
    if not can_see_branch_payments(user, branch_id):
        raise NotFound()
    return get_or_not_found(Branch.objects.all(), branch_id)


def check_works_in_all_branches(user: User) -> None:
    """Raise Forbidden for a user of some branches only: provider data covers all branches."""
    if not user.all_branches:
        raise Forbidden()


def check_can_message(user: User, channels: Collection[str]) -> None:
    """Raise Forbidden unless the user may send messages by these channels, as announcements ask it."""
    needed = {
        "announcements.send_sms" if channel == Channel.SMS else "announcements.send_outside" for channel in channels
    }
    if not needed <= user.permission_set:
        raise Forbidden()


def can_see_branch_payments(user: User, branch_id: UUID) -> bool:
    """Return whether the user sees all payments of the branch."""
    if not has_permission(user, "payments.see_all"):
        return False
    return user.all_branches or branch_id in set(list_user_branch_ids(user))
