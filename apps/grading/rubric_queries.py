"""Reads of rubrics and of what was chosen in them."""

from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.lookups import filter_given
from apps.courses.queries import list_taught_courses, list_taught_groups
from apps.grading.models import AssignmentRubric, FilledRubric, Rubric, RubricVersion
from apps.homework.models import Assignment, Homework


def list_usable_rubrics(user: User, *, group_id: UUID | None = None, course_id: UUID | None = None) -> QuerySet[Rubric]:
    """Return the rubrics by which the user may have works judged: of own groups and courses, and of the centre."""
    rows = count_uses(Rubric.objects.filter(archived_at__isnull=True)).select_related("current", "group", "course")
    rows = rows.filter(Q(group__isnull=True, course__isnull=True) | _build_own_filter(user))
    return filter_given(rows, group=group_id, course=course_id)


def count_uses(rows: QuerySet[Rubric]) -> QuerySet[Rubric]:
    """Annotate rubrics with `assignment_count`, the assignments that use one, and `judged_count`, the works judged."""
    filled = FilledRubric.objects.filter(version__rubric=OuterRef("pk")).order_by().values("version__rubric")
    uses = AssignmentRubric.objects.filter(rubric=OuterRef("pk")).order_by().values("rubric")
    return rows.annotate(
        assignment_count=Coalesce(Subquery(uses.annotate(n=Count("pk")).values("n")), 0),
        judged_count=Coalesce(Subquery(filled.annotate(n=Count("homework", distinct=True)).values("n")), 0),
    )


def list_written_rubrics(user: User) -> QuerySet[Rubric]:
    """Return the rubrics that the user may change; those of the centre need `grading.manage`."""
    rows = list_usable_rubrics(user)
    return rows if has_permission(user, "grading.manage") else rows.filter(_build_own_filter(user))


def find_rubric(assignment: Assignment) -> RubricVersion | None:
    """Return the version by which works for this assignment are judged from now on; None: it has no rubric."""
    link = AssignmentRubric.objects.filter(assignment=assignment).select_related("rubric__current__rubric").first()
    return link.rubric.current if link else None


def find_assigned_rubric(assignment: Assignment) -> Rubric | None:
    """Return the rubric of an assignment, also an archived one, with its uses; None: it has none."""
    rows = count_uses(Rubric.objects.filter(uses__assignment=assignment))
    return rows.select_related("current", "group", "course").first()


def find_filled(homework: Homework) -> FilledRubric | None:
    """Return what was chosen last for this homework."""
    rows = FilledRubric.objects.filter(homework=homework).select_related("version__rubric", "author")
    return rows.order_by("-pk").first()


def _build_own_filter(user: User) -> Q:
    groups = list_taught_groups(user).order_by().values("pk")
    return Q(group__in=groups) | Q(course__in=list_taught_courses(user).order_by().values("pk"))
