"""A receiver that is away is tried by one message at a time; the others wait, lose no tries, and follow at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

import apps.jobs.services as jobs
from apps.jobs.models import Job, JobState
from apps.webhooks import circuit_breaker
from apps.webhooks import services as webhooks
from apps.webhooks.deliveries import FAILING_LIMIT
from apps.webhooks.models import Webhook, WebhookDelivery
from tests.servers.webhook_receiver import NAME
from tests.webhooks.webhook_helpers import LIST, happen, make


@pytest.fixture
def away(admin, hook, names):
    """A webhook whose receiver's name has no address until it gets one."""
    names[NAME] = [[]]
    make(admin, hook.named())
    return names


def tries():
    return list(WebhookDelivery.objects.order_by("id").values_list("tries", flat=True))


def rest_is_over():
    Webhook.objects.update(resting_until=timezone.now() - timedelta(seconds=1))


def test_one_delivery_is_tried_after_a_pause_and_the_others_wait_for_it(away, work, send):
    send(1, 2, 3, 4)
    assert sum(tries()) == 1
    for number in range(2, 6):
        rest_is_over()
        work()
        assert sum(tries()) == number
        until = Webhook.objects.get().resting_until
        waiting = Job.objects.filter(kind="webhooks.deliver", state=JobState.QUEUED).order_by("run_at")
        behind = waiting.filter(reason__startswith="The receiver did not answer")
        assert len(behind) == 3
        assert all(abs(job.run_at - until) < timedelta(seconds=5) for job in behind)
    assert set(WebhookDelivery.objects.values_list("state", flat=True)) == {"waiting"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("died", [True, False], ids=["its worker died", "another message"])
def test_pause_begun_by_a_try_of_a_killed_worker_delays_no_delivery(webhook, hook, work, died):
    happen(1)
    long_ago = timezone.now() - timedelta(hours=3)
    Webhook.objects.update(failing_since=long_ago, resting_until=long_ago)

    def lose_its_worker(_wire):
        Job.objects.filter(state=JobState.LEASED).update(leased_until=long_ago)
        jobs.end_expired_leases()
        connection.close()

    hook.speak = lose_its_worker
    work()
    assert Webhook.objects.get().resting_until > timezone.now() + timedelta(minutes=14)
    if not died:
        Job.objects.update(lapses=0)
    hook.speak = None
    work()
    assert (WebhookDelivery.objects.get().state == "delivered") is died
    assert (Webhook.objects.get().resting_until is None) is died


def test_five_days_of_pauses_stay_below_the_limit_of_postponements():
    began = now = timezone.now()
    webhook, rests = Webhook(failing_since=began), []
    while now - began < FAILING_LIMIT:
        circuit_breaker.open_circuit(webhook, now)
        rests.append(webhook.resting_until - now)
        now = webhook.resting_until
    assert (rests[0], rests[-1], rests) == (circuit_breaker.MIN_PAUSE, circuit_breaker.MAX_PAUSE, sorted(rests))
    assert len(rests) < jobs.MAX_POSTPONEMENTS * 0.6


@pytest.mark.parametrize(("how", "arrive"), [("by a message", 3), ("by another address", 2), ("by a test", 3)])
def test_waiting_deliveries_are_sent_when_the_receiver_answers_again(
    away, hook, admin, run_jobs, client_for, how, arrive, send
):
    send(1, 2, 3)
    path = f"{LIST}{Webhook.objects.get().pk}/"
    run_jobs()
    assert (sum(tries()), hook.got) == (1, [])
    away[NAME] = [["127.0.0.1"]]
    if how == "by a message":
        rest_is_over()
        happen(4)
    elif how == "by another address":
        assert client_for(admin).patch(path, {"url": hook.url}).status == 200
    else:
        assert client_for(admin).post(path + "test/").status == 202
    run_jobs()
    run_jobs()
    assert len(hook.got) == arrive
    assert sorted(WebhookDelivery.objects.values_list("state", flat=True)) == ["delivered"] * arrive + ["waiting"]


def test_deliveries_dropped_at_switch_off_are_not_sent_after_switch_on(webhook, hook, admin, work, client_for, send):
    client, path = client_for(admin), f"{LIST}{webhook.pk}/"
    happen(1)
    assert client.patch(path, {"active": False}).status == 200
    assert list(WebhookDelivery.objects.values_list("state", "reason")) == [("dropped", "switched_off")]
    happen(2)
    assert client.patch(path, {"active": True}).status == 200
    send(3)
    work()
    amounts = WebhookDelivery.objects.filter(state="delivered").values_list("data__amount", flat=True)
    assert (len(hook.got), list(amounts)) == (1, [3])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("status", "state"), [(500, "dropped"), (200, "delivered")])
def test_running_try_is_not_repeated_after_switching_off_and_on(webhook, hook, admin, work, status, state, send):

    def off_and_on(wire):
        for active in (False, True):
            webhooks.change_webhook(actor=admin, webhook=webhook, changes={"active": active})
        connection.close()
        wire.sendall(b"HTTP/1.1 %d Said\r\nContent-Length: 0\r\nConnection: close\r\n\r\n" % status)

    hook.speak = off_and_on
    send()
    hook.speak = None
    work()
    assert (len(hook.got), WebhookDelivery.objects.get().state) == (1, state)
