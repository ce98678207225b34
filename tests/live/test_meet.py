"""Google Meet: a space of the lesson, and who came, fetched after its end."""

import json
import traceback
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest

from apps.core.uow import unit_of_work
from apps.jobs.services import enqueue
from apps.lessons.live.interface import ProviderRefused
from apps.lessons.models import LiveRecording, LiveRoom, LiveSighting
from apps.portal.services.erasure import erase_database_rows
from apps.portal.services.exports import write_personal_data_archive
from apps.resources.models import LessonResource
from tests.attendance.register_requests import STARTS, create_group_lesson, travel_to
from tests.factories import client_for
from tests.job_runs import run_jobs
from tests.live.live_requests import join, load_proposals, load_unknown, make_room
from tests.servers.meet import build_person

COLLECT = ("lessons.collect_live_rooms", "lessons.collect_live_room")
RECORD = "conferenceRecords/r1"


def collect():
    with unit_of_work():
        enqueue(kind=COLLECT[0])
    return sum(run_jobs(kind) for kind in COLLECT)


def test_space_is_made_and_everybody_gets_its_address(meet, lesson, teacher, pupil):
    room = make_room(teacher, lesson, "meet")
    assert join(pupil, lesson).json["address"] == meet.spaces[room.provider_id]["meetingUri"]
    assert room.provider_id == "spaces/space1"


def test_attendance_is_fetched_after_the_end_and_matched_by_account(meet, lesson, group, teacher, pupil, second_pupil):
    room = make_room(teacher, lesson, "meet")
    join(second_pupil, lesson)
    stays = [("2026-09-07T05:02:00Z", "2026-09-07T05:32:00Z"), ("2026-09-07T05:40:00Z", "2026-09-07T06:40:00Z")]
    people = [
        build_person(RECORD, 1, *stays, account="users/117", name=pupil.full_name),
        build_person(RECORD, 2, stays[0], name="Guest"),
    ]
    meet.records[room.provider_id] = [{"name": RECORD, "endTime": "2026-09-07T06:41:00Z", "participants": people}]
    drive = {"name": f"{RECORD}/recordings/1", "driveDestination": {"exportUri": "https://drive.google.com/file/d/1"}}
    meet.recordings[RECORD] = [drive]
    assert collect() == 1  # the lesson goes on: nothing is asked for
    with travel_to(STARTS + timedelta(hours=2)):
        assert collect() == 2
        assert LiveSighting.objects.filter(source="meet").count() == 6
        assert sorted(load_unknown(teacher, lesson)) == sorted(
            [(pupil.full_name, "users/117"), ("Guest", f"{RECORD}/participants/2")]
        )
        match = {"key": "users/117", "student": str(pupil.pk)}
        assert client_for(teacher).post(f"/lessons/{lesson.pk}/live/match/", match).status == 200
        assert load_proposals(teacher, lesson)[pupil.full_name.split()[0]] == ("present", None, "meet", 80)
        assert load_proposals(teacher, lesson)[second_pupil.full_name.split()[0]][2] == "button"
        assert run_jobs("resources.add_live_recording") == 1
        assert LessonResource.objects.get(lesson=lesson).media.url == "https://drive.google.com/file/d/1"
        assert collect() == 1  # complete: not asked for again


def test_matched_account_is_known_in_the_next_lesson_of_the_group(meet, lesson, group, teacher, pupil):
    room = make_room(teacher, lesson, "meet")
    person = build_person(RECORD, 1, ("2026-09-07T05:02:00Z", "2026-09-07T06:30:00Z"), account="users/117", name="P.")
    meet.records[room.provider_id] = [{"name": RECORD, "endTime": "2026-09-07T06:41:00Z", "participants": [person]}]
    second = create_group_lesson(group, starts=STARTS + timedelta(hours=4))
    other = make_room(teacher, second, "meet")
    again = build_person(
        "conferenceRecords/r2", 1, ("2026-09-07T09:00:00Z", "2026-09-07T10:30:00Z"), account="users/117", name="?"
    )
    meet.records[other.provider_id] = [
        {"name": "conferenceRecords/r2", "endTime": "2026-09-07T10:31:00Z", "participants": [again]}
    ]
    with travel_to(STARTS + timedelta(hours=6)):
        assert collect() == 3
        match = {"key": "users/117", "student": str(pupil.pk)}
        client_for(teacher).post(f"/lessons/{lesson.pk}/live/match/", match)
        assert load_proposals(teacher, second)[pupil.full_name.split()[0]] == ("present", None, "meet", 90)


def test_matched_account_is_taken_back_from_another_lesson(meet, lesson, group, teacher, pupil):
    second = create_group_lesson(group, starts=STARTS + timedelta(hours=4))
    for number, each in enumerate((lesson, second)):
        record = f"conferenceRecords/r{number}"
        begins = each.starts_at.isoformat(), each.ends_at.isoformat()
        person = build_person(record, 1, begins, account="users/117", name="?")
        meet.records[make_room(teacher, each, "meet").provider_id] = [
            {"name": record, "endTime": each.ends_at.isoformat(), "participants": [person]}
        ]
    with travel_to(STARTS + timedelta(hours=6)):
        assert collect() == 3
        match = {"key": "users/117", "student": str(pupil.pk)}
        assert client_for(teacher).post(f"/lessons/{lesson.pk}/live/match/", match).status == 200
        name = pupil.full_name.split()[0]
        assert load_proposals(teacher, second)[name][2] == "meet"
        shown = client_for(teacher).get(f"/lessons/{second.pk}/live/attendance/").json["matched"]
        assert [row["key"] for row in shown] == ["users/117"]
        taken = client_for(teacher).post(f"/lessons/{second.pk}/live/match/", match | {"student": None})
        assert [row["key"] for row in taken.json["unknown"]] == ["users/117"]
        assert load_proposals(teacher, second)[name][0] == "absent"
        assert load_unknown(teacher, lesson) == [("?", "users/117")]


