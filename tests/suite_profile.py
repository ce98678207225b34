"""Where the time of the suite goes: `./talim test -p tests.suite_profile` prints a table after the run.

For each folder: tests, seconds on the clock of all workers together, CPU seconds of their set-up and of the tests,
and by how much the memory of a worker grew in it. Then the files and fixtures with the most CPU. Seconds of a fixture
are without those of the fixtures that it uses. Processes that tests start are not in the CPU seconds.
"""

import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest

FOLDERS: defaultdict[str, Counter[str]] = defaultdict(Counter)
FILES: defaultdict[str, Counter[str]] = defaultdict(Counter)
FIXTURES: defaultdict[str, Counter[str]] = defaultdict(Counter)
TABLES = {"folders": FOLDERS, "files": FILES, "fixtures": FIXTURES}
PEAKS: list[int] = []
_inner: list[list[float]] = []
"""For each fixture that is being set up, the seconds and CPU seconds of those that it waits for."""


def _get_memory() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 2**20


def _measure(part: str):
    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def hook(item):
        began, cpu, memory = time.monotonic(), time.process_time(), _get_memory()
        try:
            return (yield)
        finally:
            file = item.nodeid.partition("::")[0]
            cost = {
                "wall": time.monotonic() - began,
                part: time.process_time() - cpu,
                "memory": _get_memory() - memory,
                "tests": part == "tests_cpu",
            }
            FOLDERS["/".join(file.split("/")[:2])].update(cost)
            FILES[file].update(cost)

    return hook


pytest_runtest_setup = _measure("setup_cpu")
pytest_runtest_call = _measure("tests_cpu")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_fixture_setup(fixturedef):
    """Count a fixture's own seconds."""
    began, cpu = time.monotonic(), time.process_time()
    _inner.append([0.0, 0.0])
    try:
        return (yield)
    finally:
        took = [time.monotonic() - began, time.process_time() - cpu]
        inner = _inner.pop()
        cost = {"tests": 1, "wall": took[0] - inner[0], "setup_cpu": took[1] - inner[1]}
        FIXTURES[f"{fixturedef.baseid}::{fixturedef.argname}"].update(cost)
        if _inner:
            _inner[-1] = [outer + own for outer, own in zip(_inner[-1], took, strict=True)]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """Hand what a worker measured to the process that prints."""
    if hasattr(session.config, "workeroutput"):
        plain = {name: {key: dict(of) for key, of in rows.items()} for name, rows in TABLES.items()}
        session.config.workeroutput["suite_profile"] = {**plain, "peak": _get_memory()}


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    """Add what a worker measured."""
    measured = getattr(node, "workeroutput", {}).get("suite_profile")
    if measured:
        PEAKS.append(measured["peak"])
        for name, rows in TABLES.items():
            for key, of in measured[name].items():
                rows[key].update(of)


def pytest_terminal_summary(terminalreporter):
    """Print the tables, unless this is a worker."""
    if not FILES:
        return
    terminalreporter.section("where the time goes")
    if PEAKS:
        terminalreporter.line(f"memory of the workers at the end: {', '.join(f'{peak} MB' for peak in sorted(PEAKS))}")
    terminalreporter.line(f"{'':58}{'tests':>6}{'clock':>9}{'set-up':>9}{'tests':>9}{'memory':>9}")
    for rows, shown in ((FOLDERS, len(FOLDERS)), (FILES, 60), (FIXTURES, 60)):
        for key, of in sorted(rows.items(), key=lambda row: -row[1]["setup_cpu"] - row[1]["tests_cpu"])[:shown]:
            terminalreporter.line(
                f"{key[:57]:58}{of['tests']:6}{of['wall']:7.1f} s{of['setup_cpu']:7.1f} s{of['tests_cpu']:7.1f} s"
                f"{of['memory']:6} MB"
            )
        terminalreporter.line("")
