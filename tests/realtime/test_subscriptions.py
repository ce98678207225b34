"""Who may listen to what, and how frames are answered."""

import json
from uuid import uuid4

from apps.accounts.models import User
from apps.events.publishing import get_group_stream, get_wall_stream
from tests.realtime.client import publish_samples


def answer(socket, stream):
    """`subscribed`, or the code of the refusal."""
    reply = socket.ask("subscribe", stream=stream)
    return str(reply.get("code", reply["type"]))


def test_users_subscribe_only_to_streams_they_have_rights_to(
    open_as, group, teacher, assistant, pupil, manager, other_teacher, other_pupil, parent, stranger
):
    may = dict.fromkeys((teacher, assistant, manager), ("subscribed", "subscribed"))
    may[pupil] = ("subscribed", "not_found")
    may |= dict.fromkeys((other_teacher, other_pupil, parent, stranger), ("not_found", "not_found"))
    for person, expected in may.items():
        socket = open_as(person)
        got = answer(socket, get_group_stream(group.pk)), answer(socket, get_wall_stream(group.pk))
        assert got == expected, person
        assert answer(socket, f"user:{person.pk}") == "subscribed"
        assert answer(socket, f"user:{teacher.pk}") == ("subscribed" if person == teacher else "not_found")
        socket.close()


def test_foreign_and_missing_streams_are_answered_alike(open_as, other_pupil, group):
    socket = open_as(other_pupil)
    foreign = socket.ask("subscribe", stream=get_group_stream(group.pk))
    for absent in (f"group:{uuid4()}", f"wall:{uuid4()}", f"user:{uuid4()}", "group:1", "nothing:1", "group", ""):
        reply = socket.ask("subscribe", stream=absent)
        assert reply | {"id": 0} == foreign | {"id": 0}
    assert foreign["code"] == "not_found"
    assert "after" not in foreign
    publish_samples(get_group_stream(group.pk), 1)
    assert socket.nothing_more()


def test_stream_name_must_match_exactly(open_as, pupil, group):
    socket = open_as(pupil)
    names = (f"group:{str(group.pk).upper()}", f"group:{group.pk.hex}", f"group:{{{group.pk}}}", f"GROUP:{group.pk}")
    for name in names:
        assert answer(socket, name) == "not_found", name
    assert answer(socket, get_group_stream(group.pk)) == "subscribed"


def test_no_event_arrives_after_unsubscribing(open_as, pupil, group):
    stream = get_group_stream(group.pk)
    socket = open_as(pupil)
    socket.ask("subscribe", stream=stream)
    publish_samples(stream, 1)
    assert socket.events(1)[0]["seq"] == 1
    assert socket.ask("unsubscribe", stream=stream)["type"] == "unsubscribed"
    publish_samples(stream, 2)
    assert socket.nothing_more()
    assert socket.ask("subscribe", stream=stream, after=1)["replay"] == 1
    assert socket.events(1)[0]["seq"] == 2


def test_event_reaches_the_sockets_of_every_process_once(open_as, servers, teacher, pupil, group):
    stream = get_group_stream(group.pk)
    bases = (servers.first, servers.second, servers.daphne)
    sockets = [open_as(person, server=server) for server in bases for person in (teacher, pupil)]
    for socket in sockets:
        socket.ask("subscribe", stream=stream)
    publish_samples(stream, *range(20))
    for socket in sockets:
        assert [event["seq"] for event in socket.events(20)] == list(range(1, 21))
        assert socket.nothing_more(0.05)


BAD_FRAMES = [
    ({"type": "subscribe"}, "invalid", {"stream"}),
    ({"type": "subscribe", "stream": 5}, "invalid", {"stream"}),
    ({"type": "subscribe", "stream": "x" * 81}, "invalid", {"stream"}),
    ({"type": "subscribe", "stream": "user:1", "after": -1}, "invalid", {"after"}),
    ({"type": "subscribe", "stream": "user:1", "after": 2**63}, "invalid", {"after"}),
    ({"type": "subscribe", "stream": "user:1", "after": "1"}, "invalid", {"after"}),
    ({"type": "subscribe", "stream": "user:1", "user": "me"}, "invalid", {"user"}),
    ({"type": "subscribe", "stream": "user:\x00"}, "not_found", set()),
    ({"type": "ping", "more": 1}, "invalid", {"more"}),
    ({"type": "hello", "ticket": "x"}, "unknown_frame", set()),
    ({"type": "shout"}, "unknown_frame", set()),
    ({"type": None}, "unknown_frame", set()),
    ({}, "unknown_frame", set()),
]
NO_OBJECTS = ["", "no json", "[]", "1", '"x"', "null", "NaN", '{"id": 1', b"\x00\x01"]
NO_OBJECTS += ["[" * 10_000 + "]" * 10_000, '{"id":' * 10_000]


def test_bad_frames_are_answered_and_the_socket_stays_open(open_as, pupil):
    socket = open_as(pupil)
    for number, (frame, code, fields) in enumerate(BAD_FRAMES):
        socket.raw.send(json.dumps({"id": f"a{number}", **frame}))
        error = socket.reply(f"a{number}")
        assert (error["type"], error["code"], set(error["fields"])) == ("error", code, fields), frame
        assert error["detail"]
        assert error["request_id"]
    assert socket.ask("ping")["type"] == "pong"


def test_frame_without_a_valid_id_is_refused(open_as, pupil):
    socket = open_as(pupil)
    for frame_id in (None, True, -1, 1.5, "", "x" * 65, [], {"a": 1}):
        socket.raw.send(json.dumps({"id": frame_id, "type": "ping"}))
        error = socket.receive()
        assert (error["type"], error["code"], set(error["fields"])) == ("error", "invalid", {"id"}), frame_id


def test_frame_that_is_no_json_object_is_answered_with_an_error(open_as, pupil):
    socket = open_as(pupil)
    for text in NO_OBJECTS:
        socket.raw.send(text)
        error = socket.receive()
        assert (error["id"], error["type"], error["code"]) == (None, "error", "bad_request"), text[:20]
    assert socket.ask("ping")["type"] == "pong"


def test_refusals_are_in_the_language_of_the_user(open_as, pupil):
    User.objects.filter(pk=pupil.pk).update(locale="uz")
    assert open_as(pupil).ask("shout")["detail"] == "Bunday turdagi xabar bu yerda maʼlum emas."
