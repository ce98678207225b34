"""Write the draft of an import, and undo it."""

from copy import copy
from dataclasses import replace
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.models import StoredFile
from apps.core.money import Money
from apps.core.uow import unit_of_work
from apps.course_transfers.models import CourseImport, CourseImportState
from apps.course_transfers.plans import CoursePlan, PlannedFile, PlannedLesson, list_shown_files, replace_files
from apps.course_transfers.reports import PackageRefused
from apps.courses.catalogue_queries import find_category, find_level
from apps.courses.models import Course, CourseMode, CourseStatus
from apps.courses.services.catalogue import create_course, delete_or_archive_course, make_slug
from apps.courses.services.locks import lock_course
from apps.courses.services.thumbnails import replace_thumbnail
from apps.learning.content_queries import get_content
from apps.learning.models import CourseFile, Enrollment
from apps.learning.services.whole_drafts import NewLesson, NewModule, empty_draft, fill_draft, has_versions, lock_fills
from apps.packages.services.unpacking import add_stored_package
from apps.resources.services.course_files import CheckedFile, create_course_file
from apps.settings.services import write_audit_log


def write_draft(
    entry: CourseImport, plan: CoursePlan, files: dict[str, CheckedFile], picture: StoredFile | None
) -> None:
    """Write the plan into the course of the import, or into a new one; set `course`, `revision` and `before`. A new
    one also gets what the catalogue says of it, and `picture`.

    Call it in the transaction that completes the import. Raise PackageRefused when the course is gone, and what
    `fill_draft` raises.
    """
    actor = entry.by
    if actor is None or (entry.course is None and not entry.makes_course):
        raise PackageRefused("course_gone")
    lock_fills()
    course = entry.course or _create_course(actor, plan, picture)
    before = get_content(course)
    entry.before = {"is_sequential": before.is_sequential, "weight": before.weight}
    shown = {file for lesson in plan.lessons for block in lesson.blocks for file in list_shown_files(block)}
    keys = {
        path: str(_add_file(actor, course, plan.files[path], file).pk) for path, file in files.items() if path in shown
    }
    content = fill_draft(
        actor=actor,
        course=course,
        is_sequential=plan.is_sequential,
        weight=plan.weight,
        modules=[
            NewModule(
                module.title, _read_id(module.key), module.opens, [_build_lesson(each, keys) for each in module.lessons]
            )
            for module in plan.modules
        ],
    )
    entry.course, entry.revision = course, content.revision


def try_draft(entry: CourseImport, plan: CoursePlan, files: dict[str, CheckedFile]) -> None:
    """Write the draft as `write_draft` will, and take it back at once: nothing of it stays, no job begins and nobody
    hears of it. Raise what `write_draft` raises. `files` need not be stored.
    """
    try:
        with unit_of_work():
            rows = {path: replace(file, stored=_make_row(file)) for path, file in files.items()}
            write_draft(copy(entry), plan, rows, None)
            raise _TakenBack
    except _TakenBack:
        return


class _TakenBack(Exception):
    """Ends a unit of work so that nothing of it stays."""


def _make_row(file: CheckedFile) -> StoredFile:
    return StoredFile.objects.create(path=f"dry-run/{uuid4()}", size=0, content_type=file.content_type)


def undo_import(*, actor: User, entry: CourseImport) -> CourseImport:
    """Take an import back: the course that it made is deleted, or the draft that it filled is empty again.

    Raise Conflict unless it was carried out, and when the course was changed, published or learnt since.
    """
    with unit_of_work():
        locked = CourseImport.objects.select_for_update(no_key=True, of=("self",)).get(pk=entry.pk)
        if locked.state != CourseImportState.DONE or locked.course_id is None or locked.revision is None:
            raise Conflict(_("Only an import that was carried out can be undone, and only once."))
        course = lock_course(locked.course_id)
        if _was_changed(locked, course):
            raise Conflict(_("The course was changed or published since. Delete it by hand if you do not want it."))
        empty_draft(actor=actor, course=course, revision=locked.revision, **locked.before)
        CourseFile.objects.filter(course=course, file__in=locked.stored).delete()
        write_audit_log(actor, "course_transfers.undo", locked, {"course": (course.slug, None)})
        locked.state = CourseImportState.UNDONE
        locked.save(update_fields=["state", "updated_at"])
        if locked.makes_course:
            delete_or_archive_course(course=course, actor=actor)
        locked.refresh_from_db()
        return locked


def _add_file(actor: User, course: Course, planned: PlannedFile, file: CheckedFile) -> CourseFile:
    stored = file.stored
    assert stored is not None
    if planned.is_package:
        return add_stored_package(actor=actor, course=course, stored=stored, title=planned.title)[0]
    return create_course_file(
        actor=actor, course=course, stored=stored, title=planned.title, duration_ms=file.duration_ms
    )


def _was_changed(entry: CourseImport, course: Course) -> bool:
    assert entry.finished_at is not None
    if get_content(course).revision != entry.revision or has_versions(course):
        return True
    if CourseFile.objects.filter(course=course).exclude(file__in=entry.stored).exists():
        return True
    if not entry.makes_course:
        return False
    is_draft = course.status == CourseStatus.DRAFT and course.published_at is None
    is_used = course.groups.exists() or Enrollment.objects.filter(course=course).exists()
    return not is_draft or is_used or course.updated_at > entry.finished_at


def _create_course(actor: User, plan: CoursePlan, picture: StoredFile | None) -> Course:
    level = find_level(plan.level) if plan.level else None
    course = create_course(
        actor=actor,
        title=plan.title,
        slug=_choose_slug(plan.title),
        description=plan.description,
        language=plan.language or "en",
        level=level.code if level else "",
        mode=CourseMode.ONLINE,
        category=find_category(plan.category),
        tags=plan.tags,
        prices=[Money(**price) for price in plan.prices],
    )
    if picture is not None:
        replace_thumbnail(course=course, actor=actor, stored=picture)
    return course


def _choose_slug(title: dict[str, str]) -> str:
    """Return a slug of the title, with a number where another course has it. Call it after `lock_fills`."""
    wanted = make_slug(title)[:70].strip("-") or "course"
    taken = set(Course.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)


def _build_lesson(lesson: PlannedLesson, keys: dict[str, str]) -> NewLesson:
    blocks = [replace_files(block, keys) for block in lesson.blocks]
    return NewLesson(
        title=lesson.title,
        id=_read_id(lesson.key),
        slug=lesson.slug,
        is_preview=lesson.is_preview,
        minutes=lesson.minutes,
        completion=lesson.completion,
        opens=lesson.opens,
        blocks=blocks,
    )


def _read_id(key: str) -> UUID | None:
    return UUID(key) if key else None
