"""What Telegram and Eskiz send is noted with its verdict, without what people said."""

import json
from typing import Any

import pytest
from django.test import Client

from apps.messaging import webhook_arrivals
from apps.messaging.models import ArrivalResult, WebhookArrival

pytestmark = pytest.mark.django_db
UPDATE = {
    "update_id": 7,
    "message": {"message_id": 3, "text": "My name is Jasur", "from": {"id": 5, "first_name": "Jasur"}, "date": 1},
}


def note(body: bytes, **more: Any) -> WebhookArrival:
    given = {"verdict": ArrivalResult.DONE, "status": 200, "address": "10.0.0.1", "milliseconds": 4, **more}
    webhook_arrivals.record_webhook_arrival(provider="telegram", body=body, **given)
    return WebhookArrival.objects.latest("created_at")


def test_names_are_stored_and_texts_are_not():
    row = note(json.dumps(UPDATE).encode())
    assert (row.what, json.loads(row.body)) == (
        "message",
        {
            "update_id": 7,
            "message": {
                "message_id": 3, "text": "***", "from": {"id": "***", "first_name": "***"}, "date": 1,
            },
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    "body", [b"", b"\xff\x00", b"[1, 2]", b'{"Jasur Oripov": 1}', b'{"status": "\\u0000Jasur"}', b"[" * 5000, b"a=%00b"]
)
def test_every_request_is_recorded(body):
    assert "Jasur O" not in note(body).body
    assert WebhookArrival.objects.count() == 1


def test_forged_update_is_recorded_as_forged(settings):
    refused = Client().post("/api/v1/notifications/telegram/webhook/", UPDATE, content_type="application/json")
    row = WebhookArrival.objects.get()
    assert (refused.status_code, row.verdict, row.status, row.provider) == (403, "forged", 403, "telegram")
