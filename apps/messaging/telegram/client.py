"""Calls of the Bot API: the meaning of answers, and calls that send no messages."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import httpx
import structlog
from django.conf import settings
from django.db.models import F
from django.db.models.functions import Greatest, Now

from apps.core.tls import get_tls_context
from apps.messaging import credential_alerts
from apps.messaging.errors import (
    AccountProblem,
    ChatMoved,
    MessageRefused,
    NotSent,
    PollingConflict,
    ProviderBusy,
    RecipientBlocked,
)
from apps.messaging.models import ProviderToken

log = structlog.get_logger(__name__)

PROVIDER = "telegram"
TIMEOUT_SECONDS = 15.0
MAX_PAUSE = timedelta(days=2)
UNREACHABLE_ERRORS = ("chat not found", "user is deactivated", "peer_id_invalid")
NOT_MODIFIED_ERROR = "message is not modified"
UPDATE_KINDS = ("message", "callback_query", "my_chat_member")
"""Kinds of updates that the bot handles; Telegram sends no others."""


def is_configured() -> bool:
    """Return whether the centre has a bot."""
    return bool(settings.ENV.telegram_bot_token)


def get_bot_id() -> str:
    """Return the bot's id, the first part of its token. Each bot numbers its own updates."""
    return str(settings.ENV.telegram_bot_token).partition(":")[0][:20]


def build_start_link(token: str) -> str:
    """Return a link that opens the bot and sends `/start <token>` (at most 64 characters of A-Z a-z 0-9 _ -)."""
    return f"https://t.me/{settings.ENV.telegram_bot_name}?start={token}"


def call_api(
    method: str, params: dict[str, Any], *, files: Any = None, timeout_seconds: float = TIMEOUT_SECONDS
) -> Any:
    """Call a method of the Bot API and return its result; `files` makes it an upload, with texts only in `params`.

    Raise RecipientBlocked, ChatMoved, ProviderBusy (429), PollingConflict (409), NotSent when a retry may help, and
    MessageRefused when it will not.
    """
    if not is_configured():
        raise AccountProblem("no TELEGRAM_BOT_TOKEN")
    return _parse_result(_post(method, params, files, timeout_seconds))


def check_no_telegram_pause() -> None:
    """Raise ProviderBusy while Telegram asked us to wait."""
    pauses = ProviderToken.objects.filter(provider=PROVIDER, refused_until__gt=Now())
    left = pauses.annotate(left=F("refused_until") - Now()).values_list("left", flat=True).first()
    if left is not None:
        raise ProviderBusy("Telegram wants to be left alone for a while", after=left)


def answer_callback(callback_id: str) -> None:
    """Confirm a button press, which ends the app's waiting sign; errors are ignored."""
    try:
        check_no_telegram_pause()
        call_api("answerCallbackQuery", {"callback_query_id": callback_id}, timeout_seconds=5.0)
    except (NotSent, MessageRefused, ProviderBusy) as error:
        log.info("a press was not answered", why=type(error).__name__)


def fetch_updates(*, offset: int, wait: int, limit: int = 100) -> list[Any]:
    """Return updates from that number on, oldest first; Telegram waits up to `wait` seconds for one.

    A request with an offset confirms all earlier updates.
    """
    parameters = {"offset": offset, "timeout": wait, "limit": limit, "allowed_updates": UPDATE_KINDS}
    updates = call_api("getUpdates", parameters, timeout_seconds=wait + TIMEOUT_SECONDS)
    return updates if isinstance(updates, list) else []


def fetch_bot_profile() -> dict[str, Any]:
    """Return the bot's profile: `username` and more."""
    return dict(call_api("getMe", {}))


def set_commands(commands: Sequence[tuple[str, str]], *, language: str = "") -> None:
    """Set the command menu in private chats: names and descriptions, for that language or for all others."""
    listed = [{"command": name, "description": text} for name, text in commands]
    parameters = {"commands": listed, "scope": {"type": "all_private_chats"}}
    call_api("setMyCommands", parameters | ({"language_code": language} if language else {}))


def fetch_webhook_info() -> dict[str, Any]:
    """Return where Telegram sends updates: `url` ("" for nowhere), `pending_update_count` and more."""
    return dict(call_api("getWebhookInfo", {}))


def set_webhook(url: str, *, secret: str) -> None:
    """Have updates sent to this URL, with the secret in a header."""
    call_api("setWebhook", {"url": url, "secret_token": secret, "allowed_updates": UPDATE_KINDS})


def delete_webhook() -> None:
    """Stop the webhook; waiting updates are kept for a day."""
    call_api("deleteWebhook", {"drop_pending_updates": False})


def _post(method: str, parameters: dict[str, Any], files: Any, seconds: float) -> httpx.Response:
    env = settings.ENV
    body: dict[str, Any] = {"json": parameters} if files is None else {"data": parameters, "files": files}
    try:
        timeout = httpx.Timeout(seconds, connect=5.0)
        with httpx.Client(timeout=timeout, follow_redirects=False, verify=get_tls_context()) as http:
            return http.post(f"{env.telegram_url.rstrip('/')}/bot{env.telegram_bot_token}/{method}", **body)
    except httpx.HTTPError as error:
        raise NotSent(f"Telegram cannot be reached ({type(error).__name__})") from None


def _parse_result(answer: httpx.Response) -> Any:
    content = _parse_json(answer)
    if answer.status_code == 200 and content.get("ok") is True:
        return content.get("result")
    parameters = content.get("parameters")
    parameters = parameters if isinstance(parameters, dict) else {}
    error_text = str(content.get("description", "")).lower()
    match answer.status_code:
        case 429:
            raise _start_pause(parameters.get("retry_after"))
        case 400 if isinstance(parameters.get("migrate_to_chat_id"), int):
            raise ChatMoved(parameters["migrate_to_chat_id"])
        case 400 if NOT_MODIFIED_ERROR in error_text:
            return {}
        case 400 | 403 as status if status == 403 or any(text in error_text for text in UNREACHABLE_ERRORS):
            raise RecipientBlocked("the person does not take messages of the bot")
        case 401 | 404:
            credential_alerts.report_refused_credentials(provider=PROVIDER, status=answer.status_code)
            raise AccountProblem("Telegram refused the bot; see TELEGRAM_BOT_TOKEN")
        case 409:
            raise PollingConflict("the updates of the bot go elsewhere")
        case status if status >= 500 or status == 200:
            raise NotSent(f"Telegram failed ({status})")
        case status:
            raise MessageRefused(f"Telegram does not take this message ({status})")


def _parse_json(answer: httpx.Response) -> dict[str, Any]:
    try:
        content = answer.json()
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _start_pause(seconds: Any) -> ProviderBusy:
    seconds = seconds if isinstance(seconds, int) else 1
    wait = min(timedelta(seconds=min(max(seconds, 1), 10**6)), MAX_PAUSE)
    ProviderToken.objects.get_or_create(provider=PROVIDER)
    until = Greatest("refused_until", Now() + wait)
    ProviderToken.objects.filter(provider=PROVIDER).update(refused_until=until, updated_at=Now())
    return ProviderBusy("Telegram wants to be left alone for a while", after=wait)
