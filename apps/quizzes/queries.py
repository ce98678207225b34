"""Reads of banks, quizzes and attempts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from apps.accounts.access import has_permission
from apps.accounts.models import User
from apps.core.compiled_queries import CompiledQuery
from apps.core.lookups import filter_given
from apps.courses.models import Course
from apps.courses.queries import list_current_group_ids, list_current_pupils, list_taught_courses, list_taught_groups
from apps.learning.outlines import OutlineLesson
from apps.learning.queries import build_active_enrollments_filter, list_enrolled_courses, list_enrollments
from apps.quizzes.models import (
    Answer,
    AttemptState,
    HandedInBy,
    Question,
    QuestionBank,
    QuestionFile,
    Quiz,
    QuizAttempt,
    QuizExtension,
    QuizQuestion,
    SpokenResult,
    SpokenState,
)
from apps.settings.queries import get_system_settings
from ml.text import build_search_key

MAX_RESULTS = 500
"""Learners whose results count in the statistics of a quiz."""


def list_usable_banks(user: User, *, course_id: UUID | None = None) -> QuerySet[QuestionBank]:
    """Return the banks whose questions the user may ask: those of courses that the user teaches, and the centre's."""
    taught = list_taught_courses(user).order_by().values("pk")
    rows = QuestionBank.objects.filter(deleted_at__isnull=True).select_related("course")
    rows = rows.filter(Q(course__isnull=True) | Q(course__in=taught))
    counted = Count("questions", filter=Q(questions__deleted_at__isnull=True))
    return filter_given(rows, course=course_id).annotate(question_count=counted)


def list_writable_banks(user: User) -> QuerySet[QuestionBank]:
    """Return the banks whose questions the user may change; those of the centre need `quizzes.manage`."""
    rows = list_usable_banks(user)
    return rows if has_permission(user, "quizzes.manage") else rows.filter(course__isnull=False)


def search_banks(rows: QuerySet[QuestionBank], text: str) -> QuerySet[QuestionBank]:
    """Return the banks with these words in their name."""
    return rows.filter(name__icontains=text)


def list_questions(
    bank: QuestionBank,
    *,
    kind: str | None = None,
    level: str | None = None,
    skill: str | None = None,
    tag: str | None = None,
) -> QuerySet[Question]:
    """Return the questions of a bank with their newest versions."""
    rows = Question.objects.filter(bank=bank, deleted_at__isnull=True).select_related("current__audio__file", "bank")
    rows = filter_given(rows, kind=kind, level=level, skill=skill)
    return rows if tag is None else rows.filter(tags__contains=[tag])


def search_questions(rows: QuerySet[Question], text: str) -> QuerySet[Question]:
    """Return the questions with these words in name or prompt."""
    return rows.filter(search_key__contains=build_search_key(text))


def list_askable_questions(bank: QuestionBank, tag: str = "") -> QuerySet[Question]:
    """Return the questions that a quiz can draw from a bank, with `tag` only those that have it."""
    rows = Question.objects.filter(bank=bank, deleted_at__isnull=True, current__isnull=False)
    return rows.filter(tags__contains=[tag]) if tag else rows


def count_drawable(bank: QuestionBank, tag: str, *, without: Collection[UUID]) -> int:
    """Return how many questions a quiz can draw that names these already."""
    return list_askable_questions(bank, tag).exclude(pk__in=without).count()


def list_written_questions(user: User) -> QuerySet[Question]:
    """Return the questions that the user may read with their keys: those of usable banks."""
    banks = list_usable_banks(user).order_by().values("pk")
    return Question.objects.filter(bank__in=banks, deleted_at__isnull=True).select_related(
        "current__audio__file", "bank"
    )


def list_bank_files(bank: QuestionBank) -> QuerySet[QuestionFile]:
    """Return the files of a bank."""
    return bank.files.select_related("file")


def list_written_quizzes(user: User, *, deleted_too: bool = False) -> QuerySet[Quiz]:
    """Return the quizzes that the user writes and whose attempts the user sees: those of groups and courses that the
    user teaches; those of the centre with `quizzes.manage`.
    """
    if not has_permission(user, "quizzes.write"):
        return Quiz.objects.none()
    groups = list_taught_groups(user).order_by().values("pk")
    courses = list_taught_courses(user).order_by().values("pk")
    mine = Q(group__in=groups) | Q(course__in=courses)
    if has_permission(user, "quizzes.manage"):
        mine |= Q(group__isnull=True, course__isnull=True)
    return (Quiz.objects.all() if deleted_too else _list_quizzes()).filter(mine)


def list_takeable_quizzes(user: User) -> QuerySet[Quiz]:
    """Return the published quizzes that are for the user now: of own groups, of online courses that the user learns,
    and of the centre.
    """
    mine = (
        Q(group__in=list_current_group_ids(user))
        | Q(course__in=list_enrolled_courses(user).order_by().values("pk"))
        | Q(group__isnull=True, course__isnull=True)
    )
    return _list_quizzes().filter(mine, published_at__isnull=False)


