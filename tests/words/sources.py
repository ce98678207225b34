"""The source files as syntax trees."""

import ast

from tests.services import ROOT


def parse_files(*folders):
    """Yield the path below the root and the tree of each Python file; migrations are left out."""
    for path in (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))):
        if "migrations" not in path.parts:
            yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))
