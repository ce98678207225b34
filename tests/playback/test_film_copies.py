"""A viewer asks for a copy of a film with their name in it: who may, how many, and how long it is kept."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.permissions import Role
from apps.core.uow import unit_of_work
from apps.learning.models import Enrollment, EnrollmentSource
from apps.learning.services import enrol_user
from apps.portal.job_kinds import ERASE
from apps.resources.models import LessonResource, MediaFile
from apps.settings.services import update_system_settings
from apps.video.job_kinds import REMOVE_COPIES
from apps.video.models import FilmCopy, Video
from apps.video.services.copies import MOST_COPIES
from tests.factories import ApiClient, client_for, make_course, make_user
from tests.job_runs import run_jobs
from tests.learning.course_writing import make_course_file
from tests.playback.copying import ask, download, list_stored_copies, make_copies, make_copy
from tests.playback.watching import publish_film, start, started
from tests.portal.job_helpers import run_single_job


@pytest.fixture(autouse=True)
def copies_are_on(media):
    update_system_settings(actor=None, film_copies=True)


@pytest.fixture
def short(course):
    """A film of three seconds: a piece."""
    return publish_film(course, "240p", "audio", lengths={"seconds": 3})


@pytest.fixture
def client(viewer):
    return client_for(viewer)


def run_jobs_of_the_hour():
    with unit_of_work():
        jobs.enqueue(kind=REMOVE_COPIES)
    assert run_jobs(REMOVE_COPIES) == 1


def test_a_viewer_gets_one_copy_and_downloads_it(client, viewer, short, tmp_path):
    playback = started(client, short)
    assert (playback["may_copy"], playback["film_copy"]) == (True, None)
    path = f"/video/playbacks/{playback['token']}/copy/"
    asked = client.post(path).json
    assert (asked["state"], asked["percent"], asked["title"], asked["size"]) == ("waiting", 0, "At the market", None)
    assert (asked["duration_ms"], asked["expires_at"]) == (3000, None)
    assert client.post(path).json["id"] == asked["id"]
    client.get(f"/video/copies/{asked['id']}/file/").check_refused(404, "not_found")
    assert make_copies() == 2
    copy = client.post(path).json
    assert (copy["id"], copy["state"], copy["percent"]) == (asked["id"], "ready", 100)
    assert started(client, short)["film_copy"] == copy
    assert client.get("/video/copies/").json["results"] == [copy]
    assert client.get("/video/copies/?state=running").json["results"] == []
    assert download(client, copy, tmp_path / "copy.mp4").read_bytes()[4:8] == b"ftyp"
    (stored,) = list_stored_copies()
    assert stored.owner == viewer
    assert client.delete(f"/video/copies/{copy['id']}/").status == 204
    assert (list_stored_copies(), default_storage.exists(stored.path)) == ([], False)
    assert started(client, short)["film_copy"] is None


def test_without_the_setting_there_are_no_copies(client, short):
    copy = make_copy(client, short)
    update_system_settings(actor=None, film_copies=False)
    playback = started(client, short)
    assert (playback["may_copy"], playback["film_copy"]) == (False, None)
    client.post(f"/video/playbacks/{playback['token']}/copy/").check_refused(404, "not_found")
    client.get(f"/video/copies/{copy['id']}/file/").check_refused(404, "not_found")
    assert client.delete(f"/video/copies/{copy['id']}/").status == 204


def test_others_have_no_part_in_a_copy(client, short, course):
    copy = make_copy(client, short)
    other = make_user(Role.MEMBER, "Bobur", "Aliyev")
    enrol_user(actor=None, user=other, course=course, source=EnrollmentSource.FREE)
    theirs = client_for(other)
    token = started(client, short)["token"]
    theirs.post(f"/video/playbacks/{token}/copy/").check_refused(404, "not_found")
    theirs.get(f"/video/copies/{copy['id']}/file/").check_refused(404, "not_found")
    theirs.delete(f"/video/copies/{copy['id']}/").check_refused(404, "not_found")
    assert theirs.get("/video/copies/").json["count"] == 0
    assert ApiClient().get(f"/video/copies/{copy['id']}/file/").status == 401
    assert make_copy(theirs, short)["id"] != copy["id"]


def test_who_loses_the_course_loses_the_copy(client, viewer, short):
    copy = make_copy(client, short)
    Enrollment.objects.filter(user=viewer).update(state="ended", ended_at=timezone.now())
    client.get(f"/video/copies/{copy['id']}/file/").check_refused(404, "not_found")
    assert start(client, short).status == 403


def test_a_copy_is_kept_for_seven_days(client, short):
    copy = make_copy(client, short)
    path = f"/video/copies/{copy['id']}/file/"
    (stored,) = list_stored_copies()
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=-30)):
        run_jobs_of_the_hour()
        assert client_for(FilmCopy.objects.get().user).get(path).status == 200
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=30)):
        late = client_for(FilmCopy.objects.get().user)
        late.get(path).check_refused(404, "not_found")
        assert late.get("/video/copies/").json["count"] == 0
        asked_again = ask(late, short).json
        assert asked_again["id"] != copy["id"]
        assert (list_stored_copies(), default_storage.exists(stored.path)) == ([], False)
        make_copies()
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        run_jobs_of_the_hour()
    assert (FilmCopy.objects.count(), list_stored_copies()) == (0, [])


def test_two_copies_at_once_are_made_for_a_viewer(client, viewer, short):
    courses = [make_course(slug=slug) for slug in ("songs", "stories")]
    for course in courses:
        course.mode = "online"
        course.save()
        enrol_user(actor=None, user=viewer, course=course, source=EnrollmentSource.FREE)
    others = [publish_film(course, "240p", lengths={"seconds": 3}) for course in courses]
    assert [ask(client, film).status for film in (short, others[0])] == [202, 202]
    refused = ask(client, others[1])
    refused.check_refused(409, "conflict")
    assert refused.json["detail"] == "Two copies are being made for you. Ask again when one of them is ready."
    assert ask(client, short).status == 202
    make_copies()
    assert ask(client, others[1]).status == 202


def test_a_copy_of_a_damaged_film_is_refused_and_asked_for_again(client, short):
    copy = ask(client, short).json
    default_storage.delete(f"video/{short.video.pk}/240p/00000.m4s")
    assert make_copies() == 1
    refused = started(client, short)["film_copy"]
    assert (refused["state"], refused["reason"]) == ("refused", "The copy could not be made. Ask for it again.")
    assert ask(client, short).json["id"] != copy["id"]
    assert FilmCopy.objects.count() == 1


def test_a_viewer_has_ten_copies(client, viewer, short, course):
    copy = make_copy(client, short)
    rows = [make_course_file(course, content_type="video/mp4").file for _ in range(MOST_COPIES)]
    videos = [Video.objects.create(file=stored) for stored in rows]
    like = FilmCopy.objects.values("place", "place_id", "block", "title", "state", "percent", "expires_at").get()
    FilmCopy.objects.all().delete()
    for number, (video, stored) in enumerate(zip(videos, rows, strict=True)):
        FilmCopy.objects.create(user=viewer, video=video, file=stored, **like | {"title": f"Film {number}"})
    refused = ask(client, short)
    refused.check_refused(409, "conflict")
    said = "You have 10 copies, the most at once. Delete one of them, such as that of “Film 0”."
    assert refused.json["detail"] == said
    FilmCopy.objects.filter(title="Film 0").delete()
    assert ask(client, short).json["id"] != copy["id"]


def test_a_material_has_copies_and_a_library_file_has_none(short, course, group, pupil, teacher):
    media = MediaFile.objects.create(file=short.video.file, title="At the market", kind="video", added_by=teacher)
    material = LessonResource.objects.create(course=course, media=media, title="Market / once more")
    client = client_for(pupil)
    playback = client.post(f"/resources/{material.pk}/playback/").json
    copy = client.post(f"/video/playbacks/{playback['token']}/copy/").json
    assert (playback["may_copy"], copy["title"]) == (True, "Market / once more")
    make_copies()
    assert client.get(f"/video/copies/{copy['id']}/file/").status == 200
    LessonResource.objects.update(archived_at=timezone.now())
    client.get(f"/video/copies/{copy['id']}/file/").check_refused(404, "not_found")
    theirs = client_for(teacher)
    playback = theirs.post(f"/resources/library/{media.pk}/playback/").json
    assert playback["may_copy"] is False
    theirs.post(f"/video/playbacks/{playback['token']}/copy/").check_refused(404, "not_found")


def test_a_film_at_vdocipher_has_no_copies(client, short):
    token = started(client, short)["token"]
    Video.objects.update(provider="vdocipher", provider_id="film")
    refused = client.post(f"/video/playbacks/{token}/copy/")
    refused.check_refused(409, "conflict")
    assert refused.json["detail"] == "This film lies with another host. Copies of it cannot be made."


def test_a_copy_goes_with_the_account(client, viewer, short, admin):
    make_copy(client, short)
    (stored,) = list_stored_copies()
    assert client_for(admin).post(f"/auth/users/{viewer.pk}/erase/").status == 202
    run_single_job(ERASE)
    assert (FilmCopy.objects.count(), list_stored_copies(), default_storage.exists(stored.path)) == (0, [], False)


def test_a_copy_goes_with_its_film(client, short):
    make_copy(client, short)
    short.video.delete()
    assert FilmCopy.objects.count() == 0
