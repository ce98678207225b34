"""Videos for tests: a short film made by ffmpeg, cut, encrypted and stored as the process `media` does it."""

import subprocess
import tempfile
from functools import cache
from pathlib import Path

from apps.core.models import StoredFile
from apps.video.keys import encrypt_segment, open_secret, seal_new_secret
from apps.video.models import Rendition, Video
from apps.video.video_files import POSTER, build_init_name, build_segment_name, build_sprite_name, store_file

SECONDS = 45
"""Of the usual film: more than 40 segments of a second, so two keys."""
FRAMES = 5
"""A second."""
SIZES = {"240p": (160, 90), "360p": (320, 180)}
VIDEO_CODEC, AUDIO_CODEC = "avc1.42c00b", "mp4a.40.2"
POSTER_BYTES, SPRITE_BYTES = b"\xff\xd8poster", b"\xff\xd8sprite"


@cache
def make_segments(rendition: str, seconds: int = SECONDS, length: int = 1) -> tuple[bytes, list[bytes]]:
    """The init segment and the plain segments of one rendition, `length` seconds each."""
    if rendition == "audio":
        source = ["-f", "lavfi", "-i", f"sine=d={seconds}", "-c:a", "aac", "-b:a", "32k"]
    else:
        size = "x".join(str(side) for side in SIZES[rendition])
        source = ["-f", "lavfi", "-i", f"testsrc2=s={size}:r={FRAMES}:d={seconds}", "-c:v", "libx264"]
        source += ["-pix_fmt", "yuv420p", "-profile:v", "baseline", "-preset", "ultrafast"]
        source += ["-g", str(FRAMES), "-sc_threshold", "0"]
    with tempfile.TemporaryDirectory() as folder:
        cut = ["-f", "hls", "-hls_time", str(length), "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4"]
        cut += ["-hls_segment_filename", "%05d.m4s", "list.m3u8"]
        subprocess.run(["ffmpeg", "-v", "error", *source, *cut], cwd=folder, check=True, timeout=120)
        segments = [path.read_bytes() for path in sorted(Path(folder).glob("*.m4s"))]
        return (Path(folder) / "init.mp4").read_bytes(), segments


def make_ladder(video: Video, *renditions: str, seconds: int = SECONDS, length: int = 1) -> None:
    """Store encrypted renditions of the film for this video, with poster and a sprite, and let it be ready."""
    video.secret = seal_new_secret(video)
    video.state, video.percent, video.duration_ms, video.has_audio = "ready", 100, seconds * 1000, True
    video.width, video.height = SIZES["360p"]
    video.save()
    secret = open_secret(video)
    for name in renditions:
        init, segments = make_segments(name, seconds, length)
        store_file(video.pk, build_init_name(name), init)
        for number, content in enumerate(segments):
            encrypted = encrypt_segment(content, secret=secret, rendition=name, number=number)
            store_file(video.pk, build_segment_name(name, number), encrypted)
        width, height = SIZES.get(name, (0, 0))
        sizes = [len(content) * 8 for content in segments]
        Rendition.objects.create(
            video=video, name=name, width=width, height=height, bandwidth=max(sizes),
            average_bandwidth=sum(sizes) // seconds, codecs=VIDEO_CODEC if width else AUDIO_CODEC,
            segments=[length * 1000] * len(segments), bytes=sum(sizes) // 8,
        )  # fmt: skip
    store_file(video.pk, POSTER, POSTER_BYTES)
    store_file(video.pk, build_sprite_name(0), SPRITE_BYTES)


def make_video(stored: StoredFile, *renditions: str, **lengths: int) -> Video:
    """A video of this file with these renditions; without any it waits."""
    video = Video.objects.filter(file=stored).first() or Video.objects.create(file=stored)
    if renditions:
        make_ladder(video, *renditions, **lengths)
    return video
