"""A text with gaps needs no prompt: its words are its own sentence, wherever it comes from and wherever it is shown."""

import json
from pathlib import Path

import pytest

from apps.learning.blocks.documents import EMPTY_DOCUMENT
from apps.quizzes.formats import gift, moodle_backup, moodle_xml, qti_2, qti_3, qti_12
from apps.quizzes.formats.registry import FORMATS
from apps.quizzes.models import Question
from tests.factories import client_for
from tests.quizzes.importer import Importer
from tests.quizzes.quiz_helpers import QUESTIONS, hand_in, make_bank, make_quiz, publish, send, start, write_prompt

FOLDER = Path(__file__).parents[1] / "data" / "questions"
GAPS, CLOZE = FOLDER / "gaps.gift", FOLDER / "cloze.xml"
SENTENCES = {
    "G1": ("The opposite of hot is _.", ["cold", "warm", "dry"], "cold", "en"),
    "G2": ("_ lives in Samarkand.", ["She", "Her"], "She", "en"),
    "Seven minus two is _____.": ("Seven minus two is _.", [], ["five", "5"], "en"),
    "G3": ("Ular har kuni maktabga _.", [], ["boradi", "borishadi"], "uz"),
    "G4": ("Вчера мы _ в парк.", [], ["ходили"], "ru"),
}
"""By name: the text, what is chosen from, what is right, the language."""
SENTENCE = {
    "prompt": {},
    "body": {"kind": "gap", "text": "She [[1]] to school.", "gaps": [{"id": "1", "kind": "typed"}]},
    "key": {"kind": "gap", "gaps": {"1": {"answers": [{"text": "goes"}]}}},
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def importer(teacher, group, course):
    return Importer(teacher, make_bank(teacher, course))


def import_file(importer, path):
    done = importer.run(importer.check(importer.upload(path.read_bytes(), path.name)))
    assert (done["state"], done["left_out_count"]) == ("done", 0), done["problems"]
    return done


def describe(bank):
    """The questions of a bank by name: prompt, text with "_" for gaps, options and what is right of each, language."""
    found = {}
    for question in Question.objects.filter(bank=bank).select_related("current"):
        version, text = question.current, question.current.body["text"]
        gaps = []
        for gap in version.body["gaps"]:
            text = text.replace(f"[[{gap['id']}]]", "_")
            answer = version.key["gaps"][gap["id"]]
            options = {option["id"]: option["text"] for option in gap["options"]}
            right = options.get(answer["option"]) or [each["text"] for each in answer["answers"]]
            gaps.append((list(options.values()), right))
        found[question.name] = (version.prompt, text, gaps, version.language)
    return found


EXPECTED = {
    name: (EMPTY_DOCUMENT, text, [(options, right)], language)
    for name, (text, options, right, language) in SENTENCES.items()
}
MIXED = {
    "Weekend": (
        EMPTY_DOCUMENT,
        "On Sunday we _ to the _ at _.",
        [(["went", "go", "going"], "went"), ([], ["river"]), ([], ["9"])],
        "en",
    )
}


def test_missing_words_of_gift_all_come_in_as_questions_with_gaps(importer):
    import_file(importer, GAPS)
    assert describe(importer.bank) == EXPECTED


def test_embedded_answers_come_in_as_one_question_with_three_gaps(importer):
    import_file(importer, CLOZE)
    assert describe(importer.bank) == MIXED


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"aiken"}))
def test_a_sentence_with_a_gap_is_the_same_after_an_export(name, importer, teacher, course):
    import_file(importer, GAPS)
    ready, data = importer.export(name)
    assert ready["question_count"] == len(SENTENCES)
    other = Importer(teacher, make_bank(teacher, course))
    other.run(other.check(other.upload(data, f"questions{FORMATS[name].ending}")))
    assert describe(other.bank) == EXPECTED


@pytest.mark.parametrize("name", ["moodle_xml", "csv", "xlsx", "qti_2_1", "qti_2_2", "qti_3_0"])
def test_gaps_of_several_kinds_are_the_same_after_an_export(name, importer, teacher, course):
    import_file(importer, CLOZE)
    _ready, data = importer.export(name)
    other = Importer(teacher, make_bank(teacher, course))
    other.run(other.check(other.upload(data, f"questions{FORMATS[name].ending}")))
    assert describe(other.bank) == MIXED


