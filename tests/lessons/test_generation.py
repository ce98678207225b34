"""Lessons are made from the schedule: what is missing is added, what nobody touched and is not wanted goes, the rest
stays; and the answer says why.
"""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.core.errors import Invalid
from apps.courses.models import Group, GroupStatus, Holiday
from apps.events.models import StreamEvent
from apps.events.publishing import get_group_stream
from apps.lessons.generation_report import GenerationReason
from apps.lessons.models import Lesson, LessonChange, LessonChangeKind, LessonReschedule, LessonStatus, Room
from apps.lessons.services import create_lesson, generate_lessons, pin_lesson
from apps.settings.models import AuditLog, Branch
from tests.factories import client_for
from tests.lessons.timetable_factory import MONDAY, NOW, TASHKENT, list_local_times, make_line, set_schedule

pytestmark = pytest.mark.usefixtures("monday_morning")

FOUR_WEEKS = MONDAY + timedelta(days=27)


def reasons(rows: list[Any]) -> list[tuple[str, str]]:
    return [(f"{row.day:%m-%d} {row.time:%H:%M}", row.reason.value) for row in rows]


def test_missing_lessons_are_added_once(group, teacher):
    set_schedule(group, make_line(0), make_line(3, "18:00", minutes=60))
    first = generate_lessons(group, until=MONDAY + timedelta(days=10))
    assert list_local_times(group) == ["09-07 10:00", "09-10 18:00", "09-14 10:00", "09-17 18:00"]
    assert (first.counts["added"], first.counts["kept"]) == (4, 0)
    lesson = Lesson.objects.order_by("starts_at")[0]
    assert (lesson.teacher, lesson.slot, lesson.ends_at) == (teacher, lesson.starts_at, NOW + timedelta(hours=3.5))
    with CaptureQueriesContext(connection) as asked:
        second = generate_lessons(group, until=MONDAY + timedelta(days=10))
    assert (second.counts["added"], second.counts["kept"], second.counts["removed"]) == (0, 4, 0)
    assert [row.lesson for row in second.kept] == [row.lesson for row in first.added]
    writing = ("INSERT", "UPDATE", "DELETE")
    assert not [query["sql"] for query in asked if query["sql"].startswith(writing)]


def test_the_horizon_is_the_systems_and_has_a_bound(group):
    set_schedule(group, make_line(0))
    generate_lessons(group)
    assert len(list_local_times(group)) == 9
    generate_lessons(group, until=MONDAY + timedelta(weeks=2))
    assert len(list_local_times(group)) == 9
    for wrong in (MONDAY - timedelta(days=1), MONDAY + timedelta(weeks=60, days=1)):
        with pytest.raises(Invalid) as refused:
            generate_lessons(group, until=wrong)
        assert set(refused.value.fields) == {"until"}
    assert generate_lessons(group, until=MONDAY + timedelta(weeks=60)).counts["added"] == 52


def test_dry_run_reports_the_same_and_changes_nothing(group):
    set_schedule(group, make_line(0))
    before = generate_lessons(group, until=FOUR_WEEKS, dry_run=True)
    assert (before.dry_run, before.counts["added"], Lesson.objects.count()) == (True, 4, 0)
    assert {row.lesson for row in before.added} == {None}
    generate_lessons(group, until=FOUR_WEEKS)
    set_schedule(group, make_line(1))
    again = generate_lessons(group, until=FOUR_WEEKS, dry_run=True)
    done = generate_lessons(group, until=FOUR_WEEKS)
    assert again.counts == done.counts == {"added": 4, "kept": 0, "removed": 4, "skipped": 0}
    assert [row.starts_at for row in again.added] == [row.starts_at for row in done.added]


