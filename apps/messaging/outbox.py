"""Files for messages while no provider is configured; readable only by the platform's account, kept for a week."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.ids import uuid7
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob

MAX_AGE = timedelta(days=7)
FILE_SUFFIXES = (".sms", ".log")
"""Suffixes of SMS and e-mail files; other files are not touched."""


def ensure_outbox_folder() -> Path:
    """Create and return the folder OUTBOX_ROOT, private to its owner."""
    folder = Path(settings.ENV.outbox_root)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def write_sms_file(*, to: str, text: str) -> Path:
    """Write one SMS as a file and return its path."""
    path = ensure_outbox_folder() / f"{timezone.now():%Y%m%d-%H%M%S}-{uuid7().hex[-12:]}.sms"
    path.touch(mode=0o600)
    path.write_text(f"To: {to}\n\n{text}\n", encoding="utf-8")
    return path


def delete_old_outbox_files(job: ClaimedJob) -> None:
    """Job handler: delete files older than MAX_AGE. It may run twice."""
    folder, before = Path(settings.ENV.outbox_root), (timezone.now() - MAX_AGE).timestamp()
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # it went with a person's erasure
            if path.suffix in FILE_SUFFIXES and path.stat().st_mtime < before:
                path.unlink()
    with unit_of_work():
        jobs.complete_job(job)
