"""A person's chat with the bot, as Telegram shows it to us: updates at the webhook, messages at the Bot API."""

import re
import secrets
from collections.abc import Callable
from itertools import count
from typing import Any

from apps.accounts.models import User
from tests import factories
from tests.accounts.entry import signup
from tests.servers.telegram import SECRET, TelegramServer

LINK, WEBHOOK = "/notifications/telegram/link/", "/notifications/telegram/webhook/"
_numbers = count(secrets.randbelow(10**9))


def new_chat() -> int:
    return secrets.randbelow(10**12) + 1


def update(chat: int, text: str, /, **more: Any) -> dict[str, Any]:
    """An update with a message of a person's private chat."""
    sender = {"id": chat, "is_bot": False, "first_name": "Jasur", "language_code": "en"}
    message = {"message_id": 1, "from": sender, "chat": {"id": chat, "type": "private"}, "date": 0, "text": text}
    return {"update_id": next(_numbers), "message": message | more}


def post(body: Any, *, secret: str | None = SECRET) -> factories.ApiResponse:
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
    return factories.ApiClient().post(WEBHOOK, body, headers=headers)


def request_link(user: User, password: str = signup.PASSWORD) -> factories.ApiResponse:
    return signup.sign_in_client(user).post(LINK, {"password": password})


def new_token(user: User) -> str:
    """The token of a new link to the bot."""
    return str(request_link(user).json["url"]).partition("?start=")[2]


class Bot:
    """What people do in their chats, and what they read there once the worker has worked."""

    def __init__(self, server: TelegramServer, work: Callable[[], None]) -> None:
        self.server = server
        self.work = work

    def write(self, chat: int, text: str, /, **more: Any) -> factories.ApiResponse:
        """What the person wrote comes to the webhook, and the worker acts on it."""
        answer = post(update(chat, text, **more))
        self.work()
        return answer

    def link(self, user: User) -> int:
        """Link a new chat with this person; the chat."""
        chat = new_chat()
        assert self.write(chat, f"/start {new_token(user)}").status == 200
        assert any("Linked" in text for text in self.reads(chat))
        return chat

    def reads(self, chat: int) -> list[str]:
        self.work()
        return self.server.texts_to(chat)

    def code(self, chat: int) -> str:
        return str(re.findall(r"\b[0-9]{6}\b", self.reads(chat)[-1])[-1])

    def token(self, chat: int) -> str:
        return str(re.findall(r"#token=(\S+)", self.reads(chat)[-1])[-1])
