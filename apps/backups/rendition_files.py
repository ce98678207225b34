"""What was made from films, as files of a backup (BACKUP_RENDITIONS). No row knows their hashes, so each is read."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

from django.core.files.storage import Storage

from apps.backups.file_copies import FileNotStored, open_stored_file
from apps.backups.sets import hash_source
from apps.backups.snapshot import StoredFileRow
from apps.core.files.scratch import get_scratch_folder, open_temporary_folder
from apps.video.models import Provider, Video, VideoState
from apps.video.video_files import build_path, list_files

FOLDER_PREFIX = ".backup-films-"


def list_rendition_files(store: Storage) -> Iterator[StoredFileRow]:
    """Yield the files of all ready videos by hash; they are sorted on the disk."""
    with open_temporary_folder(FOLDER_PREFIX, Path(get_scratch_folder() or gettempdir())) as folder:
        sorter = sqlite3.connect(folder / "files", isolation_level=None)
        try:
            sorter.execute("PRAGMA synchronous=OFF")
            sorter.execute("PRAGMA journal_mode=OFF")
            sorter.execute("CREATE TABLE files (sha256 TEXT, size INTEGER, path TEXT)")
            sorter.executemany("INSERT INTO files VALUES (?, ?, ?)", _read_files(store))
            for row in sorter.execute("SELECT sha256, size, path FROM files ORDER BY sha256, path"):
                yield StoredFileRow(*row)
        finally:
            sorter.close()


def _read_files(store: Storage) -> Iterator[tuple[str, int, str]]:
    ready = Video.objects.filter(state=VideoState.READY, provider=Provider.OWN).order_by("pk")
    for video_id in list(ready.values_list("pk", flat=True)):
        for name in sorted(list_files(video_id, store=store)):
            path = build_path(video_id, name)
            try:
                with open_stored_file(store, path) as opened:
                    size, sha256 = hash_source(opened)
            except FileNotStored:
                continue
            yield sha256, size, path
