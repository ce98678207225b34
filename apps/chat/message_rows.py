"""Messages as readers get them: in events, snapshots and answers."""

from textwrap import shorten
from typing import Any

from apps.accounts.models import User
from apps.chat import queries
from apps.chat.models import ChatRoom, Message

SNAPSHOT_MESSAGES = 50
EXCERPT = 80


def build_message(message: Message, *, is_new: bool = False) -> dict[str, Any]:
    """Return a message that readers have, from rows of `queries.with_details`, as `events.ChatMessage`. Nobody has
    reacted to a new one.
    """
    quoted = message.reply_to
    deleted = message.is_gone
    return {
        "message": str(message.pk),
        "number": message.number,
        "author": str(message.author_id),
        "name": message.author.full_name,
        "client_id": str(message.client_id),
        "text": "" if deleted else message.text,
        "voice": not deleted and message.voice_id is not None,
        "reply": None if quoted is None else build_quote(quoted),
        "reactions": {} if deleted or is_new else count_reactions(message),
        "sent_at": message.sent_at.isoformat() if message.sent_at else None,
        "edited_at": message.edited_at.isoformat() if message.edited_at else None,
        "deleted": deleted,
    }


def build_quote(message: Message) -> dict[str, Any]:
    """Return the message that another one replies to."""
    return {
        "message": str(message.pk),
        "author": str(message.author_id),
        "name": message.author.full_name,
        "text": "" if message.is_gone else build_excerpt(message.text),
    }


def build_excerpt(text: str) -> str:
    """Return the beginning of a text: whole words, or letters of one that is longer."""
    words = shorten(text, width=EXCERPT, placeholder=" …")
    return words if words != "…" else f"{text.split()[0][: EXCERPT - 1]}…"


def count_reactions(message: Message) -> dict[str, int]:
    """Return how many people reacted how, by the kind of reaction, of a row of `queries.with_details`."""
    return {row["kind"]: row["people"] for row in message.reaction_counts}  # type: ignore[attr-defined]


def build_reader_view(message: Message) -> dict[str, Any]:
    """Return a message with the own reaction of the reader for whom it was loaded."""
    return build_message(message) | {"own_reaction": message.own_reaction}  # type: ignore[attr-defined]


def build_own_view(message: Message) -> dict[str, Any]:
    """Return a message for one reader, also one of their own that waits, for its hours or for a moderator."""
    is_held = message.number is None and message.hidden_at is not None and message.deleted_at is None
    more = {"room": str(message.room_id), "held": is_held, "waits_until": None}
    if message.number is None and not is_held:
        more["waits_until"] = message.waits_until
    if is_held:
        more |= {"text": message.text, "voice": message.voice_id is not None, "deleted": False}
    return build_reader_view(message) | more


def get_room_stream_state(user: User, room: ChatRoom) -> dict[str, Any]:
    """Return what the events of a room change: its last 50 messages, the newest first, with the reader's own reactions;
    and, of a conversation, how far each has read.
    """
    rows = list(queries.list_messages(room, user).order_by("-number")[:SNAPSHOT_MESSAGES])
    return {
        "room": str(room.pk),
        "reader": str(user.pk),
        "messages": [build_reader_view(row) for row in rows],
        "reads": [{"user": str(reader), "number": number} for reader, number in queries.list_read_marks(room)],
    }
