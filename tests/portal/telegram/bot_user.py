"""A person in their linked chat: what they write and press, and what they read."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from apps.accounts.models import User
from tests.accounts.telegram.chat import Bot, post, update

_presses = count(1)


def build_press(chat: int, message_id: int, data: str, *, by: int | None = None) -> dict[str, Any]:
    """An update that says that a button was pressed."""
    query = {
        "id": str(next(_presses)),
        "from": {"id": by or chat, "is_bot": False, "first_name": "Gulnora", "language_code": "uz"},
        "message": {"message_id": message_id, "chat": {"id": chat, "type": "private"}, "date": 0},
    }
    query |= {"chat_instance": "1", "data": data}
    return {"update_id": update(chat, "")["update_id"], "callback_query": query}


@dataclass
class BotUser:
    bot: Bot
    user: User
    chat: int

    def writes(self, text: str) -> str:
        """Write; what the bot's newest message says then."""
        assert self.bot.write(self.chat, text).status == 200
        return self.reads()

    def reads(self) -> str:
        """The bot's newest message, once the worker has nothing to do."""
        for _ in range(3):
            self.bot.work()
        return str(self.last.get("text", ""))

    @property
    def last(self) -> dict[str, Any]:
        return self.bot.server.last_to(self.chat)

    def buttons(self) -> dict[str, dict[str, str]]:
        """The buttons under the newest message by what they say."""
        rows = self.last.get("reply_markup", {}).get("inline_keyboard", [])
        return {button["text"]: button for row in rows for button in row}

    def data_of(self, text: str) -> str:
        """What stands behind the first button that says something with this in it."""
        return next(button["callback_data"] for found_button, button in self.buttons().items() if text in found_button)

    def presses(self, text: str) -> str:
        """Press that button; what the bot's newest message says then."""
        message_id = self.bot.server.sent.index(self.last) + 1
        return self.sends(build_press(self.chat, message_id, self.data_of(text)))

    def sends(self, raw: dict[str, Any]) -> str:
        assert post(raw).status == 200
        return self.reads()
