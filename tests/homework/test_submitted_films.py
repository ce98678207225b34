"""Films that pupils submit: prepared like those of teachers, watched by who may hear recordings."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.models import Guardian
from apps.homework.models import Attempt
from apps.portal.job_kinds import ERASE
from apps.video import video_files
from apps.video.job_kinds import DELETE_AT_VDOCIPHER, REMOVE_UNUSED, SEND_TO_VDOCIPHER
from apps.video.models import Video
from tests.homework.request_helpers import post_assignment, post_submission
from tests.homework.submission_helpers import get_homework
from tests.job_runs import run_jobs
from tests.playback.watching import fetch, fetch_later_key
from tests.portal.job_helpers import run_single_job
from tests.video.conftest import store  # noqa: F401
from tests.video.films import make_film, transcode
from tests.video.test_vdocipher import vdocipher  # noqa: F401


@pytest.fixture
def film(group, teacher, pupil, client_for, store):  # noqa: F811
    """An attempt that is a film, as it came."""
    homework = get_homework(post_assignment(client_for(teacher), group, "file"), pupil)
    upload = SimpleUploadedFile("film.mp4", make_film(seconds=1), content_type="video/mp4")
    answer = post_submission(client_for(pupil), homework, file=upload)
    assert answer.status == 202, answer.json
    return Attempt.objects.get(homework=homework)


def test_a_pupils_film_is_prepared_and_watched_by_pupil_parent_and_teacher(
    film, pupil, teacher, parent, second_pupil, client_for
):
    link = Guardian.objects.create(parent=parent, child=pupil, kind="mother")
    start = f"/homework/attempts/{film.pk}/playback/"
    people = [client_for(one) for one in (pupil, teacher, parent)]
    detail = people[1].get(f"/homework/attempts/{film.pk}/").json
    assert (detail["video"]["state"], detail["video"]["percent"]) == ("waiting", 0)
    people[1].post(start).check_refused(409, "video_not_ready")
    assert transcode(Video.objects.get()).state == "ready"
    for client in people:
        started = client.post(start)
        assert started.status == 201, started.json
        assert fetch(started.json["playlist"])[0] == 200
    client_for(second_pupil).post(start).check_refused(404, "not_found")
    link.sees_recordings = False
    link.save()
    assert people[2].get(f"/homework/attempts/{film.pk}/").json["video"] is None
    people[2].post(start).check_refused(404, "not_found")
    assert fetch_later_key(started.json) == 404


def test_nothing_of_a_film_is_left_when_its_pupil_is_erased(film, pupil, teacher, admin, client_for):
    video = transcode(Video.objects.get())
    started = client_for(teacher).post(f"/homework/attempts/{film.pk}/playback/").json
    assert (fetch(started["playlist"])[0], bool(video_files.list_files(video.pk))) == (200, True)
    assert client_for(admin).post(f"/auth/users/{pupil.pk}/erase/").status == 202
    run_single_job(ERASE)
    assert fetch(started["playlist"])[0] == 404
    assert run_jobs(REMOVE_UNUSED) == 1
    assert (video_files.list_files(video.pk), Video.objects.count()) == (set(), 0)
    client_for(teacher).post(f"/homework/attempts/{film.pk}/playback/").check_refused(404, "not_found")


def test_the_film_of_an_erased_pupil_is_deleted_at_vdocipher(vdocipher, film, pupil, admin, client_for):  # noqa: F811
    assert run_jobs(SEND_TO_VDOCIPHER) == 1
    assert len(vdocipher.videos) == 1
    assert client_for(admin).post(f"/auth/users/{pupil.pk}/erase/").status == 202
    run_single_job(ERASE)
    assert run_jobs(DELETE_AT_VDOCIPHER) == 1
    assert (vdocipher.videos, Video.objects.count()) == ({}, 0)
