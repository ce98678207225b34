"""Operations under `/courses/courses/{id}/modules/`: add a module to the draft."""

from uuid import UUID

from api.auth import SignedInRequest
from api.operations import OperationRouter
from api.schemas import learning_editor as schemas
from apps.courses.access import get_taught_course
from apps.learning import draft_views
from apps.learning.services import drafts

router = OperationRouter(tags=["courses"])


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
