"""A planned lesson is held, cancelled, restored, changed or removed, and its history says who did it and why."""

from datetime import timedelta

import pytest
import time_machine

from apps.courses.models import Group
from apps.events.models import StreamEvent
from apps.events.publishing import get_group_stream
from apps.lessons.models import Lesson, Room
from apps.lessons.services import pin_lesson
from apps.portal.services.erasure import erase_database_rows
from apps.settings.models import AuditLog, Branch
from tests.factories import client_for
from tests.lessons.lesson_factory import create_hour_lesson, create_test_room, tashkent_time

WHY = {"reason": "The teacher is ill"}


def events(group: Group) -> list[str]:
    rows = StreamEvent.objects.filter(stream=get_group_stream(group.pk)).order_by("seq")
    return list(rows.values_list("type", flat=True))


def test_lesson_can_be_held_from_30_minutes_before_its_start(group, teacher, pupil):
    lesson = create_hour_lesson(group)
    with time_machine.travel(lesson.starts_at - timedelta(minutes=31), tick=False):
        early = client_for(teacher).post(f"/lessons/{lesson.pk}/hold/")
    assert (early.status, early.json["code"]) == (409, "conflict")
    with time_machine.travel(lesson.starts_at - timedelta(minutes=30), tick=False):
        client = client_for(teacher)
        assert client_for(pupil).post(f"/lessons/{lesson.pk}/hold/").status == 403
        assert client.post(f"/lessons/{lesson.pk}/hold/").json["status"] == "held"
        move = {**WHY, "starts_at": "2099-09-08T10:00:00Z"}
        for step, body in (("hold", None), ("cancel", WHY), ("reschedule", move)):
            assert client.post(f"/lessons/{lesson.pk}/{step}/", body).status == 409
        assert client.post(f"/lessons/{lesson.pk}/restore/", {}).json["status"] == "planned"
        assert client.post(f"/lessons/{lesson.pk}/restore/", {}).status == 409
    lesson.refresh_from_db()
    assert lesson.sequence == 2
    assert events(group) == ["lesson.created", "lesson.held", "lesson.restored"]


def test_cancelled_lesson_frees_its_time_and_can_be_restored(group, teacher, pupil):
    lesson, client = create_hour_lesson(group), client_for(teacher)
    assert client.post(f"/lessons/{lesson.pk}/cancel/", {"reason": ""}).status == 422
    cancelled = client.post(f"/lessons/{lesson.pk}/cancel/", WHY).json
    assert (cancelled["status"], cancelled["cancel_reason"]) == ("cancelled", WHY["reason"])
    seen = client_for(pupil).get(f"/lessons/{lesson.pk}/").json
    assert (seen["status"], seen["cancel_reason"]) == ("cancelled", "")
    assert client.patch(f"/lessons/{lesson.pk}/", {"topic": "x"}).status == 409
    other = create_hour_lesson(group)
    refused = client.post(f"/lessons/{lesson.pk}/restore/", {})
    assert (refused.status, set(refused.json["fields"])) == (409, {"group", "teacher"})
    Lesson.objects.filter(pk=other.pk).delete()
    assert client.post(f"/lessons/{lesson.pk}/restore/", {}).json["cancel_reason"] == ""


