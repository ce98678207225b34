"""Reads of appeals against grades."""

from uuid import UUID

from django.db.models import Q, QuerySet

from apps.accounts.access import GuardianRight
from apps.accounts.models import User
from apps.accounts.queries import list_children, list_permission_holders
from apps.core.lookups import filter_given
from apps.courses.queries import list_course_teachers, list_group_teachers
from apps.grading.models import GradeAppeal, Gradebook
from apps.grading.queries import list_written_gradebooks, writes_gradebook


def list_visible_appeals(
    user: User,
    *,
    gradebook_id: UUID | None = None,
    student_id: UUID | None = None,
    is_open: bool | None = None,
    for_me: bool | None = None,
) -> QuerySet[GradeAppeal]:
    """Return the appeals of the user, of children whose progress the user may see, and in gradebooks that the user
    writes. `for_me`: only (or none of) those that the user may answer now.
    """
    children = list_children(user, right=GuardianRight.PROGRESS).order_by().values("pk")
    written = Q(item__gradebook__in=list_written_gradebooks(user).order_by().values("pk"))
    rows = GradeAppeal.objects.filter(Q(student=user) | Q(student__in=children) | written)
    if for_me is not None:
        mine = list_judged_appeals(user).filter(answered_at__isnull=True).values("pk")
        rows = rows.filter(pk__in=mine) if for_me else rows.exclude(pk__in=mine)
    if is_open is not None:
        rows = rows.filter(answered_at__isnull=is_open)
    rows = filter_given(rows, item__gradebook=gradebook_id, student=student_id)
    return rows.select_related(
        "item__gradebook__group", "item__gradebook__course", "student", "author", "answered_by", "entry"
    )


def list_judged_appeals(user: User) -> QuerySet[GradeAppeal]:
    """Return the appeals in gradebooks that the user writes, but none about or by the user."""
    rows = GradeAppeal.objects.filter(item__gradebook__in=list_written_gradebooks(user).order_by().values("pk"))
    return rows.exclude(student=user).exclude(author=user)


def list_people_to_tell(appeal: GradeAppeal) -> list[User]:
    """Return who shall answer an appeal: the teachers of the group or course, but nobody about or by themselves; where
    none is left, the office that writes the gradebook.
    """
    gradebook, own = appeal.item.gradebook, (appeal.student_id, appeal.author_id)
    teachers = [person for person in list_gradebook_teachers(gradebook) if person.pk not in own]
    if teachers:
        return teachers
    office = [person for person in list_permission_holders("grading.manage") if person.pk not in own]
    return [person for person in office if writes_gradebook(person, gradebook)]


def list_gradebook_teachers(gradebook: Gradebook) -> list[User]:
    """Return the active teachers of the gradebook's group or course, the lead teacher first."""
    if gradebook.group is not None:
        return list_group_teachers(gradebook.group)
    return list_course_teachers(gradebook.course) if gradebook.course is not None else []
