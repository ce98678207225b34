"""Totals of the journal of money, by day, method, kind, desk, branch, cashier, group or teacher.

They add up the same ledger entries as the journal's rows. By group and teacher the parts of movements count
(`journal_parts`); a row without a name has the rest, so that all groupings have one total.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, Sum, Value, When

from apps.accounts.models import User
from apps.courses.models import Group
from apps.payments.methods import get_method_name
from apps.payments.models import AccountKind, CashDesk, EntrySide, LedgerAccount, LedgerEntry, Settlement
from apps.payments.queries.journal import JournalFilter, can_see_pay, list_journal_entries, list_named_payments
from apps.payments.queries.journal_parts import RETURNED, filter_taken, list_returns
from apps.payments.queries.periods import ReportRow, sum_by_currency
from apps.payments.queries.revenue import MONEY_ACCOUNTS, build_lead_teacher
from apps.settings.models import Branch


class JournalBy(StrEnum):
    """What the totals are grouped by."""

    DAY = "day"
    METHOD = "method"
    KIND = "kind"
    DESK = "desk"
    BRANCH = "branch"
    CASHIER = "cashier"
    GROUP = "group"
    TEACHER = "teacher"
    """Who led the group of the payment; with the right to see pay also who got a payout."""


@dataclass
class JournalTotal(ReportRow):
    """One row, in minor units of `currency`. `key` is a day, method, kind, id, or None.

    `received` from outside and `paid_out` to outside; `moved_in` and `moved_out` between desks and bank; `counted`: too
    much (positive) or too little cash when a desk was counted.
    """

    figures = ("received", "paid_out", "moved_in", "moved_out", "counted")

    key: str | None
    name: str
    currency: str
    received: int = 0
    paid_out: int = 0
    moved_in: int = 0
    moved_out: int = 0
    counted: int = 0

    @property
    def change(self) -> int:
        """By how much the balances of the accounts changed."""
        return self.received - self.paid_out + self.moved_in - self.moved_out + self.counted


@dataclass(frozen=True)
class JournalTotals:
    """The rows by name and currency, and the totals by currency."""

    by: JournalBy
    journal: JournalFilter
    rows: list[JournalTotal]
    totals: list[JournalTotal]


Figures = dict[tuple[Any, str], Counter[str]]
"""Figures by raw key and currency."""

_KEYS: dict[JournalBy, Any] = {
    JournalBy.DAY: F("transfer__on"),
    JournalBy.METHOD: F("method"),
    JournalBy.KIND: F("transfer__kind"),
    JournalBy.DESK: F("account__desk"),
    JournalBy.BRANCH: F("account__branch"),
    JournalBy.CASHIER: F("cashier_id"),
}


def get_journal_totals(user: User, *, by: JournalBy, journal: JournalFilter, search: str = "") -> JournalTotals:
    """Return the totals of all rows of `list_journal_entries`."""
    entries = list_journal_entries(user, journal, search=search)
    figures: Figures = defaultdict(Counter)
    if by in _KEYS:
        _add(figures, _sum_parts(entries, _KEYS[by], F("part")))
    else:
        _add_by_payment(figures, user, entries, by, journal)
    names = _get_names(by, {key for key, _currency in figures if key is not None})
    rows = [
        JournalTotal(None if key is None else str(key), names.get(key, ""), currency, **amounts)
        for (key, currency), amounts in figures.items()
    ]
    rows = [row for row in rows if any(getattr(row, name) for name in row.figures)]
    rows.sort(key=lambda row: (row.key is None, row.name, row.key or "", row.currency))
    return JournalTotals(by, journal, rows, sum_by_currency(rows, lambda currency: JournalTotal(None, "", currency)))


def _add_by_payment(
    figures: Figures, user: User, entries: QuerySet[Any], by: JournalBy, journal: JournalFilter
) -> None:
    """Add the parts by payment; what is of no payment is the rest of the whole."""
    named: dict[str, Any] = {}
    if journal.names_payments:
        named = {"payment__in": list_named_payments(journal).order_by().values("pk")}
    taken = filter_taken(entries).order_by().values("transfer__receipt__money")
    as_taken = {"side": EntrySide.DEBIT, "nature": "outside"}
    settled = Settlement.objects.filter(money__in=taken, **named)
    _add(
        figures,
        ({**row, **as_taken} for row in _sum_by(settled, _key(by, "payment__"), "payment__currency", F("amount"))),
    )
    back = list_returns().filter(money__in=taken, **{f"transfer__{path}": ids for path, ids in named.items()})
    returned = _sum_by(back, _key(by, "transfer__payment__"), "currency", RETURNED)
    _add(figures, ({**row, **as_taken} for row in returned))
    direct = entries.exclude(pk__in=filter_taken(entries).values("pk")).filter(transfer__payment__isnull=False)
    direct = direct.filter(**{f"transfer__{path}": ids for path, ids in named.items()})
    _add(figures, _sum_parts(direct, _key(by, "transfer__payment__"), F("amount")))
    if by is JournalBy.TEACHER and can_see_pay(user):
        paid = LedgerEntry.objects.filter(transfer=OuterRef("transfer"), account__teacher__isnull=False)
        teacher = Subquery(paid.order_by("pk").values("account__teacher")[:1])
        _add(figures, _sum_parts(entries.filter(Exists(paid)), teacher, F("part")))
    rest: Figures = defaultdict(Counter)
    _add(rest, ({**row, "key": None} for row in _sum_parts(entries, F("transfer__currency"), F("part"))))
    for (_key_of, currency), amounts in figures.items():
        rest[None, currency].subtract(amounts)
    for key, amounts in rest.items():
        figures[key].update(amounts)


def _key(by: JournalBy, payment: str) -> Any:
    return F(f"{payment}group") if by is JournalBy.GROUP else build_lead_teacher(payment, f"{payment}due_on")


def _sum_by(rows: QuerySet[Any], key: Any, currency: str, amount: Any) -> QuerySet[Any]:
    grouped = rows.order_by().annotate(key=key).values("key", total_currency=F(currency))
    totals: QuerySet[Any] = grouped.annotate(total=Sum(amount))
    return totals


def _sum_parts(entries: QuerySet[Any], key: Any, amount: Any) -> QuerySet[Any]:
    """Return sums by key, side, nature and currency."""
    keyed = entries.order_by().annotate(key=key, nature=_build_nature(), total_currency=F("transfer__currency"))
    totals: QuerySet[Any] = keyed.values("key", "side", "nature", "total_currency").annotate(total=Sum(amount))
    return totals


def _build_nature() -> Case:
    """Return whether a movement was found by counting, stayed among our own desks, banks and providers, or neither."""
    entries = LedgerEntry.objects.filter(transfer=OuterRef("transfer"))
    money = LedgerAccount.objects.filter(kind__in=MONEY_ACCOUNTS).values("pk")
    differences = LedgerAccount.objects.filter(kind=AccountKind.DIFFERENCES).values("pk")
    return Case(
        When(Exists(entries.filter(account__in=differences)), then=Value("counted")),
        When(~Exists(entries.exclude(account__in=money)), then=Value("moved")),
        default=Value("outside"),
    )


def _add(figures: Figures, rows: Iterable[dict[str, Any]]) -> None:
    names = {"moved": ("moved_in", "moved_out"), "outside": ("received", "paid_out")}
    for row in rows:
        is_in, total = row["side"] == EntrySide.DEBIT, int(row["total"] or 0)
        if row["nature"] == "counted":
            name, total = "counted", total if is_in else -total
        else:
            name = names[row["nature"]][0 if is_in else 1]
        figures[row["key"], row["total_currency"]][name] += total


def _get_names(by: JournalBy, keys: set[Any]) -> dict[Any, str]:
    """Return the names of these raw keys; a day and a kind have their own."""
    if by in (JournalBy.CASHIER, JournalBy.TEACHER):
        return {person.pk: person.full_name for person in User.objects.filter(pk__in=keys)}
    if by is JournalBy.METHOD:
        return {key: get_method_name(key) for key in keys}
    places: dict[JournalBy, QuerySet[Any]] = {
        JournalBy.GROUP: Group.objects.all(),
        JournalBy.DESK: CashDesk.objects.all(),
        JournalBy.BRANCH: Branch.objects.all(),
    }
    return dict(places[by].filter(pk__in=keys).values_list("pk", "name")) if by in places else {}
