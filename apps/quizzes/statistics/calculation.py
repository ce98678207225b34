"""What the answers of many learners say about the questions of a quiz, and about the quiz.

The figures are those of Moodle: https://docs.moodle.org/dev/Quiz_statistics_calculations. A figure that is not defined
is None: variances need two learners, and most ratios need marks that differ.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal, localcontext
from enum import StrEnum
from statistics import fmean, median

_EXACT = Context(prec=80)
"""Enough digits for sums of squares: marks that do not differ have a variance of 0 and not nearly 0."""


class QuestionFlag(StrEnum):
    """Why a question does harm, or measures nothing."""

    NEGATIVE_DISCRIMINATION = "negative_discrimination"
    WEAK_DISCRIMINATION = "weak_discrimination"
    TOO_HARD = "too_hard"
    TOO_EASY = "too_easy"


FEWEST_RESULTS = 5
"""Results from which a question is flagged: with fewer, all of it may be chance."""
WEAK_EFFICIENCY = 15.0
"""Below this discriminative efficiency, in per cent, Moodle's report marks a question too."""
HARD_FACILITY, EASY_FACILITY = 0.05, 0.95
"""Moodle's guide calls these extremely difficult (or wrong), and extremely easy."""


@dataclass(frozen=True, kw_only=True)
class QuestionResult:
    """One question in one learner's quiz.

    `question`: its id. `share` of its `points`, after penalties and hints; 0 without an answer. `options`: the ids of
    the chosen ones. `seconds`: how long the learner saw it, None if not known.
    """

    question: str
    share: Decimal
    points: Decimal
    options: tuple[str, ...] = ()
    seconds: float | None = None

    @property
    def points_won(self) -> Decimal:
        """Return the mark."""
        return self.share * self.points


@dataclass(frozen=True, kw_only=True)
class QuestionStatistics:
    """Figures of one question.

    `count`: its results. `facility`: mean mark / most points, 0 to 1 (below 0 where wrong answers cost points).
    `discrimination`: correlation of the mark with the marks of the rest of the quiz, -100 to 100. `efficiency`: their
    covariance as a part of the largest that the same marks allow, in per cent. `choices`: how often each option was
    chosen. `mean_seconds` and `median_seconds`: of the known times.
    """

    count: int
    facility: float | None
    discrimination: float | None
    efficiency: float | None
    choices: dict[str, int]
    mean_seconds: float | None
    median_seconds: float | None
    flags: tuple[QuestionFlag, ...]


@dataclass(frozen=True, kw_only=True)
class QuizStatistics:
    """Figures of a quiz, and of its questions by id.

    `mean`, `median`, `deviation`: of the points of a learner; the standard deviation is that of a sample (n - 1).
    `consistency`: coefficient of internal consistency (Cronbach's alpha) in per cent; it may be below 0. `error_ratio`:
    the part of the deviation that is chance, in per cent. `standard_error`: this part in points.
    """

    count: int
    mean: float | None
    median: float | None
    deviation: float | None
    consistency: float | None
    error_ratio: float | None
    standard_error: float | None
    questions: dict[str, QuestionStatistics] = field(default_factory=dict)


def compute_statistics(
    results: Sequence[Sequence[QuestionResult]], *, options: Mapping[str, Sequence[str]] | None = None
) -> QuizStatistics:
    """Return the figures of a quiz from the first finished attempt of each learner, with all marks given.

    Each attempt lists its questions in the order of the quiz, not of the learner; a drawn question stands at the place
    that it was drawn for. `options`: ids of the options by question, so that one that nobody chose counts 0.
    """
    with localcontext(_EXACT):
        totals = [sum((result.points_won for result in attempt), Decimal(0)) for attempt in results]
        spread = _sum_deviations(totals, totals)
        deviation = math.sqrt(spread / (len(totals) - 1)) if len(totals) > 1 else None
        consistency = _compute_consistency(results, spread)
        error_ratio = None if consistency is None else 100 * math.sqrt(1 - consistency / 100)
        return QuizStatistics(
            count=len(totals),
            mean=fmean(totals) if totals else None,
            median=float(median(totals)) if totals else None,
            deviation=deviation,
            consistency=consistency,
            error_ratio=error_ratio,
            standard_error=None if error_ratio is None or deviation is None else error_ratio * deviation / 100,
            questions=_compute_questions(results, totals, options or {}),
        )


