"""What each role reads, and whose: the keys of every answer and the things in it, as in `golden/`.

A field or a thing that appears for somebody who did not see it before shows in the difference of these files. They
are written anew by `WRITE_GOLDEN=1 pytest tests/access/views/test_golden.py`.
"""

import os
from pathlib import Path

import pytest

from tests.access.operations import OPERATIONS
from tests.access.readings import Readings
from tests.access.world import PEOPLE

FOLDER = Path(__file__).resolve().parents[1] / "golden"
READERS = ("nobody", "child", "parent", "blind_parent", "stranger", "teacher", "manager", "cashier", "admin")
READS = [operation for operation in OPERATIONS if operation.method == "GET"]
SECRET = {
    "password", "pictures_hash", "token_sha256", "code_sha256", "code_hmac", "sealed", "sealed_secret", "token_epoch",
}  # fmt: skip


def seen_by(view: str, readings: Readings) -> str:
    """Every answer with a status below 400, one line an operation: its name and its keys."""
    result = {operation.name: readings(operation, view) for operation in READS}
    keys = {name: response.keys for name, response in result.items() if response.status < 400}
    return "".join(f"{name}\t{'bytes' if of is None else ' '.join(sorted(of))}\n" for name, of in keys.items())


def agreed(name: str, result: str) -> str:
    """What the committed file of this name says; it is written first when that is wanted."""
    path = FOLDER / name
    if os.environ.get("WRITE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(result, encoding="utf-8")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("view", PEOPLE)
def test_objects_that_each_view_reads_are_as_agreed(view: str, readings: Readings) -> None:
    """Every list and every detail: the names of all things of the world that stand in the answer."""
    lines = [f"{operation.name}\t{' '.join(readings(operation, view, by_rule=False).things)}\n" for operation in READS]
    assert "".join(lines) == agreed(f"things/{view}.tsv", "".join(lines))


@pytest.mark.parametrize("view", READERS)
def test_fields_that_each_role_reads_are_as_agreed(view: str, readings: Readings) -> None:
    result = seen_by(view, readings)
    assert result == agreed(f"{view}.tsv", result)
    assert {"GET /health/"} <= {line.split("\t")[0] for line in result.splitlines()}


def test_no_role_reads_internal_fields() -> None:
    for path in FOLDER.glob("*.tsv"):
        names = {part.removesuffix("[]") for key in path.read_text().split() for part in key.split(".")}
        assert names & SECRET == set(), path.name


def test_pupils_and_parents_do_not_read_fields_for_teachers() -> None:
    values = {view: (FOLDER / f"{view}.tsv").read_text() for view in ("child", "parent", "teacher")}
    for word in ("reference_answers", "pupils_count", "key_words"):
        assert [view for view in values if word in values[view]] == ["teacher"]
