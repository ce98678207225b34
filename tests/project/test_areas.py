"""Folders of api/, apps/, pages and tests/ are areas, or stand in the architecture's table of other folders."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
OF_DJANGO = {"management", "locale", "static", "templates"}


def read_table(heading: str, page: str = PAGE) -> list[list[str]]:
    """The cells of the table under this line of the page, without backticks."""
    _before, found, rest = page.partition(f"\n{heading}\n")
    assert found, heading
    rows = rest.partition("\n\n")[0].splitlines()[1:]
    return [[cell.strip().replace("`", "") for cell in re.split(r" \| ", row.strip("| "))] for row in rows]


AREAS = {name for name, _holds in read_table("| area | holds |")}
OTHERS = {(place, name) for name, place, _holds in read_table("| folder | in | holds |")}


def list_folders(place: str) -> set[str]:
    """The folders below a top folder that hold a file."""
    return {
        folder.name for folder in (ROOT / place).iterdir()
        if folder.is_dir() and any("__pycache__" not in path.parts for path in folder.rglob("*.*"))
    }  # fmt: skip


def test_every_app_is_an_area_and_every_area_an_app():
    assert list_folders("apps") == AREAS


@pytest.mark.parametrize("place", ["api", "clients/pages/src", "tests"])
def test_other_folders_are_named_by_an_area_or_in_the_table_of_the_others(place):
    others = {name for listed, name in OTHERS if listed == place}
    assert list_folders(place) - OF_DJANGO - AREAS == others


def test_no_operation_lies_outside_of_an_area():
    modules = (ROOT / "api").rglob("*.py")
    holding = {
        module.relative_to(ROOT / "api").parts
        for module in modules
        if "OperationRouter(tags" in module.read_text("utf-8")
    }
    assert len(holding) > 100
    assert {parts for parts in holding if len(parts) == 1} == set()
