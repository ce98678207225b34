"""Names of tests say the behaviour in at most 80 characters."""

import ast

from tests.services import ROOT

LENGTH_MAX = 80


def test_no_name_of_a_test_is_too_long():
    names = {
        node.name
        for file in (ROOT / "tests").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    }
    assert len(names) > 1000
    assert sorted(name for name in names if len(name) > LENGTH_MAX) == []
