"""Questions that cannot be asked and responses that do not belong are refused, with each problem at its field."""

import pytest

from apps.core.errors import Invalid
from apps.quizzes.questions import checking
from apps.quizzes.questions.checking import check_question, check_response
from tests.quizzes.questions import make_options, make_question, make_response

AB, RIGHT = make_options("ab"), {"shares": {"a": 1}}
PICTURE = "0191a000-0000-7000-8000-000000000001"
CORNERS = [{"x": 0.1, "y": 0.1}, {"x": 0.2, "y": 0.2}]
GAPS = [{"id": "1", "kind": "typed"}, {"id": "2", "kind": "chosen", "options": AB}]
GAP_BODY = {"text": "[[1]] and [[2]]", "gaps": GAPS}
GAP_KEY = {"1": {"answers": [{"text": "x"}]}, "2": {"option": "a"}}


def pattern(text):
    return {"answers": [{"text": text, "is_pattern": True}]}


def region(shape, count):
    return {"shape": shape, "points": [{"x": n / 10, "y": n / 20} for n in range(count)]}


FAULTS = [
    ("single", {"options": AB[:1]}, RIGHT, {"body.options": "TOO_FEW"}),
    ("single", {"options": [*AB, AB[0]]}, RIGHT, {"body.options.2": "TWICE"}),
    ("single", {"options": [AB[0], {"id": "b", "text": " "}]}, RIGHT, {"body.options.1": "EMPTY_OPTION"}),
    ("single", {"options": AB}, {"shares": {"a": 0.9}}, {"key.shares": "NOTHING_FULL"}),
    ("single", {"options": AB}, {"shares": {"a": 1, "x": 0}}, {"key.shares.x": "UNKNOWN"}),
    ("single", {"options": AB}, {**RIGHT, "feedback": {"x": "No."}}, {"key.feedback.x": "UNKNOWN"}),
    ("single", {"options": AB}, {**RIGHT, "hints": [{"text": "Think.", "cost": 0.6}] * 2}, {"key.hints": "DEAR_HINTS"}),
    ("multiple", {"options": AB}, {"shares": {"a": 0, "b": -1}}, {"key.shares": "NOTHING_RIGHT"}),
    ("short", {}, {"answers": []}, {"key.answers": "NOTHING_FULL"}),
    ("short", {}, {"answers": [{"text": "x", "share": 0.5}]}, {"key.answers": "NOTHING_FULL"}),
    ("short", {}, pattern("(a"), {"key.answers.0.text": "BAD_PATTERN"}),
    ("short", {}, pattern("a{99999999999}"), {"key.answers.0.text": "BAD_PATTERN"}),
    *(
        ("short", {}, pattern(text), {"key.answers.0.text": "SLOW_PATTERN"})
        for text in ("(a+)+", r"(\s*\w+)*", "(x|[a-z]+)*", "((ab)+)+", "(?:.*)+", "(?P<word>a{1,})*")
    ),
    *(
        ("short", {}, pattern(text), {})
        for text in (r"(\s+\w+)*", "(very +)+good", r"\(a+\)+", "[(a+)]+", "(colou?r,?)+", r"(\d+ ?){1,3}")
    ),
    ("number", {}, {"answers": [{"value": "1", "share": 0.5}]}, {"key.answers": "NOTHING_FULL"}),
    ("number", {}, {"answers": [{"value": "1", "tolerance": "-1"}]}, {"key.answers.0.tolerance": "NEGATIVE_TOLERANCE"}),
    ("number", {}, {"answers": [{"value": "1"}], "unit_rule": "required"}, {"key.units": "NO_UNITS"}),
    (
        "number",
        {},
        {"answers": [{"value": "1"}], "units": [{"name": "m"}, {"name": "m", "factor": "0.0"}]},
        {"key.units.1": "TWICE", "key.units.1.factor": "ZERO_FACTOR"},
    ),
    ("ordering", {"items": AB}, {"order": ["a", "a"]}, {"key.order": "NOT_EACH_ITEM"}),
    ("ordering", {"items": AB}, {"order": ["a"]}, {"key.order": "NOT_EACH_ITEM"}),
    ("matching", {"left": AB, "right": AB}, {"pairs": {"a": "b"}}, {"key.pairs": "NOT_EACH_LEFT"}),
    ("matching", {"left": AB, "right": AB}, {"pairs": {"a": "b", "b": "x"}}, {"key.pairs.b": "UNKNOWN"}),
    ("gap", {"text": "", "gaps": []}, {"gaps": {}}, {"body.gaps": "NO_GAPS"}),
    ("gap", {**GAP_BODY, "text": "[[1]]"}, {"gaps": GAP_KEY}, {"body.gaps.1": "NO_MARKER"}),
    ("gap", {**GAP_BODY, "text": "[[1]] [[2]] [[1]]"}, {"gaps": GAP_KEY}, {"body.text": "MARKER_TWICE"}),
    ("gap", {**GAP_BODY, "text": "[[1]] [[2]] [[x]]"}, {"gaps": GAP_KEY}, {"body.text": "MARKER_UNKNOWN"}),
    ("gap", GAP_BODY, {"gaps": {**GAP_KEY, "x": {}}}, {"key.gaps.x": "UNKNOWN"}),
    ("gap", GAP_BODY, {"gaps": {"2": {"option": "a"}}}, {"key.gaps.1.answers": "NOTHING_FULL"}),
    ("gap", GAP_BODY, {"gaps": {**GAP_KEY, "2": {"option": "x"}}}, {"key.gaps.2.option": "UNKNOWN"}),
    ("gap", GAP_BODY, {"gaps": {**GAP_KEY, "2": {}}}, {"key.gaps.2.option": "NOTHING_RIGHT"}),
    (
        "gap",
        {"text": "[[1]]", "gaps": [{"id": "1", "kind": "chosen"}]},
        {"gaps": {"1": {"option": "a"}}},
        {"body.gaps.0.options": "TOO_FEW", "key.gaps.1.option": "UNKNOWN"},
    ),
    ("hotspot", {"picture": None}, {"regions": [region("circle", 2)]}, {"body.picture": "NO_PICTURE"}),
    ("hotspot", {"picture": PICTURE}, {"regions": []}, {"key.regions": "NOTHING_RIGHT"}),
    ("hotspot", {"picture": PICTURE}, {"regions": [region("circle", 3)]}, {"key.regions.0.points": "TWO_POINTS"}),
    ("hotspot", {"picture": PICTURE}, {"regions": [region("polygon", 2)]}, {"key.regions.0.points": "THREE_POINTS"}),
    ("dictation", {}, {"text": "…"}, {"key.text": "NO_TEXT"}),
    ("speak", {"task": "reading"}, {}, {"body.text": "NO_TEXT"}),
]


