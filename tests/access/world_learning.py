"""Things of the access matrix in the online content of the course that both groups learn."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db.models import Q
from django.utils import timezone

from apps.accounts.tokens import generate_token_and_hash
from apps.core.models import StoredFile
from apps.course_transfers.models import CourseExport, CourseImport
from apps.learning.models import CourseContent, CourseFile, EnrollmentSource, InvitationLink
from apps.learning.services import drafts, enrol_user, lesson_drafts, publishing
from apps.packages.models import LearnerPackage, Package
from apps.resources.models import MediaFile
from apps.settings.models import SystemSettings
from apps.video.models import FilmCopy, Playback, Subtitles, Video


def create_learning_objects(world: Any) -> dict[str, Any]:
    """A published module with a lesson for everybody, an open and a locked one; a lesson of the draft; a file; the
    enrolment of the child.
    """
    author, course = world.teacher, world.course
    file = CourseFile.objects.create(
        course=course, file=world.foreign_media.file, title="Words", kind="document", added_by=author
    )
    package_file, package_block = create_package(world)
    video_block = create_videos(world)
    film_file, film_media = create_film(world)
    module = drafts.add_module(actor=author, course=course, title="In town")
    lessons = {name: lesson_drafts.add_lesson(actor=author, module=module, title=name) for name in LESSONS}
    rules = [{"rule": "after_lesson", "lesson": lessons["open_lesson"].pk}]
    changes: dict[str, dict[str, Any]] = {
        "preview_lesson": {"is_preview": True, "completion": {"rule": "by_hand"}},
        "open_lesson": {"completion": {"rule": "by_hand"}},
        "locked_lesson": {"opens": rules, "completion": {"rule": "by_hand"}},
    }
    for name, values in changes.items():
        blocks = [{"id": str(uuid4()), "kind": "file", "file": str(file.pk), "title": f"Words of the {name}"}]
        more = {"preview_lesson": [package_block, video_block], "open_lesson": [ACTIVITY_BLOCK]}
        values["blocks"] = [*blocks, *more.get(name, [])]
        lesson_drafts.save_lesson(actor=author, lesson=lessons[name], revision=1, changes=values)
    lesson_drafts.delete_lesson(actor=author, lesson=lessons["draft_lesson"])
    version = publishing.publish_content(actor=author, course=course, revision=get_revision(course))
    lesson_drafts.restore_lesson(actor=author, lesson=lessons["draft_lesson"])
    lesson_drafts.save_lesson(
        actor=author,
        lesson=lessons["draft_lesson"],
        revision=1,
        changes={"blocks": [{"id": str(uuid4()), **FORMULA}, package_block, video_block]},
    )
    for lesson in lessons.values():
        lesson.refresh_from_db()
    link = InvitationLink.objects.create(
        course=course, token_sha256="0" * 64, max_uses=3, expires_at=timezone.now() + timedelta(days=9), by=author
    )
    export = CourseExport.objects.create(
        course=course, by=author, format="talim", source="draft", expires_at=timezone.now() + timedelta(days=7)
    )
    sent = CourseImport.objects.create(
        by=author, makes_course=True, package=world.foreign_media.file, name="course.zip", state="checked"
    )
    enrollment = enrol_user(actor=None, user=world.child, course=course, source=EnrollmentSource.OFFICE)
    LearnerPackage.objects.create(
        user=world.child,
        package=Package.objects.get(),
        lesson=lessons["preview_lesson"],
        block=package_block["id"],
        token="A" * 43,
    )
    return {
        **lessons,
        "package_file": package_file,
        "video_file": CourseFile.objects.get(course=course, title="Watch"),
        "package_block": package_block["id"],
        "activity_block": ACTIVITY_BLOCK["id"],
        "video_block": video_block["id"],
        "course_video": create_subtitles(world),
        "subtitle_language": "en",
        "film_file": film_file,
        "film_media": film_media,
        "enrollment": enrollment,
        "invitation_link": link,
        "course_module": module,
        "course_file": file,
        "course_version": version,
        "course_export": export,
        "course_import": sent,
        "version_number": str(version.number),
        "draft_revision": str(get_revision(course)),
        "lesson_revision": str(lessons["draft_lesson"].revision),
    }


def create_package(world: Any) -> tuple[CourseFile, dict[str, Any]]:
    """A package of the course that is ready, and a block that shows it."""
    stored = StoredFile.objects.create(path="archive/0", sha256="0" * 64, size=9, content_type="application/zip")
    Package.objects.create(file=stored, state="ready", kind="scorm_1_2", entry="index.html")
    file = CourseFile.objects.create(course=world.course, file=stored, title="Play", kind="package")
    return file, {"id": str(uuid4()), "kind": "interactive", "file": str(file.pk), "title": "Play"}


def create_videos(world: Any) -> dict[str, Any]:
    """Ready videos of the course, and of every file of a material or an attempt; a block that shows the course's."""
    stored = StoredFile.objects.create(path="material/0", sha256="0" * 64, size=9, content_type="video/mp4")
    file = CourseFile.objects.create(course=world.course, file=stored, title="Watch", kind="video", duration_ms=60_000)
    films = StoredFile.objects.filter(Q(media__isnull=False) | Q(attempts__isnull=False)).distinct()
    for each in (stored, *films):
        Video.objects.create(file=each, state="ready", duration_ms=60_000)
    return {"id": str(uuid4()), "kind": "video", "file": str(file.pk), "title": "Watch"}


