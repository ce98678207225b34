"""Request and response schemas of the journal of money, of lists of receipts and of shifts."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, Out, ReadWith, build_example
from api.lists import ListQuery, PageQuery
from api.local_time_schemas import MonthOrNone
from api.money_schemas import MoneyOut, build_money_reader
from api.payments.cash_schemas import SHIFT, NamedDeskOut, ShiftOut
from api.payments.reports_schemas import BRANCH, NAMED, NamedOut, NamedPaymentOut
from api.payments.single_payments_schemas import AMOUNT, CASHIER, DESK_ID, PAYER, RECEIPT_ID, STUDENT, ZERO
from api.shared_schemas import PersonOut
from apps.accounts.models import User
from apps.core.money import Money
from apps.payments.documents import format_receipt_number
from apps.payments.gateways import GATEWAYS
from apps.payments.methods import TAKEN_METHODS
from apps.payments.models import AccountKind, EntrySide, LedgerEntry, Receipt, ReceiptKind, TransferKind
from apps.payments.queries.journal_parts import JournalPart, list_parts
from apps.payments.queries.journal_totals import JournalBy, JournalTotal, JournalTotals
from apps.payments.report_tables import get_transfer_kind_name

if TYPE_CHECKING:
    Method = str
else:
    Method = Literal[(*TAKEN_METHODS, *GATEWAYS)]

Direction = Literal["in", "out"]
ReceiptNumber = Annotated[
    str, Field(pattern=r"^((20[0-9]{2}-)?[0-9]{1,9})?$", description="A receipt's number: `2026-000123` or `123`.")
]

DESK: dict[str, Any] = {"id": DESK_ID, "name": "Front desk"}
RECEIPT: dict[str, Any] = {"id": RECEIPT_ID, "number": "2026-000123", "kind": "payment"}
TOTAL: dict[str, Any] = {
    "key": "cash", "name": "Cash", "received": AMOUNT, "paid_out": ZERO, "moved_in": ZERO, "moved_out": AMOUNT,
    "counted": ZERO, "change": ZERO,
}  # fmt: skip
DAYS: dict[str, Any] = {"from": "2026-11-01", "to": "2026-11-30"}


class JournalFilters(ListQuery):
    """Which movements. Without days: the current month; with a receipt, pupil or payment, all days."""

    model_config = build_example(method="cash", direction="in", **DAYS)

    first: Day | None = Field(None, alias="from", description="First booking day.")
    last: Day | None = Field(None, alias="to", description="Last booking day.")
    direction: Direction | None = Field(None, description="Only money in or out.")
    method: Method | None = Field(None, description="Only this payment method.")
    kind: TransferKind | None = Field(None, description="Only this kind of ledger transfer.")
    desk: UUID | None = Field(None, description="Only this cash desk.")
    cashier: UUID | None = Field(None, description="Only money that this user took, paid back or moved.")
    teacher: UUID | None = Field(
        None, description="Only payments of groups that this teacher led, and payouts to the teacher."
    )
    group: UUID | None = Field(None, description="Only payments of this group.")
    branch: UUID | None = Field(None, description="Only desks, bank and providers of this branch.")
    student: UUID | None = Field(None, description="Only money of this pupil.")
    payment: UUID | None = Field(None, description="Only money that named or covers this payment.")
    receipt: ReceiptNumber = ""


class JournalQuery(JournalFilters, PageQuery):
    """Filters and paging of the journal. `search`: a pupil or guardian by name or phone, or a receipt's number."""

    model_config = build_example(method="cash", ordering="-on", search="901234567", **DAYS)


class JournalTotalsQuery(JournalFilters):
    """Filters of the journal, and what its totals are grouped by."""

    model_config = build_example(by="day", method="cash", **DAYS)

    by: JournalBy = JournalBy.METHOD

    def filters(self) -> dict[str, Any]:
        """Return the filters of the journal."""
        return {name: value for name, value in super().filters().items() if name != "by"}


