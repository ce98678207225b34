"""Containers written byte by byte, where no encoder would write what is wanted."""

import io
import struct
import zlib
from collections.abc import Callable, Sequence
from functools import cache

import av
import numpy as np

from tests.bad_inputs.damaged_audio import encode_pieces


def _table(polynomial: int, bits: int) -> list[int]:
    top, mask = 1 << (bits - 1), (1 << bits) - 1
    table = []
    for value in range(256):
        rest = value << (bits - 8)
        for _ in range(8):
            rest = ((rest << 1) ^ polynomial if rest & top else rest << 1) & mask
        table.append(rest)
    return table


_CRC8, _CRC16 = _table(0x07, 8), _table(0x8005, 16)


def _crc(table: Sequence[int], bits: int, data: bytes) -> int:
    rest = 0
    for byte in data:
        rest = (table[(rest >> (bits - 8)) ^ byte] ^ (rest << 8)) & ((1 << bits) - 1)
    return rest


def _coded_number(number: int) -> bytes:
    """FLAC's frame number: UTF-8's scheme, up to 31 bits."""
    if number < 0x80:
        return bytes([number])
    rest: list[int] = []
    while number >= 0x40 >> len(rest):
        rest.append(0x80 | (number & 0x3F))
        number >>= 6
    return bytes([(0xFF << (7 - len(rest))) & 0xFF | number, *reversed(rest)])


def flac_info(*, rate: int = 16_000, channels: int = 1, block: int = 65_535, samples: int = 0) -> bytes:
    """The head of a FLAC file (RFC 9639, section 8.2) that says what it is told to."""
    packed = (rate & 0xFFFFF) << 44 | (channels - 1) << 41 | 15 << 36 | samples
    body = struct.pack(">HH", block, block) + bytes(6) + packed.to_bytes(8, "big") + bytes(16)
    return b"fLaC" + bytes([0x80]) + len(body).to_bytes(3, "big") + body


@cache
def silent_flac(hours: float, rate_code: int = 0b0110, rate: int = 22_050) -> bytes:
    """Honest FLAC of digital silence: one constant block of 65,535 samples in about 15 bytes."""
    frames = int(hours * 3600 * rate / 65_535)
    out = [flac_info(rate=rate, samples=frames * 65_535)]
    for number in range(frames):
        head = bytes([0xFF, 0xF8, 0x70 | rate_code, 0x08]) + _coded_number(number) + b"\xff\xfe"
        frame = head + bytes([_crc(_CRC8, 8, head), 0, 0, 0])
        out.append(frame + _crc(_CRC16, 16, frame).to_bytes(2, "big"))
    return b"".join(out)


def ebml_element(ident: str, body: bytes) -> bytes:
    """One EBML element: its id in hex, an eight-byte size, its body (RFC 8794)."""
    return bytes.fromhex(ident) + (1 << 56 | len(body)).to_bytes(8, "big") + body


def ebml_number(ident: str, value: int) -> bytes:
    """An EBML element that holds an unsigned number."""
    return ebml_element(ident, value.to_bytes(8, "big"))


def matroska(
    *, rate: float = 16_000.0, channels: int = 1, encodings: bytes = b"", block: bytes | None = None, nested: int = 0
) -> bytes:
    """A Matroska file of raw 16-bit sound whose head says what it is told to."""
    sound = ebml_element("B5", struct.pack(">d", rate)) + ebml_number("9F", channels) + ebml_number("6264", 16)
    track = (
        ebml_number("D7", 1) + ebml_number("73C5", 1) + ebml_number("83", 2) + ebml_element("86", b"A_PCM/INT/LIT")
        + ebml_element("E1", sound) + encodings
    )  # fmt: skip
    block = (np.sin(np.arange(16_000) / 12) * 8000).astype("<i2").tobytes() if block is None else block
    cluster = ebml_number("E7", 0) + ebml_element("A3", b"\x81\x00\x00\x80" + block)
    head = ebml_element("1A45DFA3", ebml_element("4282", b"matroska"))
    body = ebml_element("1549A966", ebml_number("2AD7B1", 1_000_000)) + ebml_element(
        "1654AE6B", ebml_element("AE", track)
    )
    for _ in range(nested):
        body = ebml_element("1254C367", body)
    return head + ebml_element("18538067", body + ebml_element("1F43B675", cluster))


