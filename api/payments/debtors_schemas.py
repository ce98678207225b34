"""Request and response schemas under `/payments/debtors/`: debtors, contacts with them, promises, messages."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field, model_validator

from api.base_schemas import Day, In, Out, build_example
from api.lessons.timetable_schemas import GROUP, GroupRefOut
from api.lists import PageQuery
from api.money_schemas import Currency, MoneyIn, MoneyOut, build_money_reader, to_minor_amount
from api.payments.reports_schemas import BRANCH, ID, build_uzs_money
from api.shared_schemas import PERSON, STUDENT, PersonOut
from apps.accounts.access import has_permission
from apps.payments.models import MAX_AMOUNT, ContactHow, DebtContact, PromiseState
from apps.payments.queries.debt_recipients import DebtTemplate, Unreachable
from apps.payments.services.debt_contacts import PaymentPromise

PROMISE: dict[str, Any] = {"on": "2026-11-25", "amount": build_uzs_money(45000000), "state": "open"}
CONTACT: dict[str, Any] = {"on": "2026-11-20", "by": PERSON, "how": "call", "note": "The father pays on Wednesday."}
PhoneOf = Literal["pupil", "guardian"]
ExternalChannel = Literal["telegram", "sms", "email", "push"]


class DebtorFilters(In):
    """Which debtors. With `group`, `branch` or `teacher`, only their payments count."""

    model_config = build_example(branch=BRANCH["id"], minimum=10000000, overdue_since="2026-11-01", promised=False)

    group: UUID | None = None
    branch: UUID | None = None
    teacher: UUID | None = Field(None, description="Only groups that this teacher leads or assists.")
    minimum: int | None = Field(None, ge=0, le=MAX_AMOUNT, description="Smallest overdue amount, in minor units.")
    overdue_since: Day | None = Field(
        None, description="Only pupils whose oldest overdue payment was due on this day or before."
    )
    promise: Literal["open", "kept", "broken"] | None = Field(
        None, description="Only pupils whose newest promise about this debt has this state."
    )
    promised: bool | None = Field(
        None, description="False: hide pupils until the day of their open promise. True: only these."
    )
    no_contact_since: Day | None = Field(None, description="Only pupils without a contact on this day or later.")

    def filters(self) -> dict[str, Any]:
        """Return the filters as `queries.debtors.list_debtors` takes them."""
        ids = ("group", "branch", "teacher")
        return {f"{name}_id" if name in ids else name: getattr(self, name) for name in DebtorFilters.model_fields}


class DebtorsQuery(DebtorFilters, PageQuery):
    """Filters of the list of debtors. With `group`, `branch` or `teacher`, only their payments count."""

    model_config = build_example(branch=BRANCH["id"], minimum=10000000, overdue_since="2026-11-01", format="xlsx")

    currency: Currency | None = None


class DebtorPhoneOut(Out):
    """A phone number of the pupil or of a guardian who sees payments."""

    model_config = build_example(**PERSON, of="guardian", phone="+998901234567")
    TABLE_NAME: ClassVar = "phone"

    id: UUID
    full_name: str
    of: PhoneOf
    phone: str


class LastContactOut(Out):
    """The last contact about this debt: day, who, how, note."""

    model_config = build_example(**CONTACT)
    TABLE_NAME: ClassVar = "on"
    TABLE_MORE: ClassVar = ("how",)

    on: date
    by: PersonOut
    how: ContactHow
    note: str


class PromiseOut(Out):
    """The newest promise about this debt: its day, its amount (null: all that was overdue), what became of it."""

    model_config = build_example(**PROMISE)
    TABLE_NAME: ClassVar = "on"
    TABLE_MORE: ClassVar = ("amount", "state")

    on: date = Field(validation_alias="promised_on")
    amount: Annotated[MoneyOut | None, build_money_reader("promised_amount")]
    state: PromiseState = Field(validation_alias="promise")


class DebtorOut(Out):
    """Debt of a pupil in one currency: amount `overdue`, amount `owed` in all, number of overdue `payments`, and the
    due day of the oldest (`since`). `phones`: only for those who may see people's contacts, else null. `note`: the last
    one of the contacts.
    """

    model_config = build_example(
        student=STUDENT,
        owed=build_uzs_money(90000000),
        balance=build_uzs_money(-90000000),
        payments=1,
        since="2026-11-05",
        phones=[{**PERSON, "of": "guardian", "phone": "+998901234567"}],
        groups=[GROUP],
        last_contact=CONTACT,
        promise=PROMISE,
        note=CONTACT["note"],
    )

    student: PersonOut
    overdue: Annotated[MoneyOut, build_money_reader("overdue")]
    owed: Annotated[MoneyOut, build_money_reader("owed")]
    balance: Annotated[MoneyOut, build_money_reader("balance")]
    payments: int
    since: date
    phones: list[DebtorPhoneOut] | None
    groups: list[GroupRefOut]
    last_contact: LastContactOut | None
    promise: PromiseOut | None
    note: str

    @staticmethod
    def resolve_phones(account: Any, context: Any) -> list[dict[str, Any]] | None:
        """Return the phones of pupil and guardians, each person once."""
        if not has_permission(context["request"].auth.user, "accounts.view_people"):
            return None
        people = [("pupil", account.student), *(("guardian", link.parent) for link in account.student.debt_guardians)]
        return [
            {"id": person.pk, "full_name": person.full_name, "of": kind, "phone": person.phone}
            for kind, person in people
            if person.phone
        ]

    @staticmethod
    def resolve_groups(account: Any) -> list[Any]:
        """Return the groups that the pupil is in now."""
        return [membership.group for membership in account.student.debt_memberships]

    @staticmethod
    def resolve_last_contact(account: Any) -> DebtContact | None:
        """Return the newest contact."""
        return next(iter(_contacts(account)), None)

    @staticmethod
    def resolve_promise(account: Any) -> DebtContact | None:
        """Return the contact with the newest promise about this debt."""
        shown = (PromiseState.OPEN, PromiseState.KEPT, PromiseState.BROKEN)
        about = (row for row in _contacts(account) if row.promised_on is not None and row.promised_on >= account.since)
        return next((row for row in about if row.promise in shown), None)

    @staticmethod
    def resolve_note(account: Any) -> str:
        """Return the newest note that somebody wrote."""
        return next((row.note for row in _contacts(account) if row.note and not row.sent_here), "")


def _contacts(account: Any) -> list[DebtContact]:
    return [row for row in account.student.debt_contact_rows if row.currency == account.currency]


class DebtTotalOut(Out):
    """Totals of all debtors in one currency."""

    model_config = build_example(debtors=1, owed=build_uzs_money(90000000))

    debtors: int
    overdue: MoneyOut
    owed: MoneyOut


class DebtorsOut(Out):
    """A page of debtors, with the totals of all pages."""

    model_config = build_example(count=1)

    count: int
    next: str | None = Field(description="Address of the next page, from the root of this server.")
    previous: str | None = Field(description="Address of the previous page, from the root of this server.")
    results: list[DebtorOut]
    totals: list[DebtTotalOut]


class DebtContactIn(In):
    """A contact about a debt, and a promise to pay if there was one: by a day, all that is overdue or an amount. A new
    promise replaces the open one.
    """

    model_config = build_example(
        how="call", note=CONTACT["note"], promised_on="2026-11-25", promised_amount=build_uzs_money(45000000)
    )

    how: ContactHow
    note: str = Field("", max_length=500)
    currency: Currency = "UZS"
    promised_on: Day | None = Field(None, description="Today or later, at most a year ahead.")
    promised_amount: MoneyIn | None = Field(None, description="Null: all that is overdue. Only with a day.")

    @model_validator(mode="after")
    def _check_promise_has_a_day(self) -> "DebtContactIn":
        if self.promised_amount is not None and self.promised_on is None:
            raise ValueError("promised_amount needs promised_on")
        return self

    def promise(self) -> PaymentPromise | None:
        """Return the promise; Invalid on "amount" for another currency."""
        if self.promised_on is None:
            return None
        return PaymentPromise(self.promised_on, to_minor_amount(self.promised_amount, self.currency))


class DebtContactOut(Out):
    """A contact. `sent_here`: a message that the platform sent. `promise`: null without one."""

    model_config = build_example(
        id=ID, **CONTACT, currency="UZS", sent_here=False, promise=PROMISE, created_at="2026-11-20T09:00:00Z"
    )

    id: UUID
    on: date
    by: PersonOut
    how: ContactHow
    note: str
    currency: str
    sent_here: bool
    promise: PromiseOut | None
    created_at: datetime

    @staticmethod
    def resolve_promise(contact: DebtContact) -> DebtContact | None:
        """Return the contact itself when it has a promise."""
        return contact if contact.promise else None


class DebtContactsQuery(PageQuery):
    """Filters of the contacts of a debtor."""

    model_config = build_example(currency="UZS")

    currency: Currency | None = None


class DebtMessageIn(DebtorFilters):
    """A message to the families of debtors: of these `students`, or of all whom the filters leave. The texts are those
    of the notification types `payments.debt_reminder` and `payments.debt_warning`, or the centre's own templates.
    """

    model_config = build_example(template="reminder", students=[STUDENT["id"]], channels=["telegram", "sms"])

    template: DebtTemplate = DebtTemplate.REMINDER
    students: list[UUID] | None = Field(None, min_length=1, max_length=500, description="Null: all of the list.")
    currency: Currency = "UZS"
    search: str = Field("", max_length=100)
    channels: list[ExternalChannel] = Field(
        ["telegram", "push"], min_length=1, max_length=4, description="With `sms`, who has no Telegram gets an SMS."
    )


class DebtMessageSendIn(DebtMessageIn):
    """A message as it was previewed: `people` guards against a list that changed."""

    model_config = build_example(template="reminder", channels=["telegram", "sms"], people=27)

    people: int = Field(ge=1, le=5000, description="Number of people in the preview.")


class UnreachableOut(Out):
    """A person whom no channel reaches, the pupil, and why."""

    model_config = build_example(student=STUDENT, person=PERSON, reason="no_address")

    student: PersonOut
    person: PersonOut
    reason: Unreachable


class SampleTextOut(Out):
    """What the first recipient of this channel and language will read."""

    model_config = build_example(channel="sms", language="uz", title="", text="…")

    channel: str
    language: str
    title: str
    text: str


class DebtMessagePreviewOut(Out):
    """What a message would do now: pupils, people in all and by channel, SMS parts and their price, and who is not
    reached. Prices are in minor units: of these SMS, of all SMS of this month so far, and the monthly budget.
    """

    model_config = build_example(
        pupils=25, people=27, channels={"telegram": 19, "sms": 8}, sms_parts=16, sms_price=320000, sms_spent=1200000,
        sms_budget=50000000, within_budget=True,
    )  # fmt: skip

    pupils: int
    people: int
    channels: dict[str, int]
    sms_parts: int
    sms_price: int
    sms_spent: int
    sms_budget: int
    within_budget: bool
    samples: list[SampleTextOut]
    unreachable: list[UnreachableOut]


class DebtMessageOut(Out):
    """What was sent: to how many people, about how many pupils, with how many SMS parts at which price."""

    model_config = build_example(pupils=25, people=27, sms_parts=16, sms_price=320000)

    pupils: int
    people: int
    sms_parts: int
    sms_price: int
