"""No page of the office's sidebar is left out where pages are looked at."""

import re

from tests.pages.office_views import PAGES, list_office_views
from tests.process_forker import ROOT

SOURCES = ROOT / "clients" / "pages" / "src"


def test_every_page_of_the_sidebar_is_looked_at():
    """The sidebar's addresses are read from the areas."""
    menus = [re.search(r"^  menu: \[(.*?)\],", file.read_text(), re.M | re.S) for file in SOURCES.rglob("pages.ts")]
    assert len(menus) > 8
    addresses = [address for menu in menus if menu for address in re.findall(r'"([^"]*)"', menu.group(1))]
    assert sorted(addresses) == sorted(PAGES)


def test_views_have_names_of_their_own():
    """Their pictures bear them."""
    names = [view.name for view in list_office_views()]
    assert len(names) == len(set(names))
