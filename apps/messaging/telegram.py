"""Telegram's Bot API: send a text to a chat, and read what Telegram sends to the webhook.

The bot's token is part of every address, so nothing that names an address leaves this module: no error of the HTTP
client, no log line. Told to wait (429), all processes leave the bot alone for so long. Telegram has no key against
repeats: what went unanswered is sent again, and may then come twice.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import structlog
from django.conf import settings
from django.utils import timezone
from pydantic import BaseModel, Field, ValidationError

from apps.messaging.errors import Blocked, Busy, NotSent, Refused
from apps.messaging.models import ProviderToken

log = structlog.get_logger(__name__)

PROVIDER = "telegram"
TIMEOUT = httpx.Timeout(15.0, connect=5.0)
LONGEST_TEXT = 4096
LONGEST_WAIT = timedelta(hours=1)
GONE = ("chat not found", "user is deactivated", "peer_id_invalid")


def is_set_up() -> bool:
    """Whether the centre has a bot."""
    return bool(settings.ENV.telegram_bot_token)


def start_link(token: str) -> str:
    """The link that opens the bot and sends it `/start <token>` (at most 64 characters of A-Z a-z 0-9 _ -)."""
    return f"https://t.me/{settings.ENV.telegram_bot_name}?start={token}"


def send(*, to: str, text: str) -> None:
    """Send a plain text to a private chat, without a preview of its links.

    Blocked when the person does not want to hear from the bot, Busy while Telegram wants to be left alone, NotSent when
    a later try may help, Refused when none will.
    """
    if not is_set_up():
        raise Refused("no TELEGRAM_BOT_TOKEN")
    _check_pause()
    message = {
        "chat_id": int(to),
        "text": text[:LONGEST_TEXT],
        "link_preview_options": {"is_disabled": True},
        "protect_content": True,
    }
    answer = _post("sendMessage", message)
    if answer.status_code == 200:
        return
    if answer.status_code == 429:
        raise _pause(answer)
    if answer.status_code == 403 or (answer.status_code == 400 and _says_gone(answer)):
        raise Blocked("the person does not take messages of the bot")
    if answer.status_code in (401, 404):
        log.error("Telegram refuses the bot; see its setting", status=answer.status_code)
        raise Refused("Telegram refused the bot; see TELEGRAM_BOT_TOKEN")
    if answer.status_code >= 500:
        raise NotSent(f"Telegram failed ({answer.status_code})")
    raise Refused(f"Telegram does not take this message ({answer.status_code})")


def _post(method: str, message: dict[str, Any]) -> httpx.Response:
    env = settings.ENV
    try:
        with httpx.Client(timeout=TIMEOUT, follow_redirects=False) as http:
            return http.post(f"{env.telegram_url.rstrip('/')}/bot{env.telegram_bot_token}/{method}", json=message)
    except httpx.HTTPError as error:
        raise NotSent(f"Telegram cannot be reached ({type(error).__name__})") from None


def _check_pause() -> None:
    """Busy while Telegram told us to wait."""
    until = ProviderToken.objects.filter(provider=PROVIDER).values_list("refused_until", flat=True).first()
    if until and until > timezone.now():
        raise Busy("Telegram wants to be left alone for a while", after=until - timezone.now())


def _pause(answer: httpx.Response) -> Busy:
    try:
        seconds = int(answer.json()["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        seconds = 1
    wait = min(timedelta(seconds=max(seconds, 1)), LONGEST_WAIT)
    ProviderToken.objects.update_or_create(provider=PROVIDER, defaults={"refused_until": timezone.now() + wait})
    return Busy("Telegram wants to be left alone for a while", after=wait)


def _says_gone(answer: httpx.Response) -> bool:
    said = answer.text.lower()
    return any(text in said for text in GONE)


@dataclass(frozen=True)
class Command:
    """What a person wrote to the bot in a private chat: `/start abc` has the name `start` and the argument `abc`."""

    update_id: int
    chat_id: int
    name: str
    argument: str
    language: str


class _Sender(BaseModel):
    language_code: str = ""


class _Chat(BaseModel):
    id: int = Field(gt=0, lt=2**63)
    type: str


class _Message(BaseModel):
    chat: _Chat
    sender: _Sender = Field(_Sender(), alias="from")
    text: str = ""


class _Update(BaseModel):
    update_id: int = Field(ge=0, lt=2**63)
    message: _Message


def command_in(body: bytes) -> Command | None:
    """The command in the body of an update; None for everything else that Telegram, or anybody, may send."""
    try:
        update = _Update.model_validate_json(body)
    except ValidationError:
        return None
    message = update.message
    first, _space, argument = message.text.partition(" ")
    if message.chat.type != "private" or not first.startswith("/"):
        return None
    name = first[1:].partition("@")[0].lower()
    return Command(
        update_id=update.update_id,
        chat_id=message.chat.id,
        name=name,
        argument=argument.strip(),
        language=message.sender.language_code.split("-")[0].lower(),
    )
