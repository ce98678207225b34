"""The way out of synchronous code: one connection, no waiting, no errors."""

import os
import socket
import time

import pytest
import redis
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings

from apps.events import sender
from apps.events.publishing import send_hint
from tests.processes import wait_until
from tests.realtime.client import Sample
from tests.realtime.conftest import use_layer_at

STREAM = "user:00000000-0000-0000-0000-000000000001"


@pytest.fixture(autouse=True)
def counters(db):
    sender.wait_until_sent()
    sender.counters.clear()
    yield
    sender.wait_until_sent()


def connections_during(server, work):
    """How many connections this server was asked for meanwhile."""
    with redis.Redis.from_url(server.url) as client:
        before = client.info("stats")["total_connections_received"]
        work()
        return int(client.info("stats")["total_connections_received"]) - int(before)


def send_two_hundred():
    for n in range(200):
        send_hint(STREAM, Sample(n=n))
    sender.wait_until_sent(20)


def test_two_hundred_sends_open_one_connection(valkey):
    assert connections_during(valkey, send_two_hundred) == 1
    assert sender.counters["sent"] == 200


def test_control_async_to_sync_opens_a_connection_for_each_send(valkey):
    def usual():
        for n in range(20):
            async_to_sync(get_channel_layer().group_send)("user.1", {"type": "hint", "n": n})

    assert connections_during(valkey, usual) >= 20


def test_messages_arrive_in_the_order_they_are_sent(valkey):
    channel = f"{settings.REDIS_PREFIX}:channels__group__user.{'0' * 31}1"
    with redis.Redis.from_url(valkey.url) as client, client.pubsub() as pubsub:
        pubsub.subscribe(channel)
        wait_until(lambda: pubsub.get_message(timeout=1), what="the subscription")
        send_two_hundred()
        messages = [wait_until(lambda: pubsub.get_message(timeout=1)) for _ in range(200)]
    assert [n for n, m in enumerate(messages) if f'"n":{n}}}'.encode() not in m["data"]] == []


def test_sending_neither_waits_nor_raises_when_redis_is_down(settings):
    use_layer_at(settings, "redis://127.0.0.1:1/0")
    started = time.monotonic()
    for n in range(20):
        send_hint(STREAM, Sample(n=n))
    assert time.monotonic() - started < 5
    sender.wait_until_sent(10)
    assert (sender.counters["failed"], sender.counters["sent"]) == (20, 0)


def test_hanging_redis_costs_one_time_out_and_limited_memory(settings):
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        use_layer_at(settings, f"redis://127.0.0.1:{mute.getsockname()[1]}/0")
        for n in range(sender.MAX_WAITING + 500):
            send_hint(STREAM, Sample(n=n))
        started = time.monotonic()
        sender.wait_until_sent(20)
    assert time.monotonic() - started < 15
    assert sender.counters["failed"] >= 1
    assert sender.counters["dropped"] + sender.counters["failed"] == sender.MAX_WAITING + 500


def test_forked_child_process_has_its_own_sender(valkey):
    send_hint(STREAM, Sample(n=1))
    sender.wait_until_sent()
    assert sender.counters["sent"] == 1
    child = os.fork()
    if child == 0:
        code = 1
        try:
            send_hint(STREAM, Sample(n=2))
            sender.wait_until_sent(20)
            code = 0 if sender.counters["sent"] == 1 else 2
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