def test_only_topic_room_and_teacher_can_be_changed(group, teacher, assistant, other_teacher, pupil, manager):
    lesson, room, client = (create_hour_lesson(group), create_test_room(group.branch), client_for(teacher))
    changed = client.patch(f"/lessons/{lesson.pk}/", {"topic": "Future", "room": str(room.pk)})
    assert (changed.json["topic"], changed.json["room"]) == ("Future", {"id": str(room.pk), "name": "204"})
    assert client.patch(f"/lessons/{lesson.pk}/", {"topic": "Future"}).status == 200
    lesson.refresh_from_db()
    assert lesson.sequence == 1
    assert client.patch(f"/lessons/{lesson.pk}/", {"starts_at": tashkent_time(3).isoformat()}).status == 422
    expected = str(assistant.pk)
    assert client.patch(f"/lessons/{lesson.pk}/", {"teacher": str(assistant.pk)}).json["teacher"]["id"] == expected
    assert client.patch(f"/lessons/{lesson.pk}/", {"teacher": str(other_teacher.pk)}).status == 403
    office, by_pupil = client_for(manager), {"teacher": str(pupil.pk)}
    assert list(office.patch(f"/lessons/{lesson.pk}/", by_pupil).json["fields"]) == ["teacher"]
    assert client.patch(f"/lessons/{lesson.pk}/", {"teacher": None}).status == 422
    by_office = office.patch(f"/lessons/{lesson.pk}/", {"teacher": str(other_teacher.pk), "room": None})
    assert (by_office.json["teacher"]["id"], by_office.json["room"]) == (str(other_teacher.pk), None)
    assert by_office.json["instead_of"] is None


@pytest.mark.parametrize("wrong", ["archived", "elsewhere", "none"])
def test_room_must_be_in_use_in_the_group_branch(wrong, group, teacher):
    lesson = create_hour_lesson(group)
    branch = Branch.objects.create(name="Yunusobod") if wrong == "elsewhere" else group.branch
    room = Room(branch=branch, name="1", archived_at=lesson.created_at if wrong == "archived" else None)
    if wrong != "none":
        room.save()
    assert client_for(teacher).patch(f"/lessons/{lesson.pk}/", {"room": str(room.pk)}).refused_fields == (422, ["room"])


def test_only_an_unused_lesson_is_deleted(group, teacher, other_teacher):
    client, untouched = client_for(teacher), create_hour_lesson(group)
    pinned, cancelled, generated, moved = (create_hour_lesson(group, hour=hour) for hour in (11, 12, 13, 14))
    pin_lesson(lesson=pinned)
    client.post(f"/lessons/{cancelled.pk}/cancel/", WHY)
    client.post(f"/lessons/{moved.pk}/reschedule/", {**WHY, "starts_at": tashkent_time(3).isoformat()})
    Lesson.objects.filter(pk=generated.pk).update(slot=generated.starts_at)
    for lesson in (pinned, cancelled, generated, moved):
        answer = client.delete(f"/lessons/{lesson.pk}/")
        assert (answer.status, "cancel it" in answer.json["detail"]) == (409, True)
    assert client_for(other_teacher).delete(f"/lessons/{untouched.pk}/").status == 404
    assert client.delete(f"/lessons/{untouched.pk}/").status == 204
    assert client.get(f"/lessons/{untouched.pk}/").status == 404
    assert events(group)[-1] == "lesson.removed"
    assert AuditLog.objects.filter(action="lessons.delete", object_id=str(untouched.pk), actor=teacher).exists()


def test_announced_lesson_is_not_deleted(group, other_teacher, client):
    restored, elsewhere, given = (create_hour_lesson(group, hour=hour) for hour in (9, 11, 13))
    client.post(f"/lessons/{restored.pk}/cancel/", WHY)
    client.post(f"/lessons/{restored.pk}/restore/", {})
    client.patch(f"/lessons/{elsewhere.pk}/", {"room": str(create_test_room(group.branch).pk)})
    client.post(f"/lessons/{given.pk}/substitute/", {"teacher": str(other_teacher.pk)})
    assert [client.delete(f"/lessons/{item.pk}/").status for item in (restored, elsewhere, given)] == [409] * 3
    named = create_hour_lesson(group, hour=15)
    client.patch(f"/lessons/{named.pk}/", {"topic": "Future"})
    assert client.delete(f"/lessons/{named.pk}/").status == 204


