"""The control of the access tests: take away each single check in turn, and see that a test notices.

`python -m tests.access.mutate [--only PART] [--page]`. Checks are found in the syntax tree of what decides who may:
every `access.py`, the narrowing functions of every `queries.py`, `api/guards.py`, `api/auth.py` and the reading of
tokens. A mutant drops a refusal (`if …: raise`), a condition of a filter, one side of an `and`, or takes a permission
as held.

First the function's code is replaced in this process, and what of the matrix goes through it is run; whoever survives
that is written into a temporary copy of the tree, where the access tests of pytest run. `--page` writes the table into
docs/security.md. Exits with 1 when a mutant survives that is not listed in ALIKE.
"""

import argparse
import ast
import copy
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any
from uuid import uuid4

import django

if __name__ == "__main__":
    import tests.settings  # noqa: F401

    django.setup()

from tests.access import fuzz, matrix
from tests.access.operations import OPERATIONS, Operation
from tests.access.rules import CASES, Rule
from tests.access.views import test_matrix
from tests.access.world import PEOPLE, World, fingerprint, undone

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "security.md"
BEGIN, END = "<!-- mutants: begin -->", "<!-- mutants: end -->"

NARROWING = (
    "visible_", "own_homework", "taught_", "led_groups", "marked_groups", "openable_", "people_within_reach",
    "_within_reach", "_of_the_office", "_taught_by", "_marked", "children_of", "wards", "guardian_ids", "open_sessions",
    "notifications_of", "own_roles", "people", "branches_of", "teaches", "review_queue", "members", "pupils",
)  # fmt: skip
WHOLE = ("api/guards.py", "api/auth.py")
PARTS = {"apps/accounts/tokens.py": ("verify_access",)}
TESTS: dict[str, tuple[str, ...]] = {
    "": ("tests/access/test_guards.py", "tests/access/test_guardians.py", "tests/accounts/roles"),
    "apps/accounts": ("tests/accounts", "tests/messaging"),
    "apps/courses": ("tests/courses", "tests/accounts/people", "tests/accounts/family", "tests/accounts/sessions"),
    "apps/homework": ("tests/homework/test_who_sees_what.py", "tests/homework/test_queue_and_filters.py"),
    "apps/lessons": ("tests/lessons",),
    "apps/notifications": ("tests/notifications",),
    "apps/portal": ("tests/portal", "tests/privacy"),
    "api": ("tests/access/test_operations.py", "tests/accounts"),
}
"""What runs for a mutant that the matrix did not notice, by where it is; races and guesses take too long for it."""
TOO_LONG = ("--ignore-glob=*race*", "--ignore-glob=*guess*", "--ignore-glob=*children_are_decoded*")

ALIKE: dict[str, str] = {}
"""Mutants that change nothing anybody could see, each with the reason."""


@dataclass
class Mutant:
    """One check taken away: where, what, and the whole file without it."""

    path: str
    function: str
    line: int
    what: str
    tree: ast.Module
    killed_by: str = ""

    @property
    def name(self) -> str:
        return f"{self.path}::{self.function} {self.what}"


def targets() -> Iterator[tuple[str, Callable[[str], bool]]]:
    """Each file with the test of which of its functions hold checks."""
    for path in sorted(ROOT.glob("apps/*/access.py")):
        yield str(path.relative_to(ROOT)), lambda name: True
    for path in sorted(ROOT.glob("apps/*/queries.py")):
        yield str(path.relative_to(ROOT)), lambda name: name.startswith(NARROWING)
    for file in WHOLE:
        yield file, lambda name: not name.startswith("__init__")
    for file, names in PARTS.items():
        yield file, lambda name, names=names: name in names


def mutants() -> Iterator[Mutant]:
    """Every mutant of every target."""
    for path, wanted in targets():
        module = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        for function in ast.walk(module):
            if isinstance(function, ast.FunctionDef) and wanted(function.name):
                for number, what, line in points(function):
                    changed = copy.deepcopy(module)
                    same = next(
                        f for f in ast.walk(changed)
                        if isinstance(f, ast.FunctionDef) and (f.name, f.lineno) == (function.name, function.lineno)
                    )  # fmt: skip
                    Without(number).visit(same)
                    ast.fix_missing_locations(changed)
                    yield Mutant(path, function.name, line, what, changed)


def points(function: ast.FunctionDef) -> list[tuple[int, str, int]]:
    """The places of one function: their numbers, what is taken away there, the line."""
    counting = Without(-1)
    counting.visit(copy.deepcopy(function))
    return counting.found


