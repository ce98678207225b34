"""Detect plain text: UTF-8, or UTF-16 with a byte order mark, without control characters.

Nothing marks a file as text, so one that a program would take for something else by its first characters (a web page, a
script, a playlist) is no text here.
"""

import codecs
import re
from typing import IO

TEXT = "text/plain"
PIECE = 256 * 1024
OTHER_BEGINNINGS = ("<", "#!", "%!", "%pdf", "{\\rtf", "#extm3u", "ffconcat")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")


def is_plain_text(opened: IO[bytes]) -> bool:
    """Return whether the whole file is text; read in pieces. An empty file is none."""
    opened.seek(0)
    has_mark = opened.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    decoder = codecs.getincrementaldecoder("utf-16" if has_mark else "utf-8-sig")()
    opened.seek(0)
    begun = False
    try:
        while piece := opened.read(PIECE):
            text = decoder.decode(piece)
            if _CONTROLS.search(text):
                return False
            text = text if begun else text.lstrip()
            if text and not begun:
                begun = True
                if text.casefold().startswith(OTHER_BEGINNINGS):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return begun
