"""Add videos of films that were uploaded, and tell who added them how far they are."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.errors import Conflict
from apps.core.models import StoredFile
from apps.core.uow import unit_of_work
from apps.events.publishing import get_user_stream, publish_event
from apps.jobs.kinds import ClaimedJob
from apps.learning.models import CourseFile
from apps.resources.models import MediaFile
from apps.settings.services import write_audit_log
from apps.video.events import VideoChanged
from apps.video.job_kinds import SEND_TO_VDOCIPHER, TRANSCODE
from apps.video.models import Provider, Video, VideoState
from apps.video.services.hosted import leave_hosted_videos
from apps.video.vdocipher import client

FILM_TYPES = "video/"
PREPARATIONS = {Provider.OWN: TRANSCODE, Provider.VDOCIPHER: SEND_TO_VDOCIPHER}
"""The job that prepares a video, by its provider."""


def add_stored_video(job: ClaimedJob) -> None:
    """Job handler: give a stored film a video, and its length to the files of courses. Safe to run twice."""
    stored = StoredFile.objects.filter(pk=job.object_id, content_type__startswith=FILM_TYPES).first()
    with unit_of_work():
        jobs.complete_job(job)
        if stored is not None:
            add_video(stored)


def add_video(stored: StoredFile) -> Video:
    """Return the video of a stored film; a new one will be prepared by VdoCipher where the centre has an account there,
    else here. Call it in a unit of work.
    """
    provider = Provider.VDOCIPHER if client.is_on() else Provider.OWN
    video, is_new = Video.objects.get_or_create(file=stored, defaults={"provider": provider})
    if is_new:
        _enqueue_preparation(video)
    if video.state == VideoState.READY:
        set_length_of_course_files(video)
    return video


def retry_video(*, actor: User, video: Video) -> Video:
    """Prepare a refused video once more. Raise Conflict when it is not refused."""
    with unit_of_work():
        video = Video.objects.select_for_update(no_key=True, of=("self",)).select_related("file").get(pk=video.pk)
        if video.state != VideoState.REFUSED:
            raise Conflict(_("This film was not refused."))
        video.state, video.refusal, video.percent, video.made = VideoState.WAITING, "", 0, {}
        video.provider_id = ""
        leave_hosted_videos(video.pk)
        video.save(update_fields=["state", "refusal", "percent", "made", "provider_id", "updated_at"])
        _enqueue_preparation(video)
        write_audit_log(actor, "video.retry", video)
        publish_change(video)
    return video


def set_length_of_course_files(video: Video) -> None:
    """Give the length of a ready video to the files of courses that show it: progress counts with it."""
    CourseFile.objects.filter(file=video.file_id).exclude(duration_ms=video.duration_ms).update(
        duration_ms=video.duration_ms
    )


def publish_change(video: Video, *, also: UUID | None = None) -> None:
    """Tell those who added the film, and the user `also`, that the film or its subtitles changed. Call it in a unit of
    work.
    """
    for user in sorted({*_list_users(video.file_id), *([also] if also else [])}):
        publish_event(get_user_stream(user), VideoChanged.from_video(video))


def _enqueue_preparation(video: Video) -> None:
    jobs.enqueue(kind=PREPARATIONS[Provider(video.provider)], object_id=video.pk)


def _list_users(stored_id: UUID) -> set[UUID]:
    users: set[UUID] = set()
    for model in (CourseFile, MediaFile):
        users |= set(model.objects.filter(file=stored_id, added_by__isnull=False).values_list("added_by", flat=True))
    return users
