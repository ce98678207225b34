"""The files of videos in the store, below `video/<video id>/`.

    <rendition>/init.mp4      clear, without media
    <rendition>/00000.m4s     segment 0, encrypted
    poster.jpg
    sprite-0.jpg              small pictures for seeking

They can be made anew from the original, so backups leave them out unless BACKUP_RENDITIONS is set. nginx, another
user, hands out the files of renditions: these are open to it by their names, and everything else in the folder store is
closed.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, default_storage

from apps.core.files.direct_access import get_store_with_direct_access

FOLDER = "video"
INIT = "init.mp4"
POSTER = "poster.jpg"


def build_path(video_id: UUID | str, name: str) -> str:
    """Return where the store has this file of the video."""
    return f"{FOLDER}/{video_id}/{name}"


def build_init_name(rendition: str) -> str:
    """Return the name of the init segment of a rendition."""
    return f"{rendition}/{INIT}"


def build_segment_name(rendition: str, number: int) -> str:
    """Return the name of a segment of a rendition; numbers count from 0."""
    return f"{rendition}/{number:05}.m4s"


def build_sprite_name(number: int) -> str:
    """Return the name of a sprite; numbers count from 0."""
    return f"sprite-{number}.jpg"


def store_file(video_id: UUID, name: str, content: bytes) -> None:
    """Write a file of the video, in place of one of the same name."""
    path = build_path(video_id, name)
    default_storage.delete(path)
    default_storage.save(path, File(BytesIO(content)))
    if "/" in name and get_store_with_direct_access() is None:
        _open_to_nginx(path, default_storage)


def open_file(video_id: UUID, name: str) -> tuple[IO[bytes], int] | None:
    """Open a file of the video; return it and its size in bytes, or None when there is none."""
    path = build_path(video_id, name)
    try:
        return default_storage.open(path, "rb"), default_storage.size(path)
    except FileNotFoundError:
        return None


def list_files(video_id: UUID | str, *, store: Storage = default_storage) -> set[str]:
    """Return the names of all files of the video."""
    return set(_list_folder(store, f"{FOLDER}/{video_id}", ""))


def open_all_to_nginx(video_id: UUID, *, store: Storage = default_storage) -> None:
    """Let nginx hand out the renditions of a video whose files came back from a backup."""
    if isinstance(store, FileSystemStorage):
        for name in list_files(video_id, store=store):
            if "/" in name:
                _open_to_nginx(build_path(video_id, name), store)


def delete_files(video_id: UUID | str) -> None:
    """Delete all files of the video; nothing happens where there are none."""
    _delete_folder(f"{FOLDER}/{video_id}")


def list_videos_with_files() -> list[str]:
    """Return the ids of all videos that have files in the store."""
    try:
        folders, _ = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return []
    return folders


def _open_to_nginx(path: str, store: Storage) -> None:
    """Let other users read this file, and pass through the folders above it without listing them."""
    Path(store.path(path)).chmod(0o644)
    for folder in list(PurePosixPath(path).parents)[:-1]:
        Path(store.path(str(folder))).chmod(0o711)


def _list_folder(store: Storage, folder: str, within: str) -> Iterator[str]:
    try:
        folders, names = store.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        yield f"{within}{name}"
    for inner in folders:
        yield from _list_folder(store, f"{folder}/{inner}", f"{within}{inner}/")


def _delete_folder(folder: str) -> None:
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")
    for inner in folders:
        _delete_folder(f"{folder}/{inner}")
    default_storage.delete(folder)
