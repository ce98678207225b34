"""docs/operations.md lists every check of the doctor and every system check of ours, and none that is not there."""

import re

from django.apps import apps

from project.doctor.runner import list_check_names
from tests.services import ROOT
from tests.words.tables import read_rows

NUMBER = re.compile(r"(?:([a-z]+)\.)?([EW])(\d{3})")


def first_cells(head):
    """What the rows of the table with this head name, one by one."""
    rows = read_rows("operations.md", f"\n{head}\n|---|---|\n", "\n\n")
    return [name for names, _text in rows for name in names.split(", ")]


def numbers(text):
    """`E004` and `E008–E010` as ids."""
    ends = [NUMBER.fullmatch(end) for end in text.split("–")]
    assert all(ends), text
    [app, letter, first], [*_same, last] = ends[0].groups("talim"), ends[-1].groups()
    return (f"{app}.{letter}{number:03}" for number in range(int(first), int(last) + 1))


def ids_in_the_code():
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("apps.")}
    files = [file for folder in ("apps", "api", "project", "realtime") for file in (ROOT / folder).rglob("*.py")]
    written = (re.findall(rf'"({NUMBER.pattern})"', file.read_text(encoding="utf-8")) for file in files)
    pairs = {(app or "talim", letter + number) for matches in written for _whole, app, letter, number in matches}
    return {f"{app}.{number}" for app, number in pairs if app in {*ours, "talim"}}


def test_the_doctors_table_has_every_check():
    assert sorted(first_cells("| check | looks at |")) == sorted(list_check_names())


def test_every_system_check_is_listed_once_by_its_number():
    errors, warnings = first_cells("| errors | |"), first_cells("| warnings | what may be intended for a while |")
    listed = [number for cell in [*errors, *warnings] for number in numbers(cell)]
    assert sorted(listed) == sorted(ids_in_the_code())
    assert {number.partition(".")[2][0] for cell in warnings for number in numbers(cell)} == {"W"}
    assert {"talim.E052", "backups.E001", "jobs.E002"} <= set(listed)
