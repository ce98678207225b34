"""Holidays: untouched lessons on them go, others are listed, and over held lessons there is none."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from apps.accounts.models import User
from apps.courses.models import Group, Holiday
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.services import create_lesson, pin_lesson
from apps.settings.models import AuditLog, Branch
from tests.factories import client_for
from tests.lessons.timetable_factory import NOW, list_local_times, make_line, run_jobs, set_schedule
from tests.query_counts import check_list_cost
from tests.refused_values import refused_values

pytestmark = pytest.mark.usefixtures("monday_morning")

NAME = {"uz": "Navroʻz", "ru": "", "en": "Navruz"}


def days(first: str, last: str, **more: Any) -> dict[str, Any]:
    return {"name": NAME, "starts_on": f"2026-09-{first}", "ends_on": f"2026-09-{last}"} | more


@pytest.fixture
def fortnight(group):
    """Daily lessons at ten from Monday, 7 September, for two weeks."""
    set_schedule(group, make_line(None, valid_until=NOW.date() + timedelta(days=13)))
    run_jobs()
    return group


def test_holiday_removes_untouched_lessons_and_lists_others(fortnight, manager):
    pinned = Lesson.objects.get(slot__day=10)
    pin_lesson(lesson=pinned)
    by_hand = NOW + timedelta(days=3, hours=8)
    create_lesson(actor=None, group=fortnight, starts_at=by_hand, ends_at=by_hand + timedelta(hours=1))
    set_ = client_for(manager).post("/courses/holidays/", days("09", "11"))
    assert (set_.status, set_.json["stay_count"], set_.json["holiday"]["branch"]) == (201, 2, None)
    assert set_.json["stay"][0]["id"] == str(pinned.pk)
    assert len(list_local_times(fortnight)) == 15
    run_jobs()
    assert list_local_times(fortnight)[1:5] == ["09-08 10:00", "09-10 10:00", "09-10 16:00", "09-12 10:00"]
    path = f"/courses/holidays/{set_.json['holiday']['id']}/"
    shorter = client_for(manager).patch(path, {"starts_on": "2026-09-10"})
    assert (shorter.status, shorter.json["holiday"]["ends_on"]) == (200, "2026-09-11")
    run_jobs()
    assert list_local_times(fortnight)[1:4] == ["09-08 10:00", "09-09 10:00", "09-10 10:00"]
    assert client_for(manager).delete(path).status == 204
    run_jobs()
    assert len(list_local_times(fortnight)) == 15
    actions = AuditLog.objects.filter(action__startswith="holidays").values_list("action", flat=True)
    assert sorted(actions) == ["holidays.create", "holidays.delete", "holidays.update"]


def test_holiday_over_held_lessons_is_refused(fortnight, manager):
    Lesson.objects.filter(slot__day__in=[7, 8]).update(status=LessonStatus.HELD)
    client = client_for(manager)
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        client = client_for(manager)
        refused = client.post("/courses/holidays/", days("07", "12"))
        assert (refused.status, refused.json["code"]) == (409, "conflict")
        held = ["A2 morning, 2026-09-07 10:00: held.", "A2 morning, 2026-09-08 10:00: held."]
        assert refused.json["fields"] == {"starts_on": held}
        assert not Holiday.objects.exists()
        past = client.post("/courses/holidays/", days("07", "08"))
        assert (past.status, past.json["stay_count"]) == (201, 2)
        path = f"/courses/holidays/{past.json['holiday']['id']}/"
        assert client.patch(path, {"ends_on": "2026-09-12"}).status == 200
        assert client.patch(path, {"starts_on": "2026-09-09"}).status == 200
        assert client.patch(path, {"starts_on": "2026-09-08"}).json["fields"] == {"starts_on": held[1:]}
    assert Lesson.objects.filter(status=LessonStatus.HELD).count() == 2


def test_a_branchs_holiday_leaves_the_others_alone(fortnight, manager):
    other = Branch.objects.create(name="Yunusobod")
    set_ = client_for(manager).post("/courses/holidays/", days("09", "09", branch=str(other.pk)))
    assert (set_.status, set_.json["stay_count"]) == (201, 0)
    run_jobs()
    assert len(list_local_times(fortnight)) == 14
    path = f"/courses/holidays/{set_.json['holiday']['id']}/"
    assert client_for(manager).patch(path, {"branch": str(fortnight.branch_id)}).status == 200
    run_jobs()
    assert len(list_local_times(fortnight)) == 13


def test_holiday_uses_the_local_days_of_groups(fortnight, manager):
    Group.objects.update(zone="America/New_York")
    late = NOW + timedelta(days=3)
    create_lesson(actor=None, group=Group.objects.get(), starts_at=late, ends_at=late + timedelta(hours=1))
    Lesson.objects.filter(slot__isnull=False).delete()
    answers = [client_for(manager).post("/courses/holidays/", days(day, day)).json for day in ("09", "10")]
    assert [answer["stay_count"] for answer in answers] == [1, 0]


def test_everyone_reads_holidays_and_the_office_writes(fortnight, pupil, teacher, manager, admin, branch):
    other = Branch.objects.create(name="Yunusobod")
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.branches.add(branch)
    made = client_for(admin).post("/courses/holidays/", days("20", "21"))
    theirs = client_for(admin).post("/courses/holidays/", days("22", "22", branch=str(other.pk)))
    paths = [f"/courses/holidays/{response.json['holiday']['id']}/" for response in (made, theirs)]
    for person, count in ((pupil, 1), (teacher, 1), (admin, 2)):
        assert client_for(person).get("/courses/holidays/").json["count"] == count
    assert [client_for(pupil).get(path).status for path in paths] == [200, 404]
    assert client_for(pupil).get(paths[0]).json["name"] == NAME
    assert client_for(admin).get("/courses/holidays/", {"since": "2026-09-22"}).json["count"] == 1
    assert client_for(admin).get("/courses/holidays/", {"until": "2026-09-20"}).json["count"] == 1
    assert client_for(teacher).post("/courses/holidays/", days("24", "24")).status == 403
    local = client_for(manager)
    assert [local.get(path).status for path in paths] == [200, 404]
    assert [local.patch(path, {"name": NAME}).status for path in paths] == [403, 404]
    assert [local.delete(path).status for path in paths] == [403, 404]
    for wrong in (None, str(other.pk)):
        assert local.post("/courses/holidays/", days("24", "24", branch=wrong)).refused_fields == (422, ["branch"])
    assert local.post("/courses/holidays/", days("24", "24", branch=str(branch.pk))).status == 201


@refused_values(
    ("ends_on", {"starts_on": "2026-09-12"}),
    ends_on=["2028-09-12"], starts_on=["1999-09-12", "soon"], name=[{"uz": "", "ru": " ", "en": ""}],
)  # fmt: skip
def test_invalid_values_name_the_field(branch, manager, wrong, field):
    assert client_for(manager).post("/courses/holidays/", days("10", "11") | wrong).refused_fields == (422, [field])
    assert not Holiday.objects.exists()


def test_list_query_count_does_not_grow(group, branch, pupil):
    def add(_number: int) -> None:
        Holiday.objects.create(name=NAME, starts_on="2026-09-10", ends_on="2026-09-10", branch=branch)

    check_list_cost(client_for(pupil), "/courses/holidays/", add)


def test_no_lesson_is_put_on_a_coming_holiday_by_hand(fortnight, manager, admin):
    """`force`, for who may, puts it there; a new time on the holiday itself and days that are over are free."""
    office = client_for(manager)
    lesson = Lesson.objects.get(slot__day=10)
    assert office.post("/courses/holidays/", days("12", "12")).status == 201
    times = {"starts_at": "2026-09-12T15:00:00+05:00", "ends_at": "2026-09-12T16:00:00+05:00"}
    check = office.get("/lessons/check/", {"lesson": str(lesson.pk), **times}).json
    assert (check["holiday"], check["clashes"]) == ("Navruz", [])
    assert office.get("/lessons/check/", {"lesson": str(lesson.pk)}).json["holiday"] == ""
    office.post("/lessons/", {"group": str(fortnight.pk), **times}).check_refused(409, "conflict", field="starts_at")
    moved = {**times, "reason": "Ill"}
    refused = office.post(f"/lessons/{lesson.pk}/reschedule/", moved)
    refused.check_refused(409, "conflict", field="starts_at")
    assert refused.json["fields"]["starts_at"] == ["Navruz: this day is a holiday."]
    forced = client_for(admin).post(f"/lessons/{lesson.pk}/reschedule/", {**moved, "force": True})
    assert forced.status == 200, forced.json
    later = {"starts_at": "2026-09-12T17:00:00+05:00", "reason": "Later"}
    assert office.post(f"/lessons/{lesson.pk}/reschedule/", later).status == 200
    assert office.post("/courses/holidays/", days("01", "01")).status == 201
    past = {"starts_at": "2026-09-01T15:00:00+05:00", "ends_at": "2026-09-01T16:00:00+05:00"}
    assert office.post("/lessons/", {"group": str(fortnight.pk), **past}).status == 201
