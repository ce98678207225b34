"""The second to the fourth week: missing registers, a group that reopens, a sick day, a new adult, a closed month."""

from apps.lessons.job_kinds import GENERATE_LESSONS
from tests.month.month_people import BY_DAY, Month, count_messages, list_messages, pass_days, pass_time
from tests.week.week_client import format_day, request_api, tashkent_time, travel_to


def play_later_weeks(month: Month) -> None:
    """From the first weekend to the Monday after the fourth week."""
    pass_days([5, 6])
    nobody_keeps_mondays_register(month)
    the_office_settles_what_nobody_marked(month)
    the_club_closes_and_reopens(month)
    the_teacher_is_ill(month)
    dilnoza_is_an_adult(month)
    the_colleague_teaches_instead(month)
    september_is_closed(month)
    a_register_comes_after_the_close(month)


def nobody_keeps_mondays_register(month: Month) -> None:
    before = count_messages(month.teacher, "attendance.not_marked", 7, "08:00")
    pass_days([7, 8])
    assert count_messages(month.teacher, "attendance.not_marked", 8, "21:00") == before + 2
    month.teach("A2", 9, "11:20", aziza="absent", bobur="absent", dilnoza="absent", jasur="absent")
    month.teach("B1", 9, "13:20", month.colleague)
    month.teach("Club", 9, "15:10")
    pass_days([9, 10])
    pass_time(11, "09:05")


def the_office_settles_what_nobody_marked(month: Month) -> None:
    """Monday was taught, on Thursday nobody came; Bobur is excused on Friday, and a mark is withdrawn."""
    monday, thursday = month.get_lesson("A2", 7)["id"], month.get_lesson("B1", 10)["id"]
    with travel_to(11, "09:30"):
        listed = request_api(month.office, "GET", "/lessons/unsettled/", query={"ordering": "starts_at"})["results"]
        assert [row["id"] for row in listed] == [monday, thursday]
        for lesson, body in (
            (monday, {"status": "held"}),
            (thursday, {"status": "cancelled", "reason": "Nobody came"}),
        ):
            (row,) = request_api(month.office, "POST", "/lessons/settle/", {"lessons": [lesson], **body})["lessons"]
            assert row["code"] is None
        days = {"starts_on": format_day(11), "ends_on": format_day(11)}
        asked = {"student": str(month.bobur.pk), "reason": "At the doctor's", **days}
        excuse = request_api(month.parent, "POST", "/attendance/excuses/", asked, status=201)["id"]
        request_api(month.teacher, "PATCH", f"/attendance/excuses/{excuse}/", {"decision": "accept"})
    with travel_to(11, "10:10"):
        friday = month.get_lesson("A2", 11)["id"]
        (wrong,) = month.mark(month.teacher, friday, {month.jasur: "absent"})
        assert month.get_status(friday) == "held"
        request_api(month.teacher, "DELETE", f"/attendance/{wrong['id']}/", query={"reason": "Wrong group"}, status=204)
        assert month.get_status(friday) == "planned"
    month.teach("A2", 11, "10:20", bobur="excused")


def the_club_closes_and_reopens(month: Month) -> None:
    """It closes on Friday with its two members, and goes on from Monday."""
    path = f"/courses/groups/{month.groups['Club']}"
    with travel_to(11, "18:00"):
        preview = request_api(month.office, "POST", f"{path}/bulk-close/", {"reason": "Too few", "preview": True})
        closed = request_api(month.office, "POST", f"{path}/bulk-close/", {"reason": "Too few"})
        assert (preview["done"], closed["done"]) == (2, 2)
        assert request_api(month.office, "GET", f"{path}/")["status"] == "closed"
    pass_days([12, 13])
    assert [row["starts_at"][:10] for row in month.list_lessons("Club")] == [format_day(2), format_day(9)]
    with travel_to(14, "09:00"):
        reopened = request_api(month.office, "POST", f"{path}/bulk-reopen/", {})
        assert sorted(row["id"] for row in reopened["rows"]) == sorted(str(row.pk) for row in month.members["Club"])
        assert reopened["refused"] == 0
    pass_time(14, "09:30")
    ahead = [row["starts_at"][:10] for row in month.list_lessons("Club")][2:]
    assert ahead == [format_day(16), format_day(23)]
    month.teach("A2", 14, "10:10", aziza="late")
    pass_days([15])


