"""No pupil is later than the lesson is long, whichever way the mark comes; older marks stay as they are."""

from datetime import timedelta

import pytest
from django.utils import translation

from apps.attendance.models import Attendance, AttendanceStatus, MarkSource
from apps.attendance.services.mark_writer import NewMark, lock_lesson, write_marks
from apps.attendance.services.register_rules import measure_lateness
from apps.core.errors import Invalid
from apps.core.uow import unit_of_work
from apps.lessons.models import LiveSighting, LiveSource
from apps.settings.models import SystemSettings
from tests.attendance.register_requests import NOW, STARTS, create_group_lesson, mark_row, send_marks, travel_to
from tests.factories import client_for
from tests.imports.table_uploads import import_rows
from tests.live.live_requests import accept, join, load_proposals, load_shown, set_room

LENGTH = 90
PATH = "/attendance/imports/"


@pytest.fixture
def old_mark(lesson, pupil, teacher):
    """A mark of before there was a limit."""
    send_marks(teacher, lesson, mark_row(pupil, "late"))
    Attendance.objects.update(minutes_late=275)
    return Attendance.objects.get()


def import_minutes(teacher, lesson, minutes):
    head = ("Group", "Name", "Day", "Mark", "Minutes late")
    row = (lesson.group.name, "Jasur Oripov", f"{STARTS:%d.%m.%Y}", "late", str(minutes))
    return import_rows(teacher, head, row, path=PATH)


def mark_late(way, teacher, lesson, pupil, minutes):
    """Mark the pupil late this way; the refused field with its text, or nothing."""
    client, row = client_for(teacher), mark_row(pupil, "late", minutes_late=minutes)
    body = {"lesson": str(lesson.pk), **row}
    if way == "offline":
        mark = {"id": "1", **body, "marked_at": NOW.isoformat()}
        (result,) = client.post("/attendance/sync/", {"marks": [mark]}).json["marks"]
        return {result["reason"]: [result["text"]]} if result["outcome"] == "refused" else {}
    if way.startswith("import"):
        if way == "import of a grid":
            head, text = ("Group", "Name", f"{STARTS:%d.%m.%Y}"), f"late {minutes}"
            result = import_rows(teacher, head, (lesson.group.name, "Jasur Oripov", text), path=PATH)
        else:
            result = import_minutes(teacher, lesson, minutes)
        return result["rows"][0]["errors"]
    if way == "correction":
        made = client.post("/attendance/", {**body, "minutes_late": None})
        answer = client.patch(f"/attendance/{made.json['id']}/", {"minutes_late": minutes})
    elif way == "one":
        answer = client.post("/attendance/", body)
    else:
        answer = send_marks(teacher, lesson, row)
    return answer.json["fields"] if answer.status == 422 else {}


@pytest.mark.parametrize(
    ("way", "field"),
    [
        ("one", "minutes_late"),
        ("a register", "marks.0.minutes_late"),
        ("correction", "minutes_late"),
        ("offline", "too_many_minutes"),
        ("import", "minutes_late"),
        ("import of a grid", f"{STARTS:%d.%m.%Y}"),
    ],
)
def test_as_late_as_the_lesson_is_long_and_no_later(way, field, lesson, pupil, teacher):
    errors = mark_late(way, teacher, lesson, pupil, LENGTH + 1)
    text = "The lesson is shorter than that: enter fewer minutes, or leave them empty."
    assert list(errors) == [field]
    assert str(errors[field][0]).endswith(text)
    assert not Attendance.objects.exclude(minutes_late=None).exists()
    assert mark_late(way, teacher, lesson, pupil, LENGTH) == {}
    assert Attendance.objects.get().minutes_late == LENGTH


@pytest.mark.usefixtures("live_room")
@pytest.mark.parametrize("minutes", [7, LENGTH])
def test_whoever_is_seen_to_come_is_late_by_the_clock(minutes, lesson, pupil, teacher):
    assert join(pupil, lesson).status == 200
    LiveSighting.objects.update(at=STARTS + timedelta(minutes=minutes), source=LiveSource.ZOOM)
    with travel_to(STARTS + timedelta(minutes=LENGTH + 50)):
        assert load_proposals(teacher, lesson)["Jasur"][:2] == ("late", minutes)
        assert accept(teacher, lesson, load_shown(teacher, lesson, pupil)).status == 200
    assert Attendance.objects.get(student=pupil).minutes_late == minutes


def test_after_the_lesson_the_clock_says_no_more_than_its_length(lesson):
    assert measure_lateness(lesson, STARTS + timedelta(minutes=LENGTH + 40)) == ("late", LENGTH)


@pytest.fixture
def live_room(lesson, teacher):
    assert set_room(teacher, lesson).status == 200
    SystemSettings.objects.update(check_in_on_time_minutes=5)


def test_the_one_writer_refuses_too_many_minutes_of_anybody(lesson, pupil, teacher):
    late = AttendanceStatus.objects.get(code="late")
    short = create_group_lesson(lesson.group, starts=STARTS + timedelta(hours=3), minutes=20)
    with pytest.raises(Invalid) as refused, unit_of_work():
        marks = [NewMark(lock_lesson(row.pk), pupil.pk, late, 21) for row in (lesson, short)]
        write_marks(actor=teacher, marks=marks, source=MarkSource.BULK)
    assert list(refused.value.fields) == ["minutes_late"]
    with translation.override("ru"):
        assert str(refused.value.fields["minutes_late"][0]).startswith("Урок короче")


def test_older_marks_with_more_minutes_are_read_corrected_and_sent_back(old_mark, lesson, pupil, teacher):
    client = client_for(teacher)
    shown = client.get(f"/attendance/registers/{lesson.pk}/").json["rows"]
    assert [row["mark"]["minutes_late"] for row in shown if row["mark"]] == [275]
    assert send_marks(teacher, lesson, mark_row(pupil, "late", minutes_late=275)).status == 200
    noted = client.patch(f"/attendance/{old_mark.pk}/", {"note": "Bus"})
    assert (noted.status, noted.json["minutes_late"]) == (200, 275)
    assert client.patch(f"/attendance/{old_mark.pk}/", {"minutes_late": 274}).refused_fields == (422, ["minutes_late"])


def test_an_undone_import_gives_an_older_mark_back_without_its_minutes(old_mark, lesson, teacher):
    Attendance.objects.filter(pk=old_mark.pk).update(note="Bus")
    result = import_minutes(teacher, lesson, 10)
    assert Attendance.objects.get().minutes_late == 10
    assert client_for(teacher).post(f"{PATH}{result['id']}/undo/").json["figures"]["undone"] == 1
    mark = Attendance.objects.get()
    assert (mark.status.code, mark.minutes_late, mark.note) == ("late", None, "Bus")
