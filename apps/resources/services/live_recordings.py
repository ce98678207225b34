"""Make materials of the recordings of live classes."""

import apps.jobs.services as jobs
from apps.core.local_days import get_local_day
from apps.core.uow import unit_of_work
from apps.jobs.kinds import ClaimedJob
from apps.lessons.models import LiveRecording
from apps.resources.models import LessonResource
from apps.resources.services.materials import MaterialTarget, add_link


def add_live_recording(job: ClaimedJob) -> None:
    """Job handler: add the link of a recording to its lesson, in the name of the lesson's teacher; once."""
    rows = LiveRecording.objects.select_related("room__lesson__teacher", "room__lesson__group__lead_teacher")
    rows = rows.select_related("room__lesson__group__branch")
    recording = rows.filter(pk=job.object_id).first()
    with unit_of_work():
        jobs.complete_job(job)
        if recording is None:
            return
        lesson = recording.room.lesson
        known = LessonResource.objects.filter(lesson=lesson, media__url=recording.address)
        if not known.exists():
            teacher = lesson.teacher or lesson.group.lead_teacher
            title = f"{lesson.group.name} {get_local_day(lesson.starts_at, lesson.group.local_zone)}"
            add_link(actor=teacher, target=MaterialTarget(lesson=lesson), url=recording.address, title=title)
