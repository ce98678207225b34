"""A film that is deleted here is deleted at VdoCipher too, whatever fails meanwhile."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from apps.core.files.removal import remove_expired_uploads, remove_unused_files
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.jobs.models import Job, JobState
from apps.learning.models import CourseFile
from apps.video.job_kinds import DELETE_AT_VDOCIPHER
from apps.video.models import HostedVideo, Video
from apps.video.services.removal import delete_videos
from apps.video.vdocipher import client
from project.doctor.videos import check_films_left_at_vdocipher
from tests.accounts.entry.conftest import run_jobs  # noqa: F401
from tests.servers.vdocipher import API_SECRET
from tests.video.test_vdocipher import add_film, author, pass_time, the_video, vdocipher  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(vdocipher, author, pass_time):  # noqa: F811
    """The video of a film that was sent."""
    add_film(author)
    pass_time()
    assert list(vdocipher.videos) == [the_video().provider_id]
    return the_video()


def delete(video):
    CourseFile.objects.filter(file=video.file).delete()
    with unit_of_work():
        delete_videos(StoredFile.objects.filter(pk=video.file_id))


def pass_an_hour():
    Job.objects.create(kind=DELETE_AT_VDOCIPHER, queue="default")


def deletion():
    return Job.objects.exclude(object_id="").filter(kind=DELETE_AT_VDOCIPHER).latest("created_at")


def test_film_that_nothing_uses_any_more_is_deleted_there(vdocipher, sent, pass_time):  # noqa: F811
    pass_an_hour()
    pass_time()
    assert (len(vdocipher.videos), HostedVideo.objects.get().video) == (1, sent)
    CourseFile.objects.all().delete()
    later = timezone.now() + timedelta(days=30)
    assert (remove_expired_uploads(now=later), remove_unused_files(before=later)) == (1, 1)
    pass_an_hour()
    pass_time()
    assert (vdocipher.videos, HostedVideo.objects.count(), deletion().state) == ({}, 0, JobState.DONE)
    assert vdocipher.calls[-1] == "DELETE /api/videos"


def test_vdocipher_that_fails_is_asked_again(vdocipher, sent, pass_time):  # noqa: F811
    vdocipher.answers = [(500, {}), (503, {"Retry_After": "120"})]
    delete(sent)
    for failures, reason in ((1, "VdoCipher is busy (500)"), (2, "VdoCipher is busy (503)")):
        pass_time()
        assert (deletion().failures, deletion().reason, len(vdocipher.videos)) == (failures, reason, 1)
    assert deletion().run_at - timezone.now() > timedelta(seconds=100)
    pass_time()
    assert (deletion().state, vdocipher.videos, HostedVideo.objects.count()) == (JobState.DONE, {}, 0)


@pytest.mark.parametrize("answers", [[], [(400, {})]], ids=["404", "400"])
def test_film_that_is_gone_already_is_done(vdocipher, sent, pass_time, answers):  # noqa: F811
    vdocipher.videos.clear()
    vdocipher.answers = answers
    delete(sent)
    pass_time()
    assert (deletion().state, HostedVideo.objects.count()) == (JobState.DONE, 0)


@pytest.mark.parametrize(
    ("key", "reason"),
    [("", "VDOCIPHER_API_SECRET is empty"), ("another-key", "VdoCipher refused DELETE /videos (403)")],
)
def test_without_the_right_key_the_film_is_deleted_later(
    vdocipher, sent, pass_time, monkeypatch, key, reason  # noqa: F811
):  # fmt: skip
    monkeypatch.setattr(settings.ENV, "vdocipher_api_secret", key)
    delete(sent)
    for _ in range(2):
        pass_an_hour()
        pass_time()
    assert (deletion().state, reason in deletion().reason) == (JobState.DEAD, True)
    assert Job.objects.exclude(object_id="").filter(kind=DELETE_AT_VDOCIPHER).count() == 1
    warned = [finding.text for finding in check_films_left_at_vdocipher()]
    assert warned == ([] if key else ["1 films that were deleted here still lie at VdoCipher"])
    monkeypatch.setattr(settings.ENV, "vdocipher_api_secret", API_SECRET)
    Job.objects.update(created_at=timezone.now() - timedelta(days=1))
    pass_an_hour()
    for _ in range(2):
        pass_time()
    assert (vdocipher.videos, HostedVideo.objects.count()) == ({}, 0)


def test_film_deleted_while_it_is_sent_is_deleted_there(vdocipher, author, pass_time, monkeypatch):  # noqa: F811
    send = client.send_original

    def send_and_delete(*args, **how):
        send(*args, **how)
        delete(the_video())

    monkeypatch.setattr(client, "send_original", send_and_delete)
    add_film(author)
    for _ in range(3):
        pass_time()
    assert (Video.objects.count(), HostedVideo.objects.count(), vdocipher.videos) == (0, 0, {})


def test_film_that_is_sent_once_more_takes_the_place_of_the_first(vdocipher, author, sent, pass_time):  # noqa: F811
    Video.objects.update(state="refused", refusal="slow")
    file = CourseFile.objects.get()
    assert author.client.post(f"/courses/courses/{author.course.pk}/videos/{file.pk}/retry/").status == 200
    for _ in range(2):
        pass_time()
    assert the_video().provider_id != sent.provider_id
    assert list(vdocipher.videos) == [the_video().provider_id]
