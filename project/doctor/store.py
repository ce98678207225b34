"""Checks that the file store takes, gives and deletes a file."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from apps.core.errors import DomainError
from apps.core.ids import uuid7
from project.doctor.findings import Finding, bad, ok

SAMPLE = b"doctor" * 10_000
REMEDIES = {
    errno.ENOSPC: "Make room on that disk, or move MEDIA_ROOT to a larger one.",
    errno.EDQUOT: "Raise the quota of the account that runs Talim.",
    errno.EFBIG: "Raise the limit on file sizes (ulimit -f, LimitFSIZE) of the account that runs Talim.",
    errno.EROFS: "Mount it for writing; after a disk error check it first (fsck, dmesg).",
    errno.EACCES: "Give the folder to the account that runs Talim: chown -R.",
    errno.EPERM: "Give the folder to the account that runs Talim: chown -R.",
}


def check_file_store() -> Iterator[Finding]:
    """Check that a file can be written, read and deleted."""
    place = f"S3 bucket {settings.ENV.s3_bucket}" if settings.ENV.s3_bucket else f"folder {settings.MEDIA_ROOT}"
    try:
        if not settings.ENV.s3_bucket:
            Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
        path = f"ready/{uuid7()}"
        try:
            default_storage.save(path, ContentFile(SAMPLE))
            with default_storage.open(path, "rb") as stored:
                read = stored.read()
        finally:
            default_storage.delete(path)
    except DomainError:
        remedy = "Check S3_ENDPOINT_URL, S3_BUCKET, the keys and their rights (get, put, delete, list)."
        yield bad("store", f"{place}: the store refused or did not answer", remedy)
        return
    except OSError as error:
        number = error.errno or 0
        remedy = REMEDIES.get(number, "MEDIA_ROOT must be a folder that the account running Talim may write to.")
        yield bad("store", f"{place} does not take files: {os.strerror(number)}", remedy)
        return
    if read != SAMPLE:
        yield bad("store", f"{place}: a file that was written could not be read", "Check the disk (dmesg, fsck).")
    else:
        yield ok("store", f"{place} takes, gives and deletes files")
