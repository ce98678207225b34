"""Columns of a table are assigned by hand; the assignment is kept for tables with the same headings."""

import json

import pytest

from apps.courses.models import ImportMapping
from tests.imports.table_uploads import import_rows, list_verdicts, make_csv, send_table

pytestmark = pytest.mark.django_db

HEAD = ("Kim", "Aloqa", "Izoh", "Rangi")
ALI = ("Ali Karimov", "901234567", "good", "red")
CHOSEN = {"Kim": "full_name", "Aloqa": "phone", "Izoh": None}


def get_columns(answer):
    return {column["heading"]: (column["field"], column["source"]) for column in answer.json["preview"]}


def test_assignment_is_kept_for_the_same_headings(admin, manager):
    assert send_table(manager, make_csv(HEAD, ALI), dry_run="true").status == 422, "no name is known"
    answer = send_table(manager, make_csv(HEAD, ALI), columns=json.dumps(CHOSEN), dry_run="true")
    assert get_columns(answer) == {
        "Kim": ("full_name", "assigned"),
        "Aloqa": ("phone", "assigned"),
        "Izoh": ("", "assigned"),
        "Rangi": ("", ""),
    }
    assert answer.json["preview"][1]["samples"] == ["901234567"]
    shuffled = [(second, first, *rest) for first, second, *rest in (HEAD, ALI)]
    result = import_rows(admin, *shuffled)
    assert (list_verdicts(result), result["mapping"]) == (["new"], {"full_name": "Kim", "phone": "Aloqa"})
    assert result["preview"][0]["samples"] == ["901234567"]
    moved = send_table(admin, make_csv(HEAD, ALI), columns='{"Rangi": "note", "Izoh": null}', dry_run="true")
    assert moved.json["mapping"] == {"full_name": "Kim", "phone": "Aloqa", "note": "Rangi"}
    kept = ImportMapping.objects.get()
    assert (kept.by, kept.columns["Rangi"], kept.columns["Kim"]) == (admin, "note", "full_name")
    assert send_table(manager, make_csv(("Kim", "Aloqa"), ALI[:2])).status == 422, "other headings, nothing is kept"


@pytest.mark.parametrize(
    "form",
    [
        {"columns": '{"Kim": "colour"}'},
        {"columns": '{"Kim": "full_name", "Aloqa": "full_name"}'},
        {"columns": '{"Who": "full_name"}'},
        {"columns": '{"Kim": 5}'},
        {"columns": "Kim"},
        {"columns": '{"Kim": "full_name"}', "mapping": '{"full_name": "Kim"}'},
    ],
)
def test_bad_assignment_is_refused_and_not_kept(manager, form):
    answer = send_table(manager, make_csv(HEAD, ALI), **form)
    assert (answer.status, list(answer.json["fields"])) == (422, ["columns"])
    assert not ImportMapping.objects.exists()


def test_table_of_marks_has_assignments_of_its_own(teacher, group, pupil):
    path, head = "/attendance/imports/", ("Kim", "Qaysi", "Qachon", "Nima")
    row = (f"{pupil.first_name} {pupil.last_name}", group.name, "2026-09-01", "+")
    chosen = {"Kim": "full_name", "Qaysi": "group", "Qachon": "date", "Nima": "status"}
    assert send_table(teacher, make_csv(head, row), path).status == 422
    answer = send_table(teacher, make_csv(head, row), path, columns=json.dumps(chosen), dry_run="true")
    assert (answer.status, get_columns(answer)["Nima"]) == (202, ("status", "assigned"))
    assert send_table(teacher, make_csv(head, row), path, dry_run="true").status == 202
