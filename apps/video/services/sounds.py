"""Make stored sounds small and safe: what a browser or a telephone sent becomes an m4a that plays everywhere."""

import errno
import shutil
from pathlib import Path

import structlog
from django.core.files.storage import FileSystemStorage, default_storage

import apps.jobs.services as jobs
from apps.core.durations import HOUR, MINUTE
from apps.core.errors import Unavailable
from apps.core.files.stored import open_stored_file, replace_stored_content
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob, PostponeJob
from apps.video import sound_commands
from apps.video.ffmpeg_commands import read_loudness
from apps.video.job_kinds import MAKE_SOUND_SMALL, SOUND_PRIORITY
from apps.video.probing import probe_sound
from apps.video.programs import FfmpegMissing, run_program
from apps.video.refusals import VideoRefused
from apps.video.work_folders import open_temporary_work_folder

log = structlog.get_logger(__name__)

MAX_SECONDS = 3600
CPU_SECONDS = 300
LOST_SECONDS = 0.5
"""A small sound that is shorter by more than this lost a part, and is not taken."""
CONTENT_TYPE = "audio/mp4"
SOURCE, SMALL = "source", "small.m4a"
FOLDER_PREFIX = "sound-"
PAUSE = 10 * MINUTE
PAUSE_WITHOUT_FFMPEG = HOUR


def enqueue_small_sound(stored: StoredFile) -> None:
    """Have a small sound made of a stored one, in its place: the row keeps its id. Call it in a unit of work."""
    jobs.enqueue(kind=MAKE_SOUND_SMALL, object_id=stored.pk, payload={"sha256": stored.sha256}, priority=SOUND_PRIORITY)


def make_stored_sound_small(job: ClaimedJob) -> None:
    """Job handler: put a small sound in the place of a stored one. It may run again, and twice at once.

    What cannot be made small stays as it was sent, and the job says why.
    """
    stored = StoredFile.objects.filter(pk=job.object_id, sha256=job.payload["sha256"]).first()
    if stored is None:
        return
    try:
        with open_temporary_work_folder(FOLDER_PREFIX) as folder, _make_small(stored, folder).open("rb") as small:
            is_replaced = replace_stored_content(stored, content=small, content_type=CONTENT_TYPE)
    except VideoRefused as refused:
        _keep(job, refused.reason)
    except FileNotFoundError:
        _keep(job, "The store has no such sound.")
    except FfmpegMissing as error:
        raise PostponeJob(str(error), after=PAUSE_WITHOUT_FFMPEG) from error
    except Unavailable as error:
        raise PostponeJob("The store takes nothing.", after=PAUSE) from error
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise PostponeJob("The disk is full.", after=PAUSE) from error
    else:
        log.info("a sound was made small", file=str(stored.pk), bytes=stored.size, is_replaced=is_replaced)


def _make_small(stored: StoredFile, folder: Path) -> Path:
    """Return the path of a small sound in `folder`, which is as long as the stored one."""
    source = _get_source(stored, folder)
    facts = probe_sound(source, folder=folder, max_seconds=MAX_SECONDS)
    measure = sound_commands.build_measure_command(source, facts.stream)
    loudness = read_loudness(run_program(measure, folder=folder, cpu_seconds=CPU_SECONDS))
    make = sound_commands.build_small_sound_command(source, facts.stream, loudness, seconds=MAX_SECONDS, name=SMALL)
    run_program(make, folder=folder, cpu_seconds=CPU_SECONDS)
    small = folder / SMALL
    if probe_sound(small, folder=folder, max_seconds=MAX_SECONDS).seconds < facts.seconds - LOST_SECONDS:
        raise VideoRefused("damaged")
    return small


def _get_source(stored: StoredFile, folder: Path) -> Path:
    """Return the path of the sound on this machine; from a bucket it is fetched."""
    if isinstance(default_storage, FileSystemStorage):
        path = Path(default_storage.path(stored.path))
        path.stat()
        return path
    source = folder / SOURCE
    with open_stored_file(stored) as opened, source.open("wb") as copy:
        shutil.copyfileobj(opened, copy)
    return source


def _keep(job: ClaimedJob, reason: str) -> None:
    """Complete the job; the sound stays as it was sent."""
    with unit_of_work():
        jobs.complete_as_refused(job, reason=reason)
