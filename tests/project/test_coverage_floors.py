"""How much of each app the tests must reach: an app's own floor, one for the others, and none that holds nothing."""

import json

import pytest

from tests import coverage_floors

HIT = {
    "apps/homework/services.py": (100, 90),
    "apps/homework/queries.py": (100, 70),
    "apps/payments/services.py": (50, 45),
    "realtime/hub.py": (10, 9),
}
"""Lines of each file, and how many of them were reached: 80, 90 and 90 per cent."""


def checked(tmp_path, floors):
    """The exit status with these lines under `[tool.talim.coverage]`."""
    files = {file: {"summary": {"num_statements": lines, "covered_lines": hit}} for file, (lines, hit) in HIT.items()}
    report, settings = tmp_path / "report.json", tmp_path / "pyproject.toml"
    report.write_text(json.dumps({"files": files}), encoding="utf-8")
    settings.write_text(f"[tool.talim.coverage]\n{floors}\n", encoding="utf-8")
    return coverage_floors.main(str(report), settings)


@pytest.mark.parametrize(
    ("floors", "low"),
    [
        ("others = 80", []),
        ("others = 81", ["apps.homework"]),
        ('others = 81\n"apps.homework" = 80', []),
        ('others = 80\n"apps.homework" = 80.5', ["apps.homework"]),
        ('others = 80\nrealtime = 91\n"apps.payments" = 90', ["realtime"]),
    ],
    ids=["all above", "below the common one", "its own is lower", "its own is higher", "a package's"],
)
def test_each_area_has_its_own_or_the_default_floor(floors, low, tmp_path, capsys):
    assert checked(tmp_path, floors) == bool(low)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["apps.homework", "apps.payments", "realtime"]
    assert [line.split()[0] for line in lines if "MISSED" in line] == low


def test_floor_of_an_unmeasured_area_is_a_failure(tmp_path, capsys):
    assert checked(tmp_path, 'others = 10\n"apps.homwork" = 90') == 1
    assert "apps.homwork" in capsys.readouterr().out
    assert checked(tmp_path, "others = 10") == 0
