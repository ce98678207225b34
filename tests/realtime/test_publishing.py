"""Events are rows first: with the commit or not at all, numbered without gaps."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import OperationalError, connection, transaction

from apps.core.uow import OutsideUnitOfWork, unit_of_work
from apps.events import publishing as events
from apps.events.models import Stream, StreamEvent
from apps.events.publishing import Event, EventTooLarge, publish_event, send_hint
from tests.realtime.client import Sample, publish_samples

A, B = "group:" + str(UUID(int=1)), "wall:" + str(UUID(int=1))


def rows():
    return [(r.stream_id, r.seq, r.data["n"]) for r in StreamEvent.objects.order_by("stream_id", "seq")]


def test_publishing_needs_a_unit_of_work(db):
    with pytest.raises(OutsideUnitOfWork):
        publish_event(A, Sample(n=1))
    with unit_of_work():
        publish_event(A, Sample(n=1))
    assert rows() == [(A, 1, 1)]


def test_rolled_back_unit_publishes_nothing(open_as, pupil):
    stream = f"user:{pupil.pk}"
    socket = open_as(pupil)
    with pytest.raises(RuntimeError), unit_of_work():
        publish_event(stream, Sample(n=1))
        send_hint(stream, Sample(n=2))
        raise RuntimeError
    assert rows() == []
    assert not Stream.objects.exists()
    publish_samples(stream, 3)
    assert [(e["seq"], e["data"]) for e in socket.events(1)] == [(1, {"n": 3})]


def test_rolled_back_inner_unit_drops_only_its_own_events(db):
    with unit_of_work():
        publish_event(A, Sample(n=1))
        with pytest.raises(RuntimeError), unit_of_work():
            publish_event(A, Sample(n=2))
            raise RuntimeError
        publish_event(A, Sample(n=3))
    assert rows() == [(A, 1, 1), (A, 2, 3)]


def test_many_events_on_many_streams_need_two_statements(db, django_assert_num_queries):
    for many in (1, 20):
        with django_assert_num_queries(4), unit_of_work():  # begin, numbers, rows, commit
            for n in range(many):
                publish_event(A, Sample(n=n))
                publish_event(B, Sample(n=n))


def test_too_much_data_is_refused_and_nothing_is_written(db):
    class Long(Event, type="test.long"):
        text: str

    with unit_of_work():
        publish_event(A, Long(text="x" * (events.MAX_DATA_BYTES - 11)))
    with pytest.raises(EventTooLarge), unit_of_work():
        publish_event(A, Long(text="x" * (events.MAX_DATA_BYTES - 10)))
    assert StreamEvent.objects.count() == 1


def publish_as(person):
    """Twenty units of work, each on both streams, named in either order; how many were done."""
    try:
        for n in range(20):
            with unit_of_work():
                for stream in (A, B) if person % 2 else (B, A):
                    publish_event(stream, Sample(n=n))
        return 20
    finally:
        connection.close()


def test_publishers_on_the_same_streams_never_deadlock_and_leave_no_gap(transactional_db):
    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(publish_as, range(6))) == 120
    for stream in (A, B):
        numbers = StreamEvent.objects.filter(stream_id=stream).order_by("seq").values_list("seq", flat=True)
        assert list(numbers) == list(range(1, 121))
        assert Stream.objects.get(name=stream).seq == 120


def test_control_locking_streams_in_call_order_deadlocks(transactional_db):
    publish_samples(A, 0)
    publish_samples(B, 0)
    both_hold_one = Barrier(2)

    def lock(streams):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for stream in streams:
                    cursor.execute("UPDATE realtime_stream SET seq = seq + 1 WHERE name = %s", [stream])
                    if stream == streams[0]:
                        both_hold_one.wait(60)
        except OperationalError as error:
            assert "deadlock" in str(error), error
            return 1
        finally:
            connection.close()
        return 0

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(lock, [(A, B), (B, A)])) > 0


def test_hints_are_not_stored(open_as, pupil):
    stream = f"user:{pupil.pk}"
    socket = open_as(pupil)
    send_hint(stream, Sample(n=7))
    frame = socket.events(1)[0]
    assert (frame["type"], frame["stream"], frame["data"]) == (Sample.type, stream, {"n": 7})
    assert "seq" not in frame
    assert not StreamEvent.objects.exists()
