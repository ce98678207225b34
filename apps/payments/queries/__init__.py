"""Queries of payments that many services share."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_children, list_user_branch_ids
from apps.core.local_days import get_day_bounds, get_today
from apps.payments.models.ledger import MAX_AMOUNT
from apps.payments.models.opening import OPENING
from apps.payments.models.payments import OPEN_STATUSES, Payment, PaymentProof, PaymentStatus, ProofState
from apps.payments.models.providers import ProviderTransaction, TransactionState
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings


def visible_payments(user: User) -> QuerySet[Payment]:
    """Return payments of the user (pupil or payer) and of children whose payments they see.

    With `payments.see_all` also those of the user's branches; drafts only there.
    """
    children = list_children(user, right=GuardianRight.PAYMENTS).values("pk")
    own = Q(student=user) | Q(payer=user) | Q(student__in=children)
    visible = own & ~Q(status=PaymentStatus.DRAFT)
    if has_permission(user, "payments.see_all"):
        visible = Q() if user.all_branches else visible | Q(branch__in=list_user_branch_ids(user))
    return Payment.objects.filter(visible).select_related("student", "payer", "branch", "group")


def visible_students(user: User) -> QuerySet[User]:
    """Return pupils whose payments the user may see, as in `visible_payments`."""
    office = managed_students(user)
    if has_permission(user, "payments.see_all") and user.all_branches:
        return office
    return User.objects.filter(Q(pk__in=office.values("pk")) | Q(pk=user.pk) | _is_visible_child(user))


def managed_students(user: User) -> QuerySet[User]:
    """Return pupils of the user's branches; none without `payments.see_all`."""
    if not has_permission(user, "payments.see_all"):
        return User.objects.none()
    if user.all_branches:
        return User.objects.all()
    branch_payments = Payment.objects.filter(student=OuterRef("pk"), branch__in=list_user_branch_ids(user))
    groups = User.objects.filter(memberships__group__branch__in=list_user_branch_ids(user)).values("pk")
    return User.objects.filter(Q(Exists(branch_payments)) | Q(pk__in=groups))


def get_open_transaction(payment: Payment) -> ProviderTransaction | None:
    """Return the payment's open provider transaction, which locks it; None when there is none."""
    return ProviderTransaction.objects.filter(payment=payment, state=TransactionState.CREATED).first()


def list_unspent_transactions(student_id: UUID, currency: str) -> QuerySet[Any]:
    """Return the pupil's transactions with unspent money, oldest first, with the free amount as `left`."""
    return filter_unspent_transactions(ProviderTransaction.objects.filter(student=student_id, currency=currency))


def filter_unspent_transactions(transactions: QuerySet[ProviderTransaction]) -> QuerySet[Any]:
    """Return those of these transactions that have a free amount, as in `list_unspent_transactions`."""
    received: Any = transactions.filter(state=TransactionState.PERFORMED)
    used = received.annotate(used=Coalesce(Sum("settlements__amount"), 0))
    left: QuerySet[Any] = used.annotate(left=F("amount") - F("refunded") - F("used"))
    return left.filter(left__gt=0).order_by("number")


def get_free_credit(student_id: UUID, currency: str) -> int:
    """Return the pupil's free credit in minor units."""
    return sum(money.left for money in list_unspent_transactions(student_id, currency))


def get_amount_owed(student_id: UUID, currency: str) -> int:
    """Return the outstanding amount of the pupil's open payments in minor units."""
    rows = Payment.objects.filter(student=student_id, currency=currency, status__in=OPEN_STATUSES)
    return int(rows.aggregate(total=Coalesce(Sum("outstanding"), 0))["total"])


def is_allowed_topup(amount: int, currency: str) -> bool:
    """Return whether this amount may be paid onto a balance; the centre's limits are in its own currency."""
    limits = get_system_settings()
    if currency != limits.currency:
        return 0 < amount <= MAX_AMOUNT
    return limits.topup_minimum <= amount <= limits.topup_maximum


def get_staff_stream_state(branch: Branch) -> dict[str, Any]:
    """Return the state for a branch's office: overdue payments, waiting transfer proofs, money received today by
    currency.
    """
    begins, ends = get_day_bounds(get_today(branch.zone), branch.zone)
    money = ProviderTransaction.objects.filter(branch=branch).exclude(provider=OPENING)
    received = money.filter(perform_time__gte=_to_ms(begins), perform_time__lt=_to_ms(ends))
    sums = received.values("currency").annotate(total=Sum("amount")).order_by("currency")
    return {
        "branch": str(branch.pk),
        "overdue": Payment.objects.filter(branch=branch, status=PaymentStatus.OVERDUE).count(),
        "proofs": PaymentProof.objects.filter(payment__branch=branch, state=ProofState.SENT).count(),
        "received_today": [{"amount": row["total"], "currency": row["currency"]} for row in sums],
    }


def _to_ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _is_visible_child(user: User) -> Q:
    return Q(pk__in=list_children(user, right=GuardianRight.PAYMENTS).values("pk"))
