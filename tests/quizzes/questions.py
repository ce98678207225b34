"""Questions for tests, made of plain values."""

import json
from pathlib import Path

from pydantic import TypeAdapter

from apps.quizzes.questions.bodies import QuestionBody
from apps.quizzes.questions.keys import QuestionKey
from apps.quizzes.questions.responses import QuestionResponse

BODY, KEY, RESPONSE = map(TypeAdapter, (QuestionBody, QuestionKey, QuestionResponse))
ANSWER_FIELDS = {
    "single": "option",
    "multiple": "options",
    "true_false": "value",
    "ordering": "order",
    "matching": "pairs",
    "gap": "gaps",
    "speak": "file",
    "file": "files",
    "hotspot": "points",
}
"""The field of a response that holds the answer; `text` of all others."""
FOLDER = Path(__file__).parent


def make_question(kind, body, key):
    """A body and a key of one kind."""
    return BODY.validate_python({"kind": kind, **body}), KEY.validate_python({"kind": kind, **key})


def make_response(kind, answer):
    """The response with this answer: what the field of its kind holds."""
    return RESPONSE.validate_python({"kind": kind, ANSWER_FIELDS.get(kind, "text"): answer})


def make_options(ids):
    """Options with one letter each as id."""
    return [{"id": letter, "text": f"option {letter}"} for letter in ids]


def read_questions():
    """The questions of the table by name: body, key and language."""
    rows = json.loads((FOLDER / "scored_questions.json").read_text(encoding="utf-8"))
    return {
        name: (BODY.validate_python(row["body"]), KEY.validate_python(row["key"]), row["language"])
        for name, row in rows.items()
    }


def read_cases():
    """The rows of the table: name of the question, answer, hints used, share as text or `waits`."""
    _head, *lines = (FOLDER / "scored_responses.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        name, answer, hints, share = line.split("\t")
        yield name, json.loads(answer), int(hints), share
