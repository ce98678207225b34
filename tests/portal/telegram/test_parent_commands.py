"""A mother of two walks through the bot: which child, today, what to pay, an excuse, a recording, fewer messages."""

import base64
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils.translation import override

from apps.accounts.models import TelegramLink
from apps.attendance.models import Attendance, AttendanceStatus, Excuse
from apps.homework.models import Assignment
from apps.jobs.models import Job, JobState
from apps.notifications import types
from apps.notifications.channels import Channel
from apps.notifications.models import Notification, NotificationPreference
from apps.portal.models import TelegramTalk
from tests.attendance.register_requests import create_group_lesson
from tests.homework import submission_helpers as homework
from tests.payments import payment_data as money
from tests.payments.payme.payme_client import SETTINGS

pytestmark = pytest.mark.django_db


def test_parent_chooses_a_child_and_reads_its_day(mother, pupil, second_pupil, group, lesson, noon):
    mark = {"status": AttendanceStatus.objects.get(code="absent"), "source": "teacher", "marked_at": noon}
    Attendance.objects.create(lesson=lesson, student=pupil, marked_by=group.lead_teacher, **mark)
    made = homework.assign_reading(group, title="Unit 3")
    Assignment.objects.filter(pk=made.pk).update(deadline=noon + timedelta(hours=11, minutes=59))

    assert mother.writes("/today") == "Which pupil?"
    assert set(mother.buttons()) == {pupil.full_name, second_pupil.full_name}
    day = mother.presses(pupil.full_name)
    assert pupil.full_name in day
    assert "12:00–13:30 A2 morning: Absent" in day
    assert "Unit 3" in day
    assert "Selected: Jasur Oripov" in mother.bot.server.texts_to(mother.chat)

    assert mother.writes("/today") == day
    assert mother.writes("/children") == "Selected: Jasur Oripov"
    assert mother.presses(second_pupil.full_name) == "Selected: Laylo Saidova"
    assert "Absent" not in mother.writes("/today")


def test_balance_shows_debts_and_a_payme_link(mother, pupil, second_pupil, group, monkeypatch):
    for name, value in SETTINGS.items():
        monkeypatch.setattr(settings.ENV, name, value)
    owed = money.create_payment_due(pupil, group, title="September")

    reply = mother.writes("/balance")

    assert f"September: 450\u00a0000\u00a0soʻm, to be paid by {owed.due_on:%d.%m.%Y}" in reply
    assert reply.endswith(f"{second_pupil.full_name}\nNo debts.")
    ((text, button),) = mother.buttons().items()
    assert text == "Pay 450\u00a0000\u00a0soʻm (Jasur)"
    pairs = base64.b64decode(button["url"].rsplit("/", 1)[1]).decode()
    assert owed.reference in pairs
    assert "a=45000000" in pairs


def test_balance_shows_debts_without_payme(mother, pupil, group):
    money.create_payment_due(pupil, group)
    assert "Total debt: 450\u00a0000\u00a0soʻm" in mother.writes("/balance")
    assert mother.buttons() == {}


def test_excuse_is_submitted_and_the_teacher_told(mother, teaching, pupil, group, noon):
    create_group_lesson(group, starts=noon + timedelta(days=1))
    mother.writes("/excuse")
    asked = mother.presses(pupil.full_name)
    assert asked == "On which day will Jasur Oripov be absent?"
    assert "Write the reason in one message" in mother.presses("12:00")

    assert "at most 500" in mother.writes("x" * 501)
    assert "Sent: " in mother.writes("Tomirga boramiz")

    (excuse,) = Excuse.objects.all()
    assert (excuse.student, excuse.asked_by, excuse.reason) == (pupil, mother.user, "Tomirga boramiz")
    assert excuse.starts_on == excuse.ends_on == (noon + timedelta(days=1)).date()
    assert Notification.objects.filter(user=teaching.user, type="attendance.excuse_asked").count() == 1
    assert "You can ask" in mother.writes("and more words")
    assert Excuse.objects.count() == 1


@pytest.mark.parametrize("what", ["another command", "too late"])
def test_unanswered_question_expires(mother, pupil, group, noon, what):
    create_group_lesson(group, starts=noon + timedelta(days=1))
    mother.writes("/excuse")
    mother.presses(pupil.full_name)
    mother.presses("12:00")
    if what == "too late":
        TelegramTalk.objects.update(expires_at=noon - timedelta(days=2))
    else:
        mother.writes("/help")
    mother.writes("We are away")
    assert not Excuse.objects.exists()


@pytest.mark.parametrize(
    ("clip", "method"),
    [("good-adult.webm", "sendDocument"), ("good-child.m4a", "sendAudio"), ("middle-adult.ogg", "sendVoice")],
)
def test_recording_is_sent_to_the_parent(mother, pupil, second_pupil, group, clip, method):
    assignment = homework.assign_reading(group, title="Unit 3")
    made = homework.submit_recording(assignment, pupil, clip=clip)
    homework.store_result(made, homework.scored_result(82.0))
    mother.writes("/children")
    mother.presses(pupil.full_name)
    assert "Unit 3: 82/100" in mother.writes("/homework")

    mother.presses("Unit 3")

    (given,) = mother.bot.server.of(method)
    name, _type, content = next(value for value in given.values() if isinstance(value, tuple))
    assert content == homework.build_upload(clip).read()
    assert (given["caption"], given["protect_content"]) == ("Unit 3", "true")
    assert name.startswith("attempt-1-")


def test_mute_switches_a_type_off_and_on(mother, monkeypatch):
    name = "attendance.excuse_accepted"
    declared = replace(
        types.get_notification_types_by_name()[name], channels=(Channel.IN_APP, Channel.TELEGRAM), fixed=False
    )
    monkeypatch.setitem(types.get_notification_types_by_name(), name, declared)
    with override("en"):
        title = str(declared.title)

    def is_off() -> bool:
        return NotificationPreference.objects.filter(user=mother.user, type=name, wanted=False).exists()

    mother.writes("/mute")
    while not any(title in button for button in mother.buttons()):
        mother.presses("→")
    mother.presses(title)
    assert is_off()
    assert any(title in button and "\U0001f515" in button for button in mother.buttons())
    mother.presses(title)
    assert not is_off()


def test_language_is_changed_and_the_chat_unlinked(mother, parent):
    mother.writes("/language")
    mother.presses("Русский")
    parent.refresh_from_db()
    assert parent.locale == "ru"
    mother.writes("/stop")
    assert not TelegramLink.objects.exists()
    assert not TelegramTalk.objects.exists()
    assert not Job.objects.filter(state=JobState.DEAD).exists()


def test_messages_are_protected_from_forwarding(mother, pupil):
    mother.writes("/help")
    mother.writes("/children")
    assert all(message["protect_content"] for message in mother.bot.server.sent)
