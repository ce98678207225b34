"""Transcode videos: each job makes some pieces, stores their segments encrypted, and enqueues the job of the next."""

import errno
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from PIL import Image

import apps.jobs.services as jobs
from apps.core.durations import MINUTE
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob, PostponeJob
from apps.settings.queries import get_system_settings
from apps.video import ffmpeg_commands, video_files, work_folders
from apps.video.disk_space import check_space
from apps.video.job_kinds import TRANSCODE
from apps.video.keys import has_secret, open_secret, seal_new_secret
from apps.video.models import Rendition, Video, VideoState
from apps.video.plans import AUDIO, PLAN_VERSION, SPRITE_COLUMNS, SPRITE_ROWS, Plan, make_plan
from apps.video.probing import probe_film
from apps.video.programs import FfmpegMissing, run_program
from apps.video.refusals import VideoRefused
from apps.video.renditions import build_renditions
from apps.video.segment_store import SegmentStore
from apps.video.services.adding import publish_change, set_length_of_course_files

log = structlog.get_logger(__name__)

PAUSE = 10 * MINUTE
STILL = "still.jpg"
POSTER_AT = 0.1
"""Share of the film that is before its poster."""
POSTER_BOX, POSTER_QUALITY = (1280, 1280), 82
CPU_SECONDS = 4 * 3600
PIECES_AT_ONCE, SMALL_PICTURE = 2, 1920 * 1080
"""One ffmpeg leaves cores idle: it scales and writes in a single thread. Of pictures with more pixels than this, one
piece is made at a time, for their memory.
"""
SPRITE = ffmpeg_commands.SPRITE
STARTED = ["state", "secret", "percent", "made", "width", "height", "has_audio", "duration_ms", "poster_at_ms"]
ENDED = ["state", "refusal", "percent", "made", "bytes", "sprites"]
UNDONE = (VideoState.WAITING, VideoState.TRANSCODING)


def transcode_step(job: ClaimedJob) -> None:
    """Job handler: make the next pieces of a video, or refuse it with a reason. It may run again from its start."""
    video = Video.objects.select_related("file").filter(pk=job.object_id, state__in=UNDONE).first()
    if video is None:
        return
    try:
        with work_folders.open_piece_folder(video.pk) as folder:
            _make_pieces(job, video, folder)
    except VideoRefused as refused:
        _refuse(job, video, refused.reason)
    except FfmpegMissing as error:
        raise PostponeJob(str(error), after=PAUSE) from error
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise PostponeJob("The disk is full.", after=PAUSE) from error


def transcode_again(*, video: Video) -> None:
    """Let a ready video be transcoded again, whose files the store has lost."""
    with unit_of_work():
        lost = Video.objects.filter(pk=video.pk, state=VideoState.READY)
        if lost.update(state=VideoState.WAITING, percent=0, made={}):
            Rendition.objects.filter(video=video).delete()
            jobs.enqueue(kind=TRANSCODE, object_id=video.pk)


def refuse_dead_video(job: ClaimedJob, reason: str) -> None:
    """Refuse a video whose job died; `reason` stays with the job."""
    video = Video.objects.filter(pk=job.object_id, state__in=UNDONE).first()
    if video is not None:
        _save_refusal(video, "failed")


def _make_pieces(job: ClaimedJob, video: Video, folder: Path) -> None:
    film = work_folders.get_film(video)
    check_space(after=PAUSE)
    if video.made.get("version") != PLAN_VERSION:
        _begin(job, video, film, folder)
        return
    plan = Plan.from_json(video.made["plan"])
    first = video.made["pieces"]
    numbers = range(first, min(first + _count_pieces_at_once(video, plan), plan.pieces))
    with ThreadPoolExecutor(len(numbers)) as threads:
        pieces = list(threads.map(partial(_make_piece, video, plan, film, folder), numbers))
    for sizes in pieces:
        for name, of_piece in sizes.items():
            video.made["sizes"].setdefault(name, []).extend(of_piece)
    video.made["pieces"] = numbers.stop
    if numbers.stop == plan.pieces:
        _finish(job, video, plan)
    else:
        video.percent = _get_percent(numbers.stop, plan)
        _go_on(job, video, ["percent", "made"])


def _count_pieces_at_once(video: Video, plan: Plan) -> int:
    is_small = video.width * video.height <= SMALL_PICTURE and not plan.source.is_hdr
    return min(PIECES_AT_ONCE, len(os.sched_getaffinity(0))) if is_small else 1


