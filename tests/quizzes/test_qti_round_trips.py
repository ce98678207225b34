"""Questions of all kinds come back from QTI 1.2, 2.1, 2.2 and 3.0 as they were; what cannot be said is listed."""

import io
import zipfile
from decimal import Decimal
from functools import partial

import pytest

from apps.quizzes.formats import qti_2, qti_3, qti_12
from apps.quizzes.formats.registry import detect
from apps.quizzes.questions.checking import check_question
from tests.quizzes.qti_drafts import (
    FILES,
    describe_given,
    describe_read,
    make_common_drafts,
    make_draft,
    make_newer_drafts,
    make_options,
)

FORMATS = {
    "1.2": (qti_12.read, qti_12.write),
    "2.1": (qti_2.read, qti_2.write),
    "2.2": (qti_2.read, partial(qti_2.write, version="2.2")),
    "3.0": (qti_3.read, qti_3.write),
}
each_format = pytest.mark.parametrize("version", FORMATS)


def write(version, drafts):
    return FORMATS[version][1](drafts, get_file=FILES.get)


@each_format
def test_all_kinds_come_back_as_they_were(version):
    drafts = [*make_common_drafts(), *(make_newer_drafts() if version != "1.2" else ())]
    written = write(version, drafts)
    found = FORMATS[version][0](written.data)
    assert (written.problems, found.problems) == ([], [])
    assert detect("questions.zip", written.data) == f"qti_{version.replace('.', '_')}"
    assert describe_read(found, written.data) == [describe_given(draft) for draft in drafts]
    for draft in found.drafts:
        check_question(draft.body, draft.key)


@each_format
def test_same_questions_give_the_same_bytes(version):
    drafts = list(make_common_drafts())
    assert write(version, drafts).data == write(version, drafts).data


@each_format
def test_each_file_is_in_a_package_once(version):
    with zipfile.ZipFile(io.BytesIO(write(version, make_common_drafts()).data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".png", ".mp3"))]
    assert len(names) == 2


@each_format
def test_what_a_format_cannot_say_is_listed(version):
    hinted = {"correct": True, "penalty": 0.5, "hints": [{"text": "Think."}]}
    drafts = [
        make_draft("hinted", "true_false", {}, hinted),
        make_draft("spoken", "speak", {"task": "speaking"}, {}),
        make_draft("units", "number", {}, {"answers": [{"value": "5"}], "units": [{"name": "cm"}]}),
        make_draft("limits", "essay", {"min_words": 50}, {}),
        make_draft("files", "file", {"max_files": 3}, {}),
        make_draft("keyless", "single", {"options": make_options("a", "b")}, {"shares": {}}),
    ]
    written = write(version, drafts)
    said = [(each.place, each.reason, each.values.get("names"), each.is_left_out) for each in written.problems]
    assert said == [
        ("1", "simplified", ["penalty", "hints"], False),
        ("2", "kind_not_in_format", None, True),
        ("3", "simplified", ["units"], False),
        ("4", "simplified", ["word_limits"], False),
        ("5", "simplified", ["max_files"], False),
        ("6", "no_right_answer", None, True),
    ]
    assert [draft.name for draft in FORMATS[version][0](written.data).drafts] == ["hinted", "units", "limits", "files"]


@each_format
def test_a_lost_file_is_listed_and_the_question_stays(version):
    drafts = [draft for draft in make_common_drafts() if draft.pictures]
    written = FORMATS[version][1](drafts)
    assert [problem.reason for problem in written.problems] == ["simplified"]
    found = FORMATS[version][0](written.data)
    assert [(len(draft.pictures), draft.audio) for draft in found.drafts] == [(0, None)]


@each_format
def test_characters_that_xml_cannot_hold_do_no_harm(version):
    written = write(version, [make_draft("Bell \x07 & <b>\ufffe", "essay", {}, {"explanation": "a\x00b"})])
    draft = FORMATS[version][0](written.data).drafts[0]
    assert (draft.name, draft.key.explanation) == ("Bell  & <b>".replace("  ", " "), "ab")


def test_a_share_of_a_third_comes_back_exactly():
    key = {"shares": {"a": 1, "b": 1 / 3}}
    draft = make_draft("third", "single", {"options": make_options("a", "b")}, key, points=Decimal("0.7"))
    for version in ("2.1", "3.0"):
        assert FORMATS[version][0](write(version, [draft]).data).drafts[0].key == draft.key


def test_a_package_of_3_0_has_the_names_of_3_0_only():
    with zipfile.ZipFile(io.BytesIO(write("3.0", make_common_drafts()).data)) as archive:
        items = [archive.read(name).decode() for name in archive.namelist() if name.startswith("items/")]
    assert all("<qti-assessment-item " in item and "Interaction" not in item for item in items)
    assert "response-identifier=" in items[0]
