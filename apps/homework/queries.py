"""Queries over assignments, homework and attempts, and states of streams."""

from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from apps.accounts.access import GuardianRight, has_permission
from apps.accounts.models import User
from apps.accounts.queries import list_children, list_user_branch_ids
from apps.core.local_days import get_day_bounds, get_local_day
from apps.courses.models import Course, Group
from apps.courses.queries import (
    list_course_teachers,
    list_current_pupils,
    list_group_teachers,
    list_own_taught_courses,
    list_own_taught_groups,
    list_people_within_reach,
)
from apps.events.publishing import get_course_wall_stream, get_wall_stream
from apps.homework.models import IN_FLIGHT_STATES, SCORABLE_STATES, Assignment, Attempt, Homework, HomeworkState
from apps.jobs.queries import get_fair_queue_position
from apps.learning.models import Enrollment
from apps.learning.outlines import OutlineLesson
from apps.learning.queries import build_active_enrollments_filter
from apps.lessons.queries import list_next_lessons

OPEN_STATES = (HomeworkState.ASSIGNED, HomeworkState.RETURNED)
"""States in which the pupil has to submit."""
WALL_ASSIGNMENTS = 10
NEXT_LESSONS = 5
OPEN_HOMEWORK = 20
NAME_LENGTH = 60
TITLE_LENGTH = 100
"""Most letters of a name and of a title in events and states."""
LARGE_SCORE_FIELDS = ("words", "evidence", "parts")
"""Columns of a score that lists do not load."""


def list_taught_groups(user: User) -> QuerySet[Group]:
    """Return groups whose homework the user assigns and reviews: those the user leads or assists; with
    `homework.see_all` all groups of the user's branches.
    """
    led = Q(pk__in=list_own_taught_groups(user).values("pk"))
    if not has_permission(user, "homework.see_all"):
        return Group.objects.filter(led)
    if user.all_branches:
        return Group.objects.all()
    return Group.objects.filter(led | Q(branch__in=list_user_branch_ids(user)))


def list_taught_courses(user: User) -> QuerySet[Course]:
    """Return online courses whose tasks the user reviews: those that the user teaches; all with `homework.see_all`."""
    return Course.objects.all() if has_permission(user, "homework.see_all") else list_own_taught_courses(user)


def build_taught_filter(user: User, *, path: str = "", learner: str = "") -> Q:
    """Build the filter of rows whose assignment, at `path` ("assignment__"), the user reviews.

    `learner`: where the row names who learns ("student"). An online course belongs to no branch: of one that they do
    not teach, the office of some branches sees what its own people hand in.
    """
    groups, courses = list_taught_groups(user).values("pk"), list_taught_courses(user).values("pk")
    of_courses = Q(**{f"{path}course__in": courses})
    if learner and not user.all_branches and has_permission(user, "homework.see_all"):
        near = Q(**{f"{learner}__in": list_people_within_reach(user).order_by().values("pk")})
        of_courses &= near | Q(**{f"{path}course__in": list_own_taught_courses(user).values("pk")})
    return Q(**{f"{path}group__in": groups}) | of_courses


def list_taught_assignments(
    user: User,
    *,
    group_id: UUID | None = None,
    course_id: UUID | None = None,
    lesson_id: UUID | None = None,
    kind: str | None = None,
) -> QuerySet[Assignment]:
    """Return assignments of the groups and courses that the user teaches, with `pupils_count` and `handed_in_count`."""
    handed_in = Count("homeworks", filter=Q(homeworks__last_attempt__isnull=False))
    wanted = drop_unset_filters(group=group_id, course=course_id, lesson=lesson_id, kind=kind)
    mine = Assignment.objects.filter(build_taught_filter(user), **wanted)
    mine = mine.select_related("group__branch", "course", "model_audio__sound_print")
    return mine.annotate(pupils_count=Count("homeworks"), handed_in_count=handed_in)


def search_assignments(assignments: QuerySet[Assignment], text: str) -> QuerySet[Assignment]:
    """Filter assignments whose title contains `text`, in any case."""
    return assignments.filter(title__icontains=text)


def list_assignments_with_model_audio(user: User) -> QuerySet[Assignment]:
    """Return assignments whose model audio the user may hear: of visible homework and of what the user teaches."""
    seen = Q(pk__in=list_visible_homework(user).order_by().values("assignment"))
    seen |= build_taught_filter(user)
    return Assignment.objects.filter(seen, model_audio__isnull=False).select_related("model_audio")


def list_own_homework(user: User) -> QuerySet[Homework]:
    """Return the homework of this user as a pupil."""
    return _list_homework().filter(student=user)


def list_taught_homework(user: User) -> QuerySet[Homework]:
    """Return the homework that the user reviews."""
    return _list_homework().filter(build_taught_filter(user, path="assignment__", learner="student"))


