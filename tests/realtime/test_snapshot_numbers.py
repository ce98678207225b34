"""A snapshot and its number belong together: no event falls between them, whoever publishes meanwhile."""

from threading import Event as Signal

from apps.notifications import queries, services
from realtime import streams
from tests.realtime.client import in_background


def read_while_others_publish(user, read, times=60):
    """Number and unread count, read again and again while somebody notifies the person without pause."""
    stop, begun = Signal(), Signal()

    def notify():
        while not stop.is_set():
            services.notify(user=user, type="homework.scored", data={"title": "Unit 3", "score": 86, "coins": 17})
            begun.set()

    notifying = in_background(notify)
    assert begun.wait(60)
    try:
        return [read(f"user:{user.pk}") for _ in range(times)]
    finally:
        stop.set()
        notifying.join()


def test_snapshot_is_the_state_at_its_sequence_number(transactional_db, pupil):
    def read(stream):
        opened = streams.get_snapshot_or_events_after(user_id=pupil.pk, stream=stream, after=None)
        assert opened.snapshot is not None
        return opened.seq, opened.snapshot["unread"]

    readings = read_while_others_publish(pupil, read)
    assert [reading for reading in readings if reading[0] != reading[1]] == []
    assert readings[-1][0] > readings[0][0]


def test_control_snapshot_and_number_differ_when_read_separately(transactional_db, pupil):
    def read(stream):
        seq = streams.get_last_event_numbers([stream])[stream]
        return seq, queries.get_user_stream_state(pupil)["unread"]

    readings = read_while_others_publish(pupil, read)
    assert sum(seq != unread for seq, unread in readings) > 0
