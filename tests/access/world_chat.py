"""Things of the access matrix in chat: the room of each group with a voice note of a pupil; whom the pupil blocked."""

from typing import Any
from uuid import uuid4

from apps.chat.services import blocks, rooms, sending, voice
from tests.homework.submission_helpers import build_upload


def create_chat_objects(world: Any) -> dict[str, Any]:
    """Each message has a text and a voice note."""
    result: dict[str, Any] = {}
    for prefix, group, pupil in (("", world.group, world.child), ("other_", world.other_group, world.other_pupil)):
        room = rooms.open_group_room(group)
        note = voice.store_voice_note(author=pupil, upload=build_upload())
        words = {"client_id": uuid4(), "text": "Page 12", "voice": note}
        result[f"{prefix}chat_room"] = room
        result[f"{prefix}chat_message"] = sending.send_message(author=pupil, room=room, **words)
        result[f"{prefix}blocked_person"] = blocks.block_person(user=pupil, person=group.lead_teacher).blocked
    return result
