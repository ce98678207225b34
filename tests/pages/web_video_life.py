"""A film in Chromium (`video-life.browser.ts`): sent over a phone's line, watched, and again after a restore."""

import pytest

from apps.core.permissions import Role
from apps.learning.models import CourseContent, EnrollmentSource
from apps.learning.services import enrol_user
from apps.learning.services.drafts import add_module
from apps.learning.services.lesson_drafts import add_lesson
from apps.learning.services.publishing import publish_content
from apps.settings.services import update_system_settings
from apps.video.models import Video
from tests import factories
from tests.backups.conftest import back_up, empty, fetch_rows, key, restore  # noqa: F401
from tests.pages.browser import make_login
from tests.pages.films import make_film, make_online_course, make_teacher_of
from tests.processes import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

SUBTITLES = "WEBVTT\n\n00:00.000 --> 00:11.500\nHow much are the apples?\n"


def test_the_life_of_a_film(
    play_day,
    processes,
    branch,
    settings,
    tmp_path,
    empty,  # noqa: F811
    key,  # noqa: F811
    restore,  # noqa: F811
):
    """A larger file than other materials may be; both restores are of `tests/backups/test_films.py`. 80 seconds."""
    update_system_settings(actor=None, material_max_mb=1)
    settings.MEDIA_ROOT = tmp_path / "old"
    settings.MEDIA_ROOT.mkdir()
    course = make_online_course()
    teacher = make_teacher_of(course)
    learner = factories.make_user(Role.MEMBER, "Aziza", "Karimova")
    stranger = make_login(factories.make_user(Role.MEMBER, "Bobur", "Aliyev"), locale="ru")
    lesson = add_lesson(actor=teacher, module=add_module(actor=teacher, course=course, title="Films"), title="Bozor")
    film = make_film(tmp_path, "-b:v", "2M", filters=",noise=alls=20:allf=t")  # noise is some megabytes large
    assert film.stat().st_size > 2**20
    old = {"MEDIA_ROOT": str(settings.MEDIA_ROOT)}
    play_day(
        "video-life", beside=("worker", "media"), env=old, login=make_login(teacher, locale="en"),
        course=str(course.pk), lesson=str(lesson.pk), film=str(film), subtitles=SUBTITLES, part="send",
    )  # fmt: skip
    publish_content(actor=teacher, course=course, revision=CourseContent.objects.get(course=course).revision)
    enrol_user(actor=None, user=learner, course=course, source=EnrollmentSource.FREE)
    watched = {"login": make_login(learner, locale="uz"), "stranger": stranger, "lesson": str(lesson.pk)}
    play_day("video-life", beside=(), env=old, part="watch", **watched)

    back_up(tmp_path / "to", key[1])
    done = restore(tmp_path / "to", empty, "--planned")
    assert done.returncode == 0, done.stdout + done.stderr
    new = {"MEDIA_ROOT": str(tmp_path / "media"), "DATABASE_URL": empty}
    processes.env = new
    preparing = processes.spawn(["media"])
    wait_until(lambda: fetch_rows(empty, "SELECT state FROM video_video") == [("ready",)], what="the film")
    preparing.stop()
    play_day("video-life", beside=(), env=new, part="again", **watched)
    assert Video.objects.get().height == 480
