"""Odd and hostile films, made by ffmpeg or by hand."""

import struct
from pathlib import Path
from tempfile import mkdtemp

from tests.video.films import H264, PICTURE, SOUND, make_film, make_from

TWO = PICTURE.format(size="320x180", rate=25, seconds=2)
FILM = "-f", "lavfi", "-i"


def truncated():
    """Its index comes first and names frames that are not there."""
    whole = make_film("-movflags", "faststart", *H264, seconds=4)
    return whole[: len(whole) * 6 // 10]


def without_index():
    return make_film(seconds=4)[:-2000]


def variable_rate():
    return make_from(*FILM, TWO, "-vf", "select=not(mod(n\\,7))+not(mod(n\\,5))", "-fps_mode", "vfr", *H264)


def portrait():
    return make_film(size="180x320")


def rotated():
    """A telephone's: lying frames with a matrix that turns them."""
    return _turn(0, 1 << 16, -1 << 16, 0)


def _turn(*matrix):
    a, b, c, d = matrix
    film = bytearray(make_film())
    at = film.index(b"tkhd") + 4 + 40
    film[at : at + 36] = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
    return bytes(film)


def anamorphic():
    return make_film("-vf", "setsar=4/3", *H264, size="240x180")


def odd_size():
    return make_film("-c:v", "libx264", "-pix_fmt", "yuv444p", size="321x181")


def surround():
    return make_from(
        *(*FILM, TWO, *FILM, "sine=frequency=300:duration=2,pan=5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0"),
        *H264, "-c:a", "aac",
    )  # fmt: skip


def hdr():
    return _make_hdr("smpte2084")


def _make_hdr(transfer):
    return make_film(
        *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-colorspace", "bt2020nc"),
        *("-color_primaries", "bt2020", "-color_trc", transfer), sound=False,
    )  # fmt: skip


def one_frame_a_second():
    return make_film(rate=1, seconds=5, sound=False)


def webm():
    return make_film("-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus", name="film.webm")


def longer_sound():
    return make_from(*FILM, TWO, *FILM, SOUND.format(seconds=8), *H264)


def late_sound():
    return make_from(*FILM, TWO, "-itsoffset", "1", *FILM, SOUND.format(seconds=1), *H264)


def tiny():
    return make_film(size="16x16", sound=False)


def silent():
    return make_from(*FILM, TWO, *FILM, "anullsrc=sample_rate=48000:channel_layout=stereo", "-t", "2", *H264)


def broken_frames():
    """Bytes in its middle are others."""
    film = bytearray(make_film(seconds=4, sound=False))
    for at in range(len(film) // 3, len(film) // 2, 97):
        film[at] ^= 0xFF
    return bytes(film)


def no_picture():
    return make_from(*FILM, SOUND.format(seconds=2), "-c:a", "aac")


def too_long():
    return make_film(size="16x16", rate="1/60", seconds=7 * 3600, sound=False)


def lying_header():
    """It says two days, and has two seconds."""
    film = bytearray(make_film("-movflags", "faststart", *H264, sound=False))
    days = 2 * 86400
    at = film.index(b"mvhd")
    scale = struct.unpack(">I", film[at + 16 : at + 20])[0]
    film[at + 20 : at + 24] = struct.pack(">I", days * scale)
    at = film.index(b"tkhd")
    film[at + 24 : at + 28] = struct.pack(">I", days * scale)
    at = film.index(b"mdhd")
    scale = struct.unpack(">I", film[at + 16 : at + 20])[0]
    film[at + 20 : at + 24] = struct.pack(">I", min(days * scale, 2**32 - 1))
    return bytes(film)


def too_tall():
    return make_film(size="16x8800", rate=5, sound=False)


def hundred_streams():
    return make_from(*FILM, SOUND.format(seconds=1), *FILM, TWO, "-map", "1", *["-map", "0"] * 99, *H264)


def not_a_film():
    return b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"Good morning! " * 500


def cut_in_its_index():
    """The index comes first and ends in mid-air."""
    film = make_film("-movflags", "faststart", *H264, seconds=4)
    return film[: film.index(b"moov") + 900]


def cut_by_a_byte():
    """Of its index, which comes last."""
    return make_film()[:-1]


def only_a_header():
    return make_film()[:32]


def one_byte():
    return b"\0"


def giant_index():
    """Its index says that it has four gibibytes."""
    film = make_film("-movflags", "faststart", *H264)
    at = film.index(b"moov") - 4
    return film[:at] + struct.pack(">I", 2**32 - 1) + film[at + 4 :]


def giant_table():
    """Its list of frames says that there are two thousand million."""
    film = bytearray(make_film("-movflags", "faststart", *H264, sound=False))
    at = film.index(b"stsz") + 12
    film[at : at + 4] = struct.pack(">I", 2**31 - 1)
    return bytes(film)


def nested_boxes():
    """A thousand boxes, each in another."""
    content = b""
    for _ in range(1000):
        content = struct.pack(">I4s", len(content) + 8, b"moov") + content
    return b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + content


def rotated_180():
    return _turn(-1 << 16, 0, 0, -1 << 16)


def rotated_270():
    return _turn(0, -1 << 16, 1 << 16, 0)


def hlg():
    return _make_hdr("arib-std-b67")


def mono():
    return make_from(*FILM, TWO, *FILM, SOUND.format(seconds=2), *H264, "-c:a", "aac", "-ac", "1", "-ar", "8000")


def without_sound():
    return make_film(sound=False)


def many_frames():
    return make_film(rate=120, sound=False)


def mov_of_a_camera():
    return make_film("-c:v", "mjpeg", "-pix_fmt", "yuvj422p", "-c:a", "pcm_s16le", name="film.mov")


def prores_with_alpha():
    return make_film("-c:v", "prores_ks", "-pix_fmt", "yuva444p10le", "-c:a", "pcm_s24le", name="film.mov")


def vp8_with_alpha():
    return make_film("-c:v", "libvpx", "-pix_fmt", "yuva420p", "-auto-alt-ref", "0", sound=False, name="film.webm")


def vp9():
    return make_film("-c:v", "libvpx-vp9", "-deadline", "realtime", "-c:a", "libvorbis", name="film.webm")


def av1():
    return make_film("-c:v", "libsvtav1", "-preset", "12", "-c:a", "libopus", name="film.webm")


def hevc():
    return make_film("-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hvc1", "-x265-params", "log-level=none")


def deep_colours():
    return make_film("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv444p10le", sound=False)


def interlaced():
    return make_film("-vf", "tinterlace=interleave_top", "-flags", "+ildct+ilme", "-c:v", "mpeg4", seconds=4)


def fragmented():
    return make_film("-movflags", "frag_keyframe+empty_moov+default_base_moof", *H264)


def shorter_sound():
    return make_from(*FILM, TWO, *FILM, SOUND.format(seconds=0.5), *H264)


def gap():
    """Six seconds, and nothing is shown anew from the second second to the fifth."""
    six = PICTURE.format(size="320x180", rate=25, seconds=6)
    return make_from(*FILM, six, "-vf", "select=not(between(t\\,2\\,5))", "-fps_mode", "vfr", *H264)


def begins_before_zero():
    """Its first half second comes before its begin."""
    return make_film("-output_ts_offset", "-0.5", "-avoid_negative_ts", "disabled", *H264)


def begins_late():
    """Its first frame has the time of an hour."""
    return make_film("-output_ts_offset", "3600", *H264, name="film.mkv")


def edited():
    """An edit list shows it from its second second on."""
    whole = Path(mkdtemp(), "whole.mp4")
    whole.write_bytes(make_film("-g", "100", *H264, seconds=4))
    try:
        return make_from("-ss", "1.5", "-i", whole, "-c", "copy")
    finally:
        whole.unlink()
        whole.parent.rmdir()


def with_cover():
    """A picture for lists comes before the film."""
    return make_from(
        *(*FILM, "color=red:size=64x64:duration=0.04", *FILM, TWO, "-map", "0", "-map", "1"),
        *("-c:v:0", "mjpeg", "-disposition:v:0", "attached_pic", "-c:v:1", "libx264", "-pix_fmt", "yuv420p"),
    )  # fmt: skip


def cover_alone():
    """A song with its cover."""
    return make_from(
        *(*FILM, "color=red:size=64x64:duration=0.04", *FILM, SOUND.format(seconds=2)),
        *("-c:v", "mjpeg", "-disposition:v:0", "attached_pic", "-c:a", "aac"),
    )  # fmt: skip


def matroska():
    return make_film(name="film.mkv")


def flash():
    return make_film("-c:v", "flv", "-c:a", "aac", "-ar", "44100", name="film.flv")


def transport_stream():
    return make_film(name="film.ts")


def animated_gif():
    return make_film("-c:v", "gif", "-pix_fmt", "rgb8", rate=5, sound=False, name="film.gif")


def picture():
    return make_from(*FILM, TWO, "-frames:v", "1", "-update", "1", name="film.png")


def subtitles_that_name_a_file():
    return b"1\n00:00:00,000 --> 00:00:02,000\n/etc/passwd\n"


def text_of_a_filter():
    return b"movie=/etc/passwd[out0]"


def concat(path):
    return f"ffconcat version 1.0\nfile '{path}'\n".encode()


def playlist(address):
    return f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{address}\n#EXT-X-ENDLIST\n".encode()


def session_description(port):
    return f"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video {port} RTP/AVP 96\n".encode()
