"""What was taught is held: by any mark of any source, at the start when the mark came before, and by the office."""

from datetime import datetime, timedelta

import pytest

from apps.accounts.models import User
from apps.attendance.job_kinds import HOLD_LESSONS, REMIND_OF_REGISTERS
from apps.core.uow import unit_of_work
from apps.jobs import services as jobs
from apps.lessons.models import Lesson
from apps.notifications.models import Notification
from apps.settings.models import AuditLog, Branch, SystemSettings
from tests.attendance.register_requests import (
    NOW,
    STARTS,
    TASHKENT,
    create_group_lesson,
    mark_row,
    send_marks,
    travel_to,
)
from tests.factories import client_for
from tests.imports.table_uploads import import_table, make_csv
from tests.job_runs import run_jobs
from tests.query_counts import check_list_cost


def run_at(kind, moment):
    """Run the periodic job at that moment."""
    with travel_to(moment):
        with unit_of_work():
            jobs.enqueue(kind=kind)
        run_jobs(kind)


def get_status(user, lesson):
    """The status as the user reads it, and whether it stays without marks."""
    answer = client_for(user).get(f"/lessons/{lesson.pk}/").json
    return answer["status"], answer["held_by_hand"]


def send_bulk(lesson, teacher, pupil):
    send_marks(teacher, lesson, mark_row(pupil, "absent"))


def send_one(lesson, teacher, pupil):
    client_for(teacher).post("/attendance/", {"lesson": str(lesson.pk), **mark_row(pupil, "excused")})


def send_offline(lesson, teacher, pupil):
    mark = {"id": "1", "lesson": str(lesson.pk), "marked_at": NOW.isoformat(), **mark_row(pupil)}
    assert client_for(teacher).post("/attendance/sync/", {"marks": [mark]}).json["marks"][0]["outcome"] == "applied"


def send_table(lesson, teacher, pupil):
    row = (lesson.group.name, "2026-09-07", pupil.full_name, "present")
    import_table(teacher, make_csv(("group", "date", "full_name", "status"), row), "/attendance/imports/")


def check_in(lesson, teacher, pupil):
    SystemSettings.objects.update(self_check_in=True)
    code = client_for(teacher).get(f"/lessons/{lesson.pk}/check-in/").json["code"]
    assert client_for(pupil).post(f"/lessons/{lesson.pk}/check-in/", {"code": code}).status == 200


SOURCES = [send_bulk, send_one, send_offline, send_table, check_in]


@pytest.mark.parametrize("send", SOURCES, ids=lambda source: source.__name__)
def test_mark_of_any_source_holds_the_lesson(lesson, teacher, pupil, manager, send):
    assert get_status(teacher, lesson) == ("planned", False)
    send(lesson, teacher, pupil)
    assert get_status(teacher, lesson) == ("held", False)
    steps = client_for(manager).get(f"/lessons/{lesson.pk}/history/").json["steps"]
    assert [step["kind"] for step in steps] == ["held"]
    assert AuditLog.objects.get(action="lessons.held").object_id == str(lesson.pk)


def test_marks_before_the_start_hold_at_the_start(group, teacher, pupil):
    lesson = create_group_lesson(group, starts=NOW + timedelta(minutes=10))
    send_marks(teacher, lesson, mark_row(pupil))
    run_at(HOLD_LESSONS, NOW + timedelta(minutes=9))
    assert get_status(teacher, lesson) == ("planned", False)
    run_at(HOLD_LESSONS, NOW + timedelta(minutes=11))
    assert get_status(teacher, lesson) == ("held", False)


def test_last_mark_that_is_withdrawn_plans_the_lesson_again(lesson, client, teacher, pupil, second_pupil):
    sent = send_marks(teacher, lesson, mark_row(pupil), mark_row(second_pupil, "absent"))
    first, second = (mark["id"] for mark in sent.json["marks"])
    refused = client.post(f"/lessons/{lesson.pk}/restore/", {})
    assert (refused.status, refused.json["code"]) == (409, "conflict")
    assert client.post(f"/lessons/{lesson.pk}/cancel/", {"reason": "ill"}).status == 409
    client.delete(f"/attendance/{first}/")
    assert get_status(teacher, lesson) == ("held", False)
    client.delete(f"/attendance/{second}/")
    assert get_status(teacher, lesson) == ("planned", False)
    assert client.post(f"/lessons/{lesson.pk}/cancel/", {"reason": "ill"}).status == 200
    assert send_marks(teacher, lesson, mark_row(pupil)).status == 409


def test_lesson_held_by_hand_stays_held_without_marks(lesson, client, teacher, pupil):
    (mark,) = send_marks(teacher, lesson, mark_row(pupil)).json["marks"]
    assert client.post(f"/lessons/{lesson.pk}/hold/").json["held_by_hand"] is True
    assert client.post(f"/lessons/{lesson.pk}/hold/").status == 409
    client.delete(f"/attendance/{mark['id']}/")
    assert get_status(teacher, lesson) == ("held", True)
    assert client.post(f"/lessons/{lesson.pk}/restore/", {}).json["status"] == "planned"


