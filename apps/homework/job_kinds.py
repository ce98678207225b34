"""Job kinds of homework."""

from datetime import timedelta

from apps.jobs.kinds import JobKind, PeriodicJob

PROCESS_AUDIO = "homework.process_homework_audio"
LISTEN_TO_MODEL_AUDIO = "homework.listen_model_audio"
RESCORE_AUDIO = "homework.rescore"
CHECK_DEADLINES = "homework.check_homework_deadlines"

LIVE_LESSON_PRIORITY, HOMEWORK_PRIORITY, MODEL_AUDIO_PRIORITY, RESCORE_PRIORITY = 20, 10, 5, 0
"""Priorities of speech jobs, the highest first: homework of a running lesson, other homework, model audio, rescoring.
"""

JOB_KINDS = [
    JobKind(
        name=PROCESS_AUDIO,
        queue="speech",
        tries=3,
        limit=timedelta(minutes=30),
        on_dead="apps.homework.services.handle_dead_audio_job",
    ),
    JobKind(name=LISTEN_TO_MODEL_AUDIO, queue="speech", tries=3, limit=timedelta(minutes=10)),
    JobKind(
        name=RESCORE_AUDIO,
        queue="speech",
        tries=3,
        limit=timedelta(minutes=30),
        on_dead="apps.homework.services.handle_dead_rescore_job",
    ),
    JobKind(name="homework.assign_open", handler="apps.homework.services.assign_open_homework"),
    JobKind(name=CHECK_DEADLINES, handler="apps.homework.services.send_deadline_notices", keep_done=timedelta(days=1)),
]

PERIODIC = [PeriodicJob(name=CHECK_DEADLINES, kind=CHECK_DEADLINES, every=timedelta(minutes=15))]
