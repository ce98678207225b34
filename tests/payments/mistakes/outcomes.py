"""What becomes of a mistake: refused, repeated, waiting or undone; compared by a snapshot of all money."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection
from django.db.models import F, Model, Sum

from apps.payments import models
from apps.payments.queries.ledger_rules import find_violations
from tests.access.side_effects import roll_back
from tests.factories import ApiResponse
from tests.payments.mistakes.front_desk import FrontDesk

Act = Callable[[FrontDesk], ApiResponse]
COUNTED: tuple[type[Model], ...] = (
    models.LedgerTransfer, models.Payment, models.ProviderTransaction, models.Receipt, models.Settlement,
    models.Expense, models.Shift, models.DeskTransfer, models.CashRefund, models.Discount, models.PriceOverride,
    models.OpeningBalance, models.PayOut, models.FlaggedAct, models.BooksMonth, models.TerminalDeposit,
)  # fmt: skip
CASH_REFUNDS = models.CashRefund._meta.db_table
FIELDS = ("amount", "settled", "refunded", "status", "payer", "due_on", "refundable")


@dataclass(frozen=True)
class Snapshot:
    """All money to the tiyin: balances that are not 0, payments, open sums of pupils, states of what waits, and how
    many rows there are.
    """

    balances: dict[tuple[Any, ...], int]
    payments: dict[Any, tuple[Any, ...]]
    open_sums: dict[tuple[Any, ...], int]
    states: dict[Any, str]
    counts: dict[str, int]


def take_snapshot() -> Snapshot:
    """Read all accounts and payments."""
    owner = ("kind", "currency", "provider", "branch", "student", "teacher", "desk")
    accounts = models.LedgerAccount.objects.exclude(balance=0).values_list(*owner, "balance")
    payments = models.Payment.objects.values_list("pk", *FIELDS)
    still_open = models.Payment.objects.filter(status__in=("pending", "overdue")).order_by()
    sums = still_open.values_list("student", "currency").annotate(left=Sum(F("amount") - F("settled")))
    return Snapshot(
        balances={tuple(account[:-1]): account[-1] for account in accounts},
        payments={row[0]: row[1:] for row in payments},
        open_sums={tuple(row[:-1]): row[-1] for row in sums if row[-1]},
        states=dict(models.Approval.objects.values_list("pk", "state"))
        | dict(models.CashRefund.objects.values_list("pk", "state")),
        counts=_count_rows(),
    )


def _count_rows() -> dict[str, int]:
    """Count the rows of all tables of `COUNTED` in one query."""
    names = [model._meta.db_table for model in COUNTED]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names))
        return dict(cursor.fetchall())


def check_money_is_as_before(before: Snapshot) -> None:
    """All balances, the former payments and what every pupil still owes are as before."""
    now = take_snapshot()
    assert now.balances == before.balances
    assert {key: now.payments[key] for key in before.payments} == before.payments
    assert now.open_sums == before.open_sums


class Outcome(Protocol):
    """What becomes of it."""

    def check(self, office: FrontDesk, before: Snapshot) -> None:
        """Check it against the snapshot before the act."""


@dataclass(frozen=True)
class Refused:
    """Refused with status, code and, where one is wrong, field; nothing has changed."""

    status: int
    code: str
    field: str | None = None

    def check(self, office: FrontDesk, before: Snapshot) -> None:
        office.answer.check_refused(self.status, self.code, field=self.field)
        assert self.field is not None or not office.answer.json.get("fields"), office.answer.json
        assert take_snapshot() == before


@dataclass(frozen=True)
class Repeated:
    """The answer of the first request again; nothing has changed."""

    def check(self, office: FrontDesk, before: Snapshot) -> None:
        assert (office.answer.status, office.answer.json) == (office.given.status, office.given.json)
        assert take_snapshot() == before


def refuse(office: FrontDesk) -> ApiResponse:
    """Let the second person refuse what waits: Aziza, or Malika what Aziza asked."""
    asked_by_aziza = office.answer.json["requested_by"]["id"] == str(office.users["aziza"].pk)
    client, path = (
        (office.malika if asked_by_aziza else office.aziza),
        f"/payments/approvals/{office.answer.json['id']}",
    )
    return client.post(f"{path}/decide/", {"decision": "refuse", "answer": "A mistake"})


def take_back(office: FrontDesk) -> ApiResponse:
    """Let whoever asked take it back."""
    asked_by = office.answer.json["requested_by"]["id"]
    name = next(name for name, user in office.users.items() if str(user.pk) == asked_by)
    return getattr(office, name).post(f"/payments/approvals/{office.answer.json['id']}/withdraw/", {})


def withdraw_refund(office: FrontDesk) -> ApiResponse:
    """Take back a cash refund that waits for the cashier."""
    return office.aziza.post(f"/payments/cash-refunds/{office.answer.json['id']}/withdraw/")


@dataclass(frozen=True)
class Waits:
    """Answered with 202: nothing is booked, neither while it waits nor after it ended in one of these ways."""

    ends: Sequence[Act]

    def check(self, office: FrontDesk, before: Snapshot) -> None:
        assert office.answer.status == 202, office.answer.json
        for end in self.ends:
            with roll_back():
                self._check_unchanged(before)
                ended = end(office)
                assert ended.status == 200, ended.json
                self._check_unchanged(before)

    @staticmethod
    def _check_unchanged(before: Snapshot) -> None:
        now = take_snapshot()
        assert now.counts == {**before.counts, CASH_REFUNDS: now.counts[CASH_REFUNDS]}
        check_money_is_as_before(before)


THEN_REFUSED, THEN_TAKEN_BACK = Waits([refuse]), Waits([take_back])
"""How an act that waits for a second person ends without it."""


@dataclass(frozen=True)
class Undone:
    """Booked; the named corrections make all money as before."""

    corrections: Sequence[Act]

    def check(self, office: FrontDesk, before: Snapshot) -> None:
        assert office.answer.status in (200, 201), office.answer.json
        assert take_snapshot() != before, "the mistake was booked"
        for correct in self.corrections:
            done = correct(office)
            assert done.status in (200, 201, 204), done.json
        check_money_is_as_before(before)
        assert [str(finding) for finding in find_violations()] == []


@dataclass(frozen=True)
class Mistake:
    """A row: the mistake in words, what is done, what becomes of it, and what happened before."""

    name: str
    act: Act
    outcome: Outcome
    given: Callable[[FrontDesk], Any] | None = None


def play(office: FrontDesk, row: Mistake) -> Snapshot:
    """Do what was before, then the mistake; return the snapshot between them."""
    office.given = row.given(office) if row.given else None
    before = take_snapshot()
    office.answer = row.act(office)
    return before
