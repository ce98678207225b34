"""Drafts of the kinds that files of questions can say, with ids as readers make them."""

from dataclasses import replace
from decimal import Decimal

from apps.quizzes.formats.moodle_values import (
    Choice,
    ReadGap,
    make_choice,
    make_gaps,
    make_matching,
    make_ordering,
    make_text_answer,
)
from apps.quizzes.formats.prompts import make_document
from apps.quizzes.questions.bodies import EssayBody, FileBody, NumberBody, ShortBody, TrueFalseBody
from apps.quizzes.questions.drafts import QuestionDraft
from apps.quizzes.questions.keys import (
    EssayKey,
    FileKey,
    Hint,
    NumberAnswer,
    NumberKey,
    NumberUnit,
    ShortKey,
    TextAnswer,
    TrueFalseKey,
)

FORMATTED = {
    "type": "doc",
    "content": [
        {
            "type": "paragraph",
            "content": [{"type": "text", "text": "Read "}, {"type": "text", "marks": [{"type": "bold"}], "text": "it"}],
        },
        {
            "type": "bulletList",
            "content": [
                {
                    "type": "listItem",
                    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "one < two & three"}]}],
                }
            ],
        },
    ],
}


def make_draft(parts, prompt="What?\nSay it.", **values):
    """Return a draft of (body, key)."""
    document = make_document(prompt) if isinstance(prompt, str) else prompt
    return QuestionDraft(name=values.pop("name", "Q: 1"), prompt=document, body=parts[0], key=parts[1], **values)


def make_plain_drafts(text="a {b} = ~c # d: \\e", explanation="Because: 1 = 1", left="m"):
    """Return drafts of all kinds that tables say too, with this text in each place for words."""
    common = {"explanation": explanation}
    two = [Choice(text, 1), Choice("other")]
    part = 0.5
    return {
        "single": make_draft(make_choice(two, is_single=True, **common)),
        "multiple": make_draft(
            make_choice([Choice(text, part), Choice("y", part), Choice("z", -part)], is_single=False, **common)
        ),
        "true_false": make_draft(
            (TrueFalseBody(kind="true_false"), TrueFalseKey(kind="true_false", correct=False, **common))
        ),
        "short": make_draft(
            (
                ShortBody(kind="short"),
                ShortKey(kind="short", answers=[TextAnswer(text=text), TextAnswer(text="2*2")], **common),
            )
        ),
        "number": make_draft(
            (
                NumberBody(kind="number"),
                NumberKey(
                    kind="number",
                    answers=[NumberAnswer(value="3.140", tolerance="0.01"), NumberAnswer(value="-7")],
                    **common,
                ),
            )
        ),
        "matching": make_draft(
            make_matching([(Choice("l"), text), (Choice(left), "r"), (Choice("n"), text), (Choice(""), "x")], **common)
        ),
        "gap": make_draft(
            make_gaps("I [[1]] here.", {"1": ReadGap(answers=[TextAnswer(text="am"), TextAnswer(text="'m")])}, **common)
        ),
        "chosen": make_draft(
            make_gaps("I [[1]] here.", {"1": ReadGap(options=["is", "am"], right=1)}, **common), prompt=""
        ),
        "essay": make_draft((EssayBody(kind="essay"), EssayKey(kind="essay", **common))),
    }


def make_moodle_drafts():
    """Return drafts of what Moodle XML says and tables do not."""
    combined = {"right_feedback": "Yes", "partial_feedback": "Nearly", "wrong_feedback": "No"}
    hints = {"hints": [Hint(text="Look", cost=1 / 3), Hint(text="Again", cost=1 / 3)]}
    weighed = [Choice("a", 1 / 3, "fine"), Choice("b", 2 / 3), Choice("c", -0.25, "not\nthis"), Choice("d")]
    texts = [TextAnswer(text="So", share=0.5, feedback="half"), make_text_answer("c*t (x)")]
    units = [NumberUnit(name="m"), NumberUnit(name="km", factor="1000"), NumberUnit(name="third", factor="3")]
    gaps = {
        "1": ReadGap(options=["to", "in"], right=0),
        "2": ReadGap(answers=[TextAnswer(text="a~b}#", share=0.25, feedback="hm"), TextAnswer(text="b")]),
    }
    values = {"points": Decimal("2.5"), "tags": ("a/b", "c")}
    return {
        "partial": make_draft(make_choice([Choice("x", 1), Choice("y", 0.8)], is_single=True, **combined, **hints)),
        "weights": make_draft(make_choice(weighed, is_single=False, **combined), FORMATTED, **values),
        "both_told": make_draft(
            (
                TrueFalseBody(kind="true_false"),
                TrueFalseKey(kind="true_false", correct=True, true_feedback="t", false_feedback="f"),
            )
        ),
        "exact": make_draft(
            (ShortBody(kind="short"), ShortKey(kind="short", answers=texts, match_case=True, wrong_feedback="No"))
        ),
        "units": make_draft(
            (
                NumberBody(kind="number"),
                NumberKey(
                    kind="number",
                    answers=[NumberAnswer(value="5"), NumberAnswer(value="6", share=0.5, feedback="f")],
                    units=units,
                    unit_rule="required",
                    unit_penalty=0.1,
                    wrong_feedback="No",
                ),
            )
        ),
        "ordering": make_draft(make_ordering([Choice("1st"), Choice("2nd")], rule="pairs", **combined)),
        "gaps": make_draft(make_gaps("Go [[1]] {school}\nand [[2]] < 3.", gaps, match_case=True), FORMATTED),
        "long_essay": make_draft(
            (EssayBody(kind="essay", min_words=50, max_words=100), EssayKey(kind="essay", guide="Look for verbs."))
        ),
        "files": make_draft((FileBody(kind="file", max_files=3), FileKey(kind="file", guide="A PDF."))),
    }


def make_many(number):
    """Return so many drafts of all kinds of `make_plain_drafts`, each with a name of its own."""
    drafts = list(make_plain_drafts().values())
    return [replace(drafts[place % len(drafts)], name=f"Question {place}") for place in range(number)]
