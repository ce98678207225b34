"""Moodle XML as Moodle writes it; hostile XML is refused."""

import hashlib
import tracemalloc
from base64 import b64encode
from decimal import Decimal

import pytest

from apps.quizzes.formats import moodle_xml, moodle_xml_writer
from apps.quizzes.formats.prompts import write_text
from apps.quizzes.formats.results import UnreadableFile

PIXEL = b"\x89PNG\r\n\x1a\n pixel"


def wrap(*questions):
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>{"".join(questions)}</quiz>'.encode()


def question(kind, content, text="<p>What?</p>", more=""):
    """A question with the elements that Moodle writes for every kind."""
    return f"""<!-- question: 12 --><question type="{kind}"><name><text>Q</text></name>
<questiontext format="html"><text><![CDATA[{text}]]></text>{more}</questiontext>
<generalfeedback format="html"><text><![CDATA[<p>Because.</p>]]></text></generalfeedback>
<defaultgrade>2.0000000</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden><idnumber></idnumber>
{content}<tags><tag><text>verbs</text></tag></tags></question>"""


def answer(text, fraction, feedback="", more=""):
    return f"""<answer fraction="{fraction}" format="html"><text><![CDATA[{text}]]></text>
<feedback format="html"><text>{feedback}</text></feedback>{more}</answer>"""


def read_one(*parts, **values):
    found = moodle_xml.read(wrap(question(*parts, **values)))
    assert found.problems == []
    (draft,) = found.drafts
    return draft


def test_a_choice_is_read_with_feedback_hints_and_category():
    content = (
        "<single>false</single><correctfeedback format='html'><text>Yes</text></correctfeedback>"
        + answer("<p>a &amp; b</p>", "33.33333", "f")
        + answer("c", "66.66667")
        + answer("d", "-100")
        + '<hint format="html"><text>Look</text><shownumcorrect/></hint><hint format="html"><text></text></hint>'
        + '<hint format="html"><text>Again</text></hint>' * 3
    )
    category = '<question type="category"><category><text>$course$/top/A//B/C</text></category></question>'
    (draft,) = moodle_xml.read(wrap(category, question("multichoice", content))).drafts
    key = draft.key
    assert [option.text for option in draft.body.options] == ["a & b", "c", "d"]
    assert (key.kind, key.rule, key.shares) == ("multiple", "weights", {"1": 1 / 3, "2": 2 / 3, "3": -1})
    assert (key.feedback, key.right_feedback, key.explanation) == ({"1": "f"}, "Yes", "Because.")
    assert [(hint.text, hint.cost) for hint in key.hints] == [("Look", 1 / 3), *[("Again", 1 / 3)] * 2, ("Again", 0)]
    assert (draft.points, draft.tags, write_text(draft.prompt)) == (Decimal(2), ("verbs", "A-B/C"), "What?")


def test_true_or_false_is_read():
    draft = read_one("truefalse", answer("true", 0, "no") + answer("false", 100, "yes"))
    assert (draft.key.correct, draft.key.true_feedback, draft.key.false_feedback) == (False, "no", "yes")


def test_a_short_answer_is_read():
    draft = read_one("shortanswer", "<usecase>1</usecase>" + answer("a*", 100) + answer("*", 0, "no"))
    assert [(each.text, each.is_pattern) for each in draft.key.answers] == [("a.*", True)]
    assert (draft.key.match_case, draft.key.wrong_feedback) == (True, "no")


@pytest.mark.parametrize(
    "settings, rule",
    [
        ("<unitgradingtype>0</unitgradingtype><showunits>3</showunits>", ("none", 1)),
        ("<unitgradingtype>0</unitgradingtype><showunits>0</showunits>", ("optional", 1)),
        ("<unitgradingtype>1</unitgradingtype><unitpenalty>0.1</unitpenalty>", ("required", 0.1)),
        ("", ("optional", 1)),
    ],
)
def test_a_number_is_read_with_its_units(settings, rule):
    units = (
        "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit>"
        "<unit><multiplier>0.001</multiplier><unit_name>km</unit_name></unit></units>"
    )
    draft = read_one("numerical", answer("5,5", 100, "", "<tolerance>0.1</tolerance>") + units + settings)
    assert [(each.value, each.tolerance) for each in draft.key.answers] == [("5.5", "0.1")]
    assert [(unit.name, unit.factor) for unit in draft.key.units] == [("m", "1"), ("km", "1000")]
    assert (draft.key.unit_rule, draft.key.unit_penalty) == rule


