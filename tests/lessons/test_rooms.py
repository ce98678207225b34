"""Rooms: kept by the office of their branch, seen by its staff; where lessons took place they are archived."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.core.permissions import Role
from apps.lessons.models import Lesson, LessonStatus, Room
from apps.lessons.services import create_lesson
from apps.settings.models import AuditLog, Branch
from tests import factories
from tests.factories import client_for
from tests.lessons.timetable_factory import MONDAY, NOW, make_line, set_schedule
from tests.refused_values import refused_values


@pytest.fixture
def elsewhere(branch, manager):
    """Another branch, and the manager works in the first only."""
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.branches.add(branch)
    return Branch.objects.create(name="Yunusobod")


def test_the_office_adds_and_changes_rooms_and_staff_see_them(branch, group, manager, teacher, pupil):
    made = client_for(manager).post("/courses/rooms/", {"name": " 204 ", "seats": 16})
    assert (made.status, made.json["name"], made.json["branch"]["name"]) == (201, "204", branch.name)
    path = f"/courses/rooms/{made.json['id']}/"
    assert client_for(manager).patch(path, {"seats": None}).json["seats"] is None
    assert client_for(manager).patch(path, {}).status == 200
    assert client_for(teacher).get(path).json["name"] == "204"
    assert client_for(teacher).patch(path, {"seats": 3}).status == 403
    idle = factories.make_user(Role.TEACHER, "Idle")
    assert (client_for(idle).get(path).status, client_for(idle).get("/courses/rooms/").json["count"]) == (404, 0)
    assert client_for(pupil).get("/courses/rooms/").status == 403
    written = AuditLog.objects.filter(action__startswith="rooms")
    assert sorted(written.values_list("action", flat=True)) == ["rooms.create", "rooms.update"]


def test_room_name_is_unique_in_a_branch(branch, room, admin):
    client = client_for(admin)
    assert client.post("/courses/rooms/", {"name": "204"}).refused_fields == (422, ["name"])
    other = Branch.objects.create(name="Yunusobod")
    assert client.post("/courses/rooms/", {"name": "204", "branch": str(other.pk)}).status == 201
    assert client.patch(f"/courses/rooms/{room.pk}/", {"archived": True}).json["archived_at"] is not None
    assert client.post("/courses/rooms/", {"name": "204"}).status == 201
    assert client.patch(f"/courses/rooms/{room.pk}/", {"archived": False}).json["fields"].keys() == {"name"}


@refused_values(name=["", "x" * 81], seats=[0], color=["red"])
def test_invalid_values_name_the_field(branch, manager, wrong, field):
    assert client_for(manager).post("/courses/rooms/", {"name": "1"} | wrong).refused_fields == (422, [field])


def test_office_of_a_branch_manages_its_own_rooms_only(elsewhere, room, client):
    other = Room.objects.create(branch=elsewhere, name="1")
    assert [row["id"] for row in client.get("/courses/rooms/").json["results"]] == [str(room.pk)]
    assert client.get("/courses/rooms/", {"branch": str(elsewhere.pk)}).json["count"] == 0
    for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("GET", "week/")):
        asked = client.request(method, f"/courses/rooms/{other.pk}/{path}", json={} if method == "PATCH" else None)
        assert asked.status == 404
    assert client.post("/courses/rooms/", {"name": "2", "branch": str(elsewhere.pk)}).refused_fields == (
        422,
        ["branch"],
    )


def test_a_room_without_history_is_deleted_and_one_with_lessons_archived(group, room, manager):
    client, unused = client_for(manager), Room.objects.create(branch=room.branch, name="205")
    create_lesson(actor=None, group=group, starts_at=NOW, ends_at=NOW + timedelta(hours=1), room=room)
    for item in (unused, room):
        assert client.delete(f"/courses/rooms/{item.pk}/").status == 204
    assert not Room.objects.filter(pk=unused.pk).exists()
    assert client.get("/courses/rooms/").json["count"] == 0
    archived = client.get("/courses/rooms/", {"archived": True}).json["results"]
    assert [row["id"] for row in archived] == [str(room.pk)]


def test_room_in_a_timetable_is_not_archived(group, room, client):
    with time_machine.travel(NOW):
        set_schedule(group, make_line(room_id=room.pk))
    path = f"/courses/rooms/{room.pk}/"
    for answer in (client.delete(path), client.patch(path, {"archived": True})):
        assert (answer.status, "A2 morning" in answer.json["detail"]) == (409, True)
    with time_machine.travel(NOW):
        set_schedule(group, make_line(room_id=room.pk, valid_until=MONDAY))
    assert client.delete(f"/courses/rooms/{room.pk}/").status == 204
    room.refresh_from_db()
    assert room.archived_at is not None


def test_a_rooms_week_is_monday_to_sunday_by_the_branchs_clock(group, other_group, room, teacher):
    monday = NOW.replace(hour=0)
    for hours, item in ((-1, group), (0, group), (26, other_group), (166, group), (168, group)):
        starts = monday + timedelta(hours=hours)
        create_lesson(actor=None, group=item, starts_at=starts, ends_at=starts + timedelta(hours=1), room=room)
    create_lesson(actor=None, group=group, starts_at=NOW, ends_at=NOW + timedelta(hours=1))
    client, path = client_for(teacher), f"/courses/rooms/{room.pk}/week/"
    week = client.get(path, {"day": "2026-09-10"}).json
    assert week["monday"] == "2026-09-07"
    rows = week["lessons"]
    assert [row["group"]["name"] for row in rows] == ["A2 morning", "A2 evening", "A2 morning"]
    assert rows[1]["teacher"]["full_name"] == "Nodira Tosheva"
    Lesson.objects.update(status=LessonStatus.CANCELLED)
    assert client.get(path, {"day": "2026-09-10"}).json["lessons"] == []
    assert client.get(path, {"day": "2026-13-10"}).json["fields"].keys() == {"day"}


def test_lists_cost_the_same_for_few_and_many(group, room, admin):
    client, counts = client_for(admin), []
    for start, number in ((0, 2), (2, 20)):
        for index in range(start, number):
            Room.objects.create(branch=room.branch, name=f"{index} room")
            starts = NOW + timedelta(hours=2 * index)
            create_lesson(actor=None, group=group, starts_at=starts, ends_at=starts + timedelta(hours=1), room=room)
        with CaptureQueriesContext(connection) as asked:
            rooms = client.get("/courses/rooms/", {"page_size": 100}).json["count"]
        with CaptureQueriesContext(connection) as asked_week:
            week = len(client.get(f"/courses/rooms/{room.pk}/week/", {"day": str(MONDAY)}).json["lessons"])
        counts.append((len(asked), len(asked_week), rooms - 1, week))
    assert counts == [(*counts[0][:2], 2, 2), (*counts[0][:2], 20, 20)]
