"""Films of online courses in a real Chromium (`video.browser.ts`): sent and prepared, watched, and refused."""

import re
import threading
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from apps.core.permissions import Role
from apps.learning.models import BlockProgress, CourseContent, Enrollment, EnrollmentSource, LessonProgress
from apps.learning.services import enrol_user
from apps.learning.services.drafts import add_module
from apps.learning.services.lesson_drafts import add_lesson, save_lesson
from apps.learning.services.publishing import publish_content
from apps.resources.models import LessonResource, MediaFile
from apps.settings.services import update_system_settings
from apps.video.models import FilmCopy, Playback, Rendition, Video
from apps.video.services.subtitles import save_subtitles
from tests import factories
from tests.learning.course_writing import make_course_file
from tests.pages.browser import make_login
from tests.pages.films import make_film, make_online_course, make_teacher_of
from tests.playback.ladders import make_video
from tests.processes import wait_until
from tests.resources.conftest import moto, s3_store  # noqa: F401
from tests.servers.vdocipher import vdocipher_server

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WATCHED_PERCENT = 20


@pytest.fixture
def course(branch):
    return make_online_course()


@pytest.fixture
def teacher(course):
    return make_teacher_of(course)


def make_member(first_name, last_name, **values):
    return make_login(factories.make_user(Role.MEMBER, first_name, last_name, **values), locale="en")


def publish_film(course, teacher, seconds=45):
    """A published lesson with a ready film, done when a part of it was watched; and the file of the film."""
    file = make_course_file(course, content_type="video/mp4", duration_ms=seconds * 1000)
    make_video(file.file, "240p", "360p", "audio", seconds=seconds)
    block = {"id": str(uuid4()), "kind": "video", "file": str(file.pk), "title": "At the market"}
    text = {
        "type": "doc",
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": "What do they buy?"}]}],
    }
    module = add_module(actor=teacher, course=course, title="Films")
    lesson = add_lesson(actor=teacher, module=module, title="At the market")
    changes = {
        "blocks": [{"id": str(uuid4()), "kind": "text", "document": text}, block],
        "completion": {"rule": "watched", "percent": WATCHED_PERCENT},
    }
    lesson = save_lesson(actor=teacher, lesson=lesson, revision=lesson.revision, changes=changes)
    publish_content(actor=teacher, course=course, revision=CourseContent.objects.get(course=course).revision)
    return lesson, block["id"], file


def test_a_learner_watches_and_others_are_refused(play, course, teacher):
    """The encrypted ladder is played, its progress counts, a third device and a stranger are refused."""
    learner = factories.make_user(Role.MEMBER, "Aziza", "Karimova")
    enrol_user(actor=None, user=learner, course=course, source=EnrollmentSource.FREE)
    lesson, block, file = publish_film(course, teacher)
    media = MediaFile.objects.create(file=file.file, title="At the market", kind="video", added_by=teacher)
    LessonResource.objects.create(course=course, media=media, title="The film once more", added_by=teacher)
    play(
        "video", login=make_login(learner, locale="en"), stranger=make_member("Bobur", "Aliyev"),
        teacher=make_login(teacher, locale="en"), course=str(course.pk), lesson=str(lesson.pk), part="watch",
    )  # fmt: skip
    progress = LessonProgress.objects.get(user=learner, lesson=lesson)
    assert progress.completed_at is not None
    granted = BlockProgress.objects.get(user=learner, block=block).granted_ms
    assert 45_000 * WATCHED_PERCENT // 100 <= granted <= 45_000
    assert Playback.objects.filter(user=learner, ended_at__isnull=False).exists()
    assert not Playback.objects.exclude(user__in=[learner, teacher]).exists()


def end_enrolment_once_it_is_watched(learner):
    """End the learner's enrolment when the film plays."""
    try:
        wait_until(lambda: Playback.objects.filter(user=learner).exists(), what="a playback")
        Enrollment.objects.filter(user=learner).update(state="ended", ended_at=timezone.now())
    finally:
        connection.close()


