"""Revenue: what was earned and received, by month, group, course, teacher or provider.

Earned: the revenue accounts less discounts and write-offs. Received: money in less refunds. The ledger does not know
the group of money, so by group, course and teacher it is what covered their payments (`Settlement`); a row without a
name has the rest, so that all groupings have one total. Each currency has its own rows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
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
from django.db.models.functions import Coalesce, TruncMonth

from apps.accounts.models import User
from apps.accounts.queries import list_user_branch_ids
from apps.core.translated_texts import pick_translation
from apps.courses.models import Course, Group, LeadChange
from apps.payments.methods import get_method_name
from apps.payments.models import AccountKind, EntrySide, LedgerEntry, OrderItem, Settlement, TransferKind
from apps.payments.queries.periods import ReportPeriod


class By(StrEnum):
    """What the report's rows are grouped by."""

    MONTH = "month"
    GROUP = "group"
    COURSE = "course"
    TEACHER = "teacher"
    """Who led the group when the period of the payment began."""
    PROVIDER = "provider"


MONEY_ACCOUNTS = (AccountKind.DESK, AccountKind.BANK, AccountKind.PROVIDER)
"""The accounts where money lies; that of a provider names it, a desk has cash, a bank transfers."""

FIGURES = ("charged", "taken_back", "discounts", "write_offs", "received", "paid_back")


@dataclass
class RevenueRow:
    """One row, in minor units of `currency`. `key` is a month ("2026-11"), an id, a provider, or None.

    `charged`: prices that became due, before `discounts` and `write_offs`; `taken_back`: charges reversed by refunds.
    """

    key: str | None
    name: str
    currency: str
    charged: int = 0
    taken_back: int = 0
    discounts: int = 0
    write_offs: int = 0
    received: int = 0
    paid_back: int = 0

    @property
    def earned(self) -> int:
        """Charges less deductions."""
        return self.charged - self.taken_back - self.discounts - self.write_offs

    @property
    def net_received(self) -> int:
        """Money received less refunds."""
        return self.received - self.paid_back

    def add(self, other: "RevenueRow") -> None:
        """Add the figures of another row."""
        for name in FIGURES:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True)
class RevenueReport:
    """The rows by name and currency, and the totals by currency."""

    grouping: By
    period: ReportPeriod
    rows: list[RevenueRow]
    totals: list[RevenueRow]


FigureKey = tuple[Any, Any, str]
"""What a figure is for: a raw key, the order whose courses share it (or None), its currency."""
Figures = dict[FigureKey, dict[str, int]]


def get_revenue_report(user: User, *, by: By, period: ReportPeriod, branch_id: UUID | None = None) -> RevenueReport:
    """Return what the user's branches, or one of them, earned and received in the period."""
    entries = LedgerEntry.objects.filter(
        in_visible_branches(user, "transfer__branch", branch_id),
        transfer__on__gte=period.first,
        transfer__on__lte=period.last,
    )
    figures: Figures = defaultdict(lambda: dict.fromkeys(FIGURES, 0))
    if by is not By.PROVIDER:
        _add_earned(figures, entries, _LEDGER_KEYS[by])
    if by in (By.MONTH, By.PROVIDER):
        _add_received(figures, entries, _LEDGER_KEYS[by])
    else:
        _add_settled(
            figures, Settlement.objects.filter(in_visible_branches(user, "payment__branch", branch_id)), by, period
        )
        _add_unallocated(figures, entries)
    rows = _build_rows(figures, by)
    totals: dict[str, RevenueRow] = {}
    for row in rows:
        totals.setdefault(row.currency, RevenueRow(None, "", row.currency)).add(row)
    return RevenueReport(by, period, rows, [totals[currency] for currency in sorted(totals)])


@dataclass(frozen=True)
class MonthlyReceived:
    """Money received and refunded in a month by one provider, `cash` or `transfer`; minor units of `currency`."""

    month: str
    provider: str
    currency: str
    received: int
    paid_back: int


def list_received_by_month(user: User, period: ReportPeriod) -> list[MonthlyReceived]:
    """Return money received and refunded in the user's branches by month and provider, in the order of months."""
    entries = LedgerEntry.objects.filter(
        in_visible_branches(user, "transfer__branch", None),
        transfer__on__gte=period.first,
        transfer__on__lte=period.last,
    )
    grouped: Any = _filter_money_entries(entries).annotate(month=_LEDGER_KEYS[By.MONTH], way=_LEDGER_KEYS[By.PROVIDER])
    rows = grouped.values_list("month", "way", "transfer__currency").annotate(**_RECEIVED)
    return [
        MonthlyReceived(f"{month:%Y-%m}", way, currency, int(received or 0), int(paid_back or 0))
        for month, way, currency, received, paid_back in rows.order_by("month", "way", "transfer__currency")
    ]


