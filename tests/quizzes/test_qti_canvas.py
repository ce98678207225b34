"""QTI 1.2 of Canvas, of Common Cartridge, of Blackboard and of plain tools becomes questions of the right kind."""

import io
import zipfile
from pathlib import Path

import pytest

from apps.quizzes.formats import qti_12
from apps.quizzes.formats.prompts import write_text

QUIZ = Path(__file__).with_name("canvas_quiz.xml").read_bytes()
MANIFEST = (
    '<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"><resources>'
    '<resource identifier="g1" type="%s"><file href="%s"/></resource></resources></manifest>'
)


def pack(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.fixture(scope="module")
def canvas():
    files = {
        "imsmanifest.xml": MANIFEST % ("imsqti_xmlv1p2", "g1/g1.xml"),
        "g1/g1.xml": QUIZ,
        "web_resources/Uploaded Media/go.png": b"PNG",
    }
    return qti_12.read(pack(**files))


@pytest.fixture(scope="module")
def drafts(canvas):
    kinds = "single multiple true_false short typed chosen matching number essay file".split()
    return dict(zip(kinds, canvas.drafts, strict=True))


def test_a_text_without_a_question_is_left_out(canvas):
    (problem,) = canvas.problems
    assert (problem.place, problem.name, problem.reason, problem.is_left_out) == (
        "11",
        "Read this",
        "unknown_kind",
        True,
    )


def test_kinds_and_names_are_those_of_the_quiz(drafts):
    assert [draft.body.kind for draft in drafts.values()] == [
        *"single multiple true_false short gap gap matching number essay file".split()
    ]
    names = [draft.name for draft in drafts.values()]
    assert names[:3] == ["Choose the past form.", "Fruit", "The sun is cold."]


def test_a_choice_keeps_points_picture_and_feedback(drafts):
    draft = drafts["single"]
    assert (draft.points, draft.key.shares) == (2, {"5514": 1})
    assert [(option.id, option.text) for option in draft.body.options] == [("5514", "went"), ("8032", "goes")]
    (picture,) = draft.pictures
    assert (picture.alt, draft.files[picture.file]) == ("A road", "web_resources/Uploaded Media/go.png")
    key = draft.key
    assert (key.explanation, key.right_feedback, key.wrong_feedback) == ("See unit 1.", "Good.", "No.")
    assert key.feedback == {"8032": "That is the present."}


def test_canvas_counts_each_of_several_answers(drafts):
    assert (drafts["multiple"].key.rule, drafts["multiple"].key.shares) == ("each", {"1": 1, "3": 1})


def test_truth_and_short_texts(drafts):
    assert drafts["true_false"].key.correct is False
    assert [answer.text for answer in drafts["short"].key.answers] == ["Tashkent", "Toshkent"]
    assert drafts["short"].key.match_case is False


def test_names_in_brackets_become_gaps(drafts):
    typed, chosen = drafts["typed"], drafts["chosen"]
    assert (write_text(typed.prompt), typed.body.text) == ("Complete:", "Roses are [[color1]], violets are [[color2]].")
    assert [(a.text, a.share) for a in typed.key.gaps["color1"].answers] == [("red", 1), ("crimson", 1)]
    assert [(a.text, a.share) for a in typed.key.gaps["color2"].answers] == [("blue", 1)]
    assert (chosen.body.text, chosen.key.gaps["verb"].option) == ("I [[verb]] here.", "1")
    assert [option.text for option in chosen.body.gaps[0].options] == ["am", "is"]


def test_a_matching_keeps_what_fits_nothing(drafts):
    draft = drafts["matching"]
    assert (draft.key.pairs, draft.key.rule) == ({"11": "a", "12": "b"}, "each")
    assert [option.text for option in draft.body.right] == ["apple", "pear", "plum"]


def test_numbers_with_a_margin_and_within_a_range(drafts):
    answers = drafts["number"].key.answers
    assert [(answer.value, answer.tolerance) for answer in answers] == [("3.14", "0.01"), ("3.5", "0.5")]


def test_of_two_forms_of_a_quiz_the_one_of_canvas_is_read():
    cartridge = (
        b"<questestinterop><assessment ident='g1'><section><item ident='x'/></section></assessment></questestinterop>"
    )
    found = qti_12.read(
        pack(
            **{
                "imsmanifest.xml": MANIFEST % ("imsqti_xmlv1p2/imscc_xmlv1p1/assessment", "g1/assessment_qti.xml"),
                "g1/assessment_qti.xml": cartridge,
                "non_cc_assessments/g1.xml.qti": QUIZ,
            }
        )
    )
    assert len(found.drafts) == 10


def ask(metadata, presentation, conditions, most='maxvalue="100"'):
    field = "<qtimetadatafield><fieldlabel>%s</fieldlabel><fieldentry>%s</fieldentry></qtimetadatafield>"
    fields = "".join(field % pair for pair in metadata.items())
    item = (
        '<questestinterop><assessment><section><item ident="i">'
        f"<itemmetadata><qtimetadata>{fields}</qtimetadata></itemmetadata><presentation>{presentation}</presentation>"
        f"<resprocessing><outcomes><decvar {most}/></outcomes>{conditions}</resprocessing>"
        "</item></section></assessment></questestinterop>"
    )
    (draft,) = qti_12.read(item.encode()).drafts
    return draft


TEXT = "<material><mattext>Say.</mattext></material>"
FIB = f"{TEXT}<response_str ident='r'><render_fib/></response_str>"


def choices(cardinality="Single", *names):
    label = '<response_label ident="{0}"><material><mattext>{0}</mattext></material></response_label>'
    labels = "".join(label.format(name) for name in names)
    render = f"<render_choice>{labels}</render_choice>"
    return f'{TEXT}<response_lid ident="r" rcardinality="{cardinality}">{render}</response_lid>'


def when(test, score="100", action="Set"):
    return (
        f'<respcondition><conditionvar>{test}</conditionvar><setvar action="{action}">{score}</setvar></respcondition>'
    )


def equal(value, response="r", case="No"):
    return f'<varequal respident="{response}" case="{case}">{value}</varequal>'


def test_a_cartridge_of_several_choices_needs_all():
    both = f"<and>{equal('A')}{equal('B')}<not>{equal('C')}</not></and>"
    draft = ask(
        {"cc_profile": "cc.multiple_response.v0p1", "cc_weighting": "3"}, choices("Multiple", *"ABC"), when(both)
    )
    assert (draft.body.kind, draft.key.rule, draft.key.shares, draft.points) == ("multiple", "all", {"A": 1, "B": 1}, 3)


def test_a_cartridge_with_a_part_of_a_text_becomes_a_pattern():
    draft = ask({"cc_profile": "cc.pattern_match.v0p1"}, FIB, when('<varsubstring respident="r">a+b</varsubstring>'))
    assert [(answer.text, answer.is_pattern) for answer in draft.key.answers] == [(r".*a\+b.*", True)]


def test_parts_of_the_points_are_shares():
    draft = ask({}, choices("Single", *"AB"), when(equal("A")) + when(equal("B"), "40"))
    assert draft.key.shares == {"A": 1, "B": 0.4}
    added = "".join(when(equal(name), score, "Add") for name, score in (("A", 50), ("B", 50), ("C", -50)))
    assert ask({}, choices("Multiple", *"ABC"), added).key.rule == "each"
    assert ask({}, choices("Multiple", *"ABCD"), added).key.shares == {"A": 0.5, "B": 0.5, "C": -0.5}


@pytest.mark.parametrize(
    ("presentation", "conditions", "kind"),
    [
        (choices("Single", *"AB"), when(equal("A")), "single"),
        (choices("Single", "True", "False"), when(equal("True")), "true_false"),
        (choices("Multiple", *"AB"), when(equal("A")), "multiple"),
        (choices("Ordered", *"BA"), when(equal("A") + equal("B")), "ordering"),
        (FIB, when(equal("x")), "short"),
        (FIB, "", "essay"),
        (f"{TEXT}<response_num ident='r'><render_fib/></response_num>", when(equal("5")), "number"),
    ],
)
def test_plain_items_are_known_by_their_responses(presentation, conditions, kind):
    assert ask({}, presentation, conditions).body.kind == kind


def test_blackboard_writes_the_largest_score_as_a_word():
    conditions = (
        when(equal("A"), "SCORE.max")
        + "<respcondition><conditionvar><other/></conditionvar><setvar>0.0</setvar></respcondition>"
    )
    words = '<mat_formattedtext type="HTML">&lt;p>Well&lt;/p></mat_formattedtext>'
    text = f'<flow class="Block"><material><mat_extension>{words}</mat_extension></material></flow>'
    draft = ask({}, choices("Single", *"AB").replace(TEXT, text), conditions, 'maxvalue="10.0"')
    assert (draft.points, draft.key.shares, write_text(draft.prompt)) == (10, {"A": 1}, "Well")


def test_kinds_that_are_not_known_here_are_named():
    field = "<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>%s</fieldentry></qtimetadatafield>"
    presentation = f"<presentation>{choices('Multiple', *'AB')}</presentation>"
    asked = f"<item><itemmetadata><qtimetadata>{field}</qtimetadata></itemmetadata>{presentation}</item>"
    kinds = ["categorization_question", "calculated_question", "hot_spot_question"]
    found = qti_12.read(f"<questestinterop>{''.join(asked % kind for kind in kinds)}</questestinterop>".encode())
    assert [(problem.reason, problem.values["kind"]) for problem in found.problems] == [
        ("unknown_kind", kind) for kind in kinds
    ]


def test_capital_letters_count_where_the_item_says_so():
    assert ask({}, FIB, when(equal("US", case="Yes"))).key.match_case is True


def test_a_question_without_a_right_answer_comes_and_is_named():
    item = f"<item ident='i'><presentation>{choices('Single', *'AB')}</presentation></item>"
    found = qti_12.read(f"<questestinterop>{item}</questestinterop>".encode())
    assert (len(found.drafts), [problem.reason for problem in found.problems]) == (1, ["no_right_answer"])
