"""A week of a centre, from an empty timetable to the month's report, played over REST by those who live it."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar

from apps.accounts.models import User
from apps.core.permissions import Role
from tests import factories
from tests.factories import client_for
from tests.resources.sample_files import PDF
from tests.week.week_client import (
    format_day,
    list_notification_types,
    request_api,
    run_all_jobs,
    tashkent_time,
    travel_to,
)

pytestmark = pytest.mark.django_db
PUPILS = ("Aziza", "Bobur", "Dilnoza", "Jasur")


class Week:
    """The people and what they made; each day is a step."""

    def __init__(self, office: User, teacher: User, substitute: User, parent: User) -> None:
        self.office, self.teacher, self.substitute, self.parent = office, teacher, substitute, parent
        self.aziza, self.bobur, self.dilnoza, self.jasur = self.pupils = [
            factories.make_user(Role.STUDENT, name, "Karimova", email=f"{name}@example.uz") for name in PUPILS
        ]
        self.course = self.room = self.group = self.other_group = ""
        self.lessons: list[dict[str, Any]] = []
        self.guest_lesson = self.missed = ""

    def lesson(self, number: int) -> str:
        """The id of the n-th lesson that was generated."""
        return str(self.lessons[number]["lesson"])

    def register(self, person: User, lesson: str) -> dict[str, str | None]:
        """Who stands in it with which mark."""
        rows = request_api(person, "GET", f"/attendance/registers/{lesson}/")["rows"]
        return {row["student"]["full_name"].split()[0]: row["mark"] and row["mark"]["status"] for row in rows}

    def mark(self, person: User, lesson: str, statuses: dict[User, str], **late: int) -> list[dict[str, Any]]:
        """Keep the register in one call."""
        marks = [
            {"student": str(pupil.pk), "status": status}
            | ({"minutes_late": late["minutes"]} if status == "late" else {})
            for pupil, status in statuses.items()
        ]
        sent = request_api(person, "POST", "/attendance/bulk-mark/", {"lesson": lesson, "marks": marks})
        return list(sent["marks"])


@pytest.fixture
def week(manager, teacher, other_teacher, parent):
    return Week(manager, teacher, other_teacher, parent)


def test_a_week_is_played_from_timetable_to_report(week):
    with travel_to(0, "08:00"):
        the_office_opens_a_group(week)
        the_timetable_becomes_lessons(week)
    with travel_to(0, "10:05"):
        the_teacher_keeps_the_first_register(week)
    with travel_to(0, "12:00"):
        the_parent_hears_and_asks_to_be_excused(week)
        the_pupils_get_a_file(week)
    with travel_to(1, "09:00"):
        wednesday_is_moved_to_thursday(week)
        friday_is_given_by_somebody_else_and_monday_falls_out(week)
        jasur_makes_up_for_monday(week)
    with travel_to(3, "16:30"):
        marks_made_without_a_network_are_merged(week)
    with travel_to(4, "10:10"):
        the_substitute_keeps_fridays_register(week)
    with travel_to(5, "12:10"):
        the_guest_is_marked(week)
    with travel_to(5, "20:00"):
        the_calendar_shows_what_became_of_it(week)
        the_report_equals_what_was_marked(week)


def the_office_opens_a_group(week: Week) -> None:
    office = week.office
    title = {"uz": "Ingliz tili A2", "ru": "Английский A2", "en": "English A2"}
    week.course = request_api(office, "POST", "/courses/courses/", {"title": title, "level": "A2"}, status=201)["id"]
    request_api(office, "POST", f"/courses/courses/{week.course}/publish/")
    week.room = request_api(office, "POST", "/courses/rooms/", {"name": "204", "seats": 12}, status=201)["id"]
    body = {"course": week.course, "name": "A2 morning", "lead_teacher": str(week.teacher.pk), "capacity": 4}
    week.group = request_api(office, "POST", "/courses/groups/", body, status=201)["id"]
    other = {**body, "name": "A2 Saturday", "lead_teacher": str(week.substitute.pk)}
    week.other_group = request_api(office, "POST", "/courses/groups/", other, status=201)["id"]
    for pupil in week.pupils:
        request_api(office, "POST", f"/courses/groups/{week.group}/members/", {"student": str(pupil.pk)}, status=201)
    late = factories.make_user(Role.STUDENT, "Timur")
    members = f"/courses/groups/{week.group}/members/"
    refused = request_api(office, "POST", members, {"student": str(late.pk)}, status=409)
    assert refused["code"] == "conflict"
    link = {"parent": str(week.parent.pk), "child": str(week.bobur.pk), "kind": "mother"}
    request_api(office, "POST", "/auth/guardians/", link, status=201)


def the_timetable_becomes_lessons(week: Week) -> None:
    two_weeks = {"valid_from": format_day(0), "valid_until": format_day(11)}
    line = {"starts": "10:00", "minutes": 90, "room": week.room, **two_weeks}
    lines = [{**line, "weekday": day} for day in (0, 2, 4)]
    path = f"/courses/groups/{week.group}/schedule/"
    assert request_api(week.teacher, "GET", "/lessons/")["count"] == 0
    saved = request_api(week.office, "PUT", path, {"changed_at": None, "lines": lines})
    week.lessons = saved["lessons"]["added"]
    assert [row["day"] for row in week.lessons] == [format_day(day) for day in (0, 2, 4, 7, 9, 11)]
    again = request_api(week.office, "POST", f"{path}generate/", {"until": format_day(11)})["counts"]
    assert again == {"added": 0, "kept": 6, "removed": 0, "skipped": 0}
    five_days = {"from": tashkent_time(0, "00:00").isoformat(), "to": tashkent_time(5, "00:00").isoformat()}
    assert request_api(week.aziza, "GET", "/lessons/", query=five_days)["count"] == 3


def the_teacher_keeps_the_first_register(week: Week) -> None:
    monday = week.lesson(0)
    request_api(week.teacher, "POST", f"/lessons/{monday}/hold/")
    assert week.register(week.teacher, monday) == dict.fromkeys(PUPILS)
    statuses = {week.aziza: "present", week.bobur: "absent", week.dilnoza: "late", week.jasur: "absent"}
    marks = week.mark(week.teacher, monday, statuses, minutes=5)
    assert [mark["status"] for mark in marks] == list(statuses.values())
    assert week.mark(week.teacher, monday, statuses, minutes=5) == marks
    week.missed = marks[3]["id"]


def the_parent_hears_and_asks_to_be_excused(week: Week) -> None:
    run_all_jobs()
    assert sorted(list_notification_types(week.parent)) == ["attendance.absent", "timetable.changed"]
    days = {"starts_on": format_day(0), "ends_on": format_day(1)}
    body = {"student": str(week.bobur.pk), "reason": "At the doctor's", **days}
    excuse = request_api(week.parent, "POST", "/attendance/excuses/", body, status=201)["id"]
    asked = request_api(week.teacher, "GET", "/attendance/excuses/", query={"state": "asked"})["results"]
    assert [row["id"] for row in asked] == [excuse]
    request_api(week.teacher, "PATCH", f"/attendance/excuses/{excuse}/", {"decision": "accept"})
    assert week.register(week.teacher, week.lesson(0))["Bobur"] == "excused"
    run_all_jobs()
    assert "attendance.excuse_accepted" in list_notification_types(week.parent)


def the_pupils_get_a_file(week: Week) -> None:
    form = {"lesson": week.lesson(0), "title": "Unit 3"}
    files = {"file": SimpleUploadedFile("unit3.pdf", PDF, content_type="application/pdf")}
    sent = client_for(week.teacher).post("/resources/files/", form=form, files=files)
    assert sent.status == 201, sent.json
    listed = request_api(week.aziza, "GET", "/resources/", query={"lesson": week.lesson(0)})["results"]
    assert [row["title"] for row in listed] == ["Unit 3"]
    link = request_api(week.aziza, "GET", f"/resources/{listed[0]['id']}/download/")["url"]
    assert factories.ApiClient().get(link).content == PDF
    usage = request_api(week.teacher, "GET", f"/resources/{listed[0]['id']}/usage/")
    assert [row["user"]["id"] for row in usage["results"]] == [str(week.aziza.pk)]


def wednesday_is_moved_to_thursday(week: Week) -> None:
    body = {"starts_at": tashkent_time(3, "16:00").isoformat(), "reason": "Open day on Wednesday"}
    moved = request_api(week.office, "POST", f"/lessons/{week.lesson(1)}/reschedule/", body)
    assert moved["starts_at"] == "2026-09-10T16:00:00+05:00"
    run_all_jobs()
    assert "lesson.moved" in list_notification_types(week.aziza)
    assert "lesson.moved" in list_notification_types(week.parent)


def friday_is_given_by_somebody_else_and_monday_falls_out(week: Week) -> None:
    body = {"teacher": str(week.substitute.pk), "reason": "Dilnoza is at a seminar"}
    friday = request_api(week.office, "POST", f"/lessons/{week.lesson(2)}/substitute/", body)
    assert (friday["teacher"]["id"], friday["instead_of"]["id"]) == (str(week.substitute.pk), str(week.teacher.pk))
    cancelled = request_api(week.teacher, "POST", f"/lessons/{week.lesson(3)}/cancel/", {"reason": "Water pipe"})
    assert cancelled["status"] == "cancelled"
    path = f"/courses/groups/{week.group}/schedule/generate/"
    counts = request_api(week.office, "POST", path, {"until": format_day(11)})["counts"]
    assert (counts["added"], counts["removed"]) == (0, 0)
    run_all_jobs()
    assert {"lesson.substituted", "lesson.cancelled"} <= set(list_notification_types(week.aziza))


def jasur_makes_up_for_monday(week: Week) -> None:
    times = {"starts_at": tashkent_time(5, "12:00").isoformat(), "ends_at": tashkent_time(5, "13:30").isoformat()}
    body = {"group": week.other_group, "room": week.room, **times}
    week.guest_lesson = request_api(week.office, "POST", "/lessons/", body, status=201)["id"]
    taken = {"group": week.group, "room": week.room, **times}
    assert "room" in request_api(week.office, "POST", "/lessons/", taken, status=409)["fields"]
    request_api(week.office, "POST", f"/lessons/{week.guest_lesson}/make-up/", {"mark": week.missed}, status=201)
    assert "attendance.make_up" in list_notification_types(week.jasur)


def marks_made_without_a_network_are_merged(week: Week) -> None:
    thursday = week.lesson(1)
    week.mark(week.office, thursday, {week.aziza: "absent"})
    marks = [
        {"id": "1", "lesson": thursday, "student": str(week.aziza.pk), "status": "present", "marked_at": "16:05"},
        {"id": "2", "lesson": thursday, "student": str(week.bobur.pk), "status": "present", "marked_at": "16:06"},
        {"id": "3", "lesson": thursday, "student": str(week.dilnoza.pk), "status": "absent", "marked_at": "16:06"},
        {"id": "4", "lesson": thursday, "student": str(week.jasur.pk), "status": "present", "marked_at": "16:07"},
    ]
    body = {"marks": [mark | {"marked_at": tashkent_time(3, mark["marked_at"]).isoformat()} for mark in marks]}
    merged = request_api(week.teacher, "POST", "/attendance/sync/", body)
    outcomes = {mark["id"]: mark["outcome"] for mark in merged["marks"]}
    assert outcomes == {"1": "older", "2": "applied", "3": "applied", "4": "applied"}
    assert [(conflict["id"], conflict["stands"]) for conflict in merged["conflicts"]] == [("1", "theirs")]
    expected = {"Aziza": "absent", "Bobur": "present", "Dilnoza": "absent", "Jasur": "present"}
    assert week.register(week.teacher, thursday) == expected
    mark = next(mark["mark"]["id"] for mark in merged["marks"] if mark["id"] == "1")
    request_api(week.teacher, "PATCH", f"/attendance/{mark}/", {"status": "present", "reason": "She was there"})
    request_api(week.teacher, "POST", f"/lessons/{thursday}/hold/")


def the_substitute_keeps_fridays_register(week: Week) -> None:
    friday = week.lesson(2)
    week.mark(week.substitute, friday, dict.fromkeys(week.pupils, "present"))
    request_api(week.substitute, "POST", f"/lessons/{friday}/hold/")
    request_api(week.substitute, "GET", f"/attendance/registers/{week.lesson(0)}/", status=404)


def the_guest_is_marked(week: Week) -> None:
    assert week.register(week.substitute, week.guest_lesson) == {"Jasur": None}
    week.mark(week.substitute, week.guest_lesson, {week.jasur: "present"})
    assert request_api(week.jasur, "GET", f"/attendance/{week.missed}/")["made_up_in"] == week.guest_lesson


def the_calendar_shows_what_became_of_it(week: Week) -> None:
    address = request_api(week.bobur, "POST", "/lessons/calendar/token/", status=201)["address"]
    events = Calendar.from_ical(factories.ApiClient().get(address).content).walk("VEVENT")
    shown = {str(event["uid"]).partition("@")[0]: event for event in events}
    moved = next(event for uid, event in shown.items() if week.lesson(1) in uid)
    assert moved.decoded("dtstart") == tashkent_time(3, "16:00")
    assert str(next(event for uid, event in shown.items() if week.lesson(3) in uid)["status"]) == "CANCELLED"


def the_report_equals_what_was_marked(week: Week) -> None:
    path, month = f"/attendance/reports/groups/{week.group}/", {"month": "2026-09"}
    report = request_api(week.teacher, "GET", path, query=month)
    held = [place for place, lesson in enumerate(report["lessons"]) if lesson["day"] <= format_day(4)]
    assert [report["lessons"][place]["day"] for place in held] == [format_day(day) for day in (0, 3, 4)]
    grid = {
        row["student"]["full_name"].split()[0]: [row["cells"][place]["mark"]["status"] for place in held]
        for row in report["rows"]
    }
    assert grid == {
        "Aziza": ["present", "present", "present"],
        "Bobur": ["excused", "present", "present"],
        "Dilnoza": ["late", "absent", "present"],
        "Jasur": ["absent", "present", "present"],
    }
    totals = {name: report["totals"][name] for name in ("present", "late", "absent", "excused", "minutes_late")}
    assert totals == {"present": 8, "late": 1, "absent": 2, "excused": 1, "minutes_late": 5}
    content = client_for(week.teacher).get(path, {**month, "format": "xlsx"}).content
    rows = [[cell or "" for cell in row] for row in openpyxl.load_workbook(io.BytesIO(content)).active.values]
    by_name = {str(row[0]).split()[0]: row for row in rows}
    assert by_name["Pupil"][1:4] == ["07.09", "10.09", "11.09"]
    assert {name: by_name[name][1:4] for name in PUPILS} == {
        "Aziza": ["+", "+", "+"],
        "Bobur": ["Excused", "+", "+"],
        "Dilnoza": ["Late 5", "–", "+"],
        "Jasur": ["–", "+", "+"],
    }
    place = by_name["Pupil"].index("Present")
    assert by_name["Total"][place : place + 5] == [8, 1, 2, 1, 5]
    mine = request_api(week.parent, "GET", f"/attendance/reports/students/{week.bobur.pk}/")
    assert [row["cell"]["mark"]["status"] for row in mine["lessons"] if row["cell"]["mark"]] == grid["Bobur"]
