"""A pupil's first bill is made while their statement is read: the statement is of one moment."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext

import pytest
from django.db import connection, connections

from apps.core.uow import unit_of_work
from apps.payments.queries import statements
from tests.factories import client_for
from tests.lock_waits import is_blocking_another_connection
from tests.payments.payment_data import PRICE, create_payment_due
from tests.processes import wait_until

pytestmark = [pytest.mark.usefixtures("a_connection_for_each"), pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("protected", [True, False], ids=["one moment", "control: accounts first, bills later"])
def test_first_bill_while_the_statement_is_read(pupil, group, admin, monkeypatch, protected):
    if not protected:
        monkeypatch.setattr(statements, "repeatable_read", nullcontext)
    client = client_for(admin)

    def read():
        try:
            return client.get(f"/payments/balance/{pupil.pk}/")
        except KeyError:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with unit_of_work():
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE payments_payment IN ACCESS EXCLUSIVE MODE")
            asked = pool.submit(read)
            wait_until(is_blocking_another_connection, what="the read that waits for the lock")
            create_payment_due(pupil, group)
        answer = asked.result(30)
    if not protected:
        assert answer is None or answer.status == 500
        return
    (account,) = answer.json["accounts"]
    assert (account["balance"]["amount"], account["open_payments"]) == (0, [])
    (account,) = read().json["accounts"]
    assert (account["balance"]["amount"], len(account["open_payments"])) == (-PRICE, 1)