def list_visible_quizzes(
    user: User,
    *,
    group_id: UUID | None = None,
    course_id: UUID | None = None,
    lesson_id: UUID | None = None,
    takeable: bool = False,
    written: bool = False,
) -> QuerySet[Quiz]:
    """Return the quizzes that the user takes or writes; with `takeable` only those that the user takes, with `written`
    only those that the user writes.
    """
    taken = Q(pk__in=list_takeable_quizzes(user).order_by().values("pk"))
    own = Q(pk__in=list_written_quizzes(user).order_by().values("pk"))
    rows = _list_quizzes().filter(taken | own)
    if takeable:
        rows = rows.filter(taken)
    if written:
        rows = rows.filter(own)
    return filter_given(rows, group=group_id, course=course_id, lesson=lesson_id)


def with_own_attempts(rows: QuerySet[Quiz], user: User) -> QuerySet[Quiz]:
    """Return these quizzes with the attempts of the user in `own_attempts`, the first one first."""
    mine = QuizAttempt.objects.filter(user=user).order_by("number")
    return rows.prefetch_related(Prefetch("attempts", queryset=mine, to_attr="own_attempts"))


def search_quizzes(rows: QuerySet[Quiz], text: str) -> QuerySet[Quiz]:
    """Return the quizzes with these words in their title."""
    return rows.filter(title__icontains=text)


def list_attempts_of_quiz(
    quiz: Quiz, reader: User, *, user_id: UUID | None = None, state: str | None = None
) -> QuerySet[QuizAttempt]:
    """Return the attempts at a quiz with their learners, but for those of the reader."""
    rows = _list_attempts().filter(quiz=quiz).exclude(user=reader)
    return filter_given(rows, user=user_id, state=state)


def list_own_attempts(user: User, *, quiz: UUID | None = None) -> QuerySet[QuizAttempt]:
    """Return the user's own attempts. They stay when the quiz or the membership ends."""
    return filter_given(_list_attempts().filter(user=user), quiz=quiz)


def _list_own_attempt(attempt_id: UUID, user_id: UUID) -> QuerySet[QuizAttempt]:
    return _list_attempts().filter(pk=attempt_id, user=user_id)


find_own_attempt = CompiledQuery[QuizAttempt](_list_own_attempt, values=2)
"""Each answer of a class in a quiz asks this."""


def list_marked_attempts(user: User) -> QuerySet[QuizAttempt]:
    """Return the attempts that the user sees as a teacher, also at quizzes that were deleted; never an own one."""
    quizzes = list_written_quizzes(user, deleted_too=True).order_by().values("pk")
    return _list_attempts().filter(quiz__in=quizzes).exclude(user=user)


def list_answers(attempt: QuizAttempt) -> QuerySet[Answer]:
    """Return the answers of an attempt with what they answer."""
    rows = attempt.answers.select_related("version__audio__file", "version__question", "scored_by", "late")
    return rows.prefetch_related("files__file", "files__spoken").order_by("place")


def list_first_results(quiz: Quiz) -> QuerySet[Answer]:
    """Return the answers of each learner's first attempt that is handed in, where all of it is marked, in the order of
    the quiz. Of more than `MAX_RESULTS` learners the newest count. Versions are not loaded with them.
    """
    newest = _list_first_attempts(Q(quiz=quiz)).order_by("-pk")[:MAX_RESULTS]
    rows = Answer.objects.filter(attempt__in=newest.values("pk"))
    return rows.order_by("attempt", "position", "version__question")


def _list_first_attempts(of: Q) -> QuerySet[QuizAttempt]:
    """Return each learner's first attempt at each quiz that is handed in, where all of it is marked."""
    closed = QuizAttempt.objects.filter(of).exclude(state=AttemptState.OPEN)
    firsts = closed.order_by("quiz", "user", "number").distinct("quiz", "user").values("pk")
    return QuizAttempt.objects.filter(pk__in=firsts, state=AttemptState.SCORED)


@dataclass(frozen=True)
class QuestionShare:
    """How much of a question's points learners got, 0 to 1 (its facility), and how many answered it."""

    quiz: str
    question: str
    share: float
    count: int


def list_question_shares(
    course: Course, *, fewest: int, most: int, people: Collection[UUID] | None = None
) -> list[QuestionShare]:
    """Return the hardest questions of the quizzes of a course, of those that `fewest` learners answered at least: from
    first attempts as in the statistics of a quiz, of these people, else of all. Of more than `MAX_RESULTS` learners of
    a quiz the newest count. One query.
    """
    of = Q(quiz__course=course) if people is None else Q(quiz__course=course, user__in=people)
    place = Window(RowNumber(), partition_by="quiz", order_by="-pk")
    newest = _list_first_attempts(of).annotate(place=place).filter(place__lte=MAX_RESULTS)
    rows = (
        Answer.objects.filter(attempt__in=newest.values("pk"))
        .order_by()
        .values("attempt__quiz", "attempt__quiz__title", "version__question", "version__question__name")
        .annotate(count=Count("pk"), got=Sum(F("share") * F("points")), of=Sum("points"))
        .filter(count__gte=fewest, of__gt=0)
        .annotate(facility=F("got") / F("of"))
        .order_by("facility", "version__question__name")[:most]
    )
    return [
        QuestionShare(row["attempt__quiz__title"], row["version__question__name"], float(row["facility"]), row["count"])
        for row in rows
    ]


