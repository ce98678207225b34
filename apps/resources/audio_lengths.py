"""How long recordings are, read from their bytes in a process of its own."""

from pathlib import Path
from threading import BoundedSemaphore

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.subprocess_reader import UNREADABLE, SubprocessReader
from apps.core.validators import InvalidValue

MAX_PARALLEL = 2
TIMEOUT_SECONDS = 30.0
REFUSALS: dict[int, StrOrPromise] = {
    UNREADABLE: _("This recording cannot be read. It may be damaged: please send another one.")
}
TOO_SLOW: StrOrPromise = _("This recording takes too long to read: please send another one.")

_SCRIPT = Path(__file__).with_name("audio_length_subprocess.py")
_READER = SubprocessReader(_SCRIPT, BoundedSemaphore(MAX_PARALLEL), TIMEOUT_SECONDS, REFUSALS, TOO_SLOW)


def read_audio_length(data: bytes) -> int:
    """Return the length of a recording in milliseconds.

    Raise InvalidValue for one that cannot be read or is empty, Unavailable when too many are being read.
    """
    answer = _READER.read(data)
    if not answer.isdigit() or int(answer) < 1:
        raise InvalidValue(REFUSALS[UNREADABLE])
    return min(int(answer), 2**31 - 1)
