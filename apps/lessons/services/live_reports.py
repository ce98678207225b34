"""Take what providers report of live classes: stored at once, read by jobs, the same thing any number of times."""

import hashlib
from collections.abc import Iterable

import orjson
from django.utils import timezone

import apps.jobs.services as jobs
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.lessons.job_kinds import ADD_LIVE_RECORDING, READ_LIVE_REPORT
from apps.lessons.live import bigbluebutton, jaas_events, meet, zoom
from apps.lessons.live.interface import Recording, Stay
from apps.lessons.models import LiveProvider, LiveRecording, LiveReport, LiveRoom, LiveSighting, LiveState

MAX_STAYS_STORED = 5000


def receive_live_report(*, provider: LiveProvider, signed: bytes, body: bytes) -> bool:
    """Store a signed report and have a job read it; return False for one that was received before, which changes
    nothing. `signed` is what its signature covers.
    """
    digest = build_digest(provider, signed)
    text = body.decode(errors="replace").replace("\x00", "")
    with unit_of_work():
        report = LiveReport(provider=provider, digest=digest, body=text)
        LiveReport.objects.bulk_create([report], ignore_conflicts=True)
        if not LiveReport.objects.filter(pk=report.pk).exists():
            return False
        jobs.enqueue(kind=READ_LIVE_REPORT, object_id=report.pk)
    return True


def build_digest(provider: str, signed: bytes) -> str:
    """Return by what a report is known when it comes again."""
    return hashlib.sha256(provider.encode() + b"\0" + signed).hexdigest()


def read_live_report(job: ClaimedJob) -> None:
    """Job handler: keep who came and went, and recordings; then empty the report. Safe to run twice."""
    report = LiveReport.objects.filter(pk=job.object_id, read_at__isnull=True).first()
    if report is None:
        jobs.complete_job_unless_done(job)
        return
    meeting, stays, recordings = _read(report)
    with unit_of_work():
        jobs.complete_job(job)
        room = LiveRoom.objects.filter(provider=report.provider, provider_id=meeting).first() if meeting else None
        if room is not None:
            keep_sightings(room, stays)
            _keep_recordings(room, recordings)
        LiveReport.objects.filter(pk=report.pk).update(body="", read_at=timezone.now(), updated_at=timezone.now())


def collect_live_room(job: ClaimedJob) -> None:
    """Job handler: fetch the attendance of a lesson that is over from a provider that does not send it."""
    rows = LiveRoom.objects.filter(pk=job.object_id, collected_at__isnull=True, provider=LiveProvider.MEET)
    room = rows.exclude(state=LiveState.CLOSED).exclude(provider_id="").first()
    if room is None:
        jobs.complete_job_unless_done(job)
        return
    found = meet.collect(room.provider_id)
    with unit_of_work():
        jobs.complete_job(job)
        keep_sightings(room, found.stays)
        _keep_recordings(room, found.recordings)
        if found.complete:
            now = timezone.now()
            told = LiveRoom.objects.filter(pk=room.pk, made_for=room.made_for, made_until=room.made_until)
            told.update(collected_at=now, updated_at=now)


def keep_sightings(room: LiveRoom, stays: Iterable[Stay]) -> None:
    """Keep the ends of stays that are not known yet."""
    rows = [
        LiveSighting(
            room=room,
            source=stay.source,
            session=stay.session,
            kind=stay.kind,
            at=stay.at,
            key=stay.key.replace("\x00", ""),
            name=stay.name.replace("\x00", ""),
        )
        for stay in stays
    ]
    LiveSighting.objects.bulk_create(rows[:MAX_STAYS_STORED], ignore_conflicts=True, batch_size=500)


def _read(report: LiveReport) -> tuple[str, list[Stay], list[Recording]]:
    """Return the id of the meeting at the provider, the stays and the recordings."""
    if report.provider == LiveProvider.ZOOM:
        return zoom.read_report(report.body)
    if report.provider == LiveProvider.JAAS:
        room, stays = jaas_events.read_event(report.body)
        return room, stays, []
    content = orjson.loads(report.body)
    if isinstance(content, dict) and "signed_parameters" in content:
        named = bigbluebutton.read_signed_recording(str(content["signed_parameters"]))
        return (named[0], [], bigbluebutton.fetch_recordings(named[0])) if named else ("", [], [])
    meeting, stays = bigbluebutton.read_report(report.body)
    return meeting, stays, []


def _keep_recordings(room: LiveRoom, recordings: Iterable[Recording]) -> None:
    """Keep recordings that are not known yet; a higher app makes materials of them."""
    for recording in recordings:
        row, is_new = LiveRecording.objects.get_or_create(
            room=room, provider_id=recording.provider_id, defaults={"address": recording.address}
        )
        if is_new:
            jobs.enqueue(kind=ADD_LIVE_RECORDING, object_id=row.pk)
