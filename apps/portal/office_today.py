"""What the office has to do today: what waits for a decision, lessons that are on, trials and birthdays."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from apps.accounts.access import has_permission
from apps.accounts.models import User, UserStatus
from apps.accounts.queries import list_user_branch_ids
from apps.attendance.models import ExcuseState
from apps.attendance.queries import list_excuses_to_decide
from apps.attendance.unsettled_lessons import list_unsettled_lessons
from apps.core.local_days import get_today
from apps.core.permissions import STAFF
from apps.courses.models import Group, Membership, MembershipStatus
from apps.courses.queries import list_visible_groups, list_visible_people
from apps.homework.engine_metrics import count_engines_without_torch
from apps.lessons.clashes import list_managed_skipped_lessons
from apps.lessons.models import Lesson, LessonStatus
from apps.lessons.queries import annotate_lesson_display_fields, list_visible_lessons
from apps.notifications.models import DeliveryState
from apps.payments.models import ProofState
from apps.payments.models.controls import ApprovalState
from apps.payments.queries import visible_payments
from apps.payments.queries.approvals import list_waiting_counts, visible_approvals
from apps.payments.queries.debtors import DebtTotal, get_debt_totals, list_debtors
from apps.payments.queries.office import visible_desks
from apps.portal.deliveries import list_visible_deliveries
from apps.portal.unreached import count_unreached
from apps.settings.models import Branch
from apps.settings.queries import get_default_branch

MAX_ROWS = 50
FAILED_DAYS = timedelta(days=7)
"""Messages that failed earlier are not to be sent again."""


@dataclass(frozen=True)
class TrialToday:
    """A pupil on trial in a group that has a lesson today."""

    student: User
    group: Group


@dataclass(frozen=True)
class Birthday:
    """A pupil or a member of staff, and how old they are from today."""

    person: User
    age: int


@dataclass(frozen=True)
class OfficeToday:
    """What the office has to do; a part is None where the reader may not see it."""

    today: date
    lessons: int
    lessons_now: list[Lesson]
    sign_ups: int | None
    proofs: int | None
    excuses: int | None
    unmarked: int | None
    clashes: int | None
    approvals: int | None
    waiting_counts: int | None
    failed_messages: int | None
    unreached: int | None
    engines_without_torch: int | None
    debts: list[DebtTotal] | None
    trials: list[TrialToday]
    birthdays: list[Birthday] | None


def get_office_today(user: User) -> OfficeToday | None:
    """Return what the office has to do in the user's branches, with a fixed number of queries; None for others."""
    if not has_permission(user, "groups.see_all"):
        return None
    branches = Branch.objects.filter(pk__in=list_user_branch_ids(user)).order_by("-is_default", "id")
    today = get_today((branches.first() or get_default_branch()).zone)
    lessons = list_visible_lessons(user, since=today, until=today).exclude(status=LessonStatus.CANCELLED)

    def count(permission: str, rows: QuerySet[Any]) -> int | None:
        return rows.count() if has_permission(user, permission) else None

    now = timezone.now()
    running = annotate_lesson_display_fields(lessons.filter(starts_at__lte=now, ends_at__gt=now), user)
    payments = visible_payments(user).filter(proofs__state=ProofState.SENT)
    failed = list_visible_deliveries(user, state=DeliveryState.FAILED).filter(created_at__gte=now - FAILED_DAYS)
    return OfficeToday(
        today=today,
        lessons=lessons.count(),
        lessons_now=list(running.order_by("starts_at", "id")[:MAX_ROWS]),
        sign_ups=count("accounts.approve", list_visible_people(user, status=UserStatus.PENDING)),
        proofs=count("payments.confirm", payments),
        excuses=count("attendance.see_all", list_excuses_to_decide(user).filter(state=ExcuseState.ASKED)),
        unmarked=count("attendance.see_all", list_unsettled_lessons(user)),
        clashes=count("timetable.manage", list_managed_skipped_lessons(user, since=today)),
        approvals=count("payments.approve", visible_approvals(user, state=ApprovalState.WAITING)),
        waiting_counts=count("payments.desks", list_waiting_counts().filter(desk__in=visible_desks(user))),
        failed_messages=count("notifications.deliveries", failed),
        unreached=count_unreached(user) if has_permission(user, "accounts.manage_people") else None,
        engines_without_torch=count_engines_without_torch() if has_permission(user, "settings.monitor") else None,
        debts=get_debt_totals(list_debtors(user)) if has_permission(user, "payments.see_all") else None,
        trials=_list_trials(user, today, lessons),
        birthdays=_list_birthdays(user, today) if has_permission(user, "accounts.view_people") else None,
    )


def _list_trials(user: User, today: date, lessons: QuerySet[Lesson]) -> list[TrialToday]:
    groups = list_visible_groups(user).filter(Exists(lessons.filter(group=OuterRef("pk")))).order_by()
    rows = Membership.objects.filter(
        Q(leaves_on=None) | Q(leaves_on__gte=today),
        status=MembershipStatus.TRIAL,
        left_on=None,
        joined_on__lte=today,
        group__in=groups.values("pk"),
    )
    rows = rows.select_related("student", "group").order_by("student__first_name", "student__last_name", "id")
    return [TrialToday(row.student, row.group) for row in rows[:MAX_ROWS]]


def _list_birthdays(user: User, today: date) -> list[Birthday]:
    """Return the birthdays of those who learn or work here, by name."""
    learns = Exists(Membership.objects.filter(student=OuterRef("pk"), left_on=None))
    people = list_visible_people(user, status=UserStatus.ACTIVE).filter(
        learns | Q(role__in=STAFF), birth_date__month=today.month, birth_date__day=today.day
    )
    rows = people.order_by("first_name", "last_name", "id")[:MAX_ROWS]
    return [Birthday(person, today.year - person.birth_date.year) for person in rows if person.birth_date]
