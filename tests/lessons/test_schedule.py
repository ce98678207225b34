"""A group's timetable: read by its people, set by the office, all lines at once, and refused line by line."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.courses.models import Group
from apps.lessons.models import Lesson, LessonSchedule, Room, ScheduleLine
from apps.lessons.services import create_lesson
from apps.settings.models import AuditLog, Branch
from tests.factories import client_for
from tests.lessons.timetable_factory import MONDAY, NOW, list_local_times, run_jobs, schedule_body
from tests.refused_values import refused_values

pytestmark = pytest.mark.usefixtures("monday_morning")


def path(group: Group, more: str = "") -> str:
    return f"/courses/groups/{group.pk}/schedule/{more}"


def test_office_sets_a_timetable_and_lessons_are_generated(group, room, manager, teacher, pupil, other_pupil):
    empty = client_for(pupil).get(path(group)).json
    assert empty == {"group": str(group.pk), "zone": "Asia/Tashkent", "changed_at": None, "link": "", "lines": []}
    lines = schedule_body({"room": str(room.pk)}, {"weekday": 3, "starts": "18:30", "teacher": str(teacher.pk)})
    set_ = client_for(manager).put(path(group), lines)
    assert set_.status == 200
    read = client_for(pupil).get(path(group)).json
    assert read | {"lessons": set_.json["lessons"]} == set_.json
    assert [(row["weekday"], row["starts"]) for row in read["lines"]] == [(0, "10:00"), (3, "18:30")]
    assert [row["room"] and row["room"]["name"] for row in read["lines"]] == ["204", None]
    assert [row["teacher"] and row["teacher"]["full_name"] for row in read["lines"]] == [None, "Dilnoza Rahimova"]
    assert client_for(other_pupil).get(path(group)).status == 404
    assert client_for(teacher).put(path(group), lines).status == 403
    assert run_jobs() == ["payments.reprice", "lessons.tell_timetable", "lessons.generate_lessons_of_one"]
    assert list_local_times(group)[:3] == ["09-07 10:00", "09-10 18:30", "09-14 10:00"]
    assert AuditLog.objects.filter(action="lessons.schedule").count() == 1


def test_a_stale_change_is_refused_and_the_same_again_changes_nothing(group, client):
    first = client.put(path(group), schedule_body({})).json["changed_at"]
    for stale in (None, "2026-09-01T00:00:00Z"):
        refused = client.put(path(group), schedule_body({"weekday": 1}, changed_at=stale))
        assert refused.refused_fields == (409, ["changed_at"])
    assert client.put(path(group), schedule_body({}, changed_at=first)).json["changed_at"] == first
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        second = client.put(path(group), schedule_body({"weekday": 1}, changed_at=first)).json["changed_at"]
    assert second != first
    assert client.put(path(group), schedule_body({}, changed_at=first)).status == 409
    assert list(ScheduleLine.objects.values_list("weekday", flat=True)) == [1]
    assert client.put(path(group), schedule_body(changed_at=second)).json["lines"] == []


LONG_AGO = {"valid_from": "2026-01-05", "valid_until": "2026-02-01"}


@pytest.mark.parametrize(
    ("lines", "index"),
    [
        ([{}, {"starts": "11:29"}], 1),
        ([{}, {"weekday": None, "starts": "09:00", "minutes": 61}], 1),
        ([{"weekday": 6, "starts": "23:30", "minutes": 60}, {}, {"starts": "00:15", "minutes": 30}], 2),
        ([{"every_weeks": 2}, {"every_weeks": 3, "valid_from": "2026-09-14"}], 1),
        ([{"valid_until": "2026-09-14"}, {"valid_from": "2026-09-14"}], 1),
        ([{"weekday": None, "starts": "20:00", "minutes": 300}, {"starts": "00:30", "minutes": 30}], 1),
    ],
    ids=["an hour", "daily", "over midnight", "weeks meet", "one day", "daily over midnight"],
)
def test_lines_that_overlap_on_some_day_are_refused(group, manager, lines, index):
    assert client_for(manager).put(path(group), schedule_body(*lines)).refused_fields == (
        422,
        [f"lines.{index}.starts"],
    )
    assert not LessonSchedule.objects.exists()


@pytest.mark.parametrize(
    "lines",
    [
        [{}, {"starts": "11:30"}],
        [{"every_weeks": 2}, {"every_weeks": 2, "valid_from": "2026-09-14"}],
        [{"every_weeks": 2}, {"every_weeks": 4, "valid_from": "2026-09-14"}],
        [{"valid_until": "2026-09-13"}, {"valid_from": "2026-09-14"}],
        [{}, LONG_AGO],
        [{"weekday": 6, "starts": "23:30", "minutes": 30}, {"starts": "00:00", "minutes": 30}],
    ],
    ids=["one after the other", "odd and even weeks", "two and four", "one ends", "long over", "midnight"],
)
def test_lines_that_never_meet_are_taken(group, manager, lines):
    assert client_for(manager).put(path(group), schedule_body(*lines)).status == 200


@refused_values(
    starts=["25:00", "24:00", "10:00+05:00"], minutes=[9, 601], weekday=[7], every_weeks=[9],
    valid_until=["2026-09-06"], valid_from=["1999-12-31"], room=[str(uuid4())], teacher=[str(uuid4())],
)  # fmt: skip
def test_what_cannot_be_taken_names_line_and_field(group, manager, wrong, field):
    answer = client_for(manager).put(path(group), schedule_body({}, {"weekday": 2} | wrong))
    assert answer.refused_fields == (422, [f"lines.1.{field}"])
    assert not LessonSchedule.objects.exists()


def test_wrong_time_is_explained_by_an_example(group, manager):
    answer = client_for(manager).put(path(group), schedule_body({"starts": "9.30"}))
    assert answer.json["fields"] == {"lines.0.starts": ["Enter a time, for example 09:00."]}


def test_foreign_or_archived_rooms_and_non_teachers_are_refused(group, room, manager, pupil):
    foreign = Room.objects.create(branch=Branch.objects.create(name="Yunusobod"), name="1")
    archived = Room.objects.create(branch=room.branch, name="2", archived_at=NOW)
    lines = [{"weekday": weekday, "room": str(place.pk)} for weekday, place in enumerate((room, foreign, archived))]
    body = schedule_body(*lines, {"weekday": 3, "teacher": str(pupil.pk)})
    answer = client_for(manager).put(path(group), body)
    assert answer.refused_fields == (422, ["lines.1.room", "lines.2.room", "lines.3.teacher"])


def test_there_are_twenty_lines_at_most(group, manager):
    lines = [{"weekday": index % 7, "starts": f"{10 + 2 * (index // 7)}:00"} for index in range(21)]
    assert client_for(manager).put(path(group), schedule_body(*lines)).json["fields"].keys() == {"lines"}
    assert client_for(manager).put(path(group), schedule_body(*lines[:20])).status == 200


def test_generation_reports_actions_and_reasons(group, other_group, room, client, teacher):
    client.put(path(group), schedule_body({"room": str(room.pk)}, {"starts": "07:00", "minutes": 30}))
    Lesson.objects.all().delete()
    starts = NOW + timedelta(hours=3)
    ends = starts + timedelta(hours=1)
    taken = create_lesson(actor=None, group=other_group, room=room, starts_at=starts, ends_at=ends)
    until = str(MONDAY + timedelta(days=7))
    tried = client.post(path(group, "generate/"), {"dry_run": True, "until": until})
    assert (tried.status, tried.json["counts"]) == (200, {"added": 2, "kept": 0, "removed": 0, "skipped": 2})
    assert not Lesson.objects.filter(group=group).exists()
    done = client.post(path(group, "generate/"), {"until": until}).json
    expected = [("2026-09-07", "07:00", "past"), ("2026-09-07", "10:00", "clash")]
    assert [(row["day"], row["time"], row["reason"]) for row in done["skipped"]] == expected
    clash = {"by": "room", "name": "204", "lesson": str(taken.pk), "group_name": "A2 evening"}
    assert done["skipped"][1]["clash"] == clash
    assert done["skipped"][1]["detail"] == "Another lesson takes place at that time."
    assert [row["time"] for row in done["added"]] == ["07:00", "10:00"]
    assert client_for(teacher).post(path(group, "generate/"), {}).status == 403
    assert client.post(path(group, "generate/"), {"until": "2026-09-06"}).refused_fields == (422, ["until"])


def test_conflict_with_another_branch_is_not_named(group, other_group, teacher, manager):
    Group.objects.filter(pk=other_group.pk).update(branch=Branch.objects.create(name="Yunusobod"))
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.branches.add(group.branch)
    starts = NOW + timedelta(hours=2)
    create_lesson(actor=None, group=other_group, teacher=teacher, starts_at=starts, ends_at=starts + timedelta(hours=1))
    client = client_for(manager)
    client.put(path(group), schedule_body({}) | {"accept_skipped": True})
    report = client.post(path(group, "generate/"), {"until": str(MONDAY)}).json
    assert report["skipped"][0]["clash"] == {
        "by": "teacher",
        "name": "Dilnoza Rahimova",
        "lesson": None,
        "group_name": "",
    }


def test_reading_costs_the_same_for_few_and_many_lines(group, room, manager):
    client, counts, changed_at = client_for(manager), [], None
    for number in (2, 20):
        lines = [
            {"weekday": n % 7, "starts": f"{10 + 2 * (n // 7)}:00", "room": str(room.pk), "teacher": str(manager.pk)}
            for n in range(number)
        ]
        changed_at = client.put(path(group), schedule_body(*lines, changed_at=changed_at)).json["changed_at"]
        with CaptureQueriesContext(connection) as asked:
            rows = client.get(path(group)).json["lines"]
        counts.append((len(asked), len(rows)))
    assert counts == [(counts[0][0], 2), (counts[0][0], 20)]
