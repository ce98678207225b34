"""Archives of personal data: requested, written by a job, downloaded by a signed link."""

import shutil
import tempfile
import zipfile
from pathlib import PurePosixPath
from typing import IO
from uuid import UUID

import orjson
from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts import rate_limits
from apps.accounts.models import User
from apps.core import personal_data
from apps.core.files.scratch import get_scratch_folder
from apps.core.files.stored import CHUNK_BYTES, erase_stored_file, open_stored_file, store_archive
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.portal.archive_page import write_archive_page
from apps.portal.job_kinds import EXPORT
from apps.portal.models import ExportRequest, ExportState
from apps.portal.retention import ARCHIVE_LIFE
from apps.settings.services import write_audit_log

PER_DAY = 3
DAY_SECONDS = 24 * 3600


def request_export(*, person: User, actor: User) -> ExportRequest:
    """Request an archive of all data of the user; the actor's waiting request is returned as it is.

    Raise TooMany above `PER_DAY` archives of a user in a day, whoever asks.
    """
    with unit_of_work():
        User.objects.select_for_update(no_key=True).get(pk=person.pk)
        if waiting := ExportRequest.objects.filter(
            person=person, requested_by=actor, state=ExportState.WAITING
        ).first():
            return waiting
        rate_limits.enforce_limit("export", str(person.pk), times=PER_DAY, seconds=DAY_SECONDS)
        expires_at = timezone.now() + ARCHIVE_LIFE
        request = ExportRequest.objects.create(person=person, requested_by=actor, expires_at=expires_at)
        write_audit_log(actor=actor, action="privacy.export", obj=person)
        jobs.enqueue(kind=EXPORT, object_id=request.pk)
        return request


def make_archive(job: ClaimedJob) -> None:
    """Handler: write the ZIP and mark it as ready. Nothing when the request was deleted; safe to run twice."""
    waiting = ExportRequest.objects.filter(pk=job.object_id, state=ExportState.WAITING)
    if (request := waiting.select_related("person", "requested_by").first()) is None:
        return
    with tempfile.TemporaryFile(dir=get_scratch_folder()) as content:
        write_personal_data_archive(request.person, content, reader=request.requested_by or request.person)
        stored = store_archive(owner=request.person, content=content)
    with unit_of_work():
        jobs.complete_job(job)
        ready = waiting.update(state=ExportState.READY, file=stored, updated_at=timezone.now())
    if not ready:
        erase_stored_file(stored)


def mark_export_failed(job: ClaimedJob, reason: str) -> None:
    """When the job is dead: mark the request as failed, so that another can be made."""
    waiting = ExportRequest.objects.filter(pk=job.object_id, state=ExportState.WAITING)
    waiting.update(state=ExportState.FAILED, updated_at=timezone.now())


def write_personal_data_archive(person: User, target_file: IO[bytes], *, reader: User) -> None:
    """Write the ZIP: `data/<model>.<path>.json` for each path to the user, `files/<id>.<suffix>`, and `index.html` in
    the language of the reader, who gets those letters and answers that they may read.
    """
    with zipfile.ZipFile(target_file, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in personal_data.list_personal_data_declarations():
            if entry.export:
                found = entry.get_rows(person.pk)
                found = entry.for_reader(found, person, reader) if entry.for_reader else found
                rows = list(found.order_by("pk").values(*entry.export.split()))
                if entry.blank:
                    entry.blank(rows)
                name = f"{entry.model.lower()}.{entry.path.replace('__', '.')}"
                archive.writestr(f"data/{name}.json", orjson.dumps(rows, default=str, option=orjson.OPT_INDENT_2))
        paths: dict[UUID, str] = {}
        for stored in StoredFile.objects.filter(owner=person).exclude(path__startswith="archive/").order_by("pk"):
            if path := _add_file(archive, stored):
                paths[stored.pk] = path
        archive.writestr("index.html", write_archive_page(person, reader=reader, paths=paths))


def _add_file(archive: zipfile.ZipFile, stored: StoredFile) -> str:
    """Add the file as it was uploaded and return its path; "" for one that is missing in the store (its row is in the
    data).
    """
    try:
        file = open_stored_file(stored)
    except FileNotFoundError:
        return ""
    name = f"files/{stored.pk}{PurePosixPath(stored.path).suffix}"
    with file, archive.open(zipfile.ZipInfo(name, stored.created_at.timetuple()[:6]), "w") as target:
        shutil.copyfileobj(file, target, CHUNK_BYTES)
    return name
