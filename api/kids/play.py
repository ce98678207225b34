"""Operations under `/children/`: what a child plays, alone or with a guardian beside it."""

from typing import Any
from uuid import UUID

from ninja import Query

from api.auth import SignedInRequest
from api.kids import play_schemas as schemas
from api.kids.recommendations_schemas import DeviceQuery
from api.operations import OperationRouter
from apps.kids import lesson_views
from apps.kids.access import get_playing_kid
from apps.kids.services import activities
from apps.kids.services.shown import record_shown

router = OperationRouter(tags=["kindergarten"])


@router.get("/{uuid:id}/path/", "kids.play", schemas.ChildPathOut, errors=[404, 422])
def children_path(request: SignedInRequest, id: UUID, query: Query[DeviceQuery]) -> lesson_views.ChildPath:
    """Get the path of a child.

    The lessons with activities that it can play now on its device, and those that it has done on any. For the child
    and its guardians who may see its progress. What is next is recorded, once a day, if the consent `learning_systems`
    is given.
    """
    user = request.auth.user
    path = lesson_views.load_path(user, get_playing_kid(user, id), device=query.device)
    if path.is_recorded:
        record_shown(path.listed, session=request.auth.session)
    return path


@router.get("/{uuid:id}/lessons/{uuid:lesson_id}/", "kids.play", schemas.PlayedLessonOut, errors=[403, 404, 409])
def child_lessons_get(request: SignedInRequest, id: UUID, lesson_id: UUID) -> lesson_views.PlayedLesson:
    """Get a lesson to play.

    Its activities, with what is heard and seen and without what is right. Refused with 409 `enough_for_today` once the
    child has played as long as a guardian allows; what was begun can be ended.
    """
    return lesson_views.load_played_lesson(get_playing_kid(request.auth.user, id), lesson_id)


@router.post(
    "/{uuid:id}/lessons/{uuid:lesson_id}/answers/", "kids.play", schemas.ActivityAnswerOut, errors=[403, 404, 422]
)
def child_lessons_answer(
    request: SignedInRequest, id: UUID, lesson_id: UUID, payload: schemas.ActivityAnswerIn
) -> activities.TryResult:
    """Answer an activity.

    The server says what became of it. It counts for the skills of the lesson, or the one that the activity names, if
    the consent `learning_systems` is given; without it nothing is kept but the time of play, where a guardian limits
    it.
    """
    child = get_playing_kid(request.auth.user, id)
    activity = lesson_views.get_activity(child, lesson_id, payload.block)
    values = dict(payload)
    block = values.pop("block")
    given = activities.ActivityTry(**values)
    return activities.answer_activity(child=child, lesson_id=lesson_id, block=block, activity=activity, given=given)


@router.post("/{uuid:id}/lessons/{uuid:lesson_id}/finish/", "kids.play", schemas.FinishedLessonOut, errors=[403, 404])
def child_lessons_finish(request: SignedInRequest, id: UUID, lesson_id: UUID) -> dict[str, Any]:
    """Complete a lesson.

    It was played to its end. It is done with that unless its rule asks for something else, such as a quiz.
    """
    child = get_playing_kid(request.auth.user, id)
    standing, lesson = lesson_views.get_lesson_to_finish(child, lesson_id)
    is_done = activities.finish_lesson(standing=standing, lesson=lesson)
    return {"is_done": is_done, "sticker": lesson_views.choose_sticker(lesson.id) if is_done else ""}
