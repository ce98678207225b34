"""Publish the draft of a course, and go back to a version of it."""

from dataclasses import replace
from uuid import UUID

from django.db.models import Func, IntegerField, Max, Sum, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.events.publishing import get_course_stream, get_course_wall_stream, publish_event
from apps.learning.blocks.checking import iterate_file_ids, read_lengths
from apps.learning.content_changes import ContentChange, find_changes
from apps.learning.content_queries import get_course_files_by_id, list_draft_lessons
from apps.learning.drafts import UNPUBLISHED, Draft, load_draft
from apps.learning.events import CoursePublished
from apps.learning.job_kinds import COUNT_PROGRESS
from apps.learning.missing_content import MissingContent, find_missing_content
from apps.learning.models import CourseContent, CourseLesson, CourseVersion, LessonVersion, Module
from apps.learning.outlines import Outline, OutlineLesson
from apps.learning.publishing_hooks import Publication, all_publishing_hooks
from apps.learning.services.drafts import lock_content, raise_revision
from apps.settings.services import write_audit_log

COPIED = ("slug", "title", "is_preview", "minutes")
RESTORED = ("module", "position", "completion", "opens", "blocks", "revision", "saved_by", "deleted_at", "updated_at")
MAX_NAMED = 50
"""Lessons that an error names."""
MAX_BYTES = 50 * 1024 * 1024
"""Of all blocks of a course together, as JSON. Files do not count."""


def review_changes(course: Course) -> tuple[int, list[ContentChange], list[MissingContent]]:
    """Return the number that the next version will have, what it would change, and what is missing for it."""
    draft = load_draft(course)
    changes = find_changes(draft.outline, draft.next_outline)
    missing = [*_find_excess(course), *find_missing_content(draft, _load_changed_blocks(draft))]
    return _get_next_number(course), changes, missing


def publish_content(*, actor: User | None, course: Course, revision: int) -> CourseVersion:
    """Make the draft the version that learners see, all of it at one moment.

    Raise Conflict `draft_changed` for an old revision and `nothing_to_publish` where nothing would change; Invalid
    with what is missing, by lesson.
    """
    with unit_of_work():
        content = lock_content(course, revision)
        lessons = CourseLesson.objects.select_for_update(no_key=True, of=("self",)).filter(course=course)
        list(lessons.order_by("pk").values_list("pk", flat=True))
        draft = load_draft(course, content)
        if not draft.has_changes:
            raise Conflict(_("Nothing has changed since the last version."), code=ErrorCode.NOTHING_TO_PUBLISH)
        changed = _load_changed_blocks(draft)
        _refuse_missing([*_find_excess(course), *find_missing_content(draft, changed)])
        blocks = {key: each for key, each in changed.items() if _is_unpublished(draft, key)}
        outline = _store_lesson_versions(draft, blocks)
        version = CourseVersion(course=course, number=_get_next_number(course), outline=outline.to_json())
        version.changes = [change.to_json() for change in find_changes(draft.outline, outline)]
        version.published_by = actor
        version.save(force_insert=True)
        content.published = version
        content.save(update_fields=["published", "updated_at"])
        for hook in all_publishing_hooks().values():
            hook.apply(Publication(actor, course, outline, blocks))
        jobs.enqueue(kind=COUNT_PROGRESS, object_id=course.pk)
        event = CoursePublished.from_version(version)
        publish_event(get_course_stream(course.pk), event)
        publish_event(get_course_wall_stream(course.pk), event)
        write_audit_log(actor, "learning.publish", content, {"version": (None, version.number)})
        return version


def restore_version(*, actor: User, course: Course, version: CourseVersion, revision: int) -> None:
    """Make the draft what a version was; modules and lessons keep their ids. Learners see it when it is published.

    What the draft has and the version has not can be restored. Raise Conflict `draft_changed` for an old revision.
    """
    outline, now = Outline.from_json(version.outline), timezone.now()
    with unit_of_work():
        content = lock_content(course, revision)
        for model in (CourseLesson, Module):
            model.objects.filter(course=course, deleted_at__isnull=True).update(deleted_at=now, updated_at=now)
        for place, module in enumerate(outline.modules):
            values = {"title": module.title, "opens": list(module.opens), "position": place}
            Module.objects.filter(pk=module.id).update(**values, deleted_at=None, updated_at=now)
        _restore_lessons(actor, outline)
        settings = {"is_sequential": outline.is_sequential, "weight": outline.weight}
        CourseContent.objects.filter(pk=content.pk).update(**settings)
        raise_revision(content)
        write_audit_log(actor, "learning.restore_version", content, {"version": (None, version.number)})


