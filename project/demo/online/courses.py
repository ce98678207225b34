"""Create the demo's online courses through the services. Safe to repeat: what is there stays as it is."""

import time
from collections.abc import Sequence
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.accounts.models import User
from apps.core.files.stored import store_archive
from apps.core.uow import unit_of_work
from apps.courses import services as courses
from apps.courses.models import Course, CourseMode, CourseStatus
from apps.homework.queries import list_homework_of_lesson
from apps.homework.services.course_tasks import open_course_tasks
from apps.homework.services.submissions import submit_homework
from apps.jobs.kinds import get_job_kind
from apps.jobs.runner import run_job
from apps.jobs.services import claim_jobs
from apps.learning.learner_views import view_lesson
from apps.learning.models import CourseContent
from apps.learning.outlines import OutlineLesson
from apps.learning.services import drafts, lesson_drafts, progress, publishing
from apps.learning.services.enrollments import enrol_oneself
from apps.learning.standing import load_standing
from apps.packages.services import unpacking
from apps.quizzes.models import Quiz
from apps.resources.services import course_files
from apps.video.job_kinds import TRANSCODE
from apps.video.models import Video, VideoState
from apps.video.programs import FfmpegMissing, find_ffmpeg
from apps.video.services.adding import add_video
from project.demo.clock import shift_clock_to
from project.demo.online.documents import Node
from project.demo.online.film import make_film
from project.demo.online.lessons import DRAFT_MODULES, FILM_LESSON, MODULES, PlannedLesson
from project.demo.online.media import FILES
from project.demo.online.package import build_package
from project.demo.online.quiz import create_quiz, take_quiz

ON_THE_WAY, NEXT = "english-a2-on-the-way", "english-a2-next-steps"
LESSONS_DONE = (15, 8, 3, 0)
"""How many lessons each of the first pupils has done before the one that is begun."""
DAYS_AGO = 3
"""When they enrolled."""
FILM_SECONDS = 60
"""Within which the film is prepared, by this process or by `media` if that runs."""
FAMILY = (
    "I have got a big family. My father drives a bus. My mother works in a hospital. I have got one little sister.",
    "We are five. My brother is a student. My sister and I go to school. Our grandmother lives with us.",
)
"""What they hand in about their families."""


def ensure_online_courses(teacher: User, pupils: Sequence[User]) -> None:
    """Create one published course that some pupils learn, and one in draft, both of the teacher. The lesson with the
    film is left out where there is no ffmpeg.
    """
    if Course.objects.filter(slug=ON_THE_WAY).exists():
        return
    course = _create_course(teacher, ON_THE_WAY, "yoʻlda", "в дороге", "on the way")
    files = _add_files(teacher, course)
    quiz = create_quiz(teacher, course)
    modules = [
        (title, [lesson for lesson in lessons if lesson is not FILM_LESSON or "film" in files])
        for title, lessons in MODULES
    ]
    with unit_of_work():
        _write(teacher, course, modules, files, quiz)
        drafts.change_settings(
            actor=teacher, course=course, revision=_get_revision(course), changes={"is_sequential": True}
        )
        publishing.publish_content(actor=teacher, course=course, revision=_get_revision(course))
    next_course = _create_course(teacher, NEXT, "keyingi qadam", "следующие шаги", "next steps")
    with unit_of_work():
        _write(teacher, next_course, DRAFT_MODULES, {}, None)
    for place, (pupil, lessons) in enumerate(zip(pupils, LESSONS_DONE, strict=False)):
        _learn(pupil, course, quiz, lessons, FAMILY[place % len(FAMILY)])


