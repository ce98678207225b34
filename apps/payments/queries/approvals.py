"""Queries of approvals: which ones a user sees, which cash is held apart from the drawer."""

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids
from apps.core.lookups import filter_given
from apps.payments.models.cash import CashDesk, Shift
from apps.payments.models.controls import Approval, ApprovalAct, ApprovalState

CASH_ACTS = (ApprovalAct.PAYMENT, ApprovalAct.BALANCE)
"""Acts whose cash lies in an envelope at the desk until they are approved or it is handed back."""
_RELATED = ("branch", "desk", "student", "teacher", "payment", "requested_by", "decided_by")


def is_held() -> Q:
    """Return the filter of approvals whose cash lies at the desk, uncounted in the ledger."""
    ended = ~Q(state__in=(ApprovalState.WAITING, ApprovalState.APPROVED)) & Q(handed_back_at__isnull=True)
    return Q(method="cash", act__in=CASH_ACTS) & (Q(state=ApprovalState.WAITING) | ended)


def is_cash_held(approval: Approval) -> bool:
    """Return whether cash of this approval lies at the desk; as `is_held`."""
    if approval.method != "cash" or approval.act not in CASH_ACTS or approval.state == ApprovalState.APPROVED:
        return False
    return approval.state == ApprovalState.WAITING or approval.handed_back_at is None


def get_held_cash(place: CashDesk | Shift) -> int:
    """Return the held cash of a desk, or of what a shift took, in minor units."""
    return int(place.approvals.filter(is_held()).aggregate(total=Coalesce(Sum("amount"), 0))["total"])


def build_held_cash(column: str) -> Coalesce:
    """Return the expression of the held cash of a row that `column` of its approvals names: `desk` or `shift`."""
    rows = Approval.objects.filter(is_held(), **{column: OuterRef("pk")}).order_by().values(column)
    return Coalesce(Subquery(rows.annotate(total=Sum("amount")).values("total")), 0)


def has_waiting_approval(**columns: Any) -> bool:
    """Return whether an act with these columns waits, such as `payment=…`."""
    return Approval.objects.filter(state=ApprovalState.WAITING, **columns).exists()


def list_waiting_counts() -> QuerySet[Approval]:
    """Return the counts of cash desks that wait for a second person, the newest first."""
    waiting = Approval.objects.filter(act=ApprovalAct.SHIFT_COUNT, state=ApprovalState.WAITING)
    return waiting.select_related("requested_by").order_by("-pk")


def _is_in_state(state: str) -> Q:
    """Return the filter of approvals whose `state_now` is this."""
    out_of_time = Q(state=ApprovalState.WAITING, expires_at__lte=timezone.now())
    if state == ApprovalState.LAPSED:
        return Q(state=state) | out_of_time
    return Q(state=state) & ~out_of_time


def visible_approvals(
    user: User,
    *,
    state: str | None = None,
    act: str | None = None,
    branch_id: UUID | None = None,
    desk_id: UUID | None = None,
    held: bool | None = None,
) -> QuerySet[Approval]:
    """Return what the user asked for; with `payments.see_all` or `payments.approve` all of the user's branches.

    `held`: whose cash lies at a desk, apart from the drawer. Undecided ones are `lapsed` from the end of their time on.
    """
    visible = Q(requested_by=user)
    if has_permission(user, "payments.see_all") or has_permission(user, "payments.approve"):
        visible = Q() if user.all_branches else visible | Q(branch__in=list_user_branch_ids(user))
    rows = filter_given(Approval.objects.filter(visible), act=act, branch=branch_id, desk=desk_id)
    if state is not None:
        rows = rows.filter(_is_in_state(state))
    if held is not None:
        rows = rows.filter(is_held()) if held else rows.exclude(is_held())
    return rows.select_related(*_RELATED)
