"""Scores of responses, against a table that was worked out by hand from the rules of the keys."""

from collections import Counter
from decimal import Decimal

import pytest

from apps.quizzes.questions.checking import check_question, check_response
from apps.quizzes.questions.scoring import score_response
from tests.quizzes.questions import make_question, make_response, read_cases, read_questions

QUESTIONS = read_questions()
KINDS = sorted({body.kind for body, _key, _language in QUESTIONS.values()})


@pytest.mark.parametrize("kind", KINDS)
def test_each_response_of_the_table_has_its_share(kind):
    wrong = []
    for name, answer, hints, share in read_cases():
        body, key, language = QUESTIONS[name]
        if body.kind != kind:
            continue
        response = make_response(kind, answer)
        check_response(body, response)
        score = score_response(body, key, response, language=language, hints_used=hints)
        if score.share != (None if share == "waits" else Decimal(share)):
            wrong.append((name, answer, hints, share, score.share))
    assert wrong == []


def test_the_table_has_all_kinds_and_its_questions_can_be_asked():
    assert len(KINDS) == 13
    counts = Counter(name for name, *_rest in read_cases())
    assert sum(counts.values()) >= 300
    assert set(counts) == set(QUESTIONS)
    for body, key, _language in QUESTIONS.values():
        check_question(body, key)


def score(name, answer, **more):
    body, key, language = QUESTIONS[name]
    return score_response(body, key, make_response(body.kind, answer), language=language, **more)


def test_the_parts_of_an_answer_say_what_was_right():
    def list_parts(name, answer):
        return [(part.id, part.is_right, str(part.share)) for part in score(name, answer).parts]

    assert list_parts("multiple, weights", ["d", "a"]) == [("a", True, "0.33333"), ("d", False, "-0.50000")]
    assert list_parts("ordering, places", list("abdc")) == [
        ("a", True, "1.00000"),
        ("b", True, "1.00000"),
        ("d", False, "0.00000"),
        ("c", False, "0.00000"),
    ]
    assert [part[:2] for part in list_parts("ordering, pairs", list("abced"))] == [
        ("a", True),
        ("b", True),
        ("c", False),
        ("e", False),
    ]
    assert [part[:2] for part in list_parts("matching, each", {"a": "1", "b": "3"})] == [
        ("a", True),
        ("b", False),
        ("c", False),
    ]
    assert list_parts("gaps, each", {"2": "into", "3": "y"}) == [
        ("1", False, "0.00000"),
        ("2", False, "0.50000"),
        ("3", True, "1.00000"),
        ("4", False, "0.00000"),
    ]
    points = [{"x": 0.2, "y": 0.2}, {"x": 0.5, "y": 0.5}]
    assert [part[:2] for part in list_parts("places in a picture, each", points)] == [("0", True), ("1", False)]
    words = [(part.text, part.written, part.word_class) for part in score("dictation", "the cat set").parts]
    assert words[:4] == [
        ("The", "the", "correct"),
        ("cat", "cat", "correct"),
        ("sat", "set", "near"),
        ("on", "", "not_reached"),
    ]


def test_feedback_is_that_of_the_answer_and_then_that_of_its_worth():
    texts = {"right_feedback": "Right.", "partial_feedback": "Partly.", "wrong_feedback": "Wrong."}
    options = {"options": [{"id": letter, "text": letter} for letter in "abc"]}
    shares = {"shares": {"a": 1, "b": 0.5}, "feedback": {"b": "Nearly.", "c": "Far away."}}
    body, key = make_question("single", options, {**shares, **texts, "hints": [{"text": "Think.", "cost": 1}]})

    def list_feedback(option, hints_used=0):
        response = make_response("single", option)
        return score_response(body, key, response, language="en", hints_used=hints_used).feedback

    assert list_feedback("a") == ["Right."]
    assert list_feedback("a", hints_used=1) == ["Right."]
    assert list_feedback("b") == ["Nearly.", "Partly."]
    assert list_feedback("c") == ["Far away.", "Wrong."]
    assert list_feedback(None) == []


def test_the_feedback_of_a_foreseen_mistake_comes_with_a_share_of_0():
    answers = [{"text": "went"}, {"text": "goed", "share": 0, "feedback": "An irregular verb."}]
    body, key = make_question("short", {}, {"answers": answers})
    found = score_response(body, key, make_response("short", "Goed"), language="en")
    assert (found.share, found.feedback) == (0, ["An irregular verb."])


def test_a_response_of_another_kind_is_a_mistake_of_the_caller():
    body, key, _language = QUESTIONS["single"]
    with pytest.raises(ValueError, match="number response"):
        score_response(body, key, make_response("number", "5"), language="en")


def test_a_score_can_be_stored_and_read_again():
    stored = score("gaps, each", {"2": "into"})
    assert type(stored).model_validate_json(stored.model_dump_json()) == stored