def test_no_key_is_given_once_the_course_has_ended(play, server, course, teacher):
    """Two minutes of film have three keys; the enrolment ends while the first seconds play."""
    learner = factories.make_user(Role.MEMBER, "Aziza", "Karimova")
    enrol_user(actor=None, user=learner, course=course, source=EnrollmentSource.FREE)
    lesson, _, _ = publish_film(course, teacher, seconds=120)
    ending = threading.Thread(target=end_enrolment_once_it_is_watched, args=(learner,))
    ending.start()
    try:
        play("video", login=make_login(learner, locale="en"), lesson=str(lesson.pk), part="lose")
    finally:
        ending.join()
    keys = re.findall(r"/key/\w+/(\d) .*status=(\d+)", server.output())
    assert ("0", "200") in keys
    assert "2" not in {period for period, status in keys if status == "200"}


def write_subtitles(video, teacher):
    """Published subtitles in English: a sentence for each two seconds of the first twenty; and a draft in Russian."""
    said = ["Good morning!", "How much are the <b>apples</b>?", "Ten thousand & a half."]
    cues = [
        {"start_ms": start, "end_ms": start + 1900, "text": f"{said[start // 2000 % 3]} {start // 2000 + 1}"}
        for start in range(0, 20_000, 2000)
    ]
    for language, is_published in (("en", True), ("ru", False)):
        save_subtitles(actor=teacher, video=video, language=language, cues=cues, version=0, is_published=is_published)


def test_a_learner_reads_what_is_said(play, course, teacher):
    """Captions, the transcript and its search."""
    learner = factories.make_user(Role.MEMBER, "Aziza", "Karimova")
    enrol_user(actor=None, user=learner, course=course, source=EnrollmentSource.FREE)
    lesson, _, file = publish_film(course, teacher)
    write_subtitles(Video.objects.get(file=file.file), teacher)
    play("video", login=make_login(learner, locale="en"), lesson=str(lesson.pk), part="read")


def test_a_learner_gets_a_copy_with_their_name(play, course, teacher):
    """Asked for in the player, made by `media`, saved, and deleted."""
    update_system_settings(actor=None, film_copies=True)
    learner = factories.make_user(Role.MEMBER, "Aziza", "Karimova")
    enrol_user(actor=None, user=learner, course=course, source=EnrollmentSource.FREE)
    lesson, _, _ = publish_film(course, teacher)
    play(
        "video", beside=("worker", "media"), login=make_login(learner, locale="en"), lesson=str(lesson.pk), part="copy"
    )
    assert not FilmCopy.objects.exists()


SAYS = {
    "uz": {
        "none": "Ismim yozilgan nusxani olish", "waiting": "Nusxangiz tayyorlanmoqda",
        "running": "Nusxangiz tayyorlanmoqda", "ready": "4-martgacha saqlanadi.",
        "refused": "Nusxa tayyorlanmadi.", "most": "Siz uchun ikkita nusxa tayyorlanmoqda.",
    },
    "ru": {
        "none": "Получить копию с моим именем", "waiting": "Ваша копия готовится",
        "running": "Ваша копия готовится", "ready": "Хранится до 4\u00a0марта.",
        "refused": "Копию сделать не удалось.", "most": "Для вас уже готовятся две копии.",
    },
}  # fmt: skip
COPIES = {
    "none": {},
    "waiting": {"state": "waiting"},
    "running": {"state": "running", "percent": 40},
    "ready": {"state": "ready", "percent": 100, "expires_at": datetime(2100, 3, 4, 12, tzinfo=UTC)},
    "refused": {"state": "refused", "refusal": "failed", "expires_at": datetime(2100, 3, 4, 12, tzinfo=UTC)},
}
"""What a learner has of the film, by how its copy is."""