def _compute_consistency(results: Sequence[Sequence[QuestionResult]], spread: Decimal) -> float | None:
    """Return 100 k/(k - 1) (1 - sum of the variances of the k places / variance of the total). `spread`: n - 1 times
    the latter; n - 1 falls out.
    """
    sizes = {len(attempt) for attempt in results}
    if len(sizes) != 1 or sizes <= {0, 1} or not spread:
        return None
    [size] = sizes
    places = [[result.points_won for result in place] for place in zip(*results, strict=True)]
    inner = sum((_sum_deviations(place, place) for place in places), Decimal(0))
    return float(100 * Decimal(size) / (size - 1) * (1 - inner / spread))


def _compute_questions(
    results: Sequence[Sequence[QuestionResult]], totals: Sequence[Decimal], options: Mapping[str, Sequence[str]]
) -> dict[str, QuestionStatistics]:
    by_question: dict[str, list[tuple[QuestionResult, Decimal]]] = defaultdict(list)
    for attempt, total in zip(results, totals, strict=True):
        for result in attempt:
            by_question[result.question].append((result, total - result.points_won))
    return {question: _compute_question(pairs, options.get(question, ())) for question, pairs in by_question.items()}


def _compute_question(pairs: Sequence[tuple[QuestionResult, Decimal]], options: Sequence[str]) -> QuestionStatistics:
    """Return the figures of one question from its results, each with the points of the rest of the quiz."""
    points, rest = [result.points_won for result, _rest in pairs], [rest for _result, rest in pairs]
    most = sum((result.points for result, _rest in pairs), Decimal(0))
    facility = float(sum(points, Decimal(0)) / most) if most else None
    common = _sum_deviations(points, rest)
    squares = _sum_deviations(points, points) * _sum_deviations(rest, rest)
    largest = _sum_deviations(sorted(points), sorted(rest))
    discrimination = float(100 * common / squares.sqrt()) if squares else None
    efficiency = float(100 * common / largest) if largest else None
    choices = Counter(dict.fromkeys(options, 0))
    choices.update(option for result, _rest in pairs for option in result.options)
    seconds = [result.seconds for result, _rest in pairs if result.seconds is not None]
    return QuestionStatistics(
        count=len(pairs),
        facility=facility,
        discrimination=discrimination,
        efficiency=efficiency,
        choices=dict(choices),
        mean_seconds=fmean(seconds) if seconds else None,
        median_seconds=median(seconds) if seconds else None,
        flags=_list_flags(facility, efficiency) if len(pairs) >= FEWEST_RESULTS else (),
    )


def _list_flags(facility: float | None, efficiency: float | None) -> tuple[QuestionFlag, ...]:
    raised = {
        QuestionFlag.NEGATIVE_DISCRIMINATION: efficiency is not None and efficiency < 0,
        QuestionFlag.WEAK_DISCRIMINATION: efficiency is not None and 0 <= efficiency < WEAK_EFFICIENCY,
        QuestionFlag.TOO_HARD: facility is not None and facility <= HARD_FACILITY,
        QuestionFlag.TOO_EASY: facility is not None and facility >= EASY_FACILITY,
    }
    return tuple(flag for flag, is_raised in raised.items() if is_raised)


def _sum_deviations(left: Sequence[Decimal], right: Sequence[Decimal]) -> Decimal:
    """Return the sum of the products of the deviations from the means: n - 1 times the covariance. 0 exactly where one
    side does not differ.
    """
    count = len(left)
    products = sum((one * other for one, other in zip(left, right, strict=True)), Decimal(0))
    crossed = count * products - sum(left, Decimal(0)) * sum(right, Decimal(0))
    return crossed / count if count else Decimal(0)
