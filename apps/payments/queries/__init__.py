"""Reads of payments that every service needs; those of one area are in modules of their own."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_children, list_user_branch_ids
from apps.core.local_days import get_day_bounds, get_local_day
from apps.payments.models import (
    MAX_AMOUNT,
    OPEN_STATUSES,
    Payment,
    PaymentProof,
    PaymentStatus,
    ProofState,
    ProviderTransaction,
    TransactionState,
)
from apps.settings.models import Branch
from apps.settings.queries import get_system_settings


def visible_payments(user: User) -> QuerySet[Payment]:
    """The user's own (as pupil or payer), their children's where the link lets them see payments; for who holds
    `payments.see_all` also those of the branches they work in. Drafts are for the office only.
    """
    children = list_children(user, right=GuardianRight.PAYMENTS).values("pk")
    mine = Q(student=user) | Q(payer=user) | Q(student__in=children)
    shown = mine & ~Q(status=PaymentStatus.DRAFT)
    if has_permission(user, "payments.see_all"):
        shown = Q() if user.all_branches else shown | Q(branch__in=list_user_branch_ids(user))
    return Payment.objects.filter(shown).select_related("student", "payer", "branch", "group")


def visible_students(user: User) -> QuerySet[User]:
    """Whose money the user may see: their own, their children's, and as `visible_payments` for the office."""
    office = managed_students(user)
    if has_permission(user, "payments.see_all") and user.all_branches:
        return office
    return User.objects.filter(Q(pk__in=office.values("pk")) | Q(pk=user.pk) | _is_visible_child(user))


def managed_students(user: User) -> QuerySet[User]:
    """Whose money the user sees as the office: pupils of their branches; nobody without `payments.see_all`."""
    if not has_permission(user, "payments.see_all"):
        return User.objects.none()
    if user.all_branches:
        return User.objects.all()
    near = Payment.objects.filter(student=OuterRef("pk"), branch__in=list_user_branch_ids(user))
    groups = User.objects.filter(memberships__group__branch__in=list_user_branch_ids(user)).values("pk")
    return User.objects.filter(Q(Exists(near)) | Q(pk__in=groups))


def get_live_transaction(payment: Payment) -> ProviderTransaction | None:
    """The provider transaction that works on the payment right now and locks it."""
    return ProviderTransaction.objects.filter(payment=payment, state=TransactionState.CREATED).first()


def list_unspent_money(student_id: UUID, currency: str) -> QuerySet[Any]:
    """The pupil's money that covers nothing yet, oldest first, each with `left`, what of it is free (> 0)."""
    return filter_unspent(ProviderTransaction.objects.filter(student=student_id, currency=currency))


def filter_unspent(rows: QuerySet[ProviderTransaction]) -> QuerySet[Any]:
    """Those of these transactions that came in and cover less than they brought; as `list_unspent_money`."""
    came: Any = rows.filter(state=TransactionState.PERFORMED)
    used = came.annotate(used=Coalesce(Sum("settlements__amount"), 0))
    left: QuerySet[Any] = used.annotate(left=F("amount") - F("refunded") - F("used"))
    return left.filter(left__gt=0).order_by("number")


def get_free_credit(student_id: UUID, currency: str) -> int:
    """What the pupil has paid in advance, in minor units."""
    return sum(money.left for money in list_unspent_money(student_id, currency))


def get_amount_owed(student_id: UUID, currency: str) -> int:
    """What is outstanding of the pupil's open payments, in minor units."""
    rows = Payment.objects.filter(student=student_id, currency=currency, status__in=OPEN_STATUSES)
    return int(rows.aggregate(total=Coalesce(Sum("outstanding"), 0))["total"])


def is_allowed_topup(amount: int, currency: str) -> bool:
    """Whether so much may be put onto a balance at once; the centre's limits are of its own currency."""
    limits = get_system_settings()
    if currency != limits.currency:
        return 0 < amount <= MAX_AMOUNT
    return limits.topup_minimum <= amount <= limits.topup_maximum


def get_staff_snapshot(branch: Branch) -> dict[str, Any]:
    """What a branch's office is shown first: how many payments are overdue, how many photos of transfers wait, and what
    came in on this local day, by currency.
    """
    begins, ends = get_day_bounds(get_local_day(timezone.now(), branch.zone), branch.zone)
    came = ProviderTransaction.objects.filter(
        branch=branch, perform_time__gte=_to_ms(begins), perform_time__lt=_to_ms(ends)
    )
    sums = came.values("currency").annotate(total=Sum("amount")).order_by("currency")
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
