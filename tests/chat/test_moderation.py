"""Messages are reported, hidden and shown again, held by listed words, and muted people do not write."""

from datetime import date

from django.utils import timezone

from apps.chat.models import Message
from apps.events.models import StreamEvent
from apps.moderation.models import Sanction
from apps.moderation.services.cases import lift_sanction
from apps.notifications.models import Notification
from tests.chat.chat_requests import open_room, read, send, talk
from tests.factories import client_for

REASON = {"reason": "Nobody is insulted here."}


def report(user, message):
    return client_for(user).post("/moderation/reports/", {"kind": "chat.message", "id": message, "reason": "insult"})


def decide(user, **decision):
    case = client_for(user).get("/moderation/cases/", {"is_open": True}).json["results"][0]["id"]
    answer = client_for(user).post(f"/moderation/cases/{case}/decide/", {**REASON, **decision})
    assert answer.status == 200, answer.json
    return answer.json


def test_a_reported_message_is_hidden_from_all_and_its_author_muted(cast):
    room = open_room(cast.young, group=cast.group).json["id"]
    message = send(cast.older, room, "You fool").json["message"]
    assert report(cast.other_teacher, message).status == 404
    assert report(cast.young, message).status == 201
    decide(cast.teacher, action="mute", hides=True, days=3)
    assert read(cast.young, room) == read(cast.older, room) == [""]
    assert StreamEvent.objects.filter(stream=f"chat:{room}").last().type == "message.deleted"
    send(cast.older, room).check_refused(403, "muted")
    path = f"/chat/messages/{message}/"
    assert client_for(cast.older).request("PATCH", path, {"text": "Sorry"}).refusal == (403, "muted")


def test_a_banned_person_does_not_enter_the_room(cast):
    room = open_room(cast.young, group=cast.group).json["id"]
    message = send(cast.older, room, "You fool").json["message"]
    assert report(cast.young, message).status == 201
    decide(cast.teacher, action="ban")
    banned = client_for(cast.older)
    assert (banned.get(f"/chat/rooms/{room}/").status, send(cast.older, room).status) == (404, 404)
    assert banned.get("/chat/rooms/").json["results"] == []
    assert client_for(cast.young).get(f"/chat/rooms/{room}/").status == 200


def test_a_listed_word_keeps_a_message_of_a_room_back_until_a_moderator_has_looked(cast):
    word = {"language": "en", "word": "donkey", "effect": "hold"}
    assert client_for(cast.manager).post("/moderation/words/", word).status == 201
    room = open_room(cast.young, group=cast.group).json["id"]
    held = send(cast.older, room, "Look at the donkey")
    assert (held.status, held.json["number"], read(cast.young, room)) == (201, None, [])
    edited = send(cast.older, room, "Look").json["message"]
    change = client_for(cast.older).request("PATCH", f"/chat/messages/{edited}/", {"text": "A d0nkey"})
    assert (change.status, read(cast.young, room)) == (200, [""])
    shown = Message.objects.get(pk=held.json["message"])
    cases = {row["words"]: row["id"] for row in client_for(cast.teacher).get("/moderation/cases/").json["results"]}
    path = f"/moderation/cases/{cases['Look at the donkey']}/decide/"
    assert client_for(cast.teacher).post(path, {**REASON, "action": "dismiss"}).status == 200
    assert read(cast.young, room, order="oldest") == ["", "Look at the donkey"]
    shown.refresh_from_db()
    assert shown.number == 2


def test_what_two_people_write_is_not_held_but_refused_words_are(cast):
    words = client_for(cast.manager)
    for word, effect in (("donkey", "hold"), ("goat", "refuse")):
        assert words.post("/moderation/words/", {"language": "en", "word": word, "effect": effect}).status == 201
    room = talk(cast.young, cast.teacher, "A donkey")
    assert read(cast.teacher, room) == ["A donkey"]
    send(cast.young, room, "A goat").check_refused(422, "text_refused", field="text")
    message = Message.objects.get()
    assert report(cast.teacher, str(message.pk)).status == 201
    assert client_for(cast.teacher).get("/moderation/cases/").json["results"] == []
    assert decide(cast.manager, action="warn", hides=True)["kind"] == "chat.message"
    assert read(cast.young, room) == [""]


def test_guardians_of_a_minor_are_told_of_sanctions_and_of_their_end(cast):
    room = open_room(cast.young, group=cast.group).json["id"]
    for number, action in enumerate(("warn", "mute", "ban", "hide")):
        message = send(cast.older, room, f"You fool {number}").json["message"]
        assert report(cast.young, message).status == 201
        decide(cast.teacher, action=action, **({"days": 3} if action == "mute" else {}))
        Sanction.objects.update(lifted_at=timezone.now())
    told = Notification.objects.filter(type__startswith="moderation.child_").order_by("type")
    names = [f"moderation.child_{what}" for what in ("banned", "muted", "warned")]
    assert [(row.type, row.user) for row in told] == [(name, cast.guardian_of_older) for name in names]
    assert told[1].data["child"] == cast.older.full_name
    assert (told[1].data["days"], told[1].data["reason"]) == ("3", REASON["reason"])
    Sanction.objects.filter(kind="ban").update(lifted_at=None)
    lift_sanction(actor=cast.teacher, sanction=Sanction.objects.get(kind="ban"))
    assert told.filter(type="moderation.child_freed").count() == 1


def test_guardians_of_adults_and_without_the_right_to_progress_hear_of_no_sanction(cast):
    room = open_room(cast.young, group=cast.group).json["id"]
    type(cast.older).objects.filter(pk=cast.older.pk).update(birth_date=date(2000, 1, 1))
    cast.young.guardians.update(sees_progress=False)
    for author, reader in ((cast.older, cast.young), (cast.young, cast.older)):
        message = send(author, room, f"You fool, {reader}").json["message"]
        assert report(reader, message).status == 201
        decide(cast.teacher, action="warn")
    assert not Notification.objects.filter(type__startswith="moderation.child_").exists()