def list_own_taught_homework(user: User) -> QuerySet[Homework]:
    """Return the homework of groups and courses that the user teaches, without rights of the office."""
    groups, courses = list_own_taught_groups(user).values("pk"), list_own_taught_courses(user).values("pk")
    return _list_homework().filter(Q(assignment__group__in=groups) | Q(assignment__course__in=courses))


def list_visible_homework(
    user: User,
    *,
    state: str | None = None,
    assignment_id: UUID | None = None,
    student_id: UUID | None = None,
    group_id: UUID | None = None,
    course_id: UUID | None = None,
) -> QuerySet[Homework]:
    """Return the user's own homework and that of the user's children (both with `to_family`), and of what the user
    teaches. A task of an online course that nothing was handed in for is seen while the course is open for its learner.
    """
    wanted = drop_unset_filters(state=state, assignment=assignment_id, student=student_id)
    wanted |= drop_unset_filters(assignment__group=group_id, assignment__course=course_id)
    rows = _list_homework().filter(**wanted)
    own = Q(student=user) | Q(student__in=list_children(user, right=GuardianRight.PROGRESS))
    learnt = Enrollment.objects.filter(
        build_active_enrollments_filter(), user=OuterRef("student"), course=OuterRef("assignment__course")
    )
    own &= Q(assignment__course__isnull=True) | Q(last_attempt__isnull=False) | Q(Exists(learnt))
    family = Case(When(own, then=Value(True)), default=Value(False))
    taught = build_taught_filter(user, path="assignment__", learner="student")
    return rows.filter(own | taught).annotate(to_family=family)


def with_due_at(homework: QuerySet[Homework]) -> QuerySet[Any]:
    """Return the homework with `due`, the pupil's own deadline, as `Homework.due_at`; null without one."""
    return homework.annotate(task_due=Coalesce("deadline", "assignment__deadline")).annotate(
        due=Case(When(task_due__isnull=False, then=Greatest("task_due", "extended_until")))
    )


def get_wall_of_assignment(assignment: Assignment) -> str:
    """Return the stream of the teachers: `wall` of the group, `course_wall` of the online course."""
    if assignment.group_id is not None:
        return get_wall_stream(assignment.group_id)
    assert assignment.course_id is not None
    return get_course_wall_stream(assignment.course_id)


def list_assignment_teachers(assignment: Assignment) -> list[User]:
    """Return the active teachers of the assignment's group or course, the lead teacher first."""
    if assignment.group is not None:
        return list_group_teachers(assignment.group)
    return list_course_teachers(assignment.course) if assignment.course else []


def list_tasks_of_lesson(lesson_id: UUID) -> QuerySet[Assignment]:
    """Return the published tasks of a lesson of an online course."""
    return Assignment.objects.filter(course_lesson=lesson_id, withdrawn_at__isnull=True)


def list_homework_of_lesson(user: User, lesson_id: UUID) -> QuerySet[Homework]:
    """Return the user's own homework of the published tasks of a lesson of an online course."""
    own = list_visible_homework(user).filter(student=user, assignment__course_lesson=lesson_id)
    return own.filter(assignment__withdrawn_at__isnull=True).order_by("assignment_id")


def has_handed_in_lesson(user: User, lesson: OutlineLesson) -> bool:
    """Return whether the user handed in every task of a lesson: each has an attempt that can be marked."""
    tasks = list_tasks_of_lesson(lesson.id)
    handed_in = Attempt.objects.filter(homework__student=user, state__in=SCORABLE_STATES)
    handed_in = handed_in.filter(homework__assignment=OuterRef("pk"))
    return tasks.exists() and not tasks.exclude(Exists(handed_in)).exists()


def list_attempts(homework: Homework) -> QuerySet[Attempt]:
    """Return all attempts of a homework, without the large columns of their scores."""
    rows = Attempt.objects.filter(homework=homework).select_related("score", "homework__assignment")
    return rows.defer("score__words", "score__evidence")


def list_visible_attempts(user: User) -> QuerySet[Attempt]:
    """Return attempts of homework that the user may see, with file, score and transcript loaded."""
    visible = list_visible_homework(user).order_by().values("pk")
    related = ("homework__assignment", "homework__student", "file", "score__model", "transcript")
    return Attempt.objects.filter(homework__in=visible).select_related(*related)


def list_hearable_attempts(user: User) -> QuerySet[Attempt]:
    """Return attempts that the user may hear and read word by word: of visible homework; of a child only where the
    guardian link allows it.
    """
    own = Q(homework__student=user) | Q(homework__student__in=list_children(user, right=GuardianRight.RECORDINGS))
    taught = build_taught_filter(user, path="homework__assignment__", learner="homework__student")
    return list_visible_attempts(user).filter(own | taught)


def count_attempts_left(homework: Homework) -> int:
    """Return how many more attempts the pupil may submit."""
    allowed = homework.assignment.attempts_allowed + homework.extra_attempts
    return max(0, allowed - homework.attempts.filter(counts=True).count())


def sees_homework_as_teacher(user: User, homework: Homework) -> bool:
    """Return whether the user sees this homework as its teacher (or the office), not as its pupil."""
    return homework.student_id != user.pk and list_taught_homework(user).filter(pk=homework.pk).exists()


