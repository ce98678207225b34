"""A teacher is ill: each lesson is cancelled, moved or substituted in one act, and a family gets one message."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from apps.accounts.models import Guardian, OwnRole
from apps.core.models import BulkChange
from apps.jobs.models import Job
from apps.lessons.models import Lesson, LessonChange, LessonReschedule
from apps.lessons.services.lesson_changes import substitute_teacher
from apps.lessons.services.sick_days import CANCEL, LessonPlan, settle_sick_day
from apps.notifications.models import Notification
from tests import factories
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.lessons.lesson_factory import (
    DAY,
    create_announced_lesson,
    create_test_room,
    run_notification_jobs,
    tashkent_time,
)

PATH = "/lessons/sick-day/"


@pytest.fixture
def second_group(branch, course, teacher, pupil):
    return factories.make_group(branch=branch, course=course, name="B1 noon", teacher=teacher, pupils=(pupil,))


@pytest.fixture
def lessons(group, second_group):
    """Three lessons of the teacher on one day, and one on the next."""
    places = ((group, 2, 10), (second_group, 2, 12), (group, 2, 15), (group, 3, 10))
    return [create_announced_lesson(where, day, hour) for where, day, hour in places]


@pytest.fixture
def mother(pupil, parent):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    return parent


def body(teacher, **more):
    return {"teacher": str(teacher.pk), "first_day": tashkent_time(2).date().isoformat(), "reason": "Flu", **more}


def plans(lessons, other_teacher):
    """Move the second lesson, substitute the third."""
    return [
        {"lesson": str(lessons[1].pk), "action": "move", "starts_at": tashkent_time(4, 12).isoformat()},
        {"lesson": str(lessons[2].pk), "action": "substitute", "teacher": str(other_teacher.pk)},
    ]


def run_messages():
    Job.objects.filter(kind="lessons.tell_many").update(run_at=timezone.now() - DAY)
    return run_jobs("lessons.tell_many")


def undo(client, change):
    answer = client.post(f"/settings/bulk-changes/{change['id']}/undo/", {})
    assert answer.status == 200, answer.json
    return [row["result"] for row in answer.json["rows"]]


def snapshot():
    tables = (Lesson, LessonChange, LessonReschedule, Job, BulkChange, Notification)
    return [list(model.objects.order_by("pk").values()) for model in tables]


def test_each_lesson_is_cancelled_moved_or_substituted_in_one_act(lessons, teacher, other_teacher, mother, client):
    sent = body(teacher, lessons=plans(lessons, other_teacher))
    before = snapshot()
    preview = client.post(PATH, {**sent, "preview": True}).json
    assert snapshot() == before
    done = client.post(PATH, sent).json
    expected = [("cancel", "done"), ("move", "done"), ("substitute", "done")]
    for answer in (preview, done):
        assert [(row["action"], row["result"]) for row in answer["rows"]] == expected
    rows = [Lesson.objects.get(pk=lesson.pk) for lesson in lessons]
    assert [row.status for row in rows] == ["cancelled", "planned", "planned", "planned"]
    assert (rows[1].starts_at, rows[2].teacher, rows[3].teacher) == (tashkent_time(4, 12), other_teacher, teacher)
    assert (run_messages(), run_notification_jobs()) == (1, 0)
    (message,) = client_for(mother).get("/notifications/").json["results"]
    lines = message["text"].splitlines()
    assert [line.split(".")[0] for line in lines] == [
        "A lesson was cancelled",
        "Another teacher gives a lesson",
        "A lesson was moved",
    ]
    assert Notification.objects.filter(user=mother).count() == 1


def test_undo_plans_the_lessons_as_they_were(lessons, teacher, other_teacher, mother, client):
    before = list(
        Lesson.objects.order_by("pk").values("status", "starts_at", "ends_at", "room", "teacher", "instead_of")
    )
    done = client.post(PATH, body(teacher, lessons=plans(lessons, other_teacher))).json
    assert undo(client, done) == ["undone"] * 3
    after = list(
        Lesson.objects.order_by("pk").values("status", "starts_at", "ends_at", "room", "teacher", "instead_of")
    )
    assert after == before
    run_messages()
    assert not Notification.objects.filter(user=mother).exists(), "nothing has changed in the end"


def test_changed_lesson_is_kept_by_the_undo(lessons, teacher, client):
    done = client.post(PATH, body(teacher)).json
    assert [row["action"] for row in done["rows"]] == ["cancel"] * 3
    client.post(f"/lessons/{lessons[0].pk}/restore/", {})
    assert undo(client, done) == ["kept", "undone", "undone"]
    detail = client.get(f"/settings/bulk-changes/{done['id']}/").json["rows"][0]["error"]
    assert (detail["code"], detail["detail"]) == ("conflict", "The lesson was changed or marked since.")


def test_refused_rows_do_not_stop_the_others(lessons, group, other_group, teacher, other_teacher, pupil, client):
    create_announced_lesson(other_group, 2, 10)
    wrong = [
        {"lesson": str(lessons[1].pk), "action": "move"},
        {"lesson": str(lessons[2].pk), "action": "keep"},
        {"lesson": str(lessons[3].pk), "action": "cancel"},
    ]
    sent = body(teacher, action="substitute", substitute=str(other_teacher.pk), lessons=wrong)
    rows = client.post(PATH, sent).json["rows"]
    assert [(row["result"], row["error"]["code"], list(row["error"]["fields"])) for row in rows] == [
        ("refused", "conflict", ["teacher"]),
        ("refused", "invalid", ["starts_at"]),
        ("refused", "not_found", []),
    ]
    assert not BulkChange.objects.exists()
    done = client.post(PATH, body(teacher, lessons=wrong[1:2])).json
    assert [row["result"] for row in done["rows"]] == ["done", "done"]
    assert client.post(PATH, body(teacher, last_day="2030-01-01")).refused_fields == (422, ["last_day"])
    nothing = client.post(PATH, body(teacher, first_day="2030-01-01")).json
    assert (nothing["rows"], nothing["id"], BulkChange.objects.count()) == ([], None, 1)
    assert client.post(PATH, body(teacher, action="substitute")).refused_fields == (422, ["substitute"])
    assert client.post(PATH, body(teacher, substitute=str(pupil.pk))).refused_fields == (422, ["substitute"])
    assert client.post(PATH, body(pupil)).refused_fields == (422, ["teacher"])
    for action, starts_at in (("cancel", tashkent_time(4, 12)), ("move", tashkent_time(4, 12) + 366 * DAY)):
        plan = {"lesson": str(lessons[1].pk), "action": action, "starts_at": starts_at.isoformat()}
        assert client.post(PATH, body(teacher, lessons=[plan])).refused_fields == (422, ["lessons.0.starts_at"])
    assert client_for(teacher).post(PATH, body(teacher)).status == 403


def test_lesson_that_another_teacher_got_meanwhile_is_refused(lessons, teacher, other_teacher, manager):
    listed = list(Lesson.objects.filter(pk__in=[lesson.pk for lesson in lessons[:2]]).order_by("pk"))
    substitute_teacher(actor=manager, lesson=lessons[0], teacher=other_teacher)
    plans = [LessonPlan(lesson.pk, CANCEL, partial(tuple, (lesson, {}))) for lesson in listed]
    done = settle_sick_day(actor=manager, plans=plans, reason="Flu", preview=False)
    assert {row["id"]: row["result"] for row in done.rows} == {
        str(lessons[0].pk): "refused",
        str(lessons[1].pk): "done",
    }
    assert Lesson.objects.get(pk=lessons[0].pk).status == "planned"


def test_more_lessons_than_one_message_tells_are_refused(lessons, group, teacher, client):
    minute = timedelta(minutes=1)
    starts = [tashkent_time(2, 17) + number * minute for number in range(78)]
    Lesson.objects.bulk_create(Lesson(group=group, teacher=teacher, starts_at=at, ends_at=at + minute) for at in starts)
    assert client.post(PATH, body(teacher)).refused_fields == (422, ["last_day"])
    assert not Lesson.objects.filter(status="cancelled").exists()
    kept = [{"lesson": str(lesson.pk), "action": "keep"} for lesson in lessons[:1]]
    assert client.post(PATH, body(teacher, lessons=kept, preview=True)).json["done"] == 80


def test_who_may_only_substitute_neither_cancels_nor_restores(lessons, teacher, other_teacher, manager, client):
    names = ["lessons.substitute", "lessons.read", "groups.see_all", "bulk_changes.undo"]
    role = OwnRole.objects.create(name={"uz": "", "ru": "", "en": "Deputy"}, permissions=names)
    cancelled = client.post(PATH, body(teacher, lessons=[{"lesson": str(lessons[0].pk), "action": "keep"}])).json
    type(manager).objects.filter(pk=manager.pk).update(own_role=role)
    deputy = client_for(manager)
    assert deputy.post(PATH, body(teacher)).status == 403
    assert deputy.post(f"/settings/bulk-changes/{cancelled['id']}/undo/", {}).status == 403
    assert Lesson.objects.filter(status="cancelled").count() == 2
    sent = body(teacher, action="substitute", substitute=str(other_teacher.pk))
    assert [row["result"] for row in deputy.post(PATH, sent).json["rows"]] == ["done"]


def test_lesson_whose_room_is_gone_is_kept_by_the_undo(lessons, branch, teacher, client):
    room = create_test_room(branch)
    Lesson.objects.filter(pk=lessons[0].pk).update(room=room)
    kept = [{"lesson": str(lesson.pk), "action": "keep"} for lesson in lessons[1:3]]
    move = {"lesson": str(lessons[0].pk), "action": "move", "starts_at": tashkent_time(4, 12).isoformat()}
    move["room"] = str(create_test_room(branch, "205").pk)
    done = client.post(PATH, body(teacher, lessons=[move, *kept])).json
    assert [row["result"] for row in done["rows"]] == ["done"]
    room.delete()
    assert undo(client, done) == ["kept"]


def test_office_settles_lessons_of_its_branches_only(lessons, teacher, manager, client):
    from apps.accounts.models import User
    from apps.settings.models import Branch

    elsewhere = Branch.objects.create(name="Samarqand")
    User.objects.filter(pk=manager.pk).update(all_branches=False)
    manager.branches.add(elsewhere)
    teacher.branches.add(elsewhere)
    assert client_for(manager).post(PATH, body(teacher)).json["rows"] == []
    assert Lesson.objects.filter(status="cancelled").count() == 0


def test_lesson_that_is_named_twice_is_refused(lessons, teacher, manager):
    twice = [{"lesson": str(lessons[0].pk), "action": action} for action in ("cancel", "keep")]
    answer = client_for(manager).post(PATH, body(teacher, lessons=twice))
    assert answer.refused_fields == (422, ["lessons.1.lesson"])
