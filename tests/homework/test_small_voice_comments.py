"""A voice comment becomes a small m4a of the same address; what cannot become one stays as the teacher sent it."""

import io
import random
import signal
import socket
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import av
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.db.models.functions import Now
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.files.removal import remove_files_without_row
from apps.core.files.stored import erase_stored_file, replace_stored_content
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.homework.models import Review
from apps.jobs.models import Job, JobState
from apps.jobs.runner import run_job
from apps.video.ffmpeg_commands import LOUDNESS, read_loudness
from apps.video.job_kinds import MAKE_SOUND_SMALL, SOUND_PRIORITY, TRANSCODE
from apps.video.services.sounds import enqueue_small_sound, make_stored_sound_small
from tests.file_size_limit import limit_file_size
from tests.homework.record import CLIPS
from tests.homework.review_helpers import post_review
from tests.homework.submission_helpers import assign_reading, scored_result, submit_and_score
from tests.jobs.conftest import house, valkey, valkey_of_module  # noqa: F401
from tests.processes import wait_until
from tests.resources.conftest import moto, s3_store  # noqa: F401
from tests.video import films, odd_films

SECONDS = 6
AT_HOME = "At home, Chilonzor 9"
SPOKEN = ("-t", SECONDS, "-i", CLIPS / "good-adult.webm", "-ac", "2", "-metadata", f"title={AT_HOME}")
FORMATS = {
    "webm": (("-c:a", "libopus", "-b:a", "160k"), "audio/webm"),
    "mp3": (("-c:a", "libmp3lame", "-b:a", "192k", "-id3v2_version", "3"), "audio/mpeg"),
    "wav": (("-af", "volume=-12dB", "-ar", "44100"), "audio/wav"),
    "m4a": (("-af", "volume=12dB", "-c:a", "aac", "-b:a", "256k"), "audio/mp4"),
}
REFUSED = {
    "only_a_head": "damaged",
    "garbage": "damaged",
    "playlist": "damaged",
    "film_of_100_streams": "streams",
    "film_without_sound": "damaged",
    "two_hours": "long",
}
pytestmark = pytest.mark.django_db(transaction=True)
OF_THE_FORMAT = {"major_brand", "minor_version", "compatible_brands", "language", "handler_name", "vendor_id"}
LONG, KILLS, MOMENTS = 240, 6, 1.2
"""Seconds of a sound; how often its process is killed, and so many seconds after the claim at the latest."""


@pytest.fixture
def store(settings, tmp_path):
    """A folder store of this test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def homework(store, group, pupil):
    return submit_and_score(assign_reading(group), pupil, scored_result(50.0)).homework


def make_sound(kind):
    return films.make_from(*SPOKEN, *FORMATS[kind][0], name=f"at-home.{kind}")


def make_odd(name, port):
    head = make_sound("webm")[:600]
    return {
        "only_a_head": lambda: head,
        "garbage": lambda: head[:40] + random.Random(7).randbytes(30_000),
        "playlist": lambda: b"ID3\3\0\0\0\0\0\0" + odd_films.playlist(f"http://127.0.0.1:{port}/a.mp3"),
        "film_of_100_streams": odd_films.hundred_streams,
        "film_without_sound": odd_films.without_sound,
        "two_hours": lambda: films.make_from(
            "-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "7200", "-b:a", "8k", name="a.mp3"
        ),
    }[name]()


def post_voice(client, homework, content, name="at-home.webm"):
    """Send a voice comment and review with it; where it is heard."""
    sent = client.post(f"/homework/{homework.pk}/review/voice/", files={"file": SimpleUploadedFile(name, content)})
    assert sent.status == 201, sent.json
    return post_review(client, homework, decision="return", voice=sent.json["id"]).json["reviews"][0]["voice"]


def run_next():
    """Run the next job of queue `media` as its process does; the job then."""
    Job.objects.filter(kind=MAKE_SOUND_SMALL, state=JobState.QUEUED).update(run_at=Now())
    (claim,) = jobs.claim_jobs(queue="media", limit=1, worker="test")
    run_job(claim)
    return Job.objects.get(pk=claim.id)


def is_idle():
    return jobs.claim_jobs(queue="media", limit=1, worker="test") == []


def list_files(store):
    return sorted(str(path.relative_to(store)) for path in store.glob("audio/*/*"))


def read_small(content):
    """Its codec, channels, bits a second, seconds and metadata."""
    with av.open(io.BytesIO(content)) as sound:
        (stream,) = sound.streams
        seconds = sound.duration / av.time_base
        return (
            *(stream.codec.name, stream.codec_context.channels, len(content) * 8 / seconds, seconds),
            {**sound.metadata, **stream.metadata},
        )


def measure(content, folder):
    """The integrated loudness, by ffmpeg's filter `ebur128`."""
    path = folder / "heard.m4a"
    path.write_bytes(content)
    return read_loudness(films.say("-i", path, "-af", "ebur128", "-f", "null", "-"))


