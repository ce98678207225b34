"""Typed answers are compared in the language of their question, whose language an import asks for or sees."""

from pathlib import Path

import pytest

from apps.quizzes.formats import gift, moodle_xml, qti_2, qti_12, tables
from apps.quizzes.questions.keys import TextAnswer
from apps.quizzes.questions.languages import choose_languages
from apps.quizzes.questions.written_answers import choose_answers
from tests.quizzes.importer import Importer
from tests.quizzes.quiz_helpers import make_bank

ANSWERS = Path(__file__).parents[1] / "data" / "questions" / "answers-ru-uz.gift"
RIGHT = {
    "S1": ["Toshkent", "toshkent", "TOSHKENT", "Тошкент", "тошкент", "ТОШКЕНТ"],
    "S2": ["ночь", "Ночь", "НОЧЬ"],
    "S3": ["ёлка", "елка", "Ёлка", "ЕЛКА"],
    "S4": ["Тошкент", "Toshkent", "toshkent", "ТОШКЕНТ"],
}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def importer(teacher, group, course):
    return Importer(teacher, make_bank(teacher, course))


def list_questions(importer):
    """The questions of the bank by name."""
    rows = importer.questions()
    return {row["name"]: importer.client.get(f"/quizzes/questions/{row['id']}/").json for row in rows}


def list_wrong(importer, questions):
    """Texts that are right and give less than all."""
    return [
        (name, text)
        for name, texts in RIGHT.items()
        for text in texts
        if importer.client.post(
            f"/quizzes/questions/{questions[name]['id']}/try/", {"response": {"kind": "short", "text": text}}
        ).json["share"]
        != 1
    ]


def test_answers_in_russian_and_uzbek_are_right_in_any_case_and_script(importer):
    importer.run(importer.check(importer.upload(ANSWERS.read_bytes(), ANSWERS.name)))
    questions = list_questions(importer)
    assert {name: each["language"] for name, each in questions.items()} == {
        "S1": "uz",
        "S2": "ru",
        "S3": "ru",
        "S4": "uz",
    }
    assert list_wrong(importer, questions) == []


def test_the_language_that_is_asked_for_is_that_of_all_questions(importer):
    checked = importer.check(importer.send(text=ANSWERS.read_text(), language="uz"))
    assert checked["language"] == "uz"
    importer.run(checked)
    questions = list_questions(importer)
    assert {each["language"] for each in questions.values()} == {"uz"}
    assert list_wrong(importer, questions) == []
    assert importer.send(text="Q{=a}", language="de").status == 422


XML = (
    '<quiz><question type="shortanswer"><questiontext format="html"><text>%s</text></questiontext>%s</question></quiz>'
)
ANSWER = '<answer fraction="100"><text>Toshkent</text></answer>'
ITEM_2 = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="t"
 xml:lang="uz-Latn">
<responseDeclaration identifier="R" cardinality="single" baseType="string"><correctResponse><value>Toshkent</value>
</correctResponse></responseDeclaration><itemBody><p>Say it.</p><p><textEntryInteraction responseIdentifier="R"/></p>
</itemBody></assessmentItem>"""
ITEM_12 = """<questestinterop><item ident="i" title="t"><presentation><material><mattext xml:lang="uz">Say it.</mattext>
</material><response_str ident="r"><render_fib/></response_str></presentation><resprocessing><outcomes><decvar/>
</outcomes><respcondition><conditionvar><varequal respident="r">Toshkent</varequal></conditionvar><setvar>1</setvar>
</respcondition></resprocessing></item></questestinterop>"""


def list_languages(found, **asked):
    return [draft.language for draft in choose_languages(found.drafts, found.languages, **asked)]


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (tables.read, "kind,text,right,language\nshort,Say it.,Toshkent,uz\n"),
        (qti_2.read, ITEM_2),
        (qti_12.read, ITEM_12),
        (moodle_xml.read, XML % ("&lt;p lang=\"uz\"&gt;Say it.&lt;/p&gt;", ANSWER)),
        (gift.read, "[html]<p lang\\=\"uz\">Say it.</p>{=Toshkent}"),
    ],
    ids=["table", "qti_2", "qti_1_2", "moodle_xml", "gift"],
)  # fmt: skip
def test_the_language_that_a_file_names_counts_before_the_one_asked_for(read, text):
    assert list_languages(read(text.encode()), asked="ru") == ["uz"]
    assert list_languages(gift.read(b"Say it.{=Toshkent}"), asked="ru") == ["ru"]


def test_where_nothing_tells_a_question_has_the_language_of_most_of_its_file():
    def read(text):
        return list_languages(gift.read(text.encode()))

    assert read("7 + 1{=sakkiz}\n\nTog‘ nima?{=baland}\n\n::X::Kitob{=kitob}\n\n5 - 3{#2}") == ["uz"] * 4
    assert read("Kitob{=kitob}") == ["en"]
    assert read("Oʻzbek tilida: dog{=it}\n\nНапиши: ночь{=night}\n\nПереведи: night{=ночь}") == ["uz", "uz", "ru"]


@pytest.mark.parametrize(
    ("language", "accepted", "typed"),
    [
        ("en", "ночь", "НОЧЬ"),
        ("en", "Ёлка", "елка"),
        ("en", "нет", "НЕТ"),
        ("ru", "HTML", "html"),
        ("ru", "ночь", "HОЧЬ"),  # a Latin H
        ("en", "He", "Не"),  # both letters Cyrillic
        ("uz", "ёлка", "ЕЛКА"),
        ("uz", "Oʻzbekiston", "ЎЗБЕКИСТОН"),
        ("ru", ".*ёлк[аи]", "новая Елка"),
    ],
)
def test_capital_letters_and_e_with_dots_never_make_an_answer_wrong(language, accepted, typed):
    answer = TextAnswer(text=accepted, is_pattern=accepted.startswith("."))
    found, timed_out = choose_answers([(typed, [answer])], language, match_case=False)
    assert (found, timed_out) == ([answer], False)


@pytest.mark.parametrize(
    ("language", "accepted", "typed"), [("en", "he", "не"), ("ru", "нос", "hoc"), ("uz", "yoz", "ез")]
)
def test_letters_that_only_look_alike_when_capital_stay_apart(language, accepted, typed):
    found, _timed_out = choose_answers([(typed, [TextAnswer(text=accepted)])], language, match_case=False)
    assert found == [None]
