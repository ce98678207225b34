"""Realtime events about attempts at quizzes: on `user` of the learner, and on `wall` of the group or `course_wall` of
the online course. No event holds an answer or a key.
"""

from typing import Annotated, Any

from apps.core.event_types import Example, StudentId
from apps.events.publishing import (
    Event,
    get_course_wall_stream,
    get_user_stream,
    get_wall_stream,
    publish_event,
    send_hint,
)
from apps.quizzes.attempt_views import find_shown
from apps.quizzes.models import Answer, QuizAttempt
from apps.quizzes.results import compute_percent


class QuizAttemptEvent(Event):
    """Fields that name quiz, attempt and learner."""

    quiz: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8041")]
    title: Annotated[str, Example("Unit 3: present simple")]
    attempt: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8042")]
    student: StudentId
    name: Annotated[str, Example("Jasur Oripov")]
    number: Annotated[int, Example(1)]


class QuizBegun(QuizAttemptEvent, type="quiz.begun"):
    """A learner has begun an attempt. `deadline` null: it has none."""

    deadline: Annotated[str | None, Example("2026-11-20T09:15:00Z")]


class QuizResult(QuizAttemptEvent, type="quiz.result"):
    """An attempt was handed in and scored, or marked anew. `state` waiting: a teacher has to mark an answer. `percent`
    and `passed` are null until then, and on the learner's stream until the quiz shows them.
    """

    state: Annotated[str, Example("scored")]
    handed_in_by: Annotated[str, Example("learner")]
    percent: Annotated[float | None, Example(75.0)]
    passed: Annotated[bool | None, Example(True)]


class QuizAnswerSaved(Event, type="quiz.answer_saved"):
    """A hint without a number: an answer was saved, so other open pages of the attempt load it again."""

    attempt: Annotated[str, Example("01890a5d-ac96-774b-bcce-b302099a8042")]
    place: Annotated[int, Example(3)]
    saves: Annotated[int, Example(2)]


def publish_begun(attempt: QuizAttempt) -> None:
    """Tell learner and teachers that an attempt has begun, in the open unit of work."""
    deadline = attempt.deadline.isoformat().replace("+00:00", "Z") if attempt.deadline else None
    event = QuizBegun(**_name(attempt), deadline=deadline)
    for stream in _list_streams(attempt):
        publish_event(stream, event)


def publish_result(attempt: QuizAttempt) -> None:
    """Tell learner and teachers how an attempt stands, in the open unit of work."""
    is_shown = find_shown(attempt, to_teacher=False).score
    for stream in _list_streams(attempt):
        seen = is_shown or stream != get_user_stream(attempt.user_id)
        publish_event(
            stream,
            QuizResult(
                **_name(attempt),
                state=attempt.state,
                handed_in_by=attempt.handed_in_by,
                percent=compute_percent(attempt) if seen else None,
                passed=attempt.passed if seen else None,
            ),
        )


def hint_saved(attempt: QuizAttempt, answer: Answer) -> None:
    """Tell other open pages of the learner that an answer was saved."""
    event = QuizAnswerSaved(attempt=str(attempt.pk), place=answer.place, saves=answer.saves)
    send_hint(get_user_stream(attempt.user_id), event)


def _list_streams(attempt: QuizAttempt) -> list[str]:
    quiz = attempt.quiz
    walls = [get_wall_stream(quiz.group_id)] if quiz.group_id else []
    walls += [get_course_wall_stream(quiz.course_id)] if quiz.course_id else []
    return [get_user_stream(attempt.user_id), *walls]


def _name(attempt: QuizAttempt) -> dict[str, Any]:
    return {
        "quiz": str(attempt.quiz_id),
        "title": attempt.quiz.title,
        "attempt": str(attempt.pk),
        "student": str(attempt.user_id),
        "name": attempt.user.full_name,
        "number": attempt.number,
    }
