"""Services of homework: everything that writes."""

from apps.homework.services.appeals import create_appeal
from apps.homework.services.assignment_changes import change_assignment, withdraw_assignment
from apps.homework.services.assignments import assign_homework, assign_open_homework, copy_assignment
from apps.homework.services.dead_jobs import handle_dead_audio_job
from apps.homework.services.deadline_reminders import send_deadline_notices
from apps.homework.services.extensions import extend_homework
from apps.homework.services.model_audio import (
    get_unprocessed_model_audio,
    remove_model_audio,
    set_model_audio,
    store_model_audio_fingerprint,
)
from apps.homework.services.rescoring import apply_proposal, drop_proposal, propose_score, rescore_attempt
from apps.homework.services.reviews import review_homework, store_voice_comment
from apps.homework.services.score_proposals import (
    build_corrected_evidence,
    get_listening_proposal,
    handle_dead_rescore_job,
    store_corrected_score,
    store_proposal,
)
from apps.homework.services.scoring import AWAITING_RESULT_STATES, ScoringModels, set_attempt_stage, store_score
from apps.homework.services.submission_files import (
    begin_submission_upload,
    store_submitted_file,
    store_submitted_upload,
)
from apps.homework.services.submissions import submit_homework
from apps.homework.services.word_corrections import correct_words
