"""GIFT as its documentation describes it, and as Moodle reads it."""

import time

import pytest

from apps.quizzes.formats import gift, gift_writer
from apps.quizzes.formats.collecting import MAX_TEXT_BYTES
from apps.quizzes.formats.prompts import write_text
from apps.quizzes.formats.results import UnreadableFile


def read_one(text):
    found = gift.read(text.encode())
    assert [problem for problem in found.problems if problem.is_left_out] == []
    (draft,) = found.drafts
    return draft


def describe(draft):
    """The kind, the words of the prompt, and what is right, in a short form."""
    body, key = draft.body, draft.key
    words = write_text(draft.prompt)
    if key.kind in ("single", "multiple"):
        right = {option.text: round(key.shares.get(option.id, 0), 3) for option in body.options}
    elif key.kind == "true_false":
        right = key.correct
    elif key.kind == "short":
        right = {answer.text: answer.share for answer in key.answers}
    elif key.kind == "number":
        right = {(answer.value, answer.tolerance): answer.share for answer in key.answers}
    elif key.kind == "matching":
        names = {option.id: option.text for option in (*body.left, *body.right)}
        right = {names[left]: names[entry] for left, entry in key.pairs.items()}
    elif key.kind == "gap":
        (gap,), (answer,) = body.gaps, key.gaps.values()
        options = {option.id: option.text for option in gap.options}
        return "gap", body.text, options[answer.option] if options else [each.text for each in answer.answers]
    else:
        right = None
    return body.kind, words, right


QUESTIONS = [
    ("Capital?{=Tashkent ~Samarkand ~Bukhara}", ("single", "Capital?", {"Tashkent": 1, "Samarkand": 0, "Bukhara": 0})),
    (
        "Cities {\n ~%50%Nukus\n ~%50%Khiva\n ~%-25%Osh\n ~Almaty\n}",
        ("multiple", "Cities", {"Nukus": 0.5, "Khiva": 0.5, "Osh": -0.25, "Almaty": 0}),
    ),
    (
        "Thirds{~%33.33333%a ~%33.333%b ~%33.33333%c ~%-100%d}",
        ("multiple", "Thirds", dict.fromkeys("abc", 0.333) | {"d": -1}),
    ),
    ("Near{=yes ~%50%nearly ~no}", ("single", "Near", {"yes": 1, "nearly": 0.5, "no": 0})),
    ("The sun is a star.{T}", ("true_false", "The sun is a star.", True)),
    ("The moon is a star.{ FALSE }", ("true_false", "The moon is a star.", False)),
    ("Two plus two?{=four =4}", ("short", "Two plus two?", {"four": 1, "4": 1})),
    ("Two plus two?{four}", ("short", "Two plus two?", {"four": 1})),
    ("Colour{=%100%grey =%50%gr*y =\\*}", ("short", "Colour", {"grey": 1, "gr.*y": 0.5, "*": 1})),
    ("Year{#1991:2}", ("number", "Year", {("1991", "2"): 1})),
    ("Pi{#3.141..3.142}", ("number", "Pi", {("3.1415", "0.0005"): 1})),
    ("Any{#=1e2:0 =%50%.5:.25 =-3}", ("number", "Any", {("100", "0"): 1, ("0.5", "0.25"): 0.5, ("-3", "0"): 1})),
    ("Match{=cat -> mushuk =dog->it = -> ot}", ("matching", "Match", {"cat": "mushuk", "dog": "it"})),
    ("Write about it.{}", ("essay", "Write about it.", None)),
    ("I {=am ~is} here.", ("gap", "I [[1]] here.", "am")),
    ("I {=am =was} here.", ("gap", "I [[1]] here.", ["am", "was"])),
    ("I {~%50%am ~%50%was ~is} here.", ("multiple", "I _____ here.", {"am": 0.5, "was": 0.5, "is": 0})),
    ("Is it {T}?", ("true_false", "Is it _____?", True)),
    ("Escaped \\{\\~\\=\\#\\:\\} a\\nb \\\\n{=x\\=y ~z}", ("single", "Escaped {~=#:} a\nb \\n", {"x=y": 1, "z": 0})),
    ("[html]<p>A &amp; <b>B</b></p>{=[plain]<b> ~c<br>d}", ("single", "A & B", {"<b>": 1, "c\nd": 0})),
    ("[markdown]**A** *b*{T}", ("true_false", "A b", True)),
    ("2 < 3 & 4{T}", ("true_false", "2 < 3 & 4", True)),
    ("[other]text{T}", ("true_false", "[other]text", True)),
]  # fmt: skip