class Without(ast.NodeTransformer):
    """Counts the places in a fixed order and takes the one with the wanted number away."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.found: list[tuple[int, str, int]] = []

    def _here(self, what: str, node: Any) -> bool:
        self.found.append((len(self.found), what, node.lineno))
        return len(self.found) - 1 == self.wanted

    def visit_If(self, node: ast.If) -> Any:
        if isinstance(node.body[-1], ast.Raise) and not node.orelse:
            if self._here(f"without `if {ast.unparse(node.test)}: raise`", node):
                return ast.copy_location(ast.Pass(), node)
            if isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.Or):
                for part in list(node.test.values):
                    if self._here(f"refuses without `{ast.unparse(part)}`", node):
                        rest = [value for value in node.test.values if value is not part]
                        node.test = rest[0] if len(rest) == 1 else ast.copy_location(ast.BoolOp(ast.Or(), rest), node)
                        return node
        return self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        if isinstance(node.op, ast.And):
            for part in list(node.values):
                if self._here(f"without `{ast.unparse(part)} and`", node):
                    rest = [value for value in node.values if value is not part]
                    return rest[0] if len(rest) == 1 else ast.copy_location(ast.BoolOp(ast.And(), rest), node)
        return self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        if self._here(f"always `{ast.unparse(node.body)}`", node):
            return node.body
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> Any:
        if isinstance(node.func, ast.Name) and node.func.id == "holds":
            if self._here(f"`{ast.unparse(node)}` is true", node):
                return ast.copy_location(ast.Constant(True), node)
            return node
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("filter", "exclude"):
            for place in [*node.args, *node.keywords]:
                if isinstance(place, ast.keyword) and place.arg is None:
                    continue
                if self._here(f"{node.func.attr} without `{ast.unparse(place)}`", node):
                    node.args = [one for one in node.args if one is not place]
                    node.keywords = [one for one in node.keywords if one is not place]
                    empty = not node.args and not node.keywords
                    return self._all_of(node) if empty else node
        if isinstance(node.func, ast.Name) and node.func.id == "Q" and len(node.keywords) > 1:
            for keyword in list(node.keywords):
                if self._here(f"Q without `{ast.unparse(keyword)}`", node):
                    node.keywords.remove(keyword)
                    return node
        return self.generic_visit(node)

    @staticmethod
    def _all_of(node: ast.Call) -> Any:
        assert isinstance(node.func, ast.Attribute)
        if node.func.attr == "exclude":
            return node.func.value
        return ast.copy_location(ast.Call(ast.Attribute(node.func.value, "all", ast.Load()), [], []), node)


def code_in(tree: ast.Module, path: str, function: str, line: int) -> CodeType | None:
    """The compiled function of a tree: the innermost one of that name around the line."""
    found: list[CodeType] = []

    def look(code: CodeType) -> None:
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                if constant.co_name == function and constant.co_firstlineno <= line:
                    found.append(constant)
                look(constant)

    look(compile(tree, path, "exec"))
    return found[-1] if found else None


def live(path: str, qualified: str) -> Any:
    """The function as this process runs it."""
    thing: Any = importlib.import_module(path.removesuffix(".py").replace("/", "."))
    for part in qualified.split("."):
        thing = getattr(thing, part, None)
    return thing


def reached(world: World, unchanged: Any) -> dict[CodeType, list[Operation]]:
    """Which operations of the matrix run through which function of the targets; raises when the matrix fails."""
    files = {str(ROOT / path) for path, _wanted in targets()}
    found: dict[CodeType, list[Operation]] = {}
    for operation in OPERATIONS:
        seen: set[CodeType] = set()

        def watch(frame: Any, event: str, _argument: Any, seen: set[CodeType] = seen) -> None:
            if event == "call" and frame.f_code.co_filename in files:
                seen.add(frame.f_code)

        sys.setprofile(watch)
        try:
            problem = matrix_notices(world, unchanged, [operation])
        finally:
            sys.setprofile(None)
        if problem:
            sys.exit(f"the matrix fails without any mutant: {problem}")
        for code in seen:
            found.setdefault(code, []).append(operation)
    return found


_things: dict[tuple[str, str], list[str]] = {}


def _case(rule: Rule) -> Callable[..., None]:
    check = test_matrix.test_what_is_over_unpublished_or_of_another_kind_is_for_nobody_else
    return lambda operation, world, unchanged: check(operation.name, rule, world, unchanged)


def _same_things(operation: Operation, world: World) -> None:
    """Everybody reads the same things in this answer as the first time."""
    for view in PEOPLE:
        with undone():
            found = matrix.things_read(world, operation, view)
        assert _things.setdefault((operation.name, view), found) == found


def matrix_notices(world: World, unchanged: Any, operations: list[Operation]) -> str:
    """The first operation whose cells no longer are what they should be; empty when all are."""
    for operation in operations:
        cells = test_matrix.test_every_view_gets_the_answer_of_the_matrix_and_a_refused_write_changes_nothing
        checks: list[tuple[Any, tuple[Any, ...]]] = [(cells, (unchanged,))]
        if operation in test_matrix.WITH_IDS:
            checks.append((test_matrix.test_a_foreign_a_deleted_and_an_absent_id_in_the_path_answer_alike, ()))
        if operation in test_matrix.NAMING:
            checks.append((test_matrix.test_a_foreign_and_an_absent_id_in_a_body_answer_alike, ()))
        if operation in test_matrix.FILTERED:
            checks.append((test_matrix.test_a_foreign_and_an_absent_id_in_a_filter_answer_alike, ()))
        for name, case in CASES:
            if name == operation.name:
                checks.append((_case(case), (unchanged,)))
        if not operation.writes:
            checks.append((_same_things, ()))
        for check, more in checks:
            try:
                with undone():
                    check(operation, world, *more)
            except Exception:
                return f"matrix: {operation.name}"
    return ""


def in_this_process(world: World, unchanged: Any, through: dict[CodeType, list[Operation]], mutant: Mutant) -> str:
    """Run what of the matrix goes through the function, with the mutant's code in place; what noticed, else empty."""
    code = code_in(mutant.tree, mutant.path, mutant.function, mutant.line)
    function = code and live(mutant.path, code.co_qualname)
    if code is None or function is None or not hasattr(function, "__code__"):
        return ""
    original = function.__code__
    function.__code__ = code
    try:
        noticed = matrix_notices(world, unchanged, through.get(original, []))
    finally:
        function.__code__ = original
    if noticed and matrix_notices(world, unchanged, [one for one in through[original] if noticed.endswith(one.name)]):
        sys.exit(f"the matrix fails without the mutant too: {noticed}")
    return noticed


