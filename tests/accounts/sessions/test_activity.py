"""What people did is written down and read by the office, newest first."""

from uuid import uuid4

from apps.accounts.models import ActivityLog
from apps.accounts.services import activity
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
    assert answer.json["results"][1]["address"].startswith("10.")


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
