"""The files of packages in the store: below `package/<id>/`, each named by the hash of its path in the package.

They can be made anew from the zip, so backups leave them out.
"""

import hashlib
import unicodedata
from typing import IO, Any
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage

FOLDER = "package"


def build_key(package_id: UUID, path: str) -> str:
    """Return where the store has this file of the package."""
    name = hashlib.sha256(unicodedata.normalize("NFC", path).encode()).hexdigest()
    return f"{FOLDER}/{package_id}/{name}"


def store_file(package_id: UUID, path: str, content: IO[Any]) -> None:
    """Write a file of the package; the store has none at this path yet."""
    default_storage.save(build_key(package_id, path), File(content))


def open_file(package_id: UUID, path: str) -> tuple[IO[bytes], int] | None:
    """Open a file of the package; return it and its size in bytes, or None when there is none."""
    key = build_key(package_id, path)
    try:
        return default_storage.open(key, "rb"), default_storage.size(key)
    except FileNotFoundError:
        return None


def has_file(package_id: UUID, path: str) -> bool:
    """Return whether the store has this file of the package."""
    return default_storage.exists(build_key(package_id, path))


def delete_files(package_id: UUID | str) -> None:
    """Delete all files of the package; nothing happens where there are none."""
    folder = f"{FOLDER}/{package_id}"
    try:
        _, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)


def list_packages_with_files() -> list[str]:
    """Return the ids of all packages that have files in the store."""
    try:
        folders, _ = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return []
    return folders
