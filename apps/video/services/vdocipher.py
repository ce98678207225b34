"""Videos at VdoCipher: send the original in a job, then ask what became of it.

A hook is only a hint, because it is not signed: VdoCipher is asked before anything is believed. It is asked every
minute too, so nothing depends on hooks.
"""

from datetime import timedelta

import structlog
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.files.direct_access import get_store_with_direct_access
from apps.core.files.stored import open_stored_file
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.video.job_kinds import ASK_VDOCIPHER
from apps.video.models import Provider, Video, VideoState
from apps.video.services.adding import publish_change, set_length_of_course_files
from apps.video.services.hosted import record_hosted_video
from apps.video.vdocipher import client

log = structlog.get_logger(__name__)

ASKED_AT_ONCE = 100
PATIENCE = timedelta(days=2)
"""How long VdoCipher may take for a film; then it is refused as one that takes too long."""
IMPORT_SECONDS = 24 * 3600


def send_video(job: ClaimedJob) -> None:
    """Job handler: send a waiting film to VdoCipher, or let it fetch the film from the S3 store. A try that was cut off
    is made again, and a film that arrived is not sent twice.
    """
    video = Video.objects.select_related("file").filter(pk=job.object_id, state=VideoState.WAITING).first()
    if video is not None and not (video.provider_id and client.fetch_video(video.provider_id).is_sent):
        _send(video)
    with unit_of_work():
        jobs.complete_job(job)
        if video is None:
            return
        if Video.objects.select_for_update(no_key=True).filter(pk=video.pk).exists():
            video.state = VideoState.TRANSCODING
            video.save(update_fields=["state", "updated_at"])
            publish_change(video)
        else:  # deleted while it was sent
            record_hosted_video(video.pk, video.provider_id)


def refuse_unsent_video(job: ClaimedJob, reason: str) -> None:
    """Refuse a video that was not sent; `reason` stays with the job."""
    video = Video.objects.filter(pk=job.object_id, state=VideoState.WAITING).first()
    if video is not None:
        _refuse(video, "failed")


def ask_about_videos(job: ClaimedJob) -> None:
    """Job handler: ask VdoCipher about the videos that it prepares, those asked longest ago first, or about the one
    that the job names.
    """
    waiting = Video.objects.filter(provider=Provider.VDOCIPHER, state=VideoState.TRANSCODING)
    if job.object_id:
        waiting = waiting.filter(pk=job.object_id)
    for video in waiting.order_by("updated_at")[:ASKED_AT_ONCE]:
        _ask_about(video)


def receive_hint(provider_id: str) -> bool:
    """Ask about the video of this id soon. Return False, and do nothing, when no such video is being prepared."""
    waiting = Video.objects.filter(provider=Provider.VDOCIPHER, state=VideoState.TRANSCODING)
    video = waiting.filter(provider_id=provider_id).first() if provider_id else None
    if video is None:
        return False
    with unit_of_work():
        jobs.enqueue(kind=ASK_VDOCIPHER, object_id=video.pk)
    return True


def _send(video: Video) -> None:
    title = str(video.pk)  # names and titles of the centre stay here
    if (store := get_store_with_direct_access()) is not None:
        address = store.download_address(
            video.file.path, content_type=video.file.content_type, disposition="attachment", seconds=IMPORT_SECONDS
        )
        _keep_id(video, client.import_video(address, title))
        return
    provider_id, form = client.create_video(title)
    _keep_id(video, provider_id)
    with open_stored_file(video.file) as opened:
        client.send_original(form, opened, content_type=video.file.content_type)


def _keep_id(video: Video, provider_id: str) -> None:
    with unit_of_work():
        Video.objects.filter(pk=video.pk).update(provider_id=provider_id)
        record_hosted_video(video.pk, provider_id)
    video.provider_id = provider_id


def _ask_about(video: Video) -> None:
    try:
        told = client.fetch_video(video.provider_id)
    except client.ProviderRefused:
        _refuse(video, "failed")
        return
    if told.is_ready:
        _finish(video, duration_ms=round(told.seconds * 1000))
    elif video.created_at < timezone.now() - PATIENCE:
        _refuse(video, "slow")
    else:
        video.save(update_fields=["updated_at"])


def _finish(video: Video, *, duration_ms: int) -> None:
    with unit_of_work():
        video.state, video.percent, video.duration_ms, video.has_audio = VideoState.READY, 100, duration_ms, True
        video.save(update_fields=["state", "percent", "duration_ms", "has_audio", "updated_at"])
        set_length_of_course_files(video)
        publish_change(video)
    log.info("video ready", video=str(video.pk), provider=video.provider)


def _refuse(video: Video, reason: str) -> None:
    with unit_of_work():
        video.state, video.refusal = VideoState.REFUSED, reason
        video.save(update_fields=["state", "refusal", "updated_at"])
        publish_change(video)
