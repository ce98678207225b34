"""Edits and reactions keep the limits of messages, and what was taken back does not come again."""

import orjson
import pytest

from apps.chat.services import changes
from apps.events.models import StreamEvent
from tests.chat.chat_requests import open_room, send, talk
from tests.chat.conftest import NIGHT, NOON


@pytest.fixture
def sent(cast):
    """The path of a message that the teacher has."""
    room = talk(cast.young, cast.teacher)
    return f"/chat/messages/{send(cast.young, room, 'Hi').json['message']}/"


def test_what_may_not_be_written_is_not_edited_either(clock, cast, client_for, sent):
    pupil = client_for(cast.young)
    assert pupil.request("PATCH", sent, {"text": "Hello"}).status == 200
    clock.move_to(NIGHT)
    pupil = client_for(cast.young)
    assert pupil.request("PATCH", sent, {"text": "Come out"}).refusal == (409, "conflict")
    clock.move_to(NOON)
    pupil = client_for(cast.young)
    assert client_for(cast.teacher).post("/chat/blocks/", {"person": str(cast.young.pk)}).status == 201
    pupil.request("PATCH", sent, {"text": "Why?"}).check_refused(403, "may_not_write", field="text")
    assert pupil.request("DELETE", sent).status == 204


def test_edits_and_reactions_have_a_pace(cast, client_for, sent, monkeypatch):
    monkeypatch.setattr(changes, "EDITS_PER_MINUTE", 1)
    monkeypatch.setattr(changes, "REACTIONS_PER_MINUTE", 1)
    pupil, reaction = client_for(cast.young), {"reaction": "like"}
    assert pupil.request("PATCH", sent, {"text": "Hello"}).status == 200
    pupil.request("PATCH", sent, {"text": "Hey"}).check_refused(429, "too_many_requests", field="text")
    assert pupil.request("PUT", f"{sent}reaction/", reaction).status == 200
    pupil.request("PUT", f"{sent}reaction/", reaction).check_refused(429, "too_many_requests", field="reaction")


def test_a_reaction_that_changes_nothing_is_told_to_nobody(cast, client_for, sent):
    teacher, told = client_for(cast.teacher), StreamEvent.objects.filter(type="message.reacted")
    for method, body in (("DELETE", None), ("PUT", {"reaction": "like"}), ("PUT", {"reaction": "like"})):
        assert teacher.request(method, f"{sent}reaction/", body).status < 300
    assert [event.data["reactions"] for event in told] == [{"like": 1}]


def test_texts_that_were_taken_back_are_in_no_event_that_is_kept(cast, client_for):
    room = open_room(cast.young, group=cast.group).json["id"]
    message = send(cast.young, room, "First secret").json["message"]
    send(cast.older, room, "Really?", reply_to=message)
    path = f"/chat/messages/{message}/"

    def kept():
        rows = StreamEvent.objects.filter(stream=f"chat:{room}").order_by("seq").values_list("data", flat=True)
        return orjson.dumps(list(rows)).decode()

    assert kept().count("First secret") == 2
    assert client_for(cast.young).request("PATCH", path, {"text": "Second secret"}).status == 200
    assert ("First secret" in kept(), kept().count("Second secret")) == (False, 2)
    assert client_for(cast.teacher).request("DELETE", path).status == 204
    assert ("secret" in kept(), "Really?" in kept()) == (False, True)
