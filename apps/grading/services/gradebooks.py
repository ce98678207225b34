"""Writes of what counts in a gradebook: its scale, its categories and its items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid, raise_on_constraint_violation
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.courses.models import Course, Group
from apps.grading.bounds import TWICE, UNKNOWN, Problems
from apps.grading.events import hint_gradebook_changed
from apps.grading.gradebook_rows import build_rule
from apps.grading.gradebooks import MissingRule, check_gradebook
from apps.grading.models import Gradebook, GradeCategory, GradeItem, GradeScale, GradeSource
from apps.grading.scales import UsualScale
from apps.homework.models import Assignment
from apps.quizzes.models import Quiz
from apps.settings.services import write_audit_log

MAX_CATEGORIES, MAX_ITEMS = 30, 140
ONE_PLACE = _("A gradebook belongs to a group or to a course.")
ONE_SCALE = _("Choose one scale.")
NO_NAME = _("Enter a name.")
KEEP_WORK = _("An item keeps its work. Leave it out, and add another one.")
NO_REGISTER = _("An online course has no register.")
CATEGORY_NAME = _("Coursework")


@dataclass(frozen=True, kw_only=True)
class CategoryDraft:
    """A category as it shall be; the fields are those of `models.GradeCategory`. `id` None: a new one."""

    id: UUID | None = None
    name: str
    weight: Decimal
    drop_lowest: int = 0
    keep_highest: int | None = None
    is_extra_credit: bool = False


@dataclass(frozen=True, kw_only=True)
class ItemDraft:
    """An item as it shall be; the fields are those of `models.GradeItem`. `category`: its place in the list, from 0."""

    id: UUID | None = None
    category: int
    name: str
    source: str = GradeSource.HAND.value
    quiz: UUID | None = None
    assignment: UUID | None = None
    max_points: Decimal
    weight: Decimal | None = None
    is_extra_credit: bool = False
    is_excused: bool = False
    due_at: datetime | None = None
    missing: str = MissingRule.ZERO_WHEN_DUE.value
    late_percent_per_day: Decimal | None = None
    late_floor: Decimal = Decimal(0)
    late_grace_minutes: int = 0


def create_gradebook(*, actor: User, group: Group | None, course: Course | None) -> Gradebook:
    """Create the gradebook of a group or of a course, with one category. Raise Conflict where there is one."""
    if (group is None) == (course is None):
        raise Invalid.field("group", ONE_PLACE)
    taken = Conflict(_("There is a gradebook already."))
    with unit_of_work():
        with raise_on_constraint_violation(grading_gradebook_group_id_key=taken, grading_gradebook_course_id_key=taken):
            gradebook = Gradebook.objects.create(group=group, course=course, usual_scale=UsualScale.FIVE.value)
        GradeCategory.objects.create(gradebook=gradebook, position=0, name=str(CATEGORY_NAME), weight=Decimal(100))
        write_audit_log(actor, "grading.create_gradebook", gradebook)
        return gradebook


def set_structure(
    *,
    actor: User,
    gradebook: Gradebook,
    revision: int,
    usual_scale: str,
    own_scale: GradeScale | None,
    categories: Sequence[CategoryDraft],
    items: Sequence[ItemDraft],
) -> Gradebook:
    """Set what counts, in this order. Items that are left out count no more; what teachers wrote in them stays.

    Raise Conflict `draft_changed` for an old revision, Invalid with all problems by field: `categories.0.weight`,
    `items.2.quiz`.
    """
    if bool(usual_scale) == (own_scale is not None):
        raise Invalid.field("own_scale", ONE_SCALE)
    with unit_of_work():
        locked = get_or_not_found(Gradebook.objects.select_for_update(of=("self",)), gradebook.pk)
        if locked.revision != revision:
            raise Conflict(_("Somebody changed this gradebook meanwhile. Load it again."), code=ErrorCode.DRAFT_CHANGED)
        if own_scale is not None and not GradeScale.objects.select_for_update(no_key=True).filter(pk=own_scale.pk):
            raise Invalid.field("own_scale", UNKNOWN)
        old_categories = {row.pk: row for row in locked.categories.all()}
        # In the order of ids, as all who lock several.
        rows = locked.items.select_for_update().filter(removed_at__isnull=True).order_by("pk")
        old_items = {row.pk: row for row in rows}
        _check_drafts(locked, categories, items, old_categories, old_items)
        changes = locked.apply_changes({"usual_scale": usual_scale, "own_scale": own_scale})
        kept = _save_categories(locked, categories, old_categories, changes)
        _save_items(locked, items, kept, old_items, changes)
        locked.categories.exclude(pk__in=[row.pk for row in kept]).delete()
        check_gradebook(build_rule(locked, list(locked.items.filter(removed_at__isnull=True).order_by("position"))))
        locked.revision += 1
        locked.save(update_fields=["usual_scale", "own_scale", "revision", "updated_at"])
        write_audit_log(actor, "grading.change_gradebook", locked, changes)
        hint_gradebook_changed(locked)
        return locked


def _check_drafts(
    gradebook: Gradebook,
    categories: Sequence[CategoryDraft],
    items: Sequence[ItemDraft],
    old_categories: Mapping[UUID, GradeCategory],
    old_items: Mapping[UUID, GradeItem],
) -> None:
    problems = Problems()
    problems.check_count("categories", categories, least=1, most=MAX_CATEGORIES)
    problems.check_count("items", items, least=0, most=MAX_ITEMS)
    problems.check_names("categories", "name", [category.name for category in categories])
    _check_ids("categories", [category.id for category in categories], old_categories, problems)
    _check_ids("items", [item.id for item in items], old_items, problems)
    works = {
        GradeSource.QUIZ: _list_known(Quiz.objects.filter(deleted_at__isnull=True), gradebook),
        GradeSource.HOMEWORK: _list_known(Assignment.objects.all(), gradebook),
    }
    used: set[UUID] = set()
    for place, item in enumerate(items):
        path, old = f"items.{place}", old_items.get(item.id) if item.id else None
        problems.add(f"{path}.name", NO_NAME, when=not item.name.strip())
        problems.add(f"{path}.category", UNKNOWN, when=not 0 <= item.category < len(categories))
        if old is not None:
            # Entries of the one work would count for the other.
            is_same = (item.source, item.quiz, item.assignment) == (old.source, old.quiz_id, old.assignment_id)
            problems.add(f"{path}.source", KEEP_WORK, when=not is_same)
        else:
            _check_work(path, item, gradebook, works, problems)
        for field, work in (("quiz", item.quiz), ("assignment", item.assignment)):
            problems.add(f"{path}.{field}", TWICE, when=work is not None and work in used)
            used |= {work} if work is not None else set()
    problems.raise_if_any()


def _check_ids(path: str, ids: Sequence[UUID | None], known: Mapping[UUID, Any], problems: Problems) -> None:
    for place, key in enumerate(ids):
        problems.add(f"{path}.{place}.id", UNKNOWN, when=key is not None and (key not in known or key in ids[:place]))


def _check_work(
    path: str, item: ItemDraft, gradebook: Gradebook, works: Mapping[GradeSource, set[UUID]], problems: Problems
) -> None:
    is_register = item.source == GradeSource.ATTENDANCE
    problems.add(f"{path}.source", NO_REGISTER, when=is_register and gradebook.group_id is None)
    for field, source, work in (
        ("quiz", GradeSource.QUIZ, item.quiz), ("assignment", GradeSource.HOMEWORK, item.assignment)
    ):  # fmt: skip
        is_known = work in works[source] if item.source == source else work is None
        problems.add(f"{path}.{field}", UNKNOWN, when=not is_known)


def _list_known(rows: Any, gradebook: Gradebook) -> set[UUID]:
    """Return the ids of the quizzes or assignments of the gradebook's group or course."""
    return set(rows.filter(group=gradebook.group_id, course=gradebook.course_id).values_list("pk", flat=True))


