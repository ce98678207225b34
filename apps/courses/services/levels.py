"""Writes of categories, levels and placements."""

from datetime import date
from typing import TypedDict, Unpack

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid, raise_on_constraint_violation
from apps.core.local_days import get_today
from apps.core.translated_texts import merge_translations, pick_translation
from apps.core.uow import unit_of_work
from apps.core.validators import validate_date, validate_field
from apps.courses.models import Category, Course, Level, Placement, PlacementMethod
from apps.courses.services.catalogue import make_slug
from apps.settings.services import write_audit_log


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
    slug = slug or make_slug(name) or "category"
    with unit_of_work():
        category = Category(name=name, slug=slug, position=position)
        _save(category, None)
        write_audit_log(actor, "courses.create_category", category, {"slug": (None, slug)})
    return category


def change_category(*, category: Category, actor: User, **changes: Unpack[CategoryChanges]) -> Category:
    """Change the given fields. Raise Invalid as `create_category`."""
    with unit_of_work():
        category = Category.objects.select_for_update().get(pk=category.pk)
        differing = category.apply_changes(merge_translations(category, changes, "name"))
        if not pick_translation(category.name):
            raise Invalid.field("name", _("Give a name in at least one language."))
        if differing:
            _save(category, [*differing, "updated_at"])
            write_audit_log(actor, "courses.change_category", category, differing)
    return category


def remove_category(*, category: Category, actor: User) -> None:
    """Delete a category; its courses stay without one."""
    with unit_of_work():
        write_audit_log(actor, "courses.remove_category", category, {"slug": (category.slug, None)})
        category.delete()


def create_level(*, actor: User, code: str, name: dict[str, str] | None = None, position: int = 0) -> Level:
    """Create a level, or take an archived one with this code back into use. Raise Invalid on "code" when it is in use,
    in upper or lower case.
    """
    with unit_of_work():
        archived = Level.objects.select_for_update().filter(code__iexact=code, archived_at__isnull=False).first()
        level = archived or Level(code=code)
        level.name, level.position, level.archived_at = name or {}, position, None
        _save(level, ["name", "position", "archived_at", "updated_at"] if archived else None)
        write_audit_log(actor, "courses.create_level", level, {"code": (None, code)})
    return level


def change_level(*, level: Level, actor: User, **changes: Unpack[LevelChanges]) -> Level:
    """Change the given fields."""
    with unit_of_work():
        level = Level.objects.select_for_update().get(pk=level.pk)
        if differing := level.apply_changes(merge_translations(level, changes, "name")):
            level.save(update_fields=[*differing, "updated_at"])
            write_audit_log(actor, "courses.change_level", level, differing)
    return level


def archive_level(*, level: Level, actor: User) -> None:
    """Archive a level: new courses and placements cannot use it. Raise Conflict while a course that is not archived
    uses it.
    """
    with unit_of_work():
        if Course.objects.filter(level=level.code).exclude(status="archived").exists():
            raise Conflict(_("Courses still have this level."))
        now = timezone.now()
        Level.objects.filter(pk=level.pk, archived_at__isnull=True).update(archived_at=now, updated_at=now)
        write_audit_log(actor, "courses.archive_level", level)


class PlacementOptions(TypedDict, total=False):
    """Values that a placement need not have."""

    language: str
    score: int | None
    note: str


def create_placement(
    *,
    student: User,
    actor: User,
    level: str,
    method: PlacementMethod,
    found_on: date | None = None,
    **options: Unpack[PlacementOptions],
) -> Placement:
    """Record the level that a pupil was found to have. Raise Invalid on "level" for an unknown level, on "found_on" for
    a future day.
    """
    today = get_today(student.zone)
    found_on = validate_field("found_on", validate_date, found_on or today)
    if found_on > today:
        raise Invalid.field("found_on", _("This day is still to come."))
    known = Level.objects.filter(code=level, archived_at__isnull=True).first()
    if known is None:
        raise Invalid.field("level", _("The centre has no such level."))
    with unit_of_work():
        placement = Placement.objects.create(
            student=student, level=known, method=method, found_on=found_on, found_by=actor, **options
        )
        write_audit_log(actor, "courses.place", placement, {"level": (None, level)})
    return placement


def remove_placement(*, placement: Placement, actor: User) -> None:
    """Delete a placement that was recorded by mistake."""
    with unit_of_work():
        change = {"level": (placement.level.code, None), "student": (str(placement.student_id), None)}
        write_audit_log(actor, "courses.remove_placement", placement, change)
        placement.delete()


def _save(row: Category | Level, fields: list[str] | None) -> None:
    code_taken = Invalid.field("code", _("A level with this code already exists."))
    with raise_on_constraint_violation(
        courses_category_slug_key=Invalid.field("slug", _("Another category has this address.")),
        courses_level_code_key=code_taken,
        level_code_once_in_any_case=code_taken,
    ):
        row.save(update_fields=fields, force_insert=fields is None)
