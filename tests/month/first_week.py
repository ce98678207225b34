"""The first week of the month: groups open, a timetable clashes, and registers are kept early, late and offline."""

from tests.month.month_people import IN_THE_MORNING, Month, count_messages, pass_time
from tests.week.week_client import format_day, request_api, tashkent_time, travel_to

PRICE = {"amount": 4_000_000, "currency": "UZS"}
PACK = {"amount": 14_000_000, "currency": "UZS"}
RATE = {"amount": 5_000_000, "currency": "UZS"}
HOURLY = {"amount": 3_000_000, "currency": "UZS"}
BORN_ON = "2008-09-23"
"""Dilnoza's birth date: she is an adult from day 16 on."""


def play_first_week(month: Month) -> None:
    """From the empty centre to the night before Saturday."""
    with travel_to(0, "08:00"):
        the_office_opens_three_groups(month)
        prices_and_rates_are_set(month)
        the_first_timetables_fit(month)
        a_timetable_clashes(month)
        the_parent_decides_for_dilnoza(month)
    marks_come_before_the_start(month)
    dilnoza_will_be_an_adult(month)
    a_register_is_missing_until_the_next_morning(month)
    marks_come_from_a_phone_without_network(month)
    pass_time(4, "20:05")


def the_office_opens_three_groups(month: Month) -> None:
    office = month.office
    title = {"uz": "Ingliz tili", "ru": "Английский", "en": "English"}
    course = request_api(office, "POST", "/courses/courses/", {"title": title, "level": "A2"}, status=201)["id"]
    request_api(office, "POST", f"/courses/courses/{course}/publish/")
    for name in ("204", "205"):
        month.rooms[name] = request_api(office, "POST", "/courses/rooms/", {"name": name}, status=201)["id"]
    groups = {
        "A2": (month.teacher, [month.aziza, month.bobur, month.dilnoza, month.jasur]),
        "B1": (month.colleague, [month.timur, month.jasur]),
        "Club": (month.teacher, [month.bobur, month.timur]),
    }
    for name, (lead, pupils) in groups.items():
        body = {"course": course, "name": name, "lead_teacher": str(lead.pk), "capacity": 8}
        month.groups[name] = request_api(office, "POST", "/courses/groups/", body, status=201)["id"]
        month.members[name] = pupils
        path = f"/courses/groups/{month.groups[name]}/members/bulk-add/"
        rows = {"students": [str(pupil.pk) for pupil in pupils]}
        for preview in (True, False):
            added = request_api(office, "POST", path, rows | {"preview": preview})
            assert (added["done"], added["refused"]) == (len(pupils), 0)
    for child in (month.bobur, month.dilnoza):
        link = {"parent": str(month.parent.pk), "child": str(child.pk), "kind": "mother"}
        request_api(office, "POST", "/auth/guardians/", link, status=201)


def prices_and_rates_are_set(month: Month) -> None:
    by_lesson = {"mode": "lesson", "amount": PRICE}
    modes = {"A2": by_lesson, "B1": by_lesson, "Club": {"mode": "pack", "amount": PACK, "pack_lessons": 2}}
    for name, mode in modes.items():
        body = {"group": month.groups[name], **mode}
        request_api(month.office, "POST", "/payments/schedules/", body, status=201)
    for teacher, kind, amount in ((month.teacher, "lesson", RATE), (month.colleague, "hour", HOURLY)):
        rate = {"teacher": str(teacher.pk), "kind": kind, "amount": amount, "starts_on": "2026-09-01"}
        request_api(month.admin, "POST", "/payments/salaries/rates/", rate, status=201)


def build_timetable(month: Month, room: str, starts: str, *weekdays: int) -> dict[str, object]:
    """Weekly lessons of 90 minutes for four weeks."""
    days = {"valid_from": format_day(0), "valid_until": format_day(27)}
    line = {"starts": starts, "minutes": 90, "room": month.rooms[room], **days}
    return {"changed_at": None, "lines": [{"weekday": weekday, **line} for weekday in weekdays]}


def the_first_timetables_fit(month: Month) -> None:
    for group, lines in {"A2": ("204", "10:00", 0, 2, 4), "Club": ("205", "15:00", 2)}.items():
        path = f"/courses/groups/{month.groups[group]}/schedule/"
        made = request_api(month.office, "PUT", path, build_timetable(month, *lines))["lessons"]
        assert made["counts"] == {"added": 4 * len(lines[2:]), "kept": 0, "removed": 0, "skipped": 0}


