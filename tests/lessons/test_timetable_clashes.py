"""A timetable that clashes says so; what it cannot create stays on the office's list until it is settled."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.courses.models import Group
from apps.lessons.models import Lesson, SkippedLesson
from apps.lessons.services import cancel_lesson, create_lesson
from apps.settings.models import AuditLog
from tests.attendance.register_requests import list_notification_types
from tests.factories import client_for
from tests.lessons.timetable_factory import MONDAY, NOW, list_local_times, run_jobs, schedule_body

pytestmark = pytest.mark.usefixtures("monday_morning")
WEEK = timedelta(weeks=1)
SKIPPED = "/lessons/skipped/"


def path(group: Group, more: str = "") -> str:
    return f"/courses/groups/{group.pk}/schedule/{more}"


def hour(hours: float) -> dict[str, object]:
    starts = NOW + timedelta(hours=hours)
    return {"starts_at": starts, "ends_at": starts + timedelta(hours=1)}


@pytest.fixture
def taken(other_group, room):
    """The room is taken on the first Monday at ten."""
    return create_lesson(actor=None, group=other_group, room=room, **hour(2))


@pytest.fixture
def clashing(group, room, client, taken):
    """The group's Mondays at ten in that room, saved without the first."""
    body = schedule_body({"room": str(room.pk)}) | {"accept_skipped": True}
    return client.put(path(group), body).json


def test_a_clash_that_was_there_before_does_not_stop_a_change(group, room, client, clashing, other_group):
    body = schedule_body({"room": str(room.pk)}, {"weekday": 2})
    saved = client.put(path(group), body | {"changed_at": clashing["changed_at"]})
    assert (saved.status, saved.json["lessons"]["counts"]["skipped"]) == (200, 1)
    create_lesson(actor=None, group=other_group, room=room, **hour(2 + 7 * 24 + 24))
    body = schedule_body({"room": str(room.pk)}, {"weekday": 1, "room": str(room.pk)})
    refused = client.put(path(group), body | {"changed_at": saved.json["changed_at"]})
    assert refused.json["fields"]["accept_skipped"] == ["Tuesday, September 15, 10:00: 204 is taken by A2 evening."]


def test_a_timetable_that_clashes_is_refused_with_each_clash(group, room, client, taken):
    body = schedule_body({"room": str(room.pk)})
    refused = client.put(path(group), body)
    assert refused.refused_fields == (409, ["accept_skipped"])
    assert refused.json["fields"]["accept_skipped"] == ["Monday, September 7, 10:00: 204 is taken by A2 evening."]
    assert client.get(path(group)).json["lines"] == []
    assert not Lesson.objects.filter(group=group).exists()

    saved = client.put(path(group), body | {"accept_skipped": True})
    assert saved.status == 200
    assert saved.json["lessons"]["counts"] == {"added": 8, "kept": 0, "removed": 0, "skipped": 1}
    clash = {"by": "room", "name": "204", "lesson": str(taken.pk), "group_name": "A2 evening"}
    assert saved.json["lessons"]["skipped"][0]["clash"] == clash
    assert client.put(path(group), body | {"changed_at": saved.json["changed_at"]}).status == 200


def test_the_answer_pairs_moved_lessons(group, client):
    first = client.put(path(group), schedule_body({})).json
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        moved = client.put(path(group), schedule_body({"weekday": 1}, changed_at=first["changed_at"])).json["lessons"]
    assert moved["counts"] == {"added": 8, "kept": 0, "removed": 9, "skipped": 0}
    assert len(moved["moved"]) == 8
    assert [moved["moved"][0][side]["starts_at"] for side in ("was", "now")] == [
        "2026-09-07T10:00:00+05:00", "2026-09-08T10:00:00+05:00",
    ]  # fmt: skip


def test_a_skipped_lesson_stays_listed_until_its_time_is_free(group, client, teacher, taken, clashing):
    row = client.get(f"{SKIPPED}?group={group.pk}").json["results"][0]
    assert (row["starts_at"], row["reason"]) == ("2026-09-07T10:00:00+05:00", "clash")
    assert row["clash"] == clashing["lessons"]["skipped"][0]["clash"]
    assert client_for(teacher).get(SKIPPED).status == 403
    cancel_lesson(actor=None, lesson=taken, reason="moved away")
    assert client.get(SKIPPED).json["results"][0]["clash"] is None
    assert client.post(path(group, "generate/"), {}).json["counts"]["added"] == 1
    assert client.get(SKIPPED).json["count"] == 0
    assert list_local_times(group)[0] == "09-07 10:00"


def test_the_office_plans_or_cancels_a_skipped_lesson_once(group, client, pupil, taken, clashing):
    one_id = client.get(SKIPPED).json["results"][0]["id"]
    place = f"{SKIPPED}{one_id}/"
    assert client.post(f"{place}plan/", {}).refused_fields == (409, ["room"])
    for wrong in ("2020-09-08T10:00:00+05:00", "2027-09-18T10:00:00+05:00"):
        assert client.post(f"{place}plan/", {"starts_at": wrong}).refused_fields == (422, ["starts_at"])
    planned = client.post(f"{place}plan/", {"starts_at": "2026-09-08T10:00:00+05:00"})
    assert (planned.status, planned.json["room"]["name"]) == (201, "204")
    assert client.post(f"{place}plan/", {"room": None}).status == 404
    assert client.post(f"{place}cancel/", {"reason": "too late"}).status == 404
    cancel_lesson(actor=None, lesson=taken, reason="moved away")
    assert client.post(path(group, "generate/"), {}).json["counts"]["added"] == 0
    assert list_local_times(group)[:2] == ["09-08 10:00", "09-14 10:00"]