def test_holidays_and_group_dates_skip_days_with_reasons(group, branch):
    set_schedule(group, make_line(0))
    Holiday.objects.create(branch=branch, name={"en": "Fair"}, starts_on="2026-09-14", ends_on="2026-09-15")
    other = Branch.objects.create(name="Yunusobod")
    Holiday.objects.create(branch=other, name={"en": "Theirs"}, starts_on="2026-09-21", ends_on="2026-09-21")
    Group.objects.filter(pk=group.pk).update(starts_on="2026-09-08", ends_on="2026-09-27")
    report = generate_lessons(group, until=FOUR_WEEKS)
    assert reasons(report.added) == [("09-21 10:00", "fits")]
    expected = [("09-07 10:00", "before_start"), ("09-14 10:00", "holiday"), ("09-28 10:00", "after_end")]
    assert reasons(report.skipped) == expected
    Holiday.objects.all().delete()
    Holiday.objects.create(name={"en": "All"}, starts_on="2026-09-21", ends_on="2026-09-21")
    report = generate_lessons(group, until=FOUR_WEEKS)
    assert reasons(report.added) == [("09-14 10:00", "fits")]
    assert reasons(report.removed) == [("09-21 10:00", "holiday")]


def test_future_lessons_of_a_closed_group_are_removed(group):
    set_schedule(group, make_line(0))
    generate_lessons(group, until=FOUR_WEEKS)
    Group.objects.filter(pk=group.pk).update(status=GroupStatus.CLOSED)
    report = generate_lessons(group, until=FOUR_WEEKS)
    assert {row.reason for row in report.removed} == {GenerationReason.CLOSED}
    assert not Lesson.objects.exists()


TOUCHES: dict[str, dict[str, Any]] = {
    "held": {"status": LessonStatus.HELD},
    "cancelled": {"status": LessonStatus.CANCELLED},
    "moved": {"moved_at": NOW},
    "pinned": {"pinned_at": NOW},
    "forced": {"forced": True},
    "with a topic": {"topic": "Past simple"},
    "counted for calendars": {"sequence": 1},
    "at another time": {"ends_at": NOW + timedelta(hours=9), "starts_at": NOW + timedelta(hours=8)},
}


@pytest.mark.parametrize("touch", [*TOUCHES, "substituted", "with history", "once moved"])
def test_touched_lesson_stays_and_takes_the_slot_of_its_day(group, assistant, touch):
    set_schedule(group, make_line(0))
    generate_lessons(group, until=FOUR_WEEKS)
    first = Lesson.objects.order_by("starts_at")[0]
    if touch == "substituted":
        Lesson.objects.filter(pk=first.pk).update(teacher=assistant, instead_of=first.teacher)
    elif touch == "with history":
        LessonChange.objects.create(lesson=first, kind=LessonChangeKind.RESTORED)
    elif touch == "once moved":
        times = {"from_starts_at": NOW, "from_ends_at": NOW, "to_starts_at": NOW, "to_ends_at": NOW}
        LessonReschedule.objects.create(lesson=first, reason="no", **times)
    else:
        Lesson.objects.filter(pk=first.pk).update(**TOUCHES[touch])
    before = Lesson.objects.filter(pk=first.pk).values().get()
    set_schedule(group, make_line(0, "15:00", minutes=60))
    report = generate_lessons(group, until=FOUR_WEEKS)
    assert Lesson.objects.filter(pk=first.pk).values().get() == before
    assert (report.counts["added"], report.counts["removed"], report.counts["kept"]) == (3, 3, 1)
    assert report.kept[0].reason == GenerationReason.TOUCHED
    assert generate_lessons(group, until=FOUR_WEEKS).counts == {"added": 0, "kept": 4, "removed": 0, "skipped": 0}


def test_pinned_lesson_is_not_removed(group):
    set_schedule(group, make_line(0))
    generate_lessons(group, until=MONDAY)
    pin_lesson(lesson=Lesson.objects.get())
    set_schedule(group)
    assert reasons(generate_lessons(group, until=MONDAY).kept) == [("09-07 10:00", "touched")]


def test_touched_lesson_takes_only_one_slot_of_its_day(group):
    set_schedule(group, make_line(0), make_line(0, "15:00"))
    generate_lessons(group, until=MONDAY)
    pin_lesson(lesson=Lesson.objects.order_by("starts_at")[0])
    set_schedule(group, make_line(0, "12:00"), make_line(0, "15:00"))
    assert generate_lessons(group, until=MONDAY).counts == {"added": 0, "kept": 2, "removed": 0, "skipped": 0}
    set_schedule(group, make_line(0, "12:00"), make_line(0, "15:00"), make_line(0, "18:00"))
    assert reasons(generate_lessons(group, until=MONDAY).added) == [("09-07 18:00", "fits")]


