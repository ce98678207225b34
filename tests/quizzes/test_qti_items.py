"""Items of QTI 2.x and 3.0 as other tools write them become questions of the right kind."""

import io
import re
import zipfile
from decimal import Decimal

import pytest

from apps.quizzes.formats import qti_2, qti_3
from apps.quizzes.formats.prompts import write_text

MATCH = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
MAPPED = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>'
POINTED = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response_point"/>'


def declare(base, correct=(), cardinality="single", mapping="", name="RESPONSE"):
    values = "".join(f"<value>{value}</value>" for value in correct)
    correct_response = f"<correctResponse>{values}</correctResponse>" if values else ""
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">'
        f"{correct_response}{mapping}</responseDeclaration>"
    )


def map_values(default=0, **values):
    entries = "".join(f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in values.items())
    return f'<mapping defaultValue="{default}">{entries}</mapping>'


def item(declared, body, processing=MATCH):
    return (
        '<?xml version="1.0"?><assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i1" '
        f'title="Title" xml:lang="ru-RU" timeDependent="false">{declared}<outcomeDeclaration identifier="SCORE" '
        f'cardinality="single" baseType="float"/><itemBody>{body}</itemBody>{processing}</assessmentItem>'
    )


def as_3(text):
    """The same item with the names of 3.0."""

    def rename(match):
        name = match[2] if match[2] in ("p", "div", "em", "img") else f"qti-{kebab(match[2])}"
        attributes = re.sub(r'(?<= )([A-Za-z]+)(?==")', lambda each: kebab(each[1]), match[3])
        return f"<{match[1]}{name}{attributes}>"

    text = re.sub(r'<object data="([^"]*)" type="image/png"( [^>]*)?/>', r'<img src="\1" alt=""\2/>', text)
    return re.sub(r"<(/?)([a-zA-Z]+)((?: [^<>]*)?)>", rename, text)


def kebab(name):
    return re.sub("([A-Z])", lambda each: f"-{each[1].lower()}", name)


def read_both(text):
    """The one question of an item, read as 2.1 and as 3.0, which say the same."""
    found = qti_2.read(text.encode())
    assert [(each.body, each.key, each.prompt) for each in qti_3.read(as_3(text).encode()).drafts] == [
        (each.body, each.key, each.prompt) for each in found.drafts
    ]
    (draft,) = found.drafts
    return draft, [(problem.reason, dict(problem.values)) for problem in found.problems]


CHOICES = "".join(f'<simpleChoice identifier="{name}">{name} {name}</simpleChoice>' for name in "ABC")


def choose(most=1):
    inner = f"<prompt>Which?</prompt>{CHOICES}"
    return (
        f'<p>Look.</p><choiceInteraction responseIdentifier="RESPONSE" maxChoices="{most}">{inner}</choiceInteraction>'
    )


def test_a_single_choice_has_prompt_options_and_language():
    draft, problems = read_both(item(declare("identifier", ["B"]), choose()))
    assert (draft.name, draft.language, write_text(draft.prompt)) == ("Title", "ru", "Look.\n\nWhich?")
    assert [(option.id, option.text) for option in draft.body.options] == [("A", "A A"), ("B", "B B"), ("C", "C C")]
    assert (draft.body.kind, draft.key.shares, draft.points, problems) == ("single", {"B": 1}, 1, [])


def test_points_of_a_mapping_become_shares():
    draft, _problems = read_both(
        item(declare("identifier", ["A"], mapping=map_values(A=4, B=1, C=-2)), choose(), MAPPED)
    )
    assert (draft.points, draft.key.shares) == (4, {"A": 1, "B": 0.25, "C": -0.5})


@pytest.mark.parametrize(
    ("mapping", "processing", "rule", "shares"),
    [
        ("", MATCH, "all", {"A": 1, "C": 1}),
        (map_values(A=1, C=1, default=-1), MAPPED, "each", {"A": 1, "C": 1}),
        (map_values(A=2, C=1), MAPPED, "weights", {"A": 2 / 3, "C": 1 / 3}),
    ],
)
def test_several_choices_keep_the_rule_of_their_points(mapping, processing, rule, shares):
    declared = declare("identifier", ["A", "C"], "multiple", mapping)
    draft, _problems = read_both(item(declared, choose(0), processing))
    assert (draft.key.rule, draft.key.shares) == (rule, pytest.approx(shares))


