"""Recordings that break things, made by hand: name → bytes. Some are honest files with one lie in them."""

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterable
from functools import cache

import av
import numpy as np

RATE = 16_000


def tone(seconds: float = 2.0, rate: int = RATE) -> np.ndarray:
    """A quiet 220 Hz tone."""
    return (0.2 * np.sin(2 * np.pi * 220 * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


def wav(
    *,
    rate: int = RATE,
    channels: int = 1,
    bits: int = 16,
    claims: int | None = None,
    data: bytes | None = None,
    kind: int = 1,
) -> bytes:
    """A WAV file whose header says what it is told to."""
    data = (tone() * 32767).astype("<i2").tobytes() if data is None else data
    block = max(0, channels * bits // 8)
    fmt = struct.pack("<HHIIHH", kind, channels, rate, (rate * block) & 0xFFFFFFFF, block & 0xFFFF, bits)
    size = len(data) if claims is None else claims
    body = b"WAVEfmt " + struct.pack("<I", len(fmt)) + fmt + b"data" + struct.pack("<I", size) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def encode_pieces(
    container: str, codec: str, pieces: Iterable[np.ndarray], rate: int = 48_000, layout: str = "mono"
) -> bytes:
    """A good file of these pieces of mono sound."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as target:
        stream = target.add_stream(codec, rate=rate, layout=layout)
        stream.codec_context.open()
        size = stream.codec_context.frame_size or 4096
        resampler = av.AudioResampler(format=stream.format.name, layout=layout, rate=rate, frame_size=size)
        for piece in (*pieces, None):
            frame = None if piece is None else av.AudioFrame.from_ndarray(piece[None], format="flt", layout="mono")
            if frame is not None:
                frame.sample_rate = rate
            for resampled in resampler.resample(frame):
                target.mux(stream.encode(resampled))
        target.mux(stream.encode(None))
    return out.getvalue()


@cache
def encoded(container: str, codec: str, rate: int = 48_000, seconds: float = 2.0, silent: bool = False) -> bytes:
    """A good file of one tone, or of silence."""
    minute = np.zeros(rate * 60, dtype=np.float32)
    pieces = (minute if silent else tone(min(60.0, seconds - start), rate) for start in range(0, int(seconds), 60))
    return encode_pieces(container, codec, pieces, rate)


def m4a() -> bytes:
    """A good m4a with its index at the end, as phones write it."""
    return encoded("mp4", "aac", 44_100)


def hour_of_silence() -> bytes:
    """3,600 s in about 600 kB."""
    return encoded("flac", "flac", 16_000, 3600.0, silent=True)


def long_index() -> bytes:
    """An m4a that claims two thousand million samples."""
    data = bytearray(m4a())
    at = data.index(b"stts")
    data[at + 12 : at + 16] = struct.pack(">I", 2_000_000_000)
    at = data.index(b"stsz")
    data[at + 8 : at + 16] = struct.pack(">II", 7, 2_000_000_000)
    return bytes(data)


def video_only() -> bytes:
    """An mp4 with a picture and no sound."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as target:
        stream = target.add_stream("mpeg4", rate=5)
        stream.width = stream.height = 32
        for _ in range(3):
            target.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), format="rgb24")))
        target.mux(stream.encode(None))
    return out.getvalue()


def archive() -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("../../etc/passwd", "x" * 1000)
    return out.getvalue()


DAMAGED: dict[str, Callable[[], bytes]] = {
    "wav that claims 4 GB": lambda: wav(claims=2**32 - 1),
    "wav that claims less": lambda: wav(claims=16_000),
    "mp3 behind 2 MB of tag": lambda: (
        b"ID3\x04\x00\x00\x00\x7f\x7f\x7f" + bytes(2_097_151) + encoded("mp3", "libmp3lame")
    ),
    "ogg cut in the middle": lambda: encoded("ogg", "libopus")[: len(encoded("ogg", "libopus")) * 2 // 3],
    "mp3 with noise inside": lambda: encoded("mp3", "libmp3lame")[:8000] + random.Random(2).randbytes(3000),
    "webm cut near its end": lambda: encoded("webm", "libopus")[:-500],
}
"""Something can be heard in them; it must be got out, or the file refused, without harm."""
