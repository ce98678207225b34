"""What is done once a day: unused files go, films without a video get one, lost files are made again, and subtitles
that nobody makes are refused. And the end of videos.
"""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.core.files.storage import Storage, default_storage
from django.db.models import QuerySet

import apps.jobs.services as jobs
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.learning.models import CourseFile
from apps.resources.models import MediaFile, ResourceKind
from apps.video import video_files
from apps.video.job_kinds import REMOVE_UNUSED
from apps.video.models import Provider, Video, VideoState
from apps.video.services.adding import add_video
from apps.video.services.hosted import enqueue_deletions
from apps.video.services.transcoding import transcode_again
from apps.video.services.transcription import refuse_forgotten_transcriptions
from apps.video.video_files import (
    POSTER,
    build_init_name,
    build_segment_name,
    build_sprite_name,
    list_files,
    open_all_to_nginx,
)


def remove_unused_files(job: ClaimedJob) -> None:
    """Job handler: delete the files of videos that are gone, and have what is missing made. Safe to run twice."""
    for name in video_files.list_videos_with_files():
        with suppress(ValueError):
            if not Video.objects.filter(pk=UUID(name)).exists():
                video_files.delete_files(name)
    add_missing_videos()
    make_lost_files_again()
    refuse_forgotten_transcriptions()
    with unit_of_work():
        jobs.complete_job(job)


def delete_videos(stored: QuerySet[Any]) -> None:
    """Delete the videos of these stored files (their ids), with copies of them; jobs delete what was made from them,
    and films at VdoCipher. Call it in a unit of work.
    """
    count, _ = Video.objects.filter(file__in=stored).delete()
    if count:
        jobs.enqueue(kind=REMOVE_UNUSED)
        enqueue_deletions()


def add_missing_videos() -> int:
    """Give a video to each film of a course or of the library that has none; return how many."""
    used = StoredFile.objects.filter(pk__in=MediaFile.objects.filter(kind=ResourceKind.VIDEO).values("file"))
    used |= StoredFile.objects.filter(pk__in=CourseFile.objects.filter(kind=ResourceKind.VIDEO).values("file"))
    missing = used.exclude(pk__in=Video.objects.values("file")).order_by("pk")
    for stored in missing:
        with unit_of_work():
            add_video(stored)
    return len(missing)


def make_lost_files_again(*, store: Storage = default_storage) -> int:
    """Transcode each ready video again of which the store lacks a file; return how many."""
    ready = Video.objects.filter(state=VideoState.READY, provider=Provider.OWN).order_by("pk")
    lost = [video for video in ready.iterator() if not _list_needed(video) <= list_files(video.pk, store=store)]
    for video in lost:
        transcode_again(video=video)
    return len(lost)


def prepare_restored_videos(*, store: Storage) -> int:
    """Bring videos of a restored database and its store together: what is not whole there is transcoded anew, from its
    begin, and nginx may hand out the rest. Return how many wait.
    """
    Video.objects.filter(state=VideoState.TRANSCODING).update(state=VideoState.WAITING, percent=0, made={})
    make_lost_files_again(store=store)
    for video in Video.objects.filter(state=VideoState.READY, provider=Provider.OWN).order_by("pk").iterator():
        open_all_to_nginx(video.pk, store=store)
    return Video.objects.filter(state=VideoState.WAITING, provider=Provider.OWN).count()


def _list_needed(video: Video) -> set[str]:
    """Return the names of the files that a ready video has."""
    names = {POSTER}
    for rendition in video.renditions.all():
        names.add(build_init_name(rendition.name))
        names |= {build_segment_name(rendition.name, number) for number in range(len(rendition.segments))}
    if sprites := video.sprites:
        on_sheet = sprites["columns"] * sprites["rows"]
        names |= {build_sprite_name(number) for number in range(-(-sprites["count"] // on_sheet))}
    return names
