"""The statistics of a quiz, from what is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from apps.quizzes.models import Answer, QuestionVersion, Quiz
from apps.quizzes.queries import list_first_results
from apps.quizzes.questions.bodies import MultipleBody, SingleBody
from apps.quizzes.questions.keys import MultipleKey, SingleKey
from apps.quizzes.questions.responses import MultipleResponse, SingleResponse
from apps.quizzes.questions.stored import read_body, read_key, read_response
from apps.quizzes.statistics.calculation import QuestionResult, QuestionStatistics, compute_statistics

FIGURES = ("count", "mean", "median", "deviation", "consistency", "error_ratio", "standard_error")
QUESTION_FIGURES = ("count", "facility", "discrimination", "efficiency", "flags")


def build_statistics_view(quiz: Quiz) -> dict[str, Any]:
    """Return the figures of a quiz and of its questions, in the order of the quiz."""
    answers = list(list_first_results(quiz))
    named = {key for answer in answers for key in (answer.version_id, answer.scored_by_id) if key}
    versions = QuestionVersion.objects.select_related("question").in_bulk(named)
    shown: dict[str, ShownQuestion] = {}
    for answer in answers:
        version = versions[answer.version_id]
        known = shown.get(str(version.question_id))
        if known is None or known.version.number < version.number:
            key = versions[answer.scored_by_id or answer.version_id].key
            shown[str(version.question_id)] = ShownQuestion(version, answer.position, list(_list_options(version, key)))
    results = [
        [_read_result(answer, versions[answer.version_id]) for answer in group]
        for _attempt, group in groupby(answers, attrgetter("attempt_id"))
    ]
    options = {key: [option["id"] for option in question.options] for key, question in shown.items()}
    statistics = compute_statistics(results, options=options)
    rows = sorted(shown.items(), key=lambda row: (row[1].position, row[1].version.question.name))
    return {name: getattr(statistics, name) for name in FIGURES} | {
        "questions": [_describe(statistics.questions[key], question) for key, question in rows]
    }


@dataclass(frozen=True)
class ShownQuestion:
    """A question in its newest version that was asked, its place, and its options with whether they are right."""

    version: QuestionVersion
    position: int
    options: list[dict[str, Any]]


def _describe(figures: QuestionStatistics, shown: ShownQuestion) -> dict[str, Any]:
    question = shown.version.question
    return {name: getattr(figures, name) for name in QUESTION_FIGURES} | {
        "question": question.pk,
        "name": question.name,
        "kind": question.kind,
        "position": shown.position,
        "choices": [option | {"count": figures.choices.get(option["id"], 0)} for option in shown.options],
    }


def _list_options(version: QuestionVersion, stored_key: dict[str, Any]) -> Iterator[dict[str, Any]]:
    body, key = read_body(version.body), read_key(stored_key)
    if isinstance(body, SingleBody | MultipleBody) and isinstance(key, SingleKey | MultipleKey):
        for option in body.options:
            yield {"id": option.id, "text": option.text, "is_right": key.shares.get(option.id, 0) > 0}


def _read_result(answer: Answer, version: QuestionVersion) -> QuestionResult:
    assert answer.share is not None
    response = read_response(answer.response)
    chosen: tuple[str, ...] = ()
    if isinstance(response, SingleResponse):
        chosen = (response.option,) if response.option else ()
    elif isinstance(response, MultipleResponse):
        chosen = tuple(response.options)
    return QuestionResult(question=str(version.question_id), share=answer.share, points=answer.points, options=chosen)
