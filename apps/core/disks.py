"""The disks that a centre stands on, as far as this process sees them."""

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
"""Where Debian and Ubuntu have the data of PostgreSQL, of Valkey and of Redis, and the logs."""
ANSWER_SECONDS = 2.0
"""Seconds in which a disk says how full it is."""
_running_checks: dict[str, threading.Thread] = {}
LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1", "", None)
"""Hosts in addresses of servers that run on this machine."""


@dataclass(frozen=True)
class Disk:
    """One disk: the first of `store`, `database`, `valkey`, `redis`, `backups`, `scratch` and `logs` that lies on
    it, and its room, in bytes and in files.
    """

    place: str
    folder: Path
    free: int
    size: int
    free_files: int
    files: int


def get_disk(place: str, folder: Path) -> Disk:
    """The disk on which a folder lies; OSError."""
    found = os.statvfs(folder)
    free, size = found.f_bavail * found.f_frsize, found.f_blocks * found.f_frsize
    return Disk(place, folder, free, size, found.f_favail, found.f_files)


def list_disks() -> list[Disk]:
    """Each disk once. What is on another machine, is not there yet, may not be looked at, or does not answer within
    `ANSWER_SECONDS` is left out. So are logs on the disk of the system: a disk of their
    own alone is told of.
    """
    found: dict[int, Disk] = {}
    system = Path("/").stat().st_dev
    for place, folder in _list_folders():
        answer = _read_disk(place, folder)
        if answer is not None and not (place == "logs" and answer[0] == system):
            found.setdefault(*answer)
    return list(found.values())


def _read_disk(place: str, folder: Path) -> tuple[int, Disk] | None:
    """The disk's number and the disk. A mount whose server is gone holds whoever asks for ever, so a thread of its own
    asks, and nobody asks again while it waits.
    """
    asking = _running_checks.get(place)
    if asking is not None and asking.is_alive():
        return None
    found: list[tuple[int, Disk]] = []

    def look() -> None:
        with suppress(OSError):
            found.append((folder.stat().st_dev, get_disk(place, folder)))

    _running_checks[place] = asking = threading.Thread(target=look, name=f"disk-{place}", daemon=True)
    asking.start()
    asking.join(ANSWER_SECONDS)
    return found[0] if found else None


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
