"""The office asks for twenty-four receipts as PDF at once, again and again."""

from apps.core.uow import unit_of_work
from apps.payments.models import ProviderTransaction
from apps.payments.services import locks, transactions
from apps.settings.queries import get_default_branch
from bench.abuse.attack import Attack, People, Request, build_bearer, send_repeatedly

PARALLEL = 24
AMOUNT = 45_000_000


def prepare(people: People) -> list[Request]:
    """Take money from a pupil; return requests for its receipt."""
    pupil = people.pupils[0]
    money = ProviderTransaction(
        student=pupil, branch=get_default_branch(), amount=AMOUNT, currency="UZS", provider="transfer"
    )
    with unit_of_work():
        locks.lock_open_payments(pupil.pk, money.currency)
        transactions.record_received_money(actor=people.office, money=money)
    return [Request("GET", f"/api/v1/payments/balance/{pupil.pk}/receipt/", build_bearer(people.office))] * PARALLEL


ATTACK = Attack(f"{PARALLEL} receipts as PDF at once", prepare, send_repeatedly, control="served")
