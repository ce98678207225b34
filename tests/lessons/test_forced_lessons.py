"""A lesson that was put over a clash keeps its teacher, group and room busy as every other one does."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from apps.core.errors import Conflict
from apps.courses.models import Group
from apps.lessons.generation_report import GenerationReason
from apps.lessons.models import Lesson, LessonChange, LessonStatus, Room
from apps.lessons.services import cancel_lesson, conflicts, create_lesson, generate_lessons, restore_lesson
from tests.lessons.lesson_factory import create_hour_lesson, tashkent_time
from tests.lessons.timetable_factory import MONDAY, NOW, make_line, set_schedule

WHY = "Guests"


@pytest.fixture
def forced(group, other_group, room):
    """A lesson of `group` in the room, forced over one that was cancelled afterwards."""
    under = create_hour_lesson(other_group, room=room)
    over = create_hour_lesson(group, room=room, force=True, reason=WHY)
    assert over.forced
    cancel_lesson(actor=None, lesson=under, reason=WHY)
    return over


def others(taken: str, forced: Lesson, room: Room, other_group: Group) -> dict[str, Any]:
    """What a lesson shares with the forced one."""
    if taken == "group":
        return {"group": forced.group, "teacher": other_group.lead_teacher}
    return {"group": other_group} | ({"room": room} if taken == "room" else {"teacher": forced.teacher})


@pytest.mark.parametrize("taken", ["room", "teacher", "group"])
def test_time_of_a_forced_lesson_is_taken(taken, forced, room, other_group, client):
    named = others(taken, forced, room, other_group)
    body = {name: str(item.pk) for name, item in named.items()}
    body |= {"starts_at": tashkent_time(2).isoformat(), "ends_at": tashkent_time(2, 11).isoformat()}
    refused = client.post("/lessons/", body)
    assert refused.refused_fields == (409, [taken])
    assert "A2 morning" in refused.json["fields"][taken][0]
    assert client.post("/lessons/", {**body, "force": True}).json["fields"].keys() == {"reason"}
    made = client.post("/lessons/", {**body, "force": True, "reason": WHY})
    assert made.status == 201
    note = LessonChange.objects.get(lesson=made.json["id"], kind="forced")
    assert (note.reason, note.data) == (WHY, {"over": [str(forced.pk)]})


def test_control_constraints_ignore_forced_lessons(forced, room, other_group, monkeypatch):
    monkeypatch.setattr(conflicts, "find_conflicting_lessons", lambda _lesson: Lesson.objects.none())
    assert not create_hour_lesson(other_group, room=room).forced


def test_restoring_a_lesson_conflicts_with_a_forced_one(forced, other_group):
    under = Lesson.objects.get(group=other_group)
    with pytest.raises(Conflict) as refused:
        restore_lesson(actor=None, lesson=under)
    assert list(refused.value.fields) == ["room"]
    assert restore_lesson(actor=None, lesson=under, force=True, reason=WHY).forced


def test_cancelled_forced_lesson_frees_its_time(forced, room, other_group):
    cancel_lesson(actor=None, lesson=forced, reason=WHY)
    assert not create_hour_lesson(other_group, room=room).forced


def test_generation_skips_conflicts_with_forced_lessons(group, other_group, room):
    starts, hour = NOW + timedelta(hours=2), timedelta(hours=1)
    with time_machine.travel(NOW):
        for week in range(3):
            at = starts + timedelta(weeks=week)
            values: dict[str, Any] = {"room": room, "starts_at": at, "ends_at": at + hour}
            under = create_lesson(actor=None, group=other_group, **values)
            if week:
                over = create_lesson(
                    actor=None, group=other_group, teacher=group.lead_teacher, force=True, reason=WHY, **values
                )
                assert over.forced
            cancel_lesson(actor=None, lesson=under, reason=WHY)
        set_schedule(group, make_line(room_id=room.pk))
        Lesson.objects.filter(group=group).delete()
        report = generate_lessons(group, until=MONDAY + timedelta(weeks=2))
    assert [(row.day, row.reason) for row in report.added] == [(MONDAY, GenerationReason.FITS)]
    assert [row.reason for row in report.skipped] == [GenerationReason.CLASH, GenerationReason.CLASH]
    assert {row.clash.group for row in report.skipped if row.clash} == {other_group.pk}
    assert Lesson.objects.filter(group=group).exclude(status=LessonStatus.CANCELLED).count() == 1
