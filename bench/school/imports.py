"""Taking in a table of 5,000 pupils."""

import random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

import apps.jobs.services as jobs
from apps.courses.models import Group
from apps.jobs.kinds import get_job_kind
from apps.jobs.models import Job
from bench.report import Figure
from bench.school.api_client import ApiClient, sign_in_as, time_work
from ml.text import build_search_key
from project.demo.school import names

ROWS = 5_000


def measure() -> tuple[list[Figure], str]:
    """Return figures of a dry run and a real import, from sending the file until the job is done."""
    office = sign_in_as("office")
    _room_for(ROWS)
    table = _table(random.Random(1))
    return [_import(office, table, dry_run=True), _import(office, table, dry_run=False)], ""


def _import(office: ApiClient, table: bytes, *, dry_run: bool) -> Figure:
    Job.objects.filter(state="queued").delete()

    def act() -> Any:
        file = SimpleUploadedFile("pupils.csv", table, content_type="text/csv")
        sent = office.send("/courses/imports/students/", {"file": file, "dry_run": str(dry_run).lower()})
        for claim in jobs.claim_jobs(queue="default", limit=100, worker="bench"):
            get_job_kind(claim.kind).run_handler(claim)
        return office.get(f"/courses/imports/{sent['id']}/")

    figure, result = time_work(f"import of {ROWS:,} rows{', dry run' if dry_run else ''}", act, below=20)
    spread = ", ".join(f"{number} {what}" for what, number in result["figures"].items() if number)
    done = result["state"] == ("checked" if dry_run else "done") and result["figures"].get("new") == ROWS
    return Figure(figure.what, figure.value, figure.unit, figure.target, figure.held and done, spread)


def _room_for(rows: int) -> None:
    """Create groups of 25 for this number of pupils."""
    demo = Group.objects.order_by("id")[0]
    Group.objects.bulk_create(
        Group(
            branch=demo.branch, course=demo.course, name=f"Intake {number}",
            folded=build_search_key(f"Intake {number}"), lead_teacher=demo.lead_teacher, capacity=25,
        )
        for number in range(rows // 25)
    )  # fmt: skip


def _table(rng: random.Random) -> bytes:
    """Return pupils as CSV, with phone and group, two of three with a parent."""
    lines = ["First name,Last name,Phone,Group,Parent,Parent phone"]
    for number in range(ROWS):
        name, parent = names.make_name(rng), names.make_name(rng)
        cells = [name.first, name.last, f"+9989100{number:05}", f"Intake {number // 25}"]
        cells += [f"{parent.first} {parent.last}", f"+9989300{number:05}"] if number % 3 else ["", ""]
        lines.append(",".join(cells))
    return "\r\n".join(lines).encode()
