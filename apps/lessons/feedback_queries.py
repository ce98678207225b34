"""Reads of the feedback on teachers: what a user is asked now, and results. Nothing here says who answered what."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.minors import filter_minors
from apps.accounts.models import User
from apps.accounts.queries import filter_without_account, list_children, list_links_with_progress
from apps.core.local_days import get_local_day, get_next_month
from apps.core.lookups import filter_given, get_or_not_found
from apps.courses.models import Group, Membership
from apps.courses.queries import is_in_register_on, list_register_memberships_between, list_taught_groups
from apps.lessons.models import FeedbackRequest, FeedbackRound, Lesson, LessonStatus, average_stars
from apps.lessons.queries import ONE_DAY, filter_lessons_between


@dataclass(frozen=True)
class TeacherFeedback:
    """The results of all rounds of a teacher that are shown, added up."""

    teacher: User
    rounds: int
    stars: Sequence[int]

    @property
    def answered(self) -> int:
        """Return the number of answers."""
        return sum(self.stars)

    @property
    def average(self) -> float | None:
        """Return the average of the stars."""
        return average_stars(self.stars)


def list_feedback_requests(user: User) -> QuerySet[FeedbackRequest]:
    """Return what the user is asked now and may answer: as a pupil, and as a guardian who sees the progress of a child
    with a child profile, or of a minor without an account in use. Never about the user.
    """
    by_guardian = list_children_answered_for(user)
    own = Q(student=user, student__child_profile__isnull=True)
    rows = FeedbackRequest.objects.filter(own | Q(student__in=by_guardian.values("pk")))
    rows = rows.filter(round__closed_at__isnull=True, round__closes_at__gt=timezone.now()).exclude(round__teacher=user)
    return rows.select_related("student", "round__group__branch", "round__teacher")


def list_children_answered_for(user: User) -> QuerySet[User]:
    """Return the children in whose name the user answers."""
    children = list_children(user, right=GuardianRight.PROGRESS)
    without_account = filter_minors(filter_without_account(children)).values("pk")
    return children.filter(Q(child_profile__isnull=False) | Q(pk__in=without_account))


def get_feedback_request(user: User, request_id: UUID) -> FeedbackRequest:
    """Return what the user is asked now. Raise NotFound for others, and when the time is over."""
    return get_or_not_found(list_feedback_requests(user), request_id)


def load_answering_people(request: FeedbackRequest) -> list[User]:
    """Return the active people who may answer a request: the pupil, or the guardians of a child."""
    student = request.student
    guardians = [link.parent for link in list_links_with_progress([student.pk]).select_related("parent")]
    candidates = [person for person in (student, *guardians) if person.is_active]
    return [person for person in candidates if list_feedback_requests(person).filter(pk=request.pk).exists()]


def filter_feedback_for_reader(
    rows: QuerySet[FeedbackRequest], person: UUID, reader: User
) -> QuerySet[FeedbackRequest]:
    """Return the answers of a person that the reader of an archive gets: the own ones, and those that the reader may
    give for a child.
    """
    return rows if reader.pk == person else rows.filter(pk__in=list_feedback_requests(reader).values("pk"))


def list_feedback_rounds(
    user: User,
    *,
    group_id: UUID | None = None,
    teacher_id: UUID | None = None,
    month: date | None = None,
    branch_id: UUID | None = None,
) -> QuerySet[FeedbackRound]:
    """Return the rounds about the user; for users who see all feedback, those of the groups that they see. Filters are
    optional.
    """
    reach = Q(teacher=user)
    if has_permission(user, "feedback.see_all"):
        reach |= Q(group__in=list_taught_groups(user).order_by().values("pk"))
    rows = FeedbackRound.objects.filter(reach).select_related("group__branch", "teacher")
    return filter_given(rows, group=group_id, teacher=teacher_id, month=month, group__branch=branch_id)


def sum_feedback_by_teacher(rounds: QuerySet[FeedbackRound]) -> list[TeacherFeedback]:
    """Add up the rounds that have a result, by teacher, ordered by name. Rounds with too few answers are in no sum, so
    that no difference of two sums tells of them.
    """
    shown = defaultdict[User, list[Sequence[int]]](list)
    for row in rounds.exclude(stars=[]).defer("words").order_by("teacher__first_name", "teacher__last_name"):
        shown[row.teacher].append(row.stars)
    return [
        TeacherFeedback(teacher, len(rows), [sum(counts) for counts in zip(*rows, strict=True)])
        for teacher, rows in shown.items()
    ]


def list_months_to_ask_about(*, days: int) -> list[tuple[Group, date]]:
    """Return the groups with lessons held in the month that has just ended, and its first day, for which there is no
    round; in the first days of a month, in the group's zone, only.
    """
    since = timezone.now() - (31 + days + 1) * ONE_DAY
    held = Lesson.objects.filter(group=OuterRef("pk"), status=LessonStatus.HELD, starts_at__gte=since)
    groups = Group.objects.filter(Exists(held)).select_related("branch", "lead_teacher").order_by("id")
    asked = set(FeedbackRound.objects.filter(month__gte=since.date().replace(day=1)).values_list("group", "month"))
    due = [(group, _get_last_month(group.today)) for group in groups if group.today.day <= days]
    return [(group, month) for group, month in due if (group.pk, month) not in asked]


def list_pupils_to_ask(group: Group, month: date, *, about: User) -> list[User]:
    """Return the active pupils who were in the register of at least half of the lessons held in the month; not the
    teacher asked about, and none of the teacher's children.
    """
    last = get_next_month(month) - ONE_DAY
    held = filter_lessons_between(Lesson.objects.filter(group=group, status=LessonStatus.HELD), month, last)
    days = [get_local_day(starts_at, group.local_zone) for starts_at in held.values_list("starts_at", flat=True)]
    by_pupil = defaultdict[User, list[Membership]](list)
    memberships = list_register_memberships_between([group], month, last).filter(student__is_active=True)
    for membership in memberships.exclude(Q(student=about) | Q(student__in=list_children(about).values("pk"))):
        by_pupil[membership.student].append(membership)
    return [pupil for pupil, rows in by_pupil.items() if 2 * _count_days(rows, days) >= len(days) > 0]


def _count_days(memberships: Sequence[Membership], days: Iterable[date]) -> int:
    return sum(any(is_in_register_on(row, day) for row in memberships) for day in days)


def _get_last_month(today: date) -> date:
    return (today.replace(day=1) - ONE_DAY).replace(day=1)
