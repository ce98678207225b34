"""Make copies of films with a viewer's name: each job makes one piece, and enqueues the job of the next.

The pieces lie in the work folder of the copy. Which one is next is seen there: a piece has its name when it is whole.
So a process that is killed loses one piece, and after a restore, or on another machine, all are made again.
"""

import errno
from math import ceil
from pathlib import Path

import structlog
from django.conf import settings
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.durations import MINUTE
from apps.core.errors import Unavailable
from apps.core.files.stored import erase_stored_file, store_film_copy
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob, PostponeJob
from apps.video import video_files, work_folders
from apps.video.copy_commands import build_copy_piece_command, build_join_command
from apps.video.disk_space import check_space
from apps.video.job_kinds import COPY_PRIORITY, MAKE_COPY
from apps.video.keys import decrypt_segment, open_secret
from apps.video.models import CopyState, FilmCopy, Rendition, Video, VideoState
from apps.video.plans import AUDIO, LADDER, PIECE_SEGMENTS
from apps.video.probing import probe_film
from apps.video.programs import FILE_BYTES, FfmpegMissing, run_program
from apps.video.refusals import VideoRefused
from apps.video.services.copies import LIFE, UNFINISHED, publish_copy_change, refuse_copy, update_unfinished
from apps.video.services.playback import build_watermark
from apps.video.watermarks import draw_watermark

log = structlog.get_logger(__name__)

PAUSE = 10 * MINUTE
CPU_SECONDS = 2 * 3600
MOST_LINES = 480
MAX_RATES = {f"{lines}p": max_rate for lines, max_rate in LADDER if lines <= MOST_LINES}
"""Bits a second by the rendition that is copied."""
TOLERANCE = 1.0
"""Seconds by which a copy may be longer or shorter than its film."""
FILM, MARK, WHOLE, LIST, SOUND = "film.mp4", "mark.png", "whole.mp4", "list.txt", "sound.mp4"


def make_copy_step(job: ClaimedJob) -> None:
    """Job handler: make the next piece of a copy, or join all pieces. It may run again from its start."""
    copies = FilmCopy.objects.filter(pk=job.object_id, state__in=UNFINISHED)
    copy = copies.select_related("video", "user").first()
    if copy is None:
        work_folders.remove_work_folder(job.object_id)
        return
    if copy.video.state in (VideoState.WAITING, VideoState.TRANSCODING):
        raise PostponeJob("The film is being prepared.", after=PAUSE)
    try:
        with work_folders.open_piece_folder(copy.pk) as folder:
            _make_next(job, copy, folder)
    except VideoRefused as refused:
        with unit_of_work():
            jobs.complete_as_refused(job, reason=refused.reason)
            refuse_copy(copy)
        work_folders.remove_work_folder(copy.pk)
    except FfmpegMissing as error:
        raise PostponeJob(str(error), after=PAUSE) from error
    except Unavailable as error:
        raise PostponeJob("The store is away.", after=PAUSE) from error
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise PostponeJob("The disk is full.", after=PAUSE) from error


def refuse_dead_copy(job: ClaimedJob, reason: str) -> None:
    """Refuse a copy whose job died; `reason` stays with the job."""
    copy = FilmCopy.objects.filter(pk=job.object_id, state__in=UNFINISHED).first()
    if copy is not None:
        refuse_copy(copy)
    work_folders.remove_work_folder(job.object_id)


def _make_next(job: ClaimedJob, copy: FilmCopy, folder: Path) -> None:
    rendition = _choose_rendition(copy.video)
    count = ceil(len(rendition.segments) / PIECE_SEGMENTS)
    made = work_folders.open_copy_folder(copy.pk)
    number = next((number for number in range(count) if not _get_piece(made, number).exists()), None)
    if number is None:
        _join(job, copy, made, count, folder)
        return
    check_space(after=PAUSE, more_bytes=settings.VIDEO_RESERVE_BYTES)
    first = number * PIECE_SEGMENTS
    film, mark = folder / FILM, folder / MARK
    _write_plain(copy.video, rendition, film, first, min(first + PIECE_SEGMENTS, len(rendition.segments)))
    draw_watermark(build_watermark(copy.user), width=rendition.width, height=rendition.height, path=mark)
    command = build_copy_piece_command(
        film, mark, begin=sum(rendition.segments[:first]) / 1000, max_rate=MAX_RATES[rendition.name], piece=WHOLE
    )
    run_program(command, folder=folder, cpu_seconds=CPU_SECONDS)
    (folder / WHOLE).rename(_get_piece(made, number))
    copy.state, copy.percent = CopyState.RUNNING, (number + 1) * 100 // (count + 1)
    with unit_of_work():
        jobs.complete_job(job)
        if update_unfinished(copy, state=copy.state, percent=copy.percent):
            publish_copy_change(copy)
        # What was begun is ended first: the pieces of many copies would fill the disk.
        jobs.enqueue(kind=MAKE_COPY, object_id=copy.pk, priority=COPY_PRIORITY + 1)


