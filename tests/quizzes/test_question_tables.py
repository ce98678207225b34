"""Tables of questions as teachers make them, and Aiken; which format a file has."""

import pytest
from django.utils import translation

from apps.quizzes.formats import aiken, tables
from apps.quizzes.formats.registry import FORMATS, detect
from apps.quizzes.formats.results import UnreadableFile
from tests.quizzes.drafts import make_plain_drafts

TABLE = """Kind,Text,Option 1,option 2,Option 3,Right answer,Points,Tags,Level,Skill,Language
single,Capital?,Tashkent,Nukus,,1,2,a; b/c,b1,Grammar,uz
MULTIPLE,Cities,Khiva,Nukus,Osh,"A, 2",,,,,
,Which?,yes,no,,no,,,,,
true false,It is.,,,,FALSE,,,,,
short,Say hi,,,,hi,,,,,
number,Pi,3.14 ± 0.01,,,"3,2",,,,,
ordering,Sort,1st,2nd,,,,,,,
matching,Match,cat = mushuk,dog = it,= ot,,,,,,
gap,I [[1]] a [[x]].,*am | is,boy | girl,,,,,,,
,Write,,,,,,,,,
"""


def test_a_table_is_read():
    found = tables.read(TABLE.encode())
    assert found.problems == []
    drafts = found.drafts
    assert [draft.body.kind for draft in drafts] == [
        "single", "multiple", "single", "true_false", "short", "number", "ordering", "matching", "gap", "essay",
    ]  # fmt: skip
    first = drafts[0]
    assert (first.points, first.tags, first.level, first.skill, first.language) == (
        2,
        ("a", "b/c"),
        "B1",
        "grammar",
        "uz",
    )
    assert [drafts[place].key.shares for place in range(3)] == [{"1": 1}, {"1": 1, "2": 1}, {"2": 1}]
    assert drafts[3].key.correct is False
    assert [answer.text for answer in drafts[4].key.answers] == ["hi"]
    assert [(each.value, each.tolerance) for each in drafts[5].key.answers] == [("3.2", "0"), ("3.14", "0.01")]
    assert drafts[7].key.pairs == {"1": "r1", "2": "r2"}
    assert (drafts[8].key.gaps["1"].option, [each.text for each in drafts[8].key.gaps["x"].answers]) == (
        "1_1", ["boy", "girl"],
    )  # fmt: skip


def test_options_may_stand_in_one_cell():
    (draft,) = tables.read(b"text;options;right\nWhich?;one | two|three;two").drafts
    assert ([option.text for option in draft.body.options], draft.key.shares) == (["one", "two", "three"], {"2": 1})


BROKEN = [
    ("dance,Q,a,b,,1,,,,,", "unknown_kind", True),
    ("single,Q,a,b,,7,,,,,", "bad_answer", True),
    ("single,Q,a,,,1,,,,,", "too_few_options", True),
    ("true_false,Q,,,,perhaps,,,,,", "bad_answer", True),
    ("number,Q,five,,,,,,,,", "bad_number", True),
    ("matching,Q,a,,,,,,,,", "bad_pair", True),
    ("single,Q,a,b,,1,many,,,,", "bad_number", True),
    ("single,Q,a,b,,,,,,,", "no_right_answer", False),
    ("single,Q,a,b,,1,,,Z9,,", "simplified", False),
]


@pytest.mark.parametrize("row, reason, is_left_out", BROKEN)
def test_a_row_with_a_fault_is_a_problem_with_its_number(row, reason, is_left_out):
    heading = TABLE.splitlines()[0]
    found = tables.read(f"{heading}\n{row}\nshort,Last,,,,x,,,,,\n".encode())
    assert [(each.place, each.reason, each.is_left_out) for each in found.problems] == [("2", reason, is_left_out)]
    assert len(found.drafts) == 2 - is_left_out


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_of_one_language_is_read_in_another(kind):
    drafts = list(make_plain_drafts().values())
    with translation.override("ru"):
        written = tables.write(drafts, kind)
    with translation.override("uz"):
        assert tables.read(written.data).drafts == drafts


def test_what_is_no_table_is_refused():
    for data in (b"", b"PK\x03\x04 broken", b"text;kind\n", b"\x00\x01\x02"):
        with pytest.raises(UnreadableFile):
            tables.read(data)


AIKEN = b"""What is it?
It is long.
A) a cat
B. a dog (big)
ANSWER: B

Which?

A) one
B) two
answer: a
No answer?
A) one
B) two
Wrong letter?
A) one
B) two
ANSWER: D
"""


def test_aiken_is_read_and_written():
    found = aiken.read(AIKEN)
    assert [(draft.name, draft.key.shares) for draft in found.drafts] == [
        ("What is it? It is long.", {"2": 1}), ("Which?", {"1": 1}), ("No answer?", {}),
    ]  # fmt: skip
    assert [(each.place, each.reason) for each in found.problems] == [
        ("line 12", "no_right_answer"), ("line 15", "bad_answer"),
    ]  # fmt: skip
    written = aiken.write(found.drafts)
    assert [each.reason for each in written.problems] == ["no_right_answer"]
    again = aiken.read(written.data)
    assert [draft.body for draft in again.drafts] == [draft.body for draft in found.drafts[:2]]
    assert again.problems == []


def test_aiken_says_no_other_kind_than_a_single_choice():
    drafts = list(make_plain_drafts().values())
    written = aiken.write(drafts)
    assert len(aiken.read(written.data).drafts) == 1
    assert {each.reason for each in written.problems} == {"kind_not_in_format", "simplified"}


FILES = [
    ("questions.txt", AIKEN, "aiken"),
    ("questions.txt", b"Is it {T}?", "gift"),
    ("questions.txt", b"// only a comment\n\n::Q::Is it?{F}", "gift"),
    ("questions.gift", b"// nothing", "gift"),
    ("a.csv", TABLE.encode(), "csv"),
    ("a.txt", "\ufeffTitle\n\nkind\ttext\nshort\tQ".encode("utf-16-le"), "csv"),
    ("a.txt", b'<?xml version="1.0"?><!-- x --><quiz></quiz>', "moodle_xml"),
    ("a.gift", tables.write([], "xlsx").data, "xlsx"),
]


@pytest.mark.parametrize("name, data, expected", FILES)
def test_the_format_of_a_file_is_seen_in_its_content(name, data, expected):
    assert detect(name, data) == expected
    assert expected in FORMATS


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"<html></html>", b"Hello", b""])
def test_a_file_without_questions_is_of_no_format(data):
    with pytest.raises(UnreadableFile):
        detect("file.bin", data)
