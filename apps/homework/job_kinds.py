"""Job kinds of homework."""

from apps.core.durations import DAY, MINUTE
from apps.jobs.kinds import JobKind

PROCESS_AUDIO = "homework.process_homework_audio"
LISTEN_TO_MODEL_AUDIO = "homework.listen_model_audio"
RESCORE_AUDIO = "homework.rescore"
CHECK_DEADLINES = "homework.check_homework_deadlines"

LIVE_LESSON_PRIORITY, HOMEWORK_PRIORITY, MODEL_AUDIO_PRIORITY, RESCORE_PRIORITY = 20, 10, 5, 0
"""Priorities of speech jobs, the highest first: homework of a running lesson, other homework, model audio, rescoring.
"""

JOB_KINDS = [
    JobKind(
        PROCESS_AUDIO,
        queue="speech",
        limit=30 * MINUTE,
        on_dead="apps.homework.services.dead_jobs.fail_attempt_of_dead_job",
    ),
    JobKind(LISTEN_TO_MODEL_AUDIO, queue="speech"),
    JobKind(
        RESCORE_AUDIO,
        queue="speech",
        limit=30 * MINUTE,
        on_dead="apps.homework.services.score_proposals.drop_proposal_of_dead_job",
    ),
    JobKind("homework.assign_open", "apps.homework.services.assignments.assign_homework_to_new_member"),
    JobKind(
        CHECK_DEADLINES,
        "apps.homework.services.deadline_reminders.send_deadline_notices",
        keep_done=DAY,
        every=15 * MINUTE,
    ),
]
