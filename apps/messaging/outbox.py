"""Where messages go while no provider is set: files that only the platform's own account can read, for a week."""

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
"""How the names of SMS and of e-mails end; whatever else lies there is not ours."""


def create_outbox_folder() -> Path:
    """The folder OUTBOX_ROOT, for its owner alone."""
    folder = Path(settings.ENV.outbox_root)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def write_sms_file(*, to: str, text: str) -> Path:
    """Write one SMS as a file; where it lies."""
    path = create_outbox_folder() / f"{timezone.now():%Y%m%d-%H%M%S}-{uuid7().hex[-12:]}.sms"
    path.touch(mode=0o600)
    path.write_text(f"To: {to}\n\n{text}\n", encoding="utf-8")
    return path


def empty_outbox(job: ClaimedJob) -> None:
    """Handler: remove what has lain there for longer than `MAX_AGE`. Safe to run twice."""
    folder, before = Path(settings.ENV.outbox_root), (timezone.now() - MAX_AGE).timestamp()
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # it went with a person's erasure
            if path.suffix in FILE_SUFFIXES and path.stat().st_mtime < before:
                path.unlink()
    with unit_of_work():
        jobs.complete_job(job)
