"""Operations under `/chat/`: rooms, conversations, reading, blocks."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from ninja import Query

from api.auth import SignedInRequest
from api.chat import rooms_schemas as schemas
from api.lists import FeedOf, FeedQuery, PageOf, build_cursor_page, build_page
from api.operations import OperationRouter
from apps.accounts.models import User
from apps.accounts.queries import search_users_by_name
from apps.chat import access, contacts, queries
from apps.chat.models import Block, ChatRoom
from apps.chat.room_rows import build_child_conversation, build_contacts, build_room_details, build_rooms
from apps.chat.services import blocks, reading, rooms
from apps.core.errors import Invalid

router = OperationRouter(tags=["chat"])


@router.get("/rooms/", "chat.use", FeedOf[schemas.ChatRoomOut], errors=[422])
def chat_rooms_list(request: SignedInRequest, query: Query[schemas.ChatRoomsQuery]) -> dict[str, Any]:
    """List rooms and conversations.

    Those that you read and that are open, the one with the newest message first. `child`: as a guardian.
    """
    user = request.auth.user
    rows = queries.list_current_rooms(user, kind=query.kind, child_id=query.child)
    rows = queries.annotate_unread(rows, user, unread=query.unread)
    feed = build_cursor_page(request, rows, query, order="-last_at")
    return feed | {"results": build_rooms(user, feed["results"])}


@router.post("/rooms/", "chat.use", schemas.ChatRoomDetailOut, errors=[422])
def chat_rooms_open(request: SignedInRequest, payload: schemas.ChatRoomIn) -> dict[str, Any]:
    """Open the room of a course, group or lesson.

    There is one for each; the first call makes it. A lesson has one while it is held.
    """
    return _details(request.auth.user, _open_room(request.auth.user, payload))


@router.get("/rooms/{uuid:id}/", "chat.use", schemas.ChatRoomDetailOut, errors=[404])
def chat_rooms_get(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get a room or conversation.

    With what you may do in it: whether you may write, and until when a message would wait.
    """
    return build_room_details(request.auth.user, access.get_room(request.auth.user, id))


@router.post("/rooms/{uuid:id}/read/", "chat.use", schemas.ChatReadOut, errors=[404, 422])
def chat_rooms_read(request: SignedInRequest, id: UUID, payload: schemas.ChatReadIn) -> dict[str, int]:
    """Mark messages as read.

    Up to this number. A lower number than before changes nothing.
    """
    room = access.get_room(request.auth.user, id)
    number = reading.mark_room_read(user=request.auth.user, room=room, number=payload.number)
    return {"number": number, "unread": max(0, room.last_number - max(number, room.removed_number))}


@router.post("/conversations/", "chat.use", schemas.ChatRoomDetailOut, errors=[422])
def chat_conversations_open(request: SignedInRequest, payload: schemas.ConversationIn) -> dict[str, Any]:
    """Open a conversation.

    With a person, with the office of a branch (`branch` alone), or as the office of a branch with a person (both).
    Refused with 403 `may_not_write` where the limits do not let you write.
    """
    return _details(request.auth.user, _open_conversation(request.auth.user, payload))


@router.get("/children/{uuid:id}/conversations/", "chat.use", FeedOf[schemas.ChildConversationOut], errors=[404, 422])
def chat_children_conversations(request: SignedInRequest, id: UUID, query: Query[FeedQuery]) -> dict[str, Any]:
    """List the conversations of a child.

    For guardians of minors: by whom the child is written to, and whether you may read it.
    """
    child = access.get_child(request.auth.user, id)
    feed = build_cursor_page(request, queries.list_conversations_of_child(child), query, order="-last_at")
    rows = queries.list_readable_rooms(request.auth.user).filter(pk__in=[room.pk for room in feed["results"]])
    readable = set(rows.values_list("pk", flat=True))
    return feed | {"results": [build_child_conversation(child, room, readable) for room in feed["results"]]}


@router.get("/people/", "chat.use", PageOf[schemas.ChatPersonOut], errors=[422])
def chat_people_list(request: SignedInRequest, query: Query[schemas.ChatPeopleQuery]) -> dict[str, Any]:
    """List people to whom you may write.

    Your teachers or pupils, guardians and teachers of children, and other pupils where the centre lets them write.
    The office is found by its branch.
    """
    found = contacts.load_contacts(request.auth.user)
    rows = contacts.list_contacts(found, relation=query.relation)
    page = build_page(request, rows, query, ordering=("first_name", "last_name"), search=search_users_by_name)
    return page | {"results": build_contacts(page["results"], found)}


@router.get("/blocks/", "chat.use", FeedOf[schemas.BlockOut], errors=[422])
def chat_blocks_list(request: SignedInRequest, query: Query[FeedQuery]) -> dict[str, Any]:
    """List blocked people.

    Those whom you blocked, the last one first.
    """
    return build_cursor_page(request, queries.list_blocks(request.auth.user), query)


@router.post("/blocks/", "chat.use", schemas.BlockOut, status=201, errors=[422])
def chat_blocks_create(request: SignedInRequest, payload: schemas.BlockIn) -> Block:
    """Add a person to the blocked ones.

    Neither of you can send direct messages to the other one. Blocking again changes nothing.
    """
    person = access.get_person_or_invalid(request.auth.user, payload.person)
    return blocks.block_person(user=request.auth.user, person=person)


@router.delete("/blocks/{uuid:id}/", "chat.use", errors=[404])
def chat_blocks_delete(request: SignedInRequest, id: UUID) -> None:
    """Remove a person from the blocked ones.

    `id` is that of the person.
    """
    blocks.unblock_person(user=request.auth.user, block=access.get_block(request.auth.user, id))


def _open_room(user: User, payload: schemas.ChatRoomIn) -> ChatRoom:
    """Return the room of the one place that is named. Raise Invalid on "group" for none or several."""
    if len(payload.model_dump(exclude_none=True)) != 1:
        raise Invalid.field("group", _("Name a course, a group or a lesson."))
    if payload.course is not None:
        return rooms.open_course_room(access.get_course_or_invalid(user, payload.course))
    if payload.group is not None:
        return rooms.open_group_room(access.get_group_or_invalid(user, payload.group))
    assert payload.lesson is not None
    return rooms.open_lesson_room(access.get_lesson_or_invalid(user, payload.lesson))


def _open_conversation(user: User, payload: schemas.ConversationIn) -> ChatRoom:
    """Return the conversation with who is named. Raise Invalid on "person" for nobody."""
    if payload.branch is None:
        if payload.person is None:
            raise Invalid.field("person", _("Name a person or a branch."))
        return rooms.open_conversation(actor=user, person=access.get_person_or_invalid(user, payload.person))
    if payload.person is None:
        return rooms.open_office_conversation(person=user, branch=access.get_branch_or_invalid(payload.branch))
    branch = access.get_office_branch_or_invalid(user, payload.branch)
    person = access.get_person_of_office_or_invalid(user, payload.person)
    return rooms.open_office_conversation(person=person, branch=branch)


def _details(user: User, room: ChatRoom) -> dict[str, Any]:
    return build_room_details(user, access.get_room(user, room.pk))
