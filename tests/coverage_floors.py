"""Checks the coverage of each app against its floor: `python -m tests.coverage_floors COVERAGE.json`.

The floors, in per cent of lines, are in pyproject.toml under `[tool.talim.coverage]`: `"apps.homework" = 90`,
`realtime = 85`, and `others` for the rest. The exit status is 1 when a floor is missed or names nothing measured.
"""

import json
import sys
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def compute_coverage(report):
    """Return the coverage in per cent by area (`apps.homework`, `realtime`) from a report of `coverage json`."""
    lines = Counter()
    hit = Counter()
    for file, found_file in report["files"].items():
        first, *rest = Path(file).parts
        area = f"apps.{rest[0]}" if first == "apps" and len(rest) > 1 else first
        lines[area] += found_file["summary"]["num_statements"]
        hit[area] += found_file["summary"]["covered_lines"]
    return {area: 100 * hit[area] / count for area, count in sorted(lines.items()) if count}


def find_areas_below_floor(shares, floors):
    """Return the areas below their floor."""
    return [area for area, share in shares.items() if share < floors.get(area, floors["others"])]


def find_unmeasured_floors(shares, floors):
    """Return the areas that have a floor but were not measured."""
    return [area for area in floors if area != "others" and area not in shares]


def main(path, settings=ROOT / "pyproject.toml"):
    """Print the table and return the exit status."""
    shares = compute_coverage(json.loads(Path(path).read_text(encoding="utf-8")))
    floors = tomllib.loads(settings.read_text(encoding="utf-8"))["tool"]["talim"]["coverage"]
    low, idle = find_areas_below_floor(shares, floors), find_unmeasured_floors(shares, floors)
    for area, share in shares.items():
        floor, text = floors.get(area, floors["others"]), "MISSED" if area in low else ""
        sys.stdout.write(f"{area:<24} {share:6.1f} %  floor {floor:g} {text}\n")
    for area in idle:
        sys.stdout.write(f"{area:<24} has a floor and was not measured\n")
    return 1 if low or idle else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
