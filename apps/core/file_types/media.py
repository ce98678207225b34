"""Detect audio and video files by their containers: MP3, M4A, OGG, WAV, MP4, MOV, WebM."""

import os
import re
from collections.abc import Iterator
from typing import IO

BEGINNING = 256 * 1024
MOST_BOXES = 10_000
MOST_MOOV = 32 * 1024 * 1024
QUICKTIME = b"qt  "
BRANDS = re.compile(rb"qt  |isom|iso[2-9]|mp4[12]|avc1|MSNV|M4[AVB] |dash|mmp4")
HANDLER = re.compile(rb"hdlr.{8}(vide|soun)", re.DOTALL)
WEBM = re.compile(rb"\x42\x82(?:\x84|\x01\x00{6}\x04|\x40\x04|\x20\x00\x04|\x10\x00\x00\x04)webm")
OGG_SOUNDS = (b"OpusHead", b"\x01vorbis", b"\x7fFLAC", b"Speex   ")

_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_KILOBITS = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}


def detect_media_type(opened: IO[bytes]) -> str | None:
    """Return the content type, or None for other files and files that are broken near the start."""
    size = opened.seek(0, os.SEEK_END)
    opened.seek(0)
    begin = opened.read(BEGINNING)
    if begin[4:8] == b"ftyp":
        return _detect_mp4(opened, begin, size)
    if begin.startswith(b"\x1a\x45\xdf\xa3"):
        return _detect_webm(begin)
    if begin.startswith(b"OggS\x00"):
        page = begin[:512]
        return "audio/ogg" if any(sound in page for sound in OGG_SOUNDS) and b"theora" not in begin[:4096] else None
    if begin.startswith(b"RIFF") and begin[8:12] == b"WAVE":
        return "audio/wav" if b"fmt " in begin[:4096] and b"data" in begin else None
    return "audio/mpeg" if _is_mp3(opened, begin, size) else None


def _detect_mp4(opened: IO[bytes], begin: bytes, size: int) -> str | None:
    if not BRANDS.fullmatch(begin[8:12]):
        return None
    boxes = dict(_read_boxes(opened, size))
    if None in boxes or b"moov" not in boxes:
        return None
    at, length = boxes[b"moov"]
    if length > MOST_MOOV:
        return None
    opened.seek(at)
    tracks = set(HANDLER.findall(opened.read(length)))
    if b"vide" in tracks:
        return "video/quicktime" if begin[8:12] == QUICKTIME else "video/mp4"
    return "audio/mp4" if b"soun" in tracks else None


def _read_boxes(opened: IO[bytes], size: int) -> Iterator[tuple[bytes | None, tuple[int, int]]]:
    """Each box of the outermost level: kind, where it begins and how long it is; None for a kind that cannot be."""
    at = 0
    for _ in range(MOST_BOXES):
        if at == size:
            return
        opened.seek(at)
        head = opened.read(16)
        length, kind = int.from_bytes(head[:4], "big"), head[4:8]
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        elif length == 0:
            length = size - at
        if length < 8 or at + length > size:
            break
        yield kind, (at, length)
        at += length
    yield None, (at, 0)


def _detect_webm(begin: bytes) -> str | None:
    if not WEBM.search(begin[:128]):
        return None
    if re.search(rb"V_VP[89]|V_AV1", begin):
        return "video/webm"
    return "audio/webm" if re.search(rb"A_OPUS|A_VORBIS", begin) else None


def _is_mp3(opened: IO[bytes], begin: bytes, size: int) -> bool:
    """Whether two frames follow each other at the beginning, or close behind an ID3 tag."""
    if not begin.startswith(b"ID3"):
        return _has_mp3_frames(begin, 0, ends=size <= len(begin))
    tag = 0
    for byte in begin[6:10]:
        tag = tag << 7 | byte & 0x7F
    opened.seek(10 + tag)
    behind = opened.read(BEGINNING)
    ends = 10 + tag + len(behind) >= size
    places = (match.start() for match in re.finditer(rb"\xff[\xe0-\xff]", behind))
    return any(_has_mp3_frames(behind, at, ends=ends) for at, _ in zip(places, range(64), strict=False))


def _has_mp3_frames(data: bytes, at: int, *, ends: bool) -> bool:
    first = _frame_length(data[at : at + 4])
    following = at + first
    if not first:
        return False
    return _frame_length(data[following : following + 4]) > 0 or (ends and following == len(data))


def _frame_length(head: bytes) -> int:
    """Of a frame of MPEG layer III, in bytes; 0 when this is none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer, rate, bits = head[1] >> 3 & 3, head[1] >> 1 & 3, head[2] >> 2 & 3, head[2] >> 4
    if version == 1 or layer != 1 or rate == 3 or not 0 < bits < 15:
        return 0
    kilobits, hertz = _KILOBITS[version == 3][bits], _RATES[version][rate]
    return (144 if version == 3 else 72) * kilobits * 1000 // hertz + (head[2] >> 1 & 1)
