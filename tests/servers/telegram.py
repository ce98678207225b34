"""A server on loopback that speaks Telegram's Bot API: messages and files to chats, webhook or updates, refusals."""

import json
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from email import message_from_bytes
from typing import Any

from tests.servers.local_server import LocalRequest, LocalServer, run_server

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
NAME = "talim_test_bot"
SECRET = "the-secret-of-the-webhook"
FILES = {"sendVoice": "voice", "sendAudio": "audio", "sendDocument": "document"}

Answer = tuple[int, dict[str, Any]]


class TelegramServer(LocalServer):
    """`sent` holds the messages it took, as they read now; `asked` every call by its method. `answers` are refusals to
    give to the next messages, each with what it says; `blocked` are the chats of people who blocked the bot, `moved`
    those that have another id; `files` are what people sent, by the id of the file; `silent` takes a message and drops
    the connection. `updates` wait to be asked for.
    """

    def __init__(self) -> None:
        super().__init__(_Request)
        self.sent: list[dict[str, Any]] = []
        self.times: list[float] = []
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.calls = 0
        self.answers: list[tuple[int, str, dict[str, int]]] = []
        self.blocked: set[int] = set()
        self.moved: dict[int, int] = {}
        self.silent = False
        self.revoked = False
        self.webhook = ""
        self.updates: list[dict[str, Any]] = []
        self.polls = 0
        self.files: dict[str, bytes] = {}
        self._change = threading.Condition()

    @property
    def env(self) -> dict[str, str]:
        """The variables that make a process use it."""
        return {
            "TELEGRAM_URL": self.url,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_BOT_NAME": NAME,
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
        }

    def texts_to(self, chat: int) -> list[str]:
        """The texts of all messages to a chat, oldest first."""
        return [message["text"] for message in self.sent if message["chat_id"] == chat and "text" in message]

    def last_to(self, chat: int) -> dict[str, Any]:
        """The newest message to a chat, as it reads now."""
        return [message for message in self.sent if message["chat_id"] == chat][-1]

    def of(self, method: str) -> list[dict[str, Any]]:
        """What was given with all calls of this method."""
        return [given for name, given in self.asked if name == method]

    def put(self, *updates: dict[str, Any]) -> None:
        """These wait to be asked for."""
        with self._change:
            self.updates += updates
            self._change.notify_all()

    def answer(self, path: str, given: dict[str, Any]) -> Answer:
        """What Telegram answers to one call."""
        _root, token, method = path.split("/", 2)
        with self._change:
            if token != f"bot{TOKEN}" or self.revoked:
                self.calls += 1
                return _refusal(401, "Unauthorized")
            self.asked.append((method, given))
            write = method in ("sendMessage", "editMessageText", *FILES)
            result: Callable[[dict[str, Any]], Answer] | None = getattr(self, "_write" if write else f"_{method}", None)
            return _refusal(404, "Not Found") if result is None else result(given)

    def _write(self, message: dict[str, Any]) -> Answer:
        self.calls += 1
        self.times.append(time.monotonic())
        message["chat_id"] = chat = int(message["chat_id"])
        if self.answers:
            status, output, parameters = self.answers.pop(0)
            return _refusal(status, output, parameters)
        if chat in self.moved:
            return _refusal(400, "Bad Request: chat was upgraded", {"migrate_to_chat_id": self.moved[chat]})
        if chat in self.blocked:
            return _refusal(403, "Forbidden: bot was blocked by the user")
        if not set(message) & set(FILES.values()) and not 0 < len(message.get("text") or "") <= 4096:
            return _refusal(400, "Bad Request: message text is empty or too long")
        if not all(_is_button(button) for row in _keyboard(message) for button in row):
            return _refusal(400, "Bad Request: BUTTON_DATA_INVALID")
        return self._change_message(message) if "message_id" in message else self._take(message)

    def _take(self, message: dict[str, Any]) -> Answer:
        self.sent.append(message)
        return _fine({"message_id": len(self.sent), "chat": {"id": message["chat_id"], "type": "private"}})

    def _change_message(self, message: dict[str, Any]) -> Answer:
        place = message["message_id"] - 1
        if not 0 <= place < len(self.sent) or self.sent[place]["chat_id"] != message["chat_id"]:
            return _refusal(400, "Bad Request: message to edit not found")
        old = self.sent[place]
        if old["text"] == message["text"] and _keyboard(old) == _keyboard(message):
            return _refusal(400, "Bad Request: message is not modified")
        old |= {"text": message["text"], "reply_markup": message.get("reply_markup", {})}
        return _fine({"message_id": message["message_id"]})

    def _answerCallbackQuery(self, given: dict[str, Any]) -> Answer:  # noqa: N802
        return _fine(True)

    _setMyCommands = _answerCallbackQuery  # noqa: N815

    def _getFile(self, given: dict[str, Any]) -> Answer:  # noqa: N802
        """Above 20 MB there is none for bots."""
        content = self.files.get(given["file_id"])
        if content is None or len(content) > 20 * 1024 * 1024:
            return _refusal(400, "Bad Request: file is too big")
        return _fine({"file_id": given["file_id"], "file_size": len(content), "file_path": given["file_id"]})

    def _getMe(self, given: dict[str, Any]) -> Answer:  # noqa: N802
        return _fine({"id": 110201543, "is_bot": True, "username": NAME})

    def _setWebhook(self, given: dict[str, Any]) -> Answer:  # noqa: N802
        if not given["url"].startswith("https://"):
            return _refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        self.webhook = given["url"]
        return _fine(True)

    def _deleteWebhook(self, given: dict[str, Any]) -> Answer:  # noqa: N802
        self.webhook = ""
        return _fine(True)

    def _getWebhookInfo(self, given: dict[str, Any]) -> Answer:  # noqa: N802
        return _fine({"url": self.webhook, "pending_update_count": len(self.updates)})

    def _getUpdates(self, given: dict[str, Any]) -> Answer:  # noqa: N802
        """Those before `offset` are confirmed and gone, unless it lies past them all: then it was of other updates. A
        newer question ends an older one.
        """
        if self.webhook:
            return _refusal(409, "Conflict: can't use getUpdates method while webhook is active")
        self.polls += 1
        mine = self.polls
        self._change.notify_all()
        if given["offset"] <= max((update["update_id"] for update in self.updates), default=0) + 1:
            self.updates = [update for update in self.updates if update["update_id"] >= given["offset"]]
        self._change.wait_for(lambda: bool(self.updates) or self.polls != mine, given["timeout"])
        if self.polls != mine:
            return _refusal(409, "Conflict: terminated by other getUpdates request")
        return _fine(self.updates[: given["limit"]])