def test_true_and_false_alone_are_a_question_of_their_own():
    choices = '<simpleChoice identifier="a">True</simpleChoice><simpleChoice identifier="b">False</simpleChoice>'
    body = f'<choiceInteraction responseIdentifier="RESPONSE">{choices}</choiceInteraction>'
    draft, _problems = read_both(item(declare("identifier", ["b"]), body))
    assert (draft.body.kind, draft.key.correct) == ("true_false", False)


def test_an_order_needs_all_places():
    body = f'<orderInteraction responseIdentifier="RESPONSE">{CHOICES}</orderInteraction>'
    draft, _problems = read_both(item(declare("identifier", "CAB", "ordered"), body))
    assert (draft.body.kind, draft.key.order, draft.key.rule) == ("ordering", ["C", "A", "B"], "all")


def associable(names):
    return "".join(
        f'<simpleAssociableChoice identifier="{name}" matchMax="4">{name}</simpleAssociableChoice>' for name in names
    )


@pytest.mark.parametrize(
    ("sets", "pairs", "expected"),
    [
        (("CDP", "MRT"), ("C R", "D M", "P T"), {"C": "R", "D": "M", "P": "T"}),
        (("CD", "MRT"), ("C R", "C M", "D T"), {"R": "C", "M": "C", "T": "D"}),
    ],
    ids=["one each", "several of the second"],
)
def test_matches_are_read_from_the_side_that_has_one_each(sets, pairs, expected):
    both = "".join(f"<simpleMatchSet>{associable(names)}</simpleMatchSet>" for names in sets)
    body = f'<matchInteraction responseIdentifier="RESPONSE"><prompt>Match.</prompt>{both}</matchInteraction>'
    draft, _problems = read_both(item(declare("directedPair", pairs, "multiple"), body))
    assert (draft.body.kind, draft.key.pairs, draft.key.rule) == ("matching", expected, "all")


def test_associated_pairs_become_a_matching():
    body = f'<associateInteraction responseIdentifier="RESPONSE">{associable("ACDLMP")}</associateInteraction>'
    draft, _problems = read_both(item(declare("pair", ["A P", "C M"], "multiple"), body))
    assert (draft.key.pairs, [option.id for option in draft.body.right]) == ({"A": "P", "C": "M"}, list("DLMP"))


def test_words_to_drag_are_gaps_that_are_chosen():
    words = '<gapText identifier="W" matchMax="1">winter</gapText><gapText identifier="S" matchMax="1">summer</gapText>'
    text = '<div><p>Now is the <gap identifier="G1"/> of our</p><p>glorious <gap identifier="G2"/>.</p></div>'
    body = (
        f'<gapMatchInteraction responseIdentifier="RESPONSE"><prompt>Fill.</prompt>{words}{text}</gapMatchInteraction>'
    )
    declared = declare("directedPair", ["W G1", "S G2"], "multiple")
    draft, _problems = read_both(item(declared, body))
    assert draft.body.text == "Now is the [[G1]] of our\n\nglorious [[G2]]."
    assert write_text(draft.prompt) == "Fill."
    assert {gap: answer.option for gap, answer in draft.key.gaps.items()} == {"G1": "W", "G2": "S"}
    assert [option.text for option in draft.body.gaps[1].options] == ["winter", "summer"]


def test_choices_in_a_line_are_gaps_and_what_stands_above_is_the_prompt():
    choices = '<inlineChoice identifier="G">Gloucester</inlineChoice><inlineChoice identifier="Y">York</inlineChoice>'
    gap = f'<inlineChoiceInteraction responseIdentifier="RESPONSE">{choices}</inlineChoiceInteraction>'
    line = f"<p>By this sun of {gap};</p>"
    draft, _problems = read_both(item(declare("identifier", ["Y"]), f"<p>Choose.</p>{line}"))
    assert (write_text(draft.prompt), draft.body.text) == ("Choose.", "By this sun of [[RESPONSE]];")
    assert draft.key.gaps["RESPONSE"].option == "Y"


