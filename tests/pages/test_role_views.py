"""No page of a pupil, a parent, a teacher or before the sign-in is left out where pages are looked at."""

import re

import pytest

from tests.pages.role_views import ENTRY, list_parent_views, list_pupil_views, list_teacher_views
from tests.process_forker import ROOT

SOURCES = ROOT / "clients" / "pages" / "src"
SHARED = [
    address
    for block in re.findall(
        r"^const (?:shared|learners|chat)Pages[^\n]*\{\n(.*?)^\};",
        (SOURCES / "role-pages.tsx").read_text(),
        re.M | re.S,
    )
    for address in re.findall(r'^  "?([\w/:-]+)"?: \{$', block, re.M)
]
LEARNT = {"online": 11, "online_lesson": 12, "quiz": 13, "quiz_attempt": 14, "discussion": 19, "ticket": 21}
VIEWS = {
    "pupil": list_pupil_views(
        message=1, lesson=2, reading=3, words=4, writing=5, spoken=6, gradebook=17, room=19, **LEARNT
    ),
    "teacher": list_teacher_views(
        message=1,
        lesson=2,
        group=3,
        large=4,
        single=5,
        pupil=6,
        assignment=7,
        homework=8,
        course=9,
        course_lesson=10,
        written={"quiz": 13, "bank": 14, "question": 15, "attempt": 16},
        gradebook=17,
        marked_item=18,
        report_cards=19,
        figure=20,
        kid=21,
        room=19,
        case=20,
        **LEARNT,
    ),
    "parent": list_parent_views(message=1, homework=2, child=3, gradebook=17, room=19, **LEARNT),
}


def read_addresses(file, name):
    """The addresses in the object `name`, its lines one step further in."""
    block = re.search(rf"^( *)(?:const )?{name}[^\n]*\{{\n(.*?)^\1\}}", (SOURCES / file).read_text(), re.M | re.S)
    assert block, f"{file} has no {name}"
    addresses = re.findall(rf'^{block.group(1)}  "?([\w/:-]*)"?(?::|,$)', block.group(2), re.M)
    assert len(addresses) > 5
    return addresses


def find_unseen(addresses, views):
    """The addresses that none of these views opens."""
    paths = [re.split(r"[?#]", view.path)[0] for view in views]
    return [
        item for item in addresses if not any(re.fullmatch(re.sub(r":\w+", r"[^/]+", item), path) for path in paths)
    ]


@pytest.mark.parametrize(("role", "name"), [("pupil", "pages"), ("teacher", "PAGES"), ("parent", "pages")])
def test_every_page_of_a_role_is_looked_at(role, name):
    """And the pages that everybody has."""
    assert {"messages", "messages/:id", "wishes", "account"} <= set(SHARED)
    assert find_unseen([*read_addresses(f"{role}/role-pages.ts", name), *SHARED], VIEWS[role]) == []


@pytest.mark.parametrize("language", ["en", "uz", "ru"])
@pytest.mark.parametrize(
    ("role", "file", "name"),
    [("student", "pupil", "pages"), ("teacher", "teacher", "PAGES"), ("parent", "parent", "pages")],
)
def test_every_page_of_a_role_has_its_help(role, file, name, language):
    """In each language, by the first part of the address."""
    pages = {address.split("/")[0] for address in read_addresses(f"{file}/role-pages.ts", name)}
    assert read_help(language, role) == pages
    assert read_help(language, "everybody") == {address.split("/")[0] for address in SHARED}


def read_help(language, role):
    """The pages of this role that the help says at least two sentences about."""
    text = (SOURCES / "frame" / "words" / f"{language}.ts").read_text()
    block = re.search(rf"^    {role}: \{{\n(.*?)^    \}},", text, re.M | re.S)
    assert block, f"{language} has no {role}"
    return set(re.findall(r'^ {6}"?([\w-]*)"?: \[\s*(?:".+?",?\s*){2,}\],$', block.group(1), re.M))


def test_every_page_before_the_sign_in_is_looked_at():
    assert find_unseen(read_addresses("accounts/entry/public-pages.tsx", "PAGES"), ENTRY) == []


def test_a_page_that_is_left_out_is_found():
    assert find_unseen(["progress", "homework/:id", "never/:made"], VIEWS["pupil"]) == ["never/:made"]


def test_views_of_a_role_have_names_of_their_own():
    """Their pictures bear them."""
    for views in (*VIEWS.values(), ENTRY):
        assert len({view.name for view in views}) == len(views)
