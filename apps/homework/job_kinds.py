"""Work of this app that runs as jobs."""

from datetime import timedelta

from apps.jobs.kinds import JobKind, PeriodicJob

PROCESS = "homework.process_homework_audio"
LISTEN = "homework.listen_model_audio"
HEAR_AGAIN = "homework.rescore"
DEADLINES = "homework.check_homework_deadlines"

LIVE_LESSON, HOMEWORK, MODEL_AUDIO, RESCORE = 20, 10, 5, 0
"""Priorities of speech jobs, the highest first: homework of a lesson that is going on, other homework, model audio,
marks made anew."""

JOB_KINDS = [
    JobKind(
        name=PROCESS,
        queue="speech",
        tries=3,
        limit=timedelta(minutes=30),
        on_dead="apps.homework.services.audio_job_died",
    ),
    JobKind(name=LISTEN, queue="speech", tries=3, limit=timedelta(minutes=10)),
    JobKind(
        name=HEAR_AGAIN,
        queue="speech",
        tries=3,
        limit=timedelta(minutes=30),
        on_dead="apps.homework.services.rescore_job_died",
    ),
    JobKind(name="homework.assign_open", handler="apps.homework.services.assign_open"),
    JobKind(name=DEADLINES, handler="apps.homework.services.check_homework_deadlines", keep_done=timedelta(days=1)),
]

PERIODIC = [PeriodicJob(name=DEADLINES, kind=DEADLINES, every=timedelta(minutes=15))]
