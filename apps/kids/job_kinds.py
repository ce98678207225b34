"""Job kinds of this app."""

from apps.accounts.services.consents import REMOVE_RECORDINGS_OF_CHILD, RENEW_PSEUDONYM
from apps.core.durations import DAY, HOUR, MINUTE
from apps.jobs.kinds import JobKind
from apps.kids.services.family_notes import SEND_NOTES
from apps.kids.services.fits import FIT, TRACE
from apps.kids.services.pipeline_runs import CHECK_PIPELINE, RUN_PIPELINE
from apps.kids.services.trials import JUDGE_LISTS
from apps.learning.services.progress import RECORD_LESSON
from apps.quizzes.services.scoring import LEARN_FROM_ATTEMPT

_MASTERY = "apps.kids.services.mastery"
_PIPELINE = "apps.kids.services.pipeline_runs"

JOB_KINDS = [
    JobKind(LEARN_FROM_ATTEMPT, f"{_MASTERY}.learn_from_attempt", tries=8, keep_done=HOUR),
    JobKind(FIT, "apps.kids.services.fits.run_fit", limit=HOUR, every=7 * DAY, offset=23 * HOUR),
    JobKind(TRACE, f"{_MASTERY}.trace_child", keep_done=HOUR),
    JobKind(RECORD_LESSON, "apps.kids.services.raw_rows.record_lesson", tries=8, keep_done=HOUR),
    JobKind(RENEW_PSEUDONYM, "apps.kids.services.pseudonyms.renew_pseudonym", tries=8),
    JobKind(REMOVE_RECORDINGS_OF_CHILD, "apps.kids.services.observation_files.remove_unallowed_files", tries=8),
    JobKind(RUN_PIPELINE, f"{_PIPELINE}.run_pipeline", limit=HOUR, every=DAY, offset=22 * HOUR + 30 * MINUTE),
    # On Mondays: slots are counted from a Wednesday, and the week ends at midnight in Tashkent.
    JobKind(JUDGE_LISTS, "apps.kids.services.trials.judge_lists", limit=HOUR, every=7 * DAY, offset=5 * DAY + 1 * HOUR),
    JobKind(CHECK_PIPELINE, f"{_PIPELINE}.check_pipeline", keep_done=DAY, every=HOUR, offset=20 * MINUTE),
    JobKind(
        SEND_NOTES, "apps.kids.services.family_notes.send_family_notes", keep_done=DAY, every=HOUR, offset=5 * MINUTE
    ),
]