def test_generation_ignores_lessons_created_by_hand(group):
    set_schedule(group, make_line(0))
    starts = NOW + timedelta(days=1)
    create_lesson(actor=None, group=group, starts_at=starts, ends_at=starts + timedelta(hours=1))
    assert generate_lessons(group, until=MONDAY).counts == {"added": 1, "kept": 0, "removed": 0, "skipped": 0}
    set_schedule(group)
    assert generate_lessons(group, until=MONDAY).counts == {"added": 0, "kept": 0, "removed": 1, "skipped": 0}
    assert list_local_times(group) == ["09-08 08:00"]


def test_another_length_room_or_lead_replaces_untouched_lessons(group, branch, assistant):
    room = Room.objects.create(branch=branch, name="204")
    set_schedule(group, make_line(0))
    generate_lessons(group, until=MONDAY)
    set_schedule(group, make_line(0, minutes=60, room_id=room.pk))
    generate_lessons(group, until=MONDAY)
    lesson = Lesson.objects.get()
    assert (lesson.room, lesson.ends_at - lesson.starts_at) == (room, timedelta(hours=1))
    Group.objects.filter(pk=group.pk).update(lead_teacher=assistant)
    assert generate_lessons(group, until=MONDAY).counts == {"added": 1, "kept": 0, "removed": 1, "skipped": 0}
    assert Lesson.objects.get().teacher == assistant


def test_started_lessons_are_neither_created_nor_removed(group):
    set_schedule(group, make_line(0, "07:00", minutes=30), make_line(0, "10:00"))
    assert reasons(generate_lessons(group, until=MONDAY).skipped) == [("09-07 07:00", "past")]
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        set_schedule(group)
        assert reasons(generate_lessons(group, until=MONDAY).kept) == [("09-07 10:00", "past")]
    assert list_local_times(group) == ["09-07 10:00"]


def test_conflicting_slot_is_skipped_and_names_the_lesson(group, other_group, branch):
    room = Room.objects.create(branch=branch, name="204")
    set_schedule(group, make_line(0, room_id=room.pk))
    set_schedule(other_group, make_line(0, "11:00", room_id=room.pk), make_line(0, "13:00", room_id=room.pk))
    generate_lessons(group, until=MONDAY)
    mine = Lesson.objects.get(group=group)
    report = generate_lessons(other_group, until=MONDAY)
    assert (reasons(report.added), reasons(report.skipped)) == ([("09-07 13:00", "fits")], [("09-07 11:00", "clash")])
    clash = report.skipped[0].clash
    assert clash is not None
    assert (clash.by, clash.lesson, clash.group) == ("room", mine.pk, group.pk)
    Lesson.objects.filter(pk=mine.pk).update(status=LessonStatus.CANCELLED)
    assert reasons(generate_lessons(other_group, until=MONDAY).added) == [("09-07 11:00", "fits")]


def test_teacher_conflicts_are_skipped(group, other_group, teacher):
    set_schedule(group, make_line(0))
    set_schedule(other_group, make_line(0, "11:00", teacher_id=teacher.pk))
    generate_lessons(group, until=MONDAY)
    clash = generate_lessons(other_group, until=MONDAY).skipped[0].clash
    assert clash is not None
    assert clash.by == "teacher"


def test_every_other_week_and_validity(group):
    wednesday = date(2026, 9, 9)
    set_schedule(
        group,
        make_line(0, every_weeks=2, valid_from=wednesday),
        make_line(None, "20:00", valid_from=date(2026, 9, 12), valid_until=date(2026, 9, 13)),
    )
    generate_lessons(group, until=MONDAY + timedelta(weeks=5))
    assert list_local_times(group) == ["09-12 20:00", "09-13 20:00", "09-21 10:00", "10-05 10:00"]


