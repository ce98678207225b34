"""Messages to private chats. A chat that got another id is written to there, and its link follows."""

from typing import IO, Any

import orjson

from apps.core.uow import unit_of_work
from apps.jobs.services import enqueue
from apps.messaging.errors import ChatMoved, MessageRefused
from apps.messaging.telegram import client, rate_limit
from apps.messaging.telegram.buttons import ButtonRows, build_keyboard

MAX_TEXT_LENGTH = 4096
MAX_CAPTION_LENGTH = 1024
UPLOAD_SECONDS = 120.0
AUDIO_METHODS = {
    "audio/ogg": ("sendVoice", "voice"),
    "audio/opus": ("sendVoice", "voice"),
    "audio/mpeg": ("sendAudio", "audio"),
    "audio/mp4": ("sendAudio", "audio"),
    "audio/x-m4a": ("sendAudio", "audio"),
}
"""How Telegram plays sound of each type; any other goes as a file."""


def send_message(*, to: str, text: str, buttons: ButtonRows = ()) -> str:
    """Send a plain text to a private chat, without a preview of its links; the id of the message there.

    Raises as `client.call_api`, but for Moved; Busy also beyond the measure of `rate_limit`.
    """
    message = {"text": text[:MAX_TEXT_LENGTH], "link_preview_options": {"is_disabled": True}, "protect_content": True}
    if buttons:
        message["reply_markup"] = build_keyboard(buttons)
    return _send_to_chat("sendMessage", to, message)


def edit_message(*, to: str, message_id: str, text: str, buttons: ButtonRows = ()) -> str:
    """Put another text and other buttons into a message of the bot; a new message where the old one is gone."""
    message = {
        "message_id": int(message_id),
        "text": text[:MAX_TEXT_LENGTH],
        "link_preview_options": {"is_disabled": True},
        "reply_markup": build_keyboard(buttons),
    }
    try:
        return _send_to_chat("editMessageText", to, message)
    except MessageRefused as error:
        if type(error) is not MessageRefused:
            raise
    return send_message(to=to, text=text, buttons=buttons)


def send_recording(*, to: str, content: IO[bytes], name: str, content_type: str, caption: str = "") -> str:
    """Send a sound: as a voice message or a track where Telegram plays its type, as a file otherwise."""
    method, field = AUDIO_METHODS.get(content_type.partition(";")[0].strip().lower(), ("sendDocument", "document"))
    message = {"caption": caption[:MAX_CAPTION_LENGTH], "protect_content": "true"}
    return _send_to_chat(method, to, message, files={field: (name, content, content_type)})


def _send_to_chat(method: str, to: str, message: dict[str, Any], *, files: Any = None) -> str:
    """Write to the chat, or to where it moved to; the id of the message."""
    client.check_pause()
    rate_limit.wait_for_rate_limit(int(to))
    client.check_pause()
    try:
        return _get_message_id(_call_with_chat(method, to, message, files))
    except ChatMoved as moved:
        with unit_of_work():
            enqueue(kind="accounts.telegram_chat_moved", secret=orjson.dumps({"old": int(to), "new": moved.chat_id}))
        for _name, content, _type in (files or {}).values():
            content.seek(0)
        return _get_message_id(_call_with_chat(method, str(moved.chat_id), message, files))


def _call_with_chat(method: str, to: str, message: dict[str, Any], files: Any) -> Any:
    chat: int | str = to if files else int(to)
    return client.call_api(
        method, {"chat_id": chat} | message, files=files, seconds=UPLOAD_SECONDS if files else client.TIMEOUT_SECONDS
    )


def _get_message_id(message: Any) -> str:
    return str(message.get("message_id", "")) if isinstance(message, dict) else ""
