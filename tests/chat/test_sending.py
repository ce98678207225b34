"""A message arrives once, however often it is sent; what is too much is refused on its field."""

from uuid import uuid4

import pytest
from django.db import connection

from apps.chat.models import Block, Message
from apps.chat.services import admission, sending
from apps.core.errors import Conflict, TooMany
from tests.chat.chat_requests import open_room, open_with, read, send, talk
from tests.factories import client_for
from tests.homework.submission_helpers import build_upload
from tests.races import run_together

CONSTRAINT = "chat_message_once_a_client_id"


def test_a_message_sent_twice_arrives_once(cast):
    room, client_id = open_with(cast.young, person=cast.teacher).json["id"], str(uuid4())
    first = send(cast.young, room, "Once", client_id=client_id)
    again = send(cast.young, room, "Once", client_id=client_id)
    assert (again.status, again.json["message"]) == (201, first.json["message"])
    assert read(cast.teacher, room) == ["Once"]
    other = open_room(cast.young, group=cast.group).json["id"]
    send(cast.young, other, client_id=client_id).check_refused(422, field="client_id")
    assert send(cast.teacher, room, "Also", client_id=client_id).json["number"] == 2


def send_at_once(user, room, *, text="Once", times=6):
    """Send one message on several connections; the ids that they get."""
    fields = {"author": user, "client_id": uuid4(), "text": text}

    def work(_number):
        return sending.send_message(room=sending.ChatRoom.objects.get(pk=room), **fields).pk

    return run_together(times, work)


def test_a_message_sent_at_once_is_the_first_one_also_where_repeats_are_refused(a_connection_for_each, cast):
    room = open_room(cast.young, group=cast.group).json["id"]
    assert len(set(send_at_once(cast.young, room, text="Which page is it, please?"))) == 1


def test_control_without_another_look_a_message_sent_at_once_is_refused(a_connection_for_each, cast, monkeypatch):
    room = open_room(cast.young, group=cast.group).json["id"]
    monkeypatch.setattr(sending, "_find_sent_meanwhile", lambda message: None)
    with pytest.raises((Conflict, TooMany)):
        send_at_once(cast.young, room, text="Which page is it, please?")


@pytest.mark.parametrize("protected", [True, False], ids=["unique", "control: no constraint"])
def test_the_constraint_alone_keeps_a_message_single(a_connection_for_each, cast, monkeypatch, protected):
    room = open_with(cast.young, person=cast.teacher).json["id"]
    monkeypatch.setattr(sending, "_find_sent_meanwhile", lambda message: None)
    sent = Message._meta.db_table
    if not protected:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {sent} DROP CONSTRAINT {CONSTRAINT}")
    try:
        send_at_once(cast.young, room)
        assert (Message.objects.filter(room=room).count() == 1) == protected
    finally:
        if not protected:
            Message.objects.all().delete()
            with connection.cursor() as cursor:
                cursor.execute(f"ALTER TABLE {sent} ADD CONSTRAINT {CONSTRAINT} UNIQUE (author_id, client_id)")


def test_rooms_and_conversations_are_made_once(a_connection_for_each, cast):
    users = [cast.young, cast.teacher] * 3
    rooms = run_together(6, lambda number: open_room(users[number], group=cast.group).json["id"])
    pairs = run_together(6, lambda number: open_with(users[number], person=users[1 - number % 2]).json["id"])
    assert (len(set(rooms)), len(set(pairs))) == (1, 1)


@pytest.mark.parametrize("protected", [True, False], ids=["asked again", "control: decided before"])
def test_a_block_that_comes_while_a_message_is_sent_holds(cast, monkeypatch, protected):
    room, take_number = open_with(cast.young, person=cast.teacher).json["id"], sending.take_number

    def take_number_after_the_block(room):
        number = take_number(room)
        Block.objects.create(blocker=cast.teacher, blocked=cast.young)
        return number

    monkeypatch.setattr(sending, "take_number", take_number_after_the_block)
    if not protected:
        monkeypatch.setattr(sending, "_check_not_blocked", lambda message: None)
    assert send(cast.young, room).status == (403 if protected else 201)


def test_floods_are_refused_with_code_and_field(cast, monkeypatch):
    monkeypatch.setattr(admission, "PER_MINUTE", 3)
    room = talk(cast.young, cast.teacher)
    answers = [send(cast.young, room, str(number)) for number in range(4)]
    assert {answer.status for answer in answers[:-1]} == {201}
    answers[-1].check_refused(429, "too_many_requests", field="text")
    assert int(answers[-1].headers["retry-after"]) > 0
    assert send(cast.teacher, room).status == 201


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001, "😀" * 1500])
def test_texts_that_are_empty_or_too_long_are_refused(cast, text):
    room = talk(cast.young, cast.teacher)
    send(cast.young, room, text).check_refused(422, field="text")


def test_the_longest_texts_fit_into_an_event(cast):
    room = talk(cast.young, cast.teacher, "ш" * 2000, "\u202e" + "z\u0351" * 500, "😀" * 1390)
    quoted = client_for(cast.teacher).get(f"/chat/rooms/{room}/messages/").json["results"][0]["message"]
    assert send(cast.teacher, room, "😀" * 1390, reply_to=quoted).status == 201


def test_voice_notes_are_heard_by_readers_only(cast):
    room = talk(cast.young, cast.teacher)
    note = client_for(cast.young).request("POST", "/chat/voice/", files={"file": build_upload()})
    assert note.status == 201, note.json
    sent = send(cast.young, room, "", voice=note.json["id"])
    assert sent.json["voice"] is True
    send(cast.young, room, "", voice=note.json["id"]).check_refused(422, field="voice")
    send(cast.teacher, room, "", voice=note.json["id"]).check_refused(422, field="voice")
    path = f"/chat/messages/{sent.json['message']}/voice/"
    assert client_for(cast.teacher).get(path).content == client_for(cast.young).get(path).content != b""
    assert client_for(cast.other_teacher).get(path).status == 404
    assert client_for(cast.young).request("DELETE", f"/chat/messages/{sent.json['message']}/").status == 204
    assert client_for(cast.teacher).get(path).status == 404