def create_subtitles(world: Any) -> Video:
    """The video of the course, with subtitles."""
    video = Video.objects.get(file=CourseFile.objects.get(course=world.course, title="Watch").file)
    cues = [{"start_ms": 0, "end_ms": 900, "text": "Good morning!"}]
    Subtitles.objects.create(video=video, language="en", source="hand", cues=cues)
    return video


def create_playback(world: Any) -> str:
    """The child watches the video of the preview on the device of its client; the token."""
    token, digest = generate_token_and_hash()
    stored = CourseFile.objects.get(course=world.course, title="Watch").file
    Playback.objects.create(
        token_sha256=digest, user=world.child, session=world.clients["child"].session,
        video=Video.objects.get(file=stored), place="lesson", place_id=world.preview_lesson.pk, block=world.video_block,
        network="127.0.0.0/24", expires_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    return token


def create_film_copy(world: Any) -> FilmCopy:
    """The copy of the video of the preview that the child asked for."""
    SystemSettings.objects.update(film_copies=True)
    playback = Playback.objects.get()
    return FilmCopy.objects.create(
        user=world.child, video=playback.video, place="lesson", place_id=playback.place_id, block=playback.block,
        title="Watch", state="ready", percent=100, expires_at=timezone.now() + timedelta(days=7),
        file=StoredFile.objects.create(path="film_copy/0", sha256="3" * 64, size=9, content_type="video/mp4"),
    )  # fmt: skip


def create_film(world: Any) -> tuple[CourseFile, MediaFile]:
    """A film of the course and one of the library that were refused."""
    films = [
        StoredFile.objects.create(path=f"material/{n}", sha256=str(n) * 64, size=9, content_type="video/mp4")
        for n in (1, 2)
    ]
    for film in films:
        Video.objects.create(file=film, state="refused", refusal="damaged")
    return (
        CourseFile.objects.create(course=world.course, file=films[0], title="A walk", kind="video"),
        MediaFile.objects.create(file=films[1], title="A walk", kind="video", added_by=world.teacher),
    )


ACTIVITY_BLOCK = {
    "id": str(uuid4()),
    "kind": "activity",
    "activity": {
        "kind": "tap",
        "instruction": {"sound": "tap-it"},
        "items": [{"key": "a", "picture": "apple"}, {"key": "b", "picture": "bus"}],
        "answers": ["a"],
    },
}
LESSONS = ("preview_lesson", "open_lesson", "locked_lesson", "draft_lesson")
FORMULA = {"kind": "formula", "latex": "a + b"}


def get_revision(course: Any) -> int:
    """The present revision of the course's draft."""
    return CourseContent.objects.get(course=course).revision
