"""Send messages to private chats. When a chat has a new id, the message goes there and its link is updated."""

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
AUDIO_METHODS = dict.fromkeys(("audio/ogg", "audio/opus"), ("sendVoice", "voice")) | dict.fromkeys(
    ("audio/mpeg", "audio/mp4", "audio/x-m4a"), ("sendAudio", "audio")
)
"""How Telegram plays each audio type; others are sent as files."""


def send_message(*, to: str, text: str, buttons: ButtonRows = ()) -> str:
    """Send a plain text to a private chat, without link previews; return the message id.

    Raise as `client.call_api`, except ChatMoved; also ProviderBusy by `rate_limit`.
    """
    message = {"text": text[:MAX_TEXT_LENGTH], "link_preview_options": {"is_disabled": True}, "protect_content": True}
    if buttons:
        message["reply_markup"] = build_keyboard(buttons)
    return _send_to_chat("sendMessage", to, message)


def edit_message(*, to: str, message_id: str, text: str, buttons: ButtonRows = ()) -> str:
    """Replace text and buttons of a message; send a new one when the old one is gone."""
    message = {"message_id": int(message_id), "text": text[:MAX_TEXT_LENGTH], "reply_markup": build_keyboard(buttons)}
    message |= {"link_preview_options": {"is_disabled": True}}
    try:
        return _send_to_chat("editMessageText", to, message)
    except MessageRefused as error:
        if type(error) is not MessageRefused:
            raise
    return send_message(to=to, text=text, buttons=buttons)


def send_recording(*, to: str, content: IO[bytes], name: str, content_type: str, caption: str = "") -> str:
    """Send audio: as voice message or track if Telegram plays its type, else as a file."""
    method, field = AUDIO_METHODS.get(content_type.partition(";")[0].strip().lower(), ("sendDocument", "document"))
    message = {"caption": caption[:MAX_CAPTION_LENGTH], "protect_content": "true"}
    return _send_to_chat(method, to, message, files={field: (name, content, content_type)})


def _send_to_chat(method: str, to: str, message: dict[str, Any], *, files: Any = None) -> str:
    """Send to the chat, or to its new id; return the message id."""
    client.check_no_telegram_pause()
    rate_limit.wait_for_rate_limit(int(to))
    client.check_no_telegram_pause()
    try:
        return _get_message_id(_call_with_chat(method, to, message, files))
    except ChatMoved as moved:
        with unit_of_work():
            enqueue(kind="accounts.telegram_chat_moved", secret=orjson.dumps({"old": int(to), "new": moved.chat_id}))
        for _name, content, _type in (files or {}).values():
            content.seek(0)
        return _get_message_id(_call_with_chat(method, str(moved.chat_id), message, files))


def _call_with_chat(method: str, to: str, message: dict[str, Any], files: Any) -> Any:
    chat: dict[str, Any] = {"chat_id": to if files else int(to)}
    seconds = UPLOAD_SECONDS if files else client.TIMEOUT_SECONDS
    return client.call_api(method, chat | message, files=files, timeout_seconds=seconds)


def _get_message_id(message: Any) -> str:
    return str(message.get("message_id", "")) if isinstance(message, dict) else ""
