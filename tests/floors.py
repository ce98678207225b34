"""Whether each app's tests reach as much of it as promised: `python -m tests.floors COVERAGE.json`.

The floors, in per cent of lines, stand in pyproject.toml under `[tool.talim.coverage]`, an app's as
`"apps.homework" = 90`, a package's beside them as `realtime = 85`; what has none is held to `others`. Exit status 1
when one is missed, or is of nothing that was measured.
"""

import json
import sys
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def reached(report: dict[str, dict[str, dict[str, dict[str, int]]]]) -> dict[str, float]:
    """Per cent of lines by area (`apps.homework`, `realtime`), of a report that `coverage json` wrote."""
    lines: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    for file, found in report["files"].items():
        first, *rest = Path(file).parts
        area = f"apps.{rest[0]}" if first == "apps" and len(rest) > 1 else first
        lines[area] += found["summary"]["num_statements"]
        hit[area] += found["summary"]["covered_lines"]
    return {area: 100 * hit[area] / count for area, count in sorted(lines.items()) if count}


def missed(shares: dict[str, float], floors: dict[str, float]) -> list[str]:
    """The areas that are below their floor."""
    return [area for area, share in shares.items() if share < floors.get(area, floors["others"])]


def unknown(shares: dict[str, float], floors: dict[str, float]) -> list[str]:
    """The names that have a floor and were not measured: they would hold nothing."""
    return [area for area in floors if area != "others" and area not in shares]


def main(path: str, settings: Path = ROOT / "pyproject.toml") -> int:
    """Print the table; the exit status."""
    shares = reached(json.loads(Path(path).read_text(encoding="utf-8")))
    floors = tomllib.loads(settings.read_text(encoding="utf-8"))["tool"]["talim"]["coverage"]
    low, idle = missed(shares, floors), unknown(shares, floors)
    for area, share in shares.items():
        floor, said = floors.get(area, floors["others"]), "MISSED" if area in low else ""
        sys.stdout.write(f"{area:<24} {share:6.1f} %  floor {floor:g} {said}\n")
    for area in idle:
        sys.stdout.write(f"{area:<24} has a floor and was not measured\n")
    return 1 if low or idle else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
