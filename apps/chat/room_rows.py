"""Rooms as their readers get them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from apps.accounts.models import User
from apps.chat import access, links
from apps.chat.contacts import Contact, load_pupils
from apps.chat.message_rows import build_excerpt
from apps.chat.models import ChatKind, ChatRoom, Message
from apps.chat.services.numbering import find_wait
from apps.core.translated_texts import pick_translation


def build_rooms(user: User, rooms: Collection[ChatRoom]) -> list[dict[str, Any]]:
    """Return rooms of a list with the beginning of their last message; one query."""
    last = Message.objects.filter(room__in=[room.pk for room in rooms], number=F("room__last_number"))
    by_room = {message.room_id: message for message in last.select_related("author")}
    return [build_room(user, room, by_room.get(room.pk)) for room in rooms]


def build_room(user: User, room: ChatRoom, last: Message | None) -> dict[str, Any]:
    """Return a room with the beginning of its last message, null without one."""
    return {
        "id": room.pk,
        "kind": room.kind,
        "title": build_title(user, room),
        "branch": room.branch_id,
        "course": room.course_id,
        "group": room.group_id,
        "lesson": room.lesson_id,
        "people": [person for person in (room.person, room.other) if person is not None],
        "last_number": room.last_number,
        "last_at": room.last_at,
        "unread": getattr(room, "unread", 0),
        "last": None if last is None else build_last(last),
    }


def build_room_details(user: User, room: ChatRoom) -> dict[str, Any]:
    """Return one room with what the user may do in it, and whether guardians read along."""
    decision = access.find_decision(user, room)
    waits = find_wait(room, timezone.now()) if decision.may_write and decision.waits else None
    return build_rooms(user, [room])[0] | {
        "may_write": access.may_write(user, room),
        "why_not": decision.refusal,
        "waits_until": waits,
        "may_remove": access.can_moderate(user, room),
        "guardians_read": guardians_read(room),
        "continued_in": room.continued_in_id,
    }


def build_title(user: User, room: ChatRoom) -> str:
    """Return the name of a room for this reader, in the active language."""
    if room.course is not None:
        return pick_translation(room.course.title)
    if room.group is not None:
        return room.group.name
    if room.lesson is not None:
        return " · ".join(filter(None, (room.lesson.group.name, room.lesson.topic)))
    if room.kind == ChatKind.OFFICE:
        return room.branch.name if room.person_id == user.pk else str(room.person)
    if user.pk == room.person_id:
        return str(room.other)
    return str(room.person) if user.pk == room.other_id else f"{room.person} · {room.other}"


def build_last(message: Message) -> dict[str, Any]:
    """Return the beginning of the last message of a room."""
    deleted = message.is_gone
    return {
        "author": message.author,
        "text": "" if deleted else build_excerpt(message.text),
        "voice": not deleted and message.voice_id is not None,
        "deleted": deleted,
    }


def guardians_read(room: ChatRoom) -> bool:
    """Return whether guardians of one of the people of a conversation may read it."""
    people = [person for person in (room.person, room.other) if person is not None]
    rows = ChatRoom.objects.filter(pk=room.pk)
    return any(
        rows.filter(links.build_read_along_filter([child])).exists()
        for child in people
        if links.list_guardians_of_minor(child)
    )


def build_child_conversation(child: User, room: ChatRoom, readable: Collection[UUID]) -> dict[str, Any]:
    """Return with whom a child writes, for a guardian."""
    partner = room.other if room.person_id == child.pk else room.person
    return {
        "id": room.pk,
        "kind": room.kind,
        "person": None if room.kind == ChatKind.OFFICE else partner,
        "branch": room.branch_id,
        "last_at": room.last_at,
        "may_read": room.pk in readable,
    }


def build_contacts(people: Collection[User], found: dict[UUID, Contact]) -> list[dict[str, Any]]:
    """Return people to whom a user may write, with the pupils through whom; one query."""
    pupils = load_pupils(found[person.pk] for person in people)
    return [
        {
            "id": person.pk,
            "full_name": str(person),
            "relation": found[person.pk].relation,
            "pupils": [pupils[pupil] for pupil in sorted(found[person.pk].pupils)],
        }
        for person in people
    ]
