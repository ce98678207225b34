"""What becomes of a message, by what Telegram answers; all processes together write no faster than it takes them."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import redis
from django.conf import settings
from django.utils import timezone

from apps.accounts.models import TelegramLink
from apps.core.uow import unit_of_work
from apps.jobs import services as jobs
from apps.jobs.models import Job, JobState
from apps.messaging import telegram
from apps.messaging.errors import ProviderBusy
from apps.messaging.models import ProviderToken
from apps.messaging.services import enqueue_telegram
from apps.messaging.telegram import client, rate_limit
from apps.notifications.models import Notification
from tests.accounts.telegram.chat import new_chat
from tests.portal.telegram.bot_user import BotUser
from tests.processes import find_free_port

pytestmark = pytest.mark.django_db
DONE, QUEUED, DEAD = JobState.DONE, JobState.QUEUED, JobState.DEAD

OUTCOMES: dict[str, tuple[tuple[int, str, dict[str, int]], str, int, bool]] = {
    "taken": ((200, "", {}), DONE, 0, False),
    "told to wait": ((429, "Too Many Requests: retry after 35", {"retry_after": 35}), QUEUED, 0, False),
    "told to wait, not how long": ((429, "Too Many Requests", {}), QUEUED, 0, False),
    "blocked": ((403, "Forbidden: bot was blocked by the user", {}), DONE, 0, True),
    "deactivated": ((403, "Forbidden: user is deactivated", {}), DONE, 0, True),
    "never started": ((403, "Forbidden: bot can't initiate conversation with a user", {}), DONE, 0, True),
    "chat gone": ((400, "Bad Request: chat not found", {}), DONE, 0, True),
    "not taken": ((400, "Bad Request: can't parse entities", {}), DONE, 1, False),
    "token revoked": ((401, "Unauthorized", {}), DEAD, 1, False),
    "no such bot": ((404, "Not Found", {}), DEAD, 1, False),
    "failed": ((500, "Internal Server Error", {}), QUEUED, 1, False),
    "away": ((502, "Bad Gateway", {}), QUEUED, 1, False),
}


def sent_to(chat: int) -> Job:
    """The job of a message to this chat."""
    with unit_of_work():
        enqueue_telegram(to=str(chat), text="Dars bekor qilindi")
    return Job.objects.filter(kind="messaging.send_telegram").latest("created_at")


def work_off(person: BotUser, job: Job) -> Job:
    for _ in range(2):
        person.bot.work()
    job.refresh_from_db()
    return job


@pytest.mark.parametrize("name", OUTCOMES)
def test_each_telegram_answer_has_its_result(mother, name):
    refusal, state, failures, blocked = OUTCOMES[name]
    mother.bot.server.answers = [refusal] if refusal[0] != 200 else []
    job = work_off(mother, sent_to(mother.chat))
    assert (job.state, job.failures) == (state, failures)
    assert (TelegramLink.objects.get(user=mother.user).blocked_at is not None) is blocked
    assert mother.bot.server.calls == 1


def test_timeout_is_retried_and_may_send_twice(mother):
    mother.bot.server.silent = True
    job = sent_to(mother.chat)
    mother.bot.work()
    mother.bot.server.silent = False
    Job.objects.filter(pk=job.pk).update(run_at=timezone.now() - timedelta(seconds=1))
    mother.bot.work()
    job.refresh_from_db()
    assert (job.state, len(mother.bot.server.texts_to(mother.chat))) == (DONE, 2)


def test_migrated_chat_gets_the_message_and_the_link_is_updated(mother):
    moved = new_chat()
    mother.bot.server.moved[mother.chat] = moved
    job = work_off(mother, sent_to(mother.chat))
    assert (job.state, mother.bot.server.texts_to(moved)) == (DONE, ["Dars bekor qilindi"])
    assert TelegramLink.objects.get(user=mother.user).chat_id == moved


def test_revoked_token_is_logged_and_reported_once_a_day(mother, admin, caplog):
    def told() -> int:
        return Notification.objects.filter(user=admin, type="portal.provider_refuses").count()

    mother.bot.server.revoked = True
    for _ in range(3):
        work_off(mother, sent_to(mother.chat))
    assert told() == 1
    logged = [record for record in caplog.records if "refuses our credentials" in record.getMessage()]
    assert [record.levelno for record in logged] == [logging.ERROR]
    ProviderToken.objects.update(told_at=timezone.now() - timedelta(days=1))
    work_off(mother, sent_to(mother.chat))
    assert told() == 2


def test_delayed_message_uses_no_try_but_expires(bot, monkeypatch):
    ProviderToken.objects.create(provider=client.PROVIDER, refused_until=timezone.now() + timedelta(hours=1))
    job = sent_to(new_chat())
    for turn in range(1, 8):
        Job.objects.filter(pk=job.pk).update(run_at=timezone.now() - timedelta(seconds=1))
        bot.work()
        job.refresh_from_db()
        assert (job.state, job.failures, job.attempt) == (QUEUED, 0, turn)
    monkeypatch.setattr(jobs, "MAX_POSTPONEMENTS", 5)
    Job.objects.filter(pk=job.pk).update(run_at=timezone.now() - timedelta(seconds=1))
    bot.work()
    job.refresh_from_db()
    assert job.failures == 1


def forget_moments() -> None:
    """All moments are free again."""
    store = redis.Redis.from_url(settings.ENV.redis_url)
    for key in store.scan_iter(f"{settings.ENV.redis_prefix}:telegram:*"):
        store.delete(key)


@pytest.fixture
def measured(monkeypatch):
    """Sets the measure; no moment was taken before, and none is afterwards."""

    def measure(per_second: int, chat_seconds: float) -> None:
        monkeypatch.setattr(settings.ENV, "telegram_per_second", per_second)
        monkeypatch.setattr(settings.ENV, "telegram_chat_seconds", chat_seconds)

    forget_moments()
    yield measure
    forget_moments()


@pytest.mark.parametrize("together", [True, False])
def test_all_processes_share_the_send_rate(server, measured, monkeypatch, together):
    measured(1, 0)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    clocks: list[Any] = []
    for number in range(12):
        clock: Any = rate_limit._RateLimiter()
        take = clock._take
        if not together:
            alone = f":{number}"
            clock._take = lambda *, keys, args, take=take, alone=alone: take(keys=[k + alone for k in keys], args=args)
        clocks.append(clock)
    began = time.monotonic()
    with ThreadPoolExecutor(6) as pool:
        taken = [wait >= 0 for wait in pool.map(lambda clock: clock.wait(new_chat()), clocks)]
    most = 2 + (time.monotonic() - began) * 1
    assert (sum(taken) <= most) is together


def test_chat_gets_one_message_a_second_and_others_do_not_wait(server, measured):
    measured(1000, 30)
    chat = str(new_chat())
    telegram.send_message(to=chat, text="first")
    with pytest.raises(ProviderBusy) as put_off:
        telegram.send_message(to=chat, text="second")
    assert timedelta(seconds=20) < put_off.value.after <= timedelta(seconds=30)
    telegram.send_message(to=str(new_chat()), text="to another")
    assert len(server.sent) == 2


def test_delayed_messages_are_spread(server, measured, monkeypatch):
    measured(1, 0)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    afters = []
    for _ in range(6):
        try:
            rate_limit.wait_for_rate_limit(new_chat())
        except ProviderBusy as busy:
            afters.append(busy.after)
    assert len(afters) >= 3
    gaps = [later - earlier for earlier, later in zip(afters, afters[1:], strict=False)]
    assert all(gap > timedelta(seconds=0.5) for gap in gaps)


def test_messages_are_sent_while_redis_is_down(server, monkeypatch):
    monkeypatch.setattr(settings.ENV, "redis_url", f"redis://127.0.0.1:{find_free_port()}/0")
    clock: Any = rate_limit._RateLimiter()
    monkeypatch.setattr(rate_limit, "_get_rate_limiter", lambda: clock)
    monkeypatch.setattr(settings.ENV, "telegram_chat_seconds", 30.0)
    chat = new_chat()
    for _ in range(3):
        telegram.send_message(to=str(chat), text="x")
    assert len(server.texts_to(chat)) == 3


def test_shorter_pause_does_not_end_a_longer_one(server):
    for seconds in (86_400, 5):
        server.answers = [(429, "Too Many Requests", {"retry_after": seconds})]
        with pytest.raises(ProviderBusy):
            client.call_api("sendMessage", {"chat_id": new_chat(), "text": "x"})
    until = ProviderToken.objects.get(provider=client.PROVIDER).refused_until
    assert until is not None
    assert until > timezone.now() + timedelta(hours=23)
    client.answer_callback("1")
    assert not server.of("answerCallbackQuery")
