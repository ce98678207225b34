"""Reads over the ledger and over what was compared with providers."""

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
    """Transfers of the branches that the user works in, with their entries: those that moved an account of the kind, or
    of the pupil, that are of the payment, that count on these days.
    """
    rows = LedgerTransfer.objects.filter(in_visible_branches(user, "branch", None))
    accounts = {"account__kind": kind, "account__student": student_id}
    accounts = {name: value for name, value in accounts.items() if value is not None}
    if accounts:
        rows = rows.filter(Exists(LedgerEntry.objects.filter(transfer=OuterRef("pk"), **accounts)))
    wanted = {"payment": payment_id, "on__gte": first, "on__lte": last}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value is not None})
    entries = LedgerEntry.objects.select_related("account__student", "account__teacher", "account__desk").order_by("pk")
    return rows.select_related("branch", "payment__group", "by").prefetch_related(Prefetch("entries", entries))


def list_reconciliations(*, provider: str | None = None, state: str | None = None) -> QuerySet[Reconciliation]:
    """What was compared with providers' exports, without the differences."""
    wanted = {"provider": provider, "state": state}
    rows = Reconciliation.objects.filter(**{name: value for name, value in wanted.items() if value is not None})
    return rows.select_related("by").defer("differences")


def get_reconciliation(reconciliation_id: UUID) -> Reconciliation:
    """One comparison; NotFound when there is none."""
    found = list_reconciliations().defer(None).filter(pk=reconciliation_id).first()
    if found is None:
        raise NotFound()
    return found
