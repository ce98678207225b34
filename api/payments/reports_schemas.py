"""Request and response schemas under `/payments/`: debtors, the ledger, balances and statements."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, In, Out, ReadWith, build_example
from api.lists import TableFeedQuery
from api.local_time_schemas import MonthOrNone
from api.money_schemas import MoneyOut, build_money_reader
from api.payments.single_payments_schemas import PlaceOut
from api.shared_schemas import STUDENT, PersonOut
from api.tables import Format
from apps.core.money import Money
from apps.payments.models import AccountKind, LedgerEntry, Payment
from apps.payments.queries.statements import StatementLine
from apps.payments.report_tables import get_transfer_kind_name
from apps.payments.titles import get_payment_title

BRANCH: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e60", "name": "Chilonzor"}
ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e90"


def build_uzs_money(amount: int) -> dict[str, Any]:
    """Return an amount in UZS for examples."""
    return {"amount": amount, "currency": "UZS"}


NAMED: dict[str, Any] = {"id": ID, "reference": "1000018", "title": "A2 morning 2026-11"}
SUBJECT: dict[str, Any] = {
    "group": {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e72", "name": "A2 morning"}, "period": "2026-11",
}  # fmt: skip
ENTRY: dict[str, Any] = {
    "kind": "student", "of": {"id": STUDENT["id"], "name": "Jasur Oripov"}, "side": "debit",
    "balance": build_uzs_money(-45000000),
}  # fmt: skip
TRANSFER: dict[str, Any] = {
    "id": ID, "kind": "charge", "text": "Charged", "cause": f"payment:{ID}:charge", "on": "2026-11-01",
    "created_at": "2026-11-01T00:04:11Z", "payment": NAMED, "reason": "",
}  # fmt: skip
OPEN_PAYMENT: dict[str, Any] = {
    **NAMED, **SUBJECT, "kind": "period", "status": "overdue", "due_on": "2026-11-05",
    "amount": build_uzs_money(45000000), "outstanding": build_uzs_money(45000000), "proof_waits": False,
}  # fmt: skip
LINE: dict[str, Any] = {
    "id": ID, "on": "2026-11-01", "kind": "charge", "text": "Charged", "payment": {**NAMED, **SUBJECT},
    "change": build_uzs_money(-45000000),
    "balance": build_uzs_money(-45000000), "receipt": None,
}  # fmt: skip
FREE_MONEY: dict[str, Any] = {
    "id": ID, "number": 100001, "provider": "cash", "free": build_uzs_money(5000000),
    "amount": build_uzs_money(50000000),
}  # fmt: skip
ACCOUNT: dict[str, Any] = {
    "balance": build_uzs_money(-45000000), "free_credit": build_uzs_money(0), "free_money": [],
    "opening": build_uzs_money(0),
    "closing": build_uzs_money(-45000000),
}  # fmt: skip


class NamedOut(Out):
    """An id with a name."""

    model_config = build_example(**BRANCH)

    id: UUID
    name: str


class NamedPaymentOut(Out):
    """A payment with its reference and title."""

    model_config = build_example(**NAMED)

    id: UUID
    reference: str
    title: Annotated[str, ReadWith(get_payment_title)]


class AccountPaymentOut(NamedPaymentOut):
    """A payment with what it is for: `period` is a month (`2026-11`), a pack, or empty."""

    model_config = build_example(**NAMED, **SUBJECT)

    group: PlaceOut | None
    period: str = Field(validation_alias="period_key")


class LedgerQuery(TableFeedQuery):
    """Filters of the list of ledger transfers. `from` and `to` are booking days, both included."""

    model_config = build_example(kind="student", **{"from": "2026-11-01", "to": "2026-11-30"})

    kind: AccountKind | None = Field(None, description="Only transfers with an entry on an account of this kind.")
    student: UUID | None = None
    payment: UUID | None = None
    first: Day | None = Field(None, alias="from")
    last: Day | None = Field(None, alias="to")


class LedgerEntryOut(Out):
    """One side of a transfer. `balance`: balance of the account after it; `of`: owner of the account, null for a
    branch.
    """

    model_config = build_example(**ENTRY)

    kind: str = Field(validation_alias="account__kind")
    of: NamedOut | None
    side: Literal["debit", "credit"]
    amount: Annotated[MoneyOut, build_money_reader("amount", "account__currency")]
    balance: Annotated[MoneyOut, build_money_reader("balance", "account__currency")]

    @staticmethod
    def resolve_of(entry: LedgerEntry) -> dict[str, Any] | None:
        """Return the pupil, teacher or cash desk of the account."""
        account = entry.account
        person = account.student or account.teacher
        if person is not None:
            return {"id": person.pk, "name": person.full_name}
        return {"id": account.desk.pk, "name": account.desk.name} if account.desk else None


class TransferOut(Out):
    """A posting in the ledger: kind, cause, who made it, and the local day it counts on. Its entries balance."""

    model_config = build_example(**TRANSFER)
    TABLE_LINES: ClassVar = "entries"
    TABLE_HIDDEN: ClassVar = ("kind", "cause")

    id: UUID
    kind: str
    text: Annotated[str, ReadWith(get_transfer_kind_name)]
    cause: str
    on: date
    corrects_month: MonthOrNone = Field(description="The closed month that it corrects.")
    created_at: datetime
    branch: NamedOut
    payment: NamedPaymentOut | None
    reason: str
    by: PersonOut | None
    entries: list[LedgerEntryOut]


class PeriodQuery(In):
    """A period of local days, both included. Default: the last twelve months."""

    model_config = build_example(**{"from": "2026-11-01", "to": "2026-11-30", "format": "json"})

    first: Day | None = Field(None, alias="from")
    to: Day | None = None
    format: Format = Field("", description="Empty: the `Accept` header decides.")


class StatementQuery(PeriodQuery):
    """Pupil and period of statements. Default: all your children and you."""

    model_config = build_example(student=STUDENT["id"], **{"from": "2026-11-01", "to": "2026-11-30", "format": "json"})

    student: UUID | None = None


class OpenPaymentOut(AccountPaymentOut):
    """A payment that is due. `proof_waits`: a transfer proof waits for a decision."""

    model_config = build_example(**OPEN_PAYMENT)

    kind: str
    status: str
    due_on: date
    amount: Annotated[MoneyOut, build_money_reader("amount")]
    outstanding: MoneyOut
    proof_waits: bool

    @staticmethod
    def resolve_outstanding(payment: Payment) -> Money:
        """In the payment's currency."""
        return Money(payment.amount - payment.settled, payment.currency)


