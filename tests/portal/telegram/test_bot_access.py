"""The bot shows nobody what the app would not: by links, their flags and permissions, asked again with each press."""

from datetime import timedelta

import pytest

from apps.accounts.models import Guardian, OwnRole, TelegramLink, User
from apps.attendance.models import Excuse
from apps.portal.models import TelegramTalk
from apps.portal.telegram import buttons
from tests.accounts.telegram.chat import post, update
from tests.attendance.register_requests import create_group_lesson
from tests.homework import review_helpers
from tests.homework import submission_helpers as homework
from tests.payments import payment_data as money
from tests.portal.telegram.bot_user import BotUser, build_press
from tests.portal.telegram.conftest import linked

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(mother, pupil, second_pupil, group):
    """A marked recording of the only child that the mother has here."""
    Guardian.objects.filter(child=second_pupil).delete()
    assignment = homework.assign_reading(group, title="Unit 3")
    return homework.submit_and_score(assignment, pupil, homework.scored_result(82.0))


def uploads(person: BotUser) -> int:
    return sum(len(person.bot.server.of(method)) for method in ("sendVoice", "sendAudio", "sendDocument"))


def test_parent_without_recording_right_gets_no_listen_button(mother, attempt):
    mother.writes("/homework")
    assert set(mother.buttons()) == {"Listen: Unit 3"}
    Guardian.objects.update(sees_recordings=False)
    mother.presses("Listen")
    assert uploads(mother) == 0
    assert "Unit 3: 82/100" in mother.writes("/homework")
    assert mother.buttons() == {}


def test_recording_is_not_sent_when_the_right_ended(mother, attempt):
    mother.writes("/homework")
    raw = build_press(mother.chat, 1, mother.data_of("Listen"))
    mother.bot.server.asked.clear()
    post(raw)
    mother.bot.work()
    Guardian.objects.update(ended_at=attempt.created_at)
    mother.reads()
    assert uploads(mother) == 0


def test_teacher_gets_no_recordings_in_the_chat(teaching, attempt):
    data = buttons.sign_button(teaching.user, teaching.chat, "hear", attempt.pk)
    assert teaching.sends(build_press(teaching.chat, 1, data)) == "Not found."
    assert uploads(teaching) == 0


def test_child_under_8_has_stars_and_no_number(mother, pupil, second_pupil, group):
    Guardian.objects.filter(child=second_pupil).delete()
    pupil.consents.all().delete()
    review_helpers.make_child(pupil)
    result = review_helpers.score_recorded_evidence(age_band="under8")
    homework.submit_and_score(homework.assign_reading(group, title="Unit 3"), pupil, result)
    reply = mother.writes("/homework")
    line = next(line for line in reply.splitlines() if "Unit 3" in line)
    assert "\u2b50" in line
    assert not any(sign.isdigit() for sign in line.replace("Unit 3", ""))


def test_parent_without_payment_right_sees_no_money(mother, pupil, second_pupil, group):
    money.create_payment_due(pupil, group)
    money.create_payment_due(second_pupil, group)
    Guardian.objects.filter(child=pupil).update(sees_payments=False)
    reply = mother.writes("/balance")
    assert pupil.full_name not in reply
    assert second_pupil.full_name in reply
    Guardian.objects.update(sees_payments=False)
    assert mother.writes("/balance") == "There are no payments for you to see."


def test_user_without_children_sees_none(bot, stranger, pupil, mother):
    other = linked(bot, stranger)
    for command in ("/today", "/homework", "/excuse", "/children"):
        assert "No pupil is linked" in other.writes(command)
    assert "no payments" in other.writes("/balance")


def test_command_needs_its_permission(mother, parent):
    parent.own_role = OwnRole.objects.create(name={"en": "Onlooker"}, permissions=[])
    parent.save(update_fields=["own_role"])
    Guardian.objects.all().delete()
    assert "/help" in mother.writes("/help")


def test_deactivated_user_is_treated_as_unlinked(mother, parent):
    User.objects.filter(pk=parent.pk).update(is_active=False)
    before = len(mother.bot.server.sent)
    mother.bot.write(mother.chat, "/today")
    mother.bot.work()
    assert len(mother.bot.server.sent) == before


@pytest.mark.parametrize("how", ["another chat", "changed", "unsigned", "of the chat's former person", "by another"])
def test_button_of_another_user_does_nothing(bot, mother, teaching, pupil, stranger, how):
    mother.writes("/children")
    data, chat, by = mother.data_of(pupil.full_name), mother.chat, None
    if how == "another chat":
        chat = teaching.chat
    elif how == "changed":
        data = data.replace("child", "away")
    elif how == "unsigned":
        data = data.rpartition(":")[0]
    elif how == "by another":
        by = teaching.chat
    else:
        TelegramLink.objects.filter(chat_id=chat).update(user=stranger)
    before = len(bot.server.sent)
    bot.server.asked.clear()
    assert post(build_press(chat, 1, data, by=by)).status == 200
    for _ in range(3):
        bot.work()
    assert not TelegramTalk.objects.exists()
    assert len(bot.server.sent) == before
    assert bot.server.of("editMessageText") == []


def test_excuse_for_a_former_child_is_refused(mother, pupil, group, noon):
    create_group_lesson(group, starts=noon + timedelta(days=1))
    mother.writes("/excuse")
    mother.presses(pupil.full_name)
    mother.presses("12:00")
    Guardian.objects.filter(child=pupil).delete()
    mother.writes("We are away")
    assert not Excuse.objects.exists()


def test_bot_works_only_in_private_chats(mother):
    group_chat = update(mother.chat, "/today", chat={"id": -5, "type": "supergroup"})
    before = len(mother.bot.server.sent)
    mother.bot.work()
    assert post(group_chat).status == 200
    mother.bot.work()
    assert len(mother.bot.server.sent) == before
