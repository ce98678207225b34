"""Every write about homework, by what sets it off."""

from apps.homework.services.assigning import assign, assign_open
from apps.homework.services.failing import audio_job_died
from apps.homework.services.handing_in import hand_in, receive
from apps.homework.services.reviewing import review
from apps.homework.services.scoring import WAITING, Models, mark_stage, store_score

__all__ = [
    "WAITING",
    "Models",
    "assign",
    "assign_open",
    "audio_job_died",
    "hand_in",
    "mark_stage",
    "receive",
    "review",
    "store_score",
]
