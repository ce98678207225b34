"""Revenue: what was earned and received, by month, group, course, teacher or provider.

Earned: the revenue accounts less discounts and write-offs. Received: money in less refunds. The ledger does not know
the group of money, so by group, course and teacher it is what covered their payments (`Settlement`); a row without a
name has the rest, so that all groupings have one total. Each currency has its own rows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
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
from apps.core.months import format_month
from apps.core.translated_texts import pick_translation
from apps.courses.models import Course, Group, LeadChange
from apps.payments.methods import get_method_name
from apps.payments.models import (
    MONEY_KINDS,
    OPENING,
    AccountKind,
    EntrySide,
    LedgerEntry,
    OrderItem,
    Settlement,
    TransferKind,
)
from apps.payments.queries.covered_money import split_by_weight
from apps.payments.queries.periods import ReportPeriod, ReportRow, sum_by_currency
from apps.payments.queries.visible_branches import build_visible_branch_filter


class By(StrEnum):
    """What the report's rows are grouped by."""

    MONTH = "month"
    GROUP = "group"
    COURSE = "course"
    TEACHER = "teacher"
    """Who led the group when the period of the payment began."""
    PROVIDER = "provider"


MONEY_ACCOUNTS = (AccountKind.DESK, AccountKind.SAFE, AccountKind.BANK, AccountKind.PROVIDER)
"""The accounts where money lies; that of a provider names it, a desk and the safe have cash, a bank transfers."""


@dataclass
class RevenueRow(ReportRow):
    """One row, in minor units of `currency`. `key` is a month ("2026-11"), an id, a provider, or None.

    `charged`: prices that became due, before `discounts` and `write_offs`; `taken_back`: charges reversed by refunds.
    """

    figures = ("charged", "taken_back", "discounts", "write_offs", "received", "paid_back")

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


@dataclass(frozen=True)
class RevenueReport:
    """The rows by name and currency, and the totals by currency."""

    grouping: By
    period: ReportPeriod
    rows: list[RevenueRow]
    totals: list[RevenueRow]


FigureKey = tuple[Any, Any, str]
"""What a figure is for: a raw key, the order whose courses share it (or None), its currency."""
Figures = dict[FigureKey, Counter[str]]


def get_revenue_report(
    user: User, *, group_by: By, period: ReportPeriod, branch_id: UUID | None = None
) -> RevenueReport:
    """Return what the user's branches, or one of them, earned and received in the period."""
    entries = list_ledger_entries_in_period(user, period, branch_id)
    figures: Figures = defaultdict(Counter)
    if group_by is not By.PROVIDER:
        _add_rows(figures, _sum_earned(entries, _LEDGER_KEYS[group_by]))
    if group_by in (By.MONTH, By.PROVIDER):
        _add_rows(figures, sum_received(entries, key=_LEDGER_KEYS[group_by]))
    else:
        settlements = Settlement.objects.filter(build_visible_branch_filter(user, "payment__branch", branch_id))
        _add_rows(figures, _sum_settled(settlements, _SETTLED_KEYS[group_by], period))
        _add_unallocated(figures, entries)
    rows = _build_rows(figures, group_by)
    return RevenueReport(group_by, period, rows, sum_by_currency(rows, lambda currency: RevenueRow(None, "", currency)))


@dataclass(frozen=True)
class MonthlyReceived:
    """Money received and refunded in a month by one provider, `cash` or `transfer`; minor units of `currency`."""

    month: str
    provider: str
    currency: str
    received: int
    paid_back: int


def list_received_and_refunded_by_month(user: User, period: ReportPeriod) -> list[MonthlyReceived]:
    """Return money received and refunded in the user's branches by month and provider, in the order of months."""
    entries = list_ledger_entries_in_period(user, period, None)
    rows = sum_received(entries, month=_LEDGER_KEYS[By.MONTH], provider=_LEDGER_KEYS[By.PROVIDER])
    return [
        MonthlyReceived(
            f"{row['month']:%Y-%m}",
            row["provider"],
            row["currency"],
            int(row["received"] or 0),
            int(row["paid_back"] or 0),
        )
        for row in rows.order_by("month", "provider", "currency")
    ]