def collect_problems(check, *arguments):
    """The messages by field, none where all is in order."""
    try:
        check(*arguments)
    except Invalid as refused:
        return {path: [str(message) for message in messages] for path, messages in refused.fields.items()}
    return {}


VALUES = {"NO_MARKER": "[[2]]", "MARKER_TWICE": "[[1]]", "MARKER_UNKNOWN": "[[x]]"}
"""What the messages about markers name in these questions."""


@pytest.mark.parametrize(("kind", "body", "key", "faults"), FAULTS)
def test_a_question_that_cannot_be_asked_is_refused_at_the_field(kind, body, key, faults):
    expected = {path: [str(getattr(checking, name)) % {"marker": VALUES.get(name)}] for path, name in faults.items()}
    assert collect_problems(check_question, *make_question(kind, body, key)) == expected


def test_a_key_of_another_kind_is_refused():
    body, _key = make_question("single", {"options": AB}, RIGHT)
    _body, key = make_question("multiple", {"options": AB}, RIGHT)
    assert collect_problems(check_question, body, key) == {"key.kind": [str(checking.OTHER_KIND)]}


RESPONSES = [
    ("single", {"options": AB}, RIGHT, "x", {"response.option": "UNKNOWN"}),
    ("single", {"options": AB}, RIGHT, None, {}),
    ("multiple", {"options": AB}, RIGHT, ["a", "x"], {"response.options.1": "UNKNOWN"}),
    ("multiple", {"options": AB}, RIGHT, ["a", "b", "a"], {"response.options.2": "TWICE"}),
    ("ordering", {"items": AB}, {"order": ["a", "b"]}, ["b", "b"], {"response.order.1": "TWICE"}),
    ("ordering", {"items": AB}, {"order": ["a", "b"]}, ["b"], {}),
    ("matching", {"left": AB, "right": AB}, {"pairs": {}}, {"x": "a"}, {"response.pairs.x": "UNKNOWN"}),
    ("matching", {"left": AB, "right": AB}, {"pairs": {}}, {"a": "x"}, {"response.pairs.a": "UNKNOWN"}),
    ("gap", GAP_BODY, {"gaps": {}}, {"x": "a", "2": "c"}, {"response.gaps.x": "UNKNOWN", "response.gaps.2": "UNKNOWN"}),
    ("gap", GAP_BODY, {"gaps": {}}, {"1": "anything", "2": ""}, {}),
    ("hotspot", {"picture": PICTURE}, {"regions": []}, CORNERS, {"response.points": "TOO_MANY_POINTS"}),
    ("file", {}, {}, [PICTURE, PICTURE], {"response.files": "TOO_MANY_FILES", "response.files.1": "TWICE"}),
]


@pytest.mark.parametrize(("kind", "body", "key", "answer", "faults"), RESPONSES)
def test_a_response_that_does_not_belong_is_refused_at_the_field(kind, body, key, answer, faults):
    expected = {path: [str(getattr(checking, name)) % {"count": 1}] for path, name in faults.items()}
    body, _key = make_question(kind, body, key)
    assert collect_problems(check_response, body, make_response(kind, answer)) == expected


def test_a_response_of_another_kind_is_refused():
    body, _key = make_question("single", {"options": AB}, RIGHT)
    problems = collect_problems(check_response, body, make_response("multiple", ["a"]))
    assert problems == {"response.kind": [str(checking.OTHER_KIND)]}
