"""Job kinds of this app."""

from apps.core.durations import DAY, HOUR, MINUTE
from apps.jobs.kinds import JobKind
from apps.quizzes.services.closing import CLOSE_DUE, SCORE, SWEEP
from apps.quizzes.services.placement_calibration import CALIBRATE
from apps.quizzes.services.placement_speech import HEAR_PLACEMENT
from apps.quizzes.services.question_exports import WRITE_EXPORT
from apps.quizzes.services.question_imports import CHECK_IMPORT, RUN_IMPORT
from apps.quizzes.services.regrading import APPLY_REGRADE, COUNT_REGRADE
from apps.quizzes.services.spoken_answers import HEAR
from apps.quizzes.services.starter_bank import ADD_STARTER_BANK

_HEARING = "apps.quizzes.services.hearing"
_REGRADES = "apps.quizzes.services.regrading"
_IMPORTS = "apps.quizzes.services.question_imports"
_EXPORTS = "apps.quizzes.services.question_exports"

JOB_KINDS = [
    JobKind(CLOSE_DUE, "apps.quizzes.services.closing.run_close_due", keep_done=HOUR),
    JobKind(SCORE, "apps.quizzes.services.closing.run_score", keep_done=HOUR),
    JobKind(SWEEP, "apps.quizzes.services.closing.run_sweep", keep_done=HOUR, every=MINUTE),
    JobKind(HEAR, queue="speech", limit=30 * MINUTE, on_dead=f"{_HEARING}.fail_hearing"),
    JobKind(HEAR_PLACEMENT, queue="speech", limit=30 * MINUTE, on_dead=f"{_HEARING}.fail_placement_hearing"),
    JobKind("quizzes.sweep_speech", f"{_HEARING}.run_sweep_speech", keep_done=HOUR, every=10 * MINUTE),
    JobKind(COUNT_REGRADE, f"{_REGRADES}.run_count", limit=HOUR, on_dead=f"{_REGRADES}.mark_regrade_dead"),
    JobKind(APPLY_REGRADE, f"{_REGRADES}.run_apply", limit=HOUR, on_dead=f"{_REGRADES}.mark_regrade_dead"),
    JobKind(CHECK_IMPORT, f"{_IMPORTS}.check_questions", limit=HOUR, on_dead=f"{_IMPORTS}.mark_import_failed"),
    JobKind(RUN_IMPORT, f"{_IMPORTS}.add_questions", limit=HOUR, on_dead=f"{_IMPORTS}.mark_import_failed"),
    JobKind(WRITE_EXPORT, f"{_EXPORTS}.write_export", limit=HOUR, on_dead=f"{_EXPORTS}.mark_export_failed"),
    JobKind(CALIBRATE, "apps.quizzes.services.placement_calibration.run_calibrate", limit=HOUR, every=7 * DAY),
    JobKind(ADD_STARTER_BANK, "apps.quizzes.services.starter_bank.run_add_starter_bank"),
]
