"""A client that was away: nothing is missed, nothing comes twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.events.models import Stream, StreamEvent
from apps.events.publishing import get_wall_stream
from apps.jobs.clean_up import delete_expired_rows
from tests.processes import wait_until
from tests.realtime.client import Sample, in_background, publish_samples

EVENING = 120


def seqs(frames):
    return [frame["seq"] for frame in frames]


def heard_over_two_sockets(open_as, teacher, stream, *, with_after):
    """An evening of events, with the socket cut in the middle and opened again; what the client heard."""
    first = open_as(teacher)
    assert first.ask("subscribe", stream=stream)["seq"] == 0
    evening = in_background(publish_samples, stream, *range(EVENING - 1))
    heard = seqs(first.events(EVENING // 4))
    first.drop()
    wait_until(lambda: StreamEvent.objects.filter(stream_id=stream).count() >= EVENING // 2, what="half of the evening")
    second = open_as(teacher)
    fields = {"after": heard[-1]} if with_after else {}
    opened = second.ask("subscribe", stream=stream, **fields)
    assert ("snapshot" in opened) is not with_after
    evening.join()
    publish_samples(stream, EVENING - 1)  # the last one, which both of them hear
    while not heard or heard[-1] < EVENING:
        heard += seqs(second.events(1))
    assert second.nothing_more()
    return heard


def test_reconnected_socket_misses_and_repeats_no_event(open_as, teacher, group):
    heard = heard_over_two_sockets(open_as, teacher, get_wall_stream(group.pk), with_after=True)
    assert heard == list(range(1, EVENING + 1))


def test_control_reconnecting_without_after_misses_events(open_as, teacher, group):
    heard = heard_over_two_sockets(open_as, teacher, get_wall_stream(group.pk), with_after=False)
    assert len(set(range(1, EVENING + 1)) - set(heard)) > 0


@pytest.mark.parametrize("server", ["first", "daphne"])
def test_after_replays_events_in_order_and_gives_their_number(open_as, servers, teacher, group, server):
    stream = get_wall_stream(group.pk)
    publish_samples(stream, 10, 20, 30)
    socket = open_as(teacher, server=getattr(servers, server))
    opened = socket.ask("subscribe", stream=stream, after=1)
    assert (opened["type"], opened["seq"], opened["replay"]) == ("subscribed", 3, 2)
    events = socket.events(2)
    assert [(e["seq"], e["data"]) for e in events] == [(2, {"n": 20}), (3, {"n": 30})]
    assert {(e["type"], e["stream"]) for e in events} == {(Sample.type, stream)}
    publish_samples(stream, 40)
    assert seqs(socket.events(1)) == [4]


def test_without_after_the_snapshot_has_its_sequence_number(open_as, teacher, group):
    stream = get_wall_stream(group.pk)
    publish_samples(stream, 1, 2)
    socket = open_as(teacher)
    opened = socket.ask("subscribe", stream=stream)
    assert (opened["seq"], opened["resync"]) == (2, False)
    assert isinstance(opened["snapshot"], dict)
    publish_samples(stream, 3)
    assert seqs(socket.events(1)) == [3]


@pytest.mark.parametrize("case", ["events gone", "number never given out"])
def test_events_that_cannot_be_replayed_cause_a_resync(open_as, teacher, group, case):
    stream = get_wall_stream(group.pk)
    publish_samples(stream, 1, 2, 3)
    if case == "events gone":
        StreamEvent.objects.filter(seq=2).delete()
    socket = open_as(teacher)
    opened = socket.ask("subscribe", stream=stream, after=1 if case == "events gone" else 99)
    assert (opened["seq"], opened["resync"]) == (3, True)
    assert "snapshot" in opened
    publish_samples(stream, 4)
    assert seqs(socket.events(1)) == [4]


def test_own_stream_is_replayed_after_hello(open_as, pupil):
    stream = f"user:{pupil.pk}"
    publish_samples(stream, 1, 2, 3)
    socket = open_as(pupil, after=1)
    assert seqs(socket.events(2)) == [2, 3]
    assert socket.nothing_more()


def test_events_are_kept_seven_days(transactional_db, group):
    stream = get_wall_stream(group.pk)
    publish_samples(stream, 1, 2)
    StreamEvent.objects.filter(seq=1).update(at=timezone.now() - timedelta(days=7, seconds=1))
    StreamEvent.objects.filter(seq=2).update(at=timezone.now() - timedelta(days=6, hours=23))
    delete_expired_rows(timezone.now())
    assert list(StreamEvent.objects.values_list("seq", flat=True)) == [2]
    assert Stream.objects.get(name=stream).seq == 2
