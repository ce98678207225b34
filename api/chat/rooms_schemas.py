"""Schemas of `/chat/`: rooms, conversations, messages, blocks."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, build_example
from api.lists import FeedQuery, PageQuery
from api.shared_schemas import PERSON, PersonOut
from apps.chat.models.messages import MAX_TEXT

ROOM_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7001"
MESSAGE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7002"
CLIENT_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7003"
GROUP_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7004"
BRANCH_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7005"
VOICE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d7006"
AT = "2026-11-20T09:00:00Z"
LAST: dict[str, Any] = {"author": PERSON, "text": "Page 12, please.", "voice": False, "deleted": False}
ROOM: dict[str, Any] = {
    "id": ROOM_ID, "kind": "group", "title": "A2 morning", "branch": BRANCH_ID, "course": None, "group": GROUP_ID,
    "lesson": None, "people": [], "last_number": 7, "last_at": AT, "unread": 2, "last": LAST,
}  # fmt: skip
MESSAGE: dict[str, Any] = {
    "message": MESSAGE_ID, "number": 7, "author": PERSON["id"], "name": PERSON["full_name"], "client_id": CLIENT_ID,
    "text": "Page 12, please.", "voice": False, "reply": None, "reactions": {"like": 2}, "sent_at": AT,
    "edited_at": None, "deleted": False, "own_reaction": "like", "waits_until": None, "room": ROOM_ID, "held": False,
}  # fmt: skip
RoomKindName = Literal["course", "group", "lesson", "direct", "office"]
ReactionName = Literal["like", "heart", "laugh", "surprise", "sad", "thanks"]
RelationName = Literal["teacher", "pupil", "guardian", "groupmate"]
Text = Annotated[str, Field(max_length=MAX_TEXT)]
Number = Annotated[int, Field(ge=0, le=2**31 - 1)]


class ChatRoomsQuery(FeedQuery):
    """Filters of rooms and conversations."""

    model_config = build_example(kind="direct", limit=20)

    kind: RoomKindName | None = Field(None, description="Only those of this kind.")
    unread: bool | None = Field(None, description="Only those with unread messages, or without.")
    child: UUID | None = Field(None, description="Instead: the conversations of this child that you may read.")


class ChatRoomIn(In):
    """A place whose room is opened: one of the three."""

    model_config = build_example(group=GROUP_ID)

    course: UUID | None = None
    group: UUID | None = None
    lesson: UUID | None = None


class ConversationIn(In):
    """With whom to write: a person; the office of a branch; or, for the office of a branch, both."""

    model_config = build_example(person=PERSON["id"])

    person: UUID | None = None
    branch: UUID | None = None


class ChatLastOut(Out):
    """The last message of a room; `text` is its beginning."""

    model_config = build_example(**LAST)

    author: PersonOut
    text: str
    voice: bool
    deleted: bool


class ChatRoomOut(Out):
    """A room or conversation. `people`: those of a conversation; of one with the office, who writes to it."""

    model_config = build_example(**ROOM)

    id: UUID
    kind: RoomKindName
    title: str
    branch: UUID
    course: UUID | None
    group: UUID | None
    lesson: UUID | None
    people: list[PersonOut]
    last_number: int = Field(description="The number of the last message; 0 without one.")
    last_at: datetime
    unread: int
    last: ChatLastOut | None


class ChatRoomDetailOut(ChatRoomOut):
    """A room with what you may do in it."""

    model_config = build_example(
        **ROOM, may_write=True, why_not="", waits_until=None, may_remove=False, guardians_read=False, continued_in=None
    )

    may_write: bool
    why_not: Literal["", "no_link", "age", "switched_off", "blocked", "gone", "closed", "continued"]
    waits_until: datetime | None = Field(description="When a message sent now would be delivered; null: at once.")
    may_remove: bool = Field(description="Whether you may delete messages of others.")
    guardians_read: bool = Field(description="Whether guardians of a pupil may read this conversation.")
    continued_in: UUID | None = Field(description="The conversation in which the two go on writing; mostly null.")


class ChatMessagesQuery(FeedQuery):
    """Which way to read, and from which message."""

    model_config = build_example(order="newest", limit=50)

    order: Literal["newest", "oldest"] = Field("newest", description="`oldest`: towards newer messages.")
    start: Number | None = Field(None, description="The number of the first message, which is included.")


class ChatMessageIn(In):
    """A message: a text, a voice note or both. `client_id` is made by the client; send it again with the same one."""

    model_config = build_example(client_id=CLIENT_ID, text="Page 12, please.")

    client_id: UUID
    text: Text = ""
    voice: UUID | None = Field(None, description="The id of an uploaded voice note.")
    reply_to: UUID | None = None


class ChatMessageChanges(In):
    """The new text of a message."""

    model_config = build_example(text="Page 13, please.")

    text: Text


class ChatQuoteOut(Out):
    """The message that another one replies to; `text` is its beginning, "" when it is deleted or a voice note."""

    model_config = build_example(message=MESSAGE_ID, author=PERSON["id"], name=PERSON["full_name"], text="Which page?")

    message: UUID
    author: UUID
    name: str
    text: str


class ChatMessageOut(Out):
    """A message. `number` is null while it waits for the message hours of a teacher."""

    model_config = build_example(**MESSAGE)

    message: UUID
    room: UUID
    number: int | None
    author: UUID
    name: str
    client_id: UUID
    text: str
    voice: bool = Field(description="Whether it has a voice note, which has an address of its own.")
    reply: ChatQuoteOut | None
    reactions: dict[str, int]
    own_reaction: str
    sent_at: datetime | None
    waits_until: datetime | None
    edited_at: datetime | None
    deleted: bool
    held: bool = Field(description="Whether your message waits for a moderator; you may delete it.")


class ReactionIn(In):
    """A reaction to a message."""

    model_config = build_example(reaction="like")

    reaction: ReactionName


class ChatReadIn(In):
    """Up to which message you have read."""

    model_config = build_example(number=7)

    number: Number


class ChatReadOut(Out):
    """Up to which message you have read, and how many are unread."""

    model_config = build_example(number=7, unread=0)

    number: int
    unread: int


class ChatVoiceOut(Out):
    """An uploaded voice note."""

    model_config = build_example(id=VOICE_ID, content_type="audio/ogg", size=48_000)

    id: UUID
    content_type: str
    size: int


class ChatVersionOut(Out):
    """What a message said before it was edited."""

    model_config = build_example(text="Page 21, please.", created_at=AT)

    text: str
    created_at: datetime


class ChatPeopleQuery(PageQuery):
    """Filters of people to whom you may write."""

    model_config = build_example(search="dilnoza", relation="teacher")

    relation: RelationName | None = Field(None, description="Only those that are this to you.")


class ChatPersonOut(Out):
    """A person to whom you may write. `pupils`: of a guardian, whom you teach; of a teacher, your children."""

    TABLE_HIDDEN: ClassVar = ("id", "relation", "pupils")

    model_config = build_example(**PERSON, relation="teacher", pupils=[])

    id: UUID
    full_name: str
    relation: RelationName
    pupils: list[PersonOut]


class BlockIn(In):
    """A person to block."""

    model_config = build_example(person=PERSON["id"])

    person: UUID


class BlockOut(Out):
    """A blocked person."""

    model_config = build_example(person=PERSON, created_at=AT)

    person: PersonOut = Field(validation_alias="blocked")
    created_at: datetime


class ChildConversationOut(Out):
    """With whom a child writes. `person` is null for the office of the branch."""

    model_config = build_example(id=ROOM_ID, kind="direct", person=PERSON, branch=BRANCH_ID, last_at=AT, may_read=False)

    id: UUID
    kind: RoomKindName
    person: PersonOut | None
    branch: UUID
    last_at: datetime
    may_read: bool = Field(description="Whether you may read it.")
