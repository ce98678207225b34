"""The channel layer may lose everything: the rows stay, and each serving process looks for itself."""

import time

import pytest
from django.db import transaction

from apps.events.models import StreamEvent
from apps.events.publishing import get_wall_stream, send_hint
from tests.processes import wait_until
from tests.realtime.client import Sample, open_socket, publish_samples
from tests.realtime.conftest import SHORT


def test_no_event_is_lost_while_the_channel_layer_is_down(processes, valkey, teacher, group):
    """The control stands beside it: the same socket at a server that does not look for what it was not told."""
    stream = get_wall_stream(group.pk)
    ours = {**SHORT, "REDIS_URL": valkey.url}
    repairing = processes.serve_url("uvicorn", env=ours)
    trusting = processes.serve_url("uvicorn", env={**ours, "REALTIME_REPAIR_SECONDS": "3600"})
    socket, control = open_socket(repairing, teacher), open_socket(trusting, teacher)
    for each_socket in (socket, control):
        each_socket.ask("subscribe", stream=stream)
    publish_samples(stream, 1)
    assert [socket.events(1)[0]["seq"] for socket in (socket, control)] == [1, 1]

    valkey.kill()
    started = time.monotonic()
    publish_samples(stream, 2, 3, 4)
    assert time.monotonic() - started < 10
    assert StreamEvent.objects.count() == 4
    assert [event["seq"] for event in socket.events(3)] == [2, 3, 4]
    assert control.nothing_more()

    during = open_socket(repairing, teacher)
    assert during.ask("subscribe", stream=stream, after=2)["replay"] == 2
    assert [event["seq"] for event in during.events(2)] == [3, 4]

    valkey.start()
    publish_samples(stream, 5)
    for each_socket in (socket, during):
        assert [event["seq"] for event in each_socket.events(1)] == [5]
    lost = 4 - len(control.frames)
    assert lost > 0
    for each_socket in (socket, control, during):
        each_socket.close()


@pytest.mark.slow  # 7 s
def test_hints_arrive_again_after_the_channel_layer_is_back(processes, valkey, teacher, group):
    """Hints have no rows, so what comes can only have come through the layer."""
    stream = get_wall_stream(group.pk)
    base_url = processes.serve_url("uvicorn", env={**SHORT, "REDIS_URL": valkey.url})
    before = open_socket(base_url, teacher)
    before.ask("subscribe", stream=stream)
    valkey.kill()
    during = open_socket(base_url, teacher)
    during.ask("subscribe", stream=stream)
    valkey.start()

    def heard():
        send_hint(stream, Sample(n=1))
        return not before.nothing_more(0.1) and not during.nothing_more(0.1)

    wait_until(heard, what="a hint on both sockets")
    for socket in (before, during):
        socket.close()


@pytest.mark.slow  # 8 s
def test_gap_with_deleted_rows_makes_the_client_resync(processes, valkey, teacher, group):
    stream = get_wall_stream(group.pk)
    base_url = processes.serve_url("uvicorn", env={**SHORT, "REDIS_URL": valkey.url})
    socket = open_socket(base_url, teacher)
    socket.ask("subscribe", stream=stream)
    valkey.kill()
    with transaction.atomic():
        publish_samples(stream, 1, 2)
        StreamEvent.objects.filter(seq=1).delete()
    assert socket.events(1) == [{"type": "unsubscribed", "stream": stream, "code": "resync"}]
    assert socket.ask("subscribe", stream=stream)["seq"] == 2
    socket.close()
