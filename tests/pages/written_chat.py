"""Chat as people find it: the room of a group, and what a teacher wrote to a parent."""

from uuid import uuid4

from apps.chat.models import Reaction
from apps.chat.services import rooms, sending


def write_chat(group, pupil, parent, long_name):
    """Have the teacher, a pupil and one with a long name write; the ids of the room and of the conversation."""
    teacher = group.lead_teacher
    room = rooms.open_group_room(group)
    first = _send(room, teacher, "Who has the book? Please bring it tomorrow, all of you.")
    _send(room, pupil, "I have it.", reply_to=first)
    _send(room, long_name, "Donaudampfschifffahrtsgesellschaft " * 5)
    Reaction.objects.create(message=first, user=pupil, kind="like")
    conversation = rooms.open_conversation(actor=teacher, person=parent)
    _send(conversation, teacher, "Good evening. Could you come on Friday?")
    return room.pk, conversation.pk


def _send(room, author, text, **more):
    return sending.send_message(author=author, room=room, client_id=uuid4(), text=text.strip(), **more)
