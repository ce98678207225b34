"""The operation under `/courses/lessons/` that belongs to quizzes."""

from uuid import UUID

from api.auth import SignedInRequest
from api.operations import OperationRouter
from api.quizzes import authoring_schemas as schemas
from apps.quizzes import access
from apps.quizzes.models import Quiz

router = OperationRouter(tags=["quizzes"])


@router.get("/lessons/{uuid:id}/quiz/", "quizzes.take", schemas.QuizOut, errors=[403, 404])
def course_lessons_quiz_get(request: SignedInRequest, id: UUID) -> Quiz:
    """Get the quiz of a course lesson.

    The first that it shows, for who learns or writes the course. Refused with 403 `lesson_locked` before the lesson
    opens.
    """
    return access.get_lesson_quiz(request.auth.user, id)
