"""`manage.py telegram` asks for updates: none is lost or worked on twice, one process at a time, gone when told to."""

import signal
from typing import Any

import pytest
from django.conf import settings

from apps.jobs.queries import count_ready_processes
from apps.messaging.models import TelegramPoll, TelegramUpdate
from apps.messaging.telegram import inbox
from apps.portal.telegram import polling
from tests.accounts.telegram.chat import new_chat, update
from tests.processes import wait_until


@pytest.fixture
def asking(transactional_db, processes, server):
    """Processes that ask the local server; it has no webhook."""
    processes.env = {**server.env, "TELEGRAM_WEBHOOK_SECRET": "", "TELEGRAM_CHAT_SECONDS": "0"}
    return processes


def starts(number: int) -> list[dict[str, Any]]:
    """So many strangers who press Start, in the order of their updates."""
    return [update(new_chat(), "/start") for _ in range(number)]


def kept() -> list[int]:
    return sorted(TelegramUpdate.objects.values_list("update_id", flat=True))


def test_killed_poller_loses_no_update_and_stores_none_twice(asking, server):
    sent = starts(30)
    server.put(*sent[:5])
    process = asking.spawn(["telegram"])
    wait_until(lambda: len(kept()) == 5, what="what waited")
    assert {given.get("language_code") for given in server.of("setMyCommands")} == {None, "uz", "ru", "en"}
    for item in sent[5:10]:
        server.put(item)
    process.kill()
    server.put(*sent[10:])
    TelegramPoll.objects.update(leased_until=None, holder="")
    again = asking.spawn(["telegram"])
    wait_until(lambda: len(kept()) == 30, what="the others")
    assert kept() == sorted(item["update_id"] for item in sent)

    polls = server.polls
    wait_until(lambda: server.polls > polls or not server.updates, what="a long answer")
    assert again.stop() == 0
    poll = TelegramPoll.objects.get()
    assert (poll.holder, poll.offset) == ("", max(kept()) + 1)


def test_poller_refuses_or_takes_over_a_webhook(asking, server):
    server.webhook = "https://staging.example/hook/"
    refused = asking.spawn(["telegram"])
    assert refused.wait() != 0
    assert "staging.example" in refused.output()
    assert server.webhook
    assert polling.prepare_polling(delete_webhook=True, wait_for_webhook=False)
    assert server.webhook == ""


def test_poller_waiting_for_a_webhook_is_healthy(asking, server):
    server.webhook = "https://staging.example/hook/"
    waiting = asking.spawn(["telegram", "--patient"])
    wait_until(lambda: count_ready_processes("telegram") == 1, what="the sign of life")
    assert server.polls == 0
    waiting.stop()
    assert count_ready_processes("telegram") == 0


@pytest.mark.django_db
@pytest.mark.parametrize("held", [True, False])
def test_poller_without_its_turn_stores_nothing(server, held):
    sent = starts(2)
    assert inbox.claim_polling("first") == 0
    if not held:
        TelegramPoll.objects.update(holder="second")
    assert polling.store_updates(sent, offset=0, holder="first") is held
    assert len(kept()) == (2 if held else 0)


@pytest.mark.django_db
def test_unreadable_update_is_skipped(server):
    good = update(new_chat(), "/start")
    odd = [{"update_id": good["update_id"] + 1, "poll": {}}, {"update_id": "x"}, 7, None, {"message": []}]
    inbox.claim_polling("first")
    assert polling.store_updates([good, *odd], offset=0, holder="first")
    assert kept() == [good["update_id"]]
    assert TelegramPoll.objects.get().offset == good["update_id"] + 2


@pytest.mark.django_db
def test_poller_waits_for_the_network(server, monkeypatch):
    poller = polling.UpdatePoller()
    waited: list[float] = []
    monkeypatch.setattr(poller.stop, "wait", waited.append)
    url = settings.ENV.telegram_url
    monkeypatch.setattr(settings.ENV, "telegram_url", "http://127.0.0.1:9")
    server.put(*starts(1))

    def mended() -> bool:
        if len(waited) == 8:
            monkeypatch.setattr(settings.ENV, "telegram_url", url)
        return poller.poll_once()

    assert poller.retry_until_done(mended)
    assert waited == [1, 2, 4, 8, 16, 32, 60, 60]
    assert len(kept()) == 1


@pytest.mark.django_db
def test_signal_handlers_are_restored():
    before = signal.getsignal(signal.SIGTERM)
    with polling.UpdatePoller().handle_signals():
        assert signal.getsignal(signal.SIGTERM) is not before
    assert signal.getsignal(signal.SIGTERM) is before
