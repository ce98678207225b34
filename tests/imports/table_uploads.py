"""Tables for tests of imports: written here byte by byte or cell by cell, sent, and worked off."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.models import User
from tests import factories
from tests.factories import client_for
from tests.job_runs import run_jobs


def make_csv(
    *rows: Sequence[str], delimiter: str = ",", encoding: str = "utf-8", name: str = "pupils.csv"
) -> SimpleUploadedFile:
    """A CSV file of these rows; no cell holds the delimiter."""
    text = "\r\n".join(delimiter.join(row) for row in rows)
    return SimpleUploadedFile(name, text.encode(encoding), content_type="text/csv")


def make_xlsx(*rows: Sequence[Any], name: str = "pupils.xlsx") -> SimpleUploadedFile:
    """An XLSX file of these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def run_import_jobs() -> None:
    """A worker does what imports wait for; what else is due stays."""
    run_jobs("courses.import_students", "attendance.import_marks")


def send_table(
    user: User, file: SimpleUploadedFile, path: str = "/courses/imports/students/", **form: Any
) -> factories.ApiResponse:
    """Send a table for good, unless told otherwise."""
    form.setdefault("dry_run", "false")
    return client_for(user).post(path, form=form, files={"file": file})


def import_table(user: User, file: SimpleUploadedFile, path: str = "/courses/imports/students/", **form: Any) -> Any:
    """The import once it was carried out, with its rows."""
    answer = send_table(user, file, path, **form)
    assert answer.status == 202, answer.json
    run_import_jobs()
    where = path.removesuffix("students/") + f"{answer.json['id']}/"
    client = client_for(user)
    response = client.get(where)
    assert response.status == 200, response.json
    return {**response.json, "rows": client.get(f"{where}rows/", {"page_size": 100}).json["results"]}


def import_rows(user: User, *rows: Sequence[str], **form: Any) -> Any:
    """The import of a CSV file of these rows, carried out."""
    return import_table(user, make_csv(*rows), **form)


def list_verdicts(result: Any) -> list[str]:
    """The verdict of each row, in order."""
    return [row["verdict"] for row in result["rows"]]
