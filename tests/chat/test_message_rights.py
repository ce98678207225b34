"""Who may do what with a message: one function decides it for all that ask."""

import pytest
from django.utils import timezone

from apps.chat.access import MessageRight, get_message, has_message_right, may_report
from apps.chat.models import Message
from apps.core.errors import NotFound
from tests.chat.chat_requests import open_room, open_with, send
from tests.chat.conftest import NIGHT
from tests.factories import client_for
from tests.homework.submission_helpers import build_upload

READER = {MessageRight.READ, MessageRight.REPORT, MessageRight.REACT}
AUTHOR = READER | {MessageRight.EDIT, MessageRight.REMOVE}
MODERATOR = READER | {MessageRight.REMOVE, MessageRight.READ_VERSIONS}


def rights(user, message):
    """The rights of a person on a message as it is now."""
    row = Message.objects.get(pk=message["message"])
    found = {right for right in MessageRight if has_message_right(user, row, right)}
    assert may_report(user, row.pk) == (MessageRight.REPORT in found)
    for right in set(MessageRight) - found:
        with pytest.raises(NotFound):
            get_message(user, row.pk, right)
    return found


def test_the_author_a_reader_the_teacher_and_a_stranger_of_a_group_room(cast):
    message = send(cast.older, open_room(cast.young, group=cast.group).json["id"], "Hello").json
    assert rights(cast.older, message) == AUTHOR
    assert rights(cast.young, message) == READER
    assert rights(cast.teacher, message) == MODERATOR
    assert rights(cast.other_teacher, message) == set()


def test_what_readers_do_not_have_is_its_authors_alone(cast, clock):
    clock.move_to(NIGHT)
    message = send(cast.older, open_with(cast.older, person=cast.teacher).json["id"], "Good night").json
    assert message["waits_until"]
    assert rights(cast.older, message) == {MessageRight.READ, MessageRight.EDIT, MessageRight.REMOVE}
    assert rights(cast.teacher, message) == set()


def test_a_voice_note_of_a_deleted_message_is_heard_by_who_moderates(cast):
    note = client_for(cast.older).request("POST", "/chat/voice/", files={"file": build_upload()}).json["id"]
    message = send(cast.older, open_room(cast.young, group=cast.group).json["id"], "", voice=note).json
    assert MessageRight.HEAR in rights(cast.young, message)
    Message.objects.filter(pk=message["message"]).update(deleted_at=timezone.now())
    assert MessageRight.HEAR not in rights(cast.young, message)
    assert MessageRight.HEAR in rights(cast.teacher, message)
