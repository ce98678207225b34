"""Writes of lessons in drafts: their blocks, rules and settings."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid, raise_on_constraint_violation
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.courses.services.catalogue import make_slug
from apps.learning.blocks.checking import check_blocks, iterate_file_ids
from apps.learning.completion_rules import DEFAULT_RULE, check_completion_rule
from apps.learning.content_queries import get_course_files_by_id, list_draft_lessons
from apps.learning.models import CourseLesson, Module
from apps.learning.opening_rules import check_opening_rules
from apps.learning.services.drafts import (
    MAX_MODULES,
    build_draft_changed,
    check_order,
    get_next_position,
    lock_content,
    lock_module,
    raise_revision,
)
from apps.settings.services import write_audit_log

MAX_LESSONS = 500
AUDITED = {"slug", "is_preview", "completion", "opens"}
"""Changes that the audit log names: who may see a lesson, and when it counts. Its words are kept by versions."""


def add_lesson(*, actor: User, module: Module, title: str) -> CourseLesson:
    """Add an empty lesson at the end of a module. Raise Conflict when the course has MAX_LESSONS."""
    with unit_of_work():
        content = lock_content(module.course)
        locked = lock_module(module)
        if list_draft_lessons(module.course).count() >= MAX_LESSONS:
            raise Conflict(_("A course has at most %(count)d lessons.") % {"count": MAX_LESSONS})
        last = locked.lessons.filter(deleted_at__isnull=True).aggregate(last=Max("position"))["last"]
        lesson = CourseLesson(course=module.course, module=locked, title=title, saved_by=actor)
        lesson.position, lesson.completion = get_next_position(last), dict(DEFAULT_RULE)
        lesson.slug = choose_slug(lesson)
        lesson.save(force_insert=True)
        raise_revision(content)
        write_audit_log(actor, "learning.add_lesson", lesson, {"title": (None, title)})
        return lesson


def save_lesson(*, actor: User, lesson: CourseLesson, revision: int, changes: Mapping[str, Any]) -> CourseLesson:
    """Save fields of a lesson; the blocks replace those before. Its revision grows unless nothing changes, and that of
    the draft with it: who publishes or restores has seen what was saved.

    Raise Conflict `draft_changed` when somebody saved it since `revision`, Invalid for blocks, rules and a slug that
    are not valid, NotFound when it was deleted meanwhile.
    """
    checked = _check_changes(lesson, changes)
    with unit_of_work():
        content = lock_content(lesson.course)
        locked = lock_lesson(lesson)
        if locked.revision != revision:
            raise build_draft_changed()
        changed = locked.apply_changes(checked)
        if not changed:
            return locked
        locked.revision, locked.saved_by = revision + 1, actor
        taken = Invalid.field("slug", _("Another lesson of the course has this address."))
        with raise_on_constraint_violation(course_lesson_slug_once=taken):
            locked.save(update_fields=[*changed, "revision", "saved_by", "updated_at"])
        check_order(lesson.course, changed.get("opens", (None, ()))[1])
        raise_revision(content)
        if audited := {name: values for name, values in changed.items() if name in AUDITED}:
            write_audit_log(actor, "learning.change_lesson", locked, audited)
        return locked


def delete_lesson(*, actor: User, lesson: CourseLesson) -> None:
    """Delete a lesson from the draft; learners keep it until the next publication."""
    with unit_of_work():
        content = lock_content(lesson.course)
        locked, now = lock_lesson(lesson), timezone.now()
        CourseLesson.objects.filter(pk=locked.pk).update(deleted_at=now, updated_at=now)
        raise_revision(content)
        write_audit_log(actor, "learning.delete_lesson", locked, {"title": (locked.title, None)})


def restore_lesson(*, actor: User, lesson: CourseLesson) -> None:
    """Put a deleted lesson back into its module, which is put back too. A lesson of the draft stays as it is."""
    with unit_of_work():
        content = lock_content(lesson.course)
        if not _bring_back(lesson):
            return
        _check_room(lesson.course)
        Module.objects.filter(pk=lesson.module_id).update(deleted_at=None, updated_at=timezone.now())
        raise_revision(content)
        write_audit_log(actor, "learning.restore_lesson", lesson, {"title": (None, lesson.title)})


def restore_module(*, actor: User, module: Module) -> None:
    """Put a deleted module back with the lessons that went with it. A module of the draft stays as it is."""
    with unit_of_work():
        content = lock_content(module.course)
        gone = Module.objects.filter(pk=module.pk, deleted_at__isnull=False).first()
        if gone is None:
            return
        Module.objects.filter(pk=module.pk).update(deleted_at=None, updated_at=timezone.now())
        for lesson in gone.lessons.filter(deleted_at=gone.deleted_at).defer("blocks"):
            _bring_back(lesson)
        _check_room(module.course)
        raise_revision(content)
        write_audit_log(actor, "learning.restore_module", module, {"title": (None, module.title)})


def lock_lesson(lesson: CourseLesson) -> CourseLesson:
    """Return a lesson of the draft, locked until the commit. Raise NotFound when it was deleted."""
    rows = CourseLesson.objects.select_for_update(no_key=True, of=("self",)).select_related("course", "module")
    return get_or_not_found(rows.filter(deleted_at__isnull=True), lesson.pk)


def choose_slug(lesson: CourseLesson) -> str:
    """Return the slug of a lesson, else one of its title; with a number where another lesson of the draft has it."""
    wanted = lesson.slug or make_slug({"en": lesson.title}) or "lesson"
    others = CourseLesson.objects.filter(course=lesson.course_id, deleted_at__isnull=True).exclude(pk=lesson.pk)
    taken = set(others.filter(slug__startswith=wanted[:70]).values_list("slug", flat=True))
    numbered = (f"{wanted[:70]}-{number}" for number in range(2, MAX_LESSONS + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)


def _check_room(course: Course) -> None:
    """Raise Conflict when the draft has more lessons or modules than a course may have."""
    if list_draft_lessons(course).count() > MAX_LESSONS:
        raise Conflict(_("A course has at most %(count)d lessons.") % {"count": MAX_LESSONS})
    if Module.objects.filter(course=course, deleted_at__isnull=True).count() > MAX_MODULES:
        raise Conflict(_("A course has at most %(count)d modules.") % {"count": MAX_MODULES})


def _bring_back(lesson: CourseLesson) -> int:
    """Put a deleted lesson back; return 0 for a lesson of the draft."""
    gone = CourseLesson.objects.filter(pk=lesson.pk, deleted_at__isnull=False)
    return gone.update(deleted_at=None, slug=choose_slug(lesson), updated_at=timezone.now())


def _check_changes(lesson: CourseLesson, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the changes as they are stored. It reads long texts, so it is called before the lock."""
    checked = dict(changes)
    if "blocks" in checked:
        files = get_course_files_by_id(lesson.course_id, list(iterate_file_ids(checked["blocks"])))
        checked["blocks"] = check_blocks(checked["blocks"], files)
    if "completion" in checked:
        checked["completion"] = check_completion_rule(checked["completion"])
    if "opens" in checked:
        checked["opens"] = check_opening_rules(checked["opens"])
    return checked
