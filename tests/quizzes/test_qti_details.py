"""Details of items of QTI that published examples have: passages, instructions, templates, sizes, numbers in gaps."""

import io
import zipfile

import pytest
from PIL import Image

from apps.quizzes.formats import qti_2
from apps.quizzes.formats.prompts import write_text
from apps.quizzes.formats.registry import detect
from apps.quizzes.formats.results import UnreadableFile
from tests.quizzes.test_qti_items import choose, declare, item, map_values, read_both

STIMULUS = '<assessmentStimulusRef identifier="s" href="../texts/night.xml"/>'
PASSAGE = '<assessmentStimulus identifier="s"><stimulusBody><p>A long night.</p>{}</stimulusBody></assessmentStimulus>'


def pack(files):
    """A package with these items and other files, by path."""
    out = io.BytesIO()
    items = "".join(
        f'<resource identifier="{n}" type="imsqti_item_xmlv2p1" href="{path}"/>'
        for n, path in enumerate(files)
        if path.endswith(".xml") and path.startswith("items/")
    )
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("imsmanifest.xml", f"<manifest><resources>{items}</resources></manifest>")
        for path, content in files.items():
            archive.writestr(path, content)
    return out.getvalue()


def make_png(width, height):
    out = io.BytesIO()
    Image.new("RGB", (width, height)).save(out, "PNG")
    return out.getvalue()


def test_a_passage_that_items_share_stands_above_each_of_them_with_its_picture():
    asked = item(declare("identifier", ["A"]) + STIMULUS, choose())
    passage = PASSAGE.format('<p><img src="pictures/door.png" alt="A door"/></p>')
    files = {"items/1.xml": asked, "items/2.xml": asked, "texts/night.xml": passage, "texts/pictures/door.png": b"PNG"}
    found = qti_2.read(pack(files))
    assert [write_text(draft.prompt) for draft in found.drafts] == ["A long night.\n\nLook.\n\nWhich?"] * 2
    assert {tuple(draft.files.values()) for draft in found.drafts} == {("texts/pictures/door.png",)}
    assert found.problems == []


def test_a_passage_that_is_not_there_is_named():
    _draft, problems = read_both(item(declare("identifier", ["A"]) + STIMULUS, choose()))
    assert problems == [("simplified", {"names": ["../texts/night.xml"]})]


def test_passages_of_all_items_together_have_a_limit(monkeypatch):
    monkeypatch.setattr("apps.quizzes.formats.qti.packages.MAX_PASSAGES", 30)
    asked = item(declare("identifier", ["A"]) + STIMULUS, choose())
    found = qti_2.read(pack({"items/1.xml": asked, "items/2.xml": asked, "texts/night.xml": PASSAGE.format("")}))
    assert [problem.place for problem in found.problems] == ["2"]


def test_learners_see_instructions_for_candidates_and_no_others():
    blocks = "".join(
        f'<rubricBlock view="{view}"><p>For {view}.</p></rubricBlock>' for view in ("candidate", "tutor", "scorer")
    )
    draft, problems = read_both(item(declare("identifier", ["A"]), blocks + choose()))
    assert (write_text(draft.prompt), problems) == ("For candidate.\n\nLook.\n\nWhich?", [])


def test_an_item_whose_values_are_made_by_chance_is_left_out():
    template = '<templateDeclaration identifier="N" cardinality="single" baseType="integer"/>'
    found = qti_2.read(item(declare("identifier", ["A"]) + template, choose()).encode())
    assert [(each.values, each.is_left_out) for each in found.problems] == [({"kind": "templateDeclaration"}, True)]


def test_a_hotspot_without_a_size_takes_that_of_its_picture():
    spots = '<hotspotChoice identifier="A" shape="rect" coords="20,10,40,20"/>'
    body = (
        '<hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1"><object data="map.png" type="image/png"/>'
        f"{spots}</hotspotInteraction>"
    )
    asked = item(declare("identifier", ["A"]), body)
    (draft,) = qti_2.read(pack({"items/1.xml": asked, "items/map.png": make_png(200, 100)})).drafts
    (region,) = draft.key.regions
    assert ([(point.x, point.y) for point in region.points], draft.key.aspect) == ([(0.1, 0.1), (0.2, 0.2)], 2)
    (problem,) = qti_2.read(pack({"items/1.xml": asked, "items/map.png": b"PNG"})).problems
    assert (problem.reason, problem.is_left_out) == ("unreadable", True)


def test_numbers_in_gaps_are_accepted_as_people_type_them():
    declared = declare("float", ["4.0"], name="R1") + declare("float", ["2.50"], name="R2")
    entries = "".join(f'<textEntryInteraction responseIdentifier="{name}"/>' for name in ("R1", "R2"))
    draft, _problems = read_both(item(declared, f"<p>Between {entries}</p>"))
    texts = {part: [answer.text for answer in gap.answers] for part, gap in draft.key.gaps.items()}
    assert texts == {"R1": ["4", "4.0"], "R2": ["2.5", "2,5", "2.50"]}


def test_feedback_on_one_of_several_responses_is_not_that_of_the_whole_question():
    shown = "".join(
        f'<modalFeedback outcomeIdentifier="F" identifier="{name}" showHide="show">{text}</modalFeedback>'
        for name, text in (("correct", "All right."), ("Correct1", "The first is right."))
    )
    rules = (
        '<responseProcessing><setOutcomeValue identifier="SCORE"><sum><mapResponse identifier="R1"/>'
        '<mapResponse identifier="R2"/></sum></setOutcomeValue><responseCondition><responseIf><match>'
        '<variable identifier="R1"/><correct identifier="R1"/></match><setOutcomeValue identifier="F">'
        '<baseValue baseType="identifier">Correct1</baseValue></setOutcomeValue></responseIf></responseCondition>'
        f"</responseProcessing>{shown}"
    )
    declared = "".join(declare("string", ["a"], mapping=map_values(a=1), name=name) for name in ("R1", "R2"))
    entries = "".join(f'<textEntryInteraction responseIdentifier="{name}"/>' for name in ("R1", "R2"))
    draft, problems = read_both(item(declared, f"<p>Say {entries}</p>", rules))
    assert (draft.key.right_feedback, problems) == ("All right.", [("simplified", {"names": ["feedback"]})])


def test_points_for_other_orders_are_named():
    items = "".join(f'<simpleChoice identifier="{name}">{name}</simpleChoice>' for name in "AB")
    rules = (
        '<responseProcessing><responseCondition><responseIf><match><variable identifier="RESPONSE"/><ordered>'
        '<baseValue baseType="identifier">B</baseValue></ordered></match><setOutcomeValue identifier="SCORE">'
        '<baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition>'
        "</responseProcessing>"
    )
    body = f'<orderInteraction responseIdentifier="RESPONSE"><prompt>Sort.</prompt>{items}</orderInteraction>'
    _draft, problems = read_both(item(declare("identifier", ["A", "B"], "ordered"), body, rules))
    assert problems == [("simplified", {"names": ["shares"]})]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<manifest/>", None),
        ("<!DOCTYPE html>\n<html><script>f = {}</script></html>", None),
        ('<?xml version="1.0"?><!DOCTYPE questestinterop SYSTEM "ims.dtd"><questestinterop/>', "qti_1_2"),
        ("<quiz/>", "moodle_xml"),
    ],
)
def test_xml_is_known_by_its_first_element(text, found):
    if found:
        assert detect("questions.xml", text.encode()) == found
    else:
        with pytest.raises(UnreadableFile):
            detect("questions.xml", text.encode())