@pytest.mark.parametrize("prompt", [{}, EMPTY_DOCUMENT], ids=["none", "empty"])
def test_a_question_with_gaps_is_written_without_a_prompt(prompt, bank, teacher):
    client = client_for(teacher)
    made = client.post(f"/quizzes/banks/{bank}/questions/", SENTENCE | {"prompt": prompt})
    assert (made.status, made.json["name"]) == (201, "She _____ to school."), made.json
    path = f"/quizzes/questions/{made.json['id']}/"
    text = "He [[1]] to school."
    values = SENTENCE | {"prompt": prompt, "body": SENTENCE["body"] | {"text": text}, "version": 1}
    changed = client.put(path, values)
    assert (changed.status, changed.json["name"], changed.json["version"]) == (200, "He _____ to school.", 2)
    for words in ("to school", "he"):
        found = client.get(f"/quizzes/banks/{bank}/questions/", {"search": words}).json["results"]
        assert [row["name"] for row in found] == ["He _____ to school."]


@pytest.mark.parametrize("kind", ["single", "number", "essay", "speak", "file", "gap"])
def test_every_other_question_still_needs_words(kind, bank, teacher):
    bare = SENTENCE | {"body": SENTENCE["body"] | {"text": "[[1]] !"}}
    question = bare if kind == "gap" else QUESTIONS[kind] | {"prompt": {}}
    refused = client_for(teacher).post(f"/quizzes/banks/{bank}/questions/", question)
    assert (refused.status, list(refused.json["fields"])) == (422, ["prompt"])


def test_the_words_of_a_question_with_a_prompt_and_gaps_are_found(bank, teacher):
    client = client_for(teacher)
    made = client.post(f"/quizzes/banks/{bank}/questions/", SENTENCE | {"prompt": write_prompt("Fill the gap.")})
    assert made.json["name"] == "Fill the gap."
    for words in ("fill", "school"):
        assert client.get(f"/quizzes/banks/{bank}/questions/", {"search": words}).json["count"] == 1


def test_a_quiz_asks_a_question_without_a_prompt_and_shows_no_empty_line(bank, group, teacher, pupil):
    client = client_for(teacher)
    question = client.post(f"/quizzes/banks/{bank}/questions/", SENTENCE).json
    quiz = publish(teacher, make_quiz(teacher, group=group), [question["id"]])
    places = client.get(f"/quizzes/{quiz['id']}/questions/").json
    assert [place["name"] for place in places] == ["She _____ to school."]
    attempt = start(pupil, quiz)
    (asked,) = attempt["questions"]
    assert (asked["html"], asked["body"]["text"]) == ("", "She [[1]] to school.")
    send(pupil, attempt, 1, {"kind": "gap", "gaps": {"1": "Goes"}})
    assert hand_in(pupil, attempt)["percent"] == 100
    (figures,) = client.get(f"/quizzes/{quiz['id']}/statistics/").json["questions"]
    assert figures["name"] == "She _____ to school."


