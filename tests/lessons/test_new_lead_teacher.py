"""A new lead teacher takes over lessons that people moved or planned, not substituted ones, at times that are free."""

from datetime import timedelta

import pytest

from apps.lessons.models import Lesson, LessonChange
from apps.lessons.services import create_lesson, generate_lessons
from apps.notifications.models import Notification
from tests.job_runs import run_jobs
from tests.lessons.timetable_factory import MONDAY, NOW, make_line, set_schedule

pytestmark = pytest.mark.usefixtures("monday_morning")

LESSON_JOBS = ("lessons.pass_to_new_lead", "lessons.generate_lessons_of_one")


@pytest.fixture
def lessons(group):
    """Six of the timetable, on Mondays."""
    set_schedule(group, make_line(0))
    generate_lessons(group, until=MONDAY + timedelta(weeks=5))
    return list(Lesson.objects.order_by("starts_at"))


def change_lead(client, group, teacher):
    answer = client.patch(f"/courses/groups/{group.pk}/", {"lead_teacher": str(teacher.pk)})
    assert answer.status == 200, answer.json
    run_jobs(*LESSON_JOBS)


def move(client, lesson: Lesson, days: int) -> None:
    body = {"starts_at": (lesson.starts_at + timedelta(days=days)).isoformat(), "reason": "A holiday"}
    assert client.post(f"/lessons/{lesson.pk}/reschedule/", body).status == 200


def get_teachers(client, *lessons: Lesson) -> list[str]:
    return [client.get(f"/lessons/{lesson.pk}/").json["teacher"]["id"] for lesson in lessons]


def test_moved_and_planned_lessons_follow_and_substituted_ones_stay(
    group, lessons, teacher, assistant, other_teacher, client
):
    moved, substituted, held = lessons[1], lessons[2], lessons[0]
    move(client, moved, 1)
    body = {"teacher": str(other_teacher.pk), "reason": "Ill."}
    assert client.post(f"/lessons/{substituted.pk}/substitute/", body).status == 200
    planned = create_lesson(
        actor=None, group=group, starts_at=NOW + timedelta(days=3), ends_at=NOW + timedelta(days=3, hours=1)
    )
    Lesson.objects.filter(pk=held.pk).update(status="held")
    change_lead(client, group, assistant)
    new, old, substitute = str(assistant.pk), str(teacher.pk), str(other_teacher.pk)
    assert get_teachers(client, moved, planned, substituted, held) == [new, new, substitute, old]
    assert LessonChange.objects.get(lesson=moved, kind="changed").data["changes"] == {"teacher": [old, new]}
    untouched = Lesson.objects.filter(slot=lessons[3].slot).get()
    assert (untouched.teacher, untouched.sequence) == (assistant, 0), "generation stays free to change it"


def test_lesson_stays_with_the_former_lead_where_the_new_one_has_another(
    group, other_group, lessons, teacher, other_teacher, manager, client
):
    move(client, lessons[1], 1)
    lessons[1].refresh_from_db()
    create_lesson(
        actor=None, group=other_group, teacher=other_teacher, starts_at=lessons[1].starts_at, ends_at=lessons[1].ends_at
    )
    change_lead(client, group, other_teacher)
    assert get_teachers(client, lessons[1]) == [str(teacher.pk)]
    told = Notification.objects.get(user=manager, type="lessons.kept_by_former")
    assert (told.data["group"], told.data["teacher"]) == (group.name, other_teacher.full_name)
    assert told.data["when"]["en"] == "Tuesday, September 15, 10:00"


def test_lessons_that_the_timetable_gives_to_the_former_lead_stay(group, teacher, assistant, client):
    set_schedule(group, make_line(0, teacher_id=teacher.pk))
    generate_lessons(group, until=MONDAY + timedelta(weeks=1))
    lesson = Lesson.objects.order_by("starts_at")[1]
    move(client, lesson, 1)
    change_lead(client, group, assistant)
    assert get_teachers(client, lesson) == [str(teacher.pk)]


def test_last_of_two_new_leads_takes_the_lessons(group, lessons, teacher, assistant, other_teacher, client):
    move(client, lessons[1], 1)
    for person in (assistant, other_teacher):
        client.patch(f"/courses/groups/{group.pk}/", {"lead_teacher": str(person.pk)})
    run_jobs(*LESSON_JOBS)
    assert get_teachers(client, lessons[1]) == [str(other_teacher.pk)]


def test_running_twice_changes_nothing_more(group, lessons, assistant, client):
    move(client, lessons[1], 1)
    change_lead(client, group, assistant)
    before = Lesson.objects.get(pk=lessons[1].pk).sequence
    change_lead(client, group, assistant)
    assert Lesson.objects.get(pk=lessons[1].pk).sequence == before