def test_an_entry_alone_is_a_short_answer_and_one_in_a_sentence_a_gap():
    entries = (("York", "1"), ("york city", "0.5"))
    mapped = "".join(
        f'<mapEntry mapKey="{key}" mappedValue="{value}" caseSensitive="false"/>' for key, value in entries
    )
    mapping = f'<mapping defaultValue="0">{mapped}</mapping>'
    entry = '<textEntryInteraction responseIdentifier="RESPONSE" expectedLength="15"/>'
    alone, _problems = read_both(
        item(declare("string", ["York"], mapping=mapping), f"<p>Where?</p><p>{entry}</p>", MAPPED)
    )
    assert (alone.body.kind, alone.key.match_case, write_text(alone.prompt)) == ("short", False, "Where?")
    assert [(answer.text, answer.share) for answer in alone.key.answers] == [("York", 1), ("york city", 0.5)]
    within, _problems = read_both(item(declare("string", ["York"]), f"<p>This sun of {entry} shines.</p>"))
    assert (within.body.text, within.key.match_case) == ("This sun of [[RESPONSE]] shines.", True)
    assert within.key.gaps["RESPONSE"].answers[0].text == "York"


NUMBER = '<p>How long is it? <textEntryInteraction responseIdentifier="RESPONSE"/> m</p>'


@pytest.mark.parametrize(
    ("test", "value", "tolerance"),
    [
        ("", "12.5", "0"),
        ('<equal toleranceMode="absolute" tolerance="0.5 0.5">{variable}{correct}</equal>', "12.5", "0.5"),
        ('<equal toleranceMode="relative" tolerance="10 10">{variable}{correct}</equal>', "12.5", "1.25"),
        ("<and><gte>{variable}{ten}</gte><lte>{variable}{thirteen}</lte></and>", "11.5", "1.5"),
    ],
    ids=["exact", "margin", "percent", "range"],
)  # fmt: skip
def test_a_number_keeps_its_tolerance(test, value, tolerance):
    test = test.format(
        variable='<variable identifier="RESPONSE"/>',
        correct='<correct identifier="RESPONSE"/>',
        ten='<baseValue baseType="float">10</baseValue>',
        thirteen='<baseValue baseType="float">13</baseValue>',
    )
    score = '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">2</baseValue></setOutcomeValue>'
    condition = f"<responseCondition><responseIf>{test}{score}</responseIf></responseCondition>"
    rules = f"<responseProcessing>{condition}</responseProcessing>"
    draft, _problems = read_both(item(declare("float", ["12.5"]), NUMBER, rules if test else MATCH))
    (answer,) = draft.key.answers
    assert (answer.value, answer.tolerance, answer.share) == (value, tolerance, 1)
    assert (write_text(draft.prompt), draft.points) == ("How long is it? ____ m", 2 if test else 1)


def test_long_texts_and_files_wait_for_a_teacher():
    rubric = '<rubricBlock view="scorer"><p>Look for the past.</p></rubricBlock>'
    prompt = "<prompt>Write.</prompt>"
    field = f'<extendedTextInteraction responseIdentifier="RESPONSE">{prompt}</extendedTextInteraction>'
    essay, _problems = read_both(
        item(declare("string"), f"{rubric}{field}", "")
    )  # fmt: skip
    assert (essay.body.kind, essay.key.guide, write_text(essay.prompt)) == ("essay", "Look for the past.", "Write.")
    upload, _problems = read_both(
        item(declare("file"), '<p>Send.</p><uploadInteraction responseIdentifier="RESPONSE"/>', "")
    )
    assert upload.body.kind == "file"


IMAGE = '<object data="images/uk.png" type="image/png" width="200" height="100"/>'


def test_points_in_a_picture_and_hotspots_become_regions():
    areas = (
        '<areaMapping defaultValue="0"><areaMapEntry shape="circle" coords="100,50,10" mappedValue="1"/></areaMapping>'
    )
    body = f'<selectPointInteraction responseIdentifier="RESPONSE" maxChoices="1">{IMAGE}</selectPointInteraction>'
    pointed, problems = read_both(item(declare("point", ["100 50"], mapping=areas), body, POINTED))
    (region,) = pointed.key.regions
    assert (pointed.key.aspect, region.shape, pointed.key.rule) == (2, "circle", "each")
    assert [(point.x, point.y) for point in region.points] == [(0.5, 0.5), (0.55, 0.5)]
    assert problems[0] == ("simplified", {"names": ["images/uk.png"]})
    spots = (
        '<hotspotChoice shape="rect" identifier="A" coords="0,0,100,50"/>'
        '<hotspotChoice shape="poly" identifier="B" coords="0,0,200,0,200,100"/>'
    )
    body = f'<hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1">{IMAGE}{spots}</hotspotInteraction>'
    chosen, _problems = read_both(item(declare("identifier", ["B"]), body))
    assert [region.shape for region in chosen.key.regions] == ["polygon"]


