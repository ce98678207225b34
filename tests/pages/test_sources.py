"""What must not stand in the sources of the pages."""

import json
import re

import pytest

from tests.process_forker import ROOT

PAGES = ROOT / "clients" / "pages"
SOURCES = sorted([*(PAGES / "src").rglob("*.ts*"), *(PAGES / "src").rglob("*.css")])
FORBIDDEN = {
    "markup made of text": r"innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write",
    "code made of text": r"\beval\(|new Function\(",
    "another host than that of VdoCipher's player": r"https?://(?!www\.w3\.org|player\.vdocipher\.com/)",
    "a style beside its element": r"\sstyle=",
    "a link to Django's admin, which is for engineers": r"[\"'`]/admin\b|href=.{0,40}/admin/",
}


def test_the_sources_are_there():
    assert len(SOURCES) > 30


@pytest.mark.parametrize("what", FORBIDDEN)
def test_page_sources_have_no_forbidden_pattern(what):
    names = [path.name for path in SOURCES if re.search(FORBIDDEN[what], path.read_text("utf-8"))]
    assert names == []


def test_browser_tests_pass_no_async_function_to_wait_for_function():
    """Playwright's waitForFunction takes the promise itself for what is waited for, and goes on at once."""
    tests = sorted((PAGES / "test").glob("*.ts"))
    assert tests
    assert [test.name for test in tests if re.search(r"waitForFunction\(\s*async", test.read_text("utf-8"))] == []


def test_page_modules_are_short():
    """Words of an area stay in one file for each language."""
    modules = [path for path in SOURCES if "words" not in path.parts]
    assert [path.name for path in modules if len(path.read_text("utf-8").splitlines()) > 400] == []


def test_the_lock_names_no_registry():
    lock = json.loads((PAGES / "package-lock.json").read_text("utf-8"))
    assert len(lock["packages"]) > 1
    assert all("resolved" not in package for package in lock["packages"].values())


def test_the_notice_names_every_package_of_the_pages():
    """By its name, or by the scope of its name."""
    notice = (ROOT / "NOTICE").read_text("utf-8").lower()
    packages = json.loads((PAGES / "package.json").read_text("utf-8"))["dependencies"]
    assert packages
    assert [name for name in packages if name.removeprefix("@").split("/")[0] not in notice] == []
