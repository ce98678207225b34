"""Webhooks of JaaS: signatures as its documentation describes them, and attendance that is proposed by them."""

import hashlib
import hmac
import json
import time
from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings

from apps.attendance.models import Attendance
from apps.lessons.models import LiveAttendee, LiveReport, LiveSighting
from tests.factories import make_django_client
from tests.job_runs import run_jobs
from tests.live.live_requests import accept, join, load_proposals, load_shown, load_unknown, make_room

PATH, READ = "/api/v1/lessons/jaas/webhook/", "lessons.read_live_report"
APP, SECRET = "vpaas-magic-cookie-c2824d584eac4489", "whsec_0f5c2a9d7b1e4a6c"
AT = 1_788_757_260_000
"""One minute after the lesson began, in milliseconds."""


@pytest.fixture
def room(lesson, teacher, pupil, second_pupil, monkeypatch):
    """Two pupils have pressed the join button of a room at JaaS."""
    key = rsa.generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    values = {"app_id": APP, "key_id": f"{APP}/4f", "private_key": key.decode(), "webhook_secret": SECRET}
    for name, value in values.items():
        monkeypatch.setattr(settings.ENV, f"jaas_{name}", value)
    made = make_room(teacher, lesson, "jaas")
    for user in (pupil, second_pupil):
        assert join(user, lesson).status == 200
    return made


def sign(body, *, at=None, secret=SECRET, scheme="v1"):
    told = int(time.time() if at is None else at)
    digest = hmac.new(secret.encode(), f"{told}.".encode() + body, hashlib.sha256).digest()
    return f"t={told},{scheme}={b64encode(digest).decode()}"


def build(room, kind, minute, *, key="", who="cc0672b6", name="iPhone", app=APP):
    """An event of so many minutes after the first one."""
    data = {"participantJid": f"{who}@stage.8x8.vc/1", "name": name, "id": key, "moderator": "false"}
    content = {"idempotencyKey": f"{kind}{minute}{who}", "appId": app, "eventType": f"PARTICIPANT_{kind}"}
    content |= {"sessionId": "c3348153", "timestamp": AT + minute * 60_000, "fqn": f"{app}/{room.provider_id}"}
    return json.dumps(content | {"data": data}).encode()


def send(body, signature=None):
    headers = {"X-Jaas-Signature": sign(body) if signature is None else signature}
    return make_django_client().post(PATH, body, content_type="application/json", headers=headers).status_code


def get_key(room, person):
    return LiveAttendee.objects.get(room=room, person=person).key


def test_who_came_and_how_long_is_proposed_in_any_order(room, lesson, teacher, pupil, second_pupil):
    key = get_key(room, pupil)
    sent = [build(room, "LEFT", 30, key=key), build(room, "JOINED", 0, key=key), build(room, "JOINED", 0, key=key)]
    assert [send(body) for body in sent] == [200] * 3
    run_jobs(READ)
    names = [user.full_name.split()[0] for user in (pupil, second_pupil)]
    found = load_proposals(teacher, lesson)
    assert found[names[0]] == ("present", None, "jaas", 30)
    assert found[names[1]][2] == "button"
    assert (LiveSighting.objects.filter(source="jaas").count(), Attendance.objects.count()) == (2, 0)
    (mark,) = accept(teacher, lesson, load_shown(teacher, lesson, pupil)).json["marks"]
    assert (mark["status"], mark["source"]) == ("present", "live")


def test_a_participant_without_an_id_is_unknown_and_no_name_matches(room, lesson, teacher, pupil):
    send(build(room, "JOINED", 0, name=pupil.full_name))
    run_jobs(READ)
    ((name, key),) = load_unknown(teacher, lesson)
    assert (name, key.startswith("session:")) == (pupil.full_name, True)
    assert load_proposals(teacher, lesson)[pupil.full_name.split()[0]][2] == "button"


def test_only_signed_events_of_now_are_believed(room, monkeypatch):
    body = build(room, "JOINED", 0, key="one")
    now = time.time()
    refused = [
        "", "t=now", f"t={int(now)}", sign(body, secret="somebody"), sign(body, at=now - 301), sign(body, at=now + 301),
        sign(body + b" "), sign(body, scheme="v0"),
        sign(body).replace(f"t={int(time.time())}", f"t={int(time.time()) + 1}"),
    ]  # fmt: skip
    assert [send(body, signature) for signature in refused] == [403] * len(refused)
    assert make_django_client().get(PATH).status_code == 405
    assert not LiveReport.objects.exists()
    other = sign(body).replace("t=", "v0=abc,t=", 1)
    assert send(body, other) == 200
    monkeypatch.setattr(settings.ENV, "jaas_webhook_secret", "")
    assert send(body, sign(body, secret="")) == 403


def test_a_replay_and_other_events_change_nothing(room):
    body = build(room, "JOINED", 0, key="one")
    signature = sign(body)
    assert [send(body, signature) for _each in range(3)] == [200] * 3
    assert (LiveReport.objects.count(), run_jobs(READ), run_jobs(READ)) == (1, 1, 0)
    strange = [
        build(room, "JOINED", 0, key="one", app="vpaas-of-others"), json.dumps({"eventType": "ROOM_CREATED"}).encode(),
        b"{", b"[]", json.dumps({"eventType": "PARTICIPANT_JOINED", "data": 1, "timestamp": "x"}).encode(),
        json.dumps({"eventType": "PARTICIPANT_LEFT", "data": {}, "timestamp": AT, "fqn": f"{APP}/x"}).encode(),
    ]  # fmt: skip
    assert [send(content) for content in strange] == [200] * len(strange)
    run_jobs(READ)
    assert LiveSighting.objects.filter(source="jaas").count() == 1
