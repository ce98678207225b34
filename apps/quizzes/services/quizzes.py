"""Writes of quizzes: settings, questions, publication, and what single learners have more."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.core.errors import Conflict, ErrorCode, Invalid
from apps.core.lookups import get_or_not_found
from apps.core.uow import unit_of_work
from apps.courses.models import Course, Group
from apps.jobs.services import enqueue
from apps.lessons.models import Lesson
from apps.quizzes.models import AttemptState, HandedInBy, Question, QuestionBank, Quiz, QuizExtension, QuizQuestion
from apps.quizzes.queries import count_drawable
from apps.quizzes.services.closing import CLOSE_DUE, close_open_attempts
from apps.settings.services import write_audit_log

MAX_QUESTIONS = 300
SHORTEST = timedelta(seconds=1)
"""An attempt that began after an end that was set later lasts so long."""


@dataclass(frozen=True, kw_only=True)
class PlaceDraft:
    """A place of a quiz: a question, or `draw` of a bank, with a tag where one is named."""

    question: Question | None = None
    bank: QuestionBank | None = None
    tag: str = ""
    draw: int = 0
    points: Decimal | None = None


def create_quiz(
    *,
    actor: User,
    group: Group | None = None,
    lesson: Lesson | None = None,
    course: Course | None = None,
    values: Mapping[str, Any],
) -> Quiz:
    """Create a quiz as a draft: of a group, of one of its lessons, of a course, or of the centre.

    `values`: fields of `Quiz`; `password` in clear.
    """
    with unit_of_work():
        quiz = Quiz(group=group, lesson=lesson, course=course, author=actor, **_prepare(values))
        _check_times(quiz)
        quiz.save()
        write_audit_log(actor, "quizzes.create_quiz", quiz, {"title": (None, quiz.title)})
        return quiz


def change_quiz(*, actor: User, quiz: Quiz, revision: int, changes: Mapping[str, Any]) -> Quiz:
    """Change the settings. Attempts that have begun keep their deadline; those without one get a new end of the quiz.

    Raise Conflict `draft_changed` for an old revision, Invalid for times and limits that do not hold together.
    """
    with unit_of_work():
        locked = _lock_quiz(quiz, revision)
        if changed := locked.apply_changes(_prepare(changes)):
            _check_times(locked)
            _raise_revision(locked, *changed)
            if "closes_at" in changed:
                _set_missing_deadlines(locked)
            changed.pop("password", None)
            write_audit_log(actor, "quizzes.change_quiz", locked, changed)
        return locked


def set_places(*, actor: User, quiz: Quiz, revision: int, places: Sequence[PlaceDraft]) -> Quiz:
    """Set what the quiz asks, in this order. Attempts that have begun keep their questions.

    Raise Conflict `draft_changed` for an old revision, Invalid for a place that names neither a question nor a draw, a
    question that stands twice, and more than MAX_QUESTIONS.
    """
    for number, place in enumerate(places):
        is_question = place.question is not None and place.bank is None and not (place.draw or place.tag)
        is_draw = place.bank is not None and place.question is None and place.draw > 0
        if not (is_question or is_draw):
            raise Invalid.field(f"places.{number}", _("Name a question, or a bank and how many to draw."))
    if sum(place.draw or 1 for place in places) > MAX_QUESTIONS:
        raise Invalid.field("places", _("A quiz asks at most %(count)d questions.") % {"count": MAX_QUESTIONS})
    named = [place.question.pk for place in places if place.question]
    if len(named) != len(set(named)):
        raise Invalid.field("places", _("A question stands in a quiz once."))
    with unit_of_work():
        locked = _lock_quiz(quiz, revision)
        locked.places.all().delete()
        QuizQuestion.objects.bulk_create(
            QuizQuestion(
                quiz=locked,
                position=position,
                question=place.question,
                bank=place.bank,
                tag=place.tag,
                draw=place.draw,
                points=place.points,
            )
            for position, place in enumerate(places, start=1)
        )
        if locked.published_at:
            check_askable(locked)
        _raise_revision(locked)
        write_audit_log(actor, "quizzes.change_questions", locked, {"places": (None, len(places))})
        return locked


def publish_quiz(*, actor: User, quiz: Quiz) -> Quiz:
    """Show the quiz to its learners; doing it again changes nothing. Raise Invalid for a quiz that asks nothing."""
    with unit_of_work():
        locked = _lock_quiz(quiz)
        check_askable(locked)
        if locked.published_at is None:
            locked.published_at = timezone.now()
            _raise_revision(locked, "published_at")
            write_audit_log(actor, "quizzes.publish_quiz", locked)
        return locked


def delete_quiz(*, actor: User, quiz: Quiz) -> None:
    """Delete a quiz. Open attempts are handed in as they are; attempts and marks stay. Raise Conflict while a published
    lesson shows it.
    """
    with unit_of_work():
        locked = _lock_quiz(quiz)
        if locked.course_lesson_id is not None:
            raise Conflict(_("A lesson of the course shows this quiz. Take it out there and publish the course first."))
        now = timezone.now()
        locked.deleted_at = now
        _raise_revision(locked, "deleted_at")
        close_open_attempts(quiz=locked, now=now, by=HandedInBy.QUIZ)
        write_audit_log(actor, "quizzes.delete_quiz", locked, {"title": (locked.title, None)})


def set_extension(*, actor: User, quiz: Quiz, user: User, values: Mapping[str, Any]) -> QuizExtension:
    """Give a learner more time, more attempts or a later end than others, with a reason; again: in place of the last.

    An attempt that has begun keeps its deadline.
    """
    with unit_of_work():
        extension, _created = QuizExtension.objects.update_or_create(
            quiz=quiz, user=user, defaults={**values, "by": actor}
        )
        write_audit_log(
            actor, "quizzes.extend", quiz, {"user": (None, str(user.pk)), "reason": (None, extension.reason)}
        )
        return extension


def check_askable(quiz: Quiz) -> None:
    """Raise Invalid unless the quiz asks something, and its banks hold what is drawn."""
    places = list(quiz.places.select_related("bank", "question"))
    if not places:
        raise Invalid.field("places", _("The quiz has no questions."))
    named = [place.question_id for place in places if place.question_id]
    taken: Counter[tuple[QuestionBank, str]] = Counter()
    for place in places:
        if place.bank is None:
            continue
        taken[place.bank, place.tag] += place.draw
        if count_drawable(place.bank, place.tag, without=named) < taken[place.bank, place.tag]:
            text = _("“%(bank)s” has less than %(count)d questions to draw from.")
            count = taken[place.bank, place.tag]
            raise Invalid.field("places", text % {"bank": place.bank.name, "count": count})


def _set_missing_deadlines(quiz: Quiz) -> None:
    """Give open attempts that have no deadline the end of the quiz, or that of their learner."""
    ends = dict(quiz.extensions.filter(closes_at__isnull=False).values_list("user", "closes_at"))
    rows = quiz.attempts.filter(state=AttemptState.OPEN, deadline__isnull=True).select_for_update()
    for attempt in rows.order_by("pk"):
        closes_at = ends.get(attempt.user_id, quiz.closes_at)
        if closes_at is not None:
            attempt.deadline = max(closes_at, attempt.started_at + SHORTEST)
            attempt.save(update_fields=["deadline", "updated_at"])
            enqueue(kind=CLOSE_DUE, object_id=attempt.pk, run_at=attempt.deadline, priority=1)


def _prepare(values: Mapping[str, Any]) -> dict[str, Any]:
    prepared = dict(values)
    if prepared.get("password"):
        prepared["password"] = make_password(prepared["password"])
    return prepared


def _check_times(quiz: Quiz) -> None:
    if quiz.opens_at and quiz.closes_at and quiz.closes_at <= quiz.opens_at:
        raise Invalid.field("closes_at", _("The quiz closes before it opens."))


def _lock_quiz(quiz: Quiz, revision: int | None = None) -> Quiz:
    locked = get_or_not_found(Quiz.objects.select_for_update().filter(deleted_at__isnull=True), quiz.pk)
    if revision is not None and locked.revision != revision:
        raise Conflict(_("Somebody changed this quiz meanwhile. Load it again."), code=ErrorCode.DRAFT_CHANGED)
    return locked


def _raise_revision(quiz: Quiz, *changed: str) -> None:
    quiz.revision += 1
    quiz.save(update_fields=[*changed, "revision", "updated_at"])
