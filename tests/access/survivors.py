"""What the matrix let live meets the other tests: `python -m tests.access.survivors RESULTS NUMBER…`, for `mutate`.

One run of pytest. First every chosen test runs as it stands, and it is noted which checked functions it calls. Then for
each mutant, by its number in `mutants()`, a forked process with the mutant in place runs the tests that call its
function, quick ones first, until one fails; a test that fails without the mutant too counts for nothing. RESULTS gets
a line of JSON for each: the number, and the test that noticed or nothing.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

FOLDERS = ("access", "accounts", "api", "core", "courses", "gamification", "homework", "lessons", "messaging",
           "notifications", "portal")  # fmt: skip
LEFT_OUT = ("*/test_matrix.py", "*/test_fuzz.py", "*race*", "*guess*", "*real_engine*", "*killed_engine*")
"""The matrix had its turn; the others take long, and decide nothing about who may."""
SLOW = 20.0
"""Seconds; what takes longer as it stands is not asked."""
ENDLESS = 300
"""Seconds after which a mutant counts as noticed, because the tests no longer end."""


class Survivors:
    """The plugin; `results` is written line by line."""

    def __init__(self, numbers: Sequence[int], results: Path) -> None:
        self.numbers = numbers
        self.results = results
        self.failed: list[str] = []
        self.calls: dict[pytest.Item, set[str]] = {}
        self.took: dict[pytest.Item, float] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember what failed."""
        if report.failed:
            self.failed.append(f"{report.nodeid}\n{report.longreprtext}")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """In place of pytest's own: as they stand, then with each mutant."""
        from tests.access.mutants import list_mutants, watch_mutants

        with watch_mutants() as seen:
            for item, after in zip(session.items, [*session.items[1:], session.items[0]], strict=True):
                seen.clear()
                began, failed = time.monotonic(), len(self.failed)
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
                if len(self.failed) == failed:
                    self.calls[item], self.took[item] = set(seen), time.monotonic() - began
        for failure in self.failed:
            print(f"fails as it stands, and is not asked: {failure}")
        slow = [item.nodeid for item, took in self.took.items() if took > SLOW]
        print(f"{len(self.took)} tests in {sum(self.took.values()):.0f} s; too slow to ask: {slow}", flush=True)
        every = list(list_mutants())
        for number in self.numbers:
            mutant = every[number]
            items = self._asked(mutant.place, mutant.path)
            noticed = self._forked(items, mutant)
            while any(item.nodeid == noticed and self._forked([item], None) for item in items):
                items = [item for item in items if item.nodeid != noticed]
                noticed = self._forked(items, mutant)
            with self.results.open("a", encoding="utf-8") as file:
                file.write(json.dumps([number, noticed]) + "\n")
            text = f"noticed  {mutant.name}  {noticed}" if noticed else f"SURVIVED {mutant.name}  {len(items)} tests"
            print(text, flush=True)
        return True

    def _asked(self, place: str, path: str) -> list[pytest.Item]:
        """The tests that call the function: file by file, those of its own area first, then the quick ones."""
        chosen = [item for item, places in self.calls.items() if place in places and self.took[item] <= SLOW]
        area = Path(path).parts[1] if path.startswith("apps") else "access"
        cost: dict[Path, list[float]] = {}
        for item in chosen:
            cost.setdefault(item.path, []).append(self.took[item])

        def order(item: pytest.Item) -> tuple[bool, float, str, float]:
            return area not in item.path.parts, max(cost[item.path]), str(item.path), self.took[item]

        return sorted(chosen, key=order)

    def _forked(self, items: list[pytest.Item], mutant: Any) -> str:
        """The first of these tests that fails in a process of its own, with the mutant in place; empty when none."""
        from django.db import connection

        from tests.access.mutants import install_mutant

        connection.close()
        connection.close_pool()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                signal.alarm(ENDLESS)
                self.failed.clear()
                with install_mutant(mutant.tree, mutant.path) if mutant else nullcontext():
                    for item, after in zip(items, [*items[1:], None], strict=True):
                        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after or items[0])
                        if self.failed:
                            os.write(writing, item.nodeid.encode())
                            if mutant is None:
                                print(f"fails without any mutant too: {self.failed[0]}", flush=True)
                            break
            except BaseException as problem:
                print(f"broken: {problem!r}", flush=True)
                os.write(writing, b"broken")
            finally:
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            output = pipe.read()
        _pid, status = os.waitpid(child, 0)
        return output or ("does not end" if status else "")


def main() -> int:
    """The command."""
    results, *numbers = sys.argv[1:]
    plugin = Survivors([int(number) for number in numbers], Path(results))
    folders = [f"tests/{name}" for name in FOLDERS if Path("tests", name).is_dir()]
    left_out = [f"--ignore-glob={pattern}" for pattern in LEFT_OUT]
    words = ["-q", "-q", "-p", "no:cacheprovider", "-s", "-m", "", *left_out, *folders]
    pytest.main(words, plugins=[plugin])
    return 0 if plugin.took else 1


if __name__ == "__main__":
    sys.exit(main())
