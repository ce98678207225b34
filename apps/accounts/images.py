"""Untrusted images to small clean ones: the bytes meet a decoder only in a process of their own that is thrown away.

See `image_subprocess.py` and `apps.core.subprocess_reader`. At most `MAX_PARALLEL` run together in one serving process; who cannot
start soon is asked to come back.
"""

from pathlib import Path
from threading import BoundedSemaphore

import structlog
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.errors import Unavailable
from apps.core.subprocess_reader import UNREADABLE, read_apart
from apps.core.validators import valid

log = structlog.get_logger(__name__)

MAX_PARALLEL = 2
TIMEOUT_SECONDS = 20.0
MAX_OUTPUT_BYTES = 2 * 1024 * 1024
ERROR_MESSAGES: dict[int, StrOrPromise] = {
    UNREADABLE: _("This image cannot be read. It may be damaged: please send another one."),
    11: _("This image has too many pixels: at most 25 million."),
    12: _("This image takes too much memory: please send a smaller one."),
}
TOO_SLOW: StrOrPromise = _("This image takes too long to read: please send another one.")

_SUBPROCESS = Path(__file__).with_name("image_subprocess.py")
_slots = BoundedSemaphore(MAX_PARALLEL)


def make_small_webp(data: bytes) -> bytes:
    """The image upright, at most 512 pixels on a side, as WebP without any metadata.

    Invalid on "file" for an image that cannot be read (also one that kills its reader) or takes too many pixels,
    memory or seconds. Unavailable when too many are read at once, or the reader itself does not work.
    """
    made = valid(
        "file",
        read_apart,
        _SUBPROCESS,
        data,
        places=_slots,
        seconds=TIMEOUT_SECONDS,
        refusals=ERROR_MESSAGES,
        too_slow=TOO_SLOW,
    )
    if not 0 < len(made) <= MAX_OUTPUT_BYTES:
        log.error("the image reader failed", bytes_out=len(made))
        raise Unavailable()
    return made
