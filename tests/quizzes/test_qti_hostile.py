"""Packages of QTI that are broken, hostile or too large are refused with a sentence, or lose one question alone."""

import io
import zipfile

import pytest

from apps.quizzes.formats import qti_2, qti_3, qti_12
from apps.quizzes.formats.qti import packages
from apps.quizzes.formats.registry import detect
from apps.quizzes.formats.results import UnreadableFile
from tests.quizzes.qti_drafts import make_draft, make_options

READERS = [qti_12.read, qti_2.read, qti_3.read]
each_reader = pytest.mark.parametrize("read", READERS, ids=["1.2", "2", "3"])
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
ITEM_2 = (
    '<assessmentItem identifier="i" title="T"><responseDeclaration identifier="RESPONSE" cardinality="single" '
    'baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration><itemBody>'
    '<choiceInteraction responseIdentifier="RESPONSE"><prompt>%s</prompt><simpleChoice identifier="A">a</simpleChoice>'
    "%s</choiceInteraction></itemBody></assessmentItem>"
)
ITEM_12 = (
    '<questestinterop><item ident="i" title="T"><presentation><material><mattext>%s</mattext></material><response_lid '
    'ident="r" rcardinality="Single"><render_choice><response_label ident="A"><material><mattext>a</mattext></material>'
    "</response_label>%s</render_choice></response_lid></presentation><resprocessing><respcondition><conditionvar>"
    '<varequal respident="r">A</varequal></conditionvar><setvar action="Set">1</setvar></respcondition></resprocessing>'
    "</item></questestinterop>"
)
ITEMS = {qti_12.read: ITEM_12, qti_2.read: ITEM_2, qti_3.read: ITEM_2}


