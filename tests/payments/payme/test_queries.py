"""How many queries a call costs; the number does not grow with what is in the tables."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.payments.models import Payment
from tests.payments import payment_data
from tests.payments.payme.payme_client import Payme, PaymeReply, account_for, new_id

NOTING = 3
"""The row of the log: a transaction of its own."""


def cost(call: Callable[[], PaymeReply]) -> int:
    """Queries of a call that succeeds, without those of the log."""
    with CaptureQueriesContext(connection) as captured:
        assert call().code is None
    assert "payments_webhookdelivery" in captured[-2]["sql"]
    return len(captured) - NOTING


def round_trip(payme: Payme, payment: Payment) -> list[int]:
    identifier, account = new_id(), account_for(payment)
    return [
        cost(lambda: payme.check(payment.amount, account)),
        cost(lambda: payme.create(identifier, payment.amount, account)),
        cost(lambda: payme.create(identifier, payment.amount, account)),
        cost(lambda: payme.look(identifier)),
        cost(lambda: payme.perform(identifier)),
        cost(lambda: payme.perform(identifier)),
        cost(lambda: payme.cancel(identifier)),
        cost(lambda: payme.cancel(identifier)),
    ]


def test_calls_need_few_queries(payme, pupil, group):
    round_trip(payme, payment_data.create_payment_due(pupil, group))
    few = round_trip(payme, payment_data.create_payment_due(pupil, group))
    for _number in range(20):
        paid = payment_data.create_payment_due(pupil, group)
        identifier = new_id()
        payme.create(identifier, paid.amount, account_for(paid))
        payme.perform(identifier)
    assert round_trip(payme, payment_data.create_payment_due(pupil, group)) == few
    check, create, again, look, perform, performed, cancel, cancelled = few
    assert (check, again, look, performed, cancelled) == (2, 1, 1, 1, 1)
    assert create <= 16
    assert perform <= 60
    assert cancel <= 60
