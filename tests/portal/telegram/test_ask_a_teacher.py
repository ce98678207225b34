"""Pupils and guardians ask an own teacher in the bot, and both answer by Telegram's reply."""

from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from apps.accounts.models import TelegramLink
from apps.accounts.services.merges import merge_duplicate
from apps.chat.models import Block, ChatRoom, Message, ReadPosition
from apps.chat.services.changes import delete_message, edit_message
from apps.chat.services.delivery import deliver_due
from apps.chat.services.reading import mark_room_read
from apps.chat.services.rooms import open_conversation
from apps.chat.services.sending import send_message
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.messaging.models import TelegramUpdate
from apps.notifications.models import Notification, NotificationLog, NotificationPreference
from apps.portal.telegram import questions
from apps.settings.models import SystemSettings
from tests import factories
from tests.accounts.telegram.chat import new_chat, update
from tests.chat.chat_requests import open_with, read, send
from tests.factories import client_for
from tests.portal.telegram.conftest import linked
from tests.servers.telegram import TOKEN

pytestmark = pytest.mark.django_db
BOT = {"id": int(TOKEN.partition(":")[0]), "is_bot": True, "first_name": "Talim"}


@pytest.fixture(autouse=True)
def at_all_hours(db):
    hours = dict.fromkeys(("message_hours_from", "message_hours_until", "quiet_from", "quiet_until"), "08:00")
    SystemSettings.objects.update(**hours)


@pytest.fixture
def asking(bot, pupil, group):
    """The pupil, linked with the bot."""
    return linked(bot, pupil)


def reply_of(user, text, *, to=None, by=None):
    """An update by which a person replies to the bot's newest message that has these words."""
    sent = user.bot.server.sent
    found = [at for at, one in enumerate(sent, 1) if one["chat_id"] == user.chat and (to or "") in one["text"]]
    replied = {"message_id": found[-1], "from": by or BOT, "chat": {"id": user.chat, "type": "private"}, "date": 0}
    return update(user.chat, text, reply_to_message=replied)


def talk_by_telegram(writer, reader, text):
    """Have the writer write in the bot; the id of the conversation. Nothing is sent yet."""
    room = open_conversation(actor=writer, person=reader)
    send_message(author=writer, room=room, client_id=uuid4(), text=text, by_telegram=True)
    return room.pk


def begin_to_ask(user, teacher):
    user.writes("/ask")
    user.presses(teacher.full_name)


def get_texts(user):
    for _time in range(3):
        user.bot.work()
    return user.bot.server.texts_to(user.chat)


def test_a_pupil_asks_and_the_teacher_answers_by_reply(asking, teaching, pupil, teacher):
    assert asking.writes("/ask") == "To whom?"
    assert asking.presses(teacher.full_name).startswith(f"{teacher.full_name}: write your question")
    assert asking.writes("Which page is it?") == f"Sent: {teacher.full_name}."
    assert "Which page is it?" in teaching.reads()
    assert teaching.sends(reply_of(teaching, "Page 12.", to="Which page")) == f"Sent: {pupil.full_name}."
    assert "Page 12." in asking.reads()
    assert asking.sends(reply_of(asking, "Thank you!", to="Page 12.")) == f"Sent: {teacher.full_name}."

    room = str(ChatRoom.objects.get().pk)
    assert read(teacher, room, order="oldest") == ["Which page is it?", "Page 12.", "Thank you!"]
    assert set(Message.objects.values_list("by_telegram", flat=True)) == {True}
    assert Message.objects.get(number=2).reply_to.number == 1
    assert ReadPosition.objects.get(user=pupil).number == 3
    stored = Notification.objects.filter(type__startswith="chat.").values_list("data", flat=True)
    assert "page" not in str(list(stored)).lower()


def test_a_guardian_chooses_a_teacher_of_a_child(
    mother, teaching, teacher, other_teacher, second_pupil, branch, course
):
    factories.make_group(branch=branch, course=course, name="B1", teacher=other_teacher, pupils=[second_pupil])
    assert mother.writes("/ask") == "To whom?"
    assert {teacher.full_name, other_teacher.full_name} < set(mother.buttons())
    assert "write your question" in mother.presses(teacher.full_name)
    mother.writes("How is she doing?")
    assert "How is she doing?" in teaching.reads()


