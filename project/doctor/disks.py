"""Checks free disk space on each disk that the platform uses."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from apps.core.disks import Disk, get_disk, list_local_disks
from project.doctor.findings import Finding, bad, ok, warn

MIN_FREE_BYTES, WARN_FREE_BYTES = 500_000_000, 5_000_000_000
MIN_FREE_SHARE = 0.05
SMALL_DISKS = {"valkey", "redis", "logs"}
"""Data that may have a small disk of its own: there only the free share counts, not the number of bytes."""
FULL_DISK_ADVICE = {
    "store": "Make room now: a full disk stops submissions.",
    "database": "Make room now: PostgreSQL stops when its disk is full.",
    **dict.fromkeys(("valkey", "redis"), "Make room now: a full disk stops its append-only file, and then all writes."),
    "backups": "Make room, or keep fewer (BACKUP_KEEP): on a full disk there is no backup.",
    "scratch": "Make room, or name another folder as BACKUP_SCRATCH: without room there is no backup.",
    "logs": "Make room: journalctl --vacuum-size=500M, and see what writes so much.",
}
LOW_SPACE_ADVICE = "Make room, or move it to a larger disk"


def check_disk_space() -> Iterator[Finding]:
    """Check free bytes and inodes on each disk that the platform uses."""
    if not settings.ENV.s3_bucket:
        try:
            get_disk("store", Path(settings.MEDIA_ROOT))
        except OSError as error:
            text = f"{settings.MEDIA_ROOT}: {os.strerror(error.errno or 0)}"
            yield bad("disk", text, "See the line about the store.")
    for disk in list_local_disks():
        yield from _judge_disk(disk)


def _judge_disk(disk: Disk) -> Iterator[Finding]:
    share = disk.free / max(1, disk.size)
    by_share = disk.place in SMALL_DISKS
    least, wanted = (disk.size * MIN_FREE_SHARE / 5, 0) if by_share else (MIN_FREE_BYTES, WARN_FREE_BYTES)
    disk_text = f"{disk.place}: {disk.free / 1e9:.1f} GB are free ({share:.0%}) at {disk.folder}"
    if disk.free < least:
        yield bad("disk", disk_text, FULL_DISK_ADVICE[disk.place])
    elif disk.free < wanted or share < MIN_FREE_SHARE:
        yield warn("disk", disk_text, LOW_SPACE_ADVICE + (", or to S3." if disk.place == "store" else "."))
    else:
        yield ok("disk", disk_text)
    if disk.files and disk.free_files / disk.files < MIN_FREE_SHARE:
        text = f"{disk.place}: only {disk.free_files} inodes are left at {disk.folder}"
        yield bad("disk", text, "Delete small files, or move to a disk with more.")
