"""Recordings of answers, for the speech engine."""

from apps.homework.speech_work import SpeechWork
from apps.quizzes.services.hearing import prepare_hearing, store_hearing
from apps.quizzes.services.spoken_answers import HEAR

SPEECH_WORK = [SpeechWork(HEAR, prepare=prepare_hearing, store=store_hearing)]
