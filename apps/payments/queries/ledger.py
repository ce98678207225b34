"""Queries of the ledger and of reconciliations."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from apps.accounts.models import User
from apps.core.lookups import filter_given, get_or_not_found
from apps.payments.models import AccountKind, LedgerEntry, LedgerTransfer, Reconciliation
from apps.payments.queries.visible_branches import build_visible_branch_filter


def list_transfers(
    user: User,
    *,
    kind: AccountKind | None = None,
    student_id: UUID | None = None,
    payment_id: UUID | None = None,
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[LedgerTransfer]:
    """Return transfers of the user's branches with their entries, filtered by account kind, pupil, payment and days."""
    rows = LedgerTransfer.objects.filter(build_visible_branch_filter(user, "branch", None))
    if kind is not None or student_id is not None:
        moved = LedgerEntry.objects.filter(transfer=OuterRef("pk"))
        rows = rows.filter(Exists(filter_given(moved, account__kind=kind, account__student=student_id)))
    rows = filter_given(rows, payment=payment_id, on__gte=first, on__lte=last)
    entries = LedgerEntry.objects.select_related("account__student", "account__teacher", "account__desk").order_by("pk")
    return rows.select_related("branch", "payment__group", "by").prefetch_related(Prefetch("entries", entries))


def list_reconciliations(*, provider: str | None = None, state: str | None = None) -> QuerySet[Reconciliation]:
    """Return reconciliations without their differences."""
    rows = filter_given(Reconciliation.objects.all(), provider=provider, state=state)
    return rows.select_related("by").defer("differences")


def get_reconciliation(reconciliation_id: UUID) -> Reconciliation:
    """Return one reconciliation; NotFound when there is none."""
    return get_or_not_found(list_reconciliations().defer(None), reconciliation_id)
