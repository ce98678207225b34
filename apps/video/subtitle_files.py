"""Files of subtitles: WebVTT (https://www.w3.org/TR/webvtt1/) and SubRip (SRT). Pure functions."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from apps.core.errors import Invalid
from apps.video.cues import MAX_CUES, Cue, check_cues, clean_text

MAX_BYTES = 2 * 1024 * 1024
HEADER = "WEBVTT"
TIMESTAMP_MAP = "X-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000"
"""Of segments of HLS (RFC 8216, 3.5): our media begins at 0."""
ARROW = "-->"
CYRILLIC_SHARE = 0.9
"""Of the words with letters outside ASCII: in cp1251 they are Cyrillic throughout; those of another old encoding read
as a mixture.
"""

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_TAG = re.compile(r"<[^<>]*>")
_SRT_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>|\{\\[^{}]*\}")
_WORD, _CYRILLIC = re.compile(r"[^\W\d_]+"), re.compile(r"[А-яЁёЎўІіЇїЄє]+")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True)
class ReadSubtitles:
    """What a file holds. `shortened`: how many cues ended after the next one began, and now end with its begin."""

    cues: list[Cue]
    shortened: int


def read_subtitle_file(content: bytes) -> ReadSubtitles:
    """Return the cues of a VTT or SRT file; its tags and styles are left out. Raise Invalid on "file" with what is
    wrong: encoding, format, or the number of the cue.
    """
    text = _decode(content).replace("\r\n", "\n").replace("\r", "\n")
    is_vtt = text.lstrip().startswith(HEADER)
    cues: list[Cue] = []
    for start, end, lines in _iterate_cues(text, is_vtt=is_vtt):
        plain = clean_text(_read_vtt_text(lines) if is_vtt else _SRT_TAG.sub("", lines))
        if plain:
            cues.append(Cue(start_ms=start, end_ms=end, text=plain))
        if len(cues) > MAX_CUES:
            break
    if not cues:
        raise _refuse(_("There are no subtitles in this file. Send WebVTT (.vtt) or SubRip (.srt)."))
    shortened = _shorten_overlapping(cues)
    return ReadSubtitles(check_cues(cues, field="file"), shortened)


def write_vtt(cues: Sequence[Cue], *, in_hls: bool = False) -> str:
    """Return the cues as WebVTT; nothing in their texts is markup. `in_hls`: as a segment of a playlist."""
    head = [HEADER, *([TIMESTAMP_MAP] if in_hls else [])]
    blocks = [
        f"{_write_time(cue['start_ms'], '.')} {ARROW} {_write_time(cue['end_ms'], '.')}\n{_escape(cue['text'])}"
        for cue in cues
    ]
    return "\n\n".join(["\n".join(head), *blocks]) + "\n"


def write_srt(cues: Sequence[Cue]) -> str:
    """Return the cues as SubRip, which has no way to write a sign that players may take for markup."""
    blocks = [
        f"{number}\n{_write_time(cue['start_ms'], ',')} {ARROW} {_write_time(cue['end_ms'], ',')}\n{cue['text']}\n"
        for number, cue in enumerate(cues, 1)
    ]
    return "\n".join(blocks)


def _refuse(message: str) -> Invalid:
    return Invalid.field("file", message)


def _decode(content: bytes) -> str:
    """Return the text. Old Cyrillic files are known by their letters."""
    unreadable = _refuse(_("The letters of this file cannot be read. Save it as UTF-8 and send it again."))
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        text = content.decode("cp1251", errors="replace")
        if encoding != "utf-8" or text.startswith(HEADER) or not _looks_cyrillic(text):
            raise unreadable from error
    if "\0" in text:
        raise unreadable
    return text


def _looks_cyrillic(text: str) -> bool:
    strange = [word for word in _WORD.findall(text) if not word.isascii()]
    cyrillic = sum(_CYRILLIC.fullmatch(word) is not None for word in strange)
    return cyrillic >= CYRILLIC_SHARE * len(strange)


def _iterate_cues(text: str, *, is_vtt: bool) -> Iterator[tuple[int, int, str]]:
    """Yield begin, end and text of each cue. Blocks without times are passed over: notes, styles, regions."""
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.strip("\n\ufeff").split("\n")
        at = next((place for place, line in enumerate(lines[:2]) if ARROW in line), None)
        if at is None or (is_vtt and lines[0].startswith(("NOTE", "STYLE", "REGION", HEADER)) and at == 0):
            continue
        times = _TIMES.fullmatch(lines[at])
        if times is None:
            raise _refuse(_("These times cannot be read: %(line)s") % {"line": lines[at].strip()[:80]})
        start, end = _read_time(times.groups()[:4]), _read_time(times.groups()[4:])
        yield start, end, "\n".join(lines[at + 1 :])


def _read_time(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0"))


def _write_time(milliseconds: int, mark: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{rest:03}"


def _read_vtt_text(text: str) -> str:
    return html.unescape(_TAG.sub("", text))


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _shorten_overlapping(cues: Sequence[Cue]) -> int:
    """Let each cue end at the latest when the next one begins; return how many changed. Those that begin together or
    out of order stay for `check_cues`.
    """
    shortened = 0
    for cue, after in zip(cues, cues[1:], strict=False):
        if cue["start_ms"] < after["start_ms"] < cue["end_ms"]:
            cue["end_ms"] = after["start_ms"]
            shortened += 1
    return shortened
