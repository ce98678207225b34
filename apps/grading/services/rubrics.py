"""Writes of rubrics, and of what teachers choose in them."""

from collections.abc import Mapping, Sequence
from secrets import token_hex
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid, NotFound
from apps.core.uow import unit_of_work
from apps.courses.models import Course, Group
from apps.grading import rubrics
from apps.grading.models import AssignmentRubric, FilledRubric, Rubric, RubricVersion
from apps.grading.rubric_queries import find_rubric
from apps.grading.rubric_rows import read_version, store_criteria
from apps.homework.models import Assignment, Homework
from apps.settings.services import write_audit_log

CHANGED = _("Somebody changed this rubric meanwhile. Load it again.")


def create_rubric(
    *, actor: User, name: str, group: Group | None, course: Course | None, criteria: Sequence[rubrics.Criterion]
) -> Rubric:
    """Create a rubric of a group, of a course, or of the centre. Raise Invalid as `rubrics.check_rubric`."""
    with unit_of_work():
        rubric = Rubric.objects.create(name=name, group=group, course=course)
        _add_version(actor, rubric, criteria, number=1)
        write_audit_log(actor, "grading.create_rubric", rubric, {"name": (None, name)})
        return rubric


def change_rubric(
    *, actor: User, rubric: Rubric, version: int, name: str, criteria: Sequence[rubrics.Criterion]
) -> Rubric:
    """Change a rubric. Other criteria make another version; works that are judged keep theirs.

    `version`: the one that the actor saw. Raise Conflict `draft_changed` for an old one, Invalid as
    `rubrics.check_rubric`.
    """
    with unit_of_work():
        locked = _lock_rubric(rubric)
        if locked.current is None or locked.current.number != version:
            raise Conflict(CHANGED, code=ErrorCode.DRAFT_CHANGED)
        if changed := locked.apply_changes({"name": name}):
            locked.save(update_fields=["name", "updated_at"])
        if store_criteria(tuple(criteria)) != locked.current.criteria:
            _add_version(actor, locked, criteria, number=version + 1)
            changed["version"] = (version, version + 1)
        if changed:
            write_audit_log(actor, "grading.change_rubric", locked, changed)
        return locked


def archive_rubric(*, actor: User, rubric: Rubric) -> None:
    """Take a rubric out of the lists. Assignments that use it, and works that are judged, keep it."""
    with unit_of_work():
        locked = _lock_rubric(rubric)
        locked.archived_at = timezone.now()
        locked.save(update_fields=["archived_at", "updated_at"])
        write_audit_log(actor, "grading.archive_rubric", locked, {"name": (locked.name, None)})


def set_assignment_rubric(*, actor: User, assignment: Assignment, rubric: Rubric | None) -> None:
    """Have the works for an assignment judged by a rubric, or (None) by none. Raise Invalid on `rubric` for one of
    another group or course.
    """
    with unit_of_work():
        if rubric is None:
            AssignmentRubric.objects.filter(assignment=assignment).delete()
        else:
            is_foreign_group = rubric.group_id not in (None, assignment.group_id)
            if is_foreign_group or rubric.course_id not in (None, assignment.course_id):
                raise Invalid.field("rubric", _("This rubric belongs to another group or course."))
            AssignmentRubric.objects.update_or_create(assignment=assignment, defaults={"rubric": rubric})
        named = {"rubric": (None, str(rubric.pk) if rubric else None)}
        write_audit_log(actor, "grading.set_assignment_rubric", assignment, named)


def fill_rubric(*, actor: User, homework: Homework, version: int, levels: Mapping[str, str]) -> FilledRubric:
    """Choose levels for a homework, in the newest version of its rubric or in one that it was judged by before.

    The caller has checked that the actor reviews it. Raise NotFound without a rubric; Invalid on `version` for an
    unknown one, on `levels.<criterion>` for what this version does not have.
    """
    with unit_of_work():
        rows = _list_versions(homework)
        if not rows:
            raise NotFound()
        filled = rubrics.FilledRubric(version=version, levels=levels)
        rubrics.score_rubric([read_version(row) for row in rows], filled)
        used = next(row for row in rows if row.number == version)
        return FilledRubric.objects.create(homework=homework, version=used, levels=dict(levels), author=actor)


def _list_versions(homework: Homework) -> list[RubricVersion]:
    """Return the versions in which this homework can be judged: the newest, and those of what was chosen before."""
    current = find_rubric(homework.assignment)
    before = RubricVersion.objects.filter(filled__homework=homework).select_related("rubric").distinct()
    rubric: UUID | None = current.rubric_id if current else None
    return [*([current] if current else []), *before.filter(rubric=rubric).order_by("-number")]


def name_criteria(drafts: Sequence[rubrics.Criterion]) -> tuple[rubrics.Criterion, ...]:
    """Return the criteria with ids for those that have none yet."""
    return tuple(
        rubrics.Criterion(
            id=draft.id or token_hex(4),
            name=draft.name,
            levels=tuple(
                rubrics.Level(id=level.id or token_hex(4), name=level.name, points=level.points)
                for level in draft.levels
            ),
        )
        for draft in drafts
    )


def _add_version(actor: User, rubric: Rubric, criteria: Sequence[rubrics.Criterion], *, number: int) -> None:
    checked = rubrics.Rubric(version=number, criteria=tuple(criteria))
    rubrics.check_rubric(checked)
    stored = store_criteria(checked.criteria)
    rubric.current = RubricVersion.objects.create(rubric=rubric, number=number, criteria=stored, author=actor)
    rubric.save(update_fields=["current", "updated_at"])


def _lock_rubric(rubric: Rubric) -> Rubric:
    rows = Rubric.objects.select_for_update(of=("self",)).select_related("current", "group", "course")
    locked = rows.filter(pk=rubric.pk, archived_at__isnull=True).first()
    if locked is None:
        raise NotFound()
    return locked