def in_visible_branches(user: User, field: str, branch_id: UUID | None) -> Q:
    """Return the filter of rows whose `field` is one of the user's branches, or this one."""
    narrowed = Q() if branch_id is None else Q(**{field: branch_id})
    return narrowed if user.all_branches else narrowed & Q(**{f"{field}__in": list_user_branch_ids(user)})


def _lead_teacher(payment: str, otherwise: str) -> Coalesce:
    """Return the group's lead teacher on the first day of the payment's period, else on `otherwise`."""
    on = Coalesce(OuterRef(f"{payment}__period_start"), OuterRef(otherwise))
    later = LeadChange.objects.filter(group=OuterRef(f"{payment}__group"), on__gt=on).order_by("on", "id")
    former = Subquery(later.values("former")[:1])
    return Coalesce(former, F(f"{payment}__group__lead_teacher"), output_field=UUIDField())


_LEDGER_KEYS: dict[By, Any] = {
    By.MONTH: TruncMonth("transfer__on"),
    By.GROUP: F("transfer__payment__group"),
    By.COURSE: F("transfer__payment__group__course"),
    By.TEACHER: _lead_teacher("transfer__payment", "transfer__on"),
    By.PROVIDER: Case(
        When(account__kind=AccountKind.DESK, then=Value("cash")),
        When(account__kind=AccountKind.BANK, then=Value("transfer")),
        default=F("account__provider"),
    ),
}
_SETTLED_KEYS: dict[By, Any] = {
    By.GROUP: F("payment__group"),
    By.COURSE: F("payment__group__course"),
    By.TEACHER: _lead_teacher("payment", "settled_on"),
}


def _add_earned(figures: Figures, entries: QuerySet[LedgerEntry], key: Any) -> None:
    signed = _signed(EntrySide.CREDIT)
    revenue = Q(account__kind=AccountKind.REVENUE)
    taken_back = Q(transfer__kind=TransferKind.TAKEN_BACK)
    rows = (
        entries.filter(account__kind__in=[AccountKind.REVENUE, AccountKind.DISCOUNTS, AccountKind.WRITE_OFFS])
        .order_by()
        .annotate(key=key, order=F("transfer__payment__order"))
        .values_list("key", "order", "transfer__currency")
        .annotate(
            charged=Sum(signed, filter=revenue & ~taken_back),
            taken_back=-Sum(signed, filter=revenue & taken_back),
            discounts=-Sum(signed, filter=Q(account__kind=AccountKind.DISCOUNTS)),
            write_offs=-Sum(signed, filter=Q(account__kind=AccountKind.WRITE_OFFS)),
        )
    )
    for raw, order, currency, *amounts in rows:
        for name, amount in zip(("charged", "taken_back", "discounts", "write_offs"), amounts, strict=True):
            figures[raw, order, currency][name] += int(amount or 0)


def _add_received(figures: Figures, entries: QuerySet[LedgerEntry], key: Any) -> None:
    rows = (
        _filter_money_entries(entries).annotate(key=key).values_list("key", "transfer__currency").annotate(**_RECEIVED)
    )
    for raw, currency, received, paid_back in rows:
        figures[raw, None, currency]["received"] += int(received or 0)
        figures[raw, None, currency]["paid_back"] += int(paid_back or 0)


def _add_settled(figures: Figures, settlements: QuerySet[Settlement], by: By, period: ReportPeriod) -> None:
    at_home = Func(F("payment__branch__zone"), F("created_at"), function="TIMEZONE", output_field=DateTimeField())
    rows = (
        settlements.annotate(settled_on=Func(at_home, function="DATE", output_field=DateField()))
        .filter(settled_on__gte=period.first, settled_on__lte=period.last)
        .order_by()
        .annotate(key=_SETTLED_KEYS[by], order=F("payment__order"))
        .values_list("key", "order", "payment__currency")
        .annotate(received=Sum("amount", filter=Q(refund=False)), paid_back=-Sum("amount", filter=Q(refund=True)))
    )
    for raw, order, currency, received, paid_back in rows:
        figures[raw, order, currency]["received"] += int(received or 0)
        figures[raw, order, currency]["paid_back"] += int(paid_back or 0)