def tests_for(path: str) -> tuple[str, ...]:
    """What runs for a mutant of this file, as far as it is there."""
    chosen = [test for part, tests in TESTS.items() if path.startswith(part) for test in tests]
    return tuple(test for test in chosen if (ROOT / test).exists())


def in_a_copy(tests: tuple[str, ...], mutant: Mutant | None) -> str:
    """Run these tests in a temporary copy of the tree with the mutant in it; the first that failed, else empty."""
    with tempfile.TemporaryDirectory(prefix="talim-mutant-") as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", "var", "__pycache__", ".venv", "*.sqlite3"))
        if mutant is not None:
            (tree / mutant.path).write_text(ast.unparse(mutant.tree), encoding="utf-8")
        words = [sys.executable, "-m", "pytest", "-x", "-q", "--reuse-db", "-p", "no:cacheprovider", *TOO_LONG, *tests]
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "REDIS_PREFIX": f"mutant-{uuid4().hex[:8]}"}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        environment.pop("TEST_REDIS_PREFIX", None)
        done = subprocess.run(words, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return failed[0].split(" - ")[0].removeprefix("FAILED ")[:140] if failed else f"pytest {done.returncode}"


def table(tried: list[Mutant], seconds: float) -> str:
    """The result as it stands in docs/security.md."""
    files = sorted({mutant.path for mutant in tried})
    rows = ["| file | checks taken away | noticed by the matrix | by another test | survived |"]
    rows.append("|---|---|---|---|---|")
    for path in files:
        own = [mutant for mutant in tried if mutant.path == path]
        by_matrix = sum(mutant.killed_by.startswith("matrix") for mutant in own)
        survived = [mutant for mutant in own if not mutant.killed_by]
        by_others = len(own) - by_matrix - len(survived)
        rows.append(f"| `{path}` | {len(own)} | {by_matrix} | {by_others} | {len(survived)} |")
    left = [mutant for mutant in tried if not mutant.killed_by]
    rows += ["", f"{len(tried)} checks, {len(tried) - len(left)} noticed, in {seconds:.0f} s."]
    rows += [f"- `{m.name}`: {ALIKE.get(m.name, 'not noticed')}" for m in left]
    return "\n".join(rows)


def write_page(text: str) -> None:
    """Put the table between its marks in docs/security.md."""
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    _old, after = rest.split(END)
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def main() -> int:
    """The command."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    words.add_argument("--only", default="", help="only mutants whose name holds this")
    words.add_argument("--list", action="store_true", help="name them and stop")
    words.add_argument("--quick", action="store_true", help="the matrix only")
    words.add_argument("--page", action="store_true", help="write the table into docs/security.md")
    given = words.parse_args()
    chosen = [mutant for mutant in mutants() if given.only in mutant.name]
    if given.list:
        print("\n".join(f"{mutant.path}:{mutant.line} {mutant.function} {mutant.what}" for mutant in chosen))
        return 0
    began = time.monotonic()
    for world in fuzz.alone():
        unchanged = fingerprint()
        through = reached(world, unchanged)
        print(f"the matrix as it stands: {time.monotonic() - began:.0f} s", flush=True)
        for mutant in chosen:
            mutant.killed_by = in_this_process(world, unchanged, through, mutant)
            print(f"{'noticed ' if mutant.killed_by else 'lives on'} {mutant.name}  {mutant.killed_by}", flush=True)
    if not given.quick:
        alive = [mutant for mutant in chosen if not mutant.killed_by]
        for tests in sorted({tests_for(mutant.path) for mutant in alive}):
            harmed = in_a_copy(tests, None)
            if harmed:
                sys.exit(f"a test fails without any mutant: {harmed}")
        for mutant in alive:
            mutant.killed_by = in_a_copy(tests_for(mutant.path), mutant)
            print(f"{'noticed ' if mutant.killed_by else 'SURVIVED'} {mutant.name}  {mutant.killed_by}", flush=True)
    text = table(chosen, time.monotonic() - began)
    print(text)
    if given.page:
        write_page(text)
    return 1 if any(not mutant.killed_by and mutant.name not in ALIKE for mutant in chosen) else 0


if __name__ == "__main__":
    sys.exit(main())
