"""A message arrives signed, is tried again for three days with the same id, and can be sent again by hand."""

import re
from collections import Counter
from datetime import timedelta

from django.utils import timezone

from apps.jobs.models import Job
from apps.settings.models import AuditLog
from apps.webhooks.deliveries import RETRY_DELAYS
from apps.webhooks.models import Webhook, WebhookDelivery
from tests import factories
from tests.query_counts import check_same_queries
from tests.webhooks.webhook_helpers import LIST, happen, is_signed, make, sent, the_delivery


def test_message_arrives_once_with_a_valid_signature(secret, hook, work, send):
    send()
    work()
    [got] = hook.got
    row = the_delivery()
    assert is_signed(got, secret)
    assert not is_signed(got, "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    assert (got.path, got.headers["content-type"]) == ("/talim?key=1", "application/json")
    assert got.headers["host"] == f"127.0.0.1:{hook.port}"
    assert list(sent(got)) == ["id", "type", "created_at", "api_version", "data"]
    envelope = {"id": got.headers["webhook-id"], "type": "coins.changed", "api_version": "1", "data": row.data}
    assert sent(got) == envelope | {"created_at": sent(got)["created_at"]}
    assert (row.state, row.status, row.answer, row.tries, row.reason) == ("delivered", 200, "ok", 1, "")
    assert None not in (row.delivered_at, row.duration_ms)


def test_changed_body_has_no_valid_signature(secret, hook, send):
    send()
    [got] = hook.got
    forged = type(got)(got.path, got.headers, got.body.replace(b"17", b"18"))
    late = type(got)(got.path, {**got.headers, "webhook-timestamp": "1"}, got.body)
    assert [is_signed(item, secret) for item in (got, forged, late)] == [True, False, False]


def test_delivery_is_tried_for_three_days_with_one_id_and_then_fails(webhook, hook, work):
    hook.answers = [500] * 20
    happen()
    pauses = []
    while True:
        work()
        row = the_delivery()
        if row.next_try_at is None:
            break
        pauses.append(row.next_try_at - row.updated_at)
        assert Job.objects.get(kind="webhooks.deliver", state="queued").run_at == row.next_try_at
    assert all(abs(was - meant) < timedelta(seconds=5) for was, meant in zip(pauses, RETRY_DELAYS, strict=True))
    assert timedelta(days=3) <= sum(RETRY_DELAYS, timedelta()) <= timedelta(days=3, hours=12)
    assert (row.state, row.reason, row.status, row.tries, len(hook.got)) == ("failed", "status", 500, 10, 10)
    assert len({got.headers["webhook-id"] for got in hook.got}) == 1
    assert len({got.body for got in hook.got}) == 1
    assert not Job.objects.filter(kind="webhooks.deliver").exclude(state="done").exists()


def test_failed_delivery_can_be_sent_again_by_hand(webhook, secret, admin, hook, work, client_for):
    hook.answers = [404]
    happen()
    client, row = client_for(admin), the_delivery()
    again = f"{LIST}{webhook.pk}/deliveries/{row.pk}/redeliver/"
    assert client.post(again).status == 409
    work()
    WebhookDelivery.objects.update(state="failed", next_try_at=None, tries=10)
    Job.objects.filter(kind="webhooks.deliver", state="queued").delete()
    answer = client.post(again)
    assert (answer.status, answer.json["state"], answer.json["tries"]) == (202, "waiting", 0)
    work()
    first, second = hook.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert is_signed(second, secret)
    assert the_delivery().state == "delivered"
    assert AuditLog.objects.filter(actor=admin, action="webhooks.send_again").count() == 1


def test_test_button_sends_one_message_that_is_not_tried_again(webhook, secret, admin, hook, work, client_for):
    Webhook.objects.update(active=False, off_reason="by_hand")
    hook.answers = [500]
    answer = client_for(admin).post(f"{LIST}{webhook.pk}/test/")
    assert (answer.status, answer.json["type"]) == (202, "webhook.test")
    work()
    work()
    [got] = hook.got
    assert (is_signed(got, secret), sent(got)["data"]) == (True, {"webhook": str(webhook.pk)})
    row = the_delivery()
    assert (row.state, row.status) == ("failed", 500)


def test_list_shows_results_and_needs_the_same_queries_for_many_deliveries(webhook, admin, hook, work, client_for):
    hook.answers = [503]
    client, path = client_for(admin), f"{LIST}{webhook.pk}/deliveries/"
    check_same_queries(happen, lambda: client.get(path, {"limit": 100}).json["results"])
    work()
    [failed] = [row for row in client.get(path, {"limit": 100}).json["results"] if row["status"] == 503]
    expected = {"state": "waiting", "reason": "status", "why": "The receiver answered with an error", "answer": "ok"}
    assert failed | expected == failed
    assert len(client.get(path, {"state": "delivered", "limit": 100}).json["results"]) == 19
    assert client.get(path, {"type": "payment.paid"}).json["results"] == []
    assert client.get(path, {"state": "lost"}).status == 422


def test_each_webhook_gets_its_event_types_with_the_same_event_id(webhook, admin, hook, send):
    make(admin, hook.url + "&other=1", "coins.changed", "payment.paid")
    make(admin, hook.url + "&none=1", "payment.paid")
    send()
    assert sorted(got.path for got in hook.got) == ["/talim?key=1", "/talim?key=1&other=1"]
    assert len({got.headers["webhook-id"] for got in hook.got}) == 1


def test_only_users_who_manage_webhooks_see_them(webhook, admin, manager, client_for, hook):
    for path in (LIST, f"{LIST}{webhook.pk}/", f"{LIST}{webhook.pk}/deliveries/", f"{LIST}event-types/"):
        assert (client_for(admin).get(path).status, client_for(manager).get(path).status) == (200, 403)
    assert factories.ApiClient().get(LIST).status == 401
    assert timezone.now() > webhook.created_at


def test_tries_are_counted_by_result_and_test_messages_are_not(webhook, admin, hook, work, client_for, send):
    client = client_for(admin)

    def counted():
        page = client.get("/health/metrics/").content.decode()
        result = re.findall(r'^talim_outgoing_webhooks_total\{outcome="(\w+)"\} (\S+)$', page, re.MULTILINE)
        return Counter({outcome: int(float(number)) for outcome, number in result})

    before = counted()
    hook.answers = [500, 200, 410, 500]
    send()
    work()
    send()
    assert counted() - before == {"failed": 1, "delivered": 1, "given_up": 1}
    assert client.post(f"{LIST}{webhook.pk}/test/").status == 202
    work()
    assert len(hook.got) == 4
    assert sum((counted() - before).values()) == 3
