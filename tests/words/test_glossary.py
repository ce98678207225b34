"""Every code name of the glossary exists: a model, a module, or something in a module."""

import importlib
import re
from collections.abc import Iterator

from tests.services import ROOT

GLOSSARY = ROOT / "docs" / "glossary.md"
NAME = re.compile(r"\w+(?:\.\w+)+")


def code_names() -> Iterator[str]:
    """The dotted names in the last column of the tables of terms."""
    terms = GLOSSARY.read_text(encoding="utf-8").partition("## In Uzbek and Russian")[0]
    for line in terms.splitlines():
        cells = line.split("|")[1:-1]
        if len(cells) == 3 and line.startswith("| **"):
            yield from filter(NAME.fullmatch, re.findall(r"`([^`]+)`", cells[2]))


def is_there(name: str) -> bool:
    """Whether `app.Model`, `app.Model.field`, `app.module.name` or `folder.module` exists."""
    app, _dot, rest = name.partition(".")
    return any(
        is_importable(full) for full in (f"apps.{name}", f"apps.{app}.models.{rest}", f"{app}.models.{rest}", name)
    )


def is_importable(full: str) -> bool:
    parts = full.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            row: object = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for attribute in parts[cut:]:
            fields = {field.name for field in row._meta.get_fields()} if hasattr(row, "_meta") else set()
            if not hasattr(row, attribute) and attribute not in fields:
                return False
            row = getattr(row, attribute, None)
        return True
    return False


def test_every_code_name_of_the_glossary_exists():
    assert [name for name in code_names() if not is_there(name)] == []


def test_a_code_name_that_is_gone_is_found():
    assert not is_there("jobs.runner.Desk")
    assert not is_there("accounts.User.rolle")
    assert is_there("jobs.runner.WorkerLoop")
    assert is_there("accounts.User.role")