class NamedReceiptOut(Out):
    """A receipt with its number."""

    model_config = build_example(**RECEIPT)

    id: UUID
    number: Annotated[str, ReadWith(format_receipt_number)]
    kind: ReceiptKind


class JournalPartOut(Out):
    """The part of a movement that belongs to a payment and its group."""

    model_config = build_example(payment=NAMED, group=None, amount=AMOUNT)

    payment: NamedPaymentOut
    group: NamedOut | None
    amount: MoneyOut

    @staticmethod
    def resolve_group(part: JournalPart) -> Any:
        """Return the group of the payment."""
        return part.payment.group

    @staticmethod
    def resolve_amount(part: JournalPart) -> Money:
        """Return the part in the payment's currency."""
        return Money(part.amount, part.payment.currency)


class JournalRowOut(Out):
    """A movement of money at a cash desk, a bank account or a provider. `balance`: of that account after it.

    `counter_account`: the other side; with `desk`, `safe`, `bank` or `provider` money only changed its place. `parts`:
    the payments that the money belongs to. `part`: what of `amount` belongs to the filter's group or teacher, else all.
    """

    model_config = build_example(
        id=100001, on="2026-11-03", created_at="2026-11-03T09:00:00Z", kind="money_in", text="Paid", direction="in",
        method="cash", counter_account="student", branch=BRANCH, desk=DESK, student=STUDENT, cashier=CASHIER,
        receipt=RECEIPT, reason="",
    )  # fmt: skip
    TABLE_HIDDEN: ClassVar = ("kind",)

    id: int
    on: date = Field(validation_alias="transfer__on")
    created_at: datetime = Field(validation_alias="transfer__created_at")
    kind: TransferKind = Field(validation_alias="transfer__kind")
    text: str
    direction: Direction
    method: str
    counter_account: AccountKind
    amount: Annotated[MoneyOut, build_money_reader("amount", "account__currency")]
    part: Annotated[MoneyOut, build_money_reader("part", "account__currency")]
    balance: Annotated[MoneyOut, build_money_reader("balance", "account__currency")]
    branch: NamedOut = Field(validation_alias="account__branch")
    desk: NamedDeskOut | None = Field(validation_alias="account__desk")
    student: PersonOut | None
    teacher: PersonOut | None = Field(description="Who got a payout; null without the right to see pay.")
    cashier: PersonOut | None
    receipt: NamedReceiptOut | None = Field(validation_alias="transfer__receipt")
    parts: list[JournalPartOut]
    expense: UUID | None = Field(validation_alias="transfer__expense__pk")
    reason: str
    corrects_month: MonthOrNone = Field(
        validation_alias="transfer__corrects_month", description="The closed month that it corrects."
    )

    @staticmethod
    def resolve_text(entry: LedgerEntry) -> str:
        """Return the name of its kind."""
        return get_transfer_kind_name(entry.transfer)

    @staticmethod
    def resolve_direction(entry: LedgerEntry) -> str:
        """Return whether money came in or went out."""
        return "in" if entry.side == EntrySide.DEBIT else "out"

    @staticmethod
    def resolve_student(entry: LedgerEntry) -> User | None:
        """Return the pupil whose money it is."""
        return next((row.account.student for row in entry.transfer.entries.all() if row.account.student), None)

    @staticmethod
    def resolve_teacher(entry: Any) -> User | None:
        """Return who got a payout."""
        people = (row.account.teacher for row in entry.transfer.entries.all() if row.account.teacher)
        return next(people, None) if entry.with_teachers else None

    @staticmethod
    def resolve_cashier(entry: LedgerEntry) -> User | None:
        """Return who took or paid back the money."""
        receipt = getattr(entry.transfer, "receipt", None)
        return _get_cashier(receipt) if receipt else entry.transfer.by

    @staticmethod
    def resolve_parts(entry: LedgerEntry) -> list[JournalPart]:
        """Return the payments that the money belongs to."""
        return list_parts(entry)

    @staticmethod
    def resolve_reason(entry: LedgerEntry) -> str:
        """Return the text of an expense, else the reason."""
        expense = getattr(entry.transfer, "expense", None)
        return expense.text if expense else entry.transfer.reason


