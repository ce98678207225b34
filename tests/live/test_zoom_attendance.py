"""Zoom's webhooks: signatures, the challenge, and attendance that is proposed and never made by itself."""

import hashlib
import hmac
import json
import time
from datetime import timedelta

import pytest
from django.conf import settings

from apps.attendance.models import Attendance
from apps.lessons.models import LiveReport, LiveSighting
from apps.lessons.services import live_reports
from apps.resources.models import LessonResource
from tests.attendance.register_requests import STARTS, travel_to
from tests.factories import client_for, make_django_client
from tests.job_runs import run_jobs
from tests.live.live_requests import (
    ZOOM_PATH,
    accept,
    join,
    load_proposals,
    load_shown,
    load_unknown,
    make_room,
    send_zoom,
)
from tests.races import run_together
from tests.servers.zoom import WEBHOOK_SECRET, build_stay, sign_webhook

READ = "lessons.read_live_report"


@pytest.fixture
def meeting(zoom, lesson, teacher, pupil, second_pupil):
    """The id of the meeting at Zoom; two pupils have pressed the join button."""
    room = make_room(teacher, lesson, "zoom")
    for user in (pupil, second_pupil):
        assert join(user, lesson).status == 200
    return room.provider_id


def test_challenge_is_answered_with_its_keyed_hash(zoom):
    body = json.dumps(
        {"event": "endpoint.url_validation", "payload": {"plainToken": "qgg8vlvZRS6UYooatFL8Aw"}}
    ).encode()
    headers = sign_webhook(body)
    answer = make_django_client().post(ZOOM_PATH, body, content_type="application/json", headers=headers)
    sealed = hmac.new(WEBHOOK_SECRET.encode(), b"qgg8vlvZRS6UYooatFL8Aw", hashlib.sha256).hexdigest()
    assert answer.json() == {"plainToken": "qgg8vlvZRS6UYooatFL8Aw", "encryptedToken": sealed}
    assert send_zoom(body, secret="another-secret-of-somebody") == 403


def test_wrong_and_old_and_missing_signatures_are_refused(zoom, meeting):
    body = build_stay(meeting, "joined", "2026-09-07T05:01:00Z", user_id="16778240", registrant="registrant1")
    assert send_zoom(body, secret="another-secret-of-somebody") == 403
    assert send_zoom(body, at=time.time() - 301) == 403
    assert send_zoom(body, at=time.time() + 301) == 403
    assert send_zoom(body + b" ", headers=sign_webhook(body)) == 403
    fresh = sign_webhook(body) | {"x-zm-request-timestamp": str(int(time.time()) + 1)}
    assert send_zoom(body, headers=fresh) == 403
    assert send_zoom(body, headers={"x-zm-request-timestamp": "now"}) == 403
    assert make_django_client().get(ZOOM_PATH).status_code == 405
    assert not LiveReport.objects.exists()
    assert send_zoom(body, at=time.time() - 299) == 200


def test_without_a_secret_nothing_is_believed(zoom, monkeypatch):
    monkeypatch.setattr(settings.ENV, "zoom_webhook_secret", "")
    assert send_zoom(b"{}", secret="") == 403


def test_replayed_webhook_changes_nothing(zoom, meeting):
    body = build_stay(meeting, "joined", "2026-09-07T05:01:00Z", user_id="16778240", registrant="registrant1")
    headers = sign_webhook(body)
    assert [send_zoom(body, headers=headers) for _each in range(3)] == [200] * 3
    assert (LiveReport.objects.count(), run_jobs(READ), run_jobs(READ)) == (1, 1, 0)
    assert LiveReport.objects.get().body == ""


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 0, 3, 2, 0, 1)], ids=str)
def test_same_proposal_in_any_order_and_any_number(zoom, lesson, meeting, teacher, pupil, second_pupil, order):
    ends = [("joined", "2026-09-07T05:01:00Z", "1"), ("left", "2026-09-07T05:31:00Z", "1")]
    ends += [("joined", "2026-09-07T05:40:00Z", "2"), ("left", "2026-09-07T06:30:00Z", "2")]
    for place, number in enumerate(order):
        kind, at, user_id = ends[number]
        body = build_stay(meeting, kind, at, user_id=user_id, registrant="registrant1", name="iPhone")
        assert send_zoom(body, at=time.time() + place) == 200
    assert run_jobs(READ) == len(order)
    names = [user.full_name.split()[0] for user in (pupil, second_pupil)]
    # Of the second pupil Zoom says nothing: our own button is named as what it is.
    assert load_proposals(teacher, lesson) == {
        names[0]: ("present", None, "zoom", 80),
        names[1]: ("late", 10, "button", None),
    }
    assert not Attendance.objects.exists()


