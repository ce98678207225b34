"""The facts of one pupil for one reader: what the reader may see, part by part."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import Guardian, PersonNote, User
from apps.accounts.queries import list_children
from apps.attendance.models import Attendance
from apps.attendance.queries import list_visible_marks
from apps.core.local_days import get_today
from apps.core.lookups import get_or_not_found
from apps.courses.models import Membership, Placement
from apps.courses.person_access import (
    Contacts,
    get_contacts,
    list_people_in_care,
    list_shown_guardians,
    list_visible_notes,
)
from apps.courses.queries import (
    list_own_taught_groups,
    list_taught_groups,
    list_visible_people,
    list_visible_placements,
    list_visible_pupils,
)
from apps.homework.models import Homework
from apps.homework.queries import OPEN_STATES, list_visible_homework, with_due_at
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.queries import annotate_lesson_display_fields, filter_attended_lessons, list_visible_lessons
from apps.payments.queries import visible_students
from apps.payments.queries.periods import ReportPeriod
from apps.payments.queries.statements import AccountStatement, get_statement

NEXT_LESSONS = 5
LESSONS_LOOKED_AT = 60
"""Planned lessons among which those of a frozen or later membership are left out."""
LAST_MARKS = HOMEWORK = NOTES = 10


@dataclass(frozen=True)
class PupilFacts:
    """What a reader may see of a pupil. A part is None where the reader may not see it."""

    student: User
    memberships: list[Membership] | None
    guardians: list[Guardian] | None
    levels: list[Placement] | None
    balance: list[AccountStatement] | None
    next_lessons: list[Lesson] | None
    open_homework: list[Homework] | None
    last_marks: list[Attendance] | None
    notes: list[PersonNote] | None
    contacts: Contacts | None


def get_person_with_facts(user: User, person_id: UUID) -> User:
    """Return the user, a child with a right of the guardian, a pupil whom the user teaches, or anyone within reach of
    the office.
    """
    rows = (list_visible_pupils(user), list_visible_people(user), visible_students(user))
    visible = Q()
    for people in rows:
        visible |= Q(pk__in=people.order_by().values("pk"))
    return get_or_not_found(User.objects.filter(visible, erased_at=None).select_related("avatar"), person_id)


def get_pupil_facts(user: User, student: User) -> PupilFacts:
    """Return the facts of the pupil for this user, with a fixed number of queries."""
    children = list_children(user, right=GuardianRight.PROGRESS)
    is_family = user.pk == student.pk or children.filter(pk=student.pk).exists()
    taught = Membership.objects.filter(student=student, left_on=None, group__in=list_own_taught_groups(user))
    is_linked = is_family or taught.exists()

    def may_see(permission: str) -> bool:
        return is_linked or has_permission(user, permission)

    in_care = list_people_in_care(user).filter(pk=student.pk).exists()
    sees_notes = in_care and has_permission(user, "accounts.notes")
    sees_contacts = in_care and has_permission(user, "accounts.read_contacts")
    memberships = _list_memberships(student)
    shown = memberships if is_family else memberships.filter(group__in=list_taught_groups(user).order_by().values("pk"))
    return PupilFacts(
        student=student,
        memberships=list(shown) if may_see("groups.see_all") else None,
        guardians=list_shown_guardians(user, student),
        levels=_list_levels(user, student) if may_see("groups.see_all") else None,
        balance=_get_balance(user, student),
        next_lessons=_list_next_lessons(user, student, memberships) if may_see("groups.see_all") else None,
        open_homework=_list_open_homework(user, student) if may_see("homework.see_all") else None,
        last_marks=_list_last_marks(user, student) if may_see("attendance.see_all") else None,
        notes=list(list_visible_notes(user, student)[:NOTES]) if sees_notes else None,
        contacts=get_contacts(user, student.pk) if sees_contacts else None,
    )


def _list_memberships(student: User) -> QuerySet[Membership]:
    rows = Membership.objects.filter(student=student).select_related("group__course", "group__branch")
    return rows.prefetch_related("freezes").order_by(F("left_on").desc(nulls_first=True), "-joined_on", "-id")


def _list_levels(user: User, student: User) -> list[Placement]:
    """Return the newest placement of each language."""
    rows = list_visible_placements(user, student_id=student.pk)
    return list(rows.order_by("language", "-found_on", "-id").distinct("language"))


def _get_balance(user: User, student: User) -> list[AccountStatement] | None:
    if not visible_students(user).filter(pk=student.pk).exists():
        return None
    today = get_today(student.zone)
    return get_statement(student, ReportPeriod(today, today)).accounts


def _list_next_lessons(user: User, student: User, memberships: QuerySet[Membership]) -> list[Lesson]:
    planned = list_visible_lessons(user, since=timezone.now(), status=LessonStatus.PLANNED, student_id=student.pk)
    rows = annotate_lesson_display_fields(planned, user).order_by("starts_at", "id")[:LESSONS_LOOKED_AT]
    return filter_attended_lessons(rows, memberships)[:NEXT_LESSONS]


def _list_open_homework(user: User, student: User) -> list[Homework]:
    rows = with_due_at(list_visible_homework(user, student_id=student.pk)).filter(state__in=OPEN_STATES)
    return list(rows.order_by(F("task_due").asc(nulls_last=True), "id")[:HOMEWORK])


def _list_last_marks(user: User, student: User) -> list[Attendance]:
    return list(list_visible_marks(user, student_id=student.pk).order_by("-lesson__starts_at", "-id")[:LAST_MARKS])
