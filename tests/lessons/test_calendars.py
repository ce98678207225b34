"""A person's lessons in a calendar program: by a secret link, as RFC 5545 wants it, and right after every change."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from apps.accounts.models import Guardian, User
from apps.courses.models import Group, Membership
from apps.lessons import services
from apps.lessons.models import CalendarFeed
from apps.portal.services.erasure import erase_database_rows
from tests import factories
from tests.factories import client_for
from tests.lessons.lesson_factory import HOUR, ZoneInfo, create_hour_lesson, create_test_room, tashkent_time


def link(person: User) -> str:
    answer = client_for(person).post("/lessons/calendar/token/")
    assert answer.status == 201
    return answer.json["address"]


def read(address: str, **headers: str) -> factories.ApiResponse:
    return factories.ApiClient().get(address, headers=headers)


def events_of(person: User) -> list[Any]:
    calendar = Calendar.from_ical(read(link(person)).content)
    return sorted(calendar.walk("VEVENT"), key=lambda event: event.decoded("dtstart"))


def test_link_works_until_it_is_replaced_or_deleted(group, pupil):
    create_hour_lesson(group)
    first = link(pupil)
    answer = read(first)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert (answer.headers["cache-control"], "set-cookie" in answer.headers) == ("private, no-cache", False)
    token = first.rsplit("/", 1)[1].removesuffix(".ics")
    feed = CalendarFeed.objects.get(user=pupil)
    assert (len(token) >= 43, token in str(vars(feed)), feed.last_read_at is not None) == (True, False, True)
    second = link(pupil)
    assert (read(first).status, read(second).status) == (404, 200)
    client = client_for(pupil)
    assert [client.delete("/lessons/calendar/token/").status for _ in range(2)] == [204, 204]
    assert factories.ApiClient().request("HEAD", first).status == 404
    refused = factories.ApiClient().post(second)
    assert (refused.status, refused.headers["allow"]) == (405, "GET, HEAD")
    ended, unknown = read(second), read(first.replace(token, "x" * 43))
    assert ended.status == unknown.status == 404
    assert {**ended.json, "request_id": ""} == {**unknown.json, "request_id": ""}


@pytest.mark.parametrize("how", ["switched off", "erased"])
def test_link_of_an_inactive_account_is_not_found(how, group, pupil, admin):
    address = link(pupil)
    assert read(address).status == 200
    if how == "erased":
        erase_database_rows(pupil.pk)
    else:
        User.objects.filter(pk=pupil.pk).update(is_active=False)
    assert read(address).status == 404


def test_unchanged_calendar_answers_304(group, pupil, teacher):
    lesson, address = create_hour_lesson(group), link(pupil)
    tag = read(address).headers["etag"]
    unchanged = read(address, **{"If-None-Match": tag})
    assert (unchanged.status, unchanged.content, unchanged.headers["etag"]) == (304, b"", tag)
    services.update_lesson(actor=teacher, lesson=lesson, values={"topic": "Future"})
    assert read(address, **{"If-None-Match": tag}).status == 200
    lesson.delete()
    assert read(address, **{"If-None-Match": tag}).status == 200


def test_moved_and_cancelled_lessons_update_their_event(group, pupil, teacher):
    lesson = create_hour_lesson(group, topic='Future; "simple", part 1\nand 2')
    cancelled = create_hour_lesson(group, 3)
    before = events_of(pupil)[0]
    room = create_test_room(group.branch)
    services.reschedule_lesson(actor=teacher, lesson=lesson, starts_at=tashkent_time(2, 15), reason="x", room=room)
    services.cancel_lesson(actor=teacher, lesson=cancelled, reason="Snow")
    moved, gone = events_of(pupil)
    assert (before["uid"], before["sequence"]) == (moved["uid"], 0)
    expected = (1, tashkent_time(2, 15), tashkent_time(2, 16))
    assert (moved["sequence"], moved.decoded("dtstart"), moved.decoded("dtend")) == expected
    assert moved["dtstart"].params["TZID"] == "Asia/Tashkent"
    assert moved["summary"] == 'A2 morning: Future; "simple", part 1\nand 2'
    assert moved["location"] == f"204, {group.branch.name}"
    assert f"Teacher: {teacher.full_name}\nMoved from: " in moved["description"]
    assert (gone["status"], gone["summary"], gone["sequence"]) == ("CANCELLED", "Cancelled: A2 morning", 1)
    assert "Snow" not in str(gone)
    assert moved.decoded("dtstamp") == moved.decoded("last-modified")


def test_calendar_contains_own_and_childrens_lessons(
    group, other_group, teacher, assistant, other_teacher, pupil, second_pupil, other_pupil, manager, parent
):
    for child in (pupil, second_pupil, other_pupil):
        Guardian.objects.create(parent=parent, child=child, kind="mother")
    Guardian.objects.filter(child=other_pupil).update(sees_progress=False)
    Membership.objects.filter(student=second_pupil).update(joined_on=tashkent_time(3).date())
    create_hour_lesson(group, 2, topic="one")
    create_hour_lesson(group, 4, topic="two", teacher=other_teacher)
    create_hour_lesson(other_group, 5, topic="three")
    stood = {person: [str(event["summary"]) for event in events_of(person)] for person in
             (teacher, assistant, other_teacher, pupil, second_pupil, parent, manager)}  # fmt: skip
    item, two, three = "A2 morning: one", "A2 morning: two", "A2 evening: three"
    assert stood == {
        teacher: [item],
        assistant: [item, two],
        other_teacher: [two, three],
        pupil: [item, two],
        second_pupil: [two],
        parent: [f"Jasur: {item}", f"Jasur, Laylo: {two}"],
        manager: [],
    }


@pytest.mark.parametrize(
    ("locale", "words"),
    [("uz", ["Darslar", "Bekor qilingan: ", "Oʻqituvchi: "]), ("ru", ["Уроки", "Отменено: ", "Учитель: "])],
    ids=["uz", "ru"],
)
def test_calendar_is_in_the_users_language(group, pupil, locale, words):
    User.objects.filter(pk=pupil.pk).update(locale=locale)
    services.cancel_lesson(actor=None, lesson=create_hour_lesson(group), reason="Snow")
    calendar = Calendar.from_ical(read(link(User.objects.get(pk=pupil.pk))).content)
    (event,) = calendar.walk("VEVENT")
    result = (calendar["x-wr-calname"], event["summary"], event["description"])
    assert [word in text for word, text in zip(words, result, strict=True)] == [True] * 3


def test_the_calendar_reaches_from_four_weeks_back_to_the_horizon(group, pupil):
    for days in (-30, -26, 50, 60):
        create_hour_lesson(group, days)
    Membership.objects.update(joined_on=tashkent_time(-40).date())
    assert [event.decoded("dtstart") for event in events_of(pupil)] == [tashkent_time(-26), tashkent_time(50)]


def test_local_times_stay_when_clocks_change(group, pupil):
    Group.objects.filter(pk=group.pk).update(zone="Europe/Berlin")
    Membership.objects.update(joined_on="2026-09-01")
    berlin = ZoneInfo("Europe/Berlin")
    starts = [datetime(2026, 10, day, 9, tzinfo=berlin) for day in (23, 26)]
    twice = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    with time_machine.travel("2026-10-20T09:00:00+02:00", tick=False):
        group.refresh_from_db()
        for start in (*starts, twice):
            services.create_lesson(actor=None, group=group, starts_at=start, ends_at=start + timedelta(minutes=20))
        content = read(link(pupil)).content
    calendar = Calendar.from_ical(content)
    result = sorted(event.decoded("dtstart") for event in calendar.walk("VEVENT"))
    assert [item.astimezone(UTC) for item in result] == [starts[0].astimezone(UTC), twice, starts[1].astimezone(UTC)]
    assert b"DTSTART;TZID=Europe/Berlin:20261023T090000\r\n" in content
    assert b"DTSTART;TZID=Europe/Berlin:20261026T090000\r\n" in content
    assert b"DTSTART:20261025T013000Z\r\n" in content
    zone = next(item for item in calendar.walk("VTIMEZONE") if item["tzid"] == "Europe/Berlin")
    standard = [part for part in zone.subcomponents if part.name == "STANDARD"]
    onset, offsets = standard[-1].decoded("dtstart"), (standard[-1]["tzoffsetfrom"], standard[-1]["tzoffsetto"])
    assert onset == datetime(2026, 10, 25, 3)
    assert [offset.to_ical() for offset in offsets] == ["+0200", "+0100"]
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}


def test_summer_time_begins_at_the_wall_clock_time_before_the_change(group, pupil):
    Group.objects.filter(pk=group.pk).update(zone="Europe/Berlin")
    Membership.objects.update(joined_on="2026-03-01")
    start = datetime(2026, 3, 30, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    with time_machine.travel("2026-03-10T09:00:00+01:00", tick=False):
        services.create_lesson(actor=None, group=group, starts_at=start, ends_at=start + HOUR)
        calendar = Calendar.from_ical(read(link(pupil)).content)
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart").astimezone(UTC) == start
    zone = next(item for item in calendar.walk("VTIMEZONE") if item["tzid"] == "Europe/Berlin")
    (spring,) = [part for part in zone.subcomponents if part.name == "DAYLIGHT"]
    assert spring.decoded("dtstart") == datetime(2026, 3, 29, 2)
    assert (spring["tzoffsetfrom"].to_ical(), spring["tzoffsetto"].to_ical()) == ("+0100", "+0200")


def test_a_long_calendar_costs_no_more_queries_than_a_short_one(group, pupil, parent):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    address, counts, room = link(parent), [], create_test_room(group.branch)
    read(address)
    for days in (range(2, 4), range(4, 24)):
        for day in days:
            lesson = create_hour_lesson(group, day, room=room)
            services.reschedule_lesson(actor=None, lesson=lesson, starts_at=tashkent_time(day, 14), reason="x")
        with CaptureQueriesContext(connection) as asked:
            result = Calendar.from_ical(read(address).content).walk("VEVENT")
        counts.append((len(result), len(asked)))
    assert [count for count, _queries in counts] == [2, 22]
    assert counts[0][1] == counts[1][1]
