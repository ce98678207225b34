"""Authors withdraw what is held, voice notes go with what is deleted, and a moderator shows nothing at night."""

from datetime import timedelta
from threading import Event
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from apps.chat import reported_messages
from apps.chat.models import ChatRoom, Message
from apps.chat.services import changes
from apps.chat.services.retention import run_remove_voice_notes
from apps.core.files.removal import remove_unused_files
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.moderation.models import BlockedWord, ModerationCase
from apps.moderation.services import cases
from apps.moderation.services.cases import DecisionDraft
from tests.chat.chat_requests import open_room, open_with, read, send, talk
from tests.chat.conftest import MORNING, NIGHT
from tests.factories import client_for
from tests.homework.submission_helpers import build_upload
from tests.job_runs import run_jobs
from tests.races import run_together


@pytest.fixture
def held(cast):
    """A message of `older` in the room of the group that waits for a moderator."""
    BlockedWord.objects.create(language="en", word="donkey", folded="donkey", effect="hold")
    room = open_room(cast.young, group=cast.group).json["id"]
    answer = send(cast.older, room, "Look at the donkey")
    assert (answer.status, answer.json["held"], answer.json["text"]) == (201, True, "Look at the donkey")
    return answer.json


def test_the_author_sees_and_withdraws_a_held_message(cast, held):
    author, path = client_for(cast.older), f"/chat/messages/{held['message']}/"
    (waiting,) = author.get(f"/chat/rooms/{held['room']}/waiting/").json["results"]
    assert (waiting["text"], waiting["held"], waiting["deleted"]) == ("Look at the donkey", True, False)
    assert client_for(cast.young).request("DELETE", path).status == 404
    assert author.request("DELETE", path).status == 204
    assert author.get(f"/chat/rooms/{held['room']}/waiting/").json["results"] == []
    author.request("DELETE", path).check_refused(409, "conflict")
    case = client_for(cast.teacher).get("/moderation/cases/").json["results"][0]["id"]
    answer = client_for(cast.teacher).post(
        f"/moderation/cases/{case}/decide/", {"action": "dismiss", "reason": "Fine."}
    )
    assert (answer.status, read(cast.young, held["room"])) == (200, [])


def test_what_a_moderator_hid_is_deleted_by_its_author_once_and_told_once(cast):
    room = open_room(cast.young, group=cast.group).json["id"]
    message = send(cast.older, room, "You fool").json["message"]
    with unit_of_work():
        reported_messages.hide(UUID(message))
    client_for(cast.teacher).request("DELETE", f"/chat/messages/{message}/").check_refused(409, "conflict")
    assert client_for(cast.older).request("DELETE", f"/chat/messages/{message}/").status == 204
    with unit_of_work():
        reported_messages.restore(UUID(message))
    assert read(cast.young, room) == [""]


def upload(user):
    return client_for(user).request("POST", "/chat/voice/", files={"file": build_upload()}).json["id"]


def test_the_voice_note_of_a_deleted_message_is_removed(cast, clock):
    room, note = talk(cast.young, cast.teacher), upload(cast.young)
    message = send(cast.young, room, "", voice=note).json["message"]
    StoredFile.objects.update(created_at=timezone.now() - timedelta(days=3))
    remove_unused_files(before=timezone.now())
    assert StoredFile.objects.filter(pk=note).exists()
    assert client_for(cast.young).request("DELETE", f"/chat/messages/{message}/").status == 204
    remove_unused_files(before=timezone.now())
    assert not StoredFile.objects.filter(pk=note).exists()


def test_moderators_hear_a_reported_voice_note_until_no_appeal_can_come(cast, clock):
    room, note = open_room(cast.young, group=cast.group).json["id"], upload(cast.older)
    message = send(cast.older, room, "", voice=note).json["message"]
    report = {"kind": "chat.message", "id": message, "reason": "insult"}
    assert client_for(cast.young).post("/moderation/reports/", report).status == 201
    assert client_for(cast.older).request("DELETE", f"/chat/messages/{message}/").status == 204
    path, case = f"/chat/messages/{message}/voice/", ModerationCase.objects.get()
    assert [client_for(user).get(path).status for user in (cast.teacher, cast.young, cast.older)] == [200, 404, 404]
    cases.decide_case(actor=cast.teacher, case=case, draft=DecisionDraft(action="warn", reason="Stop."))
    for days, status in ((0, 200), (31, 404)):
        clock.shift(timedelta(days=days))
        run_remove_voice_notes(None)
        assert client_for(cast.teacher).get(path).status == status


def test_two_messages_never_share_a_voice_note(cast):
    room, note = talk(cast.young, cast.teacher), upload(cast.young)
    sent = send(cast.young, room, "", voice=note, client_id=str(uuid4()))
    again = send(cast.young, room, "", voice=note, client_id=sent.json["client_id"])
    assert again.json["message"] == sent.json["message"]
    send(cast.young, room, "", voice=note).check_refused(422, field="voice")
    row = Message.objects.get(pk=sent.json["message"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=send(cast.young, room).json["message"]).update(voice=row.voice)


def test_a_message_that_is_shown_at_night_waits_for_the_morning(clock, cast):
    room = open_with(cast.young, person=cast.teacher).json["id"]
    hidden = {"waits_until": timezone.now(), "hidden_at": timezone.now()}
    message = Message.objects.create(room_id=room, author=cast.young, client_id=uuid4(), text="Hello", **hidden)
    clock.move_to(NIGHT)
    with unit_of_work():
        reported_messages.restore(message.pk)
    assert read(cast.teacher, room) == []
    clock.move_to(MORNING)
    assert run_jobs("chat.deliver") == 1
    assert read(cast.teacher, room) == ["Hello"]


@pytest.mark.parametrize("order", ["message first", "control: case first"])
def test_an_edit_that_is_held_and_a_decision_take_locks_in_one_order(a_connection_for_each, cast, monkeypatch, order):
    BlockedWord.objects.create(language="en", word="donkey", folded="donkey", effect="hold")
    room = open_room(cast.young, group=cast.group).json["id"]
    message = Message.objects.get(pk=send(cast.older, room, "Look").json["message"])
    report = {"kind": "chat.message", "id": str(message.pk), "reason": "spam"}
    assert client_for(cast.young).post("/moderation/reports/", report).status == 201
    case, has_text, decides, hold = ModerationCase.objects.get(), Event(), Event(), changes.hold_message

    def hold_later(row, holds):
        has_text.set()
        assert decides.wait(20)
        # Time for the moderator to take what locks there are.
        Event().wait(1)
        hold(row, holds)

    def edit():
        changes.edit_message(message=Message.objects.get(pk=message.pk), text="A donkey")

    def decide():
        assert has_text.wait(20)
        decides.set()
        with unit_of_work():
            if order != "message first":
                ModerationCase.objects.select_for_update().get(pk=case.pk)
            cases.decide_case(actor=cast.teacher, case=case, draft=DecisionDraft(action="dismiss", reason="Fine."))

    monkeypatch.setattr(changes, "hold_message", hold_later)
    deadlocked = []

    def work(number):
        try:
            (edit, decide)[number]()
        except OperationalError as error:
            deadlocked.append("deadlock" in str(error))

    run_together(2, work)
    assert deadlocked == ([] if order == "message first" else [True])
    assert ChatRoom.objects.get(pk=room).last_number == 1
