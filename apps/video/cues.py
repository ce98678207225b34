"""Cues of subtitles: what each may be, and how they stand to each other. Pure functions."""

import unicodedata
from collections.abc import Sequence
from typing import TypedDict

from django.utils.translation import gettext as _

from apps.core.errors import Invalid

MAX_CUES = 20_000
MAX_TEXT = 1_000
MAX_MS = 24 * 60 * 60 * 1000
"""Longer than any film."""


class Cue(TypedDict):
    """A text and when it is shown, in milliseconds of the film."""

    start_ms: int
    end_ms: int
    text: str


def clean_text(text: str) -> str:
    """Return plain lines without control characters, outer spaces and empty lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    cleaned = ("".join(sign for sign in line if unicodedata.category(sign) != "Cc").strip() for line in lines)
    return "\n".join(line for line in cleaned if line)


def check_cues(cues: Sequence[Cue], *, field: str = "") -> list[Cue]:
    """Return the cues with cleaned texts. Raise Invalid on the first that cannot stand: on `cues.<index>.<part>`, or on
    `field` with the number of the cue, counted from 1.
    """
    if len(cues) > MAX_CUES:
        raise Invalid.field(field or "cues", _("There may be %(most)d subtitles at most.") % {"most": MAX_CUES})
    checked: list[Cue] = []
    for index, cue in enumerate(cues):
        checked.append(Cue(start_ms=cue["start_ms"], end_ms=cue["end_ms"], text=clean_text(cue["text"])))
        if wrong := _find_fault(checked[-1], checked[-2] if index else None):
            part, message = wrong
            numbered = _("Subtitle %(number)d: %(fault)s") % {"number": index + 1, "fault": message}
            raise Invalid.field(field or f"cues.{index}.{part}", numbered)
    return checked


def _find_fault(cue: Cue, before: Cue | None) -> tuple[str, str] | None:
    """Return the part of a cue that is wrong, and what is wrong with it."""
    if not cue["text"]:
        return "text", _("the text is missing.")
    if len(cue["text"]) > MAX_TEXT:
        return "text", _("the text may have %(most)d characters at most.") % {"most": MAX_TEXT}
    if not 0 <= cue["start_ms"] < cue["end_ms"]:
        return "end_ms", _("it has to end after it begins.")
    if cue["end_ms"] > MAX_MS:
        return "end_ms", _("it lies after 24 hours.")
    if before is not None and cue["start_ms"] < before["end_ms"]:
        return "start_ms", _("it begins before the one above it has ended.")
    return None
