"""Money of one's own family, and debts that are forgiven by those who may not refund."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from apps.accounts.models import Guardian
from tests.factories import client_for
from tests.payments.mistakes.front_desk import CREDIT, FrontDesk, newest_receipt
from tests.payments.mistakes.outcomes import Mistake, Refused
from tests.payments.office import test_own_family as ways
from tests.payments.office.office_calls import confirm_payment, post_with_key, refund_payment, reverse_receipt
from tests.payments.office.test_advances import receive
from tests.payments.office.test_desk_transfers import carry
from tests.payments.office.test_opening_balances import post_opening, reverse_opening
from tests.payments.office.test_transfer_proofs import decide as decide_proof
from tests.payments.office.test_transfer_proofs import send as send_proof
from tests.payments.payment_data import PRICE, open_shift, uzs

OWN = Refused(403, "own_payment")


def go(way: Any) -> Any:
    """Return an act: Sevara goes this way with the payment of her child."""
    return lambda o: way(o.sevara, o.jasur_due)


def pay_jasur(office: FrontDesk) -> Any:
    """Malika takes the price of Jasur in cash, and credit."""
    return confirm_payment(office.malika, office.jasur_due, amount=uzs(PRICE + CREDIT), advance=True)


def end_the_link(office: FrontDesk) -> None:
    """Yesterday Sevara ceased to be the guardian of Jasur."""
    Guardian.objects.update(ended_at=timezone.now() - timedelta(days=1))


def refund_credit(office: FrontDesk) -> Any:
    """Sevara pays the credit of her child back."""
    body = {"amount": uzs(CREDIT), "reason": "He moves", "desk": str(office.front.pk)}
    return post_with_key(office.sevara, f"/payments/balance/{office.jasur.pk}/refund/", body)


def pay_before_moving_in(office: FrontDesk) -> Any:
    """Sevara notes that her child has paid until December."""
    membership = str(office.jasur.memberships.get().pk)
    return office.sevara.post("/payments/prepaid/", {"membership": membership, "paid_until": "2026-12-15"})


def decide_refund_of_jasur(office: FrontDesk) -> Any:
    """Jasur paid into Sevara's desk; Aziza decides that it is paid back there."""
    open_shift(office.safe, office.users["sevara"])
    pay_jasur(office)
    carry(office.malika, office.front, office.safe, PRICE)
    body = {"amount": uzs(PRICE), "desk": str(office.safe.pk)}
    return refund_payment(office.aziza, office.jasur_due, **body)


def forbid_refunds(office: FrontDesk) -> Any:
    """Aziza makes the payment of Jasur not refundable."""
    return office.aziza.patch(f"/payments/{office.jasur_due.pk}/", {"refundable": False})


FAMILIES = (
    Mistake("own child: a lower amount", go(ways.lower_amount), OWN),
    Mistake("own child: another payer", go(ways.change_payer), OWN),
    Mistake("own child: cancelled", go(ways.cancel), OWN),
    Mistake("own child: a discount", go(ways.give_discount), OWN),
    Mistake("own child: an own price", go(ways.set_own_price), OWN),
    Mistake("own child: refundable again", lambda o: ways.patch(o.sevara, o.jasur_due, refundable=True), OWN,
            given=forbid_refunds),
    Mistake("own child: a write-off", go(ways.write_off), OWN),
    Mistake("own child: a later due day", go(ways.put_off), OWN),
    Mistake("own child: a discount for the whole group", go(ways.discount_the_group), OWN, given=FrontDesk.set_price),
    Mistake("own child: the same before the group has a price", go(ways.discount_the_group), OWN),
    Mistake("own child: a discount for all siblings", go(ways.discount_everybody), OWN),
    Mistake("own child: a cheaper schedule", go(ways.cheapen_the_schedule), OWN, given=FrontDesk.set_price),
    Mistake("own child: a cheaper group", go(ways.cheapen_the_group), OWN),
    Mistake("own child: paid, nobody saw the money",
            lambda o: confirm_payment(o.sevara, o.jasur_due, method="transfer"), OWN),
    Mistake("own child: money onto the balance", lambda o: receive(o.sevara, o.jasur, method="transfer"), OWN),
    Mistake("own child: paid back", lambda o: refund_payment(o.sevara, o.jasur_due, desk=str(o.front.pk)), OWN,
            given=pay_jasur),
    Mistake("own child: a receipt reversed", lambda o: reverse_receipt(o.sevara, newest_receipt()), OWN,
            given=lambda o: confirm_payment(o.malika, o.jasur_due, method="transfer")),
    Mistake("own child: credit paid back", refund_credit, OWN, given=pay_jasur),
    Mistake("own child: an opening balance", lambda o: post_opening(o.sevara, o.jasur, "credit", PRICE), OWN),
    Mistake("own child: the opening debt is taken back", lambda o: reverse_opening(o.sevara, o.jasur), OWN,
            given=lambda o: post_opening(o.aziza, o.jasur, "debt", PRICE)),
    Mistake("own child: paid before moving in", pay_before_moving_in, OWN, given=FrontDesk.set_price),
    Mistake("own child: the cash of a refund is handed out", lambda o: o.hand_out(o.sevara), OWN,
            given=decide_refund_of_jasur),
    Mistake("own child: the photo of a transfer is accepted",
            lambda o: decide_proof(o.sevara, o.jasur_due, o.given.json["id"], "approve"), OWN,
            given=lambda o: send_proof(client_for(o.jasur), o.jasur_due)),
    Mistake("own child: a large sum is approved", lambda o: o.decide(o.sevara), OWN,
            given=lambda o: o.ask_cash(o.jasur_due)),
    Mistake("own child: a large sum is refused", lambda o: o.decide(o.sevara, "refuse"), OWN,
            given=lambda o: o.ask_cash(o.jasur_due)),
    Mistake("the link to the child was ended the day before", go(ways.lower_amount), OWN, given=end_the_link),
    Mistake("a debt is forgiven by an amount of one tiyin", lambda o: ways.lower_amount(o.malika, o.laylo_due),
            Refused(403, "forbidden", "amount")),
    Mistake("a debt is forgiven by cancelling", lambda o: ways.cancel(o.malika, o.laylo_due),
            Refused(403, "forbidden", "status")),
    Mistake("a debt is forgiven by a write-off", lambda o: ways.write_off(o.malika, o.laylo_due),
            Refused(403, "forbidden")),
    Mistake("the price of what is paid is lowered, so that the rest becomes credit",
            lambda o: ways.lower_amount(o.malika, o.bekzod_paid), Refused(403, "forbidden", "amount")),
    Mistake("a stranger becomes the payer of what is paid",
            lambda o: ways.patch(o.malika, o.bekzod_paid, payer=str(o.stranger.pk)), Refused(422, "invalid", "payer")),
)  # fmt: skip
