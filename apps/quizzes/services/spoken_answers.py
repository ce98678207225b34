"""Spoken answers: the speech engine hears them once they are handed in, and scores that it is sure of count.

What it is not sure of waits for a teacher: other words than the text, another language, noise, a recording that
somebody else handed in too.
"""

from collections.abc import Iterable

from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.accounts.recording_consent import may_be_recorded
from apps.core.local_days import get_local_day
from apps.homework.scoring_tasks import get_age_band
from apps.learning.blocks.documents import read_text
from apps.quizzes.models import Answer, AnswerFile, QuestionVersion, QuizAttempt, SpokenResult
from apps.quizzes.questions.bodies import SpeakBody
from apps.quizzes.questions.keys import SpeakKey
from apps.quizzes.questions.stored import read_body, read_key
from apps.quizzes.spoken_queries import cap_seconds, get_recording
from ml.scoring.task import ScoringTask

HEAR = "quizzes.hear"
PRIORITY = 10
"""That of homework (`apps.homework.job_kinds`)."""
SPARE_SECONDS = 5
"""What a recorder may run over the time of the question."""


def request_hearing(attempt: QuizAttempt, answers: Iterable[Answer]) -> None:
    """Have the engine hear the recordings of answers that wait, each once, in the open unit of work. It hears no minor
    whose guardians have withdrawn their consent.
    """
    waiting = {key: answer for answer in answers if answer.waits and (key := get_recording(answer))}
    if not waiting or not may_be_recorded(attempt.user):
        return
    for recording in AnswerFile.objects.filter(pk__in=waiting, file__isnull=False, spoken__isnull=True):
        answer = waiting[recording.pk]
        task = build_speaking_task(answer.version, attempt.user)
        result = SpokenResult.objects.create(recording=recording, task=task.as_json())
        jobs.enqueue(kind=HEAR, object_id=result.pk, priority=PRIORITY, share=attempt.quiz_id)


def build_speaking_task(version: QuestionVersion, user: User | None) -> ScoringTask:
    """Return what a recording for this question is scored against; of a visitor (no user) the age is unknown."""
    body, key = cap_seconds(read_body(version.body)), read_key(version.key)
    assert isinstance(body, SpeakBody)
    assert isinstance(key, SpeakKey)
    return ScoringTask(
        kind=body.task,
        language=version.language,
        reference=body.text if body.task != "speaking" else "",
        reference_answers=tuple(key.references),
        question=read_text(version.prompt) if body.task == "speaking" else "",
        level=version.question.level,
        max_seconds=float(body.max_seconds + SPARE_SECONDS),
        age_band=get_age_band(user, on=get_local_day(timezone.now(), user.zone)) if user else "",
    )
