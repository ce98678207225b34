"""Convert untrusted images to small clean ones, each in a subprocess of its own.

See `image_subprocess.py` and `apps.core.subprocess_reader`. At most `MAX_PARALLEL` run at once in one serving process.
"""

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
MAX_OUTPUT_BYTES = 2 * 1024 * 1024
ERROR_MESSAGES: dict[int, StrOrPromise] = {
    UNREADABLE: _("This image cannot be read. It may be damaged: please send another one."),
    11: _("This image has too many pixels: at most 25 million."),
    12: _("This image takes too much memory: please send a smaller one."),
}
TOO_SLOW: StrOrPromise = _("This image takes too long to read: please send another one.")

_SUBPROCESS = Path(__file__).with_name("image_subprocess.py")
_READER = SubprocessReader(_SUBPROCESS, BoundedSemaphore(MAX_PARALLEL), TIMEOUT_SECONDS, ERROR_MESSAGES, TOO_SLOW)


def make_small_webp(image_bytes: bytes) -> bytes:
    """Return the image as WebP: upright, at most 512 pixels on a side, without metadata.

    Raise Invalid on "file" for an image that cannot be read, crashes the decoder, or takes too many pixels, memory or
    seconds. Raise Unavailable when too many images are being read, or the subprocess fails.
    """
    image = validate_field("file", _READER.read, image_bytes)
    if not 0 < len(image) <= MAX_OUTPUT_BYTES:
        log.error("the image reader failed", bytes_out=len(image))
        raise Unavailable()
    return image
