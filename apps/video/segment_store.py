"""Segments that ffmpeg writes into a folder, moved encrypted into the store while it still runs."""

import errno
import os
from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from apps.video import video_files
from apps.video.keys import encrypt_segment
from apps.video.refusals import VideoRefused

BOX_HEAD = 8


class SegmentStore:
    """Moves segments of one run of ffmpeg from `folder` into the store. Plain ones are deleted at once."""

    def __init__(self, video_id: UUID, secret: bytes, folder: Path) -> None:
        self._video_id, self._secret, self._folder = video_id, secret, folder
        self._names: list[str] = []
        self._sizes: dict[str, dict[int, int]] = {}

    def prepare(self, names: Collection[str]) -> None:
        """Make the folders of these renditions."""
        self._names = list(names)
        for name in names:
            (self._folder / name).mkdir()
            self._sizes[name] = {}

    def store_whole(self) -> None:
        """Store the segments that are whole: ffmpeg gives a file its name when it is."""
        for name in self._names:
            for segment in sorted((self._folder / name).glob("*.m4s")):
                self._store(name, segment)

    store_rest = store_whole

    def store_inits(self) -> None:
        """Store the init segments. They hold no media and stay clear."""
        for name in self._names:
            content = _read_whole(self._folder / name / video_files.INIT)
            video_files.store_file(self._video_id, video_files.build_init_name(name), content)

    def check_counts(self, names: Collection[str], count: int) -> None:
        """Raise VideoRefused unless each rendition has so many segments; one is enough for "audio"."""
        for name in names:
            if len(self._sizes[name]) < count:
                raise VideoRefused("damaged")

    def get_sizes(self, name: str) -> list[int]:
        """Return the sizes of the stored segments of a rendition, in order, in bytes."""
        return [size for _, size in sorted(self._sizes[name].items())]

    def _store(self, name: str, segment: Path) -> None:
        number = int(segment.stem)
        content = encrypt_segment(_read_whole(segment), secret=self._secret, rendition=name, number=number)
        video_files.store_file(self._video_id, video_files.build_segment_name(name, number), content)
        self._sizes[name][number] = len(content)
        segment.unlink()


def _read_whole(file: Path) -> bytes:
    """Return the content of a file of ffmpeg, whose boxes fill it (ISO/IEC 14496-12, 4.2).

    Raise OSError (ENOSPC) when they do not: on a full disk ffmpeg's HLS muxer leaves files cut off, and says nothing.
    """
    content = file.read_bytes()
    at = 0
    while at + BOX_HEAD <= len(content):
        at += max(int.from_bytes(content[at : at + 4]), BOX_HEAD)
    if not content or at != len(content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return content