def test_an_update_that_comes_twice_sends_once(asking, teaching, teacher):
    begin_to_ask(asking, teacher)
    once = update(asking.chat, "Which page is it?")
    asking.sends(once)
    TelegramUpdate.objects.all().delete()
    again = reply_of(teaching, "Page 12.", to="Which page")
    for _time in range(2):
        teaching.sends(again)
        TelegramUpdate.objects.all().delete()
    assert Message.objects.count() == 2


def test_limits_and_errors_are_told_in_the_language_of_the_person(asking, teaching, pupil, teacher):
    type(pupil).objects.filter(pk=pupil.pk).update(locale="ru")
    begin_to_ask(asking, teacher)
    assert asking.writes("x" * 2001) == "Не больше 2000 символов."
    assert asking.writes("Hello there").startswith("Отправлено")
    Block.objects.create(blocker=teacher, blocked=pupil)
    assert teaching.sends(reply_of(teaching, "Page 12.", to="Hello there")) == "You cannot write to this person."
    assert Message.objects.count() == 1


def test_a_question_outside_the_message_hours_waits_and_says_so(asking, teaching, teacher):
    hour = timezone.now().astimezone(ZoneInfo("Asia/Tashkent")).hour
    later = [f"{(hour + hours) % 24:02}:00" for hours in (2, 3)]
    SystemSettings.objects.update(message_hours_from=later[0], message_hours_until=later[1])
    begin_to_ask(asking, teacher)
    assert "gets it in the message hours" in asking.writes("Which page is it?")
    assert get_texts(teaching) == []
    SystemSettings.objects.update(message_hours_from="08:00", message_hours_until="08:00")
    Message.objects.update(waits_until=timezone.now())
    assert deliver_due() == 1
    assert "Which page" in teaching.reads()


def test_words_written_in_the_app_go_only_to_who_wrote_last_in_the_bot(asking, teaching, mother, pupil, teacher):
    room = open_with(pupil, person=teacher).json["id"]
    assert send(pupil, room, "Written in the app").status == 201
    assert "wrote to you" in teaching.reads()
    assert teaching.sends(reply_of(teaching, "An answer in the bot", to="wrote to you")) == f"Sent: {pupil.full_name}."
    assert "An answer in the bot" in asking.reads()
    assert send(pupil, room, "Again in the app").status == 201
    assert "Again in the app" in teaching.reads()
    assert send(teacher, room, "Now in the app").status == 201
    asking.reads()
    told = " ".join(get_texts(asking) + get_texts(mother))
    assert "Now in the app" not in told
    assert "Written in the app" not in " ".join(get_texts(teaching))
    SystemSettings.objects.update(guardians_read_along=True, guardians_read_along_since="2020-01-01T00:00Z")
    send(pupil, room, "Read along by the mother")
    mother.reads()
    assert "in the bot" not in " ".join(get_texts(mother))
    assert "Read along" not in " ".join(get_texts(mother))


def test_what_is_muted_deleted_or_read_in_the_app_is_not_sent(asking, teaching, teacher, pupil):
    muted = NotificationPreference.objects.create(user=teacher, type="chat.message", channel="telegram", wanted=False)
    room = talk_by_telegram(pupil, teacher, "Which page is it?")
    assert get_texts(teaching) == []
    muted.delete()
    deleted = talk_by_telegram(pupil, teacher, "A slip of the pen")
    delete_message(actor=pupil, message=Message.objects.get(text="A slip of the pen"))
    assert (deleted, get_texts(teaching)) == (room, [])
    talk_by_telegram(pupil, teacher, "Seen in the app")
    mark_room_read(user=teacher, room=ChatRoom.objects.get(), number=3)
    assert get_texts(teaching) == []
    reasons = NotificationLog.objects.filter(type="chat.telegram_message").values_list("reason", flat=True)
    assert list(reasons) == ["over", "over"]


