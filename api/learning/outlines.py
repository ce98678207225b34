"""Operations under `/courses/` for who learns online: outlines, lessons and progress."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query

from api.auth import Identity, SignedInRequest, build_optional_auth, get_optional_user
from api.learning import outlines_schemas as schemas
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.homework.course_blocks import list_lesson_tasks
from apps.homework.services import course_tasks
from apps.learning import access, learner_views, queries
from apps.learning.services import progress

router = OperationRouter(tags=["learning"])


@router.get("/lessons/{uuid:id}/", build_optional_auth("courses.read"), schemas.CourseLessonOut, errors=[401, 403, 404])
def learning_lesson(request: HttpRequest, id: UUID) -> learner_views.LessonView:
    """Get a lesson of an online course.

    Previews are for everyone; other lessons for the enrolled and the teachers of the course. Refused with 403
    `not_enrolled`, and `lesson_locked` with the reason. Opening a lesson counts as a view, once a day.
    """
    standing, lesson = access.get_readable_lesson(get_optional_user(request), id)
    if not _is_viewing_as_another(request):
        standing = progress.open_lesson(standing=standing, lesson=lesson)
    view = learner_views.view_lesson(standing, lesson)
    if not _is_viewing_as_another(request):
        course_tasks.open_course_tasks(standing=standing, lesson=lesson, blocks=view.blocks)
    return replace(view, tasks=list_lesson_tasks(standing.user, lesson.id, view.blocks))


@router.post("/lessons/{uuid:id}/progress/", "learning.learn", schemas.LearningProgressOut, errors=[403, 404, 422])
def learning_progress(request: SignedInRequest, id: UUID, payload: schemas.ProgressIn) -> dict[str, Any]:
    """Record progress in a lesson.

    For the enrolled. It may be sent again: nothing counts twice. Of a recording at most two seconds count for each
    second since you opened it.
    """
    standing, lesson = access.get_learnt_lesson(request.auth.user, id)
    result = progress.record_progress(standing=standing, lesson=lesson, acts=payload.read_acts())
    return schemas.describe_progress(result, lesson)


@router.get("/learning/", "learning.learn", PageOf[schemas.LearningOut], errors=[422])
def learning_list(request: SignedInRequest, query: Query[schemas.LearningQuery]) -> dict[str, Any]:
    """List the courses that you learn online.

    With your progress and the lesson where you go on; the one you learnt last comes first.
    """
    rows = queries.list_learning(request.auth.user)
    order = ("-seen_at", "starts_at", "progress")
    return build_page(request, rows, query, ordering=order, prepare_rows=queries.with_content_and_progress)


def _is_viewing_as_another(request: HttpRequest) -> bool:
    """Return whether an administrator reads this as another user, for whom nothing is recorded then."""
    identity = getattr(request, "auth", None)
    return isinstance(identity, Identity) and identity.session.viewed_by_id is not None
