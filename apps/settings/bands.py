"""Coin bands: which percent of a homework's coins a score earns, written as `40:50 70:80 90:100`."""

import re
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_BAND = re.compile(r"(\d{1,3}):(\d{1,3})")


@lru_cache(maxsize=16)
def parse_coin_bands(text: str) -> tuple[tuple[int, int], ...]:
    """Return pairs of minimum score and percent, lowest score first; empty for an empty text.

    Raise ValidationError unless scores are 0 to 100 and rising, and percents are at most 200.
    """
    matches = [_BAND.fullmatch(part) for part in text.split()]
    bands = [(int(match[1]), int(match[2])) for match in matches if match is not None]
    marks = [mark for mark, _percent in bands]
    good = all(matches) and marks == sorted(set(marks)) and all(mark <= 100 and share <= 200 for mark, share in bands)
    if not good:
        raise ValidationError(_("Write bands as mark:percent, the lowest mark first, such as 40:50 70:80 90:100."))
    return tuple(bands)


def validate_coin_bands(text: str) -> None:
    """Raise ValidationError as `parse_coin_bands` does."""
    parse_coin_bands(text)