def test_open_stay_counts_until_now_and_stays_at_other_times_do_not(zoom, lesson, meeting, teacher, pupil):
    name = pupil.full_name.split()[0]
    early = [("joined", "2026-09-07T03:00:00Z", "1"), ("left", "2026-09-07T03:30:00Z", "1")]
    for kind, at, user_id in early:
        send_zoom(build_stay(meeting, kind, at, user_id=user_id, registrant="registrant1"))
    run_jobs(READ)
    assert load_proposals(teacher, lesson)[name][2] == "button"
    send_zoom(build_stay(meeting, "joined", "2026-09-07T05:01:00Z", user_id="2", registrant="registrant1"))
    run_jobs(READ)
    with travel_to(STARTS + timedelta(minutes=21), tick=False):
        assert load_proposals(teacher, lesson)[name] == ("present", None, "zoom", 20)
    with travel_to(STARTS + timedelta(minutes=121), tick=False):
        assert load_proposals(teacher, lesson)[name] == ("present", None, "zoom", 89)


def test_teacher_confirms_one_and_then_all(zoom, lesson, meeting, teacher, pupil, second_pupil):
    body = build_stay(meeting, "joined", "2026-09-07T05:08:00Z", user_id="1", registrant="registrant1")
    send_zoom(body)
    run_jobs(READ)
    made = accept(teacher, lesson, load_shown(teacher, lesson, pupil))
    (mark,) = made.json["marks"]
    assert (mark["status"], mark["minutes_late"], mark["source"]) == ("late", 8, "live")
    assert mark["marked_by"]["id"] == str(teacher.pk)
    correct = {"lesson": str(lesson.pk), "student": str(pupil.pk), "status": "excused"}
    assert client_for(teacher).post("/attendance/", correct).status == 201
    rest = accept(teacher, lesson, load_shown(teacher, lesson))
    assert [row["student"]["id"] for row in rest.json["marks"]] == [str(second_pupil.pk)]
    # What the teacher marked stays: a later report proposes, and marks nothing over it.
    again = build_stay(meeting, "left", "2026-09-07T05:09:00Z", user_id="1", registrant="registrant1")
    send_zoom(again)
    run_jobs(READ)
    assert load_shown(teacher, lesson) == []
    assert Attendance.objects.get(student=pupil).status.code == "excused"


def test_only_what_was_shown_is_marked(zoom, lesson, meeting, teacher, pupil, second_pupil):
    report = build_stay(meeting, "joined", "2026-09-07T05:01:00Z", user_id="1", registrant="registrant1")
    send_zoom(report)
    run_jobs(READ)
    LiveSighting.objects.filter(source="button", key="registrant2").delete()
    shown = load_shown(teacher, lesson)
    assert [row["student"] for row in shown] == [str(pupil.pk)]
    with travel_to(STARTS + timedelta(minutes=91)):
        # The lesson is over: the second pupil would be absent now, which the teacher did not see.
        assert set(load_proposals(teacher, lesson)) == {user.full_name.split()[0] for user in (pupil, second_pupil)}
        assert [mark["student"]["id"] for mark in accept(teacher, lesson, shown).json["marks"]] == [str(pupil.pk)]
        absent = load_shown(teacher, lesson)
        late = build_stay(meeting, "joined", "2026-09-07T05:30:00Z", user_id="2", registrant="registrant2")
        send_zoom(late, at=time.time())
        run_jobs(READ)
        assert accept(teacher, lesson, absent).json["marks"] == []
        row = {"lesson": str(lesson.pk), "student": str(second_pupil.pk), "status": "excused"}
        seen = load_shown(teacher, lesson)
        assert client_for(teacher).post("/attendance/", row).status == 201
        assert accept(teacher, lesson, seen).json["marks"] == []
    assert Attendance.objects.get(student=second_pupil).status.code == "excused"


