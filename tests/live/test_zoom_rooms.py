"""Meetings at Zoom: made, moved and removed with the lesson, through lost tokens and a provider that is away."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.jobs.models import Job
from apps.jobs.queries import get_database_time
from apps.jobs.runner import run_job
from apps.jobs.services import claim_jobs, enqueue
from apps.lessons.models import LiveRoom
from apps.lessons.services import live_rooms
from tests.attendance.register_requests import STARTS, create_group_lesson, travel_to
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.live.live_requests import get_room, join, make_room, set_room
from tests.races import run_together
from tests.servers.zoom import SECRET

SYNC = "lessons.sync_live_room"


@pytest.fixture
def later(group):
    """A lesson in four hours."""
    return create_group_lesson(group, starts=STARTS + timedelta(hours=4))


def claim_syncs() -> list[ClaimedJob]:
    """The jobs of rooms that wait."""
    Job.objects.filter(kind=SYNC, state="queued").update(run_at=timezone.now() - timedelta(seconds=1))
    return [claim for claim in claim_jobs(queue="default", limit=100, worker="test") if claim.kind == SYNC]


def move_by(teacher, lesson, hours: int) -> None:
    """Move the lesson to so many hours after `STARTS`."""
    times = {"starts_at": (STARTS + timedelta(hours=hours)).isoformat(), "minutes": 60, "reason": "Later"}
    assert client_for(teacher).post(f"/lessons/{lesson.pk}/reschedule/", times).status == 200


def run_sync_as_a_worker() -> Job:
    """Do the next job of a room as a worker does: failures and retries are recorded; the job after it."""
    for claim in claim_syncs():
        run_job(claim)
    return Job.objects.filter(kind=SYNC).latest("created_at")


def test_meeting_is_made_moved_and_removed_with_its_lesson(zoom, later, teacher, pupil):
    room = make_room(teacher, later, "zoom")
    (meeting,) = zoom.meetings.values()
    assert (meeting["start_time"], meeting["duration"], meeting["topic"]) == ("2026-09-07T09:00:00Z", 90, "A2 morning")
    assert (meeting["settings"]["approval_type"], meeting["type"]) == (0, 2)
    client = client_for(teacher)
    times = {"starts_at": (STARTS + timedelta(hours=5)).isoformat(), "minutes": 60, "reason": "Later"}
    assert client.post(f"/lessons/{later.pk}/reschedule/", times).status == 200
    assert run_jobs(SYNC) == 1
    assert (meeting["start_time"], meeting["duration"]) == ("2026-09-07T10:00:00Z", 60)
    assert client.post(f"/lessons/{later.pk}/cancel/", {"reason": "Ill"}).status == 200
    assert (run_jobs(SYNC), zoom.meetings) == (1, {})
    assert client.post(f"/lessons/{later.pk}/restore/", {}).status == 200
    assert (run_jobs(SYNC), len(zoom.meetings)) == (1, 1)
    room.refresh_from_db()
    assert room.state == "ready"
    assert client.delete(f"/lessons/{later.pk}/live/").status == 204
    assert (run_jobs("lessons.remove_live_room"), zoom.meetings) == (1, {})


def test_each_pupil_has_an_address_of_their_own_and_keeps_it(zoom, lesson, teacher, pupil, second_pupil):
    make_room(teacher, lesson, "zoom")
    first, second = join(pupil, lesson).json["address"], join(second_pupil, lesson).json["address"]
    assert first != second
    assert join(pupil, lesson).json["address"] == first
    (meeting,) = zoom.meetings.values()
    assert len(meeting["registrants"]) == 2
    assert not any(pupil.email in address for address in meeting["registrants"])
    assert "/s/" in join(teacher, lesson).json["address"]


def test_token_is_reused_and_replaced_when_it_ran_out_or_is_refused(zoom, lesson, later, teacher):
    make_room(teacher, lesson, "zoom")
    make_room(teacher, later, "zoom")
    assert zoom.calls.count("POST /oauth/token") == 1
    with travel_to(STARTS + timedelta(minutes=75)):
        join(teacher, lesson)
    assert zoom.calls.count("POST /oauth/token") == 2
    zoom.expire_token()
    assert join(teacher, lesson).status == 200
    assert zoom.calls.count("POST /oauth/token") == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("status", "headers"), [(429, {"Retry_After": "40"}), (500, {}), (503, {})], ids=["too many", "failed", "away"]
)
def test_busy_provider_is_asked_again_and_the_teacher_sees_why(zoom, lesson, teacher, pupil, status, headers):
    zoom.answers.append((status, headers))
    set_room(teacher, lesson, "zoom")
    job = run_sync_as_a_worker()
    assert job.state == "queued"
    if headers:
        assert timedelta(seconds=20) < job.run_at - get_database_time() <= timedelta(seconds=40)
    shown = get_room(teacher, lesson)
    assert (shown["state"], shown["problem"], get_room(pupil, lesson)["problem"]) == ("failed", "away", "")
    refused = join(pupil, lesson)
    assert (refused.status, refused.json["code"]) == (503, "provider_away")
    # The lesson itself stays usable: its register takes marks, and another room can be chosen.
    mark = {"lesson": str(lesson.pk), "student": str(pupil.pk), "status": "present"}
    assert client_for(teacher).post("/attendance/", mark).status == 201
    run_sync_as_a_worker()
    assert get_room(teacher, lesson)["state"] == "ready"
    assert join(pupil, lesson).status == 200


@pytest.mark.django_db(transaction=True)
def test_refused_keys_are_told_and_tried_again_by_hand(zoom, lesson, teacher, monkeypatch, settings):
    monkeypatch.setattr(settings.ENV, "zoom_client_secret", "another-secret-of-somebody")
    set_room(teacher, lesson, "zoom")
    assert run_sync_as_a_worker().state == "dead"
    assert get_room(teacher, lesson)["problem"] == "refused"
    monkeypatch.setattr(settings.ENV, "zoom_client_secret", SECRET)
    set_room(teacher, lesson, "zoom")
    run_sync_as_a_worker()
    assert (get_room(teacher, lesson)["state"], get_room(teacher, lesson)["problem"]) == ("ready", "")
    assert SECRET not in str(list(Job.objects.values()))


def test_provider_that_is_away_when_somebody_joins(zoom, lesson, teacher, pupil):
    make_room(teacher, lesson, "zoom")
    zoom.answers.append((500, {}))
    answer = join(pupil, lesson)
    assert (answer.status, answer.json["code"]) == (503, "provider_away")
    assert join(pupil, lesson).status == 200


def test_room_that_was_closed_while_it_was_made_is_removed(zoom, lesson, teacher):
    set_room(teacher, lesson, "zoom")
    set_room(teacher, lesson, "link")
    assert run_jobs(SYNC) == 1
    assert zoom.meetings == {}
    assert LiveRoom.objects.get(provider="zoom").state == "closed"


@pytest.mark.django_db(transaction=True)
def test_failed_move_is_tried_again_by_hand(zoom, later, teacher):
    room = make_room(teacher, later, "zoom")
    move_by(teacher, later, 5)
    zoom.answers.append((400, {}))
    assert run_sync_as_a_worker().state == "dead"
    shown = get_room(teacher, later)
    assert (shown["state"], shown["problem"]) == ("ready", "refused")
    set_room(teacher, later, "zoom")
    run_sync_as_a_worker()
    assert zoom.meetings[room.provider_id]["start_time"] == "2026-09-07T10:00:00Z"
    assert get_room(teacher, later)["problem"] == ""


def test_refused_join_is_told_and_a_lost_meeting_is_made_again(zoom, lesson, teacher, pupil, second_pupil):
    room = make_room(teacher, lesson, "zoom")
    assert join(pupil, lesson).status == 200
    zoom.answers.append((400, {}))
    assert join(second_pupil, lesson).status == 503
    assert (get_room(teacher, lesson)["state"], get_room(teacher, lesson)["problem"]) == ("ready", "refused")
    zoom.meetings.clear()
    assert [join(second_pupil, lesson).json["code"] for _again in range(2)] == ["provider_away"] * 2
    assert run_jobs(SYNC) == 1
    assert get_room(teacher, lesson)["problem"] == ""
    (made,) = zoom.meetings
    assert made != room.provider_id
    assert made in join(pupil, lesson).json["address"]


def test_meeting_that_is_gone_when_it_is_moved_is_made_again(zoom, later, teacher):
    make_room(teacher, later, "zoom")
    zoom.meetings.clear()
    move_by(teacher, later, 5)
    assert run_jobs(SYNC) == 1
    assert [meeting["start_time"] for meeting in zoom.meetings.values()] == ["2026-09-07T10:00:00Z"]
    assert LiveRoom.objects.get().provider_id in zoom.meetings


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["one stays", "control: nothing is removed"])
def test_two_jobs_that_make_the_room_at_once(zoom, lesson, teacher, monkeypatch, a_connection_for_each, protected):
    set_room(teacher, lesson, "zoom")
    with unit_of_work():
        enqueue(kind=SYNC, object_id=LiveRoom.objects.get().pk)
    if not protected:
        monkeypatch.setattr(live_rooms, "_enqueue_removal", lambda *_room: None)
    claims = claim_syncs()
    gate = Barrier(2, timeout=60)
    zoom.holds += [gate.wait, gate.wait]
    run_together(2, lambda index: run_job(claims[index]))
    run_jobs("lessons.remove_live_room")
    run_jobs(SYNC)
    assert (len(zoom.meetings) == 1) == protected
    room = LiveRoom.objects.get()
    assert room.provider_id in zoom.meetings
    assert room.state == "ready"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["told again", "control: not told"])
def test_older_move_that_arrives_last(zoom, later, teacher, monkeypatch, a_connection_for_each, protected):
    room = make_room(teacher, later, "zoom")
    if not protected:
        monkeypatch.setattr(live_rooms, "_is_outdated", lambda *_told: False)
    move_by(teacher, later, 5)
    (older,) = claim_syncs()
    gate = Barrier(2, timeout=60)
    zoom.holds.append(lambda: (gate.wait(), gate.wait()))

    def run_older() -> None:
        run_job(older)
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(run_older)
        gate.wait()
        later.refresh_from_db()
        move_by(teacher, later, 6)
        run_sync_as_a_worker()
        gate.wait()
        running.result()
    while run_jobs(SYNC):
        pass
    assert (zoom.meetings[room.provider_id]["start_time"] == "2026-09-07T11:00:00Z") == protected
