"""Rooms over the socket: batched and single frames say the same, a cut line misses nothing, who writes is seen."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian
from apps.chat import reported_messages
from apps.chat.models import ChatRoom, Message, ReactionKind
from apps.chat.services import changes, rooms, sending
from apps.core.uow import unit_of_work
from apps.courses.models import Membership
from apps.courses.services import end_membership
from apps.settings.models import SystemSettings
from realtime.batches import MAX_FRAME_BYTES, pack_frames
from tests.realtime.client import in_background
from tests.realtime.reducers import applied


@pytest.fixture
def room(group):
    SystemSettings.objects.update(new_member_texts=0)
    return rooms.open_group_room(group)


def write(room, author, text):
    return sending.send_message(author=author, room=room, client_id=uuid4(), text=text)


def act(room, people, numbers):
    """Messages, replies, edits, deletions and reactions."""
    for number in numbers:
        author = people[number % len(people)]
        message = write(room, author, f"Page {number}")
        kind = ReactionKind.values[number % 6]
        changes.react_to_message(user=people[number % 2], message=message, kind=kind)
        if number % 3 == 0:
            changes.edit_message(message=message, text=f"Rather page {number}")
            quoting = {"author": people[0], "room": room, "client_id": uuid4(), "text": "Really?"}
            sending.send_message(reply_to=message, **quoting)
        if number % 4 == 0:
            changes.delete_message(actor=author, message=message)


class Reader:
    """A client that keeps the state of a room by events, from batched frames or single ones."""

    def __init__(self, socket, stream, *, batch):
        self.socket, self.stream, self.batch = socket, stream, {"batch": True} if batch else {}
        opened = socket.ask("subscribe", stream=stream, **self.batch)
        self.state, self.seq, self.frames = opened["snapshot"], opened["seq"], []

    def follow(self, socket, until):
        """Apply what comes until this number; each event is the next one."""
        while self.seq < until:
            [frame] = socket.events(1)
            if frame.get("stream") != self.stream:
                continue
            self.frames.append(frame)
            for event in frame["events"] if frame["type"] == "events" else [frame]:
                assert event["seq"] == self.seq + 1
                self.state = applied("chat", self.state, event["type"], event["data"], now=None)
                self.seq = event["seq"]


@pytest.mark.slow  # 5 s
def test_batched_and_single_frames_end_in_the_snapshot_also_after_cuts(open_as, room, teacher, pupil, second_pupil):
    stream, people = f"chat:{room.pk}", [teacher, pupil, second_pupil]
    act(room, people, range(3))
    batched = Reader(open_as(pupil), stream, batch=True)
    single = Reader(open_as(pupil), stream, batch=False)
    for reader, numbers in ((batched, range(3, 20)), (single, range(20, 30))):
        writing = in_background(act, room, people, numbers)
        reader.socket.events(3)
        reader.socket.drop()
        writing.join()
    again = []
    for reader in (batched, single):
        socket = open_as(pupil)
        opened = socket.ask("subscribe", stream=stream, after=reader.seq, **reader.batch)
        assert opened["replay"] == opened["seq"] - reader.seq
        again.append((reader, socket, opened["seq"]))
    writing = in_background(act, room, people, range(30, 40))
    writing.join()
    truth = open_as(pupil).ask("subscribe", stream=stream)
    for reader, socket, _seq in again:
        reader.follow(socket, truth["seq"])
        assert reader.state == truth["snapshot"]
    kinds = [{frame["type"] for frame in reader.frames} for reader in (batched, single)]
    assert kinds[0] == {"events"}
    assert "events" not in kinds[1]
    assert len(batched.frames) < len(single.frames)


def test_what_was_taken_back_is_not_replayed(open_as, room, teacher, pupil):
    stream = f"chat:{room.pk}"
    state = open_as(pupil).ask("subscribe", stream=stream)["snapshot"]
    first, second = write(room, pupil, "First secret"), write(room, pupil, "Hidden secret")
    sending.send_message(author=teacher, room=room, client_id=uuid4(), text="Really?", reply_to=first)
    changes.edit_message(message=first, text="Second secret")
    changes.delete_message(actor=pupil, message=first)
    with unit_of_work():
        reported_messages.hide(second.pk)
    opened = (late := open_as(teacher)).ask("subscribe", stream=stream, after=0)
    assert opened["replay"] == 6
    events = late.events(6)
    assert not [event for event in events if "secret" in str(event)]
    for event in events:
        state = applied("chat", state, event["type"], event["data"], now=None)
    assert state == open_as(pupil).ask("subscribe", stream=stream)["snapshot"]


@pytest.mark.parametrize("server", ["first", "daphne"])
def test_long_states_and_replays_arrive_whole(open_as, servers, room, teacher, pupil, server):
    """They are longer than what a client may send."""
    for number in range(40):
        write(room, (teacher, pupil)[number % 2], f"{number} {'ш' * 1900}")
    stream = f"chat:{room.pk}"
    socket = open_as(pupil, server=getattr(servers, server))
    opened = socket.ask("subscribe", stream=stream)
    assert len(opened["snapshot"]["messages"]) == 40
    socket.ask("unsubscribe", stream=stream)
    socket.ask("subscribe", stream=stream, after=0, batch=True)
    numbers = []
    while opened["seq"] not in numbers:
        [frame] = socket.events(1)
        if frame["stream"] == stream:
            numbers += [event["seq"] for event in frame["events"]]
    assert numbers == list(range(1, opened["seq"] + 1))


def test_a_batch_has_all_events_in_order_and_is_split_when_it_is_long():
    frames = [(number, f'{{"seq":{number},"text":"{"x" * 8000}"}}') for number in range(1, 101)]
    packed = pack_frames("chat:a", frames)
    assert len(packed) == 4
    assert max(map(len, packed)) <= MAX_FRAME_BYTES + 100
    assert "".join(packed).count('"seq":') == 100
    assert pack_frames("chat:a", []) == []
    cyrillic = pack_frames("chat:a", [(number, "ш" * 8000) for number in range(1, 101)])
    assert max(len(frame.encode()) for frame in cyrillic) <= MAX_FRAME_BYTES + 100


def test_who_may_write_in_a_room_is_seen_writing(open_as, room, teacher, pupil, other_pupil):
    watching, writing, stranger = open_as(teacher), open_as(pupil), open_as(other_pupil)
    watching.ask("subscribe", stream=f"chat:{room.pk}", batch=True)
    assert writing.ask("typing", room=str(room.pk))["passed_on"] is True
    assert watching.events(1)[0]["data"] == {"room": str(room.pk), "user": str(pupil.pk), "name": pupil.full_name}
    assert open_as(teacher).ask("typing", room=str(room.pk))["passed_on"] is False
    assert stranger.ask("typing", room=str(room.pk))["code"] == "not_found"
    assert stranger.ask("subscribe", stream=f"chat:{room.pk}")["code"] == "not_found"
    for places in ({}, {"room": str(room.pk), "discussion": str(room.pk)}):
        assert set(writing.ask("typing", **places)["fields"]) == {"discussion"}


def test_who_writes_at_night_is_not_seen_writing(open_as, group, teacher, pupil):
    room, later = rooms.open_conversation(actor=teacher, person=pupil), timezone.now() + timedelta(hours=2)
    later = later.astimezone(ZoneInfo(room.branch.zone))
    begins, ends = later.time(), (later + timedelta(hours=1)).time()
    SystemSettings.objects.update(message_hours_from=begins, message_hours_until=ends)
    assert open_as(pupil).ask("typing", room=str(room.pk))["code"] == "not_found"
    assert open_as(teacher).ask("typing", room=str(room.pk))["passed_on"] is True


def test_who_leaves_a_group_hears_its_room_no_more(open_as, room, admin, teacher, pupil):
    socket = open_as(pupil)
    socket.ask("subscribe", stream=f"chat:{room.pk}", batch=True)
    end_membership(actor=admin, membership=Membership.objects.get(student=pupil))
    frame = next(frame for frame in iter(lambda: socket.events(1)[0], None) if frame["type"] == "unsubscribed")
    assert (frame["stream"], frame["code"]) == (f"chat:{room.pk}", "not_found")
    write(room, teacher, "Without you")
    heard = []
    while not socket.nothing_more():
        heard += socket.events(1)
    assert [frame for frame in heard if frame["stream"] == f"chat:{room.pk}"] == []


def test_a_guardian_reads_along_and_is_not_seen_writing(open_as, teacher, pupil, parent, group):
    SystemSettings.objects.update(
        guardians_read_along=True,
        guardians_read_along_since=datetime(2026, 1, 1, tzinfo=UTC),
        message_hours_from="08:00",
        message_hours_until="08:00",
    )
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    room = rooms.open_conversation(actor=teacher, person=pupil)
    write(room, teacher, "Hello")
    socket = open_as(parent)
    snapshot = socket.ask("subscribe", stream=f"chat:{room.pk}")["snapshot"]
    assert [message["text"] for message in snapshot["messages"]] == ["Hello"]
    assert socket.ask("typing", room=str(room.pk))["code"] == "not_found"
    write(ChatRoom.objects.get(pk=room.pk), pupil, "Hello to you")
    assert [frame["type"] for frame in socket.events(1)] == ["message.sent"]
    assert Message.objects.count() == 2