def _restore_lessons(actor: User, outline: Outline) -> None:
    now = timezone.now()
    blocks = dict(
        LessonVersion.objects.filter(pk__in=[lesson.version for lesson in outline.lessons]).values_list("pk", "blocks")
    )
    places = {
        lesson.id: (module.id, place) for module in outline.modules for place, lesson in enumerate(module.lessons)
    }
    rows = CourseLesson.objects.select_for_update(no_key=True).filter(pk__in=places).order_by("pk")
    for row in rows:
        lesson = outline.get_lesson(row.pk)
        assert lesson is not None
        row.module_id, row.position = places[row.pk]
        row.completion, row.opens, row.blocks = dict(lesson.completion), list(lesson.opens), blocks[lesson.version]
        row.revision, row.saved_by, row.deleted_at, row.updated_at = row.revision + 1, actor, None, now
        for name in COPIED:
            setattr(row, name, getattr(lesson, name))
        row.save(update_fields=[*COPIED, *RESTORED])


def _find_excess(course: Course) -> list[MissingContent]:
    """Return what is wrong with a draft whose blocks have more than MAX_BYTES; nothing for others."""
    size = Func(Cast("blocks", TextField()), function="octet_length", output_field=IntegerField())
    total: int | None = list_draft_lessons(course).aggregate(total=Sum(size))["total"]
    if (total or 0) <= MAX_BYTES:
        return []
    text = _("The course has more than %(count)d MB of texts. Make two courses of it.")
    return [MissingContent(None, "", None, text % {"count": MAX_BYTES // 1024 // 1024})]


def _refuse_missing(missing: list[MissingContent]) -> None:
    """Raise Invalid with what is missing: by "lessons.<id>", or "course" for what is of no lesson."""
    fields: dict[str, list[object]] = {}
    for item in missing:
        fields.setdefault(f"lessons.{item.lesson}" if item.lesson else "course", []).append(
            f"{item.title}: {item.text}" if item.title else item.text
        )
    if fields:
        named = dict(list(fields.items())[:MAX_NAMED])
        raise Invalid(_("The course cannot be published yet: something is missing."), fields=named)  # type: ignore[arg-type]


def _load_changed_blocks(draft: Draft) -> dict[UUID, list[dict[str, object]]]:
    """Return the blocks of each lesson that is new or changes in some way."""
    return dict(CourseLesson.objects.filter(pk__in=draft.changed_lessons).values_list("pk", "blocks"))


def _is_unpublished(draft: Draft, lesson_id: UUID) -> bool:
    """Return whether the blocks of the lesson are not those that learners see: it gets a new version."""
    lesson = draft.next_outline.get_lesson(lesson_id)
    return lesson is not None and lesson.version == UNPUBLISHED


def _store_lesson_versions(draft: Draft, blocks: dict[UUID, list[dict[str, object]]]) -> Outline:
    """Store a version of each lesson whose blocks changed; return the outline that names all versions."""
    files = get_course_files_by_id(draft.course.pk, [key for each in blocks.values() for key in iterate_file_ids(each)])
    last = LessonVersion.objects.filter(lesson__in=blocks).order_by().values("lesson").annotate(last=Max("number"))
    numbers = {row["lesson"]: row["last"] for row in last}
    versions = {
        key: LessonVersion(lesson_id=key, number=numbers.get(key, 0) + 1, blocks=each) for key, each in blocks.items()
    }
    LessonVersion.objects.bulk_create(versions.values(), batch_size=50)

    def name_version(lesson: OutlineLesson) -> OutlineLesson:
        version = versions.get(lesson.id)
        if version is None:
            return lesson
        watch = read_lengths(version.blocks, files)
        return replace(lesson, version=version.pk, number=version.number, watch=watch)

    modules = draft.next_outline.modules
    return replace(
        draft.next_outline,
        modules=tuple(replace(module, lessons=tuple(map(name_version, module.lessons))) for module in modules),
    )


def _get_next_number(course: Course) -> int:
    last: int | None = CourseVersion.objects.filter(course=course).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