def test_feedback_is_found_by_option_and_by_result():
    shown = "".join(
        f'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="{name}" showHide="show">{text}</modalFeedback>'
        for name, text in (("A", "No, A."), ("fb1", "Well done."), ("fb2", "Try again."), ("solution", "It is B."))
    )
    rule = '<setOutcomeValue identifier="FEEDBACK"><baseValue baseType="identifier">{}</baseValue></setOutcomeValue>'
    test = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'
    score = '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'
    rules = (
        f"<responseProcessing><responseCondition><responseIf>{test}{score}{rule.format('fb1')}</responseIf>"
        f"<responseElse>{rule.format('fb2')}</responseElse></responseCondition></responseProcessing>{shown}"
    )
    draft, problems = read_both(item(declare("identifier", ["B"]), choose(), rules))
    assert draft.key.feedback == {"A": "No, A."}
    assert (draft.key.right_feedback, draft.key.wrong_feedback) == ("Well done.", "Try again.")
    assert (draft.key.explanation, problems) == ("It is B.", [])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ('<p><hottextInteraction responseIdentifier="RESPONSE"/></p>', "hottextInteraction"),
        ('<sliderInteraction responseIdentifier="RESPONSE" lowerBound="0" upperBound="9"/>', "sliderInteraction"),
        (f"{choose()}{choose()}", "2 × choiceInteraction"),
        ("<p>Read this.</p>", "itemBody"),
    ],
)
def test_kinds_that_are_not_known_here_are_named(body, kind):
    for found in (qti_2.read(item("", body).encode()), qti_3.read(as_3(item("", body)).encode())):
        (problem,) = found.problems
        assert (problem.reason, problem.values, problem.is_left_out) == ("unknown_kind", {"kind": kind}, True)


def test_a_question_without_a_right_answer_comes_and_is_named():
    draft, problems = read_both(item(declare("identifier"), choose(), ""))
    assert (draft.key.shares, problems) == ({}, [("no_right_answer", {})])


def test_a_package_keeps_the_order_of_its_test_and_finds_its_files():
    out = io.BytesIO()
    refs = "".join(f'<assessmentItemRef identifier="r{n}" href="../items/i%20{n}.xml"/>' for n in (2, 1))
    with zipfile.ZipFile(out, "w") as archive:
        listed = "".join(
            f'<resource identifier="i{n}" type="imsqti_item_xmlv2p1" href="items/i%20{n}.xml"><metadata><md:lom>'
            "<md:general><md:keyword><md:string>easy</md:string></md:keyword></md:general></md:lom></metadata></resource>"
            for n in (1, 2, 3)
        )
        archive.writestr(
            "q/imsmanifest.xml",
            '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:md="http://ltsc.ieee.org/xsd/LOM"><resources>'
            f'{listed}<resource identifier="t" type="imsqti_test_xmlv2p1" href="tests/t.xml"/></resources></manifest>',
        )
        archive.writestr(
            "q/tests/t.xml",
            f"<assessmentTest><testPart><assessmentSection>{refs}</assessmentSection></testPart></assessmentTest>",
        )
        for n in (1, 2, 3):
            prompt = f'<p>Item {n} <img src="../media/a%20b.png" alt="A cat"/></p>'
            archive.writestr(f"q/items/i {n}.xml", item(declare("identifier", ["A"]), prompt + choose()))
        archive.writestr("q/media/a b.png", b"PNG")
    found = qti_2.read(out.getvalue())
    assert [write_text(draft.prompt).split("\n")[0] for draft in found.drafts] == ["Item 2", "Item 1", "Item 3"]
    assert {tuple(draft.files.values()) for draft in found.drafts} == {("q/media/a b.png",)}
    assert (found.drafts[0].pictures[0].alt, found.drafts[0].tags, found.problems) == ("A cat", ("easy",), [])


def test_points_come_from_the_item():
    most = (
        '<outcomeDeclaration identifier="MAXSCORE"><defaultValue><value>2.5</value></defaultValue></outcomeDeclaration>'
    )
    draft, _problems = read_both(item(declare("identifier", ["A"]) + most, choose()))
    assert draft.points == Decimal("2.5")
