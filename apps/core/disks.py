"""Disks that the installation uses, as seen by this process."""

import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

POSTGRES = Path("/var/lib/postgresql")
VALKEY, REDIS = Path("/var/lib/valkey"), Path("/var/lib/redis")
LOGS = Path("/var/log")
"""Data folders of PostgreSQL, Valkey and Redis, and the log folder, on Debian and Ubuntu."""
ANSWER_SECONDS = 2.0
"""Seconds to wait for a disk."""
_running_checks: dict[str, threading.Thread] = {}
LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1", "", None)
"""Host names of servers on this machine."""


@dataclass(frozen=True)
class Disk:
    """One disk, with its space in bytes and in files (inodes). `place` is its first use: `store`, `database`, `valkey`,
    `redis`, `backups`, `scratch` or `logs`.
    """

    place: str
    folder: Path
    free: int
    size: int
    free_files: int
    files: int


def get_disk(label: str, folder: Path) -> Disk:
    """Return the disk of a folder. Raise OSError when it cannot be read."""
    stats = os.statvfs(folder)
    unit = stats.f_frsize
    return Disk(label, folder, stats.f_bavail * unit, stats.f_blocks * unit, stats.f_favail, stats.f_files)


def list_local_disks() -> list[Disk]:
    """Return each local disk once.

    Disks are left out that are on another machine, missing, not readable, or slower than ANSWER_SECONDS. The log folder
    counts only when it has its own disk.
    """
    disks: dict[int, Disk] = {}
    system = Path("/").stat().st_dev
    for place, folder in _list_folders():
        answer = _read_disk(place, folder)
        if answer is not None and not (place == "logs" and answer[0] == system):
            disks.setdefault(*answer)
    return list(disks.values())


def _read_disk(place: str, folder: Path) -> tuple[int, Disk] | None:
    """Return the device number and the disk, or None.

    A mount whose server is gone blocks for ever. So a thread asks, and no second one starts while it waits.
    """
    asking = _running_checks.get(place)
    if asking is not None and asking.is_alive():
        return None
    results: list[tuple[int, Disk]] = []

    def look() -> None:
        with suppress(OSError):
            results.append((folder.stat().st_dev, get_disk(place, folder)))

    _running_checks[place] = asking = threading.Thread(target=look, name=f"disk-{place}", daemon=True)
    asking.start()
    asking.join(ANSWER_SECONDS)
    return results[0] if results else None


def _list_folders() -> Iterator[tuple[str, Path]]:
    env = settings.ENV
    if not env.s3_bucket:
        yield "store", Path(settings.MEDIA_ROOT)
    if urlsplit(env.database_url).hostname in LOCAL_HOSTS:
        yield "database", POSTGRES
    if urlsplit(env.redis_url).hostname in LOCAL_HOSTS:
        yield "valkey", VALKEY
        yield "redis", REDIS
    if env.backup_to and not env.backup_to.startswith("s3:"):
        yield "backups", Path(env.backup_to)
    if env.backup_scratch:
        yield "scratch", Path(env.backup_scratch)
    yield "logs", LOGS
