"""Writes of rubrics, and of what teachers choose in them."""

from collections.abc import Mapping, Sequence
from secrets import token_hex
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid, NotFound
from apps.core.stored_messages import FormattedMessage
from apps.core.uow import unit_of_work
from apps.courses.models import Course, Group
from apps.grading import rubrics
from apps.grading.models import AssignmentRubric, FilledRubric, Rubric, RubricVersion
from apps.grading.rubric_rows import read_criteria, read_version, store_criteria
from apps.homework.models import Assignment, Homework
from apps.settings.services import write_audit_log

CHANGED = _("Somebody changed this rubric meanwhile. Load it again.")
JUDGED_BY = _("The works are judged by “%(name)s”, version %(version)s, now (%(id)s). Nothing is saved.")
JUDGED_BY_NONE = _("The works are judged without a rubric now. Nothing is saved.")


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
        rows = AssignmentRubric.objects.select_for_update().filter(assignment=assignment)
        before = rows.values_list("rubric", flat=True).first()
        if rubric is None:
            rows.delete()
        else:
            is_foreign_group = rubric.group_id not in (None, assignment.group_id)
            if is_foreign_group or rubric.course_id not in (None, assignment.course_id):
                raise Invalid.field("rubric", _("This rubric belongs to another group or course."))
            AssignmentRubric.objects.update_or_create(assignment=assignment, defaults={"rubric": rubric})
        named = {"rubric": (before, rubric.pk if rubric else None)}
        write_audit_log(actor, "grading.set_assignment_rubric", assignment, named)


def copy_assignment_rubric(assignment: Assignment, copy: Assignment) -> None:
    """Have the works for a copy judged as those for the assignment, in the unit of work of the copy: by the same
    rubric, or where that belongs to another group, by one of the same name and criteria of the copy's group, made if it
    has none.
    """
    actor = copy.author
    link = AssignmentRubric.objects.filter(assignment=assignment).select_related("rubric__current").first()
    if link is None or actor is None:
        return
    rubric = link.rubric
    if rubric.group_id not in (None, copy.group_id) or rubric.course_id not in (None, copy.course_id):
        assert rubric.current is not None
        criteria = rubric.current.criteria
        twins = Rubric.objects.filter(group=copy.group, course=copy.course, archived_at__isnull=True, name=rubric.name)
        rubric = twins.filter(current__criteria=criteria).order_by("pk").first() or create_rubric(
            actor=actor, name=rubric.name, group=copy.group, course=copy.course, criteria=read_criteria(criteria)
        )
    set_assignment_rubric(actor=actor, assignment=copy, rubric=rubric)


def fill_rubric(
    *, actor: User, homework: Homework, version: int, levels: Mapping[str, str], rubric: UUID | None = None
) -> FilledRubric:
    """Choose levels for a homework, in the newest version of its rubric or in one that it was judged by before.

    `rubric`: the one that the actor saw; None: not known. The caller has checked that the actor reviews the homework.
    Raise Conflict `draft_changed` on `rubric` where the assignment has another one now, or none, and on `version` for
    an older one; Invalid on `version` for an unknown one, on `levels.<criterion>` for what this version does not have.
    """
    with unit_of_work():
        current = _lock_current(homework.assignment)
        if current is None:
            raise Conflict(code=ErrorCode.DRAFT_CHANGED, fields={"rubric": [JUDGED_BY_NONE]})
        if rubric not in (None, current.rubric_id):
            raise _build_changed("rubric", current)
        rows = {row.number: row for row in _list_versions(homework, current)}
        if version not in rows and version < current.number:
            raise _build_changed("version", current)
        filled = rubrics.FilledRubric(version=version, levels=levels)
        rubrics.score_rubric([read_version(row) for row in rows.values()], filled)
        return FilledRubric.objects.create(homework=homework, version=rows[version], levels=dict(levels), author=actor)


def _lock_current(assignment: Assignment) -> RubricVersion | None:
    """Return the version for works that are judged now. Who gives the assignment another rubric, or changes this one,
    waits until the levels are stored.
    """
    link = AssignmentRubric.objects.select_for_update(no_key=True).filter(assignment=assignment).first()
    if link is None:
        return None
    rubric = Rubric.objects.select_for_update(of=("self",), no_key=True).get(pk=link.rubric_id)
    return RubricVersion.objects.select_related("rubric").filter(current_of=rubric).first()


def _list_versions(homework: Homework, current: RubricVersion) -> list[RubricVersion]:
    """Return the versions in which this homework can be judged: the newest, and those of what was chosen before."""
    before = RubricVersion.objects.filter(filled__homework=homework, rubric=current.rubric_id).exclude(pk=current.pk)
    return [current, *before.select_related("rubric").distinct().order_by("-number")]


def _build_changed(field: str, current: RubricVersion) -> Conflict:
    rubric = current.rubric
    text = FormattedMessage(JUDGED_BY, name=rubric.name, version=current.number, id=rubric.pk)
    return Conflict(code=ErrorCode.DRAFT_CHANGED, fields={field: [text]})


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