class FreeMoneyOut(Out):
    """A transaction with its part that covers no payment (`free`)."""

    model_config = build_example(**FREE_MONEY)

    id: UUID
    number: int
    provider: str
    free: Annotated[MoneyOut, build_money_reader("left")]
    amount: Annotated[MoneyOut, build_money_reader("amount")]


class StatementLineOut(Out):
    """A change of the account by one transfer: positive in the pupil's favour; `balance` is after it. `receipt`: of
    money received or refunded; its PDF is at `GET /payments/balance/{student_id}/receipt/?receipt=`.
    """

    model_config = build_example(**LINE)

    id: UUID
    on: date
    kind: str
    text: str
    payment: AccountPaymentOut | None
    change: MoneyOut
    balance: MoneyOut
    receipt: UUID | None


class AccountStatementOut(Out):
    """A pupil's account in one currency. `balance` (negative: a debt), `free_credit` (paid in advance) with its
    `free_money`, `owed` and `open_payments` are as of now. `opening` is the balance before the first day, `closing` the
    balance after the last day.
    """

    model_config = build_example(**ACCOUNT)

    balance: MoneyOut
    free_credit: MoneyOut
    free_money: list[FreeMoneyOut]
    owed: MoneyOut
    open_payments: list[OpenPaymentOut]
    opening: MoneyOut
    lines: list[StatementLineOut]
    closing: MoneyOut

    @staticmethod
    def resolve_lines(account: Any) -> list[dict[str, Any]]:
        """Return the lines in the order of days."""
        return [_line(line) for line in account.lines]


class StatementOut(Out):
    """The accounts of a pupil with their changes in a period."""

    model_config = build_example(student=STUDENT, first="2026-11-01", last="2026-11-20")

    student: PersonOut
    first: date = Field(validation_alias="period__first")
    last: date = Field(validation_alias="period__last")
    accounts: list[AccountStatementOut]


def _line(line: StatementLine) -> dict[str, Any]:
    transfer = line.transfer
    who = {"id": transfer.pk, "on": transfer.on, "kind": transfer.kind, "text": get_transfer_kind_name(transfer)}
    receipt = getattr(transfer, "receipt", None)
    moved = {"change": line.change, "balance": line.balance, "receipt": receipt.pk if receipt else None}
    return {**who, "payment": transfer.payment, **moved}
