"""Convert untrusted images to small clean ones, each in a subprocess of its own.

See `image_subprocess.py` and `apps.core.subprocess_reader`. At most `MAX_PARALLEL` run at once in one serving process.
"""

import struct
from collections.abc import Sequence
from pathlib import Path
from threading import BoundedSemaphore

import structlog
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.errors import Unavailable
from apps.core.subprocess_reader import UNREADABLE, SubprocessReader
from apps.core.validators import validate_field

log = structlog.get_logger(__name__)

MAX_PARALLEL = 2
TIMEOUT_SECONDS = 20.0
MAX_OUTPUT_BYTES = 4 * 1024 * 1024
SMALL_SIDE = 512
ERROR_MESSAGES: dict[int, StrOrPromise] = {
    UNREADABLE: _("This image cannot be read. It may be damaged: please send another one."),
    11: _("This image has too many pixels: at most 25 million."),
    12: _("This image takes too much memory: please send a smaller one."),
}
TOO_SLOW: StrOrPromise = _("This image takes too long to read: please send another one.")

_SUBPROCESS = Path(__file__).with_name("image_subprocess.py")
_READER = SubprocessReader(_SUBPROCESS, BoundedSemaphore(MAX_PARALLEL), TIMEOUT_SECONDS, ERROR_MESSAGES, TOO_SLOW)


def make_small_webp(image_bytes: bytes, *, max_side: int = SMALL_SIDE) -> bytes:
    """Return the image as WebP: upright, at most `max_side` pixels on a side, without metadata.

    Raise Invalid on "file" for an image that cannot be read, crashes the decoder, or takes too many pixels, memory or
    seconds. Raise Unavailable when too many images are being read, or the subprocess fails.
    """
    return _read(image_bytes, max_side)


def make_webp_widths(image_bytes: bytes, *, widths: Sequence[int]) -> dict[int, bytes]:
    """Return the image as WebP in each of these widths in pixels, none wider than the image itself.

    Raise as `make_small_webp`.
    """
    answer, images = _read(image_bytes, max(widths), *widths), dict[int, bytes]()
    while answer:
        width, length = struct.unpack_from(">II", answer)
        images[width], answer = answer[8 : 8 + length], answer[8 + length :]
    return images


def _read(image_bytes: bytes, *numbers: int) -> bytes:
    answer = validate_field("file", lambda data: _READER.read(data, *map(str, numbers)), image_bytes)
    if not 0 < len(answer) <= MAX_OUTPUT_BYTES:
        log.error("the image reader failed", bytes_out=len(answer))
        raise Unavailable()
    return answer