def _learn(pupil: User, course: Course, quiz: Quiz, lessons: int, text: str) -> None:
    """Let the pupil enrol some days ago and do so many lessons since, one each half hour; the next one is begun. Where
    a lesson asks for it the pupil hands in the text, or takes the quiz; who does all lessons knows all answers.
    """
    quiz.refresh_from_db()
    began_at = timezone.now() - timedelta(days=DAYS_AGO)
    with shift_clock_to(began_at):
        enrol_oneself(user=pupil, course=course)
    for number in range(lessons + 1):
        opened_at = began_at + timedelta(minutes=30 * (number + 1))
        with shift_clock_to(opened_at):
            standing = load_standing(pupil, course)
            if number == len(standing.outline.lessons):
                return
            lesson = standing.outline.lessons[number]
            standing = progress.open_lesson(standing=standing, lesson=lesson)
            blocks = view_lesson(standing, lesson).blocks
            open_course_tasks(standing=standing, lesson=lesson, blocks=blocks)
        if number < lessons:
            with shift_clock_to(opened_at + timedelta(minutes=lesson.minutes)):
                if lesson.completion["rule"] == "handed_in":
                    for homework in list_homework_of_lesson(pupil, lesson.id):
                        submit_homework(homework=homework, text=text)
                if lesson.id == quiz.course_lesson_id:
                    take_quiz(pupil, quiz, all_right=lessons == len(standing.outline.lessons))
                progress.record_progress(standing=standing, lesson=lesson, acts=_do_all(lesson))


def _do_all(lesson: OutlineLesson) -> progress.LessonActs:
    """Return what completes a lesson by its rule."""
    return progress.LessonActs(
        scrolled=True,
        done=lesson.completion["rule"] == "by_hand",
        watched={block: [(0, length)] for block, length in lesson.watch.items()},
        seconds=60,
    )


def _create_course(teacher: User, slug: str, uz: str, ru: str, en: str) -> Course:
    title = {"uz": f"Ingliz tili A2: {uz}", "ru": f"Английский A2: {ru}", "en": f"English A2 {en}"}
    status = CourseStatus.PUBLISHED if slug == ON_THE_WAY else CourseStatus.DRAFT
    return courses.create_course(
        actor=teacher, title=title, slug=slug, level="A2", status=status, mode=CourseMode.ONLINE
    )


def _add_files(teacher: User, course: Course) -> dict[str, str]:
    """Store the files of the lessons and return their ids by name."""
    ids = {}
    for name, (file_name, make) in FILES.items():
        upload = SimpleUploadedFile(file_name, make())
        ids[name] = str(course_files.add_request_file(actor=teacher, course=course, upload=upload).pk)
    stored = store_archive(owner=None, content=build_package())
    with unit_of_work():
        file, package = unpacking.add_stored_package(actor=teacher, course=course, stored=stored, title="Find the way")
    unpacking.unpack(package)
    package.save()
    ids["way"] = str(file.pk)
    if film := _add_film(teacher, course):
        ids["film"] = film
    return ids


def _add_film(teacher: User, course: Course) -> str | None:
    """Add the film, have it prepared, and return the id of its file; None when it cannot be prepared here."""
    try:
        find_ffmpeg()
    except FfmpegMissing:
        return None
    upload = SimpleUploadedFile("Plans.mp4", make_film())
    file = course_files.add_request_file(actor=teacher, course=course, upload=upload)
    assert file.file is not None
    with unit_of_work():
        video = add_video(file.file)
    ends_at = time.monotonic() + FILM_SECONDS
    while (state := Video.objects.get(pk=video.pk).state) != VideoState.READY:
        if time.monotonic() > ends_at or state == VideoState.REFUSED:
            return None
        claims = claim_jobs(queue=get_job_kind(TRANSCODE).queue, limit=1, worker="demo")
        for claim in claims:
            run_job(claim)
        if not claims:
            time.sleep(0.1)
    return str(file.pk)


def _write(
    teacher: User,
    course: Course,
    modules: Sequence[tuple[str, Sequence[PlannedLesson]]],
    files: dict[str, str],
    quiz: Quiz | None,
) -> None:
    for title, lessons in modules:
        module = drafts.add_module(actor=teacher, course=course, title=title)
        for planned in lessons:
            lesson = lesson_drafts.add_lesson(actor=teacher, module=module, title=planned.title)
            changes = {**planned.settings, "blocks": [_name_content(block, files, quiz) for block in planned.blocks]}
            lesson_drafts.save_lesson(actor=teacher, lesson=lesson, revision=lesson.revision, changes=changes)


def _name_content(block: Node, files: dict[str, str], quiz: Quiz | None) -> Node:
    if quiz is not None and "quiz" in block:
        return {**block, "quiz": str(quiz.pk)}
    return {**block, "file": files[block["file"]]} if "file" in block else block


def _get_revision(course: Course) -> int:
    return CourseContent.objects.get(course=course).revision