@pytest.mark.parametrize("kind", FORMATS)
def test_a_voice_comment_becomes_small_at_the_same_address(kind, homework, teacher, pupil, client_for, store, tmp_path):
    sent, hears = make_sound(kind), client_for(pupil)
    assert AT_HOME.encode() in sent
    path = post_voice(client_for(teacher), homework, sent, f"at-home.{kind}")
    first = hears.get(path)
    assert (first.content, first.headers["content-type"]) == (sent, FORMATS[kind][1])
    voice = Review.objects.get().voice
    (old,) = set(list_files(store)) & {voice.path}
    assert run_next().state == JobState.DONE
    heard = hears.get(path)
    assert (heard.status, heard.headers["content-type"]) == (200, "audio/mp4")
    assert heard.headers["content-disposition"].endswith('.m4a"')
    assert "no-store" in heard.headers["cache-control"]
    codec, channels, rate, seconds, metadata = read_small(heard.content)
    assert (codec, channels, seconds) == ("aac", 1, pytest.approx(SECONDS, abs=0.1))
    assert rate == pytest.approx(48_000, rel=0.15)
    assert len(heard.content) < len(sent)
    assert measure(heard.content, tmp_path) == pytest.approx(LOUDNESS, abs=1)
    assert AT_HOME.encode() not in heard.content
    assert set(metadata) <= OF_THE_FORMAT
    part = hears.get(path, headers={"Range": "bytes=10-19"})
    assert (part.status, part.content) == (206, heard.content[10:20])
    now = Review.objects.get().voice
    assert (now.pk, now.size, now.owner, now.original_name) == (voice.pk, len(heard.content), teacher, "at-home.m4a")
    assert remove_files_without_row(before=timezone.now() + timedelta(seconds=1)) == 1
    assert old not in list_files(store)
    assert hears.get(path).content == heard.content
    assert list((store / ".video-work").iterdir()) == []


