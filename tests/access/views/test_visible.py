"""What each role reads, and whose: one table for each area of the API, as `tests/access/visible/` holds it.

A line names an operation, the kind of what is read, who reads it, and the names: `fields` are the keys of the answer,
`objects` those of the world whose ids stand in it. A field or an object that somebody reads anew changes its line.
`./talim generate` writes the tables.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from tests.access import matrix
from tests.access.operations import OPERATIONS, Operation
from tests.access.readings import Readings
from tests.access.world import PEOPLE

FOLDER = Path(__file__).resolve().parents[1] / "visible"
SPECIAL = matrix.load_exceptions()
READERS = ("nobody", "child", "parent", "blind_parent", "stranger", "teacher", "manager", "cashier", "admin")
READS = [operation for operation in OPERATIONS if operation.method == "GET"]
AREAS = sorted({operation.path.split("/")[1] for operation in READS})
SECRET = {
    "password", "pictures_hash", "token_sha256", "code_sha256", "code_hmac", "sealed", "sealed_secret", "token_epoch",
}  # fmt: skip


def list_fields(operation: Operation, readings: Readings) -> dict[str, Iterable[str]]:
    """The keys that each role reads; none for a role that is refused. A file has the one key `bytes`."""
    answers = {view: readings(operation, view) for view in READERS}
    return {
        view: () if answer.status >= 400 else ("bytes",) if answer.keys is None else answer.keys
        for view, answer in answers.items()
    }


def list_objects(operation: Operation, readings: Readings) -> dict[str, Iterable[str]]:
    """The objects whose ids each point of view reads, without the filters of the operation's rule. Who is refused like
    somebody else of the role is not asked.
    """
    asked = matrix.choose_views(operation, SPECIAL)
    return {view: readings(operation, view, by_rule=False).things if view in asked else () for view in PEOPLE}


def format_lines(operation: Operation, kind: str, names_by_view: Mapping[str, Iterable[str]]) -> list[str]:
    """One line for each set of readers, in the order of the views."""
    readers: dict[str, list[str]] = defaultdict(list)
    for view, names in names_by_view.items():
        for name in names:
            readers[name].append(view)
    by_readers: dict[str, list[str]] = defaultdict(list)
    for name in sorted(readers):
        everybody = len(readers[name]) == len(names_by_view)
        by_readers["everybody" if everybody else " ".join(readers[name])].append(name)
    return [f"{operation.name}\t{kind}\t{who}\t{' '.join(names)}" for who, names in sorted(by_readers.items())]


def format_area(area: str, readings: Readings) -> str:
    """The table of one area as it is committed."""
    lines = ["operation\treads\twho\tnames"]
    for operation in READS:
        if operation.path.split("/")[1] == area:
            lines += format_lines(operation, "fields", list_fields(operation, readings))
            lines += format_lines(operation, "objects", list_objects(operation, readings))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("area", AREAS)
def test_each_role_reads_the_fields_and_objects_of_the_table(area, readings):
    table = format_area(area, readings)
    path = FOLDER / f"{area}.tsv"
    if os.environ.get("TALIM_GENERATE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(table, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == table, "./talim generate"


def test_there_is_no_table_of_an_area_that_is_gone():
    assert sorted(path.stem for path in FOLDER.glob("*.tsv")) == AREAS


def test_control_a_field_that_one_more_role_reads_is_found(readings):
    [operation] = [operation for operation in READS if operation.name == "GET /homework/assignments/{id}/"]
    fields = list_fields(operation, readings)
    assert "reference_answers" not in fields["parent"]
    leaked = fields | {"parent": {*fields["parent"], "reference_answers"}}
    assert format_lines(operation, "fields", leaked) != format_lines(operation, "fields", fields)


def test_no_role_reads_internal_fields():
    for area in AREAS:
        table = (FOLDER / f"{area}.tsv").read_text(encoding="utf-8")
        names = {part.removesuffix("[]") for key in table.split() for part in key.split(".")}
        assert names & SECRET == set(), area


def test_pupils_and_parents_do_not_read_fields_for_teachers():
    readers: dict[str, set[str]] = defaultdict(set)
    for area in AREAS:
        for line in (FOLDER / f"{area}.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            _operation, _reads, who, names = line.split("\t")
            for name in names.split():
                readers[name.rpartition(".")[2]] |= set(who.split())
    for name in ("reference_answers", "pupils_count", "key_words"):
        assert "teacher" in readers[name]
        assert readers[name] & {"everybody", "child", "parent"} == set()
