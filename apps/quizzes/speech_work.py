"""Recordings of answers and of placement tests, for the speech engine."""

from apps.homework.speech_work import SpeechWork
from apps.quizzes.services import hearing
from apps.quizzes.services.placement_speech import HEAR_PLACEMENT
from apps.quizzes.services.spoken_answers import HEAR

SPEECH_WORK = [
    SpeechWork(HEAR, prepare=hearing.prepare_hearing, store=hearing.store_hearing),
    SpeechWork(HEAR_PLACEMENT, prepare=hearing.prepare_placement_hearing, store=hearing.store_placement_hearing),
]
