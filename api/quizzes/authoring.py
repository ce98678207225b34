"""Operations under `/quizzes/`: quizzes, what they ask, and what single learners have more."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.quizzes import authoring_schemas as schemas
from apps.accounts.models import User
from apps.quizzes import access, queries
from apps.quizzes.models import Quiz, QuizExtension
from apps.quizzes.services import quizzes

router = OperationRouter(tags=["quizzes"])
PLACE = {"group", "lesson", "course"}


@router.get("/", "quizzes.take", PageOf[schemas.QuizRowOut], errors=[422])
def quizzes_list(request: SignedInRequest, query: Query[schemas.QuizzesQuery]) -> dict[str, Any]:
    """List quizzes.

    Published ones of your groups, of online courses that you learn, and of the centre; teachers get those of their
    groups and courses too, with drafts. With `takeable` only those that are for you to take, with
    `written` only those that you write.
    """
    user = request.auth.user
    rows = queries.with_own_attempts(queries.list_visible_quizzes(user, **query.filters()), user)
    return build_page(
        request, rows, query, ordering=("-created_at", "title", "closes_at"), search=queries.search_quizzes
    )


@router.post("/", "quizzes.write", schemas.QuizOut, status=201, errors=[404, 422])
def quizzes_create(request: SignedInRequest, payload: schemas.QuizIn) -> Quiz:
    """Create a quiz.

    As a draft: of a group or an online course that you teach; of neither it is the centre's, for the office.
    """
    user = request.auth.user
    group, lesson, course = access.get_place(
        user, group_id=payload.group, lesson_id=payload.lesson, course_id=payload.course
    )
    values = payload.model_dump(exclude=PLACE)
    return quizzes.create_quiz(actor=user, group=group, lesson=lesson, course=course, values=values)


@router.get("/{uuid:id}/", "quizzes.take", schemas.QuizOut, errors=[404])
def quizzes_get(request: SignedInRequest, id: UUID) -> Quiz:
    """Get a quiz.

    Its settings; what it asks comes with an attempt.
    """
    return access.get_visible_quiz(request.auth.user, id)


@router.patch("/{uuid:id}/", "quizzes.write", schemas.QuizOut, errors=[404, 409, 422])
def quizzes_update(request: SignedInRequest, id: UUID, payload: schemas.QuizChanges) -> Quiz:
    """Change a quiz.

    Attempts that have begun keep their deadline. Refused with 409 `draft_changed` when another user changed it since
    `revision`.
    """
    user = request.auth.user
    sent = get_sent_fields(payload)
    revision = sent.pop("revision")
    return quizzes.change_quiz(actor=user, quiz=access.get_written_quiz(user, id), revision=revision, changes=sent)


@router.delete("/{uuid:id}/", "quizzes.write", errors=[404, 409])
def quizzes_delete(request: SignedInRequest, id: UUID) -> None:
    """Delete a quiz.

    Open attempts are handed in as they are; attempts and marks stay. Refused with 409 `conflict` while a lesson of its
    course shows it.
    """
    user = request.auth.user
    quizzes.delete_quiz(actor=user, quiz=access.get_written_quiz(user, id))


@router.post("/{uuid:id}/publish/", "quizzes.write", schemas.QuizOut, errors=[404, 422])
def quizzes_publish(request: SignedInRequest, id: UUID) -> Quiz:
    """Publish a quiz.

    Its learners see it then. Publishing again changes nothing.
    """
    user = request.auth.user
    return quizzes.publish_quiz(actor=user, quiz=access.get_written_quiz(user, id))


@router.get("/{uuid:id}/questions/", "quizzes.write", list[schemas.QuizPlaceOut], errors=[404])
def quiz_questions_get(request: SignedInRequest, id: UUID) -> Any:
    """List what a quiz asks.

    Questions, and draws from banks, in their order.
    """
    return queries.list_places(access.get_written_quiz(request.auth.user, id))


@router.put("/{uuid:id}/questions/", "quizzes.write", schemas.QuizOut, errors=[404, 409, 422])
def quiz_questions_set(request: SignedInRequest, id: UUID, payload: schemas.QuizPlacesIn) -> Quiz:
    """Set what a quiz asks.

    Attempts that have begun keep their questions. Refused with 409 `draft_changed` when another user changed the quiz
    since `revision`.
    """
    user = request.auth.user
    quiz = access.get_written_quiz(user, id)
    places = [_read_place(user, place) for place in payload.places]
    return quizzes.set_places(actor=user, quiz=quiz, revision=payload.revision, places=places)


@router.get("/{uuid:id}/extensions/", "quizzes.write", list[schemas.QuizExtensionOut], errors=[404])
def quiz_extensions_get(request: SignedInRequest, id: UUID) -> Any:
    """List the extensions of a quiz.

    What single learners have more than the others.
    """
    return queries.list_extensions(access.get_written_quiz(request.auth.user, id))


@router.put("/{uuid:id}/extensions/{uuid:user_id}/", "quizzes.write", schemas.QuizExtensionOut, errors=[404, 422])
def quiz_extensions_set(
    request: SignedInRequest, id: UUID, user_id: UUID, payload: schemas.QuizExtensionIn
) -> QuizExtension:
    """Extend a quiz for a learner.

    More time, more attempts or a later end, with a reason. An attempt that has begun keeps its deadline.
    """
    user = request.auth.user
    quiz = access.get_written_quiz(user, id)
    return quizzes.set_extension(
        actor=user, quiz=quiz, user=access.get_learner(user, quiz, user_id), values=payload.model_dump()
    )


def _read_place(user: User, place: schemas.QuizPlaceIn) -> quizzes.PlaceDraft:
    """Return a place with its rows."""
    question = access.get_question_or_invalid(user, place.question) if place.question else None
    bank = access.get_bank_or_invalid(user, place.bank) if place.bank else None
    return quizzes.PlaceDraft(question=question, bank=bank, tag=place.tag, draw=place.draw, points=place.points)
