"""Shifts of all cash desks with the figures of their reports. The number of queries does not grow with the shifts."""

import operator
from datetime import date, timedelta
from functools import reduce
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    DateField,
    DateTimeField,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Now

from apps.accounts.models import User
from apps.core.lookups import filter_given
from apps.core.pagination import Columns
from apps.payments.models import AccountKind, EntrySide, LedgerEntry, Shift, TransferKind
from apps.payments.queries.approvals import build_held_cash
from apps.payments.queries.office import ID_TOLERANCE, visible_desks

_TO_DESK = "transfer__desk_transfer__to_desk"
_MOVED = Q(**{f"{_TO_DESK}__isnull": False})
FIGURES: dict[str, tuple[EntrySide, Q]] = {
    "taken": (EntrySide.DEBIT, Q(transfer__kind=TransferKind.MONEY_IN)),
    "reversed": (EntrySide.CREDIT, Q(transfer__kind=TransferKind.REVERSAL)),
    "paid_back": (EntrySide.CREDIT, Q(transfer__kind=TransferKind.PAID_BACK)),
    "spent": (EntrySide.CREDIT, Q(transfer__kind=TransferKind.EXPENSE)),
    "paid_out": (EntrySide.CREDIT, Q(transfer__kind=TransferKind.PAY_OUT)),
    "banked": (EntrySide.CREDIT, Q(transfer__kind=TransferKind.BANKED) & ~_MOVED),
    "moved_in": (EntrySide.DEBIT, Q(**{_TO_DESK: OuterRef("desk")})),
    "moved_out": (EntrySide.CREDIT, _MOVED & ~Q(**{_TO_DESK: OuterRef("desk")})),
}
"""The figures of a shift as in its report: the side of the desk's account that adds to them, and which entries."""

COLUMNS = Columns(
    (
        "-opened_at",
        "closed_at",
        "branch",
        "desk",
        "cashier",
        "opened_with",
        "float_taken",
        *FIGURES,
        "other",
        "balance",
        "expected",
        "counted",
        "difference",
        "held",
        "float_returned",
    ),
    {
        "branch": ("desk__branch__name",),
        "desk": ("desk__name",),
        "cashier": ("cashier__first_name", "cashier__last_name"),
    },
)
"""What the list can be ordered by."""

_LOWEST_ID = "(lpad(to_hex((extract(epoch FROM %(expressions)s) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid"
"""The lowest UUIDv7 of a moment: later rows have higher ids, so the index of ids finds the transfers of a shift."""


def visible_shifts(
    user: User,
    *,
    open: bool | None = None,  # noqa: A002
    differs: bool | None = None,
    cashier_id: UUID | None = None,
    desk_id: UUID | None = None,
    branch_id: UUID | None = None,
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[Shift]:
    """Return shifts at the cash desks of the user's branches, filtered, with `held` cash.

    `first` and `last`: local days of opening. `differs`: whether the cash counted at the end was another than in the
    ledger.
    """
    rows = Shift.objects.filter(desk__in=visible_desks(user, branch_id=branch_id).order_by().values("pk"))
    rows = filter_given(rows, closed_at__isnull=open, cashier=cashier_id, desk=desk_id)
    if differs is not None:
        rows = rows.filter(closed_at__isnull=False)
        rows = rows.exclude(counted=F("expected")) if differs else rows.filter(counted=F("expected"))
    if first is not None or last is not None:
        at_home = Func(F("desk__branch__zone"), F("opened_at"), function="TIMEZONE", output_field=DateTimeField())
        rows = rows.annotate(opened_on=Func(at_home, function="DATE", output_field=DateField()))
        rows = filter_given(rows, opened_on__gte=first, opened_on__lte=last)
    return rows.annotate(held=build_held_cash("shift")).select_related("desk__branch", "cashier", "closed_by")


def add_shift_figures(shifts: QuerySet[Shift]) -> QuerySet[Shift]:
    """Return shifts with `FIGURES`, `other` and `balance`, in minor units of the desk's currency.

    `other`: cash moved by any other kind of transfer. `balance`: the ledger's at the end, or now. So `opened_with` plus
    all figures, less what went out, is the balance.
    """
    figures = {name: _sum_entries(side, which) for name, (side, which) in FIGURES.items()}
    rows = shifts.annotate(**figures, all=_sum_entries(EntrySide.DEBIT, Q()), difference=F("counted") - F("expected"))
    names = [F(name) if side == EntrySide.DEBIT else -F(name) for name, (side, _which) in FIGURES.items()]
    named = reduce(operator.add, names)
    return rows.annotate(other=F("all") - named, balance=Coalesce(F("expected"), F("opened_with") + F("all")))


def _sum_entries(side: EntrySide, which: Q) -> Coalesce:
    """Return what such entries of the desk add up to while the shift was open, without the counts of the cash and the
    change from and to the safe, which are parts of `opened_with` and `counted`.
    """
    until = Coalesce(OuterRef("closed_at"), Now())
    entries = LedgerEntry.objects.filter(
        which,
        account__kind=AccountKind.DESK,
        account__desk=OuterRef("desk"),
        transfer__pk__gte=_get_lowest_id(OuterRef("opened_at"), -ID_TOLERANCE),
        transfer__pk__lt=_get_lowest_id(until, ID_TOLERANCE),
        transfer__created_at__gte=OuterRef("opened_at"),
        transfer__created_at__lte=until,
    ).exclude(transfer__kind__in=(TransferKind.DESK_COUNT, TransferKind.FLOAT))
    signed = Sum(Case(When(side=side, then=F("amount")), default=-F("amount")))
    return Coalesce(Subquery(entries.order_by().values("account__kind").annotate(total=signed).values("total")), 0)


def _get_lowest_id(moment: Any, tolerance: timedelta) -> Func:
    return Func(moment, Value(tolerance), template=_LOWEST_ID, arg_joiner=" + ", output_field=UUIDField())
