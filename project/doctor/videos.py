"""Checks what films of lessons need: ffmpeg, and the process that transcodes them."""

import subprocess
from collections.abc import Iterator

from django.db import Error

from apps.jobs.queries import count_ready_processes
from apps.video.models import HostedVideo, Video, VideoState
from apps.video.programs import FfmpegMissing, find_ffmpeg
from apps.video.vdocipher import client
from project.doctor.findings import Finding, bad, ok, warn

NEEDED = ("libx264", "aac", "zscale", "tonemap", "ebur128", "bwdif")
"""Encoders and filters of ffmpeg that transcoding uses."""
ANSWER_SECONDS = 20


def check_videos() -> Iterator[Finding]:
    """Check that ffmpeg is there and has what it needs, and that films do not wait in vain."""
    yield _check_ffmpeg()
    try:
        waiting = Video.objects.filter(state__in=[VideoState.WAITING, VideoState.TRANSCODING]).count()
        is_ready = count_ready_processes("media") > 0
    except Error:
        return
    if waiting and not is_ready:
        yield bad("video", f"no media is ready: {waiting} films wait", "Start it: manage.py media; see its log.")
    elif not is_ready:
        yield warn("video", "no media is ready: films that are sent will wait", "Start it: manage.py media")
    else:
        yield ok("video", f"{waiting} films are being prepared" if waiting else "no film waits")
    yield from check_films_left_at_vdocipher()


def check_films_left_at_vdocipher() -> Iterator[Finding]:
    """Check that no deleted film lies at VdoCipher while there is no key to delete it with."""
    try:
        left = HostedVideo.objects.filter(video=None).count()
    except Error:
        return
    if left and not client.is_on():
        remedy = "Set VDOCIPHER_API_SECRET again for a day: they are deleted there (docs/video.md)."
        yield warn("video", f"{left} films that were deleted here still lie at VdoCipher", remedy)


def _check_ffmpeg() -> Finding:
    try:
        program = find_ffmpeg()
        known = "".join(
            subprocess.run(  # noqa: S603
                [program, "-hide_banner", question], capture_output=True, text=True, timeout=ANSWER_SECONDS, check=True
            ).stdout
            for question in ("-encoders", "-filters")
        ).split()
    except FfmpegMissing:
        return bad("video", "there is no ffmpeg: films are not prepared", "apt install ffmpeg")
    except (OSError, subprocess.SubprocessError):
        return bad("video", "ffmpeg does not run: films are not prepared", "Try it: ffmpeg -version")
    lacking = [name for name in NEEDED if name not in known]
    if lacking:
        return bad("video", f"{program} was built without {', '.join(lacking)}", "apt install ffmpeg")
    return ok("video", f"films are transcoded by {program}")
