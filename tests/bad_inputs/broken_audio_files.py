"""Recordings made by hand to break a decoder: name → (bytes, what must come of it).

What must come of it is the reason of a refusal, or DECODES for a file of which something can be heard. Either way the
worker lives, and the child keeps to its memory and time.
"""

import gzip
import random
import struct
from collections.abc import Callable

from tests.bad_inputs.containers import (
    compressed_matroska,
    cut_to_percent,
    ebml_element,
    flac_info,
    ftyp,
    id3_picture,
    many_tracks,
    matroska,
    nested_boxes,
    repeated_packets,
    silent_flac,
    surround_sound,
    with_field,
    with_id3_tag,
)
from tests.bad_inputs.damaged_audio import (
    DAMAGED,
    archive,
    encoded,
    hour_of_silence,
    long_index,
    m4a,
    tone,
    video_only,
    wav,
)

DECODES = "DECODES"
LONG_PACKETS = (("frame_duration", "120"),)


def webm() -> bytes:
    """A good webm, as browsers record it."""
    return encoded("webm", "libopus")


def ogg() -> bytes:
    """A good ogg with Opus."""
    return encoded("ogg", "libopus")


def mp3() -> bytes:
    """A good mp3."""
    return encoded("mp3", "libmp3lame")


def flac() -> bytes:
    """A good FLAC."""
    return encoded("flac", "flac")


def aac() -> bytes:
    """Good bare AAC."""
    return encoded("adts", "aac", 44_100)


def threegp() -> bytes:
    """A good 3gp, as older phones write it."""
    return encoded("3gp", "aac", 16_000)


def floats(*values: float) -> bytes:
    """A second of 32-bit floats, those among them."""
    data = tone(1.0)
    data[100 : 100 + len(values)] = values
    return wav(kind=3, bits=32, data=data.tobytes())


def noise(count: int, seed: int = 1) -> bytes:
    """Random bytes, the same each time."""
    return random.Random(seed).randbytes(count)


def renamed(data: bytes, box: bytes) -> bytes:
    """An m4a without its first such box."""
    return data.replace(box, b"free", 1)


def many_samples(count: int) -> bytes:
    """An m4a of 19 kB whose index claims so many samples: 32 bytes of memory each, before the first is decoded."""
    wanted = struct.pack(">I", count)
    data = with_field(m4a(), b"stts", 8, wanted)
    data = with_field(data, b"stsz", 4, struct.pack(">I", 7) + wanted)
    return with_field(data, b"stsc", 12, wanted)


NOT_SOUND: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "EMPTY"),
    "one byte": (lambda: b"\x00", "UNREADABLE"),
    "zeros": (lambda: bytes(40_000), "UNREADABLE"),
    "random": (lambda: noise(40_000), "UNREADABLE"),
    "text called mp3": (lambda: b"Dear teacher, here is my homework.\n" * 200, "UNREADABLE"),
    "html called mp3": (lambda: b"<!doctype html><html><body>404</body></html>" * 20, "UNREADABLE"),
    "svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "UNREADABLE"),
    "zip": (archive, "UNREADABLE"),
    "gzip of a wav": (lambda: gzip.compress(wav(), mtime=0), "UNREADABLE"),
    "png": (lambda: id3_picture(64)[24:], "UNREADABLE"),
    "pdf": (lambda: b"%PDF-1.7\n" + noise(3000) + b"\n%%EOF", "UNREADABLE"),
    "program": (lambda: b"\x7fELF\x02\x01\x01" + bytes(9) + noise(3000), "UNREADABLE"),
    "subtitles": (lambda: b"1\n00:00:01,000 --> 00:00:02,000\nhello\n\n" * 50, "UNREADABLE"),
    "video only": (video_only, "NO_AUDIO"),
}
"""Not recordings at all."""

LISTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "ffconcat of a local file": (lambda: b"ffconcat version 1.0\nfile /etc/passwd\nfile good.wav\n", "UNREADABLE"),
    "ffconcat of a relative file": (lambda: b"ffconcat version 1.0\nfile 'good.wav'\nduration 5\n", "UNREADABLE"),
    "ffconcat of an address": (lambda: b"ffconcat version 1.0\nfile http://127.0.0.1/x.wav\n", "UNREADABLE"),
    "ffconcat behind a mark": (lambda: b"\xef\xbb\xbfffconcat version 1.0\nfile x.wav\n", "UNREADABLE"),
    "sdp": (
        lambda: b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n",
        "UNREADABLE",
    ),
    "m3u8": (
        lambda: b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
        "UNREADABLE",
    ),
    "m3u8 of an address": (lambda: b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:1/a.ts\n#EXT-X-ENDLIST\n", "UNREADABLE"),
    "dash": (
        lambda: b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"></MPD>',
        "UNREADABLE",
    ),
    "xspf": (
        lambda: b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>&e;</p>',
        "UNREADABLE",
    ),
    "rtsp redirect": (lambda: b"RTSPtextrtsp://127.0.0.1/x\r\n", "UNREADABLE"),
    "m4a whose sound lies in another file": (
        lambda: m4a().replace(b"url \x00\x00\x00\x01", b"alis\x00\x00\x00\x00", 1),
        DECODES,
    ),
}
"""Files that would have the decoder open something else."""

