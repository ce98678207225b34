"""Archives of personal data: requested, written by a job, downloaded by a signed link."""

import tempfile
import zipfile
from pathlib import PurePosixPath
from typing import IO, Any

import orjson
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts import rate_limits
from apps.accounts.models import User
from apps.core import personal_data
from apps.core.files import CHUNK_BYTES, erase_stored_file, get_scratch_folder, open_stored_file, store_archive
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.portal.job_kinds import EXPORT
from apps.portal.models import ExportRequest, ExportState
from apps.portal.retention import ARCHIVE_LIFE
from apps.settings.services import write_audit_log

PER_DAY = 3
DAY_SECONDS = 24 * 3600


def request_export(*, person: User, actor: User) -> ExportRequest:
    """Request an archive of all data of the user; a waiting request is returned as it is.

    Raise TooMany above `PER_DAY` archives of a user in a day.
    """
    with unit_of_work():
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        waiting = ExportRequest.objects.filter(person=person, state=ExportState.WAITING).first()
        if waiting is not None:
            return waiting
        rate_limits.enforce_limit("export", str(person.pk), times=PER_DAY, seconds=DAY_SECONDS)
        request = ExportRequest.objects.create(
            person=person, requested_by=actor, expires_at=timezone.now() + ARCHIVE_LIFE
        )
        write_audit_log(actor=actor, action="privacy.export", obj=person)
        jobs.enqueue(kind=EXPORT, object_id=request.pk)
        return request


def make_archive(job: ClaimedJob) -> None:
    """Handler: write the ZIP and mark it as ready. Nothing when the request was deleted; safe to run twice."""
    request = ExportRequest.objects.filter(pk=job.object_id, state=ExportState.WAITING).select_related("person").first()
    if request is None:
        return
    with tempfile.TemporaryFile(dir=get_scratch_folder()) as content:
        write_archive(request.person, content)
        stored = store_archive(owner=request.person, content=content)
    with unit_of_work():
        jobs.complete_job(job)
        ready = ExportRequest.objects.filter(pk=request.pk, state=ExportState.WAITING).update(
            state=ExportState.READY, file=stored, updated_at=timezone.now()
        )
    if not ready:
        erase_stored_file(stored)


def mark_export_failed(job: ClaimedJob, reason: str) -> None:
    """When the job is dead: mark the request as failed, so that another can be made."""
    ExportRequest.objects.filter(pk=job.object_id, state=ExportState.WAITING).update(
        state=ExportState.FAILED, updated_at=timezone.now()
    )


def write_archive(person: User, content: IO[bytes]) -> None:
    """Write the ZIP: `data/<model>.<path>.json` for each path to the user, `files/<id>.<suffix>`."""
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in personal_data.list_personal_data():
            if entry.export:
                rows = [dict(row) for row in entry.get_rows(person.pk).order_by("pk").values(*entry.export.split())]
                name = f"{entry.model.lower()}.{entry.path.replace('__', '.')}"
                archive.writestr(f"data/{name}.json", _to_json(rows))
        for stored in StoredFile.objects.filter(owner=person).exclude(path__startswith="archive/").order_by("pk"):
            _add_file(archive, stored)


def _to_json(rows: list[dict[str, Any]]) -> bytes:
    return orjson.dumps(rows, default=str, option=orjson.OPT_INDENT_2)


def _add_file(archive: zipfile.ZipFile, stored: StoredFile) -> None:
    """Add the file as it was uploaded; skip one that is missing in the store (its row is in the data)."""
    try:
        file = open_stored_file(stored)
    except FileNotFoundError:
        return
    name = f"files/{stored.pk}{PurePosixPath(stored.path).suffix}"
    with file, archive.open(zipfile.ZipInfo(name, stored.created_at.timetuple()[:6]), "w") as target:
        while piece := file.read(CHUNK_BYTES):
            target.write(piece)