def _fine(result: Any) -> Answer:
    return 200, {"ok": True, "result": result}


def _keyboard(message: dict[str, Any]) -> list[list[dict[str, str]]]:
    rows: list[list[dict[str, str]]] = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return rows


def _is_button(button: dict[str, str]) -> bool:
    data, url = button.get("callback_data"), button.get("url", "")
    return bool(button["text"]) and (1 <= len(data.encode()) <= 64 if data is not None else "://" in url)


def _refusal(status: int, text: str, parameters: dict[str, int] | None = None) -> Answer:
    answer: dict[str, Any] = {"ok": False, "error_code": status, "description": text}
    return status, answer | ({"parameters": parameters} if parameters else {})


def _form(content_type: str, body: bytes) -> dict[str, Any]:
    """The parts of an upload: texts, and of a file its name, type and bytes."""
    given: dict[str, Any] = {}
    for part in message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body).walk():
        name = part.get_param("name", header="content-disposition")
        if name is not None:
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            file = part.get_filename()
            given[str(name)] = content.decode() if file is None else (file, part.get_content_type(), content)
    return given


class _Request(LocalRequest):
    server: TelegramServer

    def answer(self) -> None:
        root = f"/file/bot{TOKEN}/"
        if self.path.startswith(root):
            self._send_file(self.server.files.get(self.path.removeprefix(root)))
            return
        body = self.read_body()
        kind = self.headers.get("Content-Type", "")
        given = _form(kind, body) if kind.startswith("multipart/") else json.loads(body)
        status, answer = self.server.answer(self.path, given)
        if self.server.silent:
            self.close_connection = True
            return
        self.send_json(status, answer)

    def _send_file(self, content: bytes | None) -> None:
        self.send_response(404 if content is None else 200)
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        self.wfile.write(content or b"")


def telegram_server() -> AbstractContextManager[TelegramServer]:
    """A running server, gone afterwards."""
    return run_server(TelegramServer())
