"""Prices that are dated back: they stop at a closed month, need the right to refund, and are undone."""

from dataclasses import dataclass
from datetime import date

from apps.payments.models import Payment
from tests.factories import ApiResponse
from tests.payments.mistakes.endings import close_books, reopen_books
from tests.payments.mistakes.front_desk import CLOSED_DAY, FrontDesk
from tests.payments.mistakes.outcomes import Mistake, Refused, Snapshot, Undone
from tests.payments.office.test_own_family import NAME
from tests.payments.payment_data import PRICE, uzs
from tests.payments.pricing import pricing_data

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@dataclass(frozen=True)
class StopsAtClosedMonth(Undone):
    """November costs less, October as before; then undone."""

    def check(self, office: FrontDesk, before: Snapshot) -> None:
        billed = Payment.objects.filter(student=office.laylo).exclude(period_key="")
        amounts = dict(billed.values_list("period_key", "amount"))
        assert amounts == {"2026-10": PRICE, "2026-11": PRICE // 2}
        super().check(office, before)


def bill(office: FrontDesk) -> None:
    """October and November were billed before October was closed."""
    reopen_books(office.aziza, office, "Bills are missing")
    with pricing_data.travel_to(OCTOBER):
        pricing_data.create_schedule(office.group, amount=PRICE, credit_uncharged=True, prorate=False)
    for day in (OCTOBER, NOVEMBER):
        pricing_data.run_billing(office.users["aziza"], on=day)
    pricing_data.run_jobs()
    assert close_books(office.aziza, office, CLOSED_DAY[:7]).status == 200


def discount(office: FrontDesk) -> ApiResponse:
    """Aziza gives Laylo half of the price since October."""
    body = {"name": NAME, "kind": "percent", "percent_hundredths": 5_000, "student": str(office.laylo.pk)}
    return reprice(office, "discounts", {**body, "starts_on": str(OCTOBER)})


def override(office: FrontDesk) -> ApiResponse:
    """Aziza sets an own price of Laylo since October."""
    membership = office.laylo.memberships.get()
    body = {"membership": str(membership.pk), "amount": uzs(PRICE // 2), "reason": "agreed"}
    return reprice(office, "overrides", {**body, "starts_on": str(OCTOBER)})


def forgive_by_price(office: FrontDesk) -> ApiResponse:
    """Malika sets an own price of Laylo for November, which is billed."""
    body = {"membership": str(office.laylo.memberships.get().pk), "amount": uzs(0), "reason": "agreed"}
    return office.malika.post("/payments/overrides/", {**body, "starts_on": str(NOVEMBER)})


def reprice(office: FrontDesk, what: str, body: dict[str, object]) -> ApiResponse:
    """Create it; the worker reprices."""
    answer = office.aziza.post(f"/payments/{what}/", body)
    pricing_data.run_jobs()
    return answer


def take_away(office: FrontDesk, what: str) -> ApiResponse:
    """Delete it; the worker reprices."""
    answer = office.aziza.delete(f"/payments/{what}/{office.answer.json['id']}/")
    pricing_data.run_jobs()
    return answer


BACK_DATED = (
    Mistake("a discount is dated back into a closed month", discount,
            StopsAtClosedMonth([lambda o: take_away(o, "discounts")]), given=bill),
    Mistake("an own price is dated back into a closed month", override,
            StopsAtClosedMonth([lambda o: take_away(o, "overrides")]), given=bill),
    Mistake("a debt is forgiven by an own price", forgive_by_price, Refused(403, "forbidden", "starts_on"), given=bill),
)  # fmt: skip
