"""Access checks taken away one at a time: where they are, what is left without one, and that code put in place.

Checks are found in the syntax tree of what decides who may: every `access.py`, the narrowing functions of every
`queries.py`, `api/guards.py`, `api/auth.py` and the reading of tokens. A mutant drops a refusal (`if …: raise`), a
condition of a filter, one side of an `and`, or takes a permission as held, a comparison as right, or somebody as at
work in every branch.
"""

import ast
import builtins
import copy
import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

NARROWING = {
    "_list_taught_group_ids", "_office_filter", "_taught_by_filter", "_within_reach_filter",
    "build_own_teaching_filter", "sees_homework_as_teacher", "list_open_child_links", "list_children",
    "list_children_for_device_sign_in", "list_current_pupils", "list_active_custom_roles", "list_editable_media",
    "list_groups_to_mark", "list_guardian_ids", "list_hearable_attempts", "list_library_files", "list_memberships",
    "list_register_memberships_between", "list_memberships_in_register", "list_notifications", "list_open_sessions",
    "list_own_homework", "list_own_taught_groups", "list_people_within_reach", "list_taught_courses",
    "list_taught_groups", "list_taught_homework", "list_taught_lessons", "list_taught_resources",
    "list_user_branch_ids", "list_users",
    "list_taught_assignments", "list_visible_attempts", "list_visible_courses", "list_visible_enrollments",
    "list_visible_erasure_requests", "list_visible_excuses", "list_visible_groups", "list_visible_guardianships",
    "list_visible_homework", "list_visible_invitations", "list_visible_lessons", "list_visible_marks",
    "list_visible_people", "list_visible_placements", "list_visible_pupils", "list_visible_resources",
}  # fmt: skip
"""Functions of `queries.py` modules that decide which rows a user sees."""
WHOLE = ("api/guards.py", "api/auth.py")
PARTS = {"apps/accounts/tokens.py": ("verify_access_token",)}


@dataclass
class Mutant:
    """One check taken away: where, what, and the whole file without it."""

    path: str
    function: str
    line: int
    what: str
    place: str
    tree: ast.Module
    killed_by: str = ""

    @property
    def name(self) -> str:
        return f"{self.path}::{self.function} {self.what}"


def list_targets() -> Iterator[tuple[str, Callable[[str], bool]]]:
    """Each file with the test of which of its functions hold checks."""
    for path in sorted(ROOT.glob("apps/*/access.py")):
        yield str(path.relative_to(ROOT)), lambda name: True
    for path in sorted(ROOT.glob("apps/*/queries.py")):
        yield str(path.relative_to(ROOT)), NARROWING.__contains__
    for file in WHOLE:
        yield file, lambda name: not name.startswith("__init__")
    for file, names in PARTS.items():
        yield file, lambda name, names=names: name in names


def list_mutants() -> Iterator[Mutant]:
    """Every mutant of every target."""
    for path, wanted in list_targets():
        module = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        for function in ast.walk(module):
            if isinstance(function, ast.FunctionDef) and wanted(function.name):
                for number, what, line in find_check_points(function):
                    changed = copy.deepcopy(module)
                    same = next(
                        f for f in ast.walk(changed)
                        if isinstance(f, ast.FunctionDef) and (f.name, f.lineno) == (function.name, function.lineno)
                    )  # fmt: skip
                    CheckRemover(number).visit(same)
                    ast.fix_missing_locations(changed)
                    yield Mutant(path, function.name, line, what, f"{path}:{function.lineno}", changed)


def find_check_points(function: ast.FunctionDef) -> list[tuple[int, str, int]]:
    """The places of one function: their numbers, what is taken away there, the line."""
    counting = CheckRemover(-1)
    counting.visit(copy.deepcopy(function))
    return counting.found


class CheckRemover(ast.NodeTransformer):
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

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        if ast.unparse(node) == "user.all_branches" and self._here("`user.all_branches` is true", node):
            return ast.copy_location(ast.Constant(True), node)
        return self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> Any:
        decides = isinstance(node.value, ast.Compare | ast.BoolOp)
        if decides and self._here(f"`{ast.unparse(node).removeprefix('return ')}` is true", node):
            return ast.copy_location(ast.Return(ast.Constant(True)), node)
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> Any:
        if isinstance(node.func, ast.Name) and node.func.id == "has_permission":
            if self._here(f"`{ast.unparse(node)}` is true", node):
                return ast.copy_location(ast.Constant(True), node)
            return node
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("filter", "exclude"):
            for place in [*node.args, *node.keywords]:
                if isinstance(place, ast.keyword) and place.arg is None:
                    continue
                if self._here(f"{node.func.attr} without `{ast.unparse(place)}`", node):
                    node.args = [arg for arg in node.args if arg is not place]
                    node.keywords = [keyword for keyword in node.keywords if keyword is not place]
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


def list_code_objects(tree: ast.Module, path: str) -> dict[tuple[str, int], CodeType]:
    """Every function of a compiled tree by its qualified name and first line."""
    result: dict[tuple[str, int], CodeType] = {}
    left = [compile(tree, str(ROOT / path), "exec")]
    while left:
        for constant in left.pop().co_consts:
            if isinstance(constant, CodeType):
                result[constant.co_qualname, constant.co_firstlineno] = constant
                left.append(constant)
    return result


@cache
def list_live_functions() -> dict[str, list[FunctionType]]:
    """The functions of the targets as this process runs them, decorated and nested ones too, by file."""
    result: dict[str, list[FunctionType]] = {path: [] for path, _wanted in list_targets()}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename.startswith(str(ROOT)):
            path = str(Path(thing.__code__.co_filename).relative_to(ROOT))
            if path in result:
                result[path].append(thing)
    return result


@contextmanager
def install_mutant(tree: ast.Module, path: str) -> Iterator[None]:
    """This process runs the file as the tree has it; the names and lines of functions are those of the file."""
    changed = list_code_objects(tree, path)
    before = [(function, function.__code__) for function in list_live_functions()[path]]
    try:
        for function, code in before:
            new = changed.get((code.co_qualname, code.co_firstlineno), code)
            if new.co_freevars != code.co_freevars:
                raise TypeError(f"{path}::{code.co_qualname} closes over other names")
            function.__code__ = new
        yield
    finally:
        for function, code in before:
            function.__code__ = code


@contextmanager
def watch_mutants() -> Iterator[set[str]]:
    """The places (`Mutant.place`) whose functions are called; to be cleared by who reads it."""
    seen: set[str] = set()
    vars(builtins)["_place_reached"] = seen.add
    with ExitStack() as stack:
        for path, wanted in list_targets():
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            for function in ast.walk(tree):
                if isinstance(function, ast.FunctionDef) and wanted(function.name):
                    note = ast.parse(f"_place_reached({f'{path}:{function.lineno}'!r})").body[0]
                    function.body.insert(0, ast.copy_location(note, function.body[0]))
            stack.enter_context(install_mutant(ast.fix_missing_locations(tree), path))
        yield seen
