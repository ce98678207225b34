"""Limits for minors over the socket and in what pages read: pairs of `tests/chat/test_limits.py`, by day and night.

By day all times are message hours, by night none is: the servers have a clock of their own.
"""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from apps.chat.models import ChatKind, ChatRoom
from apps.settings.models import SystemSettings
from tests.chat.chat_people import gather_people
from tests.chat.chat_requests import open_with, send
from tests.chat.test_limits import PAIRS
from tests.factories import client_for

WHY_NOT = {"age": "age", "switched_off": "switched_off", "unknown": "no_link"}


@pytest.fixture
def cast(db, branch, course, admin, manager, teacher, other_teacher):
    staff = {"teacher": teacher, "other_teacher": other_teacher, "manager": manager, "admin": admin}
    return gather_people(branch=branch, course=course, today=timezone.localdate(), **staff)


def begin_day():
    SystemSettings.objects.update(message_hours_from="00:00", message_hours_until="00:00")


def begin_night(branch):
    now = timezone.localtime(timezone=ZoneInfo(branch.zone))
    begins, ends = (now + timedelta(hours=hours) for hours in (2, 3))
    SystemSettings.objects.update(message_hours_from=begins.time(), message_hours_until=ends.time())


def find_room(writer, reader, branch):
    """Their conversation, also one of before where they may not begin one now."""
    opened = open_with(writer, person=reader)
    if opened.status == 200:
        return opened.json["id"]
    pair = {"person": writer, "other": reader}
    room = ChatRoom.objects.filter(person__in=pair.values(), other__in=pair.values()).first()
    if room is None:
        room = ChatRoom.objects.create(kind=ChatKind.DIRECT, branch=branch, last_at=timezone.now(), **pair)
    return str(room.pk)


def see(person, room):
    """What the page of a conversation reads of it. The list, which has it when somebody wrote, agrees."""
    client = client_for(person)
    details = client.get(f"/chat/rooms/{room}/").json
    for row in client.get("/chat/rooms/", {"limit": 100}).json["results"]:
        assert row["id"] != room or {name: details[name] for name in row} == row
    return details


class Watcher:
    """Somebody who listens to one conversation, by the hub of the server."""

    def __init__(self, open_as, person, room):
        self.person, self.stream, self.room = person, f"chat:{room}", room
        self.socket = open_as(person)
        self.opened = self.socket.ask("subscribe", stream=self.stream)

    def types(self):
        return self.socket.ask("typing", room=self.room)


@pytest.mark.slow  # 60 s
@pytest.mark.parametrize("is_night", [False, True], ids=["day", "night"])
def test_every_pair_hears_and_is_seen_within_the_limits(is_night, open_as, cast, branch):
    for writer_name, reader_name, outcome in PAIRS:
        if is_night:
            begin_night(branch)
        else:
            begin_day()
        writer, reader = getattr(cast, writer_name), getattr(cast, reader_name)
        cell = (writer_name, reader_name, outcome)
        room = find_room(writer, reader, branch)
        seen = see(writer, room)
        writing, reading = Watcher(open_as, writer, room), Watcher(open_as, reader, room)
        assert [watcher.opened["type"] for watcher in (writing, reading)] == ["subscribed"] * 2, cell
        typed = writing.types()
        if outcome in WHY_NOT:
            assert (seen["may_write"], seen["why_not"], seen["waits_until"]) == (False, WHY_NOT[outcome], None), cell
            assert typed["code"] == "not_found", cell
            send(writer, room).check_refused(403, "may_not_write", field="text")
            assert reading.socket.nothing_more(), cell
        else:
            waits = is_night and outcome == "waits"
            assert (seen["may_write"], seen["why_not"]) == (True, ""), cell
            assert (seen["waits_until"] is not None) == waits, cell
            sent = send(writer, room, f"From {writer_name} to {reader_name}")
            assert sent.status == 201, (cell, sent.json)
            if waits:
                assert (typed["code"], sent.json["number"]) == ("not_found", None), cell
                waiting = client_for(writer).get(f"/chat/rooms/{room}/waiting/").json["results"]
                assert [message["message"] for message in waiting] == [sent.json["message"]], cell
                assert client_for(reader).get(f"/chat/rooms/{room}/waiting/").json["results"] == [], cell
                assert reading.socket.nothing_more(), cell
            else:
                assert typed["passed_on"] is True, cell
                assert [frame["type"] for frame in reading.socket.events(2)] == ["chat.typing", "message.sent"], cell
        for watcher in (writing, reading):
            watcher.socket.close()


def test_no_stranger_and_no_other_guardian_listens_to_a_conversation(open_as, cast, branch):
    begin_day()
    room = find_room(cast.teacher, cast.young, branch)
    readers = {"child": True, "young": False}
    for name in ("older", "other_teacher", "manager", "guardian_of_older", "guardian_of_young"):
        watcher = Watcher(open_as, getattr(cast, name), room)
        assert watcher.opened["code"] == "not_found", name
        assert watcher.types()["code"] == "not_found", name
        assert client_for(watcher.person).get(f"/chat/rooms/{room}/").status == 404, name
    for name, reads in readers.items():
        room = find_room(cast.teacher, getattr(cast, name), branch)
        assert send(cast.teacher, room).status == 201
        watcher = Watcher(open_as, getattr(cast, f"guardian_of_{name}"), room)
        assert (watcher.opened["type"] == "subscribed") == reads, name
        assert watcher.types()["code"] == "not_found", name
        path = f"/chat/children/{getattr(cast, name).pk}/conversations/"
        (listed,) = client_for(watcher.person).get(path).json["results"]
        assert listed["may_read"] == reads, name
    details = see(cast.child, find_room(cast.child, cast.teacher, branch))
    assert (details["guardians_read"], details["may_write"]) == (True, True)


def test_pupils_hear_each_other_where_it_is_switched_on(open_as, cast, branch):
    begin_day()
    SystemSettings.objects.update(pupil_direct_messages=True)
    for reader, why in (("second_older", ""), ("young", "age")):
        room = find_room(cast.older, getattr(cast, reader), branch)
        watcher = Watcher(open_as, cast.older, room)
        assert ("passed_on" in watcher.types(), see(cast.older, room)["why_not"]) == (not why, why)


@pytest.mark.parametrize("is_night", [False, True], ids=["day", "night"])
def test_the_office_and_everybody_see_each_other_writing(is_night, open_as, cast, branch):
    if is_night:
        begin_night(branch)
    else:
        begin_day()
    for name, waits in (("young", False), ("older", False), ("guardian_of_young", False), ("teacher", is_night)):
        person = getattr(cast, name)
        room = open_with(person, branch=branch).json["id"]
        office = Watcher(open_as, cast.manager, room)
        own = Watcher(open_as, person, room)
        assert [watcher.opened["type"] for watcher in (office, own)] == ["subscribed"] * 2, name
        assert own.types()["passed_on"] is True, name
        assert send(person, room, f"From {name}").json["number"] == 1, name
        assert [frame["type"] for frame in office.socket.events(2)] == ["chat.typing", "message.sent"], name
        heard = [frame["type"] for frame in own.socket.events(3)]
        assert heard == ["chat.typing", "message.sent", "room.read"], name
        typed, sent = office.types(), send(cast.manager, room, f"To {name}")
        assert ("passed_on" in typed, sent.json["number"] is None) == (not waits, waits), name
        if waits:
            assert own.socket.nothing_more(), name
        else:
            assert [frame["type"] for frame in own.socket.events(2)] == ["chat.typing", "message.sent"], name
        assert Watcher(open_as, cast.second_older, room).opened["code"] == "not_found", name
