"""Reads of recordings that answers name."""

from decimal import Decimal
from uuid import UUID

from apps.quizzes.models import Answer, SpokenResult, SpokenState
from apps.quizzes.questions.bodies import QuestionBody, SpeakBody
from apps.quizzes.questions.responses import SpeakResponse
from apps.quizzes.questions.stored import read_response
from apps.settings.queries import get_system_settings


def cap_seconds(body: QuestionBody) -> QuestionBody:
    """Return the body of a speaking question with at most as many seconds as the centre records; others as they are."""
    if not isinstance(body, SpeakBody):
        return body
    longest = get_system_settings().recording_max_seconds
    return body.model_copy(update={"max_seconds": min(body.max_seconds, longest)})


def get_recording(answer: Answer) -> UUID | None:
    """Return the recording that an answer names, if any."""
    response = read_response(answer.response)
    return response.file if isinstance(response, SpeakResponse) else None


def find_spoken_share(answer: Answer) -> Decimal | None:
    """Return the share of the points that the engine is sure of for the recording that an answer names, else None."""
    recording = get_recording(answer)
    result = SpokenResult.objects.filter(recording=recording, is_sure=True).first() if recording else None
    return None if result is None or result.overall is None else Decimal(str(result.overall)) / 100


def count_heard(attempt_id: UUID) -> int:
    """Return how many recordings of an attempt the engine has heard."""
    return SpokenResult.objects.filter(recording__answer__attempt=attempt_id, state=SpokenState.HEARD).count()
