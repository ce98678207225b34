"""The three providers on loopback: messages that they received, and their faults."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.servers.eskiz import EskizServer, eskiz_server
from tests.servers.smtp import SmtpServer, smtp_server
from tests.servers.telegram import TelegramServer, telegram_server

NO_RATE_LIMITS = {"SMS_PER_DAY": "100000", "TELEGRAM_PER_SECOND": "1000", "TELEGRAM_CHAT_SECONDS": "0"}
"""Simulated time does not wait for rate limits, which follow the clock of Redis."""
WAIT_EVERY, FAIL_EVERY, SILENT_EVERY = 40, 25, 30
"""One in so many Telegram messages is told to wait; one in so many SMS fails, or is accepted without an answer."""


@dataclass(frozen=True)
class ReceivedMessage:
    """A message that a provider accepted, at the simulated time; `address` is a chat, phone number or e-mail."""

    channel: str
    address: str
    text: str
    at: datetime


@dataclass
class MessageProviders:
    """The running providers. Call `note` after each job to save new messages."""

    telegram: TelegramServer
    eskiz: EskizServer
    smtp: SmtpServer
    arrived: list[ReceivedMessage] = field(default_factory=list)
    faults: int = 0
    _seen: dict[str, int] = field(default_factory=lambda: {"telegram": 0, "sms": 0, "email": 0})
    _planned: set[tuple[str, int]] = field(default_factory=set)

    @property
    def env(self) -> dict[str, str]:
        """Return the variables that make a process use them."""
        return {**self.telegram.env, **self.eskiz.env, **self.smtp.env, **NO_RATE_LIMITS}

    def note(self) -> None:
        """Save messages received since the last call, with the current time."""
        now = datetime.now(UTC)
        messages = {
            "telegram": [(str(message["chat_id"]), str(message["text"])) for message in self.telegram.sent],
            "sms": [("+" + message["mobile_phone"], message["message"]) for message in self.eskiz.sent],
            "email": [(to, str(message.get_content())) for tos, message in self.smtp.messages for to in tos],
        }
        for channel, all_of in messages.items():
            new = all_of[self._seen[channel] :]
            self._seen[channel] = len(all_of)
            self.arrived += [ReceivedMessage(channel, address, text, now) for address, text in new]
        self._fail()

    def _fail(self) -> None:
        """Make the next call fail when its turn has come."""
        self.eskiz.silent = False
        for name, every in (("wait", WAIT_EVERY), ("fail", FAIL_EVERY), ("silent", SILENT_EVERY)):
            count = self._seen["telegram" if name == "wait" else "sms"]
            if not count or count % every or (name, count) in self._planned:
                continue
            self._planned.add((name, count))
            self.faults += 1
            if name == "wait":
                self.telegram.answers.append((429, "Too Many Requests: retry after 7", {"retry_after": 7}))
            elif name == "fail":
                self.eskiz.answers.append(500)
            else:
                self.eskiz.silent = True


@contextmanager
def start_providers() -> Iterator[MessageProviders]:
    """Run all three providers."""
    with ExitStack() as stack:
        yield MessageProviders(
            stack.enter_context(telegram_server()),
            stack.enter_context(eskiz_server()),
            stack.enter_context(smtp_server()),
        )