def _save_categories(
    gradebook: Gradebook,
    drafts: Sequence[CategoryDraft],
    old: Mapping[UUID, GradeCategory],
    changes: dict[str, tuple[Any, Any]],
) -> list[GradeCategory]:
    rows = []
    for position, draft in enumerate(drafts):
        row = old[draft.id] if draft.id else GradeCategory(gradebook=gradebook)
        _apply(row, {"position": position, **_read_fields(draft)}, changes, path=f"categories.{position}")
        rows.append(row)
    left_out = [row.name for key, row in old.items() if key not in {draft.id for draft in drafts}]
    if left_out:
        changes["categories"] = (left_out, None)
    return rows


def _save_items(
    gradebook: Gradebook,
    drafts: Sequence[ItemDraft],
    categories: Sequence[GradeCategory],
    old: Mapping[UUID, GradeItem],
    changes: dict[str, tuple[Any, Any]],
) -> None:
    kept = {draft.id for draft in drafts}
    left_out = [row for key, row in old.items() if key not in kept]
    if left_out:
        changes["items"] = ([row.name for row in left_out], None)
    # First, so that an item may take over the work of one that is left out.
    gradebook.items.filter(pk__in=[row.pk for row in left_out]).update(removed_at=timezone.now())
    for position, draft in enumerate(drafts):
        row = old[draft.id] if draft.id else GradeItem(gradebook=gradebook)
        values = _read_fields(draft) | {"position": position, "category_id": categories[draft.category].pk}
        for work in ("quiz", "assignment"):
            values[f"{work}_id"] = values.pop(work)
        values.pop("category")
        _apply(row, values, changes, path=f"items.{position}")


def _read_fields(draft: Any) -> dict[str, Any]:
    return {field.name: getattr(draft, field.name) for field in fields(draft) if field.name != "id"}


def _apply(row: Any, values: dict[str, Any], changes: dict[str, tuple[Any, Any]], *, path: str) -> None:
    """Save what differs, and note it for the audit log by the place and the field."""
    changed = row.apply_changes(values)
    if changed or row._state.adding:
        row.save()
    changes.update({f"{path}.{name}": pair for name, pair in changed.items()})
