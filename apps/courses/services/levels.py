"""Writes of categories, levels and placements."""

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.local_days import get_local_day
from apps.core.translated_texts import pick_translation
from apps.core.uow import unit_of_work
from apps.core.validators import validate_date, validate_field
from apps.courses.models import Category, Course, Level, Placement, PlacementMethod
from ml.text import fold_text


class CategoryChanges(TypedDict, total=False):
    """Changes of a category; absent keys stay."""

    name: dict[str, str]
    slug: str
    position: int


class LevelChanges(TypedDict, total=False):
    """Changes of a level; its code cannot change."""

    name: dict[str, str]
    position: int


def create_category(*, actor: User, name: dict[str, str], slug: str = "", position: int = 0) -> Category:
    """Create a category. Raise Invalid for an empty name and, on "slug", for one in use."""
    if not pick_translation(name):
        raise Invalid.field("name", _("Give a name in at least one language."))
    slug = slug or slugify(fold_text(pick_translation(name, "en")).replace("'", ""))[:80].strip("-") or "category"
    with unit_of_work():
        category = Category(name=name, slug=slug, position=position)
        _save(category, None, "slug", _("Another category has this address."))
        settings.write_audit_log(
            actor=actor, action="courses.create_category", obj=category, changes={"slug": (None, slug)}
        )
    return category


def change_category(*, category: Category, actor: User, **changes: Unpack[CategoryChanges]) -> Category:
    """Change the given fields. Raise Invalid as `create_category`."""
    if "name" in changes and not pick_translation(changes["name"]):
        raise Invalid.field("name", _("Give a name in at least one language."))
    with unit_of_work():
        category = Category.objects.select_for_update().get(pk=category.pk)
        differing = _apply_changes(category, dict(changes))
        if differing:
            _save(category, [*differing, "updated_at"], "slug", _("Another category has this address."))
            settings.write_audit_log(actor=actor, action="courses.change_category", obj=category, changes=differing)
    return category


def remove_category(*, category: Category, actor: User) -> None:
    """Delete a category; its courses stay without one."""
    with unit_of_work():
        settings.write_audit_log(
            actor=actor, action="courses.remove_category", obj=category, changes={"slug": (category.slug, None)}
        )
        category.delete()


def create_level(*, actor: User, code: str, name: dict[str, str] | None = None, position: int = 0) -> Level:
    """Create a level, or take an archived one with this code back into use. Raise Invalid on "code" when it is in use,
    in upper or lower case.
    """
    with unit_of_work():
        archived = Level.objects.select_for_update().filter(code__iexact=code, archived_at__isnull=False).first()
        level = archived or Level(code=code)
        level.name, level.position, level.archived_at = name or {}, position, None
        fields = ["name", "position", "archived_at", "updated_at"] if archived else None
        _save(level, fields, "code", _("A level with this code already exists."))
        settings.write_audit_log(actor=actor, action="courses.create_level", obj=level, changes={"code": (None, code)})
    return level


def change_level(*, level: Level, actor: User, **changes: Unpack[LevelChanges]) -> Level:
    """Change the given fields."""
    with unit_of_work():
        level = Level.objects.select_for_update().get(pk=level.pk)
        differing = _apply_changes(level, dict(changes))
        if differing:
            level.save(update_fields=[*differing, "updated_at"])
            settings.write_audit_log(actor=actor, action="courses.change_level", obj=level, changes=differing)
    return level


def archive_level(*, level: Level, actor: User) -> None:
    """Archive a level: new courses and placements cannot use it. Raise Conflict while a course that is not archived
    uses it.
    """
    with unit_of_work():
        if Course.objects.filter(level=level.code).exclude(status="archived").exists():
            raise Conflict(_("Courses still have this level."))
        Level.objects.filter(pk=level.pk, archived_at__isnull=True).update(
            archived_at=timezone.now(), updated_at=timezone.now()
        )
        settings.write_audit_log(actor=actor, action="courses.archive_level", obj=level)


def create_placement(
    *,
    student: User,
    actor: User,
    level: str,
    method: PlacementMethod,
    language: str = "en",
    score: int | None = None,
    found_on: date | None = None,
    note: str = "",
) -> Placement:
    """Record the level that a pupil was found to have. Raise Invalid on "level" for an unknown level, on "found_on" for
    a future day.
    """
    today = get_local_day(timezone.now(), student.zone)
    found_on = validate_field("found_on", validate_date, found_on or today)
    if found_on > today:
        raise Invalid.field("found_on", _("This day is still to come."))
    known = Level.objects.filter(code=level, archived_at__isnull=True).first()
    if known is None:
        raise Invalid.field("level", _("The centre has no such level."))
    with unit_of_work():
        placement = Placement.objects.create(
            student=student,
            language=language,
            level=known,
            method=method,
            score=score,
            found_on=found_on,
            found_by=actor,
            note=note,
        )
        settings.write_audit_log(actor=actor, action="courses.place", obj=placement, changes={"level": (None, level)})
    return placement


def remove_placement(*, placement: Placement, actor: User) -> None:
    """Delete a placement that was recorded by mistake."""
    with unit_of_work():
        change = {"level": (placement.level.code, None), "student": (str(placement.student_id), None)}
        settings.write_audit_log(actor=actor, action="courses.remove_placement", obj=placement, changes=change)
        placement.delete()


def _apply_changes(row: Category | Level, given: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    changed = {name: (getattr(row, name), new) for name, new in given.items() if getattr(row, name) != new}
    for name, (_old, new) in changed.items():
        setattr(row, name, new)
    return changed


def _save(row: Category | Level, fields: list[str] | None, field: str, taken: Any) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=fields, force_insert=fields is None)
    except IntegrityError as error:
        raise Invalid.field(field, taken) from error
