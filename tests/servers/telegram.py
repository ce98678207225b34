"""A server on loopback that speaks Telegram's Bot API: sendMessage and its refusals."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
NAME = "talim_test_bot"
SECRET = "the-secret-of-the-webhook"


class TelegramServer(ThreadingHTTPServer):
    """`sent` holds the messages it took. `answers` are refusals to give to the next calls, each with what it says;
    `blocked` are the chats of people who blocked the bot; `silent` takes a message and drops the connection.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Request)
        self.sent: list[dict[str, Any]] = []
        self.calls = 0
        self.answers: list[tuple[int, str, dict[str, int]]] = []
        self.blocked: set[int] = set()
        self.silent = False
        self._lock = threading.Lock()

    @property
    def env(self) -> dict[str, str]:
        """The variables that make a process use it."""
        return {
            "TELEGRAM_URL": f"http://127.0.0.1:{self.server_address[1]}",
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_BOT_NAME": NAME,
            "TELEGRAM_WEBHOOK_SECRET": SECRET,
        }

    def texts_to(self, chat: int) -> list[str]:
        """The texts of all messages to a chat, oldest first."""
        return [message["text"] for message in self.sent if message["chat_id"] == chat]

    def answer(self, path: str, message: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        with self._lock:
            self.calls += 1
            if path != f"/bot{TOKEN}/sendMessage":
                return _refusal(401, "Unauthorized")
            if self.answers:
                status, said, parameters = self.answers.pop(0)
                return _refusal(status, said, parameters)
            if message["chat_id"] in self.blocked:
                return _refusal(403, "Forbidden: bot was blocked by the user")
            if not message.get("text") or len(message["text"]) > 4096:
                return _refusal(400, "Bad Request: message text is empty or too long")
            self.sent.append(message)
            return 200, {"ok": True, "result": {"message_id": len(self.sent)}}


def _refusal(status: int, said: str, parameters: dict[str, int] | None = None) -> tuple[int, dict[str, Any]]:
    answer: dict[str, Any] = {"ok": False, "error_code": status, "description": said}
    return status, answer | ({"parameters": parameters} if parameters else {})


class _Request(BaseHTTPRequestHandler):
    server: TelegramServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", "0"))))
        status, answer = self.server.answer(self.path, body)
        if self.server.silent:
            self.close_connection = True
            return
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def telegram_server() -> Iterator[TelegramServer]:
    """A running server, gone afterwards."""
    with TelegramServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