@pytest.mark.parametrize("text, expected", QUESTIONS, ids=[text for text, _expected in QUESTIONS])
def test_a_question_is_read(text, expected):
    assert describe(read_one(text)) == expected


def test_names_comments_categories_and_tags_are_read():
    found = gift.read(
        b"""\xef\xbb\xbf// a comment
$CATEGORY: $course$/top/Grammar/Past simple
// question: 7  name: go
// [id:7] [tag:verbs] [tag:a\\]b]
::Past \\: go::I {=went ~goed} home.
// in the middle

::No end {T}

$CATEGORY: Words
Is it?{F}
"""
    )
    assert [(draft.name, draft.tags) for draft in found.drafts] == [
        ("Past : go", ("verbs", "a]b", "Grammar/Past simple")),
        ("::No end", ("Grammar/Past simple",)),
        ("Is it?", ("Words",)),
    ]


def test_feedback_of_every_kind_is_read():
    single = read_one("Q{=a#yes \\# ~b#no ####All \\= of it}")
    assert (single.key.feedback, single.key.explanation) == ({"1": "yes #", "2": "no"}, "All = of it")
    truth = read_one("Q{F#You are wrong#You are right####So}").key
    assert (truth.true_feedback, truth.false_feedback, truth.explanation) == ("You are wrong", "You are right", "So")
    number = read_one("Q{#=5:1#yes =%50%7#half ~#neither}").key
    assert ([answer.feedback for answer in number.answers], number.wrong_feedback) == (["yes", "half"], "neither")
    short = read_one("Q{=a#yes =%0%*#no}").key
    assert ([answer.feedback for answer in short.answers], short.wrong_feedback) == (["yes"], "no")
    assert read_one("Q{####Look at grammar.}").key.explanation == "Look at grammar."


def test_equal_shares_with_equal_losses_are_the_rule_each():
    draft = read_one("Q{~%50%a ~%50%b ~%-50%c}")
    assert (draft.key.rule, draft.key.shares) == ("each", {"1": 1, "2": 1})
    assert read_one("Q{~%50%a ~%50%b ~c}").key.rule == "weights"


BROKEN = [
    ("Only a text.", "unknown_kind"),
    ("No end {=a", "bad_braces"),
    ("Wrong} order {", "bad_braces"),
    ("One{~a}", "too_few_options"),
    ("Number{#five}", "bad_number"),
    ("Long{#" + "9" * 50 + "}", "bad_number"),
    ("Pair{=a -> b =c}", "bad_pair"),
    ("Weight{~%300%a ~b}", "not_valid"),
    ("Order{>2 ALL\na\nb}", "unknown_kind"),
    ("Many{" + "~a" * 10_000 + "}", "not_valid"),
    ("Long option{=" + "a" * 3000 + " ~b}", "not_valid"),
]


@pytest.mark.parametrize("text, reason", BROKEN, ids=[text[:12] for text, _reason in BROKEN])
def test_a_broken_question_is_a_problem_and_the_rest_is_read(text, reason):
    found = gift.read(f"First{{T}}\n\n::Bad::{text}\n\nLast{{F}}".encode())
    assert [draft.name for draft in found.drafts] == ["First", "Last"]
    (problem,) = found.problems
    assert (problem.place, problem.name, problem.reason, problem.is_left_out) == ("line 3", "Bad", reason, True)
    assert problem.text


def test_a_question_without_a_right_answer_comes_with_a_problem():
    found = gift.read(b"Q{~a ~b}")
    assert len(found.drafts) == 1
    assert [(problem.reason, problem.is_left_out) for problem in found.problems] == [("no_right_answer", False)]


def test_a_file_of_nothing_but_signs_takes_seconds():
    begun = time.process_time()
    for sign in ("{", "}", "~", "=", "::", "[tag:", "// [tag:", "####", "->", "\\", "%", "[[1]]", "<b>", "a\n\n"):
        gift.read((sign * (300_000 // len(sign))).encode())
        gift.read(f"Q{{{sign * (100_000 // len(sign))}}} x".encode())
    assert time.process_time() - begun < 30


def test_a_file_beyond_the_limit_is_refused():
    with pytest.raises(UnreadableFile):
        gift.read(b" " * (MAX_TEXT_BYTES + 1))


def test_a_gap_at_the_end_of_its_text_is_named():
    draft = read_one("I {=am} here.")
    draft = draft.__class__(**{**vars(draft), "body": draft.body.model_copy(update={"text": "Here I [[1]]"})})
    written = gift_writer.write([draft])
    assert [problem.values["names"] for problem in written.problems] == [["gap"]]
    assert b"Here I {" in written.data
