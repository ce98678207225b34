"""How long a text is as an SMS.

3GPP TS 23.038 (once GSM 03.38), 6.2.1: the default alphabet has 7 bits a character, and those of its extension table
take two places, an escape and the character. A text with any other character is sent in UCS-2. 3GPP TS 23.040,
9.2.3.24: a text that does not fit into one message loses six octets of each to the header that joins them, and neither
an escape and its character nor the two halves of a surrogate pair are put into different messages. The national
alphabets of TS 23.038 are not used.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")

Encoding = Literal["gsm7", "unicode"]
CAPACITY: dict[Encoding, tuple[int, int]] = {"gsm7": (160, 153), "unicode": (70, 67)}
"""Characters of a single message, and of each part of several."""


@dataclass(frozen=True)
class SmsSize:
    """The size of a text. `characters`: septets or UTF-16 units. `parts`: what is paid for; 0 for an empty text."""

    encoding: Encoding
    characters: int
    parts: int


def measure_sms(text: str) -> SmsSize:
    """Return the encoding that the text needs, its length in it and the number of parts."""
    encoding = _choose_encoding(text)
    characters = sum(_count_characters(letter, encoding) for letter in text)
    return SmsSize(encoding, characters, sum(1 for _ in _split_parts(text, encoding, characters)))


def split_sms(text: str) -> list[str]:
    """Return the text of each part."""
    encoding = _choose_encoding(text)
    return list(_split_parts(text, encoding, sum(_count_characters(letter, encoding) for letter in text)))


def _choose_encoding(text: str) -> Encoding:
    return "gsm7" if all(letter in BASIC or letter in EXTENSION for letter in text) else "unicode"


def _count_characters(letter: str, encoding: Encoding) -> int:
    if encoding == "gsm7":
        return 2 if letter in EXTENSION else 1
    return 2 if ord(letter) > 0xFFFF else 1


def _split_parts(text: str, encoding: Encoding, characters: int) -> Iterator[str]:
    alone, joined = CAPACITY[encoding]
    if characters <= alone:
        if text:
            yield text
        return
    start = taken = 0
    for at, letter in enumerate(text):
        places = _count_characters(letter, encoding)
        if taken + places > joined:
            yield text[start:at]
            start, taken = at, 0
        taken += places
    yield text[start:]