class JournalTotalOut(Out):
    """A total in one currency: money from and to outside (`received`, `paid_out`), between desks, bank and providers
    (`moved_in`, `moved_out`), and what counting cash corrected (`counted`; negative: too little). `change`: all of it.
    """

    model_config = build_example(**TOTAL)

    key: str | None
    name: str
    received: MoneyOut
    paid_out: MoneyOut
    moved_in: MoneyOut
    moved_out: MoneyOut
    counted: MoneyOut
    change: MoneyOut

    @staticmethod
    def build(total: JournalTotal, by: JournalBy) -> dict[str, Any]:
        """Return the row with its amounts as money."""
        name = get_transfer_kind_name(total.key) if by is JournalBy.KIND and total.key else total.name
        amounts = {name: Money(getattr(total, name), total.currency) for name in (*total.figures, "change")}
        return {"key": total.key, "name": name or total.key or "", **amounts}


class JournalOut(Out):
    """A page of the journal. `totals`: by method and currency, over all pages. Days are null when all days count."""

    model_config = build_example(count=1, first="2026-11-01", last="2026-11-30", totals=[TOTAL])

    count: int
    next: str | None = Field(description="Address of the next page, from the root of this server.")
    previous: str | None = Field(description="Address of the previous page, from the root of this server.")
    results: list[JournalRowOut]
    first: date | None
    last: date | None
    totals: list[JournalTotalOut]

    @staticmethod
    def build(page: dict[str, Any], totals: JournalTotals) -> dict[str, Any]:
        """Return the page with the totals by method."""
        return {**page, **_build_totals(totals, totals.rows)}


class JournalTotalsOut(Out):
    """Totals of the journal; `totals` has one row per currency, without a key."""

    model_config = build_example(by="method", first="2026-11-01", last="2026-11-30")

    by: JournalBy
    first: date | None
    last: date | None
    rows: list[JournalTotalOut]
    totals: list[JournalTotalOut]

    @staticmethod
    def build(totals: JournalTotals) -> dict[str, Any]:
        """Return the totals as response data."""
        rows = [JournalTotalOut.build(row, totals.by) for row in totals.rows]
        return {"by": totals.by, "rows": rows, **_build_totals(totals, totals.totals)}


class ReceiptsQuery(PageQuery):
    """Filters of the list of receipts. `search`: a number, or a pupil, guardian or payer by name or phone."""

    model_config = build_example(method="cash", ordering="-created_at", search="2026-000123", **DAYS)

    first: Day | None = Field(None, alias="from", description="First booking day.")
    last: Day | None = Field(None, alias="to", description="Last booking day.")
    kind: ReceiptKind | None = Field(None, description="Only receipts of this kind.")
    method: Method | None = Field(None, description="Only this payment method.")
    desk: UUID | None = Field(None, description="Only cash of this desk.")
    cashier: UUID | None = Field(None, description="Only money that this user took or paid back.")
    student: UUID | None = Field(None, description="Only receipts of this pupil.")
    branch: UUID | None = Field(None, description="Only receipts of this branch.")


