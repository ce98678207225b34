"""Writes of drafts: settings, modules and the order of lessons."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.courses.models import Course
from apps.learning.content_queries import list_draft_lessons, list_draft_modules
from apps.learning.drafts import load_draft
from apps.learning.lesson_order import find_circle
from apps.learning.models import CourseContent, CourseLesson, Module
from apps.learning.opening_rules import check_opening_rules
from apps.settings.services import write_audit_log

MAX_MODULES = 100


def change_settings(*, actor: User, course: Course, revision: int, changes: dict[str, Any]) -> CourseContent:
    """Change the order of learning or the weight of lessons. Raise Conflict `draft_changed` for an old revision."""
    with unit_of_work():
        content = lock_content(course, revision)
        if changed := content.apply_changes(changes):
            content.save(update_fields=[*changed, "updated_at"])
            raise_revision(content)
            write_audit_log(actor, "learning.change_settings", content, changed)
        return content


def add_module(*, actor: User, course: Course, title: str, opens: Sequence[dict[str, Any]] = ()) -> Module:
    """Add a module at the end of the draft. Raise Conflict when the course has MAX_MODULES, Invalid for its rules."""
    checked = check_opening_rules(opens)
    with unit_of_work():
        content = lock_content(course)
        modules = list_draft_modules(course)
        if modules.count() >= MAX_MODULES:
            raise Conflict(_("A course has at most %(count)d modules.") % {"count": MAX_MODULES})
        position = get_next_position(modules.aggregate(last=Max("position"))["last"])
        module = Module.objects.create(course=course, title=title, position=position, opens=checked)
        check_order(course, checked)
        raise_revision(content)
        write_audit_log(actor, "learning.add_module", module, {"title": (None, title)})
        return module


def change_module(*, actor: User, module: Module, changes: dict[str, Any]) -> Module:
    """Change the title or the opening rules of a module. Raise Invalid for rules that do not hold together."""
    if "opens" in changes:
        changes = {**changes, "opens": check_opening_rules(changes["opens"])}
    with unit_of_work():
        content = lock_content(module.course)
        locked = lock_module(module)
        if changed := locked.apply_changes(changes):
            locked.save(update_fields=[*changed, "updated_at"])
            check_order(module.course, changes.get("opens", ()))
            raise_revision(content)
            write_audit_log(actor, "learning.change_module", locked, changed)
        return locked


def delete_module(*, actor: User, module: Module) -> None:
    """Delete a module and its lessons from the draft; learners keep them until the next publication."""
    with unit_of_work():
        content = lock_content(module.course)
        locked, now = lock_module(module), timezone.now()
        Module.objects.filter(pk=locked.pk).update(deleted_at=now, updated_at=now)
        locked.lessons.filter(deleted_at__isnull=True).update(deleted_at=now, updated_at=now)
        raise_revision(content)
        write_audit_log(actor, "learning.delete_module", locked, {"title": (locked.title, None)})


def set_order(*, actor: User, course: Course, revision: int, modules: Sequence[tuple[UUID, Sequence[UUID]]]) -> None:
    """Set the order of modules and lessons, and in which module each lesson stands.

    Raise Conflict `draft_changed` for an old revision, Invalid unless each module and lesson is named exactly once.
    """
    with unit_of_work():
        content = lock_content(course, revision)
        known = {module.pk: module for module in list_draft_modules(course)}
        lessons = {lesson.pk: lesson for lesson in list_draft_lessons(course).defer("blocks")}
        named = [lesson for _module, keys in modules for lesson in keys]
        if sorted(known) != sorted(key for key, _lessons in modules) or sorted(lessons) != sorted(named):
            raise Invalid.field("modules", _("Name every module and every lesson of the draft exactly once."))
        now = timezone.now()
        for place, (key, keys) in enumerate(modules):
            known[key].position, known[key].updated_at = place, now
            for lesson_place, lesson_key in enumerate(keys):
                lesson = lessons[lesson_key]
                lesson.module_id, lesson.position = key, lesson_place
        Module.objects.bulk_update(known.values(), ["position", "updated_at"])
        CourseLesson.objects.bulk_update(lessons.values(), ["module", "position"])
        raise_revision(content)
        write_audit_log(actor, "learning.change_order", content)


def lock_content(course: Course, revision: int | None = None) -> CourseContent:
    """Return the content of the course, locked until the commit; it is made where nobody wrote yet.

    Raise Conflict `draft_changed` unless `revision` is the present one; None: any. Locks: content, then lessons.
    """
    CourseContent.objects.bulk_create([CourseContent(course=course)], ignore_conflicts=True)
    content = CourseContent.objects.select_for_update(no_key=True, of=("self",)).get(course=course)
    if revision is not None and content.revision != revision:
        raise build_draft_changed()
    content.course = course
    return content


def build_draft_changed() -> Conflict:
    """Return the error about an old revision."""
    return Conflict(_("Somebody changed this meanwhile. Load it again."), code=ErrorCode.DRAFT_CHANGED)


def raise_revision(content: CourseContent) -> None:
    """Count a change of the draft."""
    CourseContent.objects.filter(pk=content.pk).update(revision=F("revision") + 1, updated_at=timezone.now())
    content.revision += 1


def lock_module(module: Module) -> Module:
    """Return a module of the draft, locked until the commit. Raise NotFound when it was deleted."""
    rows = Module.objects.select_for_update(no_key=True).filter(deleted_at__isnull=True)
    return get_or_not_found(rows, module.pk)


def get_next_position(last: int | None) -> int:
    """Return the position after the last one; None: there is none yet."""
    return 0 if last is None else min(last + 1, 30_000)


def check_order(course: Course, opens: Sequence[dict[str, Any]]) -> None:
    """Raise Invalid on "opens" when the rules that were just stored name a lesson that is not in the draft, or make
    lessons wait for each other.
    """
    awaited = {UUID(rule["lesson"]) for rule in opens if rule["rule"] == "after_lesson"}
    if not awaited:
        return
    draft = load_draft(course)
    if not awaited <= {lesson.pk for lesson in draft.lessons}:
        raise Invalid.field("opens", _("There is no such lesson."))
    if circle := find_circle(draft.next_outline):
        text = _("These lessons wait for each other: %(titles)s.") % {"titles": " → ".join(circle)}
        raise Invalid.field("opens", text)
