"""Tables of marks: a row a mark or a grid, words of three languages, lessons by local day, history, undoing."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine

from apps.accounts.models import User
from apps.attendance.models import Attendance, AttendanceHistory, AttendanceStatus
from apps.attendance.services import correct_mark
from apps.courses.models import Group
from apps.gamification.models import CoinTransaction
from apps.lessons.models import Lesson
from apps.lessons.services import cancel_lesson, create_lesson
from apps.notifications.models import Notification
from tests.factories import client_for
from tests.imports import table_uploads
from tests.imports.table_uploads import import_rows, import_table, list_verdicts, make_csv, make_xlsx, send_table

pytestmark = pytest.mark.django_db

PATH = "/attendance/imports/"
NOW = datetime(2026, 9, 30, 12, tzinfo=UTC)
HEAD = ("Group", "Name", "Day", "Mark")
import_marks = partial(import_rows, path=PATH)


@pytest.fixture(autouse=True)
def _late_september():
    with time_machine.travel(NOW, tick=False):
        yield


def create_lesson_at(group: Group, at: datetime) -> Lesson:
    return create_lesson(actor=None, group=group, starts_at=at, ends_at=at + timedelta(hours=1))


@pytest.fixture
def days(group):
    """Lessons on the 28th, 29th and 30th, at 23:30 in Tashkent of the day before in UTC's eyes: 18:30 UTC."""
    return [create_lesson_at(group, datetime(2026, 9, day, 4, 30, tzinfo=UTC)) for day in (28, 29, 30)]


def marks() -> dict[tuple[str, str], tuple[str, int | None, str]]:
    rows = Attendance.objects.select_related("student", "lesson", "status")
    return {
        (mark.student.first_name, f"{mark.lesson.starts_at:%d}"): (mark.status.code, mark.minutes_late, mark.source)
        for mark in rows
    }


def test_one_row_a_mark(teacher, pupil, days):
    result = import_marks(
        teacher,
        ("Guruh", "O'quvchi", "Sana", "Davomat", "Izoh"),
        ("a2 MORNING", "Oripov Jasur", "28.09.2026", "keldi", ""),
        ("A2 morning", "Laylo Saidova", "2026-09-28", "kech 10", "traffic"),
        ("A2 morning", "Jasur Oripov", "29.09.2026 09:30", "н", ""),
    )
    assert (result["state"], list_verdicts(result)) == ("done", ["new", "new", "new"])
    expected = {("Jasur", "28"): ("present", None), ("Laylo", "28"): ("late", 10), ("Jasur", "29"): ("absent", None)}
    assert marks() == {key: (*mark, "import") for key, mark in expected.items()}
    assert Attendance.objects.get(student__first_name="Laylo").note == "traffic"
    assert all(lesson.pinned_at for lesson in Lesson.objects.filter(marks__isnull=False))
    assert not Notification.objects.exists()
    assert not CoinTransaction.objects.exists()


def test_a_grid_with_a_column_for_each_day(teacher, days):
    table = make_csv(
        ("№", "ФИО", "28.09.2026", "29.09.2026", "30.09.2026"),
        ("1", "Орипов Жасур", "+", "н", "5 мин"),
        ("2", "Саидова Лайло", "б", "", "опоздала"),
        delimiter=";",
        encoding="windows-1251",
    )
    result = import_table(teacher, table, PATH, group=str(days[0].group_id))
    assert (list_verdicts(result), result["unknown"]) == (["new", "new"], ["№"])
    expected = {
        ("Jasur", "28"): ("present", None), ("Jasur", "29"): ("absent", None), ("Jasur", "30"): ("late", 5),
        ("Laylo", "28"): ("excused", None), ("Laylo", "30"): ("late", None),
    }  # fmt: skip
    assert marks() == {key: (*mark, "import") for key, mark in expected.items()}


