"""Job kinds of this app."""

from apps.core.durations import HOUR, MINUTE
from apps.jobs.kinds import JobKind
from apps.quizzes.services.closing import CLOSE_DUE, SCORE, SWEEP
from apps.quizzes.services.regrading import APPLY_REGRADE, COUNT_REGRADE

JOB_KINDS = [
    JobKind(CLOSE_DUE, "apps.quizzes.services.closing.run_close_due", keep_done=HOUR),
    JobKind(SCORE, "apps.quizzes.services.closing.run_score", keep_done=HOUR),
    JobKind(SWEEP, "apps.quizzes.services.closing.run_sweep", keep_done=HOUR, every=MINUTE),
    JobKind(COUNT_REGRADE, "apps.quizzes.services.regrading.run_count", limit=HOUR),
    JobKind(APPLY_REGRADE, "apps.quizzes.services.regrading.run_apply", limit=HOUR),
]
