"""The control of the access tests: take away each single check in turn, and see that a test notices.

`python -m tests.access.mutate [--only PART] [--page]`. `mutants` says what is taken away.

Some of the matrix that goes through the function is run with each mutant in place; those who live on meet the other
tests (`survivors`), and then all of the matrix. `--page` writes the table into docs/security.md. Exits with 1 when a
mutant survives that is not listed in ALIKE.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

if __name__ == "__main__":
    import tests.settings  # noqa: F401

    django.setup()

from tests.access import fuzz
from tests.access.mutants import ROOT, Mutant, install_mutant, list_mutants, watch_mutants
from tests.access.operations import OPERATIONS, Operation
from tests.access.readings import Readings
from tests.access.rules import CASES, Rule
from tests.access.side_effects import get_fingerprint, roll_back
from tests.access.views import test_matrix
from tests.access.world import PEOPLE, World

PAGE = ROOT / "docs" / "security.md"
SOME = 12
"""Operations of the matrix that a mutant meets before the other tests; who lives through those too meets all."""
BEGIN, END = "<!-- mutants: begin -->", "<!-- mutants: end -->"

ALIKE: dict[str, str] = {}
"""Mutants that change nothing anybody could see, each with the reason."""


def find_reached_operations(world: World, unchanged: Any) -> dict[str, list[Operation]]:
    """Which operations of the matrix call which function (`Mutant.place`); ends all when the matrix fails."""
    result: dict[str, list[Operation]] = {}
    with watch_mutants() as seen:
        for operation in OPERATIONS:
            seen.clear()
            problem = is_noticed_by_matrix(world, unchanged, [operation])
            if problem:
                sys.exit(f"the matrix fails without any mutant: {problem}")
            for place in seen:
                result.setdefault(place, []).append(operation)
    return result


_things: dict[tuple[str, str], tuple[str, ...]] = {}


def _case(rule: Rule) -> Callable[..., None]:
    check = test_matrix.test_ended_unpublished_and_other_objects_are_not_found
    return lambda operation, world, unchanged: check(operation.name, rule, world, unchanged)


def _same_things(operation: Operation, _world: World, readings: Readings) -> None:
    """Everybody reads the same things in this answer as the first time."""
    for view in PEOPLE:
        things = readings(operation, view, by_rule=False).things
        assert _things.setdefault((operation.name, view), things) == things


def is_noticed_by_matrix(world: World, unchanged: Any, operations: list[Operation]) -> str:
    """The first operation whose cells no longer are what they should be; empty when all are."""
    for operation in operations:
        cells = test_matrix.test_every_view_gets_the_answer_of_the_matrix
        readings, not_found = Readings(world, unchanged), dict[tuple[str, str], Any]()
        checks: list[tuple[Any, tuple[Any, ...]]] = [(cells, (unchanged, readings, not_found))]
        if operation in test_matrix.WITH_IDS:
            checks.append((test_matrix.test_foreign_deleted_and_missing_ids_in_a_path_answer_alike, (not_found,)))
        if operation in test_matrix.NAMING:
            checks.append((test_matrix.test_foreign_and_missing_ids_in_a_body_answer_alike, ()))
        if operation in test_matrix.FILTERED:
            checks.append((test_matrix.test_foreign_and_missing_ids_in_a_filter_answer_alike, ()))
        for name, case in CASES:
            if name == operation.name:
                checks.append((_case(case), (unchanged,)))
        if not operation.writes:
            checks.append((_same_things, (readings,)))
        for check, more in checks:
            try:
                with roll_back():
                    check(operation, world, *more)
            except Exception:
                return f"matrix: {operation.name}"
    return ""


_noticed: Counter[str] = Counter()


def run_in_this_process(
    world: World, unchanged: Any, operations: list[Operation], mutant: Mutant, most: int | None
) -> str:
    """Run what of the matrix calls the function, with the mutant in place; what noticed, else empty.

    First what noticed other mutants, and what only reads; no more than `most` operations.
    """
    first = sorted(operations, key=lambda operation: (-_noticed[f"matrix: {operation.name}"], operation.writes))[:most]
    with install_mutant(mutant.tree, mutant.path):
        noticed = is_noticed_by_matrix(world, unchanged, first)
    if noticed and is_noticed_by_matrix(
        world, unchanged, [operation for operation in operations if noticed.endswith(operation.name)]
    ):
        sys.exit(f"the matrix fails without the mutant too: {noticed}")
    _noticed[noticed] += 1
    return noticed


def run_other_tests(numbers: list[int]) -> dict[int, str]:
    """What the other tests notice of the mutants with these numbers: a test each, or empty."""
    environment = {**os.environ, "REDIS_PREFIX": f"mutants-{os.getpid()}"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    environment.pop("TEST_REDIS_PREFIX", None)
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results"
        words = [sys.executable, "-m", "tests.access.survivors", str(results), *map(str, numbers)]
        done = subprocess.run(words, cwd=ROOT, env=environment, check=False)
        if done.returncode:
            sys.exit("the other tests did not run through")
        return dict(json.loads(line) for line in results.read_text(encoding="utf-8").splitlines())


def format_table(tried: list[Mutant], seconds: float) -> str:
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
    words.add_argument("--quick", action="store_true", help="without the other tests")
    words.add_argument("--page", action="store_true", help="write the table into docs/security.md")
    given = words.parse_args()
    numbered = {number: mutant for number, mutant in enumerate(list_mutants()) if given.only in mutant.name}
    chosen = list(numbered.values())
    if given.list:
        print("\n".join(f"{mutant.path}:{mutant.line} {mutant.function} {mutant.what}" for mutant in chosen))
        return 0
    began = time.monotonic()
    through: dict[str, list[Operation]] = {}

    def by_the_matrix(most: int | None) -> None:
        for world in fuzz.build_world():
            unchanged = get_fingerprint()
            through.update(through or find_reached_operations(world, unchanged))
            print(f"the matrix, {time.monotonic() - began:.0f} s after the beginning", flush=True)
            for mutant in chosen:
                if not mutant.killed_by:
                    operations = through.get(mutant.place, [])
                    mutant.killed_by = run_in_this_process(world, unchanged, operations, mutant, most)
                    text = "noticed " if mutant.killed_by else "lives on"
                    print(f"{text} {mutant.name}  {mutant.killed_by}", flush=True)

    by_the_matrix(SOME)
    alive = [number for number, mutant in numbered.items() if not mutant.killed_by]
    if alive and not given.quick:
        for number, noticed in run_other_tests(alive).items():
            numbered[number].killed_by = noticed
    if any(len(through.get(mutant.place, [])) > SOME for mutant in chosen if not mutant.killed_by):
        by_the_matrix(None)
    text = format_table(chosen, time.monotonic() - began)
    print(text)
    if given.page:
        write_page(text)
    return 1 if any(not mutant.killed_by and mutant.name not in ALIKE for mutant in chosen) else 0


if __name__ == "__main__":
    sys.exit(main())
