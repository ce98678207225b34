"""Fill an empty draft with a whole course at once, and empty it again while nobody changed it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.ids import uuid7
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.courses.services.catalogue import make_slug
from apps.learning.blocks.checking import check_blocks
from apps.learning.completion_rules import check_completion_rule
from apps.learning.content_queries import list_draft_lessons, list_draft_modules
from apps.learning.drafts import load_draft
from apps.learning.lesson_order import find_circle
from apps.learning.models import CourseContent, CourseFile, CourseLesson, CourseVersion, LessonVersion, Module
from apps.learning.opening_rules import check_opening_rules
from apps.learning.services.drafts import MAX_MODULES, build_draft_changed, lock_content, raise_revision
from apps.learning.services.lesson_drafts import MAX_LESSONS
from apps.settings.services import write_audit_log

FILL_LOCK_SQL = "SELECT pg_advisory_xact_lock(hashtext('learning.fill_draft'))"


@dataclass(frozen=True)
class NewLesson:
    """A lesson to add. `id` None, and one that is taken, become a new id; rules of the same course follow."""

    title: str
    id: UUID | None = None
    slug: str = ""
    is_preview: bool = False
    minutes: int = 5
    completion: dict[str, Any] = field(default_factory=dict)
    opens: Sequence[dict[str, Any]] = ()
    blocks: Sequence[dict[str, Any]] = ()


@dataclass(frozen=True)
class NewModule:
    """A module to add, with its lessons in order; `id` as in NewLesson."""

    title: str
    id: UUID | None = None
    opens: Sequence[dict[str, Any]] = ()
    lessons: Sequence[NewLesson] = ()


def fill_draft(
    *, actor: User, course: Course, is_sequential: bool, weight: str, modules: Sequence[NewModule]
) -> CourseContent:
    """Write these modules into the empty draft of the course.

    Raise Conflict when the draft has a module, or when there are more modules or lessons than a course may have;
    Invalid for blocks and rules that are not valid, and for lessons that wait for each other.
    """
    with unit_of_work():
        lock_fills()
        content = lock_content(course)
        if list_draft_modules(course).exists():
            raise Conflict(_("The draft of the course is not empty."))
        lessons = [lesson for module in modules for lesson in module.lessons]
        if len(modules) > MAX_MODULES:
            raise Conflict(_("A course has at most %(count)d modules.") % {"count": MAX_MODULES})
        if len(lessons) > MAX_LESSONS:
            raise Conflict(_("A course has at most %(count)d lessons.") % {"count": MAX_LESSONS})
        keys = _choose_ids(modules)
        files = {file.pk: file for file in CourseFile.objects.filter(course=course).select_related("file")}
        slugs = set[str]()
        for place, module in enumerate(modules):
            opens = check_opening_rules(_follow_ids(module.opens, keys))
            row = Module(id=_take_id(module.id, keys), course=course, title=module.title, position=place, opens=opens)
            row.save(force_insert=True)
            CourseLesson.objects.bulk_create(
                _build_lesson(actor, course, row, lesson, number, keys, files, slugs)
                for number, lesson in enumerate(module.lessons)
            )
        content.is_sequential, content.weight = is_sequential, weight
        content.save(update_fields=["is_sequential", "weight", "updated_at"])
        _check_circles(course, content)
        raise_revision(content)
        write_audit_log(actor, "learning.import_draft", content, {"lessons": (None, len(lessons))})
        return content


def empty_draft(*, actor: User, course: Course, revision: int, is_sequential: bool, weight: str) -> None:
    """Delete the modules and lessons of a draft for good, and set its settings; the files of the course stay.

    Raise Conflict `draft_changed` when the draft was changed or published since `revision`.
    """
    with unit_of_work():
        content = lock_content(course, revision)
        lessons = list_draft_lessons(course)
        if LessonVersion.objects.filter(lesson__in=lessons.order_by().values("pk")).exists():
            raise build_draft_changed()
        lessons.delete()
        list_draft_modules(course).delete()
        content.is_sequential, content.weight = is_sequential, weight
        content.save(update_fields=["is_sequential", "weight", "updated_at"])
        raise_revision(content)
        write_audit_log(actor, "learning.undo_import", content)


def has_versions(course: Course) -> bool:
    """Return whether content of the course was ever published."""
    return CourseVersion.objects.filter(course=course).exists()


def _build_lesson(
    actor: User,
    course: Course,
    module: Module,
    lesson: NewLesson,
    position: int,
    keys: dict[UUID, UUID],
    files: dict[UUID, CourseFile],
    slugs: set[str],
) -> CourseLesson:
    slug = _choose_slug(lesson, slugs)
    return CourseLesson(
        id=_take_id(lesson.id, keys),
        course=course,
        module=module,
        slug=slug,
        title=lesson.title,
        position=position,
        is_preview=lesson.is_preview,
        minutes=lesson.minutes,
        completion=check_completion_rule(lesson.completion),
        opens=check_opening_rules(_follow_ids(lesson.opens, keys)),
        blocks=check_blocks(lesson.blocks, files),
        saved_by=actor,
    )


def _choose_slug(lesson: NewLesson, taken: set[str]) -> str:
    wanted = make_slug({"en": lesson.slug or lesson.title})[:80].strip("-") or "lesson"
    numbered = (f"{wanted[:70]}-{number}" for number in range(2, MAX_LESSONS + 3))
    slug = wanted if wanted not in taken else next(each for each in numbered if each not in taken)
    taken.add(slug)
    return slug


def _choose_ids(modules: Sequence[NewModule]) -> dict[UUID, UUID]:
    """Return the id of each module and lesson that asks for one: that one, or a new one where it is taken."""
    lessons = [lesson.id for module in modules for lesson in module.lessons]
    asked = [key for key in [*(module.id for module in modules), *lessons] if key]
    taken = {
        key
        for model in (Module, CourseLesson)
        for key in model.objects.filter(pk__in=asked).values_list("pk", flat=True)
    }
    keys: dict[UUID, UUID] = {}
    for key in asked:
        if key in keys:
            raise Invalid.field("modules", _("Two lessons or modules have the same identifier."))
        keys[key] = uuid7() if key in taken else key
    return keys


def _take_id(wanted: UUID | None, keys: dict[UUID, UUID]) -> UUID:
    return keys[wanted] if wanted else uuid7()


def _follow_ids(rules: Sequence[dict[str, Any]], keys: dict[UUID, UUID]) -> list[dict[str, Any]]:
    """Return the rules with the new ids of the lessons that they name."""
    named = {str(old): str(new) for old, new in keys.items()}
    return [
        {**rule, "lesson": named.get(str(rule["lesson"]), rule["lesson"])} if "lesson" in rule else rule
        for rule in rules
    ]


def _check_circles(course: Course, content: CourseContent) -> None:
    draft = load_draft(course, content)
    known = {str(lesson.pk) for lesson in draft.lessons}
    outline = draft.next_outline
    rules = [rule for module in outline.modules for rule in module.opens]
    rules += [rule for lesson in outline.lessons for rule in lesson.opens]
    if any(rule["rule"] == "after_lesson" and rule["lesson"] not in known for rule in rules):
        raise Invalid.field("opens", _("There is no such lesson."))
    if circle := find_circle(outline):
        text = _("These lessons wait for each other: %(titles)s.") % {"titles": " → ".join(circle)}
        raise Invalid.field("opens", text)


def lock_fills() -> None:
    """Wait until no other draft is being filled, until the commit: two at once could take the same ids."""
    with connection.cursor() as cursor:
        cursor.execute(FILL_LOCK_SQL)
