"""What is written to a teacher at night comes in the morning: once, in order, with one notification."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from apps.chat.models import ChatRoom, Message, MessageVersion
from apps.chat.services import delivery
from apps.chat.services.delivery import deliver_due
from apps.events.models import StreamEvent
from apps.jobs.models import Job
from apps.notifications.models import Notification
from tests.chat.chat_requests import open_with, read, send, talk
from tests.chat.conftest import MORNING, NIGHT
from tests.job_runs import run_jobs
from tests.races import run_together


@pytest.fixture
def night(clock, cast):
    """Two messages of a pupil to the teacher, at night."""
    clock.move_to(NIGHT)
    room = talk(cast.young, cast.teacher, "I am ill")
    clock.shift(timedelta(seconds=1))
    assert send(cast.young, room, "Until Monday").status == 201
    return room


def test_messages_at_night_come_in_the_morning(clock, cast, night, client_for):
    assert (read(cast.teacher, night), Notification.objects.filter(user=cast.teacher).count()) == ([], 0)
    waiting = client_for(cast.young).get(f"/chat/rooms/{night}/waiting/").json["results"]
    assert [message["text"] for message in waiting] == ["Until Monday", "I am ill"]
    assert client_for(cast.teacher).get(f"/chat/rooms/{night}/waiting/").json["results"] == []
    assert client_for(cast.teacher).get("/chat/rooms/").json["results"] == []
    assert [room["id"] for room in client_for(cast.young).get("/chat/rooms/").json["results"]] == [night]
    assert send(cast.teacher, night, "I write now").json["number"] == 1
    clock.move_to(MORNING - timedelta(seconds=1))
    assert deliver_due() == 0
    clock.move_to(MORNING)
    assert run_jobs("chat.deliver") == 2
    assert read(cast.teacher, night, order="oldest") == ["I write now", "I am ill", "Until Monday"]
    unread = Notification.objects.filter(user=cast.teacher, type="chat.message")
    assert [row.count for row in unread] == [2]
    assert client_for(cast.young).get(f"/chat/rooms/{night}/waiting/").json["results"] == []


def test_a_job_that_is_lost_is_made_up_for(clock, cast, night):
    Job.objects.filter(kind="chat.deliver").delete()
    clock.move_to(MORNING)
    delivery.run_deliver_due(None)
    assert len(read(cast.teacher, night)) == 2


def test_a_waiting_message_can_be_changed_and_withdrawn(clock, cast, night, client_for):
    first, second = Message.objects.order_by("id")
    assert client_for(cast.teacher).request("DELETE", f"/chat/messages/{first.pk}/").status == 404
    assert client_for(cast.young).request("DELETE", f"/chat/messages/{first.pk}/").status == 204
    changed = client_for(cast.young).request("PATCH", f"/chat/messages/{second.pk}/", {"text": "Until Friday"})
    assert (changed.status, changed.json["number"]) == (200, None)
    clock.move_to(MORNING)
    assert deliver_due() == 1
    assert read(cast.teacher, night) == ["Until Friday"]
    assert ChatRoom.objects.get(pk=night).last_number == 1


def test_what_a_teacher_blocked_meanwhile_does_not_come(clock, cast, night, client_for):
    assert client_for(cast.teacher).post("/chat/blocks/", {"person": str(cast.young.pk)}).status == 201
    clock.move_to(MORNING)
    deliver_due()
    assert read(cast.teacher, night) == []


@pytest.mark.parametrize("ends", ["blocked and out of the group", "account"])
def test_what_may_not_be_written_any_more_does_not_come(clock, cast, night, client_for, ends):
    if ends == "account":
        type(cast.young).objects.filter(pk=cast.young.pk).update(is_active=False)
    else:
        assert client_for(cast.teacher).post("/chat/blocks/", {"person": str(cast.young.pk)}).status == 201
        cast.young.memberships.update(status="left", left_on=date(2026, 11, 27))
    clock.move_to(MORNING)
    assert (deliver_due(), read(cast.teacher, night)) == (0, [])
    assert not Message.objects.filter(deleted_at__isnull=True).exists()
    assert set(Message.objects.values_list("text", flat=True)) == {""}
    assert set(MessageVersion.objects.values_list("text", flat=True)) == {"I am ill", "Until Monday"}


def test_a_message_that_fails_keeps_back_no_other(clock, cast, night, monkeypatch):
    clock.move_to(MORNING)
    announce, failing = delivery.announce, Message.objects.order_by("id").first().pk

    def fail(message, **more):
        if message.pk == failing:
            raise ValueError
        announce(message, **more)

    monkeypatch.setattr(delivery, "announce", fail)
    assert (deliver_due(), read(cast.teacher, night)) == (1, ["Until Monday"])
    monkeypatch.setattr(delivery, "announce", announce)
    assert deliver_due() == 1


def test_what_is_written_before_the_job_of_the_morning_comes_after_what_waited(clock, cast, night):
    clock.move_to(MORNING)
    assert send(cast.young, night, "I am well").json["number"] is None
    deliver_due()
    assert read(cast.teacher, night, order="oldest") == ["I am ill", "Until Monday", "I am well"]
    assert send(cast.young, night, "I come").json["number"] == 4


class Killed(BaseException):
    """The worker is gone."""


def test_a_worker_that_dies_in_the_middle_delivers_nothing_twice(clock, cast, night, monkeypatch):
    clock.move_to(MORNING)
    announce = delivery.announce

    def die(message, **more):
        announce(message, **more)
        raise Killed

    monkeypatch.setattr(delivery, "announce", die)
    with pytest.raises(Killed), transaction.atomic():
        deliver_due()
    assert read(cast.teacher, night) == []
    monkeypatch.setattr(delivery, "announce", announce)
    assert deliver_due() == 2
    assert StreamEvent.objects.filter(type="message.sent").count() == 2


def without_lock(message_id):
    """As `deliver_message` without the lock and without looking whether it still waits."""
    message = Message.objects.get(pk=message_id)
    with delivery.unit_of_work():
        message.number = delivery.take_number(message.room)
        message.sent_at = message.waits_until
        message.save()
        delivery.announce(message, tells_guardians=False)
    return True


@pytest.mark.parametrize("protected", [True, False], ids=["locked", "control: no lock"])
def test_two_schedulers_deliver_each_message_once(a_connection_for_each, clock, cast, monkeypatch, protected):
    clock.move_to(NIGHT)
    room = open_with(cast.young, person=cast.teacher).json["id"]
    for number in range(5):
        assert send(cast.young, room, f"Night {number}").status == 201
    clock.move_to(MORNING)
    if not protected:
        monkeypatch.setattr(delivery, "deliver_message", without_lock)
    run_together(2, lambda _number: deliver_due())
    told = StreamEvent.objects.filter(stream=f"chat:{room}", type="message.sent")
    assert (told.count() == 5) == protected
    if protected:
        assert [event.data["message"]["number"] for event in told.order_by("seq")] == [1, 2, 3, 4, 5]
        assert Notification.objects.get(user=cast.teacher, type="chat.message").count == 5
