"""What one learner may do at a quiz: its rules, with what a teacher gave the learner more."""

from datetime import datetime, timedelta

from apps.quizzes.models import Quiz, QuizExtension


def compute_time_limit(quiz: Quiz, extension: QuizExtension | None) -> float | None:
    """Return the seconds of one attempt of the learner; None: no limit."""
    if not quiz.time_limit:
        return None
    return quiz.time_limit * (100 + (extension.extra_percent if extension else 0)) / 100


def get_closing(quiz: Quiz, extension: QuizExtension | None) -> datetime | None:
    """Return when the quiz closes for the learner; None: never."""
    return extension.closes_at if extension and extension.closes_at else quiz.closes_at


def count_allowed_attempts(quiz: Quiz, extension: QuizExtension | None) -> int:
    """Return how many attempts the learner has at a quiz that limits them."""
    return quiz.attempts_allowed + (extension.extra_attempts if extension else 0)


def compute_deadline(quiz: Quiz, extension: QuizExtension | None, started_at: datetime) -> datetime | None:
    """Return when the server hands in an attempt that begins now; None: never."""
    closes_at = get_closing(quiz, extension)
    ends = [closes_at] if closes_at else []
    seconds = compute_time_limit(quiz, extension)
    if seconds is not None:
        ends.append(started_at + timedelta(seconds=seconds))
    return min(ends, default=None)
