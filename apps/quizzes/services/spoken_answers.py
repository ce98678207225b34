"""Spoken answers: the speech engine hears them once they are handed in, and scores that it is sure of count.

What it is not sure of waits for a teacher: other words than the text, another language, noise, a recording that
somebody else handed in too.
"""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

import apps.jobs.services as jobs
from apps.accounts.models import User
from apps.core.local_days import get_local_day
from apps.homework.scoring_tasks import get_age_band
from apps.learning.blocks.documents import read_text
from apps.quizzes.models import Answer, QuestionVersion, QuizAttempt, SpokenResult, SpokenState
from apps.quizzes.questions.bodies import SpeakBody
from apps.quizzes.questions.keys import SpeakKey
from apps.quizzes.questions.responses import SpeakResponse
from apps.quizzes.questions.stored import read_body, read_key, read_response
from apps.settings.queries import get_system_settings
from ml.scoring.task import ScoringTask

HEAR = "quizzes.hear"
PRIORITY = 10
"""That of homework (`apps.homework.job_kinds`)."""
SPARE_SECONDS = 5
"""What a recorder may run over the time of the question."""


def get_recording(answer: Answer) -> UUID | None:
    """Return the recording that an answer names, if any."""
    response = read_response(answer.response)
    return response.file if isinstance(response, SpeakResponse) else None


def find_spoken_share(answer: Answer) -> Decimal | None:
    """Return the share of the points that the engine is sure of for the recording that an answer names, else None."""
    result = SpokenResult.objects.filter(recording=get_recording(answer), is_sure=True).first()
    return None if result is None or result.overall is None else Decimal(str(result.overall)) / 100


def count_heard(attempt_id: UUID) -> int:
    """Return how many recordings of an attempt the engine has heard."""
    return SpokenResult.objects.filter(recording__answer__attempt=attempt_id, state=SpokenState.HEARD).count()


def request_hearing(attempt: QuizAttempt, answers: Iterable[Answer]) -> None:
    """Have the engine hear the recordings of answers that wait, each once, in the open unit of work."""
    for answer in answers:
        recording = get_recording(answer) if answer.waits else None
        if recording is None or SpokenResult.objects.filter(recording=recording).exists():
            continue
        task = build_speaking_task(answer.version, attempt.user)
        result = SpokenResult.objects.create(recording_id=recording, task=task.as_json())
        jobs.enqueue(kind=HEAR, object_id=result.pk, priority=PRIORITY, share=attempt.quiz_id)


def build_speaking_task(version: QuestionVersion, user: User | None) -> ScoringTask:
    """Return what a recording for this question is scored against; of a visitor (no user) the age is unknown."""
    body, key = read_body(version.body), read_key(version.key)
    assert isinstance(body, SpeakBody)
    assert isinstance(key, SpeakKey)
    longest = get_system_settings().recording_max_seconds
    return ScoringTask(
        kind=body.task,
        language=version.language,
        reference=body.text if body.task != "speaking" else "",
        reference_answers=tuple(key.references),
        question=read_text(version.prompt) if body.task == "speaking" else "",
        level=version.question.level,
        max_seconds=float(min(body.max_seconds + SPARE_SECONDS, longest)),
        age_band=get_age_band(user, on=get_local_day(timezone.now(), user.zone)) if user else "",
    )
