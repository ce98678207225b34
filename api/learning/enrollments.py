"""Operations of enrolments in online courses."""

from typing import Any
from uuid import UUID

import orjson
from django.http import HttpResponse
from ninja import Header, Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.errors import build_error_body
from api.learning import enrollments_schemas as schemas
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.payments.orders_schemas import PaymentRequiredOut
from apps.accounts.models import User
from apps.core.errors import PaymentRequired
from apps.core.idempotency import run_idempotently
from apps.courses.access import get_course, get_courses_or_invalid
from apps.courses.models import Course
from apps.courses.queries import list_people_within_reach
from apps.learning import access, queries
from apps.learning.models import Enrollment
from apps.learning.services import end_enrollment
from apps.learning.services.enrollments import PRICED, enrol_oneself
from apps.payments.access_orders import get_order
from apps.payments.services import checkouts, course_orders, enrollment_changes

router = OperationRouter(tags=["learning"])


@router.post(
    "/courses/{uuid:id}/enroll/",
    "learning.learn",
    {201: schemas.EnrollmentOut, 402: PaymentRequiredOut},
    errors=[400, 402, 404, 409, 422, 503],
)
def enrollments_enrol_oneself(
    request: SignedInRequest, id: UUID, payload: schemas.EnrolIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Enrol in a course.

    A free course opens at once. One with a price answers 402 `payment_required` with your open order for it, made if
    there is none, and where to pay; a discount `code` lowers the price, and one that makes it free opens the course.
    Refused with 409 `already_enrolled`, `prerequisites_missing`, `not_open`, and as `POST /payments/orders/`; requires
    an `Idempotency-Key`.
    """
    user, course = request.auth.user, get_course(request.auth.user, id)
    status, answer = run_idempotently(
        user=user,
        operation="learning.enrol",
        key=idempotency_key,
        body=f"{id} {payload.code}",
        prepare=lambda: _end_page_before_code(user, course, payload.code),
        act=lambda _none: _enrol_oneself(user, course, payload.code),
    )
    if status == PaymentRequired.status:
        answer = _describe_payment(user, UUID(answer["order"]), payload.return_url)
    return HttpResponse(orjson.dumps(answer), status=status, content_type="application/json; charset=utf-8")


@router.get("/enrollments/", "learning.learn", PageOf[schemas.EnrollmentOut], errors=[422])
def enrollments_list(request: SignedInRequest, query: Query[schemas.EnrollmentsQuery]) -> dict[str, Any]:
    """List enrolments.

    You get your own, those of your children, and those in courses that you teach; the office gets all. Newest first.
    `search` finds names of learners.
    """
    rows = queries.list_visible_enrollments(request.auth.user, **query.filters())
    order = ("-starts_at", "progress", "until")
    return build_page(request, rows, query, ordering=order, search=queries.search_enrollments)


@router.post("/enrollments/", "learning.manage", schemas.EnrolledRowsOut, errors=[409, 422])
def enrollments_create(request: SignedInRequest, payload: schemas.EnrollmentsIn) -> dict[str, Any]:
    """Enrol people in a course.

    At most 500 people at once, whatever the course costs. With `dry_run` nothing is written, and the answer says what
    would happen. Refused with 403 `own_payment`, and none is enrolled, where your own family is among them and the
    course has a price; with 409 `already_enrolled` when another user enrols one of them at the same moment.
    """
    user, sent = request.auth.user, payload.model_dump(exclude={"course", "users"})
    [course] = get_courses_or_invalid(user, "course", [payload.course])
    people = {person.pk: person for person in list_people_within_reach(user).filter(pk__in=payload.users).distinct()}
    rows = enrollment_changes.enrol_people(actor=user, course=course, user_ids=payload.users, people=people, **sent)
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
    payment is disputed. Refused with 403 `own_payment` for more time of your own family in a course with a price.
    """
    user = request.auth.user
    enrollment = access.get_enrollment(user, id)
    return enrollment_changes.change_enrollment(actor=user, enrollment=enrollment, **get_sent_fields(payload))


@router.post("/enrollments/{uuid:id}/end/", "learning.manage", schemas.EnrollmentOut, errors=[404, 422])
def enrollments_end(request: SignedInRequest, id: UUID, payload: schemas.EnrollmentEndIn) -> Enrollment:
    """End an enrolment.

    The course closes for the person; their progress stays. An ended one stays as it is.
    """
    user = request.auth.user
    return end_enrollment(actor=user, enrollment=access.get_enrollment(user, id), reason=payload.reason)


def _end_page_before_code(user: User, course: Course, code: str) -> None:
    if course.prices.exists():
        course_orders.end_page_before_code(learner=user, course=course, code=code)


def _enrol_oneself(user: User, course: Course, code: str) -> tuple[int, dict[str, Any]]:
    """Enrol the user; return the status and the enrolment as JSON, stored for repeated requests. 402: the order."""
    try:
        enrol_oneself(user=user, course=course)
    except PaymentRequired:
        order = course_orders.ensure_order(learner=user, course=course, code=code)
        if queries.get_open_enrollment(user.pk, course.pk) is None:
            return PaymentRequired.status, {"order": str(order.pk)}
    return 201, schemas.EnrollmentOut.from_orm(queries.get_open_enrollment(user.pk, course.pk)).model_dump()


def _describe_payment(user: User, order_id: UUID, return_url: str) -> dict[str, Any]:
    """Return the answer 402: the order as it is now, and where it can be paid."""
    order = get_order(user, order_id)
    links = checkouts.list_checkout_links(payment=order.payment, lang=user.locale, return_url=return_url)
    error = build_error_body(PaymentRequired(PRICED))
    return PaymentRequiredOut(**error, order=order, checkouts=links).model_dump()
