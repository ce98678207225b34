"""Every write about homework, by what sets it off."""

from apps.homework.services.appealing import appeal
from apps.homework.services.assigning import assign, assign_open, copy
from apps.homework.services.changing import change, withdraw
from apps.homework.services.correcting import correct_words
from apps.homework.services.extending import extend
from apps.homework.services.failing import audio_job_died
from apps.homework.services.handing_in import hand_in
from apps.homework.services.model_audio import model_audio_of, remove_model_audio, set_model_audio, store_sound
from apps.homework.services.proposing import (
    corrected_evidence,
    proposal_to_hear,
    rescore_job_died,
    store_corrected,
    store_proposal,
)
from apps.homework.services.receiving import begin_upload, receive, receive_upload
from apps.homework.services.reminding import check_homework_deadlines
from apps.homework.services.rescoring import apply, bring_up_to_date, drop, propose
from apps.homework.services.reviewing import receive_voice, review
from apps.homework.services.scoring import WAITING, Models, mark_stage, store_score

__all__ = [
    "WAITING",
    "Models",
    "appeal",
    "apply",
    "assign",
    "assign_open",
    "audio_job_died",
    "begin_upload",
    "bring_up_to_date",
    "change",
    "check_homework_deadlines",
    "copy",
    "correct_words",
    "corrected_evidence",
    "drop",
    "extend",
    "hand_in",
    "mark_stage",
    "model_audio_of",
    "proposal_to_hear",
    "propose",
    "receive",
    "receive_upload",
    "receive_voice",
    "remove_model_audio",
    "rescore_job_died",
    "review",
    "set_model_audio",
    "store_corrected",
    "store_proposal",
    "store_score",
    "store_sound",
    "withdraw",
]
