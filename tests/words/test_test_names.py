"""Names of tests say the behaviour in at most 80 characters."""

import ast

from tests.words.sources import parse_files

LENGTH_MAX = 80


def test_no_name_of_a_test_is_too_long():
    names = {
        node.name
        for _path, tree in parse_files("tests")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    }
    assert len(names) > 1000
    assert sorted(name for name in names if len(name) > LENGTH_MAX) == []
