"""Queries of the ledger and of reconciliations."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from apps.accounts.models import User
from apps.core.errors import NotFound
from apps.payments.models import AccountKind, LedgerEntry, LedgerTransfer, Reconciliation
from apps.payments.queries.revenue import in_visible_branches


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
    rows = LedgerTransfer.objects.filter(in_visible_branches(user, "branch", None))
    accounts = {"account__kind": kind, "account__student": student_id}
    accounts = {name: value for name, value in accounts.items() if value is not None}
    if accounts:
        rows = rows.filter(Exists(LedgerEntry.objects.filter(transfer=OuterRef("pk"), **accounts)))
    filters = {"payment": payment_id, "on__gte": first, "on__lte": last}
    rows = rows.filter(**{name: value for name, value in filters.items() if value is not None})
    entries = LedgerEntry.objects.select_related("account__student", "account__teacher", "account__desk").order_by("pk")
    return rows.select_related("branch", "payment__group", "by").prefetch_related(Prefetch("entries", entries))


def list_reconciliations(*, provider: str | None = None, state: str | None = None) -> QuerySet[Reconciliation]:
    """Return reconciliations without their differences."""
    filters = {"provider": provider, "state": state}
    rows = Reconciliation.objects.filter(**{name: value for name, value in filters.items() if value is not None})
    return rows.select_related("by").defer("differences")


def get_reconciliation(reconciliation_id: UUID) -> Reconciliation:
    """Return one reconciliation; NotFound when there is none."""
    reconciliation = list_reconciliations().defer(None).filter(pk=reconciliation_id).first()
    if reconciliation is None:
        raise NotFound()
    return reconciliation