def test_a_cancelled_one_is_not_created_again(group, client, pupil, taken, clashing):
    one_id = client.get(SKIPPED).json["results"][0]["id"]
    cancelled = client.post(f"{SKIPPED}{one_id}/cancel/", {"reason": "the room is taken"})
    assert (cancelled.status, cancelled.json["status"]) == (201, "cancelled")
    assert not SkippedLesson.objects.exists()
    cancel_lesson(actor=None, lesson=taken, reason="moved away")
    assert client.post(path(group, "generate/"), {}).json["counts"]["added"] == 0
    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        run_jobs()
    assert "lesson.cancelled" in list_notification_types(pupil)
    assert AuditLog.objects.filter(action="lessons.cancelled", object_id=cancelled.json["id"]).exists()


def test_a_lesson_by_hand_of_the_same_group_is_no_clash(group, client):
    create_lesson(actor=None, group=group, **hour(2))
    saved = client.put(path(group), schedule_body({}))
    assert (saved.status, saved.json["lessons"]["counts"]["skipped"]) == (200, 1)
    assert client.get(SKIPPED).json["count"] == 0


def test_a_lesson_without_a_teacher_waits_for_one(group, client, teacher, assistant):
    client.put(path(group), schedule_body({}))
    Lesson.objects.filter(group=group).delete()
    teacher.is_active = False
    teacher.save(update_fields=["is_active"])
    assert client.post(path(group, "generate/"), {"until": str(MONDAY)}).json["skipped"][0]["clash"] is None
    row = client.get(SKIPPED).json["results"][0]
    assert (row["reason"], row["clash"]) == ("teacher_unavailable", None)
    place = f"{SKIPPED}{row['id']}/plan/"
    assert client.post(place, {}).refused_fields == (422, ["teacher"])
    assert client.post(place, {"teacher": str(assistant.pk)}).json["teacher"]["id"] == str(assistant.pk)


def test_an_unsolved_lesson_of_the_past_stays_listed(group, manager, clashing):
    for later in (timedelta(hours=3), WEEK):
        with time_machine.travel(NOW + later, tick=False):
            client = client_for(manager)
            client.post(path(group, "generate/"), {})
            assert [row["starts_at"] for row in client.get(SKIPPED).json["results"]] == ["2026-09-07T10:00:00+05:00"]
    with time_machine.travel(NOW + WEEK, tick=False):
        place = f"{SKIPPED}{client.get(SKIPPED).json['results'][0]['id']}/plan/"
        assert client.post(place, {"starts_at": "2026-09-06T10:00:00+05:00"}).refused_fields == (422, ["starts_at"])
        assert client.post(place, {"starts_at": "2026-09-08T10:00:00+05:00"}).status == 201


def test_lessons_of_past_days_are_created_on_request(group, client, pupil):
    since = str(MONDAY - 2 * WEEK)
    client.put(path(group), schedule_body({"valid_from": str(MONDAY - 4 * WEEK)}))
    Group.objects.filter(pk=group.pk).update(starts_on=MONDAY - 2 * WEEK)
    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        run_jobs()
        told = list_notification_types(pupil)
        tried = client.post(path(group, "generate/"), {"since": since, "dry_run": True}).json
        made = client.post(path(group, "generate/"), {"since": since}).json
        assert tried["counts"]["added"] == made["counts"]["added"] == 2
        assert client.post(path(group, "generate/"), {"since": since}).json["counts"]["added"] == 0
    assert list_local_times(group)[:3] == ["08-24 10:00", "08-31 10:00", "09-07 10:00"]
    with time_machine.travel(NOW + timedelta(minutes=4), tick=False):
        assert "payments.reprice" in run_jobs()
    assert list_notification_types(pupil) == told
    for wrong in ("2026-09-08", "2025-01-01"):
        assert client.post(path(group, "generate/"), {"since": wrong}).refused_fields == (422, ["since"])


def test_the_list_costs_the_same_for_few_and_many(group, other_group, room, client):
    counts = []
    for weeks in (2, 20):
        for week in range(weeks):
            slot = NOW + week * WEEK
            lesson = Lesson(group=other_group, room=room, starts_at=slot, ends_at=slot + timedelta(hours=1))
            lesson.forced = True
            lesson.save()
            SkippedLesson.objects.update_or_create(
                group=group,
                slot=slot,
                defaults={"ends_at": lesson.ends_at, "room": room, "reason": "clash", "clash_by": "room",
                          "clash_lesson": lesson.pk},
            )  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            assert client.get(SKIPPED).json["count"] == weeks
        counts.append(len(asked))
    assert counts[0] == counts[1]
