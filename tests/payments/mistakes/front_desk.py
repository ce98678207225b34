"""Where the mistakes happen: people with a client each, cash desks, pupils, and what they owe, on 10 November 2026.

Malika and Nilufar are cashiers with an open shift (front desk, upstairs), Aziza is the administrator. Sevara may do
everything of the office but is the mother of Jasur. October is closed. Bekzod has paid in Malika's shift, more than he
owed.
"""

from datetime import date
from typing import Any

from apps.accounts.models import Guardian, User
from apps.core.permissions import Role
from apps.payments.models import CashDesk, Payment, PaymentSchedule, Receipt
from tests import factories
from tests.factories import ApiClient, ApiResponse
from tests.payments.approvals.approval_calls import ABOVE
from tests.payments.office.office_calls import confirm_payment, post_with_key
from tests.payments.office.test_own_family import bookkeeper
from tests.payments.payment_data import (
    PRICE,
    create_cash_desk,
    create_payment_due,
    create_second_branch,
    limit_to_branch,
    open_shift,
    uzs,
)

CREDIT = 10_000_000
"""100,000 soʻm: what Bekzod paid beyond his price."""
CLOSED_DAY = "2026-10-15"


class FrontDesk:
    """The office; rows act on it, and everything they do is rolled back.

    `given` is what the preparation of the row answered, `answer` what its act was answered. Where `advance` is false,
    sums above the open one do not say that they are an advance.
    """

    given: Any = None
    answer: Any = None
    advance = False

    def __init__(self) -> None:
        self.branch = factories.make_branch()
        self._make_people()
        pupils = (self.jasur, self.laylo, self.bekzod)
        people = {"teacher": self.dilnoza, "pupils": pupils}
        self.group = factories.make_group(branch=self.branch, course=factories.make_course(), name="A2", **people)
        self.front, self.upstairs, self.safe = (
            create_cash_desk(self.branch, name) for name in ("Front desk", "Upstairs", "Safe")
        )
        self.shift = open_shift(self.front, self.users["malika"])
        open_shift(self.upstairs, self.users["nilufar"])
        self.jasur_due, self.laylo_due, self.bekzod_paid = (create_payment_due(pupil, self.group) for pupil in pupils)
        confirm_payment(self.malika, self.bekzod_paid, amount=uzs(PRICE + CREDIT), advance=True)
        self.bekzod_receipt = Receipt.objects.get()
        month = {"branch": str(self.branch.pk), "month": CLOSED_DAY[:7]}
        closed = self.aziza.post("/payments/months/close/", month)
        assert closed.status == 200, closed.json

    def _make_people(self) -> None:
        self.dilnoza = factories.make_user(Role.TEACHER, "Dilnoza")
        self.stranger = factories.make_user(Role.MEMBER, "Timur")
        factories.make_user(Role.PARENT, "Gulnora")
        self.jasur, self.laylo, self.bekzod = (
            factories.make_user(Role.STUDENT, name) for name in ("Jasur", "Laylo", "Bekzod")
        )
        self.users: dict[str, User] = {
            "aziza": factories.make_user(Role.ADMIN, "Aziza"),
            "malika": factories.make_user(Role.MANAGER, "Malika"),
            "nilufar": factories.make_user(Role.MANAGER, "Nilufar"),
            "sevara": bookkeeper("Sevara"),
        }
        self.aziza, self.malika, self.nilufar, self.sevara = map(factories.client_for, self.users.values())
        Guardian.objects.create(parent=self.users["sevara"], child=self.jasur, kind="mother")

    @property
    def dollars(self) -> CashDesk:
        """A cash desk in dollars."""
        return CashDesk.objects.create(branch=self.branch, name="Dollars", currency="USD")

    def ask_cash(self, payment: Payment | None = None, amount: int = ABOVE) -> ApiResponse:
        """Malika takes so much cash for Laylo that it waits; she says that it is an advance."""
        return confirm_payment(self.malika, payment or self.laylo_due, amount=uzs(amount), advance=True)

    def count(self, client: ApiClient, action: str, counted: Any, note: str = "", desk: Any = None) -> ApiResponse:
        """Open or close a shift, by default at the front desk."""
        body = {"action": action, "counted": counted, "note": note}
        return client.post(f"/payments/cash-desks/{(desk or self.front).pk}/shift/", body)

    def spend(self, client: ApiClient, amount: int = PRICE, **more: Any) -> ApiResponse:
        """Pay rent: from the bank, or from a cash desk (`desk`)."""
        where = {} if "desk" in more else {"branch": str(self.branch.pk)}
        body = {"category": "rent", "text": "Rent", "amount": uzs(amount), **where, **more}
        return post_with_key(client, "/payments/expenses/", body)

    def decide(self, client: ApiClient, decision: str = "approve", answer: str = "Because") -> ApiResponse:
        """Decide on the approval that was given."""
        path = f"/payments/approvals/{self.given.json['id']}/decide/"
        return client.post(path, {"decision": decision, "answer": answer})

    def hand_out(self, client: ApiClient) -> ApiResponse:
        """Hand out the cash refund that was given."""
        return post_with_key(client, f"/payments/cash-refunds/{self.given.json['id']}/hand-out/")

    def reverse(self, client: ApiClient, what: str, answer: ApiResponse) -> ApiResponse:
        """Reverse an expense (a counter-entry with a text) or a desk transfer."""
        body = {"text": "Twice"} if what == "expenses" else {"reason": "Wrong desk"}
        return post_with_key(client, f"/payments/{what}/{answer.json['id']}/reverse/", body)

    def away(self) -> ApiClient:
        """A manager of another branch."""
        person = factories.make_user(Role.MANAGER, "Farida")
        return factories.client_for(limit_to_branch(person, create_second_branch()))

    def set_price(self) -> PaymentSchedule:
        """Give the group a price by month."""
        return PaymentSchedule.objects.create(group=self.group, amount=PRICE, valid_from=date(2026, 11, 1))


def newest_receipt() -> Receipt:
    """Return the receipt that was issued last."""
    return Receipt.objects.latest("pk")
