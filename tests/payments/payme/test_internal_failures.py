"""What is our own failure is -32400 with everything rolled back, and the repeat goes through."""

import json

import pytest
from django.db import connection, transaction

from apps.payments.models import WebhookDelivery
from tests.payments.payme.payme_client import new_id, nothing_changes

pytestmark = pytest.mark.django_db(transaction=True)

BREAK = """
CREATE FUNCTION broken_for_a_test() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the secret name of a table'; END $$;
CREATE TRIGGER broken_for_a_test BEFORE {when} FOR EACH ROW EXECUTE FUNCTION broken_for_a_test();
"""
MEND = "DROP TRIGGER broken_for_a_test ON {table}; DROP FUNCTION broken_for_a_test()"


def execute(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def call(payme, method, payment, identifier):
    if method == "create":
        return lambda: payme.create(payment, id=identifier)
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
    identifier = new_id() if method == "create" else payme.create_reserved(payment_due)
    send = call(payme, method, payment_due, identifier)
    execute(BREAK.format(when=f"{when} ON {table}"))
    try:
        with nothing_changes():
            reply = send()
            assert reply.refusal == (-32400, None)
            assert b"secret name" not in reply.raw
        assert WebhookDelivery.objects.filter(verdict="failed", code="-32400").count() == 1
    finally:
        execute(MEND.format(table=table))
    assert send().result["state"] in (1, 2, -1)


def test_failed_delivery_log_does_not_fail_the_call(payme, payment_due):
    execute(BREAK.format(when="INSERT ON payments_webhookdelivery"))
    try:
        identifier = payme.create_reserved(payment_due)
        assert payme.perform(identifier).result["state"] == 2
    finally:
        execute(MEND.format(table="payments_webhookdelivery"))
    assert json.loads(payme.perform(identifier).raw)["result"]["state"] == 2