def test_local_time_stays_when_clocks_change(group):
    Group.objects.filter(pk=group.pk).update(zone="Europe/Berlin")
    group.refresh_from_db()
    with time_machine.travel(datetime(2026, 10, 24, 12, 0, tzinfo=TASHKENT), tick=False):
        saturday = date(2026, 10, 24)
        set_schedule(
            group, make_line(None, "18:00", valid_from=saturday), make_line(6, "02:30", minutes=30, valid_from=saturday)
        )
        generate_lessons(group, until=date(2026, 10, 26))
        lessons = list(Lesson.objects.order_by("starts_at").values_list("starts_at", flat=True))
    assert [f"{at:%d %H:%M}" for at in lessons] == ["24 16:00", "25 00:30", "25 17:00", "26 17:00"]
    Lesson.objects.all().delete()
    with time_machine.travel(datetime(2027, 3, 27, 12, 0, tzinfo=TASHKENT), tick=False):
        generate_lessons(group, until=date(2027, 3, 28))
        assert list_local_times(group) == ["03-27 18:00", "03-28 03:30", "03-28 18:00"]


def test_a_lesson_over_midnight_belongs_to_the_day_it_begins(group):
    set_schedule(group, make_line(0, "23:00", minutes=120))
    Holiday.objects.create(name={"en": "Tuesday"}, starts_on="2026-09-08", ends_on="2026-09-08")
    assert reasons(generate_lessons(group, until=MONDAY).added) == [("09-07 23:00", "fits")]


def test_changing_run_is_audited_and_published(group, manager):
    set_schedule(group, make_line(0))
    generate_lessons(group, until=FOUR_WEEKS, actor=manager)
    generate_lessons(group, until=FOUR_WEEKS, actor=manager)
    assert AuditLog.objects.get(action="lessons.generate").actor == manager
    event = StreamEvent.objects.get(stream=get_group_stream(group.pk))
    assert (event.type, event.data) == ("timetable.changed", {"added": 4, "removed": 0})


def test_query_count_does_not_grow_with_the_weeks(group):
    set_schedule(group, *(make_line(day) for day in range(5)))
    counts = []
    for weeks in (1, 52):
        Lesson.objects.all().delete()
        for _run in range(2):
            with CaptureQueriesContext(connection) as asked:
                generate_lessons(group, until=MONDAY + timedelta(weeks=weeks))
            counts.append(len(asked))
    assert counts[0] == counts[2]
    assert counts[1] == counts[3]


def test_lessons_of_an_inactive_teacher_go_to_the_lead(group, teacher, other_teacher, manager):
    until = MONDAY + timedelta(days=8)
    set_schedule(group, make_line(0, teacher_id=other_teacher.pk), make_line(2, teacher_id=teacher.pk))
    generate_lessons(group, until=until)
    User.objects.filter(pk=other_teacher.pk).update(is_active=False)
    shown = client_for(manager).get(f"/courses/groups/{group.pk}/schedule/").json["lines"]
    assert [(item["weekday"], item["teacher_available"]) for item in shown] == [(0, False), (2, True)]
    report = generate_lessons(group, until=until)
    instead = [("09-07 10:00", "lead_instead"), ("09-14 10:00", "lead_instead")]
    assert (reasons(report.added), [row.day for row in report.removed]) == (instead, [row.day for row in report.added])
    assert set(Lesson.objects.values_list("teacher", flat=True)) == {teacher.pk}
    again = generate_lessons(group, until=until)
    assert (again.counts["added"], again.counts["removed"]) == (0, 0)
    assert reasons(again.kept) == [instead[0], ("09-09 10:00", "fits"), instead[1]]


@pytest.mark.parametrize(
    "how",
    [{"is_active": False}, {"role": "student", "all_branches": False}],
    ids=["switched off", "no teacher any more"],
)
def test_without_an_active_teacher_lessons_are_kept_but_not_created(group, teacher, how):
    set_schedule(group, make_line(0))
    generate_lessons(group, until=MONDAY)
    User.objects.filter(pk=teacher.pk).update(**how)
    report = generate_lessons(group, until=MONDAY + timedelta(days=8))
    assert reasons(report.kept) == [("09-07 10:00", "teacher_unavailable")]
    assert reasons(report.skipped) == [("09-14 10:00", "teacher_unavailable")]
    assert list_local_times(group) == ["09-07 10:00"]
