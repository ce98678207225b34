"""An online lesson has a link, and times of lessons have the offset of the group's zone in every answer."""

from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from apps.lessons.services import create_lesson
from tests.factories import client_for
from tests.lessons.lesson_factory import HOUR, create_hour_lesson, tashkent_time

LINK = "https://meet.example.uz/a2-morning?pwd=1"


def test_teacher_sets_a_link_and_pupils_read_it(group, teacher, pupil):
    times = {"starts_at": tashkent_time(2).isoformat(), "ends_at": tashkent_time(2, 11).isoformat()}
    made = client_for(teacher).post("/lessons/", {"group": str(group.pk), "link": LINK, **times})
    assert (made.status, made.json["link"]) == (201, LINK)
    path = f"/lessons/{made.json['id']}/"
    assert client_for(pupil).get(path).json["link"] == LINK
    assert client_for(pupil).patch(path, {"link": ""}).status == 403
    assert client_for(teacher).patch(path, {"link": ""}).json["link"] == ""


def test_link_of_the_timetable_is_that_of_lessons_without_one(group, manager, teacher, pupil):
    path, lesson = f"/courses/groups/{group.pk}/schedule/", create_hour_lesson(group)
    body = {"changed_at": None, "lines": [], "link": LINK}
    saved = client_for(manager).put(path, body).json
    assert (saved["link"], client_for(pupil).get(path).json["link"]) == (LINK, LINK)
    assert client_for(pupil).get(f"/lessons/{lesson.pk}/").json["link"] == LINK
    own = client_for(teacher).patch(f"/lessons/{lesson.pk}/", {"link": f"{LINK}&own"}).json["link"]
    assert own == f"{LINK}&own"
    again = client_for(manager).put(path, {"changed_at": saved["changed_at"], "lines": []}).json
    assert again["link"] == LINK


@pytest.mark.parametrize(
    "wrong",
    [
        "javascript:alert(1)",
        "meet.example.uz",
        "ftp://meet.example.uz/",
        "https://",
        "https://example.uz/\x07",
        "https://example.uz/\u202e",
    ],
)
def test_only_web_addresses_are_links(group, teacher, wrong):
    lesson = create_hour_lesson(group)
    refused = client_for(teacher).patch(f"/lessons/{lesson.pk}/", {"link": wrong})
    assert refused.refused_fields == (422, ["link"])


def test_long_link_is_called_too_long(group, teacher):
    lesson = create_hour_lesson(group)
    refused = client_for(teacher).patch(f"/lessons/{lesson.pk}/", {"link": f"https://example.uz/{'a' * 500}"})
    assert refused.json["fields"] == {"link": ["At most 500 characters."]}


def test_times_have_the_offset_of_the_group_everywhere(group, room, teacher, pupil):
    group.zone = "America/New_York"
    group.save(update_fields=["zone"])
    starts = timezone.now() - HOUR
    lesson = create_lesson(actor=None, group=group, room=room, starts_at=starts, ends_at=starts + 2 * HOUR)
    client = client_for(teacher)
    mark = {"lesson": str(lesson.pk), "student": str(pupil.pk), "status": "present"}
    marked = client.post("/attendance/", mark)
    assert marked.status == 201
    report = f"/attendance/reports/lessons/{lesson.pk}/"
    answers = [
        client.get(f"/lessons/{lesson.pk}/").json,
        client.get(f"/attendance/registers/{lesson.pk}/").json,
        marked.json,
        client.get("/attendance/").json["results"][0],
        client.get(f"/courses/rooms/{room.pk}/week/").json["lessons"][0],
        client.get(report).json["lesson"],
    ]
    local = starts.astimezone(ZoneInfo("America/New_York")).isoformat()
    assert [answer["starts_at"] for answer in answers] == [local] * len(answers)
