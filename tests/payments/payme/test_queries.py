"""How many queries a call costs; the number does not grow with what is in the tables."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.payments.payme.payme_client import account_for, new_id
from tests.payments.payment_data import create_payment_due

NOTING = 3
"""The row of the log: a transaction of its own."""


def cost(call):
    """Queries of a call that succeeds, without those of the log."""
    with CaptureQueriesContext(connection) as captured:
        assert call().code is None
    assert "payments_webhookdelivery" in captured[-2]["sql"]
    return len(captured) - NOTING


def round_trip(payme, payment):
    identifier, account = new_id(), account_for(payment)
    return [
        cost(lambda: payme.check(account, payment.amount)),
        cost(lambda: payme.create(account, payment.amount, id=identifier)),
        cost(lambda: payme.create(account, payment.amount, id=identifier)),
        cost(lambda: payme.look(identifier)),
        cost(lambda: payme.perform(identifier)),
        cost(lambda: payme.perform(identifier)),
        cost(lambda: payme.cancel(identifier)),
        cost(lambda: payme.cancel(identifier)),
    ]


def test_calls_need_few_queries(payme, pupil, group):
    round_trip(payme, create_payment_due(pupil, group))
    few = round_trip(payme, create_payment_due(pupil, group))
    for _number in range(20):
        paid = create_payment_due(pupil, group)
        identifier = new_id()
        payme.create(paid, id=identifier)
        payme.perform(identifier)
    assert round_trip(payme, create_payment_due(pupil, group)) == few
    check, create, again, look, perform, performed, cancel, cancelled = few
    assert (check, again, look, performed, cancelled) == (2, 1, 1, 1, 1)
    assert create <= 17
    assert perform <= 60
    assert cancel <= 60