def test_rows_of_another_form_are_passed_over_and_named_nowhere(meet, lesson, teacher):
    room = make_room(teacher, lesson, "meet")
    right = build_person(RECORD, 1, ("2026-09-07T05:02:00Z", "2026-09-07T05:32:00Z"), name="Ali")
    broken = {"name": "Zulfiya Karimova", "sessions": []}
    odd = build_person(RECORD, 2, ("soon", "2026-09-07T05:32:00Z"), name="Zulfiya Karimova")
    meet.records[room.provider_id] = [
        {"name": RECORD, "endTime": "2026-09-07T06:41:00Z", "participants": [broken, odd, right]}
    ]
    with travel_to(STARTS + timedelta(hours=2)):
        assert collect() == 2
        assert [name for name, _key in load_unknown(teacher, lesson)] == ["Ali"]
        LiveRoom.objects.update(collected_at=None)
        meet.broken = b'{"conferenceRecords": "Zulfiya Karimova'
        with pytest.raises(ProviderRefused) as refused:
            collect()
        assert "Zulfiya" not in "".join(traceback.format_exception(refused.value))


def test_recording_without_an_address_is_waited_for(meet, lesson, teacher):
    room = make_room(teacher, lesson, "meet")
    meet.records[room.provider_id] = [{"name": RECORD, "endTime": "2026-09-07T06:35:00Z", "participants": []}]
    meet.recordings[RECORD] = [
        {"name": f"{RECORD}/recordings/{number}", "driveDestination": {"exportUri": address}}
        for number, address in enumerate(["", "http://drive.google.com/1", "https://drive.google.com/" + "x" * 500])
    ]
    with travel_to(STARTS + timedelta(hours=2)):
        assert collect() == 2
        assert LiveRoom.objects.get().collected_at is None
        meet.recordings[RECORD][0]["driveDestination"]["exportUri"] = "https://drive.google.com/file/d/1"
        assert collect() == 2
        assert LiveRoom.objects.get().collected_at is not None
        assert [row.address for row in LiveRecording.objects.all()] == ["https://drive.google.com/file/d/1"]
        LiveRoom.objects.update(collected_at=None)
        meet.recordings[RECORD] = [{"name": f"{RECORD}/recordings/9"}]
        assert collect() == 2
        assert LiveRoom.objects.get().collected_at is None
    with travel_to(STARTS + timedelta(hours=4)):
        assert collect() == 2
        assert LiveRoom.objects.get().collected_at is not None


def test_moved_lesson_is_asked_for_again(meet, group, teacher):
    later = create_group_lesson(group, starts=STARTS + timedelta(hours=4))
    make_room(teacher, later, "meet")
    LiveRoom.objects.update(collected_at=STARTS)
    times = {"starts_at": (STARTS + timedelta(hours=6)).isoformat(), "minutes": 60, "reason": "Later"}
    assert client_for(teacher).post(f"/lessons/{later.pk}/reschedule/", times).status == 200
    assert run_jobs("lessons.sync_live_room") == 1
    assert LiveRoom.objects.get().collected_at is None


def test_erased_and_exported_sightings_are_those_of_the_person(meet, lesson, teacher, pupil, second_pupil):
    room = make_room(teacher, lesson, "meet")
    people = [
        build_person(RECORD, number, ("2026-09-07T05:02:00Z", "2026-09-07T06:30:00Z"), account=f"users/{number}")
        for number in (1, 2)
    ]
    meet.records[room.provider_id] = [{"name": RECORD, "endTime": "2026-09-07T06:41:00Z", "participants": people}]
    for user in (pupil, second_pupil):
        assert join(user, lesson).status == 200
    with travel_to(STARTS + timedelta(hours=2)):
        collect()
        for number, user in ((1, pupil), (2, second_pupil)):
            match = {"key": f"users/{number}", "student": str(user.pk)}
            assert client_for(teacher).post(f"/lessons/{lesson.pk}/live/match/", match).status == 200
        content = BytesIO()
        write_personal_data_archive(pupil, content, reader=pupil)
        name = "data/lessons.livesighting.room.attendees.person.json"
        rows = json.loads(zipfile.ZipFile(content).read(name))
        assert sorted((row["source"], row["kind"]) for row in rows) == [
            ("button", "joined"),
            ("meet", "joined"),
            ("meet", "left"),
        ]
        erase_database_rows(pupil.pk)
    left = LiveSighting.objects.values_list("source", "kind")
    assert sorted(left) == [("button", "joined"), ("meet", "joined"), ("meet", "left")]
    assert set(LiveSighting.objects.filter(source="meet").values_list("key", flat=True)) == {"users/2"}


def test_conference_that_goes_on_and_a_refused_token_are_asked_again(meet, lesson, teacher):
    room = make_room(teacher, lesson, "meet")
    meet.records[room.provider_id] = [{"name": RECORD, "participants": []}]
    with travel_to(STARTS + timedelta(hours=2)):
        assert collect() == 2
        assert LiveRoom.objects.get().collected_at is None
        meet.answers.append(401)
        meet.records[room.provider_id][0]["endTime"] = "2026-09-07T07:00:00Z"
        assert collect() == 2
        assert LiveRoom.objects.get().collected_at is not None
    with travel_to(STARTS + timedelta(days=4)):
        assert collect() == 1