OTHER_FORMATS: dict[str, tuple[Callable[[], bytes], str]] = {
    "aiff": (lambda: encoded("aiff", "pcm_s16be", 16_000), "UNREADABLE"),
    "au": (lambda: encoded("au", "pcm_s16be", 16_000), "UNREADABLE"),
    "avi": (lambda: encoded("avi", "pcm_s16le", 16_000), "UNREADABLE"),
    "transport stream": (lambda: encoded("mpegts", "aac", 48_000), "UNREADABLE"),
    "flash video": (lambda: encoded("flv", "aac", 44_100), "UNREADABLE"),
    "asf": (lambda: encoded("asf", "libmp3lame", 44_100), "UNREADABLE"),
    "amr head": (lambda: b"#!AMR\n" + noise(2000), "UNREADABLE"),
    "midi": (lambda: b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x00\x60MTrk\xff\xff\xff\xff" + noise(500), "UNREADABLE"),
}
"""Sound in formats that no phone sends and that are not let in."""

WAVES: dict[str, tuple[Callable[[], bytes], str]] = {
    "wav header only": (lambda: wav(data=b""), "NO_AUDIO"),
    "wav of 12 bytes": (lambda: wav()[:12], "UNREADABLE"),
    "wav of one sample": (lambda: wav(data=b"\x01\x00"), DECODES),
    "wav of half a sample": (lambda: wav(data=b"\x01"), "UNREADABLE"),
    "wav at 0 Hz": (lambda: wav(rate=0), "UNREADABLE"),
    "wav at 1 Hz": (lambda: wav(rate=1, data=bytes(10_000)), "BAD_SAMPLE_RATE"),
    "wav at 8 Hz": (lambda: wav(rate=8, data=bytes(40_000)), "BAD_SAMPLE_RATE"),
    "wav at 7,999 Hz": (lambda: wav(rate=7_999), "BAD_SAMPLE_RATE"),
    "wav at 192,001 Hz": (lambda: wav(rate=192_001), "BAD_SAMPLE_RATE"),
    "wav at 2 GHz": (lambda: wav(rate=2**31), "UNREADABLE"),
    "wav at 4 GHz": (lambda: wav(rate=2**32 - 1), "UNREADABLE"),
    "wav without channels": (lambda: wav(channels=0), "BAD_CHANNELS"),
    "wav of 3 channels": (lambda: wav(channels=3), "BAD_CHANNELS"),
    "wav of 255 channels": (lambda: wav(channels=255), "BAD_CHANNELS"),
    "wav of 65,535 channels": (lambda: wav(channels=65_535), "BAD_CHANNELS"),
    "wav of 0 bits": (lambda: wav(bits=0), "UNREADABLE"),
    "wav of 64 bits": (lambda: wav(bits=64, data=bytes(16_000 * 8)), DECODES),
    "wav of 65,535 bits": (lambda: wav(bits=65_535), "UNREADABLE"),
    "wav of unknown codec": (lambda: wav(kind=0x7777), "UNREADABLE"),
    "wav of ADPCM without blocks": (lambda: with_field(wav(kind=0x11, bits=4), b"fmt ", 16, b"\0\0"), DECODES),
    "wav of infinite and undefined numbers": (lambda: floats(float("inf"), float("-inf"), float("nan"), 1e38), DECODES),
    "wav without its data": (lambda: wav().replace(b"data", b"junk", 1), "UNREADABLE"),
    "wav of five minutes and more": (lambda: wav(rate=8_000, bits=8, data=bytes([128]) * 2_500_000), "TOO_LONG"),
}
"""Headers of WAV that lie."""

BOXES: dict[str, tuple[Callable[[], bytes], str]] = {
    "m4a of 10 bytes": (lambda: m4a()[:10], "UNREADABLE"),
    "m4a of 1 percent": (cut_to_percent(m4a, 1), "UNREADABLE"),
    "m4a of 10 percent": (cut_to_percent(m4a, 10), "UNREADABLE"),
    "m4a without its index": (cut_to_percent(m4a, 50), "UNREADABLE"),
    "m4a of 99 percent": (cut_to_percent(m4a, 99), "UNREADABLE"),
    "m4a of its first box": (ftyp, "UNREADABLE"),
    "m4a with an endless index": (long_index, "NO_AUDIO"),
    "m4a of 100 million samples": (lambda: many_samples(100_000_000), "NO_AUDIO"),
    "m4a of 2 million samples": (lambda: many_samples(2_000_000), "UNREADABLE"),
    "m4a of boxes 20,000 deep": (lambda: nested_boxes(20_000), "UNREADABLE"),
    "m4a whose index is 4 GB": (
        lambda: m4a().replace(m4a()[m4a().index(b"moov") - 4 :][:4], b"\xff\xff\xff\xff", 1),
        DECODES,
    ),
    "m4a without a clock": (lambda: with_field(m4a(), b"mdhd", 12, bytes(4)), DECODES),
    "m4a without sizes": (lambda: renamed(m4a(), b"stsz"), "NO_AUDIO"),
    "m4a without places": (lambda: renamed(m4a(), b"stco"), "NO_AUDIO"),
    "m4a without a codec": (lambda: m4a().replace(b"mp4a", b"zzzz", 1), DECODES),
    "m4a whose places lie outside": (lambda: with_field(m4a(), b"stco", 8, b"\x7f\xff\xff\xff"), "NO_AUDIO"),
    "m4a whose samples are 2 GB": (lambda: with_field(m4a(), b"stsz", 4, b"\x7f\xff\xff\xff"), "NO_AUDIO"),
    "m4a of six channels": (lambda: surround_sound("mp4", "aac", "5.1"), "BAD_CHANNELS"),
    "m4a of noise": (lambda: ftyp() + noise(20_000), "UNREADABLE"),
    "3gp cut in the middle": (cut_to_percent(threegp, 50), "UNREADABLE"),
}
"""Files of the MP4 family."""

EBML: dict[str, tuple[Callable[[], bytes], str]] = {
    "webm of 1 percent": (cut_to_percent(webm, 1), "UNREADABLE"),
    "webm of 10 percent": (cut_to_percent(webm, 10), DECODES),
    "webm of its first element": (lambda: ebml_element("1A45DFA3", ebml_element("4282", b"webm")), "UNREADABLE"),
    "matroska at 1 Hz": (lambda: matroska(rate=1.0), "BAD_SAMPLE_RATE"),
    "matroska at a thousand million Hz": (lambda: matroska(rate=1e9), "BAD_SAMPLE_RATE"),
    "matroska at an undefined rate": (lambda: matroska(rate=float("nan")), DECODES),
    "matroska of 64 channels": (lambda: matroska(channels=64), "BAD_CHANNELS"),
    "matroska of 2^60 channels": (lambda: matroska(channels=2**60), "UNREADABLE"),
    "matroska of 50 tracks": (lambda: many_tracks(50), DECODES),
    "matroska that zlib blows up to 256 MB": (lambda: compressed_matroska(256), "NO_AUDIO"),
    "matroska of 200 tags in one another": (lambda: matroska(nested=200), "NO_AUDIO"),
    "matroska with a block of one byte": (lambda: matroska(block=b"\0"), "UNREADABLE"),
}
"""Matroska and webm."""

STREAMED: dict[str, tuple[Callable[[], bytes], str]] = {
    "ogg of 30 bytes": (lambda: ogg()[:30], "UNREADABLE"),
    "ogg with a spoilt head": (lambda: ogg().replace(b"OpusHead", b"OpusHxad", 1), "UNREADABLE"),
    "ogg of 255 channels": (lambda: with_field(ogg(), b"OpusHead", 1, b"\xff"), "UNREADABLE"),
    "flac of 30 bytes": (lambda: flac()[:30], "UNREADABLE"),
    "flac of its head": (lambda: flac_info(), "NO_AUDIO"),
    "flac at 0 Hz": (lambda: flac_info(rate=0) + flac()[86:], "UNREADABLE"),
    "flac at 655,350 Hz": (lambda: flac_info(rate=655_350) + noise(3000), "BAD_SAMPLE_RATE"),
    "flac of 8 channels": (lambda: surround_sound("flac", "flac", "7.1"), "BAD_CHANNELS"),
    "flac whose head claims 16 MB": (lambda: b"fLaC\x04\xff\xff\xff" + noise(3000), "UNREADABLE"),
    "aac of 8 channels": (lambda: surround_sound("adts", "aac", "7.1"), "BAD_CHANNELS"),
    "mp3 of two frames and noise": (lambda: mp3()[:900] + noise(3000), "UNREADABLE"),
    "mp3 behind a tag of 20 MB": (lambda: with_id3_tag(20_000_000, mp3()), DECODES),
    "mp3 with a picture of 60,000 pixels each way": (
        lambda: with_id3_tag(200_000, mp3(), id3_picture(60_000)),
        DECODES,
    ),
    "mp3 whose tag claims 256 MB": (lambda: b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + mp3(), "UNREADABLE"),
    "mp3 that changes rate in the middle": (lambda: mp3() + encoded("mp3", "libmp3lame", 16_000), DECODES),
    "two oggs in one": (lambda: ogg() + encoded("ogg", "libopus", 24_000), DECODES),
    "aac behind a webm": (lambda: aac() + webm(), DECODES),
}
"""Ogg, FLAC, AAC and MP3."""

LONG: dict[str, tuple[Callable[[], bytes], str]] = {
    "flac of 12 hours in 200 kB": (lambda: silent_flac(12), "TOO_LONG"),
    "flac of an hour": (hour_of_silence, "TOO_LONG"),
    "ogg of 2 hours": (lambda: repeated_packets("ogg", "libopus", 2, options=LONG_PACKETS), "TOO_LONG"),
    "webm of 2 hours": (lambda: repeated_packets("webm", "libopus", 2, options=LONG_PACKETS), "TOO_LONG"),
    "m4a of 2 hours": (lambda: repeated_packets("mp4", "aac", 2, rate=8_000), "TOO_LONG"),
    "aac of 2 hours": (lambda: repeated_packets("adts", "aac", 2, rate=8_000), "TOO_LONG"),
    "mp3 of 2 hours": (lambda: repeated_packets("mp3", "libmp3lame", 2, rate=8_000), "TOO_LONG"),
}
"""Small files of long silence, asked for with a cap of five minutes."""

DAMAGED_FILES: dict[str, tuple[Callable[[], bytes], str]] = {name: (make, DECODES) for name, make in DAMAGED.items()}

BROKEN_AUDIO_FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    **NOT_SOUND, **LISTS, **OTHER_FORMATS, **WAVES, **BOXES, **EBML, **STREAMED, **LONG, **DAMAGED_FILES
}  # fmt: skip
