"""Tables for tests of imports: written here byte by byte or cell by cell, sent, and worked off."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.jobs.kinds import get_job_kind
from tests import factories

KINDS = {"courses.import_students", "attendance.import_marks"}


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
    for claim in jobs.claim_jobs(queue="default", limit=200, worker="test"):
        if claim.kind in KINDS:
            get_job_kind(claim.kind).run_handler(claim)
        else:
            jobs.release_job(claim)


def send_table(
    user: User, file: SimpleUploadedFile, path: str = "/courses/imports/students/", **form: Any
) -> factories.ApiResponse:
    """Send a table for good, unless told otherwise."""
    form.setdefault("dry_run", "false")
    return factories.client_for(user).post(path, form=form, files={"file": file})


def import_table(user: User, file: SimpleUploadedFile, path: str = "/courses/imports/students/", **form: Any) -> Any:
    """The import once it was carried out, with its rows."""
    answer = send_table(user, file, path, **form)
    assert answer.status == 202, answer.json
    run_import_jobs()
    where = path.removesuffix("students/") + f"{answer.json['id']}/"
    client = factories.client_for(user)
    response = client.get(where)
    assert response.status == 200, response.json
    rows = client.get(f"{where}rows/", {"page_size": 100}).json["results"]
    return {**response.json, "rows": rows}


def list_verdicts(result: Any) -> list[str]:
    """The verdict of each row, in order."""
    return [row["verdict"] for row in result["rows"]]