def test_marked_lesson_is_not_moved_or_cancelled(group, teacher, pupil):
    lesson, client = create_hour_lesson(group, days=-1), client_for(teacher)
    mark = client.post("/attendance/", {"lesson": str(lesson.pk), "student": str(pupil.pk), "status": "present"})
    assert mark.status == 201, mark.json
    move = {**WHY, "starts_at": tashkent_time(5).isoformat()}
    for step, body in (("cancel", WHY), ("reschedule", move)):
        refused = client.post(f"/lessons/{lesson.pk}/{step}/", body)
        assert (refused.status, "withdraw" in refused.json["detail"]) == (409, True)
    lesson.refresh_from_db()
    assert (lesson.status, lesson.starts_at, lesson.sequence) == ("held", tashkent_time(-1), 1)
    assert client.delete(f"/attendance/{mark.json['id']}/").status == 204
    assert client.post(f"/lessons/{lesson.pk}/reschedule/", move).status == 200
    assert client.post(f"/lessons/{lesson.pk}/cancel/", WHY).status == 200


def test_closed_group_gets_no_future_lessons(group, teacher, manager):
    client_for(manager).post(f"/courses/groups/{group.pk}/close/", {})
    client, answers = client_for(teacher), []
    for days in (-2, 2):
        times = {"starts_at": tashkent_time(days).isoformat(), "ends_at": tashkent_time(days, 11).isoformat()}
        answers.append(client.post("/lessons/", {"group": str(group.pk), **times}).status)
    assert answers == [201, 409]


def test_history_lists_changes_in_order(group, teacher, other_teacher, manager, pupil):
    lesson, room = create_hour_lesson(group), create_test_room(group.branch)
    client, office, path = client_for(teacher), client_for(manager), f"/lessons/{lesson.pk}"
    client.patch(f"{path}/", {"topic": "Future"})
    move = {"reason": "Rain", "starts_at": tashkent_time(4).isoformat(), "room": str(room.pk)}
    client.post(f"{path}/reschedule/", move)
    office.post(f"{path}/substitute/", {"teacher": str(other_teacher.pk), **WHY})
    client.post(f"{path}/cancel/", {"reason": "Snow"})
    planned, *results = client.get(f"{path}/history/").json["steps"]
    assert (planned["kind"], planned["by"], planned["changes"]) == ("created", None, [])
    assert [(step["kind"], step["by"]["full_name"], step["reason"]) for step in results] == [
        ("changed", teacher.full_name, ""),
        ("moved", teacher.full_name, "Rain"),
        ("substituted", manager.full_name, WHY["reason"]),
        ("cancelled", teacher.full_name, "Snow"),
    ]
    values = [(value["field"], value["old"], value["new"]) for step in results for value in step["changes"]]
    assert values == [
        ("topic", "", "Future"),
        ("starts_at", tashkent_time(2).isoformat(), tashkent_time(4).isoformat()),
        ("ends_at", tashkent_time(2, 11).isoformat(), tashkent_time(4, 11).isoformat()),
        ("room", None, "204"),
        ("teacher", teacher.full_name, other_teacher.full_name),
        ("status", "planned", "cancelled"),
    ]
    assert client_for(pupil).get(f"{path}/history/").status == 403
    audited = AuditLog.objects.filter(object_id=str(lesson.pk)).order_by("id").values_list("action", flat=True)
    expected = [f"lessons.{name}" for name in ("create", "changed", "reschedule", "substituted", "cancelled")]
    assert list(audited) == expected


def test_erasure_removes_names_from_reasons_and_topics(group, teacher, pupil):
    lesson, client = create_hour_lesson(group, topic="Jasur Oripov reads"), client_for(teacher)
    path, reason = f"/lessons/{lesson.pk}", "Jasur Oripov is ill"
    client.post(f"{path}/reschedule/", {"reason": reason, "starts_at": tashkent_time(4).isoformat()})
    client.post(f"{path}/cancel/", {"reason": reason})
    shown = [client.get(f"{path}/").content, client.get(f"{path}/history/").content]
    assert all(b"Jasur" in content for content in shown)
    erase_database_rows(pupil.pk)
    shown = [client.get(f"{path}/").content, client.get(f"{path}/history/").content]
    assert [b"Jasur" in content or b"Oripov" in content for content in shown] == [False, False]
    assert all(b"is ill" in content for content in shown)
