"""The month of a centre in six reports, each computed from another source: what should be equal is six figures.

- `papers`: receipts, expenses, payouts, desk transfers, counts of shifts, payment histories; no ledger.
- `entries`: debits and credits of the ledger by their days.
- `balances`: what the accounts changed by between two moments.
- `reports`: shift reports, the reports of revenue and profit, expenses, payroll, as the office reads them.
- `journal`: the journal of money, and what pupils owe and teachers are owed: a balance sheet before and after.
The sixth is the notebook that whoever plays the month keeps (`Notebook`).
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from apps.accounts.models import User
from apps.core.local_days import get_next_month
from tests.payments.reports.report_calls import get_json


@dataclass
class Figures:
    """What a month changed, in tiyin: money at cash desks, in the bank and at providers; bills, pay and profit.

    `bills`: charges less discounts, write-offs and what refunds took back. `pay`: what teachers earned.
    """

    cash: int = 0
    bank: int = 0
    providers: int = 0
    bills: int = 0
    pay: int = 0
    profit: int = 0


@dataclass
class Notebook(Figures):
    """What somebody notes beside the platform; `spent` and `missing` at desks lower the profit."""

    spent: int = 0
    missing: int = 0

    def to_figures(self) -> Figures:
        """Return the figures, with the profit worked out."""
        profit = self.bills - self.pay - self.spent - self.missing
        return Figures(self.cash, self.bank, self.providers, self.bills, self.pay, profit)


Balances = Mapping[str, int]
"""Sums of balances by kind of account."""


def read_balances() -> Balances:
    """Return the balances of all accounts now, by kind."""
    return dict(_read("SELECT kind, sum(balance)::bigint FROM payments_ledgeraccount GROUP BY kind"))


def compare_balances(before: Balances, after: Balances) -> Figures:
    """Report `balances`."""
    moved = {kind: after.get(kind, 0) - before.get(kind, 0) for kind in after}
    return _build_figures(moved)


def add_up_entries(month: date) -> Figures:
    """Report `entries`."""
    moved = dict(
        _read(
            """SELECT account.kind, sum(CASE WHEN (entry.side = 'debit') = (account.kind NOT IN
                ('student', 'revenue', 'teacher')) THEN entry.amount ELSE -entry.amount END)::bigint
            FROM payments_ledgerentry entry
            JOIN payments_ledgeraccount account ON account.id = entry.account_id
            JOIN payments_ledgertransfer transfer ON transfer.id = entry.transfer_id
            WHERE date_trunc('month', transfer."on") = %(month)s
            GROUP BY account.kind""",
            month=month,
        )
    )
    return _build_figures(moved)


def _build_figures(moved: Mapping[str, int]) -> Figures:
    bills = moved.get("revenue", 0) - moved.get("discounts", 0) - moved.get("write_offs", 0)
    pay = moved.get("payroll", 0)
    profit = bills - pay - moved.get("expenses", 0) - moved.get("differences", 0)
    money = (moved.get(kind, 0) for kind in ("desk", "bank", "provider"))
    return Figures(*money, bills=bills, pay=pay, profit=profit)


PAPERS: dict[str, str] = {
    "money": """
        SELECT money.provider, sum(CASE WHEN receipt.kind IN ('payment', 'refund_undone') THEN receipt.amount
            ELSE -receipt.amount END)::bigint
        FROM payments_receipt receipt JOIN payments_providertransaction money ON money.id = receipt.money_id
        WHERE {month_of} = %(month)s GROUP BY 1""",
    "expenses": """
        SELECT CASE WHEN paper.desk_id IS NULL THEN 'bank' ELSE 'cash' END,
            sum(CASE WHEN paper.reverses_id IS NULL THEN paper.amount ELSE -paper.amount END)::bigint
        FROM payments_expense paper WHERE date_trunc('month', paper."on") = %(month)s GROUP BY 1""",
    "pay_outs": """
        SELECT CASE WHEN receipt.desk_id IS NULL THEN 'bank' ELSE 'cash' END, sum(receipt.amount)::bigint
        FROM payments_payout receipt WHERE {month_of} = %(month)s GROUP BY 1""",
    "banked": """
        SELECT 'bank', sum(CASE WHEN receipt.reverses_id IS NULL THEN receipt.amount ELSE -receipt.amount END)::bigint
        FROM payments_desktransfer receipt WHERE receipt.to_desk_id IS NULL AND {month_of} = %(month)s""",
    "counted": """
        SELECT 'cash', sum(opened_with - coalesce(before, 0) + coalesce(counted - expected, 0))::bigint FROM (
            SELECT *, lag(counted) OVER (PARTITION BY desk_id ORDER BY opened_at) AS before FROM payments_shift
        ) shift WHERE date_trunc('month', opened_at AT TIME ZONE 'Asia/Tashkent') = %(month)s""",
    "bills": """
        SELECT 'bills', sum(CASE
            WHEN receipt.what IN ('created', 'issued', 'restored') THEN receipt.amount_after
            WHEN receipt.what = 'cancelled' THEN -receipt.amount_after
            WHEN receipt.what IN ('repriced', 'written_off') THEN receipt.amount_after - receipt.amount_before
            WHEN receipt.what = 'refunded' THEN -(receipt.facts ->> 'amount')::bigint END)::bigint
        FROM payments_paymenthistory receipt JOIN payments_payment payment ON payment.id = receipt.payment_id
        WHERE payment.kind <> 'opening' AND {month_of} = %(month)s""",
    "pay": """
        SELECT 'pay', sum(receipt.total)::bigint FROM payments_paymonth receipt WHERE {month_of} = %(month)s""",
}
"""What each kind of paper adds up to in a month, by where the money is."""
MONTH_OF = "date_trunc('month', receipt.created_at AT TIME ZONE 'Asia/Tashkent')"


def add_up_papers(month: date) -> Figures:
    """Report `papers`."""
    sums = {
        name: {place: amount or 0 for place, amount in _read(sql.replace("{month_of}", MONTH_OF), month=month)}
        for name, sql in PAPERS.items()
    }
    money, banked = sums["money"], sums["banked"].get("bank", 0)
    out = {place: sums["expenses"].get(place, 0) + sums["pay_outs"].get(place, 0) for place in ("cash", "bank")}
    counted, bills, pay = sums["counted"].get("cash", 0), sums["bills"]["bills"], sums["pay"]["pay"]
    return Figures(
        cash=money.get("cash", 0) - out["cash"] - banked + counted,
        bank=money.get("transfer", 0) - out["bank"] + banked,
        providers=money.get("payme", 0) + money.get("stripe", 0),
        bills=bills,
        pay=pay,
        profit=bills - pay - sum(sums["expenses"].values()) + counted,
    )


def read_reports(admin: User, month: date) -> Figures:
    """Report `reports`: the shifts of the month are closed, and its pay was earned in the month before."""
    days = {"from_": month.isoformat(), "to": (get_next_month(month) - timedelta(days=1)).isoformat()}
    cash = banked = 0
    for desk in get_json(admin, "cash-desks/", page_size=100)["results"]:
        for row in get_json(admin, f"cash-desks/{desk['id']}/shift/", page_size=100, **days)["results"]:
            report = get_json(admin, f"cash-desks/{desk['id']}/shift/{row['id']}/")
            counted = report["shift"]["counted"]["amount"] - report["shift"]["opened_with"]["amount"]
            cash += counted + report["opened_difference"]["amount"]
            banked += report["banked"]["amount"]
    by_provider = get_json(admin, "reports/revenue/", by="provider", **days)["rows"]
    received = {row["key"]: row["received"]["amount"] - row["paid_back"]["amount"] for row in by_provider}
    by_group = get_json(admin, "reports/revenue/", by="group", **days)["rows"]
    (profit,) = get_json(admin, "reports/profit/", **days)["rows"]
    expenses = get_json(admin, "expenses/", page_size=100, **days)["results"]
    spent = sum(_get_signed_amount(row) for row in expenses if row["desk"] is None)
    payroll = get_json(admin, "salaries/", month=f"{month:%Y-%m}")
    paid_out = sum(row["amount"]["amount"] for row in payroll["pay_outs"] if row["desk"] is None)
    earned = get_json(admin, "salaries/", month=f"{month - timedelta(days=1):%Y-%m}")
    return Figures(
        cash=cash,
        bank=received.pop("transfer", 0) + banked - spent - paid_out,
        providers=sum(amount for key, amount in received.items() if key != "cash"),
        bills=sum(row["earned"]["amount"] for row in by_group),
        pay=sum(row["total"]["amount"] for row in earned["rows"] if row["closed_at"]),
        profit=profit["result"]["amount"],
    )


@dataclass(frozen=True)
class PeopleBalances:
    """What pupils have (a debt is negative), what teachers are owed, and what was brought along from former books."""

    pupils: int
    teachers: int
    opened: int


def read_people(admin: User, pupils: Collection[User]) -> PeopleBalances:
    """Return the balances of these pupils and of all teachers now, as the office reads them."""
    accounts = [row for pupil in pupils for row in get_json(admin, f"balance/{pupil.pk}/")["accounts"]]
    rows = get_json(admin, "salaries/")["rows"]
    teachers = {row["teacher"]["id"]: row["balance"]["amount"] for row in rows}
    opened = 0
    for transfer in get_json(admin, "ledger/", kind="opening", limit=100)["results"]:
        for entry in transfer["entries"]:
            sign = 1 if entry["side"] == "debit" else -1
            opened += sign * entry["amount"]["amount"] if entry["kind"] == "opening" else 0
    return PeopleBalances(sum(row["balance"]["amount"] for row in accounts), sum(teachers.values()), opened)


def read_journal(admin: User, month: date, before: PeopleBalances, after: PeopleBalances) -> Figures:
    """Report `journal`: money from the journal; bills, pay and profit from what pupils and teachers have and owe."""
    days = {"from_": month.isoformat(), "to": (get_next_month(month) - timedelta(days=1)).isoformat()}
    by_method, by_kind = (
        {row["key"]: row["change"]["amount"] for row in get_json(admin, "journal/totals/", by=by, **days)["rows"]}
        for by in ("method", "kind")
    )
    pupils, teachers = after.pupils - before.pupils, after.teachers - before.teachers
    opened = after.opened - before.opened
    from_families = sum(by_kind.get(kind, 0) for kind in ("money_in", "reversal", "paid_back"))
    cash, bank = by_method.pop("cash"), by_method.pop("transfer")
    providers = sum(by_method.values())
    return Figures(
        cash=cash,
        bank=bank,
        providers=providers,
        bills=from_families + opened - pupils,
        pay=teachers - by_kind["pay_out"],
        profit=cash + bank + providers + opened - pupils - teachers,
    )


def _get_signed_amount(expense: Mapping[str, Any]) -> int:
    return int(expense["amount"]["amount"]) * (1 if expense["reverses"] is None else -1)


def _read(sql: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def explain_differences(reports: Mapping[str, Figures]) -> dict[str, dict[str, int]]:
    """Return the figures that are not equal in all reports, each as the reports have it."""
    rows = {name: asdict(figures) for name, figures in reports.items()}
    by_figure = {figure: {name: row[figure] for name, row in rows.items()} for figure in asdict(Figures())}
    return {figure: amounts for figure, amounts in by_figure.items() if len(set(amounts.values())) > 1}
