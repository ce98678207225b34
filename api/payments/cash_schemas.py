"""Request and response schemas for cash desks, shifts and expenses."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field, StrictInt

from api.base_schemas import Day, In, IsSet, Out, ReadWith, build_example
from api.lists import PageQuery
from api.local_time_schemas import MonthKey, MonthOrNone
from api.money_schemas import HIGHEST, Currency, MoneyIn, MoneyOut, build_money_reader
from api.payments.categories_schemas import CategoryKey
from api.payments.single_payments_schemas import AMOUNT, CASHIER, DESK_ID, ZERO, PlaceOut, Reason
from api.shared_schemas import PersonOut
from apps.core.money import Money
from apps.payments.models import Approval, Shift
from apps.payments.queries.approvals import get_held_cash
from apps.payments.queries.expense_categories import get_category_name
from apps.payments.queries.office import ShiftReport

DeskName = Annotated[str, Field(min_length=1, max_length=80)]
Text = Annotated[str, Field(min_length=1, max_length=300)]

SHIFT_ID = "01890a5d-ac96-774b-bcce-b302099a8030"
EXPENSE_ID = "01890a5d-ac96-774b-bcce-b302099a8031"
OPEN_SHIFT: dict[str, Any] = {
    "id": SHIFT_ID,
    "cashier": CASHIER,
    "opened_at": "2026-11-03T04:00:00Z",
    "opened_with": ZERO,
    "float_taken": ZERO,
}
SHIFT: dict[str, Any] = {
    **OPEN_SHIFT,
    "closed_at": "2026-11-03T14:00:00Z",
    "closed_by": CASHIER,
    "expected": AMOUNT,
    "counted": AMOUNT,
    "difference": ZERO,
    "held": ZERO,
    "float_returned": ZERO,
    "note": "",
}
WAITING: dict[str, Any] = {
    "id": "01890a5d-ac96-774b-bcce-b302099a8032",
    "action": "open",
    "counted": AMOUNT,
    "change_float": ZERO,
    "note": "Counted twice.",
    "requested_by": CASHIER,
    "created_at": "2026-11-03T04:00:00Z",
    "expires_at": "2026-11-10T04:00:00Z",
}


class CashDesksQuery(PageQuery):
    """Filters of the list of cash desks."""

    model_config = build_example(ordering="name")

    branch: UUID | None = Field(None, description="Only desks of this branch.")
    archived: bool | None = Field(False, description="True: only archived desks; false: only active ones; null: all.")


class CashDeskIn(In):
    """A new, empty cash desk. Default branch: your home branch. With a `keeper`, only this person can open a shift."""

    model_config = build_example(name="Front desk", currency="UZS")

    name: DeskName
    branch: UUID | None = None
    currency: Currency = "UZS"
    keeper: UUID | None = None


class CashDeskPatch(In):
    """Changes of a cash desk; fields that are not sent stay. Only an empty desk without open shift can be archived."""

    model_config = build_example(name="Second floor", archived=False)

    name: DeskName = "Front desk"
    keeper: UUID | None = None
    archived: bool = False


class WaitingCountOut(Out):
    """The count of a cash desk that waits for a second person; `id` is that of the approval. Until it is decided, a
    shift to be opened is not open, and a shift to be closed is open and moves no cash.
    """

    model_config = build_example(**WAITING)

    id: UUID
    action: Literal["open", "close"]
    counted: MoneyOut
    change_float: MoneyOut
    note: str = Field(validation_alias="reason")
    requested_by: PersonOut
    created_at: datetime
    expires_at: datetime

    @staticmethod
    def resolve_action(approval: Approval) -> str:
        """Return whether a shift is to be opened or closed."""
        return "open" if approval.shift_id is None else "close"

    @staticmethod
    def resolve_counted(approval: Approval) -> Money:
        """Return the counted cash."""
        return Money(approval.arguments["counted"], approval.currency)

    @staticmethod
    def resolve_change_float(approval: Approval) -> Money:
        """Return the change from or to the safe."""
        return Money(approval.arguments.get("change_float", 0), approval.currency)


class OpenShiftOut(Out):
    """An open shift. `float_taken`: change from the safe, a part of `opened_with`."""

    model_config = build_example(**OPEN_SHIFT)

    id: UUID
    cashier: PersonOut
    opened_at: datetime
    opened_with: Annotated[MoneyOut, build_money_reader("opened_with", "desk__currency")]
    float_taken: Annotated[MoneyOut, build_money_reader("float_taken", "desk__currency")]


class CashDeskOut(Out):
    """A cash desk with its balance in the ledger and the open shift. `held`: cash that waits for approval or is to be
    handed back; it lies apart from the drawer and is not in the balance. `change_float`: owed to the safe, change that
    came from there and has not gone back, wherever the cash is now. `waiting`: a count that waits for a second person.
    """

    model_config = build_example(
        id=DESK_ID, name="Front desk", currency="UZS", shift=OPEN_SHIFT, waiting=None, archived=False
    )

    id: UUID
    name: str
    branch: PlaceOut
    currency: str
    keeper: PersonOut | None
    balance: Annotated[MoneyOut, build_money_reader("balance")]
    held: Annotated[MoneyOut, build_money_reader("held")]
    change_float: Annotated[MoneyOut, build_money_reader("change_float")]
    shift: OpenShiftOut | None
    waiting: WaitingCountOut | None
    archived: IsSet = Field(validation_alias="archived_at")

    @staticmethod
    def resolve_shift(desk: Any) -> Shift | None:
        """Return the open shift; there is at most one."""
        return desk.open_shifts[0] if desk.open_shifts else None

    @staticmethod
    def resolve_waiting(desk: Any) -> Approval | None:
        """Return the count that waits; there is at most one."""
        return desk.waiting_counts[0] if desk.waiting_counts else None


class ShiftIn(In):
    """Open or close a shift, with the cash counted in the desk (minor units of its currency).

    `change_float`: what of it came from the safe (`open`), or goes back there (`close`).
    """

    model_config = build_example(action="open", counted=0)

    action: Literal["open", "close"]
    counted: Annotated[StrictInt, Field(ge=0, le=HIGHEST)]
    change_float: Annotated[StrictInt, Field(ge=0, le=HIGHEST)] = 0
    note: Reason = ""


class ShiftsQuery(PageQuery):
    """Filters for the shifts of a desk."""

    model_config = build_example(ordering="-opened_at", **{"from": "2026-09-01", "to": "2026-09-30"})

    open: bool | None = Field(None, description="Only the open shift (or, with false, closed ones).")
    cashier: UUID | None = Field(None, description="Only shifts of this cashier.")
    first: Day | None = Field(None, alias="from", description="Only shifts opened on this local day or later.")
    last: Day | None = Field(None, alias="to", description="Only shifts opened on this local day or earlier.")


class ShiftOut(OpenShiftOut):
    """A shift. `difference`: cash counted at the end minus the balance in the ledger (negative: too little). `held`:
    cash taken in it that now waits for approval or is to be handed back, apart from the drawer and not in `expected`.
    `float_returned`: change that went back to the safe after the count.
    """

    model_config = build_example(**SHIFT)

    closed_at: datetime | None
    closed_by: PersonOut | None
    expected: Annotated[MoneyOut | None, build_money_reader("expected", "desk__currency")]
    counted: Annotated[MoneyOut | None, build_money_reader("counted", "desk__currency")]
    difference: MoneyOut | None
    held: MoneyOut
    float_returned: Annotated[MoneyOut, build_money_reader("float_returned", "desk__currency")]
    note: str

    @staticmethod
    def resolve_difference(shift: Shift) -> Money | None:
        """Return the difference that was posted when it was closed."""
        if shift.counted is None or shift.expected is None:
            return None
        return Money(shift.counted - shift.expected, shift.desk.currency)

    @staticmethod
    def resolve_held(shift: Any) -> Money:
        """Return the held cash, as annotated in lists."""
        return Money(get_held_cash(shift) if not hasattr(shift, "held") else shift.held, shift.desk.currency)


class ShiftReportOut(Out):
    """A shift with the cash movements of its desk.

    `expected` = `opened_with` + `taken` − `reversed` − `paid_back` − `spent` − `paid_out` − `banked` + `moved_in` −
    `moved_out`; for an open shift, as of now.
    """

    model_config = build_example(
        reversed=ZERO, paid_back=ZERO, spent=ZERO, paid_out=ZERO, banked=ZERO, moved_in=ZERO, moved_out=ZERO,
        opened_difference=ZERO, receipts=1,
    )  # fmt: skip

    shift: ShiftOut
    taken: MoneyOut
    reversed: MoneyOut = Field(description="Cash of receipts that were reversed in this shift.")
    paid_back: MoneyOut
    spent: MoneyOut
    paid_out: MoneyOut
    banked: MoneyOut
    moved_in: MoneyOut = Field(description="Cash from other desks.")
    moved_out: MoneyOut = Field(description="Cash to other desks.")
    opened_difference: MoneyOut = Field(description="Cash counted at the beginning minus the balance in the ledger.")
    expected: MoneyOut
    receipts: int = Field(description="How many receipts were issued.")

    @classmethod
    def build(cls, report: ShiftReport) -> dict[str, Any]:
        """Return the report with its amounts as money."""
        names = (
            "taken", "reversed", "paid_back", "spent", "paid_out", "banked", "moved_in", "moved_out",
            "opened_difference", "expected",
        )  # fmt: skip
        currency = report.shift.desk.currency
        amounts = {name: Money(getattr(report, name), currency) for name in names}
        return {"shift": report.shift, "receipts": report.receipts, **amounts}


class BankIn(In):
    """Cash carried to the bank."""

    model_config = build_example(amount=AMOUNT, note="Evening run")

    amount: MoneyIn
    note: Reason = ""


class ExpensesQuery(PageQuery):
    """Filters of the list of expenses."""

    model_config = build_example(category="rent", ordering="-on")

    branch: UUID | None = Field(None, description="Only expenses of this branch.")
    desk: UUID | None = Field(None, description="Only expenses paid from this cash desk.")
    category: CategoryKey | None = Field(None, description="Only expenses of the category with this key.")
    first: Day | None = Field(None, alias="from", description="First day.")
    last: Day | None = Field(None, alias="to", description="Last day.")


class ExpenseIn(In):
    """An expense: with `desk`, cash of your open shift there; without it, from the bank account of the branch (default:
    your home branch).
    """

    model_config = build_example(
        category="supplies", amount={"amount": 12000000, "currency": "UZS"}, text="Paper and markers", desk=DESK_ID
    )

    category: CategoryKey
    amount: MoneyIn
    text: Text
    on: Day | None = Field(None, description="Default: today. Not in a closed month.")
    corrects_month: MonthKey | None = Field(
        None, description="The closed month that the expense belongs to. It counts today; leave `on` out."
    )
    desk: UUID | None = None
    branch: UUID | None = None


class ExpenseReverseIn(In):
    """Why the expense is reversed."""

    model_config = build_example(text="Noted twice")

    text: Text


class NamedDeskOut(Out):
    """A cash desk with its name."""

    model_config = build_example(id=DESK_ID, name="Front desk")

    id: UUID
    name: str


class ExpenseOut(Out):
    """An expense. `reverses`: the expense that this one reverses; `reversed_by`: the expense that reversed this one."""

    model_config = build_example(
        id=EXPENSE_ID,
        category="supplies",
        category_name="Supplies",
        amount={"amount": 12000000, "currency": "UZS"},
        on="2026-11-03",
        desk={"id": DESK_ID, "name": "Front desk"},
        text="Paper and markers",
        by=CASHIER,
        created_at="2026-11-03T09:00:00Z",
    )
    TABLE_HIDDEN: ClassVar = ("category",)

    id: UUID
    branch: PlaceOut
    category: str = Field(description="Key of its category.")
    category_name: Annotated[str, ReadWith(get_category_name)]
    amount: Annotated[MoneyOut, build_money_reader("amount")]
    on: date
    desk: NamedDeskOut | None
    text: str
    by: PersonOut
    reverses: UUID | None = Field(validation_alias="reverses_id")
    reversed_by: UUID | None = Field(validation_alias="reversed_by__pk")
    corrects_month: MonthOrNone = Field(
        validation_alias="transfer__corrects_month", description="The closed month that it corrects."
    )
    created_at: datetime