class ReceiptRowOut(Out):
    """A receipt. `payment`: the payment that was named; without it, a top-up. `reversed`: it does not count."""

    model_config = build_example(
        **RECEIPT, on="2026-11-03", created_at="2026-11-03T09:00:00Z", amount=AMOUNT, method="cash", branch=BRANCH,
        student=STUDENT, payer=PAYER, desk=DESK, cashier=CASHIER, payment=NAMED, reversed=False,
    )  # fmt: skip

    id: UUID
    number: Annotated[str, ReadWith(format_receipt_number)]
    kind: ReceiptKind
    on: date = Field(validation_alias="transfer__on")
    created_at: datetime
    amount: Annotated[MoneyOut, build_money_reader("amount")]
    method: str = Field(validation_alias="money__provider")
    branch: NamedOut = Field(validation_alias="money__branch")
    student: PersonOut = Field(validation_alias="money__student")
    payer: PersonOut | None
    desk: NamedDeskOut | None
    cashier: PersonOut | None
    payment: NamedPaymentOut | None
    reversed: bool

    @staticmethod
    def resolve_payment(receipt: Receipt) -> Any:
        """Return the payment that was refunded or named."""
        return receipt.transfer.payment or receipt.money.payment

    @staticmethod
    def resolve_payer(receipt: Receipt) -> User | None:
        """Return the payer of that payment."""
        payment = receipt.transfer.payment or receipt.money.payment
        return payment.payer if payment else None

    @staticmethod
    def resolve_desk(receipt: Receipt) -> Any:
        """Return the cash desk that the money came into or out of."""
        return next((row.account.desk for row in receipt.transfer.entries.all() if row.account.desk), None)

    @staticmethod
    def resolve_cashier(receipt: Receipt) -> User | None:
        """Return who took or paid back the money."""
        return _get_cashier(receipt)


class ShiftsOfDesksQuery(PageQuery):
    """Filters for the shifts of all cash desks."""

    model_config = build_example(ordering="-opened_at", differs=True, **DAYS)

    open: bool | None = Field(None, description="Only open shifts (or, with false, closed ones).")
    differs: bool | None = Field(None, description="Only closed shifts whose count differed (or, with false, agreed).")
    cashier: UUID | None = Field(None, description="Only shifts of this cashier.")
    desk: UUID | None = Field(None, description="Only shifts at this cash desk.")
    branch: UUID | None = Field(None, description="Only shifts in this branch.")
    first: Day | None = Field(None, alias="from", description="Only shifts opened on this local day or later.")
    last: Day | None = Field(None, alias="to", description="Only shifts opened on this local day or earlier.")


class ShiftRowOut(ShiftOut):
    """A shift with its figures. `balance`: of the desk in the ledger at the end, or now.

    `balance` = `opened_with` + `taken` − `reversed` − `paid_back` − `spent` − `paid_out` − `banked` + `moved_in` −
    `moved_out` + `other`. The last is 0 unless another kind of transfer moved cash.
    """

    model_config = build_example(
        **SHIFT, branch=BRANCH, desk=DESK, reversed=ZERO, paid_back=ZERO, spent=ZERO, paid_out=ZERO, banked=ZERO,
        moved_in=ZERO, moved_out=ZERO, other=ZERO,
    )  # fmt: skip

    branch: NamedOut = Field(validation_alias="desk__branch")
    desk: NamedDeskOut
    taken: Annotated[MoneyOut, build_money_reader("taken", "desk__currency")]
    reversed: Annotated[MoneyOut, build_money_reader("reversed", "desk__currency")]
    paid_back: Annotated[MoneyOut, build_money_reader("paid_back", "desk__currency")]
    spent: Annotated[MoneyOut, build_money_reader("spent", "desk__currency")]
    paid_out: Annotated[MoneyOut, build_money_reader("paid_out", "desk__currency")]
    banked: Annotated[MoneyOut, build_money_reader("banked", "desk__currency")]
    moved_in: Annotated[MoneyOut, build_money_reader("moved_in", "desk__currency")]
    moved_out: Annotated[MoneyOut, build_money_reader("moved_out", "desk__currency")]
    other: Annotated[MoneyOut, build_money_reader("other", "desk__currency")]
    balance: Annotated[MoneyOut, build_money_reader("balance", "desk__currency")]


class ShiftRowsQuery(PageQuery):
    """Paging of the movements of a shift."""

    model_config = build_example(page=1)


def _get_cashier(receipt: Receipt) -> User | None:
    taken_by = receipt.money.taken_by if receipt.kind == ReceiptKind.PAYMENT else None
    return taken_by or receipt.transfer.by


def _build_totals(totals: JournalTotals, rows: list[JournalTotal]) -> dict[str, Any]:
    return {
        "first": totals.journal.first,
        "last": totals.journal.last,
        "totals": [JournalTotalOut.build(row, totals.by) for row in rows],
    }
