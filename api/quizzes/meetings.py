"""The operation under `/lessons/` that belongs to quizzes."""

from uuid import UUID

from api.auth import SignedInRequest
from api.operations import OperationRouter
from api.quizzes import authoring_schemas as schemas
from apps.quizzes import access
from apps.quizzes.models import Quiz

router = OperationRouter(tags=["quizzes"])


@router.get("/{uuid:id}/quiz/", "quizzes.take", schemas.QuizOut, errors=[404])
def lessons_quiz_get(request: SignedInRequest, id: UUID) -> Quiz:
    """Get the quiz of a lesson.

    The one that was published first, for the pupils of the group; its teachers get a draft where none is published.
    """
    return access.get_quiz_of_meeting(request.auth.user, id)