def _join(job: ClaimedJob, copy: FilmCopy, made: Path, count: int, folder: Path) -> None:
    """Join the pieces and the sound to one file, and store it."""
    pieces = [_get_piece(made, number) for number in range(count)]
    sound = copy.video.renditions.filter(name=AUDIO).first()
    size = sum(piece.stat().st_size for piece in pieces) + (sound.bytes if sound else 0)
    check_space(after=PAUSE, more_bytes=settings.VIDEO_RESERVE_BYTES + 2 * size)
    if sound is not None:
        _write_plain(copy.video, sound, folder / SOUND, 0, len(sound.segments))
    (made / LIST).write_text("".join(f"file {piece.name}\n" for piece in pieces))
    command = build_join_command(made / LIST, folder / SOUND if sound else None, WHOLE)
    run_program(command, folder=folder, cpu_seconds=CPU_SECONDS, file_bytes=max(FILE_BYTES, 2 * size))
    _check_film(copy.video, folder, has_sound=sound is not None)
    with (folder / WHOLE).open("rb") as content:
        stored = store_film_copy(owner=copy.user, content=content)
    copy.state, copy.percent, copy.expires_at = CopyState.READY, 100, timezone.now() + LIFE
    with unit_of_work():
        jobs.complete_job(job)
        is_ready = update_unfinished(copy, state=copy.state, percent=100, expires_at=copy.expires_at, file=stored)
        if is_ready:
            publish_copy_change(copy)
    work_folders.remove_work_folder(copy.pk)
    if is_ready:
        log.info("copy ready", copy=str(copy.pk), video=str(copy.video_id), bytes=stored.size)
    else:
        erase_stored_file(stored)


def _check_film(video: Video, folder: Path, *, has_sound: bool) -> None:
    """Raise VideoRefused unless the joined file is a film as long as the video, with sound if it should have some."""
    seconds = (video.duration_ms or 0) / 1000
    facts = probe_film(folder / WHOLE, folder=folder, max_seconds=ceil(seconds + 2 * TOLERANCE))
    if abs(facts.video_end - seconds) > TOLERANCE or (facts.audio is None) == has_sound:
        raise VideoRefused("failed")


def _choose_rendition(video: Video) -> Rendition:
    """Return the picture with 480 lines, or the largest one below."""
    small = video.renditions.filter(name__in=MAX_RATES).order_by("-height").first()
    if small is None:
        raise VideoRefused("failed")
    return small


def _write_plain(video: Video, rendition: Rendition, path: Path, first: int, end: int) -> None:
    """Write the init segment and some segments of a rendition, decrypted, as one film. Raise VideoRefused for damaged
    ones.
    """
    secret = open_secret(video)
    with path.open("wb") as film:
        film.write(_read(video, video_files.build_init_name(rendition.name)))
        for number in range(first, end):
            content = _read(video, video_files.build_segment_name(rendition.name, number))
            try:
                film.write(decrypt_segment(content, secret=secret, rendition=rendition.name, number=number))
            except ValueError as error:
                raise VideoRefused("failed") from error


def _read(video: Video, name: str) -> bytes:
    """Return a file of the video. Raise VideoRefused where the store has lost it."""
    opened = video_files.open_file(video.pk, name)
    if opened is None:
        raise VideoRefused("failed")
    with opened[0] as file:
        return file.read()


def _get_piece(made: Path, number: int) -> Path:
    return made / f"{number:05}.mp4"
