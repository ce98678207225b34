"""Steps that tests of live classes share."""

from typing import Any

from apps.accounts.models import User
from apps.lessons.models import Lesson, LiveRoom
from tests import factories
from tests.factories import client_for, make_django_client
from tests.job_runs import run_jobs
from tests.servers.zoom import sign_webhook

LINK = "https://meet.example.uz/a2"
ZOOM_PATH = "/api/v1/lessons/zoom/webhook/"


def set_room(user: User, lesson: Lesson, provider: str = "link", link: str = "") -> factories.ApiResponse:
    """Choose a room as this person; a plain link is `LINK` unless told otherwise."""
    body = {"provider": provider, "link": link or (LINK if provider == "link" else "")}
    return client_for(user).put(f"/lessons/{lesson.pk}/live/", body)


def make_room(user: User, lesson: Lesson, provider: str) -> LiveRoom:
    """Choose a room and do the job that makes it."""
    assert set_room(user, lesson, provider).status == 200
    assert run_jobs("lessons.sync_live_room") == (provider != "link")
    return LiveRoom.objects.exclude(state="closed").get(lesson=lesson)


def join(user: User, lesson: Lesson, student: User | None = None) -> factories.ApiResponse:
    """Press the join button as this person, for a child too."""
    body = {"student": str(student.pk) if student else None}
    return client_for(user).post(f"/lessons/{lesson.pk}/join/", body)


def get_room(user: User, lesson: Lesson) -> Any:
    """What this person is shown of the room."""
    return client_for(user).get(f"/lessons/{lesson.pk}/live/").json


def load_proposals(user: User, lesson: Lesson) -> dict[str, tuple[str, int | None, str, int | None]]:
    """What is proposed, by first name: status, minutes late, source, minutes there."""
    answer = client_for(user).get(f"/lessons/{lesson.pk}/live/attendance/").json
    return {
        row["student"]["full_name"].split()[0]: (row["status"], row["minutes_late"], row["source"], row["minutes"])
        for row in answer["proposals"]
    }


def load_shown(user: User, lesson: Lesson, *students: User) -> list[dict[str, Any]]:
    """The proposals as the page sends them back: of these pupils, or of all without a mark."""
    rows = client_for(user).get(f"/lessons/{lesson.pk}/live/attendance/").json["proposals"]
    named = {str(student.pk) for student in students}
    return [
        {"student": row["student"]["id"]} | {name: row[name] for name in ("status", "minutes_late", "marked")}
        for row in rows
        if (row["student"]["id"] in named if named else not row["marked"])
    ]


def accept(user: User, lesson: Lesson, shown: list[dict[str, Any]]) -> factories.ApiResponse:
    """Accept these proposals as this person."""
    return client_for(user).post(f"/lessons/{lesson.pk}/live/attendance/", {"students": shown})


def load_unknown(user: User, lesson: Lesson) -> list[tuple[str, str]]:
    """The unknown participants: names and keys."""
    answer = client_for(user).get(f"/lessons/{lesson.pk}/live/attendance/").json
    return [(row["name"], row["key"]) for row in answer["unknown"]]


def send_zoom(body: bytes, **how: Any) -> int:
    """Send a webhook as Zoom does; the status of the answer."""
    headers = how.pop("headers", None) or sign_webhook(body, **how)
    return int(make_django_client().post(ZOOM_PATH, body, content_type="application/json", headers=headers).status_code)
