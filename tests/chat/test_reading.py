"""Who has read what: authors only what they saw, and those who read along unseen."""

from apps.chat.models import ChatRoom
from apps.chat.services.reading import mark_room_read
from apps.events.models import StreamEvent
from apps.notifications.models import Notification
from tests.chat.chat_requests import read, send, talk
from tests.chat.conftest import MORNING, NIGHT
from tests.job_runs import run_jobs


def count_unread(client_for, user):
    return [room["unread"] for room in client_for(user).get("/chat/rooms/").json["results"]]


def test_an_author_has_not_read_what_came_before(clock, cast, client_for):
    room = talk(cast.teacher, cast.young, "Where are you?")
    assert send(cast.young, room, "Good morning").json["number"] == 2
    assert (count_unread(client_for, cast.young), count_unread(client_for, cast.teacher)) == ([2], [1])
    client_for(cast.young).post(f"/chat/rooms/{room}/read/", {"number": 2})
    assert send(cast.young, room, "I come").json["number"] == 3
    assert count_unread(client_for, cast.young) == [0]
    clock.move_to(NIGHT)
    send(cast.young, room, "I am ill")
    send(cast.teacher, room, "Sleep now")
    clock.move_to(MORNING)
    run_jobs("chat.deliver")
    assert count_unread(client_for, cast.young) == [2]


def test_who_reads_along_is_not_seen_reading(cast, client_for):
    room = talk(cast.teacher, cast.child, "Hello")
    assert read(cast.guardian_of_child, room) == ["Hello"]
    for reader in (cast.guardian_of_child, cast.child):
        answer = client_for(reader).post(f"/chat/rooms/{room}/read/", {"number": 1})
        assert answer.json == {"number": 1, "unread": 0}
    told = StreamEvent.objects.filter(type="room.read").order_by("seq")
    assert [event.data["user"] for event in told] == [str(cast.teacher.pk), str(cast.child.pk)]


def test_reading_settles_no_message_that_came_meanwhile(cast):
    room = talk(cast.young, cast.teacher, "One")
    seen = ChatRoom.objects.get(pk=room)
    send(cast.young, room, "Two")
    assert mark_room_read(user=cast.teacher, room=seen, number=2) == 2
    send(cast.young, room, "Three")
    seen.last_number = 2
    assert mark_room_read(user=cast.teacher, room=seen, number=2) == 2
    assert Notification.objects.filter(user=cast.teacher, type="chat.message", read_at__isnull=True).count() == 1
