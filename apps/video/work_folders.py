"""Private folders for films that are being transcoded or copied: the film, where the store is not a folder, plain
segments, and the pieces of a copy. The id of a folder is that of the video or the copy.

A folder stays between the pieces. What a killed process left in it is deleted before the next piece.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from uuid import UUID

from django.core.files.storage import FileSystemStorage, default_storage

from apps.core.files.scratch import PRIVATE, delete_unless_held, get_scratch_folder, hold_folder, open_temporary_folder
from apps.core.files.stored import open_stored_file
from apps.video.models import CopyState, FilmCopy, Video, VideoState

NAME = ".video-work"
FILM, PIECE, PIECES = "film", "piece-", "pieces"
COPY_BYTES = 1024 * 1024


def get_root() -> Path:
    """Return the folder that holds these folders."""
    return Path(get_scratch_folder() or tempfile.gettempdir()) / NAME


def open_temporary_work_folder(prefix: str) -> AbstractContextManager[Path]:
    """As `open_temporary_folder`, beside the folders of films and copies."""
    return open_temporary_folder(prefix, _make_root())


@contextmanager
def open_piece_folder(owner_id: UUID) -> Iterator[Path]:
    """Return an empty folder for one piece of a film or a copy; it is deleted at the end."""
    with _hold_folder(owner_id) as folder, open_temporary_folder(PIECE, folder) as piece:
        yield piece


@contextmanager
def hold_film(video: Video) -> Iterator[Path]:
    """As `get_film`, and no process that starts meanwhile takes the film away."""
    if isinstance(default_storage, FileSystemStorage):
        yield get_film(video)
        return
    with _hold_folder(video.pk):
        yield get_film(video)


def get_film(video: Video) -> Path:
    """Return the path of the film on this machine; from a bucket it is fetched once. Raise FileNotFoundError when the
    store has lost it.
    """
    if isinstance(default_storage, FileSystemStorage):
        path = Path(default_storage.path(video.file.path))
        path.stat()
        return path
    film = _get_folder(video.pk) / FILM
    if not film.exists():
        film.parent.mkdir(parents=True, mode=PRIVATE, exist_ok=True)
        part = film.with_suffix(".part")
        with open_stored_file(video.file) as opened, part.open("wb") as copy:
            shutil.copyfileobj(opened, copy, COPY_BYTES)
        part.rename(film)
    return film


def open_copy_folder(copy_id: UUID) -> Path:
    """Return the folder for the whole pieces of a copy; it is made when there is none."""
    folder = _get_folder(copy_id) / PIECES
    folder.mkdir(parents=True, mode=PRIVATE, exist_ok=True)
    return folder


def remove_work_folder(owner_id: UUID | str) -> None:
    """Delete the folder of a film or a copy."""
    shutil.rmtree(_get_folder(owner_id), ignore_errors=True)


def remove_unused_work_folders() -> None:
    """Delete the folders of films that are not being transcoded, and of copies that are not being made. What a process
    is using stays.
    """
    for folder in get_root().glob("*"):
        with suppress(ValueError):
            owner_id = UUID(folder.name)
            is_film = Video.objects.filter(pk=owner_id, state=VideoState.TRANSCODING).exists()
            unfinished = (CopyState.WAITING, CopyState.RUNNING)
            if not (is_film or FilmCopy.objects.filter(pk=owner_id, state__in=unfinished).exists()):
                delete_unless_held(folder)


def _hold_folder(owner_id: UUID) -> AbstractContextManager[Path]:
    def make() -> Path:
        folder = _get_folder(owner_id)
        folder.mkdir(mode=PRIVATE, exist_ok=True)
        return folder

    return hold_folder(make)


def _get_folder(owner_id: UUID | str) -> Path:
    return _make_root() / str(owner_id)


def _make_root() -> Path:
    root = get_root()
    root.mkdir(mode=PRIVATE, exist_ok=True)
    return root