ITEM_12 = """<questestinterop><item ident="i7"><presentation><material><mattext texttype="text/html">
<![CDATA[<p>I [v] here.</p>]]></mattext></material><response_lid ident="response_v"><material><mattext>v</mattext>
</material><render_choice><response_label ident="1"><material><mattext>am</mattext></material></response_label>
<response_label ident="2"><material><mattext>is</mattext></material></response_label></render_choice></response_lid>
</presentation><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel>
<fieldentry>multiple_dropdowns_question</fieldentry></qtimetadatafield></qtimetadata></itemmetadata><resprocessing>
<outcomes><decvar maxvalue="100" varname="SCORE"/></outcomes><respcondition><conditionvar>
<varequal respident="response_v">1</varequal></conditionvar><setvar varname="SCORE" action="Add">100</setvar>
</respcondition></resprocessing></item></questestinterop>"""
ITEM_2 = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i7" title="">
<responseDeclaration identifier="R" cardinality="single" baseType="identifier"><correctResponse><value>a</value>
</correctResponse></responseDeclaration><itemBody><p>I <inlineChoiceInteraction responseIdentifier="R">
<inlineChoice identifier="a">am</inlineChoice><inlineChoice identifier="b">is</inlineChoice></inlineChoiceInteraction>
here.</p></itemBody></assessmentItem>"""
ITEM_3 = """<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i7" title="">
<qti-response-declaration identifier="R" cardinality="single" base-type="identifier"><qti-correct-response>
<qti-value>a</qti-value></qti-correct-response></qti-response-declaration><qti-item-body><p>I
<qti-inline-choice-interaction response-identifier="R"><qti-inline-choice identifier="a">am</qti-inline-choice>
<qti-inline-choice identifier="b">is</qti-inline-choice></qti-inline-choice-interaction> here.</p></qti-item-body>
</qti-assessment-item>"""
CLOZE_WITHOUT_NAME = """<quiz><question type="cloze"><questiontext format="html">
<text>I {1:MC:=am~is} here.</text></questiontext></question></quiz>"""


@pytest.mark.parametrize(
    ("read", "text"),
    [(qti_12.read, ITEM_12), (qti_2.read, ITEM_2), (qti_3.read, ITEM_3), (moodle_xml.read, CLOZE_WITHOUT_NAME),
     (gift.read, "I {=am ~is} here.")],
    ids=["qti_1_2", "qti_2", "qti_3", "moodle_xml", "gift"],
)  # fmt: skip
def test_a_question_without_name_and_prompt_is_named_by_its_sentence(read, text, importer):
    (draft,) = read(text.encode()).drafts
    assert draft.name == "I _____ here."
    done = importer.run(importer.check(importer.upload(text.encode(), "question.xml" if "<" in text else "q.gift")))
    assert (done["state"], done["question_count"]) == ("done", 1), json.dumps(done["problems"])


PART = """<question id="%s"><parent>5</parent><qtype>%s</qtype><questiontext>%s</questiontext></question>"""
BACKUP = f"""<question_categories><question_category><questions><question id="5"><parent>0</parent><name>Weekend</name>
<questiontext>&lt;p&gt;We {{#1}} to the {{#2}}.&lt;/p&gt;</questiontext><questiontextformat>1</questiontextformat>
<qtype>multianswer</qtype><plugin_qtype_multianswer_question><multianswer id="1"><question>5</question>
<sequence>7,6</sequence></multianswer></plugin_qtype_multianswer_question></question>
{PART % (6, "shortanswer", "{1:SHORTANSWER:=river}")}{PART % (7, "multichoice", "{1:MULTICHOICE:=went~go}")}
</questions></question_category></question_categories>"""


def test_embedded_answers_of_a_backup_of_moodle_are_gaps_of_one_question():
    found = moodle_backup.read(BACKUP.encode())
    assert found.problems == []
    (draft,) = found.drafts
    assert (draft.prompt, draft.body.text) == (EMPTY_DOCUMENT, "We [[1]] to the [[2]].")
    assert [option.text for option in draft.body.gaps[0].options] == ["went", "go"]
    assert [answer.text for answer in draft.key.gaps["2"].answers] == ["river"]


@pytest.mark.parametrize(
    ("kind", "group"),
    [("gapselect", "%s"), ("ddwtos", 'O:8:"stdClass":2:{s:9:"draggroup";s:1:"%s";s:8:"infinite";i:0;}')],
)
def test_words_to_choose_in_a_backup_of_moodle_stay_in_their_gaps(kind, group):
    answers = "".join(
        f"<answer><answertext>{word}</answertext><fraction>0</fraction><feedback>{group % place}</feedback></answer>"
        for word, place in (("is", 1), ("am", 1), ("boy", 2))
    )
    plugin = f"<plugin_qtype_{kind}_question><answers>{answers}</answers></plugin_qtype_{kind}_question>"
    text = "<parent>0</parent><questiontext>I [[2]] a [[3]].</questiontext><questiontextformat>1</questiontextformat>"
    (draft,) = moodle_backup.read(f"<q><question>{text}<qtype>{kind}</qtype>{plugin}</question></q>".encode()).drafts
    assert [[option.text for option in gap.options] for gap in draft.body.gaps] == [["is", "am"], ["boy"]]
    assert draft.body.text == "I [[g1]] a [[g2]]."
