"""A mail server on loopback that speaks enough SMTP (RFC 5321) for a client, and keeps what it is given."""

import socketserver
from contextlib import AbstractContextManager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from tests.servers.local_server import run_server


class _Session(socketserver.StreamRequestHandler):
    server: "SmtpServer"

    def handle(self) -> None:
        self._say(self.server.greeting)
        recipients: list[str] = []
        while line := self.rfile.readline().decode().strip():
            word = line.upper().split(" ")[0]
            if word in ("EHLO", "HELO"):
                self._say(self.server.answers.get(word, "250 here"))
            elif line.upper().startswith("RCPT TO:"):
                recipients.append(line[8:].strip().strip("<>"))
                self._say(self.server.answer_to_recipient or "250 ok")
            elif word in self.server.answers:
                self._say(self.server.answers[word])
            elif word == "DATA":
                self._say("354 go on")
                self.server.keep(recipients, self._data())
                recipients = []
                if self.server.cuts_off:
                    return
                self._say("250 taken")
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _data(self) -> bytes:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


class SmtpServer(socketserver.ThreadingTCPServer):
    """`messages` holds (recipients, message). Set `answer_to_recipient` ("550 no such person") or `greeting` to refuse.

    `answers` are those to other commands (`MAIL`, `DATA`); with `cuts_off` it takes a message and says nothing.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.messages: list[tuple[list[str], EmailMessage]] = []
        self.greeting, self.answer_to_recipient = "220 here", ""
        self.answers: dict[str, str] = {}
        self.cuts_off = False

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def env(self) -> dict[str, str]:
        """The variables that make a process use it."""
        return {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(self.port), "EMAIL_SECURITY": "none"}

    def keep(self, recipients: list[str], raw: bytes) -> None:
        message = cast(EmailMessage, message_from_bytes(raw, policy=cast(Any, policy.default)))
        self.messages.append((recipients, message))

    def texts_to(self, address: str) -> list[str]:
        """The texts of all messages to an address, oldest first."""
        return [str(message.get_content()) for recipients, message in self.messages if address in recipients]


def smtp_server() -> AbstractContextManager[SmtpServer]:
    """A running server, gone afterwards."""
    return run_server(SmtpServer())
