"""What people did is written down and read by the office, newest first."""

from datetime import timedelta
from uuid import uuid4

import time_machine
from django.utils import timezone

from apps.accounts.models import ActivityLog
from apps.accounts.services import activity
from apps.lessons.services import create_lesson
from tests import factories


def test_activity_has_sign_ins_refusals_and_sign_outs_newest_first(manager, olim, login):
    assert login(olim, "wrong").status == 401
    signed_in = login(olim)
    factories.ApiClient(token=signed_in.json["access"]).post("/auth/logout/")

    answer = factories.client_for(manager).get(f"/auth/users/{olim.pk}/activity/")

    assert (answer.status, answer.json["next"]) == (200, None)
    assert [row["action"] for row in answer.json["results"]] == ["sign_out", "sign_in", "sign_in.refused"]
    assert set(answer.json["results"][0]) == {
        "id",
        "action",
        "object_type",
        "object_id",
        "seconds",
        "address",
        "device",
        "created_at",
    }
    assert 11 <= int(answer.json["results"][1]["address"].split(".")[0]) <= 110


def test_views_of_a_lesson_are_recorded_once_in_ten_minutes(manager, admin, group, pupil):
    now = timezone.now()
    lesson = create_lesson(actor=None, group=group, starts_at=now, ends_at=now + timedelta(hours=1))
    path = f"/lessons/{lesson.pk}/"
    for minutes in (0, 9, 11):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            assert factories.client_for(pupil).get(path).status == 200
    opened = factories.client_for(admin).post(f"/auth/users/{pupil.pk}/view-as/").json["access"]
    assert factories.ApiClient(token=opened).get(path).status == 200
    client = factories.client_for(manager)
    views = client.get(f"/auth/users/{pupil.pk}/activity/", {"action": "lesson.viewed"}).json["results"]
    assert [(row["object_type"], row["object_id"]) for row in views] == [("lessons.lesson", str(lesson.pk))] * 2
    assert all(row["device"] == "test device" for row in views)


def test_activity_is_paginated(manager, pupil):
    for number in range(5):
        activity.log_activity(pupil, "lesson.viewed", pupil, duration_seconds=number)
    client, path = factories.client_for(manager), f"/auth/users/{pupil.pk}/activity/"
    first = client.get(path, {"limit": 3}).json
    second = client.get(path, {"limit": 3, "cursor": first["next"]}).json
    assert (len(first["results"]), len(second["results"]), second["next"]) == (3, 2, None)
    assert {row["seconds"] for row in first["results"] + second["results"]} == set(range(5))


def test_unknown_login_is_not_recorded(login, pupil):
    pupil.email = f"nobody.{uuid4().hex}@example.uz"
    assert login(pupil).status == 401
    assert not ActivityLog.objects.exists()
