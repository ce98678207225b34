"""Attempts at quizzes in the archive of a learner's data: nothing that the quiz does not show the learner now."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from apps.quizzes.attempt_views import find_hidden
from apps.quizzes.models import Answer, QuizAttempt, SpokenResult

Rows = list[dict[str, Any]]


def blank_attempts(rows: Rows) -> None:
    """Empty score and result of attempts whose points are hidden."""
    _blank(rows, {row["id"]: row["id"] for row in rows}, score=None, passed=None)


def blank_answers(rows: Rows) -> None:
    """Empty marks and comments of answers whose points are hidden."""
    found = Answer.objects.filter(pk__in=[row["id"] for row in rows]).values_list("pk", "attempt")
    _blank(rows, dict(found), mark=None, comment="")


def blank_spoken_results(rows: Rows) -> None:
    """Empty what the engine thought of recordings whose points are hidden; what it heard stays."""
    found = SpokenResult.objects.filter(pk__in=[row["id"] for row in rows])
    by_row = found.values_list("pk", "recording__answer__attempt")
    _blank(rows, dict(by_row), verdict="", overall=None, words=[])


def _blank(rows: Rows, attempts: dict[UUID, UUID], **values: Any) -> None:
    hidden = _find_hidden(attempts.values())
    for row in rows:
        if attempts[row["id"]] in hidden:
            row.update(values)


def _find_hidden(attempts: Iterable[UUID]) -> set[UUID]:
    return find_hidden(QuizAttempt.objects.filter(pk__in=set(attempts)).select_related("quiz"))