def list_ledger_entries_in_period(user: User, period: ReportPeriod, branch_id: UUID | None) -> QuerySet[LedgerEntry]:
    """Return the ledger entries of the period in the user's branches, or in this one."""
    visible = build_visible_branch_filter(user, "transfer__branch", branch_id)
    return LedgerEntry.objects.filter(visible, transfer__on__gte=period.first, transfer__on__lte=period.last)


def build_lead_teacher(payment: str, otherwise: str) -> Coalesce:
    """Return the group's lead teacher on the first day of the payment's period, else on the day `otherwise`.

    `payment`: the path to the payment, with its separator ("payment__"; empty for rows that are payments).
    """
    on = Coalesce(OuterRef(f"{payment}period_start"), OuterRef(otherwise))
    later = LeadChange.objects.filter(group=OuterRef(f"{payment}group"), on__gt=on).order_by("on", "id")
    former = Subquery(later.values("former")[:1])
    return Coalesce(former, F(f"{payment}group__lead_teacher"), output_field=UUIDField())


METHOD = Case(
    When(account__kind__in=(AccountKind.DESK, AccountKind.SAFE), then=Value("cash")),
    When(account__kind=AccountKind.BANK, then=Value("transfer")),
    default=F("account__provider"),
)
"""The payment method of an entry of `MONEY_ACCOUNTS`."""
_LEDGER_KEYS: dict[By, Any] = {
    By.MONTH: TruncMonth("transfer__on"),
    By.GROUP: F("transfer__payment__group"),
    By.COURSE: F("transfer__payment__group__course"),
    By.TEACHER: build_lead_teacher("transfer__payment__", "transfer__on"),
    By.PROVIDER: METHOD,
}
_SETTLED_KEYS: dict[By, Any] = {
    By.GROUP: F("payment__group"),
    By.COURSE: F("payment__group__course"),
    By.TEACHER: build_lead_teacher("payment__", "settled_on"),
}


