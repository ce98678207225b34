"""The webhook takes what carries Telegram's secret, answers all of it with 200, and works on it later."""

from typing import Any

import pytest
from django.conf import settings

from apps.accounts.models import TelegramLink
from apps.jobs.models import Job
from apps.messaging.models import TelegramUpdate
from tests import factories
from tests.accounts.telegram.chat import WEBHOOK, new_chat, new_token, post, update
from tests.servers.telegram import SECRET

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "ü"])
def test_request_without_the_secret_is_refused(bot, jasur, secret):
    start = update(new_chat(), f"/start {new_token(jasur)}")
    assert post(start, secret=secret).refusal == (403, "forbidden")
    assert not TelegramLink.objects.exists()
    bot.work()
    assert not TelegramUpdate.objects.exists()
    assert post(start).status == 200
    bot.work()
    assert TelegramLink.objects.exists()


def test_no_secret_is_valid_without_a_bot(bot, monkeypatch):
    monkeypatch.setattr(settings.ENV, "telegram_webhook_secret", "")
    assert [post({}, secret=secret).status for secret in ("", None, SECRET)] == [403, 403, 403]


def test_only_post_is_allowed(bot):
    answer = factories.ApiClient().get(WEBHOOK)
    assert (answer.status, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize(("padding", "taken"), [(4_000, True), (66_000, False)])
def test_unknown_body_is_a_200_and_is_ignored(bot, padding, taken):
    start = update(new_chat(), "/start", caption="x" * padding)
    assert post(start).status == 200
    assert TelegramUpdate.objects.exists() is taken


CHAT = 7_000_000_001
PRIVATE = {"id": CHAT, "type": "private"}
MESSAGE = {"message_id": 1, "chat": PRIVATE}
OTHERS: dict[str, Any] = {
    "empty": {},
    "list": [],
    "text": "/start",
    "callback": {"update_id": 1, "callback_query": {"id": "1", "data": "/start"}},
    "photo": {"update_id": 1, "message": {"chat": PRIVATE, "photo": []}},
    "text too long": update(CHAT, "/start " + "x" * 4096),
    "somebody else's message": update(CHAT, "/start", **{"from": {"id": CHAT + 1}}),
    "pressed by a stranger": {
        "update_id": 2,
        "callback_query": {"id": "7", "from": {"id": CHAT}, "data": "child:x", "message": MESSAGE},
    },
    "group": update(CHAT, "/start", chat={"id": -100, "type": "supergroup"}),
    "group that is called private": update(CHAT, "/start", chat={"id": -100, "type": "private"}),
    "number too large": update(CHAT, "/start", chat={"id": 2**63, "type": "private"}),
    "update too large": {**update(CHAT, "/start"), "update_id": 2**63},
    "no text": update(CHAT, "/start", text=None),
}


@pytest.mark.parametrize(
    ("text", "answers"), [("/stop", 0), ("/help", 1), ("/start", 1), ("/today", 1), ("assalomu alaykum", 1)]
)
def test_unlinked_chat_is_told_how_to_link(bot, text, answers):
    chat = new_chat()
    assert bot.write(chat, text).status == 200
    assert len(bot.reads(chat)) == answers


@pytest.mark.parametrize("name", OTHERS)
def test_other_updates_are_a_200_and_do_nothing(bot, name):
    assert post(OTHERS[name]).status == 200
    assert not Job.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'{"update_id": NaN}', b"[" * 5000], ids=range(5))
def test_invalid_json_is_a_200(bot, body):
    path, headers = f"{factories.API_ROOT}{WEBHOOK}", {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    client = factories.make_django_client()
    assert client.post(path, body, content_type="application/json", headers=headers).status_code == 200