def test_only_keepers_of_the_register_see_and_confirm(zoom, lesson, meeting, pupil, other_teacher, assistant):
    path = f"/lessons/{lesson.pk}/live/attendance/"
    assert client_for(pupil).get(path).status == 403
    assert client_for(other_teacher).get(path).status == 404
    assert accept(other_teacher, lesson, []).status == 404
    stranger = [{"student": str(other_teacher.pk), "status": "present"}]
    assert accept(assistant, lesson, stranger).refused_fields == (422, ["students"])
    assert accept(assistant, lesson, load_shown(assistant, lesson)).status == 200


def test_unknown_participant_is_matched_by_the_teacher(zoom, lesson, meeting, teacher, pupil, other_pupil):
    name = pupil.full_name
    body = build_stay(meeting, "joined", "2026-09-07T05:00:30Z", user_id="7", name=name)
    send_zoom(body)
    run_jobs(READ)
    ((shown, key),) = load_unknown(teacher, lesson)
    assert shown == name
    first = name.split()[0]
    assert load_proposals(teacher, lesson)[first][2] == "button"
    path, body = f"/lessons/{lesson.pk}/live/match/", {"key": key, "student": str(pupil.pk)}
    assert client_for(teacher).post(path, body | {"student": str(other_pupil.pk)}).refused_fields == (422, ["student"])
    assert client_for(teacher).post(path, body | {"key": "registrant1"}).status == 404
    (matched,) = client_for(teacher).post(path, body).json["matched"]
    assert (matched["key"], matched["name"], matched["student"]["id"]) == (key, name, str(pupil.pk))
    assert load_proposals(teacher, lesson)[first][:3] == ("present", None, "zoom")
    taken = client_for(teacher).post(path, body | {"student": None}).json
    assert (taken["unknown"][0]["key"], taken["matched"]) == (key, [])
    assert load_proposals(teacher, lesson)[first][2] == "button"


def test_host_and_other_meetings_and_broken_bodies_are_passed_over(zoom, lesson, meeting, teacher):
    host = json.loads(build_stay(meeting, "joined", "2026-09-07T05:00:00Z", user_id="1"))
    host["payload"]["object"]["participant"]["id"] = "hosting"
    bodies = [host, json.loads(build_stay("999", "joined", "2026-09-07T05:00:00Z", user_id="1"))]
    bodies += [{"event": "meeting.participant_joined", "payload": 1}, {"event": "meeting.ended"}, [], {"event": None}]
    broken = json.loads(build_stay(meeting, "joined", "yesterday", user_id="1"))
    for content in [*bodies, broken]:
        assert send_zoom(json.dumps(content).encode()) == 200
    assert send_zoom(b"{") == 200
    run_jobs(READ)
    assert not LiveSighting.objects.filter(source="zoom").exists()
    assert load_unknown(teacher, lesson) == []


def test_recording_becomes_a_material_once(zoom, lesson, meeting, teacher, pupil):
    found = {"id": int(meeting), "uuid": "4444AAAiAAAAAiAiAiiAii==", "share_url": "https://zoom.us/rec/share/abc"}
    found["recording_play_passcode"] = "yNY/S4"
    body = json.dumps({"event": "recording.completed", "payload": {"object": found}}).encode()
    for late in range(2):
        assert send_zoom(body, at=time.time() + late) == 200
    assert (run_jobs(READ), run_jobs("resources.add_live_recording")) == (2, 1)
    assert LessonResource.objects.get(lesson=lesson).media.url == "https://zoom.us/rec/share/abc?pwd=yNY%2FS4"
    shown = client_for(pupil).get(f"/resources/?lesson={lesson.pk}").json["results"]
    assert [row["kind"] for row in shown] == ["link"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("protected", [True, False], ids=["stored once", "control: no digest"])
def test_one_webhook_that_arrives_several_times_at_once(
    zoom, lesson, teacher, monkeypatch, a_connection_for_each, protected
):
    room = make_room(teacher, lesson, "zoom")
    if not protected:
        numbers = iter(range(1000))
        monkeypatch.setattr(live_reports, "build_digest", lambda *_signed: f"{next(numbers):064d}")
    body = build_stay(room.provider_id, "joined", "2026-09-07T05:01:00Z", user_id="1", registrant="registrant1")
    headers = sign_webhook(body)
    assert run_together(6, lambda _index: send_zoom(body, headers=headers)) == [200] * 6
    assert (LiveReport.objects.count() == 1) == protected
    run_jobs(READ)
    assert LiveSighting.objects.filter(source="zoom").count() == 1
