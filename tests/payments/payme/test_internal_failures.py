"""What is our own failure is -32400 with everything rolled back, and the repeat goes through."""

import json
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from apps.payments.models import Payment, WebhookDelivery
from tests.payments.payme.payme_client import Payme, PaymeReply, account_for, create_reserved, new_id, snapshot_rows

pytestmark = pytest.mark.django_db(transaction=True)

BREAK = """
CREATE FUNCTION broken_for_a_test() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the secret name of a table'; END $$;
CREATE TRIGGER broken_for_a_test BEFORE {when} FOR EACH ROW EXECUTE FUNCTION broken_for_a_test();
"""
MEND = "DROP TRIGGER broken_for_a_test ON {table}; DROP FUNCTION broken_for_a_test()"


def execute(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def call(payme: Payme, method: str, payment: Payment, identifier: str) -> Callable[[], PaymeReply]:
    if method == "create":
        return lambda: payme.create(identifier, payment.amount, account_for(payment))
    return {"perform": lambda: payme.perform(identifier), "cancel": lambda: payme.cancel(identifier)}[method]


@pytest.mark.parametrize(
    ("method", "table", "when"),
    [
        ("create", "payments_providertransaction", "INSERT"),
        ("perform", "payments_providertransaction", "UPDATE"),
        ("perform", "payments_ledgertransfer", "INSERT"),
        ("perform", "payments_ledgerentry", "INSERT"),
        ("perform", "payments_settlement", "INSERT"),
        ("perform", "payments_payment", "UPDATE"),
        ("cancel", "payments_providertransaction", "UPDATE"),
    ],
)
def test_internal_failure_changes_nothing_and_reveals_nothing(payme, payment_due, method, table, when):
    identifier = new_id() if method == "create" else create_reserved(payme, payment_due)
    send = call(payme, method, payment_due, identifier)
    execute(BREAK.format(when=f"{when} ON {table}"))
    try:
        before = snapshot_rows()
        reply = send()
        assert (reply.code, reply.data) == (-32400, None)
        assert b"secret name" not in reply.raw
        assert snapshot_rows() == before
        assert WebhookDelivery.objects.filter(verdict="failed", code="-32400").count() == 1
    finally:
        execute(MEND.format(table=table))
    assert send().result["state"] in (1, 2, -1)


def test_failed_delivery_log_does_not_fail_the_call(payme, payment_due):
    execute(BREAK.format(when="INSERT ON payments_webhookdelivery"))
    try:
        identifier = create_reserved(payme, payment_due)
        assert payme.perform(identifier).result["state"] == 2
    finally:
        execute(MEND.format(table="payments_webhookdelivery"))
    assert json.loads(payme.perform(identifier).raw)["result"]["state"] == 2
