"""Work of this app that runs as jobs."""

from datetime import timedelta

from apps.jobs.kinds import JobKind

PROCESS = "homework.process_homework_audio"

JOB_KINDS = [
    JobKind(
        name=PROCESS,
        queue="speech",
        tries=3,
        limit=timedelta(minutes=30),
        on_dead="apps.homework.services.audio_job_died",
    ),
    JobKind(name="homework.assign_open", handler="apps.homework.services.assign_open"),
]
