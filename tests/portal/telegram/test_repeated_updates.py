"""Nothing of a chat is lost: numbers that begin anew, another bot, what follows Start at once, who is back."""

import pytest
from django.conf import settings
from django.utils import timezone

from apps.accounts.models import TelegramLink
from apps.core.uow import unit_of_work
from apps.jobs import services as jobs
from apps.jobs.models import Job
from apps.messaging.models import TelegramPoll, TelegramUpdate
from apps.messaging.telegram import inbox
from apps.portal.telegram import update_intake
from apps.portal.telegram.polling import UpdatePoller
from tests.accounts.telegram.chat import new_chat, new_token, post, update

pytestmark = pytest.mark.django_db


@pytest.fixture
def poller():
    poller = UpdatePoller()
    yield poller
    poller.stop.set()


def numbered(number: int) -> dict[str, object]:
    return update(new_chat(), "/start") | {"update_id": number}


def kept() -> set[int]:
    return set(TelegramUpdate.objects.values_list("update_id", flat=True))


def test_restarted_update_numbers_are_stored_once(server, poller):
    server.put(numbered(900_000))
    assert poller.poll_once()
    server.updates = [numbered(500), numbered(501)]
    assert poller.poll_once()
    assert kept() == {900_000, 500, 501}
    assert TelegramPoll.objects.get().offset == 502
    server.put(numbered(502))
    assert poller.poll_once()
    assert [update["update_id"] for update in server.updates] == [502]


def test_another_bot_starts_from_the_first_update(server, monkeypatch):
    assert inbox.claim_polling("first") == 0
    assert inbox.advance_polling_offset(holder="first", offset=7)
    assert inbox.claim_polling("first") == 7
    monkeypatch.setattr(settings.ENV, "telegram_bot_token", "7:another")
    assert inbox.claim_polling("first") == 0


def test_repeated_update_does_not_use_the_chats_limit(mother, monkeypatch):
    monkeypatch.setattr(update_intake, "LINKED_CHAT_LIMIT", (2, 3600))
    once = update(mother.chat, "/help")
    for _ in range(5):
        post(once)
    assert "You can ask" in mother.writes("/help")
    assert TelegramUpdate.objects.count() == 2
    mother.writes("/help")
    assert TelegramUpdate.objects.count() == 2


@pytest.mark.parametrize("worked_on", [False, True])
def test_message_right_after_start_is_answered(bot, jasur, worked_on):
    chat = new_chat()
    post(update(chat, f"/start {new_token(jasur)}"))
    if worked_on:
        bot.work()
    post(update(chat, "/language"))
    bot.work()
    Job.objects.update(run_at=timezone.now())
    assert len(bot.reads(chat)) == 2


def test_message_of_a_blocked_chat_unblocks_it(mother):
    TelegramLink.objects.update(blocked_at=timezone.now())
    assert "You can ask" in mother.writes("/help")
    assert TelegramLink.objects.get(user=mother.user).blocked_at is None


def test_user_is_told_of_a_failed_update(mother):
    post(update(mother.chat, "/children"))
    with unit_of_work():
        payload = {"link": str(TelegramLink.objects.get(user=mother.user).pk)}
        jobs.enqueue(kind="portal.telegram_recording", object_id=mother.user.pk, payload=payload)
    for claim in jobs.claim_jobs(queue="default", limit=2, worker="test"):
        jobs.fail_job(claim, reason="broken", retry=False)
    mother.reads()
    assert mother.bot.server.texts_to(mother.chat) == ["It did not work. Please try again later."] * 2
