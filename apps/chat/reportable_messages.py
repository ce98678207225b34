"""Where a message stands for moderators, and the messages around it."""

from uuid import UUID

from apps.chat.models import ChatRoom, Message
from apps.core.translated_texts import pick_translation
from apps.moderation.kinds import CONTEXT_TEXTS, ContextText, TextFacts, TextPlace

MESSAGE = "chat.message"
"""The kind of reportable text that messages are."""

PLACE = "room"


def build_place(room: ChatRoom) -> TextPlace:
    """Return the place of messages of a room: its teachers and the office of its branch moderate it."""
    group = room.group or (room.lesson.group if room.lesson else None)
    title = group.name if group else pick_translation(room.course.title) if room.course else ""
    return TextPlace(
        PLACE,
        room.pk,
        title or " · ".join(str(person) for person in (room.person, room.other) if person is not None),
        course=room.course_id,
        group=group.pk if group else None,
        branch=None if room.course_id else room.branch_id,
        titles=room.course.title if room.course else {},
    )


def find_text(message_id: UUID) -> TextFacts | None:
    """Return the facts of a message; None of one that is deleted."""
    related = ("room__course", "room__group", "room__lesson__group", "room__person", "room__other")
    rows = Message.objects.select_related("author", *related)
    message = rows.filter(pk=message_id, deleted_at__isnull=True).first()
    if message is None:
        return None
    link = {"room": str(message.room_id), "message": str(message.pk)}
    words, written, changed = message.text, message.created_at, message.edited_at
    return TextFacts(message.author, build_place(message.room), words, link, written, changed_at=changed)


def list_context(message_id: UUID) -> list[ContextText]:
    """Return the message with those before and after it."""
    message = Message.objects.filter(pk=message_id).first()
    if message is None:
        return []
    around = Message.objects.filter(room=message.room_id, deleted_at__isnull=True).select_related("author")
    if message.number is None:
        rows = list(around.filter(pk=message.pk))
    else:
        half = CONTEXT_TEXTS // 2
        before = list(around.filter(number__lte=message.number).order_by("-number")[: half + 1])
        rows = [*reversed(before), *around.filter(number__gt=message.number).order_by("number")[:half]]
    return [ContextText(row.pk, row.author, row.text, row.created_at) for row in rows]