def test_matching_is_read_with_an_entry_that_fits_nothing():
    pairs = [("<p>cat</p>", "mushuk"), ("dog", "it"), ("tomcat", "mushuk"), ("", "ot")]
    content = "".join(
        f'<subquestion format="html"><text><![CDATA[{left}]]></text><answer><text>{right}</text></answer></subquestion>'
        for left, right in pairs
    )
    draft = read_one("matching", content)
    assert [option.text for option in draft.body.right] == ["mushuk", "it", "ot"]
    assert draft.key.pairs == {"1": "r1", "2": "r2", "3": "r1"}


def test_an_essay_is_read_and_one_of_files():
    guide = '<graderinfo format="html"><text>Verbs.</text></graderinfo>'
    draft = read_one("essay", f"<responseformat>editor</responseformat><minwordlimit>50</minwordlimit>{guide}")
    assert (draft.body.kind, draft.body.min_words, draft.key.guide) == ("essay", 50, "Verbs.")
    draft = read_one("essay", "<responseformat>noinline</responseformat><attachments>2</attachments>")
    assert (draft.body.kind, draft.body.max_files) == ("file", 2)


def test_ordering_is_read():
    content = "<gradingtype>ABSOLUTE_POSITION</gradingtype>" + answer("1st", "1.0") + answer("2nd", "2.0")
    draft = read_one("ordering", content)
    assert ([item.text for item in draft.body.items], draft.key.order) == (["1st", "2nd"], ["1", "2"])
    assert draft.key.rule == "places"


GAPS = [
    (
        "cloze",
        "<p>Fill.</p><p>I {1:MULTICHOICE:=am~%0%is} {1:SA:%100%here~%50%th*re#near} \\{x}.</p>",
        "",
        "I [[1]] [[2]] \\{x}.",
        [(["am", "is"], "1_1"), (["here", "th.*re"], None)],
    ),
    (
        "cloze",
        "<p>Fill.</p><p>{1:NM:=3} {2:MCV:~a~=b \\} &lt;}</p>",
        "",
        "[[1]] [[2]]",
        [(["3"], None), (["a", "b } <"], "2_2")],
    ),
    (
        "gapselect",
        "<p>Fill.</p><p>I [[2]] a [[3]] [[9]].</p>",
        "".join(
            f"<selectoption><text>{word}</text><group>{group}</group></selectoption>"
            for word, group in (("is", 1), ("am", 1), ("boy", 2), ("girl", 2))
        ),
        "I [[g1]] a [[g2]] [[9]].",
        [(["is", "am"], "g1_2"), (["boy", "girl"], "g2_1")],
    ),
    (
        "ddwtos",
        "<p>Fill.</p><p>[[1]]!</p>",
        "<dragbox><text>Hi</text><group>1</group></dragbox><dragbox><text>Ho</text><group>1</group></dragbox>",
        "[[g1]]!",
        [(["Hi", "Ho"], "g1_1")],
    ),
]  # fmt: skip


@pytest.mark.parametrize("kind, html, content, text, gaps", GAPS)
def test_a_text_with_gaps_is_read(kind, html, content, text, gaps):
    found = moodle_xml.read(wrap(question(kind, content, html)))
    (draft,) = found.drafts
    assert (write_text(draft.prompt), draft.body.text) == ("Fill.", text)
    assert [
        ([option.text for option in gap.options] or [each.text for each in key.answers], key.option)
        for gap, key in zip(draft.body.gaps, draft.key.gaps.values(), strict=True)
    ] == gaps


def test_what_a_gap_cannot_say_is_named():
    html = "{1:MC:=am#yes~%50%is} {3:NM:=3:0.5}"
    (problem,) = moodle_xml.read(wrap(question("cloze", "", html))).problems
    assert problem.values["names"] == ["shares", "feedback", "tolerance"]


