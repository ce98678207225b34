"""Packages that qti-package-maker writes for Canvas (QTI 1.2) and Blackboard (2.1) are read."""

from pathlib import Path

import pytest

from apps.quizzes.formats import qti_2, qti_12
from apps.quizzes.questions.checking import check_question

FOLDER = Path(__file__).parents[1] / "data" / "questions"


@pytest.fixture(params=["1.2", "2.1"])
def found(request):
    if request.param == "1.2":
        return qti_12.read((FOLDER / "maker_canvas_1_2.zip").read_bytes())
    return qti_2.read((FOLDER / "maker_blackboard_2_1.zip").read_bytes())


def test_all_kinds_can_be_asked(found):
    kinds = [draft.body.kind for draft in found.drafts]
    assert kinds[:5] == ["single", "multiple", "matching", "number", "short"]
    for draft in found.drafts:
        check_question(draft.body, draft.key)


def test_right_answers_are_those_of_the_tool(found):
    single, multiple, matching, number, short = (draft.key for draft in found.drafts[:5])
    texts = [{option.id: option.text for option in draft.body.options} for draft in found.drafts[:2]]
    assert [texts[0][part] for part in single.shares] == ["Mars"]
    assert [texts[1][part] for part in multiple.shares] == ["apple", "pear"]
    names = [
        {option.id: option.text for option in side} for side in (found.drafts[2].body.left, found.drafts[2].body.right)
    ]
    assert {names[0][one]: names[1][two] for one, two in matching.pairs.items()} == {
        "olma": "apple",
        "nok": "pear",
        "uzum": "grape",
    }
    assert [(answer.value, answer.tolerance) for answer in number.answers] == [("12.5", "0.5")]
    assert ([answer.text for answer in short.answers], short.match_case) == (["Tashkent", "Toshkent"], False)


def test_gaps_of_canvas_and_the_order_of_blackboard():
    canvas = qti_12.read((FOLDER / "maker_canvas_1_2.zip").read_bytes())
    assert (canvas.drafts[5].body.text, canvas.problems) == ("Roses are [[first]], violets are [[second]].", [])
    blackboard = qti_2.read((FOLDER / "maker_blackboard_2_1.zip").read_bytes())
    order = blackboard.drafts[5]
    words = {option.id: option.text for option in order.body.items}
    assert [words[part] for part in order.key.order] == ["one", "two", "three"]


def test_an_item_whose_interactions_have_wrong_names_is_left_out():
    (problem,) = qti_2.read((FOLDER / "maker_blackboard_2_1.zip").read_bytes()).problems
    assert (problem.place, problem.reason, problem.is_left_out) == ("6", "unknown_kind", True)
