"""The room of a lesson: who chooses it, who gets in, and when."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings

from apps.accounts.models import Guardian
from apps.attendance.models import Attendance
from apps.lessons.models import LiveRoom, LiveSighting
from apps.settings.models import SystemSettings
from tests.attendance.register_requests import STARTS, create_group_lesson, travel_to
from tests.factories import client_for
from tests.live.live_requests import LINK, get_room, join, load_proposals, make_room, set_room

JITSI = {"jitsi_url": "https://meet.example.uz", "jitsi_app_id": "talim", "jitsi_app_secret": "s" * 40}


def use_jitsi(monkeypatch):
    for name, value in JITSI.items():
        monkeypatch.setattr(settings.ENV, name, value)


def test_teacher_pastes_a_link_and_pupils_get_it_only_by_joining(lesson, teacher, pupil, other_pupil, manager):
    assert set_room(teacher, lesson).json["provider"] == "link"
    shown = get_room(pupil, lesson)
    assert (shown["provider"], shown["state"], shown["providers"]) == ("link", "ready", [])
    assert LINK not in str(shown)
    assert LINK not in str(client_for(pupil).get(f"/lessons/{lesson.pk}/").json)
    assert join(pupil, lesson).json == {"address": LINK}
    assert join(teacher, lesson).json == join(manager, lesson).json == {"address": LINK}
    assert set_room(pupil, lesson).status == 403
    assert set_room(other_pupil, lesson).status == 403


def test_stranger_and_missing_lesson_and_missing_room_are_alike(lesson, teacher, pupil, other_pupil, other_teacher):
    without_room = join(pupil, lesson)
    set_room(teacher, lesson)
    answers = [join(other_pupil, lesson), join(other_teacher, lesson), without_room]
    answers.append(client_for(pupil).post(f"/lessons/{pupil.pk}/join/", {}))
    plain = [{name: value for name, value in answer.json.items() if name != "request_id"} for answer in answers]
    assert [answer.status for answer in answers] == [404] * 4
    assert plain == [plain[0]] * 4
    assert join(None, lesson).status == 401
    assert not LiveSighting.objects.exists()


@pytest.mark.parametrize(("minutes", "status"), [(-11, 409), (-10, 200), (0, 200), (120, 200), (121, 409)], ids=str)
def test_room_is_open_10_minutes_before_until_half_an_hour_after(lesson, teacher, pupil, minutes, status):
    set_room(teacher, lesson)
    with travel_to(STARTS + timedelta(minutes=minutes), tick=False):
        for user in (pupil, teacher):
            answer = join(user, lesson)
            assert answer.status == status
            if status == 409:
                assert answer.json["code"] == "not_open"


def test_opening_follows_the_setting(lesson, teacher, pupil):
    SystemSettings.objects.update(live_opens_minutes=30)
    set_room(teacher, lesson)
    with travel_to(STARTS - timedelta(minutes=29)):
        assert join(pupil, lesson).status == 200


def test_guardian_joins_for_a_minor_only(lesson, teacher, pupil, second_pupil, parent):
    Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    set_room(teacher, lesson)
    assert join(parent, lesson, pupil).json == {"address": LINK}
    assert join(parent, lesson, second_pupil).status == 404
    assert join(parent, lesson).status == 404
    assert set(load_proposals(teacher, lesson)) == {pupil.full_name.split()[0]}


def test_pressed_button_proposes_and_marks_nothing(lesson, teacher, pupil, second_pupil):
    set_room(teacher, lesson)
    for _again in range(3):
        assert join(pupil, lesson).status == 200
    name = pupil.full_name.split()[0]
    assert load_proposals(teacher, lesson) == {name: ("late", 10, "button", None)}
    assert not Attendance.objects.exists()
    with travel_to(STARTS + timedelta(hours=3)):
        # A link that was opened elsewhere proves nothing about who did not press the button.
        assert set(load_proposals(teacher, lesson)) == {name}


def test_press_before_a_move_says_nothing_about_the_new_time(group, teacher, pupil):
    later = create_group_lesson(group, starts=STARTS + timedelta(hours=4))
    set_room(teacher, later)
    with travel_to(STARTS + timedelta(hours=4, minutes=-5)):
        assert join(pupil, later).status == 200
        assert load_proposals(teacher, later)
        times = {"starts_at": (STARTS + timedelta(hours=8)).isoformat(), "minutes": 60, "reason": "Later"}
        assert client_for(teacher).post(f"/lessons/{later.pk}/reschedule/", times).status == 200
    later.refresh_from_db()
    with travel_to(STARTS + timedelta(hours=8, minutes=20)):
        assert load_proposals(teacher, later) == {}
        assert join(pupil, later).status == 200
        assert load_proposals(teacher, later) == {pupil.full_name.split()[0]: ("late", 20, "button", None)}


def test_press_after_the_end_proposes_nothing(lesson, teacher, pupil):
    set_room(teacher, lesson)
    with travel_to(STARTS + timedelta(minutes=95)):
        assert join(pupil, lesson).status == 200
        assert load_proposals(teacher, lesson) == {}


def test_jitsi_token_names_the_person_the_room_and_the_end(lesson, teacher, pupil, monkeypatch):
    use_jitsi(monkeypatch)
    room = make_room(teacher, lesson, "jitsi")
    tokens = {}
    for user in (pupil, teacher):
        address = urlsplit(join(user, lesson).json["address"])
        assert (address.netloc, address.path) == ("meet.example.uz", f"/{room.provider_id}")
        token = parse_qs(address.query)["jwt"][0]
        tokens[user.pk] = jwt.decode(token, "s" * 40, algorithms=["HS256"], audience="talim")
    told = tokens[pupil.pk]
    assert (told["iss"], told["sub"], told["room"]) == ("talim", "meet.example.uz", room.provider_id)
    assert told["exp"] == int((STARTS + timedelta(minutes=120)).timestamp())
    assert told["context"]["user"]["name"] == pupil.full_name
    assert [tokens[user.pk]["context"]["user"]["moderator"] for user in (pupil, teacher)] == ["false", "true"]
    assert told["context"]["user"]["id"] not in (str(pupil.pk), tokens[teacher.pk]["context"]["user"]["id"])


def test_jaas_token_is_signed_by_the_private_key(lesson, teacher, pupil, monkeypatch):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    values = {"app_id": "vpaas-magic-cookie-1fc5", "key_id": "vpaas-magic-cookie-1fc5/4f4910"}
    for name, value in {**values, "private_key": text.replace("\n", "\\n")}.items():
        monkeypatch.setattr(settings.ENV, f"jaas_{name}", value)
    room = make_room(teacher, lesson, "jaas")
    address = urlsplit(join(pupil, lesson).json["address"])
    assert (address.netloc, address.path) == ("8x8.vc", f"/{values['app_id']}/{room.provider_id}")
    token = parse_qs(address.query)["jwt"][0]
    assert jwt.get_unverified_header(token)["kid"] == values["key_id"]
    told = jwt.decode(token, key.public_key(), algorithms=["RS256"], audience="jitsi")
    assert (told["iss"], told["sub"], told["context"]["user"]["moderator"]) == ("chat", values["app_id"], "false")


def test_provider_without_keys_and_link_without_address_are_refused(lesson, teacher):
    assert set_room(teacher, lesson, "zoom").refused_fields == (422, ["provider"])
    refused = client_for(teacher).put(f"/lessons/{lesson.pk}/live/", {"provider": "link", "link": ""})
    assert refused.refused_fields == (422, ["link"])
    wrong = client_for(teacher).put(f"/lessons/{lesson.pk}/live/", {"provider": "link", "link": "javascript:alert(1)"})
    assert wrong.refused_fields == (422, ["link"])
    assert get_room(teacher, lesson)["providers"] == ["link"]


def test_address_for_a_provider_that_takes_none_is_refused(lesson, teacher, monkeypatch):
    use_jitsi(monkeypatch)
    assert set_room(teacher, lesson, "jitsi", LINK).refused_fields == (422, ["link"])
    assert get_room(teacher, lesson)["provider"] is None


def test_other_room_closes_the_first_and_keeps_who_was_seen(lesson, teacher, pupil, monkeypatch):
    use_jitsi(monkeypatch)
    set_room(teacher, lesson)
    join(pupil, lesson)
    make_room(teacher, lesson, "jitsi")
    assert sorted(LiveRoom.objects.values_list("provider", "state")) == [("jitsi", "ready"), ("link", "closed")]
    assert load_proposals(teacher, lesson)
    removed = client_for(teacher).delete(f"/lessons/{lesson.pk}/live/")
    assert (removed.status, get_room(pupil, lesson)["provider"]) == (204, None)
    assert client_for(teacher).delete(f"/lessons/{lesson.pk}/live/").status == 409
    assert join(pupil, lesson).status == 404
    assert load_proposals(teacher, lesson)


def test_cancelled_lesson_lets_nobody_in(group, teacher, pupil):
    later = create_group_lesson(group, starts=STARTS + timedelta(hours=4))
    set_room(teacher, later)
    assert client_for(teacher).post(f"/lessons/{later.pk}/cancel/", {"reason": "Ill"}).status == 200
    with travel_to(STARTS + timedelta(hours=4)):
        answer = join(pupil, later)
    assert (answer.status, answer.json["code"]) == (409, "conflict")
    assert set_room(teacher, later).status == 409
