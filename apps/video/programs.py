"""Programs that read untrusted films: ffmpeg and the probe, each in a limited process of its own."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import structlog

from apps.video.refusals import VideoRefused

log = structlog.get_logger(__name__)

GIBIBYTE = 1024**3
MEMORY_BYTES = 8 * GIBIBYTE
"""Address space, not memory in use: ffmpeg's threads reserve much of it."""
FILE_BYTES = 4 * GIBIBYTE
PAUSE_SECONDS = 0.05
LAST_WORDS = 2000
NEAR_LIMIT = 0.7
"""Killed with this share of its processor time, a program was killed for it: the system's two clocks of it differ."""
DEMUXERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm"
"""Formats that only read the film itself: others, such as playlists, would open more."""
SOUND_DEMUXERS = f"{DEMUXERS},ogg,mp3,wav,aac,flac"
"""Those of recordings (`apps.core.validators.AUDIO_TYPES`)."""
_CHILD = Path(__file__).with_name("limited_child.py")
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONPATH", "VIRTUAL_ENV")


class ProgramKilled(Exception):
    """A program was killed from outside, such as for memory; another try may go well."""


class FfmpegMissing(Exception):
    """There is no ffmpeg on this machine."""


def find_ffmpeg() -> str:
    """Return the path of ffmpeg: that of the system, else of the extra `video`. Raise FfmpegMissing."""
    if found := shutil.which("ffmpeg"):
        return found
    if find_spec("imageio_ffmpeg"):
        from imageio_ffmpeg import get_ffmpeg_exe

        return str(get_ffmpeg_exe())
    raise FfmpegMissing("Install ffmpeg (apt install ffmpeg), or the extra `video`.")


def run_program(
    arguments: Sequence[str],
    *,
    folder: Path,
    cpu_seconds: int,
    stdout: Path | None = None,
    meanwhile: Callable[[], None] | None = None,
    file_bytes: int = FILE_BYTES,
) -> str:
    """Run a program in `folder` until it ends and return the last words it wrote to stderr. `meanwhile` is called again
    and again while it runs. `file_bytes`: how large a file may be that it writes. A signal to this process and its
    group does not reach it, so a stop lets it finish.

    Raise VideoRefused("damaged") when it fails, VideoRefused("slow") when it uses more than `cpu_seconds`, OSError
    (ENOSPC) when the disk is full, and ProgramKilled.
    """
    limits = [os.getpid(), MEMORY_BYTES, cpu_seconds, file_bytes]
    command = [sys.executable, "-P", str(_CHILD), *map(str, limits), *arguments]
    environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    said = folder / "stderr.txt"
    with said.open("wb") as errors, (stdout or Path(os.devnull)).open("wb") as output:
        child = subprocess.Popen(  # noqa: S603
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            env=environment,
            process_group=0,
        )
        try:
            while (ended := os.wait4(child.pid, os.WNOHANG))[0] == 0:
                time.sleep(PAUSE_SECONDS)
                if meanwhile:
                    meanwhile()
            child.returncode = os.waitstatus_to_exitcode(ended[1])
        finally:
            child.kill()
            child.wait()
    words = said.read_bytes()[-LAST_WORDS:].decode(errors="replace")
    if child.returncode:
        log.info("a film was not read", program=Path(arguments[0]).name, status=child.returncode, words=words[-500:])
    used = ended[2].ru_utime + ended[2].ru_stime
    if child.returncode == -signal.SIGKILL and used >= NEAR_LIMIT * cpu_seconds:
        raise VideoRefused("slow")
    if child.returncode < 0:
        raise ProgramKilled(f"{Path(arguments[0]).name} ended by signal {-child.returncode}")
    if child.returncode and os.strerror(errno.ENOSPC) in words:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if child.returncode:
        raise VideoRefused("damaged")
    return words