def test_a_spreadsheet_grid_with_real_dates_and_days_without_a_year(teacher, days):
    grid = make_xlsx(("Name", datetime(2026, 9, 28)), ("Jasur Oripov", "+"))
    assert list_verdicts(import_table(teacher, grid, PATH, group=str(days[0].group_id))) == ["new"]
    short = make_csv(("Name", "29.09"), ("Jasur Oripov", "-"))
    assert list_verdicts(import_table(teacher, short, PATH, group=str(days[0].group_id), year="2026")) == ["new"]
    answer = send_table(teacher, make_csv(("Name", "29.09"), ("Jasur Oripov", "-")), PATH, group=str(days[0].group_id))
    assert answer.refused_fields == (422, ["file"])


def test_days_are_the_groups_own(teacher, group):
    create_lesson_at(group, datetime(2026, 9, 28, 19, 30, tzinfo=UTC))
    result = import_marks(teacher, HEAD, ("A2 morning", "Jasur Oripov", "2026-09-28", "+"))
    assert result["rows"][0]["errors"] == {"status": ["The group had no lesson on this day."]}
    assert list_verdicts(import_marks(teacher, HEAD, ("A2 morning", "Jasur Oripov", "2026-09-29", "+"))) == ["new"]


def test_a_dry_run_writes_nothing_and_the_same_again_changes_nothing(teacher, days):
    table = (HEAD, ("A2 morning", "Jasur Oripov", "2026-09-28", "+"))
    assert list_verdicts(import_marks(teacher, *table, dry_run="true")) == ["new"]
    assert marks() == {}
    assert list_verdicts(import_marks(teacher, *table)) == ["new"]
    assert list_verdicts(import_marks(teacher, *table)) == ["same"]
    assert not AttendanceHistory.objects.exists()


def test_pupils_are_found_by_number_and_phone(teacher, pupil, second_pupil, days):
    User.objects.filter(pk=second_pupil.pk).update(phone="+998901234567")
    table = make_csv(
        ("Group", "Pupil number", "Phone", "Day", "Mark"),
        ("A2 morning", str(pupil.number), "", "2026-09-28", "+"),
        ("A2 morning", "", "90 123 45 67", "2026-09-28", "+"),
        ("A2 morning", str(pupil.number), "901234567", "2026-09-29", "+"),
    )
    assert list_verdicts(import_table(teacher, table, PATH)) == ["new", "new", "refused"]


def test_patronymics_tell_namesakes_apart_and_are_not_needed(teacher, pupil, second_pupil, days):
    head = ("Group", "First name", "Last name", "Patronymic", "Day", "Mark")
    rows = [("A2 morning", "Jasur", "Oripov", "Akmalovich", f"{day}.09.2026", "+") for day in (28, 29)]
    assert list_verdicts(import_marks(teacher, head, rows[0])) == ["new"], "the pupil has none yet"
    names = {"first_name": "Jasur", "last_name": "Oripov"}
    User.objects.filter(pk=pupil.pk).update(patronymic="Akmalovich")
    User.objects.filter(pk=second_pupil.pk).update(**names, patronymic="Botirovich")
    assert list_verdicts(import_marks(teacher, head, rows[1])) == ["new"]
    assert Attendance.objects.filter(student=pupil).count() == 2
    bare = ("A2 morning", "Jasur", "Oripov", "", "30.09.2026", "+")
    assert list_verdicts(import_marks(teacher, head, bare)) == ["refused"]


