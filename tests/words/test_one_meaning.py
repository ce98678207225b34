"""A word of the glossary names one thing: modules and classes elsewhere do not use it."""

import ast
import re
from fnmatch import fnmatch

from tests.words.sources import parse_files
from tests.words.tables import read_rows

WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")


RESERVED = {
    word: re.findall(r"`([^`]+)`", places)
    for word, _meaning, places in read_rows("glossary.md", "\n## Words with one meaning\n")
}
"""Each word of the table with the patterns of the names that may use it."""


def names():
    """The dotted name of every module and class of the code; migrations are left out."""
    for path, tree in parse_files("api", "apps", "bench", "ml", "project", "realtime"):
        module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        yield module
        yield from (f"{module}.{node.name}" for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def singular(word):
    lower = word.lower()
    return f"{lower[:-3]}y" if lower.endswith("ies") else lower.removesuffix("s")


def strangers(name):
    """The reserved words in the last part of a name that stand for another thing there."""
    used = {singular(word) for word in WORD.findall(name.rpartition(".")[2])}
    return [word for word in RESERVED if word in used and not any(fnmatch(name, place) for place in RESERVED[word])]


def test_no_module_or_class_uses_a_word_that_names_another_thing():
    assert {name: met for name in names() if (met := strangers(name))} == {}


def test_a_word_for_another_thing_is_found():
    assert strangers("apps.somewhere.speech_desk") == ["desk"]
    assert strangers("apps.somewhere.RegisterEntry") == ["entry", "register"]
    assert strangers("apps.payments.services.cash_desks") == []
    assert strangers("apps.payments.Outcome") == ["outcome"]
