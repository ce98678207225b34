"""Writes of what counts in a gradebook: its scale, its categories and its items."""

from collections.abc import Sequence
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
from apps.grading.gradebook_rows import build_rule
from apps.grading.gradebooks import MissingRule, check_gradebook
from apps.grading.models import Gradebook, GradeCategory, GradeItem, GradeScale, GradeSource
from apps.grading.scales import UsualScale
from apps.homework.models import Assignment
from apps.quizzes.models import Quiz
from apps.settings.services import write_audit_log

MAX_CATEGORIES, MAX_ITEMS = 30, 200
ONE_PLACE = _("A gradebook belongs to a group or to a course.")
ONE_SCALE = _("Choose one scale.")
NO_NAME = _("Enter a name.")
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
        old_categories = {row.pk: row for row in locked.categories.all()}
        old_items = {row.pk: row for row in locked.items.filter(removed_at__isnull=True)}
        _check_drafts(locked, categories, items, known=(set(old_categories), set(old_items)))
        locked.usual_scale, locked.own_scale = usual_scale, own_scale
        kept = _save_categories(locked, categories, old_categories)
        _save_items(locked, items, kept, old_items)
        locked.categories.exclude(pk__in=[row.pk for row in kept]).delete()
        check_gradebook(build_rule(locked, list(locked.items.filter(removed_at__isnull=True).order_by("position"))))
        locked.revision += 1
        locked.save(update_fields=["usual_scale", "own_scale", "revision", "updated_at"])
        write_audit_log(actor, "grading.change_gradebook", locked, {"items": (len(old_items), len(items))})
        return locked


def _check_drafts(
    gradebook: Gradebook,
    categories: Sequence[CategoryDraft],
    items: Sequence[ItemDraft],
    *,
    known: tuple[set[UUID], set[UUID]],
) -> None:
    problems = Problems()
    problems.check_count("categories", categories, least=1, most=MAX_CATEGORIES)
    problems.check_count("items", items, least=0, most=MAX_ITEMS)
    problems.check_names("categories", "name", [category.name for category in categories])
    for path, drafts, ids in (("categories", categories, known[0]), ("items", items, known[1])):
        seen: set[UUID] = set()
        for place, draft in enumerate(drafts):
            problems.add(f"{path}.{place}.id", UNKNOWN, when=draft.id is not None and draft.id not in ids - seen)
            seen |= {draft.id} if draft.id else set()
    works = {
        GradeSource.QUIZ: _list_known(Quiz.objects.filter(deleted_at__isnull=True), gradebook),
        GradeSource.HOMEWORK: _list_known(Assignment.objects.all(), gradebook),
    }
    used: set[UUID] = set()
    for place, item in enumerate(items):
        path = f"items.{place}"
        problems.add(f"{path}.name", NO_NAME, when=not item.name.strip())
        problems.add(f"{path}.category", UNKNOWN, when=not 0 <= item.category < len(categories))
        is_register = item.source == GradeSource.ATTENDANCE
        problems.add(f"{path}.source", NO_REGISTER, when=is_register and gradebook.group_id is None)
        for field, source, work in (
            ("quiz", GradeSource.QUIZ, item.quiz), ("assignment", GradeSource.HOMEWORK, item.assignment)
        ):  # fmt: skip
            is_known = work in works[source] if item.source == source else work is None
            problems.add(f"{path}.{field}", UNKNOWN, when=not is_known)
            problems.add(f"{path}.{field}", TWICE, when=work is not None and work in used)
            used |= {work} if work is not None else set()
    problems.raise_if_any()


def _list_known(rows: Any, gradebook: Gradebook) -> set[UUID]:
    """Return the ids of the quizzes or assignments of the gradebook's group or course."""
    return set(rows.filter(group=gradebook.group_id, course=gradebook.course_id).values_list("pk", flat=True))


def _save_categories(
    gradebook: Gradebook, drafts: Sequence[CategoryDraft], old: dict[UUID, GradeCategory]
) -> list[GradeCategory]:
    rows = []
    for position, draft in enumerate(drafts):
        row = old[draft.id] if draft.id else GradeCategory(gradebook=gradebook)
        _copy(draft, row, without={"id"})
        row.position = position
        row.save()
        rows.append(row)
    return rows


def _save_items(
    gradebook: Gradebook, drafts: Sequence[ItemDraft], categories: Sequence[GradeCategory], old: dict[UUID, GradeItem]
) -> None:
    kept = {draft.id for draft in drafts}
    # First, so that an item may take over the work of one that is left out.
    gradebook.items.filter(pk__in=[key for key in old if key not in kept]).update(removed_at=timezone.now())
    for position, draft in enumerate(drafts):
        row = old[draft.id] if draft.id else GradeItem(gradebook=gradebook)
        _copy(draft, row, without={"id", "category", "quiz", "assignment"})
        row.quiz_id, row.assignment_id = draft.quiz, draft.assignment
        row.category, row.position = categories[draft.category], position
        row.save()


def _copy(draft: Any, row: Any, *, without: set[str]) -> None:
    for field in fields(draft):
        if field.name not in without:
            setattr(row, field.name, getattr(draft, field.name))
