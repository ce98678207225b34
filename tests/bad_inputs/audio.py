"""Recordings that break things, made by hand: name → bytes. Some are honest files with one lie in them."""

import io
import random
import struct
import zipfile
from collections.abc import Callable
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


@cache
def encoded(container: str, codec: str, rate: int = 48_000, seconds: float = 2.0, silent: bool = False) -> bytes:
    """A good file of one tone, or of silence."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as target:
        stream = target.add_stream(codec, rate=rate, layout="mono")
        size = stream.codec_context.frame_size or 4096
        resampler = av.AudioResampler(format=stream.format.name, layout="mono", rate=rate, frame_size=size)
        minute = np.zeros(rate * 60, dtype=np.float32) if silent else None
        for start in range(0, int(seconds), 60):
            piece = minute if minute is not None else tone(min(60.0, seconds - start), rate)
            frame = av.AudioFrame.from_ndarray(piece[None], format="flt", layout="mono")
            frame.sample_rate = rate
            for one in resampler.resample(frame):
                target.mux(stream.encode(one))
        for one in resampler.resample(None):
            target.mux(stream.encode(one))
        target.mux(stream.encode(None))
    return out.getvalue()


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


UNREADABLE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "one byte": lambda: b"\x00",
    "zeros": lambda: bytes(40_000),
    "random": lambda: random.Random(1).randbytes(40_000),
    "text called mp3": lambda: b"Dear teacher, here is my homework.\n" * 200,
    "html called mp3": lambda: b"<!doctype html><html><body>404</body></html>" * 20,
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    "zip": archive,
    "wav header only": lambda: wav(data=b""),
    "wav at 8 Hz": lambda: wav(rate=8, data=bytes(40_000)),
    "wav at 1 Hz": lambda: wav(rate=1, data=bytes(10_000)),
    "wav at 0 Hz": lambda: wav(rate=0),
    "wav at 4 GHz": lambda: wav(rate=2**32 - 1),
    "wav without channels": lambda: wav(channels=0),
    "wav of 255 channels": lambda: wav(channels=255),
    "wav of 3 channels": lambda: wav(channels=3),
    "wav of 0 bits": lambda: wav(bits=0),
    "wav of unknown codec": lambda: wav(kind=0x7777),
    "ffconcat": lambda: b"ffconcat version 1.0\nfile /etc/passwd\nfile good.wav\n",
    "sdp": lambda: b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n",
    "m3u8": lambda: b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "dash": lambda: b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"></MPD>',
    "m4a without its index": lambda: m4a()[: len(m4a()) // 2],
    "m4a of 10 bytes": lambda: m4a()[:10],
    "webm of 1 percent": lambda: encoded("webm", "libopus")[: len(encoded("webm", "libopus")) // 100],
    "ogg of 30 bytes": lambda: encoded("ogg", "libopus")[:30],
    "flac of 30 bytes": lambda: encoded("flac", "flac")[:30],
    "video only": video_only,
    "m4a with an endless index": long_index,
}
"""Nothing in them can be scored: AUDIO_BAD, whatever the reason."""

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
