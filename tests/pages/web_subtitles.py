"""Subtitles of a film and a refused film in a real Chromium (`subtitles.browser.ts`), as its teacher has them."""

from uuid import uuid4

import pytest

from apps.learning.models import CourseFile
from apps.learning.services.drafts import add_module
from apps.learning.services.lesson_drafts import add_lesson, save_lesson
from apps.resources.models import MediaFile
from apps.video.models import Subtitles, Video
from tests.learning.course_writing import make_course_file
from tests.pages.browser import make_login
from tests.pages.films import make_online_course, make_teacher_of
from tests.playback.ladders import make_ladder
from tests.video.spoken_films import add_spoken_film, measure_found, read_text

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

READING = "good-adult.webm"
SENTENCES = """WEBVTT

00:01.000 --> 00:03.000
Good morning! How are you?

00:04.000 --> 00:06.000
Ten <b>apples</b>, please.
"""


@pytest.fixture
def course(branch):
    return make_online_course()


@pytest.fixture
def teacher(course):
    return make_teacher_of(course)


def write_lesson(course, teacher, file, title):
    """A draft lesson whose block shows this film, and the film in the library."""
    MediaFile.objects.create(file=file.file, title=title, kind="video", added_by=teacher)
    lesson = add_lesson(actor=teacher, module=add_module(actor=teacher, course=course, title=title), title=title)
    block = {"id": str(uuid4()), "kind": "video", "file": str(file.pk), "title": title}
    return save_lesson(actor=teacher, lesson=lesson, revision=lesson.revision, changes={"blocks": [block]})


def test_a_teacher_has_subtitles_made_and_writes_some(play, course, teacher, tmp_path):
    """From a file, by hand and by the centre's own Whisper; two windows change the same ones."""
    video = add_spoken_film(course, teacher, READING)
    make_ladder(video, "240p", "audio")
    lesson = write_lesson(course, teacher, CourseFile.objects.get(file=video.file), "Reading")
    file = tmp_path / "apples.vtt"
    file.write_text(SENTENCES, "utf-8")
    play(
        "subtitles", beside=("speech",), login=make_login(teacher, locale="en"), part="write", file=str(file),
        course=str(course.pk), lesson=str(lesson.pk),
    )  # fmt: skip
    heard, written = Subtitles.objects.order_by("language")
    assert (heard.language, heard.source, heard.is_published) == ("en", "speech", True)
    assert measure_found(read_text([READING]), " ".join(cue["text"] for cue in heard.cues)) > 0.75
    assert (written.language, written.source) == ("ru", "hand")
    assert written.cues == [{"start_ms": 1500, "end_ms": 3250, "text": "Доброе утро!"}]


def test_a_teacher_has_a_refused_film_prepared_once_more(play, course, teacher):
    """In a lesson and in the library."""
    lessons = []
    for title in ("First", "Second"):
        file = make_course_file(course, content_type="video/mp4")
        Video.objects.create(file=file.file, state="refused", refusal="damaged")
        lessons.append(write_lesson(course, teacher, file, title))
    play(
        "subtitles", login=make_login(teacher, locale="en"), part="retry", course=str(course.pk),
        lesson=str(lessons[0].pk),
    )  # fmt: skip
    assert set(Video.objects.values_list("state", flat=True)) == {"waiting"}