def _make_piece(video: Video, plan: Plan, film: Path, parent: Path, number: int) -> dict[str, list[int]]:
    """Store the segments of a piece, and return their sizes by rendition. It runs in a thread, without the database."""
    folder = parent / str(number)
    folder.mkdir()
    segments = SegmentStore(video.pk, open_secret(video), folder)
    names = [rung.name for rung in plan.rungs]
    segments.prepare(names)
    command = ffmpeg_commands.build_piece_command(film, plan, number)
    run_program(command, folder=folder, cpu_seconds=CPU_SECONDS, meanwhile=segments.store_whole)
    segments.store_rest()
    first, end = plan.get_piece(number)
    segments.check_counts(names, -(-(end - first) // plan.segment_frames))
    if number == 0:
        segments.store_inits()
    video_files.store_file(video.pk, video_files.build_sprite_name(number), (folder / SPRITE).read_bytes())
    return {name: segments.get_sizes(name) for name in names}


def _begin(job: ClaimedJob, video: Video, film: Path, folder: Path) -> None:
    """Find out what the film is; make its poster and its sound."""
    video_files.delete_files(video.pk)
    source = probe_film(film, folder=folder, max_seconds=get_system_settings().video_max_hours * 3600)
    at = source.video_end * POSTER_AT
    still = ffmpeg_commands.build_still_command(film, source, at, STILL)
    run_program(still, folder=folder, cpu_seconds=CPU_SECONDS)
    width, height = _store_poster(video, folder / STILL)
    plan = make_plan(source, width, height)
    if not has_secret(video):
        video.secret = seal_new_secret(video)
    made: dict[str, Any] = {"version": PLAN_VERSION, "plan": plan.to_json(), "pieces": 0, "sizes": {}}
    if source.audio is not None:
        made["sizes"][AUDIO] = _make_audio(video, plan, film, folder)
    video.state, video.made, video.percent = VideoState.TRANSCODING, made, _get_percent(0, plan)
    video.width, video.height, video.has_audio = width, height, source.audio is not None
    video.duration_ms, video.poster_at_ms = plan.duration_ms, round(at * 1000)
    _go_on(job, video, STARTED)


def _store_poster(video: Video, still: Path) -> tuple[int, int]:
    """Store the poster and return the size of the picture as shown."""
    try:
        with Image.open(still) as picture:
            size = picture.size
            picture.thumbnail(POSTER_BOX)
            poster = still.with_name(video_files.POSTER)
            picture.save(poster, "JPEG", quality=POSTER_QUALITY)
    except (OSError, ValueError) as error:
        raise VideoRefused("damaged") from error
    video_files.store_file(video.pk, video_files.POSTER, poster.read_bytes())
    return size


def _make_audio(video: Video, plan: Plan, film: Path, folder: Path) -> list[int]:
    """Store the sound and return the sizes of its segments."""
    measure = ffmpeg_commands.build_loudness_command(film, plan.source)
    loudness = ffmpeg_commands.read_loudness(run_program(measure, folder=folder, cpu_seconds=CPU_SECONDS))
    segments = SegmentStore(video.pk, open_secret(video), folder)
    segments.prepare([AUDIO])
    command = ffmpeg_commands.build_audio_command(film, plan, loudness)
    run_program(command, folder=folder, cpu_seconds=CPU_SECONDS, meanwhile=segments.store_whole)
    segments.store_rest()
    segments.check_counts([AUDIO], 1)
    segments.store_inits()
    return segments.get_sizes(AUDIO)


def _finish(job: ClaimedJob, video: Video, plan: Plan) -> None:
    renditions = build_renditions(video, plan)
    width, height = plan.get_sprite_size()
    segment_ms = round(plan.segment_frames / plan.rate * 1000)
    video.sprites = {
        "interval_ms": segment_ms,
        "columns": SPRITE_COLUMNS,
        "rows": SPRITE_ROWS,
        "width": width,
        "height": height,
        "count": plan.segments,
    }
    video.state, video.percent, video.made = VideoState.READY, 100, {}
    video.bytes = sum(rendition.bytes for rendition in renditions)
    with unit_of_work():
        jobs.complete_job(job)
        Rendition.objects.filter(video=video).delete()
        Rendition.objects.bulk_create(renditions)
        video.save(update_fields=[*ENDED, "updated_at"])
        set_length_of_course_files(video)
        publish_change(video)
    work_folders.remove_work_folder(video.pk)
    log.info("video ready", video=str(video.pk), renditions=len(renditions), bytes=video.bytes)


def _go_on(job: ClaimedJob, video: Video, changed: Iterable[str]) -> None:
    with unit_of_work():
        jobs.complete_job(job)
        video.save(update_fields=[*changed, "updated_at"])
        jobs.enqueue(kind=TRANSCODE, object_id=video.pk, priority=1)
        publish_change(video)


def _refuse(job: ClaimedJob, video: Video, reason: str) -> None:
    video_files.delete_files(video.pk)
    with unit_of_work():
        jobs.complete_as_refused(job, reason=reason)
        _save_refusal(video, reason)
    work_folders.remove_work_folder(video.pk)


def _save_refusal(video: Video, reason: str) -> None:
    video.state, video.refusal, video.made = VideoState.REFUSED, reason, {}
    video.save(update_fields=["state", "refusal", "made", "updated_at"])
    publish_change(video)


def _get_percent(pieces: int, plan: Plan) -> int:
    """Return how far a video is; what comes before the first piece counts as one."""
    return (pieces + 1) * 100 // (plan.pieces + 1)
