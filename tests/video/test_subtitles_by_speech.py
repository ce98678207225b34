"""The centre's own Whisper makes subtitles of a film, and never before a pupil's homework."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

import apps.jobs.services as jobs
from apps.homework.job_kinds import HOMEWORK_PRIORITY, PROCESS_AUDIO
from apps.jobs.models import Job, JobState, ProcessBeat
from apps.video import speech
from apps.video.job_kinds import MAKE_SUBTITLES
from apps.video.models import Subtitles, Transcription, Video
from apps.video.services.transcription import refuse_forgotten_transcriptions, store_piece
from ml.engines.clips import EngineRequest
from tests.factories import client_for
from tests.homework.submission_helpers import assign_reading, submit_recording
from tests.jobs.conftest import house, valkey, valkey_of_module  # noqa: F401
from tests.ml.conftest import clips, engine  # noqa: F401
from tests.processes import processes, wait_until  # noqa: F401
from tests.video.spoken_films import READINGS, add_spoken_film, measure_found, read_text
from tests.video.subtitle_requests import path, save

FOUND = 0.75
"""The share of the words that the base model hears right: of grown-ups and children who learn English."""
SURE, UNSURE = (0.97, -0.2), (0.4, -0.2)


@pytest.fixture
def client(teacher, group, course):
    ProcessBeat.objects.create(role="speech", name="here:1", ready=True, seen_at=timezone.now())
    return client_for(teacher)


def make(client, video, language=""):
    asked = client.post(path(video, "make"), {"language": language})
    assert asked.status == 202, asked.json
    return Transcription.objects.get(video=video)


def claim_film():
    (claim,) = jobs.claim_jobs(queue="speech", limit=1, worker="test")
    assert claim.kind == MAKE_SUBTITLES
    return claim


def hear(words, *windows, language="en", at_ms=60_000):
    """The next piece, as if the engine had heard this."""
    row = Transcription.objects.select_related("video").get()
    store_piece(job=claim_film(), row=row, at_ms=at_ms, language=language, words=words, windows=windows)


def state(client, video):
    return client.get(path(video)).json


WORDS = [(" Good", 1000, 1300), (" morning.", 1300, 1800), (" How", 4000, 4300), (" much?", 4300, 4700)]


def test_a_piece_is_recorded_with_the_job_of_the_next(client, video):
    make(client, video)
    hear(WORDS[:2], SURE, at_ms=30_000)
    making = state(client, video)["making"]
    assert (making["state"], making["percent"], making["language"]) == ("running", 50, "en")
    assert Job.objects.filter(kind=MAKE_SUBTITLES, state=JobState.QUEUED, priority=-10).count() == 1
    hear(WORDS[2:], SURE)
    done = state(client, video)
    assert done["making"] is None
    (row,) = done["subtitles"]
    assert (row["source"], row["is_published"], row["doubt"]) == ("speech", True, None)
    assert client.get(path(video, "en")).json["cues"] == [
        {"start_ms": 1000, "end_ms": 2000, "text": "Good morning."},
        {"start_ms": 4000, "end_ms": 5000, "text": "How much?"},
    ]


@pytest.mark.parametrize(
    ("language", "windows", "doubt"),
    [
        ("", [UNSURE, (0.55, -0.2)], "It is not certain which language"),
        ("en", [UNSURE, UNSURE], None),
        ("en", [(0.97, -1.4)], "Much of the speech"),
    ],
)
def test_what_is_not_sure_stays_a_draft_that_says_why(client, video, language, windows, doubt):
    make(client, video, language)
    hear(WORDS, *windows)
    (row,) = state(client, video)["subtitles"]
    assert row["is_published"] is (doubt is None)
    assert (row["doubt"] or "").startswith(doubt or "")
    cues = client.get(path(video, "en")).json["cues"]
    published = save(client, video, cues, version=1, is_published=True).json
    assert (published["is_published"], published["doubt"], published["source"]) == (True, None, "speech")


def test_what_somebody_wrote_is_not_overwritten(client, video):
    make(client, video)
    save(client, video)
    written = client.get(path(video, "en")).json
    hear(WORDS, SURE)
    making = state(client, video)["making"]
    assert (making["state"], making["reason"]) == ("refused", "subtitles_exist")
    assert client.get(path(video, "en")).json == written
    assert make(client, video, "ru").state == "waiting", "who reads the reason may ask again"


def test_nothing_waits_for_ever(client, video):
    row = make(client, video)
    Transcription.objects.update(updated_at=timezone.now() - timedelta(days=3))
    assert refuse_forgotten_transcriptions() == 1
    making = state(client, video)["making"]
    assert (making["reason"], making["reason_text"]) == (
        "speech_off", "Speech recognition is off, so no subtitles were made."
    )  # fmt: skip
    claim = claim_film()
    assert jobs.fail_job(claim, reason="gone", retry=False) == "dead"
    assert Transcription.objects.get(pk=row.pk).refusal == "speech_off"
    make(client, video)
    jobs.fail_job(claim_film(), reason="gone", retry=False)
    assert state(client, video)["making"]["reason"] == "failed"


def test_homework_is_claimed_before_films_and_between_their_pieces(client, video, group, pupil, second_pupil):
    make(client, video)
    assignment = assign_reading(group)
    submit_recording(assignment, pupil)
    assert claim_kind() == PROCESS_AUDIO
    hear(WORDS, SURE, at_ms=30_000)
    submit_recording(assignment, second_pupil)
    assert claim_kind() == PROCESS_AUDIO
    assert claim_kind() == MAKE_SUBTITLES


def test_with_the_priority_of_homework_a_film_that_waits_goes_first(client, video, group, pupil):
    """The control: it is the priority that lets homework pass."""
    make(client, video)
    Job.objects.filter(kind=MAKE_SUBTITLES).update(priority=HOMEWORK_PRIORITY)
    submit_recording(assign_reading(group), pupil)
    assert claim_kind() == MAKE_SUBTITLES


def claim_kind():
    (claim,) = jobs.claim_jobs(queue="speech", limit=1, worker="test")
    return claim.kind


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_film_is_heard_and_its_subtitles_are_published(client, course, teacher, engine):  # noqa: F811
    video = add_spoken_film(course, teacher, *READINGS)
    make(client, video)
    pieces = 0
    while claims := jobs.claim_jobs(queue="speech", limit=1, worker="test"):
        speech.make_piece(claims[0], engine)
        pieces += 1
    assert pieces == 2
    row = client.get(path(video, "en")).json
    assert (row["is_published"], row["doubt"]) == (True, None)
    check_cues(row["cues"], video)
    heard = " ".join(cue["text"] for cue in row["cues"])
    assert measure_found(read_text(READINGS), heard) > FOUND, heard


def check_cues(cues, video):
    end = 0
    for cue in cues:
        lines = cue["text"].split("\n")
        assert len(lines) <= 2, cue
        assert max(map(len, lines)) <= 42, cue
        assert end <= cue["start_ms"] < cue["end_ms"] <= cue["start_ms"] + 7000, cue
        end = cue["end_ms"]
    assert end <= video.duration_ms + 1000
    short = [cue for cue in cues if cue["end_ms"] - cue["start_ms"] < 1000]
    assert len(short) <= len(cues) / 10, short


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["silent.m4a", "noise.webm"])
def test_a_film_in_which_nobody_speaks_is_refused(client, course, teacher, engine, name):  # noqa: F811
    video = add_spoken_film(course, teacher, name)
    make(client, video)
    speech.make_piece(claim_film(), engine)
    making = state(client, video)["making"]
    assert (making["state"], making["reason"]) == ("refused", "no_speech")
    assert not Subtitles.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_film_whose_sound_ends_early_is_done_with_its_sound(client, course, teacher, engine):  # noqa: F811
    video = add_spoken_film(course, teacher, READINGS[0])
    Video.objects.update(duration_ms=400_000)
    make(client, video)
    speech.make_piece(claim_film(), engine)
    assert state(client, video)["making"] is None
    assert "ask more of you" in str(client.get(path(video, "en")).json["cues"])


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_piece_ends_when_a_recording_comes(client, course, teacher, engine, clips):  # noqa: F811
    video = add_spoken_film(course, teacher, *READINGS)
    make(client, video, "en")
    claim = claim_film()
    thread = threading.Thread(target=hear_in_thread, args=(claim, engine))
    done = threading.Event()
    began = threading.Event()
    thread.start()
    # The first stretch is in the model when the recording comes.
    watcher = threading.Thread(target=lambda: (engine.run_when_idle(lambda whisper: None), began.set()))
    watcher.start()
    began.wait(60)
    item = clips["reading good-adult.webm"]
    engine.submit(EngineRequest("homework", item.data, item.task), on_done=lambda key, outcome: done.set())
    thread.join(120)
    row = Transcription.objects.get()
    assert done.wait(60)
    assert 0 < row.at_ms < 100_000, "the rest is left to the next piece"
    assert Job.objects.filter(kind=MAKE_SUBTITLES, state=JobState.QUEUED).count() == 1


def hear_in_thread(claim, real_engine):
    try:
        speech.make_piece(claim, real_engine)
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_killed_process_loses_one_piece_and_doubles_none(client, course, teacher, house, store):  # noqa: F811
    house.env["MEDIA_ROOT"] = str(store)
    video = add_spoken_film(course, teacher, *READINGS)
    house.spawn(["scheduler"])
    first = house.spawn(["speech"])
    first.wait_for("speech ready", timeout=120)
    make(client, video)
    wait_until(lambda: Transcription.objects.get().at_ms > 0, timeout=120, what="the first piece")
    first.kill()
    kept = Transcription.objects.get()
    assert kept.state == "running"
    Job.objects.filter(kind=MAKE_SUBTITLES, state=JobState.LEASED).update(leased_until=Now() - timedelta(seconds=1))
    house.spawn(["speech"])
    wait_until(lambda: Subtitles.objects.exists(), timeout=180, what="the subtitles")
    row = Subtitles.objects.get()
    check_cues(row.cues, video)
    heard = " ".join(cue["text"] for cue in row.cues)
    assert measure_found(read_text(READINGS), heard) > FOUND, heard
    assert heard.lower().count("ask more of you") <= 1
    assert not Transcription.objects.exists()
