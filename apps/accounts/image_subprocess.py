"""Convert one untrusted image to small WebPs. Run as a script: image on stdin, WebP on stdout.

The first argument is the largest side in pixels. With widths after it, the answer is one WebP for each width that the
image has (`encode_widths`).

It imports Pillow and nothing of ours, limits its own memory and time before it reads a byte, and exits afterwards. The
output is made of pixels alone: no EXIF, profile, text or second frame. For exit statuses see `ERROR_MESSAGES` in
`apps.accounts.images`; for an unreadable image it prints the class of the error.
"""

import io
import os
import resource
import signal
import struct
import sys

if __name__ == "__main__":
    os.nice(10)  # before the imports: requests come first

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_PIXELS = 25_000_000
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
        max_side, *widths = map(int, sys.argv[1:])
        pixels = read_pixels(sys.stdin.buffer.read(), max_side)
        image = encode_widths(pixels, widths) if widths else encode_webp(pixels)
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


def read_pixels(image_bytes: bytes, max_side: int) -> Image.Image:
    """Return the image upright, at most `max_side` pixels on a side, without metadata."""
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(io.BytesIO(image_bytes), formats=FORMATS) as image:
        if image.width * image.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        image.draft("RGB", (max_side * 2, max_side * 2))
        image.load()
        mode = "RGBA" if image.has_transparency_data else "RGB"
        pixels = image if image.mode == mode else image.convert(mode)
        pixels.thumbnail((max_side, max_side))
        upright = ImageOps.exif_transpose(pixels)
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)
    return clean


def encode_webp(pixels: Image.Image) -> bytes:
    """Return the pixels as WebP."""
    out = io.BytesIO()
    pixels.save(out, "WEBP", quality=82)
    return out.getvalue()


def encode_widths(pixels: Image.Image, widths: list[int]) -> bytes:
    """Return a WebP for each width, none wider than the image: width and length as 32-bit numbers, then the bytes."""
    parts = []
    for width in sorted({min(width, pixels.width) for width in widths}):
        height = max(1, round(pixels.height * width / pixels.width))
        image = encode_webp(pixels.resize((width, height), Image.Resampling.LANCZOS))
        parts.append(struct.pack(">II", width, len(image)) + image)
    return b"".join(parts)


if __name__ == "__main__":
    sys.exit(main())
