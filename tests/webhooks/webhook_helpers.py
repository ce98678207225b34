"""Steps of the tests of webhooks, and a reader of signatures that shares nothing with the one that writes them."""

import base64
import hashlib
import hmac
import json
import time

from apps.core.outgoing_events import publish_webhook_event
from apps.core.uow import unit_of_work
from apps.gamification.webhook_events import CoinsChanged
from apps.webhooks.models import Webhook, WebhookDelivery
from tests import factories

LIST = "/settings/webhooks/"


def make(actor, url, *event_types):
    """A webhook by the API, and its secret."""
    body = {"url": url, "event_types": list(event_types or ["coins.changed"]), "description": "CRM"}
    answer = factories.client_for(actor).post(LIST, body)
    assert answer.status == 201, answer.json
    return Webhook.objects.get(pk=answer.json["webhook"]["id"]), answer.json["secret"]


def happen(*amounts):
    """So many coins for a pupil, in one unit of work."""
    with unit_of_work():
        for amount in amounts or (17,):
            publish_webhook_event(CoinsChanged(**{**CoinsChanged.example, "amount": amount}))


def the_delivery():
    return WebhookDelivery.objects.select_related("webhook").get()


def is_signed(got, secret, *, within=300):
    """As a receiver verifies it, by the text of the Standard Webhooks specification."""
    headers = got.headers
    if abs(time.time() - int(headers["webhook-timestamp"])) > within:
        return False
    key = base64.b64decode(secret[len("whsec_") :])
    content = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), got.body])
    wanted = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    versions = [part.split(",", 1) for part in headers["webhook-signature"].split(" ")]
    return any(version == "v1" and hmac.compare_digest(text, wanted) for version, text in versions)


def sent(got):
    """The envelope."""
    return dict(json.loads(got.body))
