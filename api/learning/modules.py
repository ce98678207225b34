"""Operations under `/courses/courses/{id}/modules/`: the outline that learners see, and modules of the draft."""

from uuid import UUID

from django.http import HttpRequest

from api.auth import SignedInRequest, build_optional_auth, get_optional_user
from api.learning import editor_schemas as schemas
from api.learning.outlines_schemas import OutlineOut
from api.operations import OperationRouter
from apps.courses.access import get_taught_course
from apps.learning import access, draft_views, learner_views
from apps.learning.services import drafts

router = OperationRouter(tags=["courses"])


@router.get("/courses/{uuid:id}/modules/", build_optional_auth("courses.read"), OutlineOut, errors=[401, 404])
def learning_outline(request: HttpRequest, id: UUID) -> learner_views.OutlineView:
    """Get the outline of a course.

    For everyone who may see the course. Who neither learns nor teaches it gets previews, and the number of other
    lessons.
    """
    return learner_views.view_outline(access.get_standing(get_optional_user(request), id))


@router.post(
    "/courses/{uuid:id}/modules/", "learning.write", schemas.CourseDraftOut, status=201, errors=[404, 409, 422]
)
def course_modules_create(request: SignedInRequest, id: UUID, payload: schemas.ModuleIn) -> draft_views.DraftView:
    """Add a module to a draft.

    An empty module at the end of the course.
    """
    user = request.auth.user
    course = get_taught_course(user, id)
    drafts.add_module(actor=user, course=course, **payload.model_dump())
    return draft_views.get_draft_view(course)
