"""Reports of bench runs: a table on screen, JSON with commit and machine, a section of a page in `docs/`."""

import json
import os
import platform
import subprocess
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FIGURES_PAGE = ROOT / "docs" / "figures.md"
PERFORMANCE_PAGE = ROOT / "docs" / "performance.md"


@dataclass(frozen=True)
class BenchOptions:
    """Options of a bench run. `data`: the corpus folder or None. `count`, `minutes`, `gigabytes`: 0 for a full run.
    `before`: a commit to compare with, or empty.
    """

    data: Path | None = None
    count: int = 0
    minutes: float = 0.0
    gigabytes: float = 0.0
    before: str = ""


@dataclass(frozen=True)
class Figure:
    """One measured value. `target` is a bound in words ("≥ 6"); `held` tells whether it was met, None without a target.

    A value of None is shown as "not measured".
    """

    what: str
    value: float | None
    unit: str
    target: str = ""
    held: bool | None = None
    spread: str = ""


@dataclass
class BenchReport:
    """All figures of one area. `command` is the talim command (default `bench <area>`); `page` is its file in docs."""

    area: str
    title: str
    figures: list[Figure]
    note: str = ""
    command: str = ""
    page: Path = FIGURES_PAGE

    @property
    def held(self) -> bool:
        """Whether every target was met."""
        return all(figure.held is not False for figure in self.figures)

    def to_table(self) -> str:
        """Return the figures as a Markdown table."""
        lines = ["| what | value | spread | target |", "|---|---|---|---|"]
        for figure in self.figures:
            mark = {True: " ✓", False: " ✗ missed", None: ""}[figure.held]
            value = "not measured" if figure.value is None else f"{format_value(figure.value)} {figure.unit}".strip()
            lines.append(f"| {figure.what} | {value} | {figure.spread} | {figure.target}{mark} |")
        return "\n".join(lines)


def format_value(value: float) -> str:
    """Format a value with four digits; integers without decimals."""
    return f"{value:.0f}" if value == int(value) else f"{value:.4g}"


def describe_machine() -> dict[str, Any]:
    """Return processor, cores, memory, system and Python version of this machine."""
    cpu = "unknown processor"
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                cpu = line.split(":", 1)[1].strip()
                break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": cpu,
        "cores": os.cpu_count(),
        "memory_gib": round(memory),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def describe_commit() -> str:
    """Return the measured commit, with a plus for uncommitted changes; "unknown" outside a checkout."""
    try:
        run = ["git", "-C", str(ROOT), "describe", "--always", "--dirty=+"]
        return subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def write_json(report: BenchReport, folder: Path) -> Path:
    """Save a report as JSON in `folder` and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{report.area}.json"
    body = {
        "area": report.area,
        "title": report.title,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": describe_commit(),
        "machine": describe_machine(),
        "figures": [asdict(figure) for figure in report.figures],
        "note": report.note,
    }
    path.write_text(json.dumps(body, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def write_page(reports: list[BenchReport]) -> None:
    """Replace the sections of these reports in their pages; other sections stay."""
    about = describe_machine()
    described = (
        f"{about['processor']}, {about['cores']} cores, {about['memory_gib']} GiB, {about['system']}, "
        f"Python {about['python']}"
    )
    for report in reports:
        text = report.page.read_text(encoding="utf-8") if report.page.exists() else "# Figures\n"
        start, end = f"<!-- {report.area} -->", f"<!-- end {report.area} -->"
        day = datetime.now(UTC).date().isoformat()
        command = report.command or f"bench {report.area}"
        section = (
            f"{start}\n## {report.title}\n\n`./talim {command}` · {day} · commit {describe_commit()} · {described}\n\n"
            f"{report.to_table()}\n\n{report.note}\n{end}"
        )
        if start in text:
            head, rest = text.split(start, 1)
            text = head + section + rest.split(end, 1)[1]
        else:
            text = text.rstrip() + "\n\n" + section + "\n"
        report.page.write_text(text, encoding="utf-8")
