"""Convert one untrusted image to a small WebP. Run as a script: image on stdin, WebP on stdout.

It imports Pillow and nothing of ours, limits its own memory and time before it reads a byte, and exits afterwards. The
output is made of pixels alone: no EXIF, profile, text or second frame. For exit statuses see `ERROR_MESSAGES` in
`apps.accounts.images`; for an unreadable image it prints the class of the error.
"""

import io
import os
import resource
import signal
import sys

if __name__ == "__main__":
    os.nice(10)  # before the imports: requests come first

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_PIXELS = 25_000_000
MAX_SIDE = 512
MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 10
UNREADABLE, TOO_MANY_PIXELS, TOO_MUCH_MEMORY = 10, 11, 12


def main() -> int:
    """Convert the image; return the exit status."""
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        image = encode_small_webp(sys.stdin.buffer.read())
    except MemoryError:
        return TOO_MUCH_MEMORY
    except Image.DecompressionBombError:
        return TOO_MANY_PIXELS
    # A broken file may raise anything in a decoder; whatever it was, it is an image that cannot be read.
    except Exception as error:
        sys.stdout.write(type(error).__name__)
        return UNREADABLE
    sys.stdout.buffer.write(image)
    return 0


def encode_small_webp(image_bytes: bytes) -> bytes:
    """Return the image as WebP: upright, at most 512 pixels on a side, without metadata."""
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(io.BytesIO(image_bytes), formats=FORMATS) as image:
        if image.width * image.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        image.draft("RGB", (MAX_SIDE * 2, MAX_SIDE * 2))
        image.load()
        mode = "RGBA" if image.has_transparency_data else "RGB"
        pixels = image if image.mode == mode else image.convert(mode)
        pixels.thumbnail((MAX_SIDE, MAX_SIDE))
        upright = ImageOps.exif_transpose(pixels)
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)
    out = io.BytesIO()
    clean.save(out, "WEBP", quality=82)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
