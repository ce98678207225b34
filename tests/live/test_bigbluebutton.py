"""BigBlueButton: signed calls by every hash, meetings that run when somebody enters, and reports of who came."""

import json
from datetime import timedelta
from urllib.request import urlopen

import jwt
import pytest

from apps.lessons.models import LiveAttendee, LiveReport, LiveSighting
from apps.resources.models import LessonResource
from tests.attendance.register_requests import STARTS, travel_to
from tests.factories import make_django_client
from tests.job_runs import run_jobs
from tests.live.live_requests import (
    accept,
    get_room,
    join,
    load_proposals,
    load_shown,
    load_unknown,
    make_room,
    set_room,
)
from tests.servers.bigbluebutton import SECRET, bigbluebutton_server, build_report, sign_report

REPORT_PATH = "/api/v1/lessons/bigbluebutton/attendance/"
RECORDING_PATH = "/api/v1/lessons/bigbluebutton/recording/"
READ = "lessons.read_live_report"


def send_report(report, authorization=None):
    headers = {"Authorization": sign_report() if authorization is None else authorization}
    body = report if isinstance(report, bytes) else json.dumps(report).encode()
    return make_django_client().post(REPORT_PATH, body, content_type="application/json", headers=headers).status_code


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha384", "sha512"])
def test_calls_are_signed_by_the_hash_of_the_server(lesson, teacher, pupil, monkeypatch, settings, algorithm):
    with bigbluebutton_server(algorithm) as server:
        for name, value in server.env.items():
            monkeypatch.setattr(settings.ENV, name.lower(), value)
        room = make_room(teacher, lesson, "bigbluebutton")
        for user in (pupil, teacher):
            with urlopen(join(user, lesson).json["address"]) as answer:
                assert b"SUCCESS" in answer.read()
        created = server.meetings[str(room.pk)]
    assert (created["meetingKeepEvents"], created["name"]) == ("true", "A2 morning")
    assert created["meta_analytics-callback-url"].endswith(REPORT_PATH)
    assert [(row["fullName"], row["role"]) for row in created["joined"]] == [
        (pupil.full_name, "VIEWER"),
        (teacher.full_name, "MODERATOR"),
    ]


def test_meeting_is_created_again_with_the_same_passwords(bigbluebutton, lesson, teacher, pupil):
    room = make_room(teacher, lesson, "bigbluebutton")
    assert [join(user, lesson).status for user in (pupil, teacher, pupil)] == [200] * 3
    created = bigbluebutton.meetings[str(room.pk)]
    assert len({created["attendeePW"], created["moderatorPW"], ""}) == 3
    # The server is not ours alone: somebody made the meeting with other passwords.
    created["attendeePW"] = "another"
    assert join(pupil, lesson).status == 503


def test_wrong_secret_is_told(bigbluebutton, lesson, teacher, monkeypatch, settings):
    monkeypatch.setattr(settings.ENV, "bbb_secret", "another-secret-of-somebody")
    set_room(teacher, lesson, "bigbluebutton")
    with pytest.raises(Exception, match="checksumError"):
        run_jobs("lessons.sync_live_room")
    assert (get_room(teacher, lesson)["state"], get_room(teacher, lesson)["problem"]) == ("failed", "refused")


