"""Access to cash desks, expenses, receipts and transfer proofs: missing and foreign objects raise the same NotFound."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.errors import ErrorCode, Forbidden, NotFound
from apps.core.lookups import get_or_invalid, get_or_not_found
from apps.courses.access import get_branch_or_invalid, get_person_or_invalid
from apps.courses.models import Group
from apps.courses.queries import list_taught_groups
from apps.payments.access import can_see_branch_payments
from apps.payments.models import (
    CashDesk,
    Expense,
    ExpenseCategory,
    Payment,
    PaymentProof,
    ProviderTransaction,
    Receipt,
    Shift,
)
from apps.payments.queries import office, visible_payments
from apps.payments.queries.balances import get_top_up_branch
from apps.payments.queries.expense_categories import list_expense_categories
from apps.payments.queries.shifts import visible_shifts
from apps.payments.queries.visible_branches import build_visible_branch_filter
from apps.settings.models import Branch


def get_payment_details(user: User, payment_id: UUID) -> Payment:
    """Return a visible payment with the annotations of a single payment's page; else NotFound."""
    return get_or_not_found(office.annotate_provider_and_proof(visible_payments(user)), payment_id)


def get_cash_desk(user: User, desk_id: UUID) -> CashDesk:
    """Return a cash desk of the user's branches; else NotFound."""
    return get_or_not_found(office.visible_desks(user), desk_id)


def get_shift(user: User, desk_id: UUID, shift_id: UUID) -> Shift:
    """Return a shift of a cash desk of the user's branches; else NotFound."""
    return get_or_not_found(office.list_shifts(get_cash_desk(user, desk_id)), shift_id)


def get_visible_shift(user: User, shift_id: UUID) -> Shift:
    """Return a shift of any cash desk of the user's branches; else NotFound."""
    return get_or_not_found(visible_shifts(user), shift_id)


def get_desk_or_invalid(user: User, desk_id: UUID | None) -> CashDesk | None:
    """Return the cash desk that a request body names; None for none, Invalid on "desk" for an unknown one."""
    if desk_id is None:
        return None
    desks = office.visible_desks(user, archived=False)
    return get_or_invalid(desks, desk_id, field="desk", message=_("There is no such cash desk."))


def get_other_desk_or_invalid(user: User, desk_id: UUID) -> CashDesk:
    """Return the cash desk that a request body names in `to`; Invalid for an unknown or archived one."""
    desks = office.visible_desks(user, archived=False)
    return get_or_invalid(desks, desk_id, field="to", message=_("There is no such cash desk."))


def get_expense_category(category_id: UUID) -> ExpenseCategory:
    """Return a category of expenses, archived ones too; else NotFound."""
    return get_or_not_found(list_expense_categories(include_archived=True), category_id)


def get_expense(user: User, expense_id: UUID) -> Expense:
    """Return an expense of the user's branches; else NotFound."""
    return get_or_not_found(office.visible_expenses(user), expense_id)


def get_payment_receipt(payment: Payment, receipt_id: UUID | None) -> Receipt:
    """Return this receipt of the payment, without an id the newest one; else NotFound."""
    return _get_receipt(office.list_payment_receipts(payment), receipt_id)


def get_proof_or_invalid(user: User, payment: Payment, proof_id: UUID) -> PaymentProof:
    """Return the transfer proof that a request body names in `proof`; Invalid for an unknown one.

    Forbidden `own_payment` for a proof that the user sent, unless they hold `payments.confirm_own`.
    """
    message = _("There is no such transfer proof.")
    proof = get_or_invalid(payment.proofs.all(), proof_id, field="proof", message=message)
    if proof.sent_by_id == user.pk and not has_permission(user, "payments.confirm_own"):
        raise Forbidden(_("You may not decide on a transfer proof that you sent."), code=ErrorCode.OWN_PAYMENT)
    return proof


def get_transaction_or_invalid(payment: Payment, transaction_id: UUID | None) -> ProviderTransaction | None:
    """Return the payment's transaction that a request body names; None for none, Invalid on "transaction" for an
    unknown one.
    """
    return _get_transaction_or_invalid(office.list_payment_transactions(payment), transaction_id)


def get_student_receipt(student: User, receipt_id: UUID | None) -> Receipt:
    """Return this receipt of the pupil, without an id the newest one; else NotFound."""
    return _get_receipt(office.list_student_receipts(student), receipt_id)


def get_credit_transaction_or_invalid(
    user: User, student: User, transaction_id: UUID | None
) -> ProviderTransaction | None:
    """Return the pupil's transaction that a request body names, from the user's branches.

    None for none; Invalid on "transaction" for an unknown one.
    """
    rows = ProviderTransaction.objects.filter(build_visible_branch_filter(user, "branch", None), student=student)
    return _get_transaction_or_invalid(rows, transaction_id)


def get_payer_or_invalid(user: User, payer_id: UUID | None) -> User | None:
    """Return the payer whom a request body names; None for none, Invalid on "payer" for an unknown one."""
    return None if payer_id is None else get_person_or_invalid(user, "payer", payer_id)


def get_student_group_or_invalid(user: User, student: User, group_id: UUID | None) -> Group | None:
    """Return a group of the pupil, now or before, that a request body names.

    None for none; Invalid on "group" for one that the user cannot reach or the pupil was never in.
    """
    if group_id is None:
        return None
    groups = list_taught_groups(user).filter(memberships__student=student)
    return get_or_invalid(groups, group_id, field="group", message=_("The pupil is not in this group."))


def get_balance_branch_or_invalid(user: User, student: User, branch_id: UUID | None) -> Branch:
    """Return the branch where money of the pupil's balance counts: the one that a request body names; else that of the
    group joined last, where the user works there; else the user's home branch. Invalid on "branch" for an unknown one.
    """
    latest = get_top_up_branch(student)
    if branch_id is None and can_see_branch_payments(user, latest.pk):
        return latest
    return get_branch_or_invalid(user, branch_id)


def _get_receipt(rows: QuerySet[Receipt], receipt_id: UUID | None) -> Receipt:
    receipt = (rows if receipt_id is None else rows.filter(pk=receipt_id)).first()
    if receipt is None:
        raise NotFound()
    return receipt


def _get_transaction_or_invalid(
    rows: QuerySet[ProviderTransaction], transaction_id: UUID | None
) -> ProviderTransaction | None:
    message = _("There is no such transaction.")
    return (
        None if transaction_id is None else get_or_invalid(rows, transaction_id, field="transaction", message=message)
    )
