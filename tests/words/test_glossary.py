"""Every code name of the glossary exists: a model, a module, or something in a module."""

import importlib
import re

from tests.words.tables import read_rows

NAME = re.compile(r"\w+(?:\.\w+)+")


def code_names():
    """The dotted names in the last column of the tables of terms."""
    for _term, _meaning, names in read_rows("glossary.md", "\n## People and access\n", "\n## In Uzbek and Russian\n"):
        yield from filter(NAME.fullmatch, re.findall(r"`([^`]+)`", names))


def is_there(name):
    """Whether `app.Model`, `app.Model.field`, `app.module.name` or `folder.module` exists."""
    app, _dot, rest = name.partition(".")
    return any(map(is_importable, (f"apps.{name}", f"apps.{app}.models.{rest}", f"{app}.models.{rest}", name)))


def is_importable(full):
    parts = full.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            row = importlib.import_module(".".join(parts[:cut]))
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
