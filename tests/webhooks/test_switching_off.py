"""A webhook goes off when its receiver says so or fails for days, whoever manages it hears of it, and it comes back."""

from datetime import timedelta

from django.utils import timezone

from apps.jobs.models import Job
from apps.notifications.models import Notification
from apps.settings.models import AuditLog
from apps.webhooks import deliveries
from apps.webhooks.models import Webhook, WebhookDelivery
from tests.webhooks.webhook_helpers import LIST, happen


def told(user):
    return list(Notification.objects.filter(user=user).values_list("type", flat=True))


def test_answer_410_switches_webhook_off_and_drops_waiting_deliveries(
    webhook, admin, manager, hook, work, client_for, send
):
    hook.answers = [410]
    send(1, 2)
    work()
    webhook.refresh_from_db()
    assert (webhook.active, webhook.off_reason, len(hook.got)) == (False, "gone", 1)
    rows = WebhookDelivery.objects.order_by("state").values_list("state", "reason")
    assert list(rows) == [("dropped", "switched_off"), ("failed", "gone")]
    assert (told(admin), told(manager)) == (["webhooks.gone"], [])
    assert AuditLog.objects.filter(actor=None, action="webhooks.switch_off").count() == 1
    happen()
    assert WebhookDelivery.objects.count() == 2
    changed = client_for(admin).patch(f"{LIST}{webhook.pk}/", {"active": True})
    assert (changed.json["active"], changed.json["off_reason"]) == (True, "")
    send()
    assert len(hook.got) == 2


def test_five_days_without_success_switch_webhook_off(webhook, admin, hook, work, send):
    hook.answers = [500, 200, 500, 500, 500]
    send()
    assert Webhook.objects.get().failing_since is not None
    work()
    assert Webhook.objects.get().failing_since is None
    happen()
    for days, active in ((0, True), (4, True), (6, False)):
        since = timezone.now() - timedelta(days=days)
        Webhook.objects.filter(failing_since__isnull=False).update(failing_since=since)
        work()
        webhook.refresh_from_db()
        assert webhook.active == active, days
    assert webhook.off_reason == "failing"
    assert WebhookDelivery.objects.latest("id").state == "failed"
    work()
    assert told(admin) == ["webhooks.failing"]


def test_failed_test_message_does_not_count_as_failure(webhook, admin, hook, work):
    hook.answers = [500, 500, 200]
    deliveries.send_test_delivery(actor=admin, webhook=webhook)
    work()
    webhook.refresh_from_db()
    assert (len(hook.got), webhook.failing_since, webhook.active) == (1, None, True)
    since = timezone.now() - timedelta(days=6)
    Webhook.objects.update(failing_since=since)
    deliveries.send_test_delivery(actor=admin, webhook=webhook)
    work()
    webhook.refresh_from_db()
    assert (len(hook.got), webhook.failing_since, webhook.active) == (2, since, True)
    deliveries.send_test_delivery(actor=admin, webhook=webhook)
    work()
    webhook.refresh_from_db()
    assert webhook.failing_since is None, "one that arrives does count"


def test_one_failure_after_a_quiet_week_does_not_switch_webhook_off(webhook, hook, work, send):
    hook.answers = [500, 502, 502]
    send()
    now = timezone.now()
    tried = {"state": "failed", "tries": 10, "next_try_at": None}
    WebhookDelivery.objects.update(**tried, created_at=now - timedelta(days=7), updated_at=now - timedelta(days=4))
    Webhook.objects.update(failing_since=now - timedelta(days=7))
    send()
    webhook.refresh_from_db()
    assert (webhook.active, webhook.failing_since is not None and webhook.failing_since >= now) == (True, True)
    assert WebhookDelivery.objects.filter(state="waiting").count() == 1
    Webhook.objects.update(failing_since=now - timedelta(days=6))
    work()
    webhook.refresh_from_db()
    assert (webhook.active, webhook.off_reason) == (False, "failing"), "tried just before: no lull"


def test_receiver_that_does_not_answer_gets_no_tries_during_the_pause(webhook, hook, work, send):
    """So that a thousand messages for nobody do not keep every worker waiting ten seconds each."""
    hook.speak = lambda connection: connection.close()
    Webhook.objects.update(resting_until=timezone.now() + timedelta(seconds=30))
    send(1, 2)
    assert hook.got == []
    assert set(Job.objects.filter(kind="webhooks.deliver").values_list("state", "failures")) == {("queued", 0)}
    hook.speak = None
    Webhook.objects.update(resting_until=timezone.now())
    work()
    assert len(hook.got) == 2
    webhook.refresh_from_db()
    assert webhook.resting_until is None


def test_removed_webhook_gets_no_messages_and_its_secret_is_deleted(webhook, admin, hook, client_for, send):
    happen()
    client = client_for(admin)
    assert client.delete(f"{LIST}{webhook.pk}/").status == 204
    send()
    webhook.refresh_from_db()
    assert (hook.got, bytes(webhook.secret), webhook.old_secret) == ([], b"", None)
    assert list(WebhookDelivery.objects.values_list("state", flat=True)) == ["dropped"]
    for path in (f"{LIST}{webhook.pk}/", f"{LIST}{webhook.pk}/deliveries/"):
        assert client.get(path).status == 404
    assert client.get(LIST).json["count"] == 0