@pytest.mark.slow  # 5 s
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_become_small_stays_as_it_was_sent(name, homework, teacher, pupil, client_for, store):
    """Two hours of silence take two seconds to make."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        sent = make_odd(name, listening.getsockname()[1])
        path = post_voice(client_for(teacher), homework, sent)
        ended = run_next()
        with pytest.raises(TimeoutError):
            listening.accept()
    assert (ended.state, ended.reason) == (JobState.DONE, REFUSED[name])
    heard = client_for(pupil).get(path)
    assert (heard.status, heard.content) == (200, sent)
    assert list((store / ".video-work").iterdir()) == []


def test_a_sound_that_was_cut_off_keeps_what_there_is(homework, teacher, pupil, client_for):
    sent = make_sound("mp3")
    path = post_voice(client_for(teacher), homework, sent[: len(sent) // 2])
    assert (run_next().state, is_idle()) == (JobState.DONE, True)
    codec, _channels, _rate, seconds, _metadata = read_small(client_for(pupil).get(path).content)
    assert (codec, seconds) == ("aac", pytest.approx(SECONDS / 2, abs=0.2))


def test_it_comes_before_films_and_a_second_run_changes_nothing(homework, teacher, pupil, client_for, store):
    films.add(b"\0")
    path = post_voice(client_for(teacher), homework, make_sound("webm"))
    (claim,) = jobs.claim_jobs(queue="media", limit=1, worker="test")
    assert (claim.kind, claim.priority) == (MAKE_SOUND_SMALL, SOUND_PRIORITY)
    make_stored_sound_small(claim)
    files, heard = list_files(store), client_for(pupil).get(path).content
    make_stored_sound_small(claim)
    run_job(claim)
    assert Job.objects.get(pk=claim.id).state == JobState.DONE
    assert (list_files(store), client_for(pupil).get(path).content) == (files, heard)
    assert [claim.kind for claim in jobs.claim_jobs(queue="media", limit=2, worker="test")] == [TRANSCODE]


def test_a_comment_that_is_small_cannot_be_used_again(homework, teacher, client_for):
    client = client_for(teacher)
    post_voice(client, homework, make_sound("webm"))
    run_next()
    voice = str(Review.objects.get().voice_id)
    post_review(client, homework, decision="accept", score=60, voice=voice).check_refused(422, field="voice")


@pytest.mark.slow  # 3 s
def test_a_full_disk_is_waited_for(homework, teacher, pupil, client_for, store):
    sent = make_sound("wav")
    path = post_voice(client_for(teacher), homework, sent)
    files = list_files(store)
    with limit_file_size(20_000):
        waiting = run_next()
    assert (waiting.state, waiting.failures, waiting.reason) == (JobState.QUEUED, 0, "The store takes nothing.")
    assert (list_files(store), client_for(pupil).get(path).content) == (files, sent)
    assert run_next().state == JobState.DONE
    assert client_for(pupil).get(path).headers["content-type"] == "audio/mp4"


def test_without_ffmpeg_it_stays_as_it_was_sent_and_is_tried_later(homework, teacher, pupil, client_for, monkeypatch):
    sent = make_sound("webm")
    path = post_voice(client_for(teacher), homework, sent)
    with monkeypatch.context() as patched:
        patched.setenv("PATH", "")
        patched.setitem(sys.modules, "imageio_ffmpeg", None)
        waiting = run_next()
    assert (waiting.state, waiting.failures, "ffmpeg" in waiting.reason) == (JobState.QUEUED, 0, True)
    assert client_for(pupil).get(path).content == sent
    assert run_next().state == JobState.DONE
    assert client_for(pupil).get(path).headers["content-type"] == "audio/mp4"


@pytest.mark.slow
def test_a_comment_in_a_bucket_becomes_small(s3_store, group, teacher, pupil, client_for):  # noqa: F811
    homework = submit_and_score(assign_reading(group), pupil, scored_result(50.0)).homework
    path = post_voice(client_for(teacher), homework, make_sound("mp3"))
    s3_store.be_in_trouble("refuse", only="PUT")
    assert run_next().state == JobState.QUEUED
    s3_store.be_well()
    assert run_next().state == JobState.DONE
    assert read_small(client_for(pupil).get(path).content)[0] == "aac"


def replace(stored, content):
    return replace_stored_content(stored, content=io.BytesIO(content), content_type="audio/mp4")


def test_a_comment_that_is_erased_or_replaced_meanwhile_gets_no_new_bytes(homework, teacher, pupil, client_for, store):
    path = post_voice(client_for(teacher), homework, make_sound("webm"))
    begun = Review.objects.get().voice
    assert replace(StoredFile.objects.get(pk=begun.pk), b"1")
    assert not replace(begun, b"22")
    assert client_for(pupil).get(path).content == b"1"
    now = list_files(store)
    erase_stored_file(begun)
    assert len(list_files(store)) == len(now) - 2
    assert not replace(begun, b"22")
    assert len(list_files(store)) == len(now) - 2
    assert run_next().state == JobState.DONE
    Review.objects.all().delete()
    assert client_for(pupil).get(path).status == 404


@pytest.mark.slow  # 3 s
def test_two_processes_at_once_leave_one_sound(homework, teacher, pupil, client_for, store):
    path = post_voice(client_for(teacher), homework, make_sound("webm"))
    with unit_of_work():
        enqueue_small_sound(Review.objects.get().voice)
    claims = jobs.claim_jobs(queue="media", limit=2, worker="test")
    start = Barrier(len(claims))

    def run(claim):
        start.wait(60)
        try:
            run_job(claim)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, claims))
    assert set(Job.objects.filter(kind=MAKE_SOUND_SMALL).values_list("state", flat=True)) == {JobState.DONE}
    assert len([path for path in list_files(store) if path.endswith(".m4a")]) == 1
    assert client_for(pupil).get(path).headers["content-type"] == "audio/mp4"


@pytest.mark.slow
def test_a_process_that_is_killed_again_and_again_loses_nothing(house, homework, teacher, pupil, client_for, store):  # noqa: F811
    """It takes 20 seconds or more."""
    house.env["MEDIA_ROOT"] = str(store)
    sent = films.make_from("-stream_loop", "-1", "-i", CLIPS / "weak-adult.wav", "-t", LONG, name="long.wav")
    path = post_voice(client_for(teacher), homework, sent, "long.wav")
    hears, chance, moments = client_for(pupil), random.Random(5), []
    house.spawn(["scheduler"])
    made = Job.objects.filter(kind=MAKE_SOUND_SMALL, state=JobState.DONE)
    claimed = Job.objects.filter(kind=MAKE_SOUND_SMALL, state=JobState.LEASED)
    while len(moments) < KILLS:
        media = house.spawn(["media"])
        wait_until(claimed.exists, what="a claim")
        moments.append(chance.uniform(0, MOMENTS))
        time.sleep(moments[-1])
        media.signal(signal.SIGKILL)
        media.wait()
        assert not made.exists(), "a longer sound is needed"
        assert hears.get(path).content == sent
        Job.objects.filter(kind=MAKE_SOUND_SMALL).update(
            state=JobState.QUEUED, leased_until=None, run_at=Now(), failures=0
        )
    house.spawn(["media"])
    wait_until(made.exists, what="a small sound")
    codec, _channels, _rate, seconds, _metadata = read_small(hears.get(path).content)
    assert (codec, seconds) == ("aac", pytest.approx(LONG, abs=0.1))
    assert remove_files_without_row(before=timezone.now() + timedelta(seconds=1)) >= 1
    known = StoredFile.objects.filter(path__startswith="audio/").values_list("path", flat=True)
    assert list_files(store) == sorted(known)
