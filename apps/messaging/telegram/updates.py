"""Parse updates of Telegram. Anybody may have made them up, so all fields are limited."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal

import orjson
from pydantic import BaseModel, Field, StringConstraints, ValidationError

from apps.messaging.telegram import client

MAX_NUMBER = 2**63
MAX_NAME = 200
Number = Annotated[int, Field(ge=0, lt=MAX_NUMBER)]
PersonName = Annotated[str, Field(max_length=1000)]
FileId = Annotated[str, StringConstraints(min_length=1, max_length=300)]
ChatId = Annotated[int, Field(gt=0, lt=MAX_NUMBER)]


class UpdateKind(StrEnum):
    """A text, a picture or file, a pressed button, a shared contact, or that the user blocked or unblocked the bot."""

    TEXT = "text"
    FILE = "file"
    BUTTON = "button"
    CONTACT = "contact"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"


@dataclass(frozen=True)
class BotUpdate:
    """What a user did in the private chat with the bot.

    `text` is the text, the words under a file, the data of the pressed button under `message_id`, or the number of a
    shared contact: "" when it is not the user's own. `callback_id` is the id of the press. `reply_to` is the bot's
    message to which the text or file replies, else 0. `file_id` is the file as Telegram knows it, of a picture the
    largest size. `name` is what the user is called in Telegram.
    """

    update_id: int
    chat_id: int
    what: UpdateKind
    text: str = ""
    language: str = ""
    message_id: int = 0
    callback_id: str = ""
    reply_to: int = 0
    file_id: str = ""
    file_name: str = ""
    file_size: int = 0
    name: str = ""

    @property
    def command(self) -> str:
        """`start` in `/start@bot abc`; "" for other texts."""
        first = self.text.partition(" ")[0]
        if self.what is not UpdateKind.TEXT or not first.startswith("/"):
            return ""
        return first[1:].partition("@")[0].lower()

    @property
    def argument(self) -> str:
        """`abc` in `/start@bot abc`."""
        return self.text.partition(" ")[2].strip() if self.command else ""

    def serialize(self) -> bytes:
        """Return JSON for a job."""
        return orjson.dumps(self)


def deserialize_bot_update(serialized: bytes) -> BotUpdate:
    """Return the update from `BotUpdate.serialize`."""
    fields = orjson.loads(serialized)
    return BotUpdate(**fields | {"what": UpdateKind(fields["what"])})


class _Person(BaseModel):
    id: ChatId
    language_code: Annotated[str, Field(max_length=35)] = ""
    first_name: PersonName = ""
    last_name: PersonName = ""


class _Chat(BaseModel):
    id: ChatId
    type: Literal["private"]


class _Contact(BaseModel):
    phone_number: Annotated[str, Field(max_length=32)]
    user_id: ChatId | None = None


class _PhotoSize(BaseModel):
    file_id: FileId
    width: Number = 0
    height: Number = 0
    file_size: Number = 0


class _Document(BaseModel):
    file_id: FileId
    file_name: Annotated[str, Field(max_length=1000)] = ""
    file_size: Number = 0


class _Bot(BaseModel):
    id: Number


class _RepliedMessage(BaseModel):
    """The message to which another one replies."""

    message_id: Number
    sender: _Bot | None = Field(None, alias="from")


class _Message(BaseModel):
    message_id: Number
    chat: _Chat
    sender: _Person = Field(alias="from")
    text: Annotated[str, Field(max_length=4096)] | None = None
    caption: Annotated[str, Field(max_length=4096)] = ""
    photo: Annotated[list[_PhotoSize], Field(max_length=20)] | None = None
    document: _Document | None = None
    contact: _Contact | None = None
    reply_to_message: _RepliedMessage | None = None


class _PressedMessage(BaseModel):
    """The message whose button was pressed."""

    message_id: Number
    chat: _Chat


class _ButtonPress(BaseModel):
    id: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    sender: _Person = Field(alias="from")
    message: _PressedMessage
    data: Annotated[str, Field(max_length=64)]


class _MemberStatus(BaseModel):
    status: Annotated[str, Field(max_length=20)]


class _Membership(BaseModel):
    chat: _Chat
    sender: _Person = Field(alias="from")
    new_chat_member: _MemberStatus


class _Update(BaseModel):
    update_id: Number
    message: _Message | None = None
    callback_query: _ButtonPress | None = None
    my_chat_member: _Membership | None = None


def parse_update(body: bytes) -> BotUpdate | None:
    """Return the update in a body, or None for all other content."""
    try:
        return _build_update(_Update.model_validate_json(body))
    except (ValidationError, RecursionError):
        return None


def parse_decoded_update(decoded_json: Any) -> BotUpdate | None:
    """Like `parse_update`, for parsed JSON."""
    try:
        return _build_update(_Update.model_validate(decoded_json))
    except (ValidationError, RecursionError):
        return None


def get_update_id(decoded_json: Any) -> int | None:
    """Return the number of an update of any kind, or None."""
    number = decoded_json.get("update_id") if isinstance(decoded_json, dict) else None
    return number if isinstance(number, int) and 0 <= number < MAX_NUMBER else None


def _build_update(update: _Update) -> BotUpdate | None:
    part: _Message | _ButtonPress | _Membership
    if (message := update.message) is not None and (contact := message.contact) is not None:
        part, chat = message, message.chat
        number = contact.phone_number if contact.user_id == message.sender.id else ""
        more: dict[str, Any] = {"what": UpdateKind.CONTACT, "text": number, "message_id": message.message_id}
    elif message is not None and message.text is not None:
        part, chat = message, message.chat
        more = {"what": UpdateKind.TEXT, "text": message.text} | _describe_message(message)
    elif message is not None and (message.photo or message.document):
        part, chat = message, message.chat
        more = {"what": UpdateKind.FILE, "text": message.caption} | _describe_message(message) | _describe_file(message)
    elif (press := update.callback_query) is not None:
        part, chat = press, press.message.chat
        ids = {"message_id": press.message.message_id, "callback_id": press.id}
        more = {"what": UpdateKind.BUTTON, "text": press.data, **ids}
    elif (member := update.my_chat_member) is not None:
        part, chat = member, member.chat
        is_blocked = member.new_chat_member.status in ("kicked", "left")
        more = {"what": UpdateKind.BLOCKED if is_blocked else UpdateKind.UNBLOCKED}
    else:
        return None
    if part.sender.id != chat.id:
        return None
    language = part.sender.language_code.split("-")[0].lower()
    name = f"{part.sender.first_name} {part.sender.last_name}".strip()[:MAX_NAME]
    return BotUpdate(update_id=update.update_id, chat_id=chat.id, language=language, name=name, **more)


def _describe_message(message: _Message) -> dict[str, Any]:
    """Return the number of a message, and that of the bot's message to which it replies."""
    replied = message.reply_to_message
    is_to_bot = replied is not None and replied.sender is not None and str(replied.sender.id) == client.get_bot_id()
    answered = {"reply_to": replied.message_id} if replied is not None and is_to_bot else {}
    return {"message_id": message.message_id} | answered


def _describe_file(message: _Message) -> dict[str, Any]:
    """Return the document of a message, else its picture in the largest size."""
    if (document := message.document) is not None:
        return {"file_id": document.file_id, "file_name": document.file_name, "file_size": document.file_size}
    largest = max(message.photo or [], key=lambda size: size.width * size.height)
    return {"file_id": largest.file_id, "file_size": largest.file_size}