def make_learner(course, lesson, block, video, state, language):
    """Who has a copy of this state; and who has none, because two others are being made for them."""
    learner = factories.make_user(Role.MEMBER, "Muhammadyusuf", "Abdurahmonov", email=f"{state}@example.uz")
    enrol_user(actor=None, user=learner, course=course, source=EnrollmentSource.FREE)
    where = {"user": learner, "place": "lesson", "place_id": lesson.pk, "block": block, "title": "At the market"}
    stored = make_course_file(course).file if state == "ready" else None
    if COPIES[state]:
        FilmCopy.objects.create(video=video, file=stored, **where, **COPIES[state])
    else:
        for _ in range(2):
            FilmCopy.objects.create(video=Video.objects.create(file=make_course_file(course).file), **where)
    return make_login(learner, locale=language)


@pytest.mark.parametrize("language", ["uz", "ru"])
def test_what_is_said_of_a_copy_is_seen_whole(play, course, teacher, language):
    """At 360 and at 1280 pixels."""
    update_system_settings(actor=None, film_copies=True)
    lesson, block, file = publish_film(course, teacher)
    video = Video.objects.get(file=file.file)
    learners = {state: make_learner(course, lesson, block, video, state, language) for state in COPIES}
    play("film-copy", lesson=str(lesson.pk), language=language, learners=learners, says=SAYS[language])


def test_a_film_at_vdocipher_is_shown_by_its_player(play_day, course, teacher):
    """The frame has the address of VdoCipher's player with the password of this playback, and nothing else is asked."""
    learner = factories.make_user(Role.MEMBER, "Aziza", "Karimova")
    enrol_user(actor=None, user=learner, course=course, source=EnrollmentSource.FREE)
    lesson, _, file = publish_film(course, teacher)
    with vdocipher_server() as there:
        provider_id = there.add("film", status="ready", length=45)
        Video.objects.filter(file=file.file).update(provider="vdocipher", provider_id=provider_id)
        play_day(
            "video", beside=(), env=there.env, login=make_login(learner, locale="en"), lesson=str(lesson.pk),
            part="elsewhere",
        )  # fmt: skip
        assert len(there.otps) == 1
    assert Playback.objects.get().ended_at is not None


def test_a_film_in_s3_is_played_from_there(play_day, s3_store, course, teacher):  # noqa: F811
    """The policy of the page lets segments come from the bucket; they are decrypted in the browser."""
    learner = factories.make_user(Role.MEMBER, "Aziza", "Karimova")
    enrol_user(actor=None, user=learner, course=course, source=EnrollmentSource.FREE)
    lesson, _, _ = publish_film(course, teacher)
    env = {
        "S3_BUCKET": s3_store.bucket, "S3_ENDPOINT_URL": s3_store.server.url, "S3_REGION": "us-east-1",
        "S3_ACCESS_KEY": "test", "S3_SECRET_KEY": "test", "S3_ADDRESSING": "path",
    }  # fmt: skip
    play_day(
        "video", beside=(), env=env, login=make_login(learner, locale="en"), lesson=str(lesson.pk),
        bucket=s3_store.server.url, part="bucket",
    )  # fmt: skip


def test_a_teacher_sends_a_film(play, course, teacher, tmp_path):
    """A film that is sent in pieces is prepared by the process `media`; the teacher sees how far, and the film."""
    module = add_module(actor=teacher, course=course, title="Films")
    draft = add_lesson(actor=teacher, module=module, title="Draft")
    play(
        "video", beside=("worker", "media"), login=make_login(teacher, locale="en"), course=str(course.pk),
        lesson=str(draft.pk), film=str(make_film(tmp_path)), part="send",
    )  # fmt: skip
    video = Video.objects.get()
    assert (video.state, video.height) == ("ready", 480)
    assert set(Rendition.objects.values_list("name", flat=True)) == {"240p", "360p", "480p", "audio"}
