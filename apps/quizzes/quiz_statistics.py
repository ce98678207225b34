"""The statistics of a quiz, from what is stored."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

from apps.quizzes.models import Answer, Quiz
from apps.quizzes.queries import list_first_results
from apps.quizzes.questions.bodies import MultipleBody, SingleBody
from apps.quizzes.questions.keys import MultipleKey, SingleKey
from apps.quizzes.questions.responses import MultipleResponse, SingleResponse
from apps.quizzes.questions.stored import read_body, read_key, read_response
from apps.quizzes.statistics import QuestionResult, QuizStatistics, compute_statistics

FIGURES = ("count", "mean", "median", "deviation", "consistency", "error_ratio", "standard_error")
QUESTION_FIGURES = ("count", "facility", "discrimination", "efficiency", "flags")


def build_statistics_view(quiz: Quiz) -> dict[str, Any]:
    """Return the figures of a quiz and of its questions, in the order of the quiz."""
    answers = list(list_first_results(quiz))
    shown: dict[str, Answer] = {}
    for answer in answers:
        known = shown.get(str(answer.version.question_id))
        if known is None or known.version.number < answer.version.number:
            shown[str(answer.version.question_id)] = answer
    options = {key: [option["id"] for option, _right in _iterate_options(answer)] for key, answer in shown.items()}
    results = [
        [_read_result(answer) for answer in group] for _attempt, group in groupby(answers, attrgetter("attempt_id"))
    ]
    statistics = compute_statistics(results, options=options)
    rows = sorted(shown.items(), key=lambda row: (row[1].position, row[1].version.question.name))
    return {name: getattr(statistics, name) for name in FIGURES} | {
        "questions": [_describe(key, answer, statistics) for key, answer in rows]
    }


def _describe(key: str, answer: Answer, statistics: QuizStatistics) -> dict[str, Any]:
    figures = statistics.questions[key]
    question = answer.version.question
    return {name: getattr(figures, name) for name in QUESTION_FIGURES} | {
        "question": question.pk,
        "name": question.name,
        "kind": question.kind,
        "position": answer.position,
        "choices": [
            option | {"count": figures.choices.get(option["id"], 0), "is_right": is_right}
            for option, is_right in _iterate_options(answer)
        ],
    }


def _iterate_options(answer: Answer) -> Iterator[tuple[dict[str, str], bool]]:
    """Yield the options of a question that has some, with whether they are right."""
    body, key = read_body(answer.version.body), read_key((answer.scored_by or answer.version).key)
    if isinstance(body, SingleBody | MultipleBody) and isinstance(key, SingleKey | MultipleKey):
        for option in body.options:
            yield {"id": option.id, "text": option.text}, key.shares.get(option.id, 0) > 0


def _read_result(answer: Answer) -> QuestionResult:
    assert answer.share is not None
    response = read_response(answer.response)
    chosen: tuple[str, ...] = ()
    if isinstance(response, SingleResponse):
        chosen = (response.option,) if response.option else ()
    elif isinstance(response, MultipleResponse):
        chosen = tuple(response.options)
    return QuestionResult(
        question=str(answer.version.question_id), share=answer.share, points=answer.points, options=chosen
    )