def test_what_is_refused_and_why(teacher, manager, group, other_group, days):
    create_lesson_at(group, datetime(2026, 10, 5, 4, 30, tzinfo=UTC))
    cancel_lesson(actor=None, lesson=days[2], reason="ill")
    create_lesson_at(group, days[1].starts_at + timedelta(hours=3))
    rows = {
        "date": ("A2 morning", "Jasur Oripov", "yesterday", "+"),
        "group": ("A2 evening", "Jasur Oripov", "28.09.2026", "+"),
        "full_name": ("A2 morning", "Bekzod Umarov", "28.09.2026", "+"),
        "unknown": ("A2 morning", "Jasur Oripov", "28.09.2026", "perhaps"),
        "cancelled": ("A2 morning", "Jasur Oripov", "30.09.2026", "+"),
        "future": ("A2 morning", "Jasur Oripov", "05.10.2026", "+"),
        "none": ("A2 morning", "Jasur Oripov", "01.09.2026", "+"),
        "several": ("A2 morning", "Jasur Oripov", "29.09.2026", "+"),
    }
    noon = ("A2 morning", "Jasur Oripov", "29.09.2026 12:30")
    result = import_marks(teacher, HEAD, *rows.values(), (*noon, "+"), (*noon, "-"))
    assert list_verdicts(result) == ["refused"] * 8 + ["new", "refused"]
    row_errors = dict(zip(rows, (row["errors"] for row in result["rows"]), strict=False))
    assert [list(row_errors[name]) for name in ("date", "group", "full_name")] == [["date"], ["group"], ["full_name"]]
    assert row_errors["cancelled"]["status"] == ["This lesson was cancelled."]
    assert row_errors["future"]["status"] == ["This lesson has not begun yet."]
    assert row_errors["several"]["status"] == ["The group had several lessons on this day: add the time."]
    assert result["rows"][9]["errors"]["status"] == ["This pupil is listed twice."]
    assert marks() == {("Jasur", "29"): ("present", None, "import")}


def test_old_registers_open_for_the_office_only(teacher, manager, days):
    table = (HEAD, ("A2 morning", "Jasur Oripov", "2026-09-28", "+"))
    with time_machine.travel(NOW + timedelta(days=200), tick=False):
        assert import_marks(teacher, *table)["rows"][0]["errors"]["status"] == ["This register is closed."]
        assert list_verdicts(import_marks(manager, *table)) == ["new"]


def test_statuses_of_the_centre_go_first(teacher, days):
    AttendanceStatus.objects.create(code="ill", name={"ru": "Болел", "uz": "Kasal"}, counts_as="excused")
    import_marks(teacher, HEAD, ("A2 morning", "Jasur Oripov", "2026-09-28", "болел"))
    assert marks()["Jasur", "28"][0] == "ill"


def test_undoing_takes_new_marks_out_and_puts_old_ones_back(teacher, pupil, days):
    head = ("Group", "Name", "28.09.2026", "29.09.2026")
    client = client_for(teacher)
    body = {"lesson": str(days[0].pk), "student": str(pupil.pk), "status": "late", "minutes_late": 7, "note": "bus"}
    assert client.post("/attendance/", body).status == 201
    result = import_marks(teacher, head, ("A2 morning", "Jasur Oripov", "-", "+"))
    assert list_verdicts(result) == ["changed"]
    assert marks()["Jasur", "28"] == ("absent", None, "import")
    answer = client.post(f"{PATH}{result['id']}/undo/")
    assert (answer.status, answer.json["figures"]["undone"]) == (200, 1)
    assert marks() == {("Jasur", "28"): ("late", 7, "teacher")}
    assert client.post(f"{PATH}{result['id']}/undo/").status == 409


def test_a_mark_that_was_corrected_since_stays(teacher, pupil, days):
    result = import_marks(teacher, ("Group", "Name", "28.09.2026"), ("A2 morning", "Jasur Oripov", "-"))
    correct_mark(actor=teacher, mark=Attendance.objects.get(), changes={"status": "present"})
    answer = client_for(teacher).post(f"{PATH}{result['id']}/undo/").json
    assert (answer["figures"]["kept"], list(answer["problems"][0]["errors"])) == (1, ["undo"])
    assert marks() == {("Jasur", "28"): ("present", None, "teacher")}


def test_the_error_file_of_a_grid(teacher, days):
    result = import_marks(teacher, ("Group", "Name", "28.09.2026"), ("A2 morning", "Jasur Oripov", "??"))
    text = client_for(teacher).get(f"{PATH}{result['id']}/errors/").content.decode("utf-8-sig")
    assert text.startswith('Group,Name,28.09.2026,Errors\r\nA2 morning,Jasur Oripov,??,"28.09.2026: ')


