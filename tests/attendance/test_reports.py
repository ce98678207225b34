"""Reports: a lesson, a pupil, a group's month by its own days, as JSON and as a spreadsheet."""

import io
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
import time_machine

from apps.accounts.models import Guardian, User
from apps.attendance.models import Attendance, AttendanceStatus
from apps.core.permissions import Role
from apps.courses.models import Freeze, Group, Membership
from apps.lessons.models import Lesson
from apps.lessons.services import cancel_lesson, create_lesson
from tests import factories
from tests.factories import client_for

pytestmark = pytest.mark.django_db

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def _december():
    with time_machine.travel(datetime(2026, 12, 5, 12, tzinfo=UTC), tick=False):
        yield


def lesson(group: Group, *at: int, hours: int = 1) -> Lesson:
    """A lesson at that time of UTC."""
    starts_at = datetime(*at, tzinfo=UTC)  # type: ignore[misc, arg-type]
    return create_lesson(actor=None, group=group, starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours))


def mark(held: Lesson, student: User, code: str, minutes: int | None = None) -> None:
    values = {"minutes_late": minutes, "source": "teacher", "marked_at": held.starts_at}
    Attendance.objects.create(lesson=held, student=student, status=AttendanceStatus.objects.get(code=code), **values)


def grid(user: User, group: Group, month: str = "2026-11", **more: str):
    answer = client_for(user).get(f"/attendance/reports/groups/{group.pk}/", {"month": month, **more})
    assert answer.status == 200, answer.json
    return answer


def test_a_month_with_marks_and_totals(teacher, group, pupil, second_pupil):
    first, second = lesson(group, 2026, 11, 3, 5), lesson(group, 2026, 11, 5, 5)
    cancel_lesson(actor=None, lesson=lesson(group, 2026, 11, 7, 5), reason="ill")
    mark(first, pupil, "present")
    mark(second, pupil, "late", 10)
    mark(first, second_pupil, "absent")
    mark(second, second_pupil, "excused")
    report = grid(teacher, group).json
    assert [lesson["day"] for lesson in report["lessons"]] == ["2026-11-03", "2026-11-05"]
    jasur, laylo = report["rows"]
    assert [cell["mark"]["status"] for cell in jasur["cells"]] == ["present", "late"]
    expected = {"present": 1, "late": 1, "absent": 0, "excused": 0, "minutes_late": 10, "lessons": 2, "percent": 100}
    assert jasur["totals"] == expected
    assert laylo["totals"]["percent"] == 0
    assert (report["totals"]["lessons"], report["totals"]["percent"]) == (2, 50)


def test_who_joined_left_and_paused_within_the_month(teacher, group, pupil, second_pupil):
    for day in (2, 9, 16, 23):
        lesson(group, 2026, 11, day, 5)
    Membership.objects.filter(student=pupil).update(joined_on=date(2026, 11, 9))
    theirs = Membership.objects.get(student=second_pupil)
    Freeze.objects.create(membership=theirs, starts_on=date(2026, 11, 8), ends_on=date(2026, 11, 10))
    Membership.objects.filter(pk=theirs.pk).update(left_on=date(2026, 11, 16), status="left")
    jasur, laylo = grid(teacher, group).json["rows"]
    assert [cell["stands"] for cell in jasur["cells"]] == [False, True, True, True]
    assert (jasur["joined_on"], jasur["left_on"], jasur["totals"]["lessons"]) == ("2026-11-09", None, 3)
    expected = [(True, False), (True, True), (True, False), (False, False)]
    assert [(cell["stands"], cell["frozen"]) for cell in laylo["cells"]] == expected
    assert (laylo["joined_on"], laylo["left_on"], laylo["totals"]["lessons"]) == (None, "2026-11-16", 2)


def test_who_left_and_came_back_within_the_month(teacher, group, pupil):
    for day in (2, 9, 16, 23):
        lesson(group, 2026, 11, day, 5)
    Membership.objects.filter(student=pupil).update(left_on=date(2026, 11, 9), status="left")
    Membership.objects.create(group=group, student=pupil, joined_on=date(2026, 11, 20))
    jasur = grid(teacher, group).json["rows"][0]
    assert [cell["stands"] for cell in jasur["cells"]] == [True, True, False, True]
    assert {lesson["status"] for lesson in grid(teacher, group).json["lessons"]} == {"planned"}
    assert (jasur["joined_on"], jasur["left_on"], jasur["totals"]["lessons"]) == (None, None, 3)


@pytest.mark.parametrize(
    "zone, at, month",
    [
        ("", (2026, 10, 31, 19, 30), "2026-11"),
        ("", (2026, 10, 31, 18, 30), "2026-10"),
        ("", (2026, 11, 30, 18, 59), "2026-11"),
        ("", (2026, 11, 30, 19, 0), "2026-12"),
        ("America/New_York", (2026, 11, 1, 3, 30), "2026-10"),
        ("America/New_York", (2026, 11, 1, 4, 0), "2026-11"),
        ("America/New_York", (2026, 12, 1, 4, 59), "2026-11"),
        ("America/New_York", (2026, 12, 1, 5, 0), "2026-12"),
    ],
)
def test_the_month_is_the_groups_own(teacher, group, zone, at, month):
    Group.objects.filter(pk=group.pk).update(zone=zone)
    group.refresh_from_db()
    lesson(group, *at)
    months = {name: len(grid(teacher, group, name).json["lessons"]) for name in ("2026-10", "2026-11", "2026-12")}
    assert months == {"2026-10": 0, "2026-11": 0, "2026-12": 0} | {month: 1}