def test_report_proposes_who_came_and_who_did_not(bigbluebutton, lesson, teacher, pupil, second_pupil):
    room = make_room(teacher, lesson, "bigbluebutton")
    join(pupil, lesson)
    key = LiveAttendee.objects.get(person=pupil).key
    with travel_to(STARTS + timedelta(hours=2)):
        report = build_report(
            str(room.pk),
            (key, "Somebody Else", ["2026-09-07T10:07:00.000+05:00"], ["2026-09-07T11:07:00.000+05:00"]),
            ("w_guest", pupil.full_name, ["2026-09-07T10:00:00.000+05:00"], []),
        )
        assert [send_report(report) for _each in range(2)] == [200, 200]
        assert run_jobs(READ) == 1
        first, second = (user.full_name.split()[0] for user in (pupil, second_pupil))
        assert load_proposals(teacher, lesson) == {
            first: ("late", 7, "bigbluebutton", 60),
            second: ("absent", None, "bigbluebutton", 0),
        }
        assert load_unknown(teacher, lesson) == [(pupil.full_name, "w_guest")]
        made = accept(teacher, lesson, load_shown(teacher, lesson)).json["marks"]
        assert sorted(mark["status"] for mark in made) == ["absent", "late"]


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer x.y.z",
        sign_report(secret="another-secret-of-somebody" * 3),
        sign_report(algorithm="HS256"),
        f"Bearer {jwt.encode({}, SECRET, algorithm='HS512')}",
        f"Bearer {jwt.encode({'exp': 1}, '', algorithm='none')}",
    ],
    ids=["none", "no token", "no jwt", "other secret", "other hash", "without end", "unsigned"],
)
def test_reports_without_a_right_token_are_refused(bigbluebutton, lesson, teacher, authorization):
    room = make_room(teacher, lesson, "bigbluebutton")
    assert send_report(build_report(str(room.pk)), authorization) == 403
    assert not LiveReport.objects.exists()


def test_token_that_ran_out_is_refused(bigbluebutton, lesson, teacher):
    room = make_room(teacher, lesson, "bigbluebutton")
    old = sign_report()
    with travel_to(STARTS + timedelta(hours=25)):
        assert send_report(build_report(str(room.pk)), old) == 403


def test_reports_in_another_form_are_taken_and_mean_nothing(bigbluebutton, lesson, teacher):
    room = make_room(teacher, lesson, "bigbluebutton")
    odd = build_report(str(room.pk), ("k", "n", ["soon"], ["later"]))
    odd["data"]["attendees"] += [1, {"ext_user_id": None}, {"ext_user_id": "a", "joins": 3}]
    for body in (b"{", b"[]", b"{}", json.dumps({"meeting_id": 3, "data": []}).encode(), odd):
        assert send_report(body) == 200
    run_jobs(READ)
    assert not LiveSighting.objects.exists()


def test_recording_that_is_ready_becomes_a_material(bigbluebutton, lesson, teacher):
    room = make_room(teacher, lesson, "bigbluebutton")
    found = bigbluebutton.recordings[str(room.pk)] = []
    told = {"meeting_id": str(room.pk), "record_id": "rec-1"}
    browser = make_django_client()
    for secret, status in (("another-secret-of-somebody", 403), (SECRET, 200), (SECRET, 200)):
        token = jwt.encode(told, secret, algorithm="HS256")
        form = "application/x-www-form-urlencoded"
        assert browser.post(RECORDING_PATH, f"signed_parameters={token}", content_type=form).status_code == status
    # The first notices came too early; the token of the next one is the same.
    assert (run_jobs(READ), run_jobs("resources.add_live_recording")) == (2, 0)
    found += [("rec-1", "https://bbb.example.uz/playback/presentation/2.3/rec-1")]
    found += [("rec-2", "http://bbb.example.uz/rec-2"), ("rec-3", "https://bbb.example.uz/" + "x" * 500)]
    for _again in range(2):
        again = browser.post(RECORDING_PATH, f"signed_parameters={token}", content_type=form)
        assert again.status_code == 200
    assert (run_jobs(READ), run_jobs("resources.add_live_recording")) == (2, 1)
    assert LessonResource.objects.get(lesson=lesson).media.url.endswith("rec-1")


def test_notice_of_a_recording_is_a_short_form(bigbluebutton, lesson, teacher):
    token = jwt.encode({"meeting_id": "m", "record_id": "r"}, SECRET, algorithm="HS256")
    browser, form = make_django_client(), "application/x-www-form-urlencoded"
    right = f"signed_parameters={token}"
    assert browser.post(RECORDING_PATH, {"signed_parameters": token}).status_code == 403  # multipart
    assert browser.post(RECORDING_PATH, right + "&more=" + "x" * 65_536, content_type=form).status_code == 403
    assert browser.post(RECORDING_PATH, right + "&a=1" * 2000, content_type=form).status_code == 403
    assert browser.post(RECORDING_PATH, right, content_type=form).status_code == 200
    assert LiveReport.objects.count() == 1
