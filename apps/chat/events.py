"""Events of chat, on the stream of a room."""

from typing import Annotated, Any

from apps.core.event_types import Example, ExampleModel
from apps.events.publishing import Event

RoomId = Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8041")]
MessageId = Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8042")]
AuthorId = Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8002")]
AuthorName = Annotated[str, Example("Jasur Oripov")]
Counts = Annotated[dict[str, int], Example({"like": 2})]


class QuotedMessage(ExampleModel):
    """The message that another one replies to; `text` is its beginning, "" when it is deleted or a voice note."""

    message: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8043")]
    author: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8003")]
    name: Annotated[str, Example("Dilnoza Rahimova")]
    text: Annotated[str, Example("Which page is it?")]


class ChatMessage(ExampleModel):
    """A message of a room. A deleted one has no text, no voice note and no reactions."""

    message: MessageId
    number: Annotated[int, Example(7)]
    author: AuthorId
    name: AuthorName
    client_id: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8044")]
    text: Annotated[str, Example("Page 12, please.")]
    voice: Annotated[bool, Example(False)]
    reply: Annotated[QuotedMessage | None, Example(QuotedMessage.example)]
    reactions: Counts
    sent_at: Annotated[str, Example("2026-09-08T17:20:11.120000+00:00")]
    edited_at: Annotated[str | None, Example(None)]
    deleted: Annotated[bool, Example(False)]


Sent = Annotated[dict[str, Any], Example(ChatMessage.example)]


class MessageSent(Event, type="message.sent"):
    """A message came."""

    room: RoomId
    message: Sent


class MessageEdited(Event, type="message.edited"):
    """The author changed the text of a message; `excerpt` is its beginning, for replies to it."""

    room: RoomId
    message: MessageId
    author: AuthorId
    text: Annotated[str, Example("Page 13, please.")]
    excerpt: Annotated[str, Example("Page 13, please.")]
    edited_at: Annotated[str, Example("2026-09-08T17:22:11.120000+00:00")]


class MessageDeleted(Event, type="message.deleted"):
    """A message was deleted; its place stays."""

    room: RoomId
    message: MessageId


class MessageRestored(Event, type="message.restored"):
    """A moderator showed a message again."""

    room: RoomId
    message: MessageId


class MessageReacted(Event, type="message.reacted"):
    """Somebody reacted to a message, or took it back (`reaction` is "" then); `reactions` counts all of them."""

    room: RoomId
    message: MessageId
    user: AuthorId
    reaction: Annotated[str, Example("like")]
    reactions: Counts


class RoomRead(Event, type="room.read"):
    """Somebody has read a conversation up to this number. Rooms of many have no such events."""

    room: RoomId
    user: AuthorId
    number: Annotated[int, Example(7)]


class ChatTyping(Event, type="chat.typing"):
    """Somebody writes in the room now."""

    room: RoomId
    user: AuthorId
    name: AuthorName