def test_guests_and_former_members_with_marks_have_a_row(teacher, group, other_pupil):
    mark(lesson(group, 2026, 11, 3, 5), other_pupil, "present")
    row = next(row for row in grid(teacher, group).json["rows"] if row["student"]["id"] == str(other_pupil.pk))
    assert (row["cells"][0]["guest"], row["totals"]["present"], row["totals"]["lessons"]) == (True, 1, 0)


@pytest.mark.parametrize("month", ["2026-13", "1999-12", "2026-1", "november", "2026-00", ""])
def test_months_that_there_are_not(teacher, group, month):
    answer = client_for(teacher).get(f"/attendance/reports/groups/{group.pk}/", {"month": month})
    assert answer.refused_fields == (422, ["month"])


def test_the_grid_as_a_spreadsheet_in_the_readers_language(teacher, group, pupil):
    User.objects.filter(pk=teacher.pk).update(locale="ru")
    mark(lesson(group, 2026, 11, 3, 5), pupil, "late", 7)
    Membership.objects.exclude(student=pupil).update(joined_on=date(2026, 11, 10))
    answer = grid(teacher, group, format="xlsx")
    assert answer.headers["content-type"] == XLSX
    assert answer.headers["content-disposition"] == 'attachment; filename="a2-morning-noyabr-2026.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in sheet[1]][:3] == ["Ученик", "03.11", "Был"]
    assert sheet["B2"].value.endswith(" 7")
    assert sheet["B3"].fill.fgColor.rgb == "FFD9D9D9"
    assert sheet["B2"].fill.fill_type is None


def test_the_accept_header_asks_too(client, group):
    path = f"/attendance/reports/groups/{group.pk}/"
    assert client.get(path, {"month": "2026-11"}, headers={"Accept": XLSX}).headers["content-type"] == XLSX
    asked = client.get(path, {"month": "2026-11", "format": "json"}, headers={"Accept": XLSX})
    assert asked.headers["content-type"].startswith("application/json")


def test_a_lesson(client, group, pupil):
    held = lesson(group, 2026, 11, 3, 5)
    mark(held, pupil, "present")
    report = client.get(f"/attendance/reports/lessons/{held.pk}/").json
    assert (report["lesson"]["day"], len(report["rows"]), report["totals"]["present"]) == ("2026-11-03", 2, 1)
    answer = client.get(f"/attendance/reports/lessons/{held.pk}/", {"format": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in sheet["A"]] == ["Pupil", "Jasur Oripov", "Laylo Saidova"]


def test_a_pupil(teacher, other_teacher, group, other_group, pupil, parent):
    Membership.objects.create(group=other_group, student=pupil, joined_on=date(2026, 11, 1))
    mine, theirs = lesson(group, 2026, 11, 3, 5), lesson(other_group, 2026, 11, 4, 5)
    lesson(group, 2026, 12, 20, 5)
    mark(mine, pupil, "present")
    mark(theirs, pupil, "absent")
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    query = {"from": "2026-11-01", "to": "2026-12-31"}
    seen = {
        user.first_name: client_for(user).get(f"/attendance/reports/students/{pupil.pk}/", query).json
        for user in (pupil, parent, teacher)
    }
    assert [len(seen[name]["lessons"]) for name in ("Jasur", "Gulnora", "Dilnoza")] == [2, 2, 1]
    assert (seen["Jasur"]["totals"]["percent"], seen["Jasur"]["first"]) == (50, "2026-11-01")
    sheet = client_for(pupil).get(f"/attendance/reports/students/{pupil.pk}/", {**query, "format": "xlsx"})
    assert sheet.headers["content-type"] == XLSX


@pytest.mark.parametrize(("first", "field"), [("2026-11-02", "from"), ("2024-11-02", "to")], ids=["order", "length"])
def test_days_that_no_report_has(pupil, first, field):
    query = {"from": first, "to": "2026-11-01"}
    assert client_for(pupil).get(f"/attendance/reports/students/{pupil.pk}/", query).refused_fields == (422, [field])


def test_reports_are_for_who_keeps_the_register(other_teacher, pupil, second_pupil, group, manager):
    held = lesson(group, 2026, 11, 3, 5)
    paths = (f"groups/{group.pk}/?month=2026-11", f"lessons/{held.pk}/", f"students/{pupil.pk}/")
    asked = {
        user.first_name: [client_for(user).get(f"/attendance/reports/{path}").status for path in paths]
        for user in (other_teacher, second_pupil, manager)
    }
    assert asked == {"Nodira": [404, 404, 404], "Laylo": [403, 403, 404], "Malika": [200, 200, 200]}


@pytest.mark.parametrize("pupils", [2, 20], ids=["two", "twenty"])
def test_a_grid_costs_the_same_for_few_and_many(client, group, pupil, pupils, django_assert_max_num_queries):
    Group.objects.filter(pk=group.pk).update(capacity=40)
    held = [lesson(group, 2026, 11, day, 5) for day in range(1, 14)]
    for n in range(pupils):
        student = factories.make_user(Role.STUDENT, f"Pupil{'abcdefghijklmnopqrstuvwxyz'[n]}")
        Membership.objects.create(group=group, student=student, joined_on=date(2026, 9, 1))
        for item in held:
            mark(item, student, "present")
    with django_assert_max_num_queries(9):
        report = client.get(f"/attendance/reports/groups/{group.pk}/", {"month": "2026-11"}).json
    assert len(report["rows"]) == pupils + 2
