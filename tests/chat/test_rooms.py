"""Rooms of groups, courses and lessons: who reads them, history, unread marks, edits, deletions, reactions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.courses.models import Course, Group
from apps.lessons.models import Lesson
from apps.notifications.models import Notification
from apps.settings.models import AuditLog
from tests.chat.chat_requests import open_room, open_with, read, send, talk
from tests.chat.conftest import NOON
from tests.factories import client_for


@pytest.fixture
def room(cast):
    return open_room(cast.young, group=cast.group).json["id"]


def test_members_teachers_and_office_share_the_room_of_a_group(cast, room):
    for person in (cast.young, cast.older, cast.teacher, cast.manager):
        assert send(person, room, person.first_name).status == 201
    assert read(cast.young, room) == read(cast.manager, room)
    for person in (cast.former_older, cast.guardian_of_young, cast.other_teacher):
        assert open_room(person, group=cast.group).refused_fields == (422, ["group"])
        assert send(person, room).status == 404
    courses = [open_room(person, course=cast.group.course).json for person in (cast.young, cast.teacher)]
    assert courses[0]["id"] == courses[1]["id"] != room


def test_a_lesson_has_a_room_while_it_is_held(clock, cast):
    times = {"starts_at": NOON - timedelta(minutes=30), "ends_at": NOON + timedelta(minutes=30)}
    lesson = Lesson.objects.create(group=cast.group, topic="Unit 3", teacher=cast.other_teacher, **times)
    room = open_room(cast.young, lesson=lesson).json
    assert (room["title"], send(cast.young, room["id"]).status) == ("A2 morning · Unit 3", 201)
    assert send(cast.other_teacher, room["id"]).status == 201
    clock.move_to(NOON + timedelta(hours=2))
    send(cast.young, room["id"]).check_refused(403, "may_not_write", field="text")
    assert len(read(cast.young, room["id"])) == 2
    assert open_room(cast.young, lesson=lesson).refused_fields == (422, ["lesson"])


def test_history_is_read_in_pages_both_ways(cast, room, client_for):
    for number in range(1, 8):
        assert send(cast.young, room, str(number)).status == 201
    client, path = client_for(cast.teacher), f"/chat/rooms/{room}/messages/"
    newest = client.get(path, {"limit": 3}).json
    assert [row["text"] for row in newest["results"]] == ["7", "6", "5"]
    before = client.get(path, {"limit": 3, "cursor": newest["next"]}).json
    assert [row["text"] for row in before["results"]] == ["4", "3", "2"]
    after = client.get(path, {"limit": 3, "order": "oldest", "start": 4}).json
    assert [row["text"] for row in after["results"]] == ["4", "5", "6"]
    rest = client.get(path, {"limit": 3, "order": "oldest", "start": 4, "cursor": after["next"]}).json
    assert ([row["text"] for row in rest["results"]], rest["next"]) == (["7"], None)


def test_unread_marks_cost_one_query_for_a_list(cast, client_for):
    first = talk(cast.young, cast.teacher, "1", "2")
    counts = []
    for person in (cast.older, cast.child, cast.second_older):
        client = client_for(cast.teacher)
        with CaptureQueriesContext(connection) as counted:
            listed = client.get("/chat/rooms/", {"kind": "direct"}).json["results"]
        counts.append(len(counted))
        assert {row["unread"] for row in listed} <= {1, 2}
        talk(person, cast.teacher, "Hello")
    assert len(set(counts)) == 1
    read_up = client_for(cast.teacher).post(f"/chat/rooms/{first}/read/", {"number": 1})
    assert read_up.json == {"number": 1, "unread": 1}
    assert client_for(cast.teacher).post(f"/chat/rooms/{first}/read/", {"number": 99}).json == {
        "number": 2,
        "unread": 0,
    }
    unread = client_for(cast.teacher).get("/chat/rooms/", {"unread": "true"}).json["results"]
    assert len(unread) == 3
    assert first not in {row["id"] for row in unread}


def test_one_notification_for_a_conversation_until_it_is_read(cast, client_for, branch):
    room = talk(cast.young, cast.teacher, "1", "2", "3")
    rows = Notification.objects.filter(user=cast.teacher, type="chat.message")
    assert [(row.count, row.read_at) for row in rows] == [(3, None)]
    client_for(cast.teacher).post(f"/chat/rooms/{room}/read/", {"number": 3})
    assert rows.get().read_at is not None
    assert send(cast.young, room, "4").status == 201
    assert rows.all().count() == 2
    office = open_with(cast.young, branch=branch).json["id"]
    send(cast.young, office, "Where do I pay?")
    waiting = Notification.objects.filter(group=office, read_at__isnull=True)
    assert {row.user for row in waiting} == {cast.admin, cast.manager}
    send(cast.manager, office, "At the desk.")
    assert {row.user for row in waiting.all()} == {cast.young}


def test_edits_and_deletions_keep_what_was_said_for_who_moderates(clock, cast, room, client_for):
    message = send(cast.young, room, "First").json["message"]
    reply = send(cast.older, room, "Really?", reply_to=message).json
    assert (reply["reply"]["text"], reply["reply"]["name"]) == ("First", cast.young.full_name)
    path = f"/chat/messages/{message}/"
    assert client_for(cast.older).request("PATCH", path, {"text": "No"}).status == 404
    assert client_for(cast.older).request("DELETE", path).status == 404
    edited = client_for(cast.young).request("PATCH", path, {"text": "Second"})
    assert (edited.json["text"], edited.json["edited_at"] is None) == ("Second", False)
    clock.shift(timedelta(seconds=1))
    assert client_for(cast.teacher).request("DELETE", path).status == 204
    assert AuditLog.objects.get(action="chat.delete_message").actor == cast.teacher
    last = client_for(cast.older).get(f"/chat/rooms/{room}/messages/", {"order": "oldest"}).json["results"]
    assert [(row["text"], row["deleted"]) for row in last] == [("", True), ("Really?", False)]
    assert last[1]["reply"]["text"] == ""
    versions = client_for(cast.teacher).get(f"{path}versions/").json["results"]
    assert [row["text"] for row in versions] == ["First", "Second"]
    assert client_for(cast.young).get(f"{path}versions/").status == 404
    for refused in (
        client_for(cast.young).request("PATCH", path, {"text": "Third"}),
        client_for(cast.young).request("DELETE", path),
        client_for(cast.young).request("PUT", f"{path}reaction/", {"reaction": "like"}),
    ):
        assert refused.refusal == (409, "conflict")
    send(cast.young, room, "Again", reply_to=message).check_refused(422, field="reply_to")


def test_each_person_has_one_reaction(cast, room, client_for):
    message = send(cast.young, room).json["message"]
    path = f"/chat/messages/{message}/reaction/"
    for person, reaction in ((cast.older, "like"), (cast.teacher, "like"), (cast.older, "heart")):
        answer = client_for(person).request("PUT", path, {"reaction": reaction})
    assert (answer.json["reactions"], answer.json["own_reaction"]) == ({"heart": 1, "like": 1}, "heart")
    assert client_for(cast.older).request("DELETE", path).status == 204
    client_for(cast.older).request("PUT", path, {"reaction": "clown"}).check_refused(422, field="reaction")
    seen = client_for(cast.young).get(f"/chat/rooms/{room}/messages/").json["results"][0]
    assert (seen["reactions"], seen["own_reaction"]) == ({"like": 1}, "")


def test_rooms_of_closed_groups_and_archived_courses_take_no_messages(cast):
    group = open_room(cast.young, group=cast.group).json["id"]
    course = open_room(cast.manager, course=cast.group.course).json["id"]
    first = send(cast.young, group, "While it is open").json["message"]
    Group.objects.filter(pk=cast.group.pk).update(status="closed")
    Course.objects.filter(pk=cast.group.course.pk).update(status="archived")
    for room, people in ((group, (cast.young, cast.teacher, cast.manager)), (course, (cast.manager,))):
        for person in people:
            send(person, room).check_refused(403, "may_not_write", field="text")
            details = client_for(person).get(f"/chat/rooms/{room}/").json
            assert (details["may_write"], details["why_not"]) == (False, "closed")
    path = f"/chat/messages/{first}/"
    client_for(cast.young).request("PATCH", path, {"text": "Since"}).check_refused(403, "may_not_write", field="text")
    assert read(cast.young, group) == ["While it is open"]
    assert client_for(cast.young).request("DELETE", path).status == 204
    assert send(cast.young, open_with(cast.young, person=cast.teacher).json["id"]).status == 201


def test_the_room_of_a_group_stays_open_while_it_learns_an_archived_course(cast):
    room = open_room(cast.young, group=cast.group).json["id"]
    Course.objects.filter(pk=cast.group.course.pk).update(status="archived")
    assert send(cast.young, room).status == 201