def pack(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@each_reader
@pytest.mark.parametrize("head", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
def test_entities_are_refused(read, head):
    item = ITEMS[read] % ("&a;", "")
    with pytest.raises(UnreadableFile):
        read(pack({"imsmanifest.xml": f"{head}<manifest/>", "i.xml": item}))
    found = []
    try:
        found = read(f"{head}{item}".encode()).drafts
    except UnreadableFile:
        pass
    assert found == []


@each_reader
def test_the_same_item_without_entities_is_read(read):
    item = (ITEMS[read] % ("a", "")).encode()
    assert [draft.name for draft in read(item).drafts] == ["T"]
    assert detect("x", item) == ("qti_1_2" if read is qti_12.read else "qti_2_1")
    assert [draft.name for draft in read(pack({"x/i.xml": ITEMS[read] % ("a", "")})).drafts] == ["T"]


def test_a_document_type_that_declares_nothing_is_passed_over_in_1_2():
    head = '<!DOCTYPE questestinterop SYSTEM "http://localhost:1/ims_qtiasiv1p2.dtd">'
    assert len(qti_12.read(f"{head}{ITEM_12 % ('a', '')}".encode()).drafts) == 1


@each_reader
@pytest.mark.parametrize("name", ["../i.xml", "/i.xml", "a/../../i.xml", "a\\i.xml", "C:/i.xml"])
def test_names_that_lead_out_of_the_archive_are_refused(read, name):
    with pytest.raises(UnreadableFile):
        read(pack({name: ITEMS[read] % ("a", "")}))


@each_reader
def test_addresses_that_lead_out_of_the_archive_name_no_file(read):
    prompt = "&lt;img src='../../../etc/passwd'>" if read is qti_12.read else '<img src="../../../etc/passwd"/>'
    found = read(pack({"i/i.xml": (ITEMS[read] % (prompt, "")).replace("<mattext>", '<mattext texttype="text/html">')}))
    assert (found.drafts[0].pictures, found.drafts[0].files) == ((), {})
    assert found.problems[0].values == {"names": ["../../../etc/passwd"]}


@each_reader
def test_archives_that_grow_beyond_measure_are_refused(read):
    bomb = (ITEMS[read] % ("a" * 80_000_000, "")).encode()
    with pytest.raises(UnreadableFile):
        read(pack({"i.xml": bomb}))


@each_reader
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" + b"\0" * 60, b"Question?", b"<a><b></a>", b"<html></html>"])
def test_what_is_no_package_of_questions_is_refused(read, data):
    with pytest.raises(UnreadableFile):
        read(data)


@each_reader
def test_ten_thousand_options_are_too_many_for_one_question(read):
    if read is qti_12.read:
        more = "".join(f'<response_label ident="o{n}"/>' for n in range(10_000))
    else:
        more = "".join(f'<simpleChoice identifier="o{n}">x</simpleChoice>' for n in range(10_000))
    found = read((ITEMS[read] % ("a", more)).encode())
    assert [(each.reason, each.is_left_out) for each in found.problems] == [("not_valid", True)]


@each_reader
def test_elements_within_elements_beyond_measure_are_refused(read):
    deep = "<div>" * 300 + "</div>" * 300
    found = []
    try:
        found = read(pack({"i.xml": ITEMS[read] % (deep, "")})).drafts
    except UnreadableFile:
        pass
    assert found == []


def test_html_of_thousands_of_levels_harms_no_other_question():
    deep = ITEM_12.replace("<mattext>", '<mattext texttype="text/html">', 1) % ("&lt;div>" * 5000 + "x", "")
    other = ITEM_12 % ("a", "")
    items = "".join(each.removeprefix("<questestinterop>").removesuffix("</questestinterop>") for each in (deep, other))
    found = qti_12.read(f"<questestinterop>{items}</questestinterop>".encode())
    assert [draft.name for draft in found.drafts][-1] == "T"
    assert len(found.drafts) + sum(problem.is_left_out for problem in found.problems) == 2


@pytest.mark.parametrize("value", ["1e25", "-1E-400", "NaN", "Infinity", "9" * 5000, "١٢", "", "0x1F", "1,5"])
def test_no_number_of_an_item_stops_the_reader(value):
    declared = '<responseDeclaration identifier="R" cardinality="single" baseType="{0}">{1}</responseDeclaration>'
    correct = f"<correctResponse><value>{value}</value></correctResponse>"
    picture = f'<img src="x.png" width="{value}" height="{value}"/>'
    areas = (
        f'<areaMapping><areaMapEntry shape="rect" coords="{value},0,{value},9" mappedValue="{value}"/></areaMapping>'
    )
    mapping = (
        f'<mapping defaultValue="{value}" upperBound="{value}"><mapEntry mapKey="A" mappedValue="{value}"/></mapping>'
    )
    bodies = {
        declared.format("float", correct): '<p><textEntryInteraction responseIdentifier="R"/></p>',
        declared.format(
            "point", areas
        ): f'<selectPointInteraction responseIdentifier="R">{picture}</selectPointInteraction>',
        declared.format("identifier", mapping): '<choiceInteraction responseIdentifier="R" maxChoices="9"/>',
    }
    for declaration, body in bodies.items():
        most = f"<defaultValue><value>{value}</value></defaultValue>"
        outcome = f'<outcomeDeclaration identifier="MAXSCORE">{most}</outcomeDeclaration>'
        item = f'<assessmentItem title="T">{declaration}{outcome}<itemBody>{body}</itemBody></assessmentItem>'
        found = qti_2.read(item.encode())
        assert len(found.drafts) + sum(problem.is_left_out for problem in found.problems) == 1


@pytest.mark.parametrize("value", ["1e25", "-1E-400", "NaN", "Infinity", "9" * 5000, "0", "-5"])
def test_no_number_of_an_old_item_stops_the_reader(value):
    field = (
        f"<qtimetadatafield><fieldlabel>points_possible</fieldlabel><fieldentry>{value}</fieldentry></qtimetadatafield>"
    )
    tests = f"<varequal>{value}</varequal><vargte>{value}</vargte><varlte>1</varlte>"
    item = (
        f"<questestinterop><item ident='i'><itemmetadata>{field}</itemmetadata><presentation><response_num ident='r'/>"
        f"</presentation><resprocessing><outcomes><decvar maxvalue='{value}'/></outcomes><respcondition><conditionvar>"
        f"{tests}</conditionvar><setvar>{value}</setvar></respcondition></resprocessing></item></questestinterop>"
    )
    found = qti_12.read(item.encode())
    assert len(found.drafts) + sum(problem.is_left_out for problem in found.problems) == 1


@pytest.mark.parametrize(("read", "write"), [(qti_2.read, qti_2.write), (qti_3.read, qti_3.write)], ids=["2", "3"])
def test_a_broken_or_missing_item_does_not_take_the_others_with_it(read, write):
    drafts = [make_draft(name, "single", {"options": make_options("x", "y")}, {"shares": {"a": 1}}) for name in "abc"]
    with zipfile.ZipFile(io.BytesIO(write(drafts).data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["items/q00001.xml"] = b"<assessmentItem"
    del files["items/q00002.xml"]
    found = read(pack(files))
    assert [draft.name for draft in found.drafts] == ["c"]
    assert [(each.place, each.reason, each.is_left_out) for each in found.problems] == [
        ("1", "unreadable", True),
        ("2", "unreadable", True),
    ]


def test_a_package_may_have_more_entries_than_a_course_but_not_any_number(monkeypatch):
    monkeypatch.setattr(packages, "MAX_ENTRIES", 2)
    item = ITEM_2 % ("a", "")
    assert len(qti_2.read(pack({"1.xml": item, "2.xml": item})).drafts) == 2
    with pytest.raises(UnreadableFile):
        qti_2.read(pack({"1.xml": item, "2.xml": item, "3.xml": item}))
