"""What writers of packages share: names in a ZIP, and files of a course that are copied into it piece by piece."""

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from uuid import UUID

from apps.core.file_types import MATERIAL_TYPES
from apps.core.files.stored import CHUNK_BYTES, open_stored_file
from apps.core.models import StoredFile
from apps.course_transfers.courses import ExportedCourse
from apps.course_transfers.reports import LEFT_OUT, Report
from apps.learning.models import CourseFile

Progress = Callable[[float], None]
"""Called with the part that is done, 0 to 1."""
MAX_NAME = 60
_EPOCH = (2000, 1, 1, 0, 0, 0)
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def make_name(title: str, number: int) -> str:
    """Return a name for a folder or file: its number, and the Latin letters of its title."""
    words = _NOT_PLAIN.sub("-", title.casefold()).strip("-")[:MAX_NAME].strip("-")
    return f"{number:02}-{words}" if words else f"{number:02}"


def write_text(archive: zipfile.ZipFile, path: str, text: str) -> None:
    """Write a text; the same text gives the same bytes."""
    entry = zipfile.ZipInfo(path, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, text.encode())


def write_course_files(
    archive: zipfile.ZipFile, exported: ExportedCourse, report: Report, progress: Progress
) -> dict[str, str]:
    """Copy the files of the course into `media/`; return the path of each by its id. One that the store has lost is
    left out and reported.
    """
    paths: dict[str, str] = {}
    total, done = sum(file.file.size for file in exported.files.values()) or 1, 0
    for number, file in enumerate(sorted(exported.files.values(), key=lambda each: each.pk), 1):
        path = f"media/{make_name(file.title, number)}.{_get_ending(file)}"
        try:
            for size in _copy_file(archive, path, file.file):
                done += size
                progress(min(done / total, 1))
        except FileNotFoundError:
            report.add(LEFT_OUT, file.title, "file_lost")
            continue
        paths[str(file.pk)] = path
    return paths


def write_thumbnail(archive: zipfile.ZipFile, exported: ExportedCourse, report: Report) -> str | None:
    """Copy the picture of the course into `media/`; return its path. None where the course has none, or the store has
    lost it, which is reported.
    """
    picture, path = exported.course.thumbnail, "media/thumbnail.webp"
    if picture is None:
        return None
    try:
        list(_copy_file(archive, path, picture))
    except FileNotFoundError:
        report.add(LEFT_OUT, PurePosixPath(path).name, "file_lost")
        return None
    return path


def _copy_file(archive: zipfile.ZipFile, path: str, stored: StoredFile) -> Iterator[int]:
    """Copy a stored file into the archive piece by piece; give the size of each. Raise FileNotFoundError, before
    anything is written, for a file that the store has lost.
    """
    with open_stored_file(stored) as opened:
        entry = zipfile.ZipInfo(path, _EPOCH)
        with archive.open(entry, "w", force_zip64=stored.size > 2**31 - 1) as target:
            while piece := opened.read(CHUNK_BYTES):
                target.write(piece)
                yield len(piece)


def _get_ending(file: CourseFile) -> str:
    known = MATERIAL_TYPES.get(file.file.content_type)
    return known or PurePosixPath(file.file.original_name).suffix.lstrip(".")[:10] or "bin"


def find_file(exported: ExportedCourse, key: str | None) -> CourseFile | None:
    """Return the file that a block names."""
    return exported.files.get(UUID(key)) if key else None