def get_attempt_queue_position(attempt: Attempt) -> int | None:
    """1 for the attempt that the engine takes next; None once the engine has it or is done with it."""
    if attempt.state not in IN_FLIGHT_STATES:
        return None
    return get_fair_queue_position(queue="speech", object_id=str(attempt.pk))


def get_wall_state(group: Group) -> dict[str, Any]:
    """Return the state of the stream `wall:{id}`: the group's newest open assignments and the homework of its current
    pupils.

    An assignment is on the wall until the end of the branch's day of its deadline, and while a homework of it waits.
    """
    assignments = list(_list_wall_assignments(group).order_by("-id")[:WALL_ASSIGNMENTS])
    rows = (
        Homework.objects.filter(assignment__in=assignments, student__in=list_current_pupils(group))
        .select_related("student", "last_attempt__score")
        .defer(*(f"last_attempt__score__{name}" for name in LARGE_SCORE_FIELDS))
        .order_by("-assignment_id", "student__first_name", "student__last_name", "id")
    )
    return {
        "group": str(group.pk),
        "assignments": [build_assignment_state(assignment) for assignment in assignments],
        "homework": [_build_homework_state(homework) for homework in rows],
    }


def get_group_stream_state(group: Group) -> dict[str, Any]:
    """Return the homework part of the state of the stream `group:{id}`: next lessons and open assignments."""
    lessons = [
        {"lesson": str(lesson.pk), "topic": lesson.topic}
        | {name: getattr(lesson, name).isoformat() for name in ("starts_at", "ends_at")}
        for lesson in list_next_lessons(group, limit=NEXT_LESSONS)
    ]
    still_open = Q(deadline__isnull=True) | Q(deadline__gt=timezone.now())
    for_all = Assignment.objects.filter(still_open, group=group, for_chosen_pupils=False)
    assignments = for_all.order_by("-id")[:OPEN_HOMEWORK]
    return {
        "group": str(group.pk),
        "lessons": lessons,
        "homework": [build_assignment_state(assignment) for assignment in assignments],
    }


def list_processing_attempts(user: User) -> list[dict[str, Any]]:
    """Return the user's attempts that the engine has not finished, oldest first."""
    rows = Attempt.objects.filter(homework__student=user, state__in=IN_FLIGHT_STATES).order_by("id")
    return [
        {"attempt": str(attempt.pk), "homework": str(attempt.homework_id), "number": attempt.number} for attempt in rows
    ]


def _list_homework() -> QuerySet[Homework]:
    used = Attempt.objects.filter(homework=OuterRef("pk"), counts=True).order_by().values("homework")
    counted = Subquery(used.annotate(number=Count("pk")).values("number"), output_field=IntegerField())
    related = ("assignment__group__branch", "assignment__course", "student", "last_attempt")
    return Homework.objects.select_related(*related).annotate(attempts_used=Coalesce(counted, Value(0)))


def drop_unset_filters(**filters: Any) -> dict[str, Any]:
    """Return the filters that are given."""
    return {name: value for name, value in filters.items() if value is not None}


def _list_wall_assignments(group: Group) -> QuerySet[Assignment]:
    starts, _ = get_day_bounds(get_local_day(timezone.now(), group.branch.zone), group.branch.zone)
    waits = Homework.objects.filter(
        assignment__group=group, state__in=(HomeworkState.NEEDS_REVIEW, HomeworkState.PROCESSING)
    )
    open_today = Q(deadline__isnull=True) | Q(deadline__gte=starts)
    return Assignment.objects.filter(open_today | Q(pk__in=waits.values("assignment")), group=group)


def build_assignment_state(assignment: Assignment) -> dict[str, Any]:
    """Return an assignment as events and states of streams carry it."""
    return {
        "assignment": str(assignment.pk),
        "kind": assignment.kind,
        "title": assignment.title[:TITLE_LENGTH],
        "deadline": assignment.deadline.isoformat() if assignment.deadline else None,
    }


def get_homework_identity_fields(homework: Homework) -> dict[str, str]:
    """Return the fields that name homework, assignment and pupil in events and states of streams."""
    return {
        "homework": str(homework.pk),
        "assignment": str(homework.assignment_id),
        "student": str(homework.student_id),
        "name": homework.student.full_name[:NAME_LENGTH],
    }


def _build_homework_state(homework: Homework) -> dict[str, Any]:
    return get_homework_identity_fields(homework) | {
        "homework_state": homework.state,
        "homework_score": None if homework.score is None else float(homework.score),
        "attempt": None if homework.last_attempt is None else _build_attempt_state(homework.last_attempt),
    }


def _build_attempt_state(attempt: Attempt) -> dict[str, Any]:
    score = getattr(attempt, "score", None)
    return {
        "attempt": str(attempt.pk),
        "number": attempt.number,
        "state": attempt.state,
        "verdict": attempt.verdict,
        "score": None if score is None else score.overall,
    }
