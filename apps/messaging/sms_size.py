"""How long an SMS is: what alphabet it needs and how many parts are paid (GSM 03.38, UTF-16)."""

from collections.abc import Iterable
from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")


@dataclass(frozen=True)
class SmsSize:
    """`encoding` is gsm7 or unicode; `characters` are those of it that count, `parts` what is paid."""

    encoding: str
    characters: int
    parts: int


def size(text: str) -> SmsSize:
    """160 characters of the plain alphabet fit one part, 153 each of several; 70 and 67 with any other character.

    Those of the extension table count twice, as do characters outside of the first plane; neither is cut in two.
    """
    if (BASIC | EXTENDED).issuperset(text):
        return _counted("gsm7", [2 if letter in EXTENDED else 1 for letter in text], alone=160, among=153)
    return _counted("unicode", [2 if ord(letter) > 0xFFFF else 1 for letter in text], alone=70, among=67)


def _counted(encoding: str, lengths: Iterable[int], *, alone: int, among: int) -> SmsSize:
    lengths = list(lengths)
    total = sum(lengths)
    if total <= alone:
        return SmsSize(encoding, total, 1 if total else 0)
    parts, room = 1, among
    for length in lengths:
        if length > room:
            parts, room = parts + 1, among
        room -= length
    return SmsSize(encoding, total, parts)