def _add_unallocated(figures: Figures, entries: QuerySet[LedgerEntry]) -> None:
    """Add received money that covers no payment to the rows without a name."""
    covered: dict[tuple[str, str], int] = defaultdict(int)
    for (_raw, _order, currency), row in figures.items():
        for name in ("received", "paid_back"):
            covered[currency, name] += row[name]
    totals = _filter_money_entries(entries).values_list("transfer__currency").annotate(**_RECEIVED)
    for currency, received, paid_back in totals:
        for name, amount in (("received", received), ("paid_back", paid_back)):
            covered[currency, name] -= int(amount or 0)
    for (currency, name), amount in covered.items():
        if amount:
            figures[None, None, currency][name] -= amount


def _filter_money_entries(entries: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
    return entries.filter(
        account__kind__in=MONEY_ACCOUNTS, transfer__kind__in=[TransferKind.MONEY_IN, TransferKind.PAID_BACK]
    ).order_by()


def _signed(side: EntrySide) -> Case:
    return Case(When(side=side, then=F("amount")), default=-F("amount"))


_RECEIVED = {
    "received": Sum(_signed(EntrySide.DEBIT), filter=Q(transfer__kind=TransferKind.MONEY_IN)),
    "paid_back": -Sum(_signed(EntrySide.DEBIT), filter=Q(transfer__kind=TransferKind.PAID_BACK)),
}


def _build_rows(figures: Figures, by: By) -> list[RevenueRow]:
    if by is By.COURSE:
        figures = _split_orders(figures)
    names = _NAMERS[by]({raw for raw, _order, _currency in figures if raw is not None})
    rows: dict[tuple[str | None, str], RevenueRow] = {}
    for (raw, _order, currency), amounts in figures.items():
        key, name = names(raw) if raw is not None else (None, "")
        row = rows.setdefault((key, currency), RevenueRow(key, name, currency))
        row.add(RevenueRow(key, name, currency, **amounts))
    ordered = sorted(rows.values(), key=lambda row: (row.key is None, row.name, row.key or "", row.currency))
    return [row for row in ordered if any(getattr(row, name) for name in FIGURES)]


def _split_orders(figures: Figures) -> Figures:
    """Split the figures of orders among their courses by price, without rounding loss."""
    orders = {order for _raw, order, _currency in figures if order is not None}
    items: dict[UUID, list[tuple[UUID, int]]] = defaultdict(list)
    for order, course, amount in (
        OrderItem.objects.filter(order__in=orders).order_by("created_at", "pk").values_list("order", "course", "amount")
    ):
        items[order].append((course, amount))
    shared: Figures = defaultdict(lambda: dict.fromkeys(FIGURES, 0))
    for (raw, order, currency), amounts in figures.items():
        if order not in items:
            _add_amounts(shared, (raw, None, currency), amounts)
            continue
        courses = items[order]
        for name, amount in amounts.items():
            for (course, _cost), part in zip(
                courses, _split_by_weight(amount, [cost for _, cost in courses]), strict=True
            ):
                shared[course, None, currency][name] += part
    return shared


def _add_amounts(figures: Figures, key: FigureKey, amounts: dict[str, int]) -> None:
    for name, amount in amounts.items():
        figures[key][name] += amount


def _split_by_weight(amount: int, weights: list[int]) -> list[int]:
    """Return `amount` in parts of these weights (> 0) that add up to it."""
    total, distributed, weight, parts = sum(weights), 0, 0, []
    for share in weights:
        weight += share
        due = amount * weight // total
        parts.append(due - distributed)
        distributed = due
    return parts


RowNamer = Callable[[Any], tuple[str, str]]


def _name_months(_keys: Iterable[date]) -> RowNamer:
    return lambda month: (f"{month:%Y-%m}", f"{month:%Y-%m}")


def _name_providers(_keys: Iterable[str]) -> RowNamer:
    return lambda provider: (provider, get_method_name(provider))


def _name_groups(keys: Iterable[UUID]) -> RowNamer:
    names = dict(Group.objects.filter(pk__in=keys).values_list("pk", "name"))
    return lambda key: (str(key), names[key])


def _name_courses(keys: Iterable[UUID]) -> RowNamer:
    names = {course.pk: pick_translation(course.title) for course in Course.objects.filter(pk__in=keys)}
    return lambda key: (str(key), names[key])


def _name_teachers(keys: Iterable[UUID]) -> RowNamer:
    names = {person.pk: person.full_name for person in User.objects.filter(pk__in=keys)}
    return lambda key: (str(key), names[key])


_NAMERS: dict[By, Callable[[Any], RowNamer]] = {
    By.MONTH: _name_months,
    By.GROUP: _name_groups,
    By.COURSE: _name_courses,
    By.TEACHER: _name_teachers,
    By.PROVIDER: _name_providers,
}
