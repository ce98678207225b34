"""Films at VdoCipher that nothing here shows any more: a job deletes each of them there.

A row `HostedVideo` is written as soon as VdoCipher has given an id. Whatever deletes the video here empties the column
`video` of its row; the row is deleted when VdoCipher has deleted the film. So no film is forgotten there.
"""

from uuid import UUID

import structlog
from django.db.models import Q
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.durations import DAY
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob, PermanentFailure
from apps.jobs.models import Job, JobState
from apps.video.job_kinds import DELETE_AT_VDOCIPHER
from apps.video.models import HostedVideo, Video
from apps.video.vdocipher import client

log = structlog.get_logger(__name__)

SWITCHED_OFF = (
    "VdoCipher is switched off (VDOCIPHER_API_SECRET is empty): this film stays there. It is deleted within a day after"
    " the key is given again."
)


def record_hosted_video(video_id: UUID, provider_id: str) -> None:
    """Record which film at VdoCipher is that of a video. One that was sent for it before, and one whose video was
    deleted meanwhile, is deleted there. Call it in a unit of work.
    """
    leave_hosted_videos(video_id, but=provider_id)
    still_here = Video.objects.select_for_update(no_key=True).filter(pk=video_id).first()
    HostedVideo.objects.update_or_create(provider_id=provider_id, defaults={"video": still_here})
    enqueue_deletions()


def leave_hosted_videos(video_id: UUID, *, but: str = "") -> None:
    """Have the films at VdoCipher deleted that were sent for a video, except the one with the id `but`. Call it in a
    unit of work.
    """
    if HostedVideo.objects.filter(video=video_id).exclude(provider_id=but).update(video=None):
        enqueue_deletions()


def enqueue_deletions() -> None:
    """Enqueue a job for each film at VdoCipher without a video, unless one waits or was enqueued within a day. Call it
    in a unit of work.
    """
    left = {str(key) for key in HostedVideo.objects.filter(video=None).values_list("pk", flat=True)}
    if not left:
        return
    recent = Q(state__in=[JobState.QUEUED, JobState.LEASED]) | Q(created_at__gt=timezone.now() - DAY)
    tried = Job.objects.filter(recent, kind=DELETE_AT_VDOCIPHER, object_id__in=left)
    jobs.enqueue_many(
        kind=DELETE_AT_VDOCIPHER, object_ids=sorted(left - set(tried.values_list("object_id", flat=True)))
    )


def delete_at_vdocipher(job: ClaimedJob) -> None:
    """Job handler: delete the film of a row at VdoCipher, or enqueue this for all films that are left there. Safe to
    run twice.
    """
    if not job.object_id:
        with unit_of_work():
            jobs.complete_job(job)
            if client.is_on():
                enqueue_deletions()
        return
    row = HostedVideo.objects.filter(pk=job.object_id, video=None).first()
    if row is not None:
        if not client.is_on():
            raise PermanentFailure(SWITCHED_OFF)
        client.delete_video(row.provider_id)
    with unit_of_work():
        jobs.complete_job(job)
        if row is not None:
            row.delete()
            log.info("film deleted at VdoCipher", film=row.provider_id)
