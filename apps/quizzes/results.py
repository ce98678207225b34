"""The results of quizzes that count: of each learner and quiz one attempt."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple, Protocol, TypeVar
from uuid import UUID

from apps.quizzes.models import AttemptState, CountedQuizAttempt, QuizAttempt


class _Scored(Protocol):
    @property
    def state(self) -> str: ...
    @property
    def score(self) -> Decimal | None: ...
    @property
    def max_score(self) -> Decimal: ...


ScoredT = TypeVar("ScoredT", bound=_Scored)


class QuizResult(NamedTuple):
    """An attempt that is handed in, without its answers. `score` is None until it is scored; `updated_at`: when that
    was known. `newest_at`: when the learner handed in last, with any attempt.
    """

    id: UUID
    quiz_id: UUID
    user_id: UUID
    state: str
    score: Decimal | None
    max_score: Decimal
    updated_at: datetime
    counting: str
    handed_in_at: datetime
    newest_at: datetime

    @property
    def share(self) -> Decimal | None:
        """Return the score of the points, 0 to 1; None until every answer is marked."""
        if self.state != AttemptState.SCORED or self.score is None:
            return None
        return self.score / self.max_score if self.max_score else Decimal(0)


def compute_percent(attempt: _Scored) -> float | None:
    """Return the score in percent of the points, with two decimals; None until every answer is marked: what waits for a
    teacher has no points yet.
    """
    if attempt.score is None or attempt.state != AttemptState.SCORED:
        return None
    return float(round(attempt.score * 100 / attempt.max_score, 2)) if attempt.max_score else 0.0


def find_counted(counting: str, scored: list[ScoredT]) -> ScoredT | None:
    """Return which of a learner's scored attempts at a quiz counts, the first one first."""
    if counting == CountedQuizAttempt.BEST:
        return max(scored, key=_rank, default=None)
    return next(iter(scored if counting == CountedQuizAttempt.FIRST else reversed(scored)), None)


def load_results(quizzes: Collection[UUID], users: Collection[UUID]) -> dict[tuple[UUID, UUID], QuizResult]:
    """Return the attempt that counts by quiz and learner; one that waits for its marks, where none is scored."""
    names = (
        "id", "quiz_id", "user_id", "state", "score", "max_score", "updated_at", "quiz__counting", "handed_in_at",
    )  # fmt: skip
    closed = QuizAttempt.objects.filter(quiz__in=quizzes, user__in=users).exclude(state=AttemptState.OPEN)
    results: dict[tuple[UUID, UUID], QuizResult] = {}
    repeated: dict[tuple[UUID, UUID], list[QuizResult]] = {}
    for row in closed.order_by("number").values_list(*names):
        result, key = QuizResult._make((*row, row[-1])), row[1:3]
        first = results.setdefault(key, result)
        if first is not result:
            repeated.setdefault(key, [first]).append(result)
    return results | {key: _choose(attempts) for key, attempts in repeated.items()}


def _choose(results: list[QuizResult]) -> QuizResult:
    counted = find_counted(results[0].counting, [one for one in results if one.score is not None]) or results[-1]
    return counted._replace(newest_at=results[-1].handed_in_at)


def _rank(attempt: _Scored) -> float:
    percent = compute_percent(attempt)
    return -1 if percent is None else percent
