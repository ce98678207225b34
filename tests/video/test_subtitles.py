"""Who writes a course writes the subtitles of its films by hand and sends them as files."""

import json
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.core.models import StoredFile
from apps.events.models import StreamEvent
from apps.jobs.models import Job, ProcessBeat
from apps.learning.models import CourseFile
from apps.resources.models import MediaFile
from apps.settings.models import AuditLog
from apps.video.models import Subtitles, Transcription, Video
from tests.factories import client_for
from tests.video.subtitle_requests import CUES, path, save, send


def test_a_teacher_writes_subtitles_and_publishes_them(client, video, teacher):
    assert client.get(path(video)).json == {"video": str(video.pk), "subtitles": [], "making": None, "can_make": False}
    saved = save(client, video)
    assert saved.status == 200, saved.json
    assert (saved.json["version"], saved.json["source"], saved.json["is_published"]) == (1, "hand", False)
    assert saved.json["cues"] == CUES
    again = save(client, video, CUES[:1], version=1, is_published=True).json
    assert (again["version"], again["is_published"]) == (2, True)
    assert client.get(path(video, "en")).json == again
    (row,) = client.get(path(video)).json["subtitles"]
    assert (row["language"], row["label"], row["cue_count"], row["version"]) == ("en", "English", 1, 2)
    assert StreamEvent.objects.filter(stream=f"user:{teacher.pk}", type="video.changed").count() == 2
    assert client.delete(path(video, "en")).status == 204
    assert client.get(path(video, "en")).status == 404
    assert AuditLog.objects.filter(action__startswith="video.").count() == 3


def test_the_second_of_two_editors_is_told_and_both_texts_are_there(client, video, admin):
    save(client, video)
    mine = [{**CUES[0], "text": "Mine"}]
    theirs = [{**CUES[0], "text": "Theirs"}]
    assert save(client_for(admin), video, theirs, version=1).status == 200
    refused = save(client, video, mine, version=1)
    refused.check_refused(409, "draft_changed")
    assert client.get(path(video, "en")).json["cues"] == theirs
    assert save(client, video, mine, version=2).json["version"] == 3
    save(client, video, language="ru")
    save(client, video, language="ru", version=0).check_refused(409, "draft_changed")


@pytest.mark.parametrize(
    ("cues", "field"),
    [
        ([], "cues"),
        ([{"start_ms": 5, "end_ms": 5, "text": "a"}], "cues.0.end_ms"),
        ([{"start_ms": -1, "end_ms": 5, "text": "a"}], "cues.0.start_ms"),
        ([*CUES, {"start_ms": 3999, "end_ms": 5000, "text": "a"}], "cues.2.start_ms"),
        ([CUES[0], {**CUES[1], "text": "   "}], "cues.1.text"),
        ([CUES[0], {**CUES[1], "text": "a" * 1001}], "cues.1.text"),
        ([{**CUES[0], "html": "<b>"}], "cues.0.html"),
        ([{"start_ms": 1, "end_ms": 90_000_000, "text": "a"}], "cues.0.end_ms"),
    ],
)
def test_a_bad_cue_is_named_by_its_place_and_part(client, video, cues, field):
    refused = save(client, video, cues)
    assert refused.status == 422
    assert list(refused.json["fields"]) == [field]
    assert not Subtitles.objects.exists()


def build_cues(count, text="a"):
    return [{"start_ms": 1000 * n, "end_ms": 1000 * n + 9, "text": text} for n in range(count)]


def test_ten_thousand_cues_are_saved_and_20001_or_10_mb_are_not(client, video):
    long = build_cues(10_000, "Бир кило олма қанча туради, опа?")
    assert len(json.dumps(long)) > 2 * 1024 * 1024
    assert save(client, video, long).json["cues"] == long
    save(client, video, build_cues(20_001), version=1).check_refused(422, field="cues")
    too_long = save(client, video, build_cues(10_000, "a" * 1000), version=1)
    too_long.check_refused(413, "too_large")
    assert too_long.json["detail"] == "The request is too large: at most 5120 KB."
    assert client.get(path(video, "en")).json["cues"] == long


def test_languages_are_codes(client, video):
    assert save(client, video, language="uz-Cyrl").json["label"] == "Ўзбекча"
    assert save(client, video, language="ru").json["label"] == "Русский"
    for language in ("EN", "english language", "e", "uz_UZ", "%2e%2e"):
        assert save(client, video, language=language).status == 404, language
        assert send(client, video, "WEBVTT\n\n00:01.000 --> 00:02.000\na", language).status == 404, language


def test_only_those_who_write_the_course_or_keep_the_library_file_write_subtitles(
    client, video, other_teacher, stranger, pupil, admin
):
    save(client, video)
    others = [client_for(other_teacher), client_for(pupil), client_for(stranger)]
    calls = [
        lambda who, film: who.get(path(film)),
        lambda who, film: who.post(path(film, "make"), {}),
        lambda who, film: who.get(path(film, "en")),
        lambda who, film: save(who, film, version=1),
        lambda who, film: who.delete(path(film, "en")),
        lambda who, film: send(who, film, "WEBVTT\n\n00:01.000 --> 00:02.000\na"),
        lambda who, film: who.get(path(film, "en", "file")),
    ]
    unknown = Video(pk=uuid4())
    for call in calls:
        assert [call(who, video).status for who in others] == [404, 403, 403]
        assert call(client, unknown).status == 404
        assert call(others[0], video).json["detail"] == call(client, unknown).json["detail"]
    assert client_for(admin).get(path(video, "en")).status == 200
    stored = StoredFile.objects.create(path="film/2", sha256="2" * 64, size=9, content_type="video/mp4")
    film = Video.objects.create(file=stored, state="ready", duration_ms=60_000)
    MediaFile.objects.create(file=stored, title="Mine", kind="video", added_by=other_teacher)
    assert save(others[0], film).status == 200
    assert client.get(path(film)).status == 404


def test_subtitles_go_with_their_film(client, video):
    save(client, video)
    CourseFile.objects.all().delete()
    video.file.delete()
    assert not Subtitles.objects.exists()


def test_making_is_refused_with_the_reason(client, video):
    client.post(path(video, "make"), {}).check_refused(409, "speech_off")
    ProcessBeat.objects.create(role="speech", name="here:1", ready=True, seen_at=timezone.now())
    assert client.get(path(video)).json["can_make"] is True
    refused = client.post(path(video, "make"), {"language": "tlh"})
    assert (refused.status, list(refused.json["fields"])) == (422, ["language"])
    Video.objects.update(has_audio=False)
    client.post(path(video, "make"), {}).check_refused(409, "no_sound")
    Video.objects.update(has_audio=True, state="transcoding")
    client.post(path(video, "make"), {}).check_refused(409, "video_not_ready")
    Video.objects.update(state="ready")
    save(client, video)
    client.post(path(video, "make"), {"language": "en"}).check_refused(409, "subtitles_exist")
    asked = client.post(path(video, "make"), {"language": "ru"})
    assert (asked.status, asked.json["state"], asked.json["percent"]) == (202, "waiting", 0)
    client.post(path(video, "make"), {}).check_refused(409, "already_making")
    assert client.get(path(video)).json["making"] == asked.json
    job = Job.objects.get(kind="video.make_subtitles")
    assert (job.queue, job.priority, job.object_id) == ("speech", -10, str(Transcription.objects.get().pk))