def a_timetable_clashes(month: Month) -> None:
    """Of the four Wednesdays, two are planned elsewhere, one is cancelled, and one waits until its room is free."""
    office, path = month.office, f"/courses/groups/{month.groups['B1']}/schedule/"
    body = build_timetable(month, "204", "11:00", 2, 3)
    refused = request_api(office, "PUT", path, body, status=409)
    clashes = refused["fields"]["accept_skipped"]
    assert (refused["code"], len(clashes)) == ("conflict", 4)
    assert clashes[0] == "Wednesday, September 9, 11:00: 204 is taken by A2."
    made = request_api(office, "PUT", path, body | {"accept_skipped": True})["lessons"]
    assert (made["counts"]["added"], made["counts"]["skipped"]) == (4, 4)
    listed = request_api(office, "GET", "/lessons/skipped/", query={"ordering": "starts_at"})["results"]
    assert {row["clash"]["group_name"] for row in listed} == {"A2"}
    first, second, _third, fourth = (f"/lessons/skipped/{row['id']}" for row in listed)
    request_api(office, "POST", f"{first}/plan/", {"room": month.rooms["205"]}, status=201)
    later = {"starts_at": tashkent_time(9, "12:00").isoformat()}
    request_api(office, "POST", f"{second}/plan/", later, status=201)
    request_api(office, "POST", f"{fourth}/cancel/", {"reason": "No room on that day"}, status=201)
    (left,) = request_api(office, "GET", "/lessons/skipped/")["results"]
    assert left["starts_at"] == tashkent_time(16, "11:00").isoformat()


def the_parent_decides_for_dilnoza(month: Month) -> None:
    request_api(month.office, "PATCH", f"/auth/users/{month.dilnoza.pk}/", {"birth_date": BORN_ON})
    path = f"/auth/children/{month.dilnoza.pk}/consents/messages/"
    assert request_api(month.parent, "PUT", path, {"given": True})["given"] is True
    request_api(month.dilnoza, "PUT", "/auth/users/me/consents/messages/", {"given": True}, status=403)


def marks_come_before_the_start(month: Month) -> None:
    pass_time(0, "09:00")
    for person in (month.aziza, month.parent):
        assert count_messages(person, "lesson.reminder", 0, "09:01") >= 1
    lesson = month.teach("A2", 0, "09:45", jasur="late")
    assert month.get_status(lesson) == "planned"
    pass_time(0, "10:01")
    assert month.get_status(lesson) == "held"
    pass_time(0, "20:05")


def dilnoza_will_be_an_adult(month: Month) -> None:
    """Both are told fourteen days before, once."""
    for clock in ("09:05", "09:06"):
        pass_time(2, clock, IN_THE_MORNING)
    for person in (month.dilnoza, month.parent):
        assert count_messages(person, "portal.adult_soon", 2, "09:10") == 1
    with travel_to(2, "09:10"):
        assert request_api(month.dilnoza, "GET", "/auth/users/me/")["is_minor"] is True


def a_register_is_missing_until_the_next_morning(month: Month) -> None:
    """On Wednesday the teacher marks the club and forgets the lesson; two reminders later she keeps its register."""
    month.teach("B1", 2, "11:10", month.colleague)
    month.teach("Club", 2, "15:10", bobur="absent")
    lesson = month.get_lesson("A2", 2)["id"]
    for day, clock, reminders in ((2, "18:00", 0), (2, "20:05", 1), (3, "04:40", 1), (3, "09:05", 2)):
        pass_time(day, clock)
        assert count_messages(month.teacher, "attendance.not_marked", day, clock) == reminders
    with travel_to(3, "09:30"):
        listed = request_api(month.teacher, "GET", "/lessons/unsettled/")["results"]
        assert [row["id"] for row in listed] == [lesson]
        month.mark(month.teacher, lesson, dict.fromkeys(month.members["A2"], "present") | {month.aziza: "absent"})
        assert request_api(month.office, "GET", "/lessons/unsettled/")["count"] == 0
    assert month.get_status(lesson) == "held"
    month.teach("B1", 3, "11:10", month.colleague)


def marks_come_from_a_phone_without_network(month: Month) -> None:
    """The office has marked Aziza meanwhile, later than the teacher: the later mark stands."""
    lesson = month.get_lesson("A2", 4)["id"]
    with travel_to(4, "10:30"):
        month.mark(month.office, lesson, {month.aziza: "late"})
    marks = [
        {
            "id": str(number),
            "lesson": lesson,
            "student": str(pupil.pk),
            "status": "present",
            "marked_at": tashkent_time(4, "10:05").isoformat(),
        }
        for number, pupil in enumerate(month.members["A2"])
    ]
    with travel_to(4, "18:00"):
        merged = request_api(month.teacher, "POST", "/attendance/sync/", {"marks": marks})
    assert [mark["outcome"] for mark in merged["marks"]] == ["older", "applied", "applied", "applied"]
    assert month.get_status(lesson) == "held"