def test_replies_that_name_no_message_of_chat_send_nothing(asking, teaching, pupil, teacher):
    begin_to_ask(asking, teacher)
    asking.writes("Which page is it?")
    teaching.reads()
    stranger = BOT | {"id": 7}
    assert "You can ask" in teaching.sends(reply_of(teaching, "Page 12.", to="Which page", by=stranger))
    TelegramLink.objects.filter(user=teacher).update(linked_at=timezone.now(), chat_id=new_chat())
    teaching.chat = TelegramLink.objects.get(user=teacher).chat_id
    replied = {"message_id": 3, "from": BOT, "chat": {"id": teaching.chat, "type": "private"}, "date": 0}
    assert "You can ask" in teaching.sends(update(teaching.chat, "Page 12.", reply_to_message=replied))
    assert Message.objects.count() == 1
    assert client_for(pupil).get("/chat/rooms/").json["results"][0]["last_number"] == 1


def test_a_text_after_a_reply_goes_not_to_the_teacher_who_was_chosen_before(asking, teaching, pupil, teacher):
    talk_by_telegram(teacher, pupil, "How are you?")
    asking.reads()
    begin_to_ask(asking, teacher)
    assert asking.sends(reply_of(asking, "I am fine.", to="How are you?")) == f"Sent: {teacher.full_name}."
    assert "You can ask" in asking.writes("This is for nobody")
    assert set(Message.objects.values_list("text", flat=True)) == {"How are you?", "I am fine."}


def test_a_reply_after_the_link_ended_is_refused(asking, teaching, pupil, teacher):
    talk_by_telegram(teacher, pupil, "How are you?")
    asking.reads()
    pupil.memberships.all().delete()
    assert "You can write to your teachers" in asking.sends(reply_of(asking, "I am fine.", to="How are you?"))
    assert Message.objects.count() == 1


def test_words_that_are_changed_in_the_app_do_not_go_to_telegram(asking, teaching, pupil, teacher):
    talk_by_telegram(pupil, teacher, "Which page is it?")
    edit_message(message=Message.objects.get(), text="My secret")
    assert "My secret" not in " ".join(get_texts(teaching))
    assert list(NotificationLog.objects.filter(type="chat.telegram_message").values_list("reason", flat=True)) == [
        "over"
    ]


def test_who_wrote_in_the_app_before_the_notice_is_sent_gets_no_words(asking, teaching, pupil, teacher):
    room = talk_by_telegram(teacher, pupil, "How are you?")
    asking.reads()
    assert send(pupil, room, "Back in the app").status == 201
    teaching.reads()
    talk_by_telegram(pupil, teacher, "In the bot")
    assert send(teacher, room, "A private answer").status == 201
    assert send(pupil, room, "In the app again").status == 201
    get_texts(teaching)
    assert "private" not in " ".join(get_texts(asking))


def test_a_reply_to_a_notice_of_before_a_merge_goes_to_the_conversation_of_now(
    asking, teaching, admin, pupil, teacher, group
):
    double = factories.make_user(Role.STUDENT, "Again", "Karimova")
    late = factories.make_group(branch=group.branch, course=group.course, name="A2 late", teacher=teacher)
    membership = Membership.objects.create(group=late, student=double, joined_on="2026-09-01", status="active")
    kept = talk_by_telegram(pupil, teacher, "From the first account")
    talk_by_telegram(double, teacher, "From the second account")
    get_texts(teaching)
    membership.delete()
    merge_duplicate(keep=pupil, duplicate=double, actor=admin)
    told = teaching.sends(reply_of(teaching, "Use one account.", to="From the second"))
    assert told == f"Sent: {pupil.full_name}."
    answer = Message.objects.get(text="Use one account.")
    assert (answer.room_id, answer.reply_to) == (kept, None)


def test_who_has_more_teachers_than_are_offered_is_told_so(
    mother, teaching, other_teacher, branch, course, second_pupil, monkeypatch
):
    factories.make_group(branch=branch, course=course, name="B1", teacher=other_teacher, pupils=[second_pupil])
    monkeypatch.setattr(questions, "MAX_TEACHERS", 1)
    assert mother.writes("/ask") == "To whom?\nYou have more teachers: write to the others in the app."
    assert len(mother.buttons()) == 1