def test_office_settles_what_nobody_marked(group, other_group, teacher, other_teacher, manager, pupil):
    days = [timedelta(days=number) for number in (5, 4, 3, 2)]
    held, ill, given, marked = (create_group_lesson(group, starts=STARTS - ago) for ago in days)
    ahead = create_group_lesson(group, starts=NOW + timedelta(hours=3))
    elsewhere = create_group_lesson(other_group, starts=STARTS - timedelta(days=6))
    send_marks(teacher, marked, mark_row(pupil))
    office = client_for(manager)
    rows = office.get("/lessons/unsettled/").json["results"]
    assert [row["id"] for row in rows] == [str(row.pk) for row in (elsewhere, held, ill, given)]
    assert {row["marked"] for row in rows} == {False}
    own = client_for(teacher).get("/lessons/unsettled/", {"teacher": str(teacher.pk)}).json
    assert [row["id"] for row in own["results"]] == [str(row.pk) for row in (held, ill, given)]

    def settle(user, *lessons, **body):
        return client_for(user).post("/lessons/settle/", {"lessons": [str(row.pk) for row in lessons], **body})

    refused = settle(teacher, held, status="held")
    assert (refused.status, refused.json["code"]) == (403, "forbidden")
    unexplained = settle(manager, ill, status="cancelled")
    assert (unexplained.status, list(unexplained.json["fields"])) == (422, ["reason"])
    done = settle(manager, held, marked, ahead, group, status="held").json["lessons"]
    assert [(row["code"], row["detail"]) for row in done] == [
        (None, ""),
        ("conflict", "This lesson is settled already."),
        ("conflict", "This lesson is not over yet."),
        ("not_found", "Not found."),
    ]
    settle(manager, ill, status="cancelled", reason="The teacher was ill")
    settle(manager, given, status="held", teacher=str(other_teacher.pk))
    assert get_status(manager, held) == ("held", True)
    assert office.get(f"/lessons/{ill.pk}/").json["cancel_reason"] == "The teacher was ill"
    answer = office.get(f"/lessons/{given.pk}/").json
    assert (answer["status"], answer["teacher"]["id"]) == ("held", str(other_teacher.pk))
    assert office.get("/lessons/unsettled/").json["count"] == 1


def test_office_of_another_branch_neither_sees_nor_settles(group, manager):
    lesson = create_group_lesson(group, starts=STARTS - timedelta(days=1))
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.branches.add(Branch.objects.create(name="Elsewhere"))
    stranger = client_for(manager)
    assert stranger.get("/lessons/unsettled/").json["count"] == 0
    body = {"lessons": [str(lesson.pk)], "status": "held"}
    assert stranger.post("/lessons/settle/", body).json["lessons"][0]["code"] == "not_found"
    lesson.refresh_from_db()
    assert lesson.status == "planned"


def test_list_of_unsettled_lessons_costs_the_same_for_2_and_20(group, manager):
    def add(number):
        create_group_lesson(group, starts=STARTS - timedelta(days=number + 1))

    check_list_cost(client_for(manager), "/lessons/unsettled/", add)


def test_busy_substitute_is_refused_and_the_others_are_settled(group, other_group, other_teacher, manager):
    busy, free = (create_group_lesson(group, starts=STARTS - timedelta(days=ago)) for ago in (3, 2))
    create_group_lesson(other_group, starts=busy.starts_at)
    body = {"lessons": [str(busy.pk), str(free.pk)], "status": "held", "teacher": str(other_teacher.pk)}
    results = client_for(manager).post("/lessons/settle/", body).json["lessons"]
    assert [row["code"] for row in results] == ["conflict", None]
    assert get_status(manager, busy) == ("planned", False)


def test_teacher_is_reminded_in_the_evening_and_in_the_next_morning(group, teacher, pupil):
    first, second = (create_group_lesson(group, starts=STARTS + timedelta(hours=2 * number)) for number in (0, 1))
    marked = create_group_lesson(group, starts=STARTS - timedelta(hours=2))
    send_marks(teacher, marked, mark_row(pupil))

    def list_reminders():
        rows = Notification.objects.filter(user=teacher, type="attendance.not_marked").order_by("created_at")
        return [row.data["lessons"] for row in rows]

    def at(day, hour):
        return datetime(2026, 9, day, hour, 5, tzinfo=TASHKENT)

    run_at(REMIND_OF_REGISTERS, at(7, 19))
    assert list_reminders() == []
    for _again in range(2):
        run_at(REMIND_OF_REGISTERS, at(7, 20))
        assert list_reminders() == ["A2 morning, 07.09.2026 10:00; A2 morning, 07.09.2026 12:00"]
    with travel_to(at(7, 21)):
        send_marks(teacher, first, mark_row(pupil))
    User.objects.filter(pk=teacher.pk).update(zone="Europe/Berlin")
    for hour in (8, 9, 10, 20):
        run_at(REMIND_OF_REGISTERS, at(8, hour))
    assert list_reminders()[1:] == ["A2 morning, 07.09.2026 09:00 (Europe/Berlin)"]
    assert Lesson.objects.get(pk=second.pk).status == "planned"
