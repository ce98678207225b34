"""Somebody is erased while a message of theirs is on its way: nothing that they wrote stays."""

from threading import Event
from uuid import uuid4

import pytest

from apps.chat.models import ChatRoom, Message
from apps.chat.services import sending
from apps.forums import personal_data
from apps.portal.services.erasure import erase_database_rows
from tests.chat.chat_requests import send, talk
from tests.races import run_together


@pytest.mark.parametrize("protected", [True, False], ids=["waits", "control: does not wait"])
def test_a_message_that_is_being_sent_is_erased_too(a_connection_for_each, cast, monkeypatch, protected):
    room = ChatRoom.objects.get(pk=talk(cast.young, cast.teacher, "First"))
    announce, is_stored, is_erased = sending.announce, Event(), Event()

    def announce_later(message, **facts):
        is_stored.set()
        is_erased.wait(2)
        announce(message, **facts)

    monkeypatch.setattr(sending, "announce", announce_later)
    if not protected:
        monkeypatch.setattr(personal_data, "lock_writer", lambda person: None)

    def work(number):
        if number:
            assert is_stored.wait(20)
            erase_database_rows(cast.young.pk)
            is_erased.set()
        else:
            sending.send_message(author=cast.young, room=room, client_id=uuid4(), text="Secret")

    run_together(2, work)
    left = set(Message.objects.filter(author=cast.young).values_list("text", flat=True))
    assert left == ({""} if protected else {"", "Secret"})


def test_who_was_erased_meanwhile_sends_nothing(cast, monkeypatch):
    room = talk(cast.young, cast.teacher, "First")
    admit_message = sending.admit_message

    def admit_after_the_erasure(**text):
        erase_database_rows(cast.young.pk)
        return admit_message(**text)

    monkeypatch.setattr(sending, "admit_message", admit_after_the_erasure)
    send(cast.young, room, "Secret").check_refused(403, "forbidden")
    assert not Message.objects.filter(text="Secret").exists()