def _add_rows(figures: Figures, rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        amounts = figures[row["key"], row.get("order"), row["currency"]]
        amounts.update({name: int(row[name] or 0) for name in RevenueRow.figures if name in row})


def _sum_earned(entries: QuerySet[LedgerEntry], key: Any) -> Any:
    signed = _signed(EntrySide.CREDIT)
    revenue = Q(account__kind=AccountKind.REVENUE)
    taken_back = Q(transfer__kind=TransferKind.TAKEN_BACK)
    return (
        entries.filter(account__kind__in=[AccountKind.REVENUE, AccountKind.DISCOUNTS, AccountKind.WRITE_OFFS])
        .order_by()
        .annotate(key=key, order=F("transfer__payment__order"))
        .values("key", "order", currency=F("transfer__currency"))
        .annotate(
            charged=Sum(signed, filter=revenue & ~taken_back),
            taken_back=-Sum(signed, filter=revenue & taken_back),
            discounts=-Sum(signed, filter=Q(account__kind=AccountKind.DISCOUNTS)),
            write_offs=-Sum(signed, filter=Q(account__kind=AccountKind.WRITE_OFFS)),
        )
    )


def sum_received(entries: QuerySet[LedgerEntry], **keys: Any) -> Any:
    """Return money in, less reversed receipts, and money back by these keys and by currency."""
    money = entries.filter(account__kind__in=MONEY_ACCOUNTS, transfer__kind__in=MONEY_KINDS)
    grouped = money.order_by().annotate(**keys).values(*keys, currency=F("transfer__currency"))
    signed = _signed(EntrySide.DEBIT)
    return grouped.annotate(
        received=Sum(signed, filter=~Q(transfer__kind=TransferKind.PAID_BACK)),
        paid_back=-Sum(signed, filter=Q(transfer__kind=TransferKind.PAID_BACK)),
    )


def _sum_settled(settlements: QuerySet[Settlement], key: Any, period: ReportPeriod) -> Any:
    at_home = Func(F("payment__branch__zone"), F("created_at"), function="TIMEZONE", output_field=DateTimeField())
    return (
        settlements.exclude(money__provider=OPENING)
        .annotate(settled_on=Func(at_home, function="DATE", output_field=DateField()))
        .filter(settled_on__gte=period.first, settled_on__lte=period.last)
        .order_by()
        .annotate(key=key, order=F("payment__order"))
        .values("key", "order", currency=F("payment__currency"))
        .annotate(received=Sum("amount", filter=Q(refund=False)), paid_back=-Sum("amount", filter=Q(refund=True)))
    )


def _add_unallocated(figures: Figures, entries: QuerySet[LedgerEntry]) -> None:
    """Add received money that covers no payment to the rows without a name."""
    rest: Figures = defaultdict(Counter)
    _add_rows(rest, ({"key": None, **row} for row in sum_received(entries)))
    for (_raw, _order, currency), amounts in figures.items():
        covered = {name: amounts[name] for name in ("received", "paid_back")}
        rest[None, None, currency].subtract(covered)
    for key, amounts in rest.items():
        figures[key].update(amounts)


def _signed(side: EntrySide) -> Case:
    return Case(When(side=side, then=F("amount")), default=-F("amount"))


def _build_rows(figures: Figures, by: By) -> list[RevenueRow]:
    if by is By.COURSE:
        figures = _split_orders(figures)
    names = _get_names(by, {raw for raw, _order, _currency in figures if raw is not None})
    rows: dict[tuple[str | None, str], RevenueRow] = {}
    for (raw, _order, currency), amounts in figures.items():
        name = names.get(raw, "")
        key = None if raw is None else f"{raw:%Y-%m}" if by is By.MONTH else str(raw)
        row = rows.setdefault((key, currency), RevenueRow(key, name, currency))
        row.add(RevenueRow(key, name, currency, **amounts))
    ordered = sorted(rows.values(), key=lambda row: (row.key is None, *_get_order(row, by), row.currency))
    return [row for row in ordered if any(getattr(row, name) for name in row.figures)]


def _get_order(row: RevenueRow, by: By) -> tuple[str, str]:
    return ("", row.key or "") if by is By.MONTH else (row.name, row.key or "")


def _get_names(by: By, keys: set[Any]) -> dict[Any, str]:
    """Return the names of these raw keys."""
    if by is By.GROUP:
        return dict(Group.objects.filter(pk__in=keys).values_list("pk", "name"))
    if by is By.COURSE:
        return {course.pk: pick_translation(course.title) for course in Course.objects.filter(pk__in=keys)}
    if by is By.TEACHER:
        return {person.pk: person.full_name for person in User.objects.filter(pk__in=keys)}
    return {key: get_method_name(key) if by is By.PROVIDER else format_month(key) for key in keys}


def _split_orders(figures: Figures) -> Figures:
    """Split the figures of orders among their courses by price, without rounding loss."""
    orders = {order for _raw, order, _currency in figures if order is not None}
    prices: dict[UUID | None, dict[UUID, int]] = defaultdict(dict)
    for item in OrderItem.objects.filter(order__in=orders).order_by("created_at", "pk"):
        prices[item.order_id][item.course_id] = item.amount
    shared: Figures = defaultdict(Counter)
    for (raw, order, currency), amounts in figures.items():
        courses = prices.get(order, {raw: 1})
        for name, amount in amounts.items():
            for course, part in zip(courses, split_by_weight(amount, list(courses.values())), strict=True):
                shared[course, None, currency][name] += part
    return shared