def the_teacher_is_ill(month: Month) -> None:
    """Wednesday to Friday in one act: a lesson is cancelled, one moved, one given by the colleague."""
    cancelled, moved, given = (month.get_lesson(*where)["id"] for where in (("A2", 16), ("Club", 16), ("A2", 18)))
    plans = [
        {"lesson": moved, "action": "move", "starts_at": tashkent_time(19, "15:00").isoformat()},
        {"lesson": given, "action": "substitute", "teacher": str(month.colleague.pk)},
    ]
    days = {"first_day": format_day(16), "last_day": format_day(18)}
    body = {"teacher": str(month.teacher.pk), **days, "reason": "Flu", "lessons": plans}
    with travel_to(15, "20:30"):
        before = len(list_messages(month.parent))
        preview = request_api(month.office, "POST", "/lessons/sick-day/", body | {"preview": True})
        done = request_api(month.office, "POST", "/lessons/sick-day/", body)
        for answer in (preview, done):
            results = {row["id"]: (row["action"], row["result"]) for row in answer["rows"]}
            expected = {cancelled: ("cancel", "done"), moved: ("move", "done"), given: ("substitute", "done")}
            assert results == expected
    pass_time(15, "20:40")
    with travel_to(15, "20:41"):
        news = [kind for kind in list_messages(month.parent)[before:] if kind.startswith("lesson.")]
        assert news == ["lesson.several_changed"]
        assert request_api(month.office, "GET", "/lessons/skipped/")["count"] == 1
    pass_time(15, "21:00", (*BY_DAY, GENERATE_LESSONS))
    with travel_to(15, "21:01"):
        assert request_api(month.office, "GET", "/lessons/skipped/")["count"] == 0
    freed = month.get_lesson("B1", 16)
    assert (freed["starts_at"], freed["room"]["name"]) == (tashkent_time(16, "11:00").isoformat(), "204")
    assert month.get_status(cancelled) == "cancelled"


def dilnoza_is_an_adult(month: Month) -> None:
    """Her mother's rights end, her mother's consent stands until she answers, and she closes the link."""
    pass_days([16])
    theirs, own = f"/auth/children/{month.dilnoza.pk}/consents/", "/auth/users/me"
    with travel_to(16, "20:30"):
        request_api(month.parent, "GET", theirs, status=404)
        shown = {row["kind"]: row for row in request_api(month.dilnoza, "GET", f"{own}/consents/")["consents"]}
        assert (shown["messages"]["given"], shown["messages"]["answered_by"]) == (True, month.parent.full_name)
        request_api(month.dilnoza, "PUT", f"{own}/consents/messages/", {"given": True})
        (link,) = request_api(month.dilnoza, "GET", f"{own}/guardians/")["results"]
        request_api(month.dilnoza, "DELETE", f"{own}/guardians/{link['id']}/", status=204)
        children = request_api(month.parent, "GET", f"{own}/children/")["results"]
        assert [row["id"] for row in children] == [str(month.bobur.pk)]
        assert list_messages(month.parent).count("portal.adult_soon") == 1
    month.teach("B1", 16, "21:00", month.colleague)
    month.teach("B1", 17, "11:10", month.colleague, timur="absent")


def the_colleague_teaches_instead(month: Month) -> None:
    """The parent hears no more of Dilnoza's absence."""
    pass_days([17])
    pass_time(18, "09:05")
    before = count_messages(month.parent, "attendance.absent", 18, "10:05")
    month.teach("A2", 18, "10:10", month.colleague, dilnoza="absent")
    pass_time(18, "10:20")
    assert count_messages(month.parent, "attendance.absent", 18, "10:30") == before
    month.teach("Club", 19, "15:10")
    pass_days([19, 20])
    month.teach("A2", 21, "10:10")
    pass_days([21, 22])


def september_is_closed(month: Month) -> None:
    """The register of 30 September is missing while pay of September is closed on the first of October."""
    month.teach("Club", 23, "15:10", timur="late")
    pass_days([23])
    with travel_to(23, "21:00"):
        request_api(month.admin, "POST", "/payments/salaries/close/", {"month": "2026-09"}, status=409)
    pass_time(24, "04:40")
    month.teach("B1", 24, "11:10", month.colleague)
    with travel_to(24, "12:00"):
        request_api(month.admin, "POST", "/payments/salaries/close/", {"month": "2026-09"})
    pass_days([25])
    month.teach("A2", 25, "10:10", jasur="excused")


def a_register_comes_after_the_close(month: Month) -> None:
    """What was taught in September is paid by a correction in October."""
    pass_days([26, 27])
    lesson = month.get_lesson("A2", 23)["id"]
    with travel_to(28, "09:00"):
        (row,) = request_api(month.office, "GET", "/lessons/unsettled/")["results"]
        assert row["id"] == lesson
    month.teach("A2", 23, "09:10", days_later=5)
    pass_time(28, "09:30")
    with travel_to(28, "09:40"):
        query = {"month": "2026-10", "teacher": str(month.teacher.pk)}
        (row,) = request_api(month.teacher, "GET", "/payments/salaries/", query=query)["rows"]
    (correction,) = [line for line in row["lines"] if line["kind"] == "correction"]
    assert (correction["lesson"], correction["corrects"]) == (lesson, "2026-09")
