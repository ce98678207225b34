"""Read the characters of a PDF from the tables of its fonts."""

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)


def read_characters(document: bytes) -> set[str]:
    """Return all characters in the ToUnicode tables of the document's fonts."""
    numbers: set[str] = set()
    for packed in _STREAM.findall(document):
        try:
            content = zlib.decompress(packed)
        except zlib.error:
            continue
        for table in _CHARS.findall(content):
            for _glyph, text in _PAIR.findall(table):
                numbers |= set(bytes.fromhex(text.decode()).decode("utf-16-be"))
    return numbers
