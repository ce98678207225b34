"""Films that tests make with ffmpeg, small and once a session, and what happens to them."""

import hashlib
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.video.job_kinds import TRANSCODE
from apps.video.models import Video
from apps.video.programs import find_ffmpeg
from apps.video.services.adding import add_video
from tests.job_runs import run_jobs

PICTURE = "testsrc2=size={size}:rate={rate}:duration={seconds}"
SOUND = "sine=frequency=440:sample_rate=44100:duration={seconds}"
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")


def _run(*arguments):
    return subprocess.run([find_ffmpeg(), *map(str, arguments)], capture_output=True, stdin=subprocess.DEVNULL)


def run_ffmpeg(*arguments):
    """Run ffmpeg; what it wrote to stdout."""
    done = _run("-v", "error", "-y", *arguments)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def say(*arguments):
    """Run ffmpeg; what it said about the film."""
    return _run("-hide_banner", "-nostats", *arguments).stderr.decode()


def decode(*arguments):
    """A line for each frame that ffmpeg decodes, whether it ends well or not."""
    return _run("-v", "error", *arguments, "-f", "framemd5", "-").stdout.decode()


@cache
def make_film(*options, size="320x180", rate=25, seconds=2, sound=True, name="film.mp4"):
    """The bytes of a film. `options`: of the output."""
    return make_from(
        *("-f", "lavfi", "-i", PICTURE.format(size=size, rate=rate, seconds=seconds)),
        *(("-f", "lavfi", "-i", SOUND.format(seconds=seconds)) if sound else ()),
        *(options or H264), name=name,
    )  # fmt: skip


@cache
def make_from(*arguments, name="film.mp4"):
    """The bytes of what ffmpeg writes."""
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        run_ffmpeg(*arguments, path)
        return path.read_bytes()


def store_film(content, content_type="video/mp4", owner=None):
    """A stored film as an upload leaves it."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = default_storage.save(f"film/{sha256[:12]}.mp4", ContentFile(content))
    return StoredFile.objects.create(
        path=path, sha256=sha256, size=len(content), content_type=content_type, original_name="film.mp4", owner=owner
    )


def add(content, **more):
    """A video that waits."""
    return add_stored(store_film(content, **more))


def add_stored(stored):
    """A video of this film that waits."""
    with unit_of_work():
        return add_video(stored)


def transcode(video):
    """Run all jobs of the video; the video then."""
    while run_jobs(TRANSCODE):
        pass
    return Video.objects.get(pk=video.pk)