def test_files_in_a_question_come_with_it_and_go_with_it():
    picture = f'<file name="a b.png" path="/" encoding="base64">{b64encode(PIXEL).decode()}</file>'
    sound = f'<file name="s.mp3" path="/x/" encoding="base64">{b64encode(b"ID3").decode()}</file>'
    html = '<p>Look <img src="@@PLUGINFILE@@/a%20b.png" alt="A cat"></p><audio src="@@PLUGINFILE@@/x/s.mp3"></audio>'
    option = answer('<img src="@@PLUGINFILE@@/a%20b.png"> cat', 100, "", picture)
    data = wrap(question("multichoice", option + answer("dog", 0), html, picture + sound))
    found = moodle_xml.read(data)
    (draft,) = found.drafts
    assert ([each.alt for each in draft.pictures], draft.body.options[0].text) == (["A cat"], "cat")
    assert draft.files[draft.pictures[0].file] == f"{hashlib.sha256(PIXEL).hexdigest()[:32]}/a b.png"
    assert draft.body.options[0].picture == draft.pictures[0].file
    assert sorted(found.contents.values()) == sorted([PIXEL, b"ID3"])

    def get_file(file):
        path = draft.files[file]
        return path.partition("/")[2], found.contents[path]

    written = moodle_xml_writer.write([draft], get_file=get_file)
    assert written.problems == []
    again = moodle_xml.read(written.data)
    assert (again.drafts, again.contents) == ([draft], found.contents)


def test_files_that_are_missing_are_named():
    found = moodle_xml.read(
        wrap(question("essay", "", '<img src="@@PLUGINFILE@@/no.png"><img src="https://a.uz/b.png">'))
    )
    assert [problem.values["names"] for problem in found.problems] == [["@@PLUGINFILE@@/no.png", "https://a.uz/b.png"]]


def test_kinds_that_are_not_known_here_are_left_out():
    found = moodle_xml.read(wrap(question("calculated", ""), question("description", ""), question("essay", "")))
    assert [(each.place, each.reason, each.values) for each in found.problems] == [
        ("1", "unknown_kind", {"kind": "calculated"}), ("2", "unknown_kind", {"kind": "description"}),
    ]  # fmt: skip
    assert len(found.drafts) == 1


BOMB = '<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><quiz><question type="essay">&b;</question></quiz>'
HOSTILE = {
    "entities": BOMB.encode(),
    "a file": b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
    "too deep": wrap("<question>" + "<a>" * 300 + "</a>" * 300 + "</question>"),
    "too many": wrap('<question type="essay">' + "<a/>" * 400_001 + "</question>"),
    "cut off": wrap(question("essay", ""))[:-30],
    "an encoding nobody knows": b'<?xml version="1.0" encoding="x-none"?><quiz/>',
    "nothing": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_or_broken_xml_is_refused(name):
    with pytest.raises(UnreadableFile):
        moodle_xml.read(HOSTILE[name])


def test_too_many_options_and_deep_html_are_problems_and_the_rest_is_read():
    many = "".join(answer("a", 0) for _each in range(10_000))
    gaps = "{1:SA:=a}" * 10_000
    deep = "<div>" * 5000 + "x"
    found = moodle_xml.read(
        wrap(
            question("multichoice", many),
            question("cloze", "", gaps),
            question("essay", "", deep),
            question("essay", ""),
        )
    )
    assert [(each.place, each.reason, each.values) for each in found.problems] == [
        ("1", "not_valid", {"field": "options"}), ("2", "not_valid", {"field": "gaps"}),
    ]  # fmt: skip
    assert [write_text(draft.prompt) for draft in found.drafts] == ["x", "What?"]


def test_questions_are_read_one_by_one():
    """Questions that are not known leave no trace: only the one in hand is in memory."""
    data = wrap(*(question("calculated", "<a>" + "x" * 20_000 + "</a>") for _each in range(1000)))
    tracemalloc.start()
    try:
        found = moodle_xml.read(data)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(found.problems) == 1000
    assert peak < len(data) / 4
