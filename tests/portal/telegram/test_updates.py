"""Updates are worked on once and in order, whatever comes twice, late or breaks; blocks and teachers' days."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.accounts.models import TelegramLink
from apps.jobs import services as jobs
from apps.jobs.models import Job, JobState
from apps.lessons.models import Lesson
from apps.messaging.models import TelegramUpdate
from apps.messaging.telegram import inbox
from tests.accounts.telegram.chat import post, update
from tests.attendance.register_requests import create_group_lesson
from tests.homework import submission_helpers as homework

pytestmark = pytest.mark.django_db


def member(chat: int, status: str) -> dict[str, object]:
    """The person blocked the bot (`kicked`), or took it up again (`member`)."""
    person = {"id": chat, "is_bot": False, "first_name": "Gulnora"}
    bot = {"user": {"id": 110201543, "is_bot": True, "first_name": "Talim"}}
    change = {
        "from": person,
        "chat": {"id": chat, "type": "private"},
        "date": 0,
        "old_chat_member": bot | {"status": "member"},
        "new_chat_member": bot | {"status": status, "until_date": 0},
    }
    return {"update_id": update(chat, "")["update_id"], "my_chat_member": change}


def test_repeated_update_is_answered_once(mother):
    help_asked = update(mother.chat, "/help")
    for _ in range(3):
        assert post(help_asked).status == 200
    mother.reads()
    assert post(help_asked).status == 200
    mother.reads()
    assert len(mother.bot.server.texts_to(mother.chat)) == 1


@pytest.mark.parametrize("ordered", [True, False])
def test_updates_of_a_chat_are_processed_in_order(mother, monkeypatch, ordered):
    if not ordered:
        monkeypatch.setattr(inbox, "has_earlier_update_waiting", lambda update: False)
    first, second = update(mother.chat, "/children"), update(mother.chat, "/help")
    post(second)
    post(first)
    mother.bot.work()
    Job.objects.filter(state=JobState.QUEUED).update(run_at=timezone.now() - timedelta(seconds=5))
    mother.reads()
    Job.objects.filter(state=JobState.QUEUED).update(run_at=timezone.now() - timedelta(seconds=5))
    mother.reads()
    texts = mother.bot.server.texts_to(mother.chat)
    assert (["Which pupil" in text for text in texts] == [True, False]) is ordered
    assert len(texts) == 2
    assert not Job.objects.filter(failures__gt=0).exists()


def test_dead_update_does_not_block_later_ones(mother):
    post(update(mother.chat, "/children"))
    (claim,) = jobs.claim_jobs(queue="default", limit=1, worker="test")
    jobs.fail_job(claim, reason="broken", retry=False)
    assert not TelegramUpdate.objects.exclude(chat_id=0).exists()
    assert "You can ask" in mother.writes("/help")


def test_text_of_an_update_is_deleted_after_processing(mother):
    post(update(mother.chat, "/help"))
    job = Job.objects.get(kind="portal.telegram_update")
    assert TelegramUpdate.objects.get().chat_id == mother.chat
    assert str(mother.chat) not in f"{job.payload}{job.object_id}"
    mother.reads()
    job.refresh_from_db()
    assert (job.state, bytes(job.sealed or b"")) == (JobState.DONE, b"")
    assert TelegramUpdate.objects.get().chat_id == 0


@pytest.mark.parametrize("status", ["kicked", "left"])
def test_blocked_chat_gets_messages_again_after_unblocking(mother, status):
    post(member(mother.chat, status))
    mother.bot.work()
    assert TelegramLink.objects.get(user=mother.user).blocked_at is not None
    post(member(mother.chat, "member"))
    mother.bot.work()
    assert TelegramLink.objects.get(user=mother.user).blocked_at is None


def test_teacher_reads_lessons_and_homework_to_review(teaching, pupil, group, lesson, noon):
    create_group_lesson(group, starts=noon + timedelta(days=1))
    made = homework.submit_recording(homework.assign_reading(group, teacher_first=True), pupil)
    homework.store_result(made, homework.scored_result(70.0))
    reply = teaching.writes("/today")
    assert reply.count("A2 morning") == 1
    assert "12:00–13:30 A2 morning" in reply
    assert reply.endswith("Homework to review: 1")


def test_leader_without_own_lessons_reads_homework_to_review(teaching, pupil, group, lesson, other_teacher):
    Lesson.objects.update(teacher=other_teacher)
    made = homework.submit_recording(homework.assign_reading(group, teacher_first=True), pupil)
    homework.store_result(made, homework.scored_result(70.0))
    assert teaching.writes("/today").endswith("No lessons.\n\nHomework to review: 1")


def test_pressed_button_acts_in_the_app(mother, pupil):
    mother.writes("/children")
    mother.presses(pupil.full_name)
    assert len(mother.bot.server.of("answerCallbackQuery")) == 1


@pytest.mark.parametrize("held", ["first", "second"])
def test_only_one_process_polls_at_a_time(held):
    assert inbox.claim_polling("first") == 0
    assert inbox.claim_polling("second") is None
    assert inbox.advance_polling_offset(holder="first", offset=7)
    if held == "second":
        inbox.release_polling("first")
        assert inbox.claim_polling("second") == 7
    assert inbox.advance_polling_offset(holder="first", offset=8) is (held == "first")
