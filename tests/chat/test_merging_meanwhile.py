"""Doubles are merged while their teacher writes to one of them."""

from threading import Event
from uuid import uuid4

import pytest
from django.db import OperationalError

from apps.accounts.services.merges import merge_duplicate
from apps.chat import person_merge
from apps.chat.models import ChatRoom, Message
from apps.chat.services import sending
from apps.core.permissions import Role
from apps.courses.models import Membership
from apps.notifications.models import Notification
from tests import factories
from tests.chat.chat_requests import send, talk
from tests.races import run_together


@pytest.fixture
def double(cast):
    """A second account of `young`, which learns from the same teacher."""
    person = factories.make_user(Role.STUDENT, "Yung", "Oripov")
    place = {"branch": cast.group.branch, "course": cast.group.course}
    late = factories.make_group(name="A2 late", teacher=cast.teacher, **place)
    Membership.objects.create(group=late, student=person, joined_on=cast.young.memberships.get().joined_on)
    return person


@pytest.mark.parametrize("protected", [True, False], ids=["rooms first", "control: people first"])
def test_a_merge_and_a_message_to_the_double_wait_for_each_other(
    a_connection_for_each, cast, admin, double, monkeypatch, protected
):
    room = ChatRoom.objects.get(pk=talk(double, cast.teacher, "From my other account"))
    announce, after_merge = sending.announce, person_merge.after_merge
    is_announced, merges = Event(), Event()

    def announce_later(message, **facts):
        is_announced.set()
        merges.wait(3)
        announce(message, **facts)

    def settle(merge):
        merges.set()
        after_merge(merge)

    monkeypatch.setattr(sending, "announce", announce_later)
    monkeypatch.setattr(person_merge, "after_merge", settle)
    if not protected:
        monkeypatch.delattr(person_merge, "lock_for_merge")

    def work(number):
        try:
            if number:
                assert is_announced.wait(20)
                merge_duplicate(keep=cast.young, duplicate=double, actor=admin)
            else:
                quoted = Message.objects.get()
                fields = {"client_id": uuid4(), "text": "An answer", "reply_to": quoted if protected else None}
                sending.send_message(author=cast.teacher, room=room, **fields)
        except OperationalError as error:
            return "deadlock" in str(error)
        return None

    assert run_together(2, work).count(True) == (0 if protected else 1)
    if protected:
        assert set(Message.objects.values_list("author", flat=True)) == {cast.young.pk, cast.teacher.pk}


def merge_before_it_is_stored(monkeypatch, **accounts):
    """Have the merge come after it was decided that a message may be sent."""
    admit_message = sending.admit_message

    def admit_after_the_merge(**text):
        merge_duplicate(**accounts)
        return admit_message(**text)

    monkeypatch.setattr(sending, "admit_message", admit_after_the_merge)


@pytest.mark.parametrize("protected", [True, False], ids=["decided anew", "control: decided before"])
def test_no_message_comes_into_a_conversation_that_goes_on_elsewhere(cast, admin, double, monkeypatch, protected):
    talk(cast.young, cast.teacher, "One")
    room = talk(double, cast.teacher, "Two")
    merge_before_it_is_stored(monkeypatch, keep=cast.young, duplicate=double, actor=admin)
    if not protected:
        monkeypatch.setattr(sending, "_lock_conversation", lambda message, decision: decision)
    answer = send(cast.teacher, room, "Three")
    if protected:
        answer.check_refused(403, "may_not_write", field="text")
    else:
        assert answer.status == 201


def test_a_message_to_the_double_reaches_the_pupil_who_is_kept(cast, admin, double, monkeypatch):
    room = talk(double, cast.teacher, "Two")
    merge_before_it_is_stored(monkeypatch, keep=cast.young, duplicate=double, actor=admin)
    assert send(cast.teacher, room, "Three").status == 201
    assert Notification.objects.filter(user=cast.young, type="chat.message").exists()
    assert not Notification.objects.filter(user=double).exists()