def test_teachers_see_only_their_own_imports(teacher, other_teacher, manager, days):
    result = import_marks(teacher, ("Group", "Name", "28.09.2026"), ("A2 morning", "Jasur Oripov", "+"))
    for path in ("", "rows/", "errors/"):
        asked = [client_for(user).get(f"{PATH}{result['id']}/{path}").status for user in (other_teacher, manager)]
        assert asked == [404, 200]


@pytest.mark.parametrize("rows", [2, 30], ids=["two", "thirty"])
def test_an_import_of_marks_costs_a_number_of_queries_that_does_not_grow(
    teacher, group, rows, django_assert_max_num_queries
):
    start = datetime(2026, 9, 1, 4, 30, tzinfo=UTC)
    for n in range(rows):
        create_lesson_at(group, start + timedelta(days=n))
    table = [("A2 morning", "Jasur Oripov", f"{start + timedelta(days=n):%Y-%m-%d}", "+") for n in range(rows)]
    group.memberships.update(joined_on="2026-08-01")
    send_table(teacher, make_csv(HEAD, *table), PATH)
    with django_assert_max_num_queries(72):
        table_uploads.run_import_jobs()
    assert Attendance.objects.count() == rows


def test_hours_minutes_and_numbers_that_there_are_not(teacher, days):
    group = str(days[0].group_id)
    answer = send_table(
        teacher, make_csv(("Name", "28.09.2026 10:75"), ("Jasur Oripov", "+")), PATH, group=group, dry_run="true"
    )
    assert (answer.status, answer.json["unknown"]) == (202, [])
    head = ("Pupil number", "Name", "Day", "Mark", "Minutes late")
    table = make_csv(
        head,
        ("", "Jasur Oripov", "28.09.2026 25:99", "late", "5"),
        ("", "Jasur Oripov", "29.09.2026", "late", "²"),
        ("№ abc", "", "30.09.2026", "+", ""),
        ("-", "Laylo Saidova", "30.09.2026", "+", ""),
    )
    result = import_table(teacher, table, PATH, group=group)
    assert list_verdicts(result) == ["new", "refused", "refused", "new"]
    assert result["rows"][1]["errors"] == {"status": ["Between 1 and 600 minutes."]}
    assert result["rows"][2]["errors"] == {"number": ["A pupil's number has digits only."]}


def test_undo_keeps_marks_of_closed_and_foreign_registers(teacher, other_teacher, manager, group, days):
    result = import_marks(teacher, ("Group", "Name", "28.09.2026"), ("A2 morning", "Jasur Oripov", "-"))
    again = import_marks(teacher, ("Group", "Name", "29.09.2026"), ("A2 morning", "Jasur Oripov", "-"))
    client, before = client_for(teacher), marks()
    with time_machine.travel(NOW + timedelta(days=200), tick=False):
        answer = client_for(teacher).post(f"{PATH}{result['id']}/undo/").json
        assert answer["problems"][0]["errors"] == {"undo": ["This register is closed."]}
        assert (answer["figures"]["kept"], marks()) == (1, before)
    Group.objects.filter(pk=group.pk).update(lead_teacher=other_teacher)
    answer = client.post(f"{PATH}{again['id']}/undo/").json
    assert (answer["figures"]["kept"], marks()) == (1, before)
    assert "whose register you keep" in answer["problems"][0]["errors"]["undo"][0]


def test_office_undoes_marks_in_closed_registers(teacher, manager, days):
    result = import_marks(teacher, ("Group", "Name", "28.09.2026"), ("A2 morning", "Jasur Oripov", "-"))
    with time_machine.travel(NOW + timedelta(days=200), tick=False):
        answer = client_for(manager).post(f"{PATH}{result['id']}/undo/").json
    assert (answer["figures"]["undone"], marks()) == (1, {})