def list_answers_to_mark(
    user: User, *, quiz_id: UUID | None = None, group_id: UUID | None = None, course_id: UUID | None = None
) -> QuerySet[Answer]:
    """Return the answers that wait for the user's mark; never an own one, none that the engine has still to hear."""
    heard_now = SpokenResult.objects.filter(recording__answer=OuterRef("pk"), state=SpokenState.WAITING)
    rows = _list_answers_of_others(user).filter(~Exists(heard_now), waits=True)
    return filter_given(rows, attempt__quiz=quiz_id, attempt__quiz__group=group_id, attempt__quiz__course=course_id)


def list_markable_answers(user: User) -> QuerySet[Answer]:
    """Return the answers that the user may mark; never an own one."""
    return _list_answers_of_others(user)


def _list_answers_of_others(user: User) -> QuerySet[Answer]:
    quizzes = list_written_quizzes(user, deleted_too=True).order_by().values("pk")
    rows = Answer.objects.filter(attempt__quiz__in=quizzes).exclude(attempt__user=user)
    return rows.select_related("attempt__quiz", "attempt__user", "version__question")


def list_places(quiz: Quiz) -> QuerySet[QuizQuestion]:
    """Return what a quiz asks, in its order."""
    return quiz.places.select_related("question", "bank").order_by("position")


def list_learners(quiz: Quiz) -> QuerySet[User]:
    """Return the people whom the quiz is for now: the pupils of its group, the learners of its course; for one of the
    centre, everybody.
    """
    if quiz.group is not None:
        return list_current_pupils(quiz.group)
    people = User.objects.filter(is_active=True, erased_at__isnull=True)
    if quiz.course_id is None:
        return people
    return people.filter(
        pk__in=list_enrollments().filter(build_active_enrollments_filter(), course=quiz.course_id).values("user")
    )


def list_extensions(quiz: Quiz) -> QuerySet[QuizExtension]:
    """Return what single learners have more at this quiz."""
    return quiz.extensions.select_related("user")


def find_lesson_quiz(quiz_id: UUID) -> Mapping[str, Any] | None:
    """Return what learners see before they begin a quiz that a published lesson shows; None for others."""
    rows = _list_quizzes().filter(pk=quiz_id, course_lesson__isnull=False)
    return rows.values("title", "time_limit", "attempts_allowed", "pass_percent").first()


def list_lesson_quizzes(lesson_id: UUID) -> QuerySet[Quiz]:
    """Return the quizzes that a published lesson of a course shows."""
    return _list_quizzes().filter(course_lesson=lesson_id).order_by("created_at")


def has_passed_lesson(user: User, lesson: OutlineLesson) -> bool:
    """Return whether the user has passed all quizzes of a published lesson; where nobody passes or fails, an attempt
    that is marked is enough. False for a lesson without a quiz.
    """
    passed = QuizAttempt.objects.filter(quiz=OuterRef("pk"), user=user, state=AttemptState.SCORED)
    passed = passed.filter(Q(passed=True) | Q(quiz__pass_percent__isnull=True))
    results = list(list_lesson_quizzes(lesson.id).values_list(Exists(passed), flat=True))
    return bool(results) and all(results)


def find_extension(quiz: Quiz, user: User) -> QuizExtension | None:
    """Return what the user has more than the others at this quiz."""
    return quiz.extensions.filter(user=user).first()


def takes_answers(attempt: QuizAttempt, now: datetime) -> bool:
    """Return whether an answer that arrives now counts: until the grace after the deadline is over, also when the
    deadline has closed the attempt meanwhile.
    """
    if attempt.state != AttemptState.OPEN and attempt.handed_in_by != HandedInBy.DEADLINE:
        return False
    return attempt.deadline is None or now <= attempt.deadline + _get_grace()


def is_closed_for_all(quiz: Quiz) -> bool:
    """Return whether the quiz has closed for everybody: nobody's answers can help another any more."""
    now = timezone.now()
    if quiz.deleted_at is None and (quiz.closes_at is None or quiz.closes_at > now):
        return False
    later = quiz.extensions.filter(closes_at__gt=now)
    takes = Q(state=AttemptState.OPEN) | Q(handed_in_by=HandedInBy.DEADLINE, deadline__gte=now - _get_grace())
    return not later.exists() and not quiz.attempts.filter(takes).exists()


def _get_grace() -> timedelta:
    return timedelta(seconds=get_system_settings().quiz_grace_seconds)


def _list_quizzes() -> QuerySet[Quiz]:
    return Quiz.objects.filter(deleted_at__isnull=True).select_related("group", "course", "lesson")


def _list_attempts() -> QuerySet[QuizAttempt]:
    return QuizAttempt.objects.select_related("quiz", "user")
