"""The webhook takes what carries Telegram's secret, answers all of it with 200, and acts on two commands only."""

from typing import Any

import pytest
from django.conf import settings

from apps.accounts.models import TelegramLink, User
from apps.jobs.models import Job
from tests import cast
from tests.accounts.telegram.chat import WEBHOOK, Bot, new_chat, new_token, post, update
from tests.servers.telegram import SECRET

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "ü"])
def test_without_the_secret_nothing_is_taken(bot: Bot, jasur: User, secret: str | None) -> None:
    start = update(new_chat(), f"/start {new_token(jasur)}")
    refused = post(start, secret=secret)
    assert (refused.status, refused.json["code"]) == (403, "forbidden")
    assert not TelegramLink.objects.exists()
    assert post(start).status == 200
    assert TelegramLink.objects.exists()


def test_without_a_bot_no_secret_is_right(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings.ENV, "telegram_webhook_secret", "")
    assert [post({}, secret=secret).status for secret in ("", None, SECRET)] == [403, 403, 403]


def test_only_posts_are_taken(bot: Bot) -> None:
    answer = cast.ApiClient().get(WEBHOOK)
    assert (answer.status, answer.headers["allow"]) == (405, "POST")


def test_a_body_that_no_update_has_is_refused(bot: Bot) -> None:
    assert post(update(new_chat(), "x" * 65_000)).status == 200
    assert post(update(new_chat(), "x" * 66_000)).status == 413


CHAT = 7_000_000_001
OTHERS: dict[str, Any] = {
    "empty": {},
    "list": [],
    "text": "/start",
    "callback": {"update_id": 1, "callback_query": {"id": "1", "data": "/start"}},
    "photo": {"update_id": 1, "message": {"chat": {"id": CHAT, "type": "private"}, "photo": []}},
    "words": update(CHAT, "assalomu alaykum"),
    "other command": update(CHAT, "/help"),
    "group": update(CHAT, "/start", chat={"id": -100, "type": "supergroup"}),
    "group that is called private": update(CHAT, "/start", chat={"id": -100, "type": "private"}),
    "number too large": update(CHAT, "/start", chat={"id": 2**63, "type": "private"}),
    "update too large": {**update(CHAT, "/start"), "update_id": 2**63},
    "no text": update(CHAT, "/start", text=None),
    "stop of a stranger": update(CHAT, "/stop"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_everything_else_is_a_200_and_does_nothing(bot: Bot, name: str) -> None:
    assert post(OTHERS[name]).status == 200
    assert not Job.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'{"update_id": NaN}', b"[" * 5000], ids=range(5))
def test_bytes_that_are_no_json_are_a_200_too(bot: Bot, body: bytes) -> None:
    client = cast.ApiClient()._client
    answer = client.post(
        f"{cast.BASE}{WEBHOOK}",
        body,
        content_type="application/json",
        headers={"X-Telegram-Bot-Api-Secret-Token": SECRET},
    )
    assert answer.status_code == 200
