"""Operations of enrolments in online courses."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query

from api.auth import SignedInRequest
from api.idempotent_responses import respond_idempotently
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.schemas import learning_enrollments as schemas
from api.schemas.base import get_sent_fields
from apps.accounts.models import User
from apps.courses.access import get_course, get_courses_or_invalid
from apps.courses.queries import list_people_within_reach
from apps.learning import access, queries
from apps.learning.models import Enrollment
from apps.learning.services import end_enrollment, office_enrollments
from apps.learning.services.enrollments import enrol_oneself

router = OperationRouter(tags=["learning"])


@router.post(
    "/courses/{uuid:id}/enroll/", "learning.learn", {201: schemas.EnrollmentOut}, errors=[400, 402, 404, 409, 422]
)
def enrollments_enrol_oneself(
    request: SignedInRequest, id: UUID, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Enrol in a course.

    A free course opens at once. Refused with 402 `payment_required` where it has a price (then order it), and with 409
    `already_enrolled`, `prerequisites_missing` or `not_open`. Requires an `Idempotency-Key`.
    """
    user, course = request.auth.user, get_course(request.auth.user, id)
    return respond_idempotently(
        request, "learning.enrol", idempotency_key, body=str(id), act=lambda: _enrol_oneself(user, course.pk)
    )


@router.get("/enrollments/", "learning.learn", PageOf[schemas.EnrollmentOut], errors=[422])
def enrollments_list(request: SignedInRequest, query: Query[schemas.EnrollmentsQuery]) -> dict[str, Any]:
    """List enrolments.

    You get your own, those of your children, and those in courses that you teach; the office gets all. Newest first.
    """
    rows = queries.list_visible_enrollments(request.auth.user, **query.filters())
    return build_page(request, rows, query, ordering=("-starts_at", "progress", "until"))


@router.post("/enrollments/", "learning.manage", schemas.EnrolledRowsOut, errors=[422])
def enrollments_create(request: SignedInRequest, payload: schemas.EnrollmentsIn) -> dict[str, Any]:
    """Enrol people in a course.

    At most 500 people at once, whatever the course costs. With `dry_run` nothing is written, and the answer says what
    would happen.
    """
    user, sent = request.auth.user, payload.model_dump(exclude={"course", "users"})
    [course] = get_courses_or_invalid(user, "course", [payload.course])
    people = {person.pk: person for person in list_people_within_reach(user).filter(pk__in=payload.users).distinct()}
    rows = office_enrollments.enrol_people(actor=user, course=course, user_ids=payload.users, people=people, **sent)
    return {"rows": rows}


@router.get("/enrollments/{uuid:id}/", "learning.learn", schemas.EnrollmentOut, errors=[404])
def enrollments_get(request: SignedInRequest, id: UUID) -> Enrollment:
    """Get an enrolment.

    For the learner, guardians, teachers of the course and the office.
    """
    return access.get_enrollment(request.auth.user, id)


@router.patch("/enrollments/{uuid:id}/", "learning.manage", schemas.EnrollmentOut, errors=[404, 409, 422])
def enrollments_update(request: SignedInRequest, id: UUID, payload: schemas.EnrollmentChanges) -> Enrollment:
    """Update an enrolment.

    Gives it another end, freezes it or opens it again. Refused with 409 when it has ended, and for opening one whose
    payment is disputed.
    """
    user = request.auth.user
    enrollment = access.get_enrollment(user, id)
    return office_enrollments.change_enrollment(actor=user, enrollment=enrollment, **get_sent_fields(payload))


@router.post("/enrollments/{uuid:id}/end/", "learning.manage", schemas.EnrollmentOut, errors=[404, 422])
def enrollments_end(request: SignedInRequest, id: UUID, payload: schemas.EnrollmentEndIn) -> Enrollment:
    """End an enrolment.

    The course closes for the person; their progress stays. An ended one stays as it is.
    """
    user = request.auth.user
    return end_enrollment(actor=user, enrollment=access.get_enrollment(user, id), reason=payload.reason)


def _enrol_oneself(user: User, course_id: UUID) -> tuple[int, dict[str, Any]]:
    """Enrol the user; return the status and the enrolment as JSON, stored for repeated requests."""
    enrollment = enrol_oneself(user=user, course=get_course(user, course_id))
    return 201, schemas.EnrollmentOut.from_orm(access.get_enrollment(user, enrollment.pk)).model_dump()