def compressed_matroska(megabytes: int) -> bytes:
    """A block that zlib blows up to so many megabytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(megabytes)) + packer.flush()
    how = (
        ebml_number("5031", 0)
        + ebml_number("5032", 1)
        + ebml_number("5033", 0)
        + ebml_element("5034", ebml_number("4254", 0))
    )
    return matroska(encodings=ebml_element("6D80", ebml_element("6240", how)), block=packed)


@cache
def repeated_packets(
    container: str, codec: str, hours: float, *, rate: int = 48_000, options: tuple[tuple[str, str], ...] = ()
) -> bytes:
    """So many hours made of one encoded silent packet, over and over."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as target:
        stream = target.add_stream(codec, rate=rate, layout="mono", options=dict(options))
        stream.codec_context.open()
        size = stream.codec_context.frame_size or 1024
        silence = np.zeros((1, size), dtype=np.float32)
        resampler = av.AudioResampler(format=stream.format.name, layout="mono", rate=rate, frame_size=size)
        packets = []
        for _ in range(8):
            frame = av.AudioFrame.from_ndarray(silence, format="flt", layout="mono")
            frame.sample_rate = rate
            for resampled in resampler.resample(frame):
                packets += stream.encode(resampled)
        body = bytes(packets[-1])
        step = packets[-1].duration or size
        for place in range(int(hours * 3600 * rate / size)):
            packet = av.Packet(body)
            packet.stream, packet.time_base = stream, stream.codec_context.time_base
            packet.pts = packet.dts = place * step
            packet.duration = step
            target.mux(packet)
    return out.getvalue()


def many_tracks(count: int) -> bytes:
    """A Matroska file of so many tracks of sound."""
    out = io.BytesIO()
    with av.open(out, "w", format="matroska") as target:
        tracks = [target.add_stream("pcm_s16le", rate=16_000, layout="mono") for _ in range(count)]
        for track in tracks:
            frame = av.AudioFrame.from_ndarray(np.full((1, 16_000), 500, np.int16), format="s16", layout="mono")
            frame.sample_rate = 16_000
            target.mux(track.encode(frame))
    return out.getvalue()


def surround_sound(container: str, codec: str, layout: str, rate: int = 48_000) -> bytes:
    """A good second of sound in more channels than two ears hear."""
    return encode_pieces(container, codec, [np.full(rate, 0.1, np.float32)], rate, layout)


def nested_boxes(depth: int, name: bytes = b"moov") -> bytes:
    """MP4 boxes inside one another, behind an honest `ftyp`."""
    data = b""
    for _ in range(depth):
        data = struct.pack(">I", (len(data) + 8) & 0xFFFFFFFF) + name + data
    return ftyp() + data


def ftyp() -> bytes:
    """The first box of an m4a."""
    return struct.pack(">I", 20) + b"ftypM4A \x00\x00\x02\x00isom"


def with_field(data: bytes, box: bytes, offset: int, value: bytes) -> bytes:
    """`data` with `value` written `offset` bytes behind the name of its first such box."""
    at = data.index(box) + len(box) + offset
    return data[:at] + value + data[at + len(value) :]


def cut_to_percent(make: Callable[[], bytes], percent: float) -> Callable[[], bytes]:
    """The first `percent` of what `make` gives."""
    return lambda: make()[: int(len(make()) * percent / 100)]


def with_id3_tag(size: int, body: bytes, frame: bytes = b"") -> bytes:
    """`body` behind an ID3v2.4 tag that claims `size` bytes and holds `frame` and zeros."""
    digits = bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\x00\x00" + digits + (frame + bytes(max(0, size - len(frame))))[:size] + body


def id3_picture(side: int) -> bytes:
    """An ID3 frame with a PNG that claims so many pixels each way and holds next to none."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 16, 6, 0, 0, 0))
    png += chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")
    body = b"\x00image/png\x00\x03\x00" + png
    size = bytes((len(body) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"APIC" + size + b"\x00\x00" + body
