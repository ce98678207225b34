"""Pictures, good and hostile, made on the spot."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

SECRET = "41.311081, 69.240562 Malika"


def make_jpeg(width: int = 800, height: int = 600, *, orientation: int = 1) -> bytes:
    """A photo with a place, a profile and a comment in it; the upper half red, the lower blue."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width, height // 2))
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = orientation, SECRET
    return save_image(image, "JPEG", exif=exif, comment=SECRET.encode(), icc_profile=SECRET.encode() * 20)


def make_png() -> bytes:
    """With text in it."""
    info = PngInfo()
    info.add_text("Comment", SECRET)
    return save_image(Image.new("RGBA", (64, 64), (0, 255, 0, 0)), "PNG", pnginfo=info)


def save_image(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def make_pixel_bomb(width: int = 8000, height: int = 5000) -> bytes:
    """A PNG of 40 megapixels in less than 200 kB."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = zlib.compress((b"\0" + b"\0" * (width * 3)) * height, 9)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def make_archive_bytes() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", "hello")
    return out.getvalue()


def build_upload(data: bytes, name: str = "me.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)
