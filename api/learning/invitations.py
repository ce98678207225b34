"""Operations of invitation links to online courses."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query

from api.auth import SignedInRequest, public
from api.learning import invitations_schemas as schemas
from api.learning.enrollments_schemas import EnrollmentOut
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.core.lookups import get_or_not_found
from apps.courses.access import get_taught_course
from apps.learning import invitation_queries
from apps.learning.models import Enrollment, InvitationLink
from apps.learning.services import invitation_links
from apps.payments.services import own_family_prices

router = OperationRouter(tags=["learning"])


@router.get(
    "/courses/{uuid:id}/invitation-links/", "learning.write", PageOf[schemas.InvitationLinkOut], errors=[404, 422]
)
def invitation_links_list(
    request: SignedInRequest, id: UUID, query: Query[schemas.InvitationLinksQuery]
) -> dict[str, Any]:
    """List the invitation links of a course.

    For the teachers of the course and the office. Newest first.
    """
    rows = invitation_queries.list_links(get_taught_course(request.auth.user, id))
    return build_page(request, rows, query, ordering=("-created_at", "expires_at", "max_uses", "used", "revoked_at"))


@router.post(
    "/courses/{uuid:id}/invitation-links/",
    "learning.write",
    schemas.NewInvitationLinkOut,
    status=201,
    errors=[404, 409, 422],
)
def invitation_links_create(
    request: SignedInRequest, id: UUID, payload: schemas.InvitationLinkIn
) -> schemas.NewInvitationLinkOut:
    """Create an invitation link.

    Who opens it is enrolled in the course, whatever it costs. Teachers of the course make links while it is free; for a
    course with a price it takes `learning.manage`. Its address is shown only in this answer.
    """
    user = request.auth.user
    course = get_taught_course(user, id)
    link, url = invitation_links.create_invitation_link(actor=user, course=course, **payload.model_dump())
    shown = schemas.InvitationLinkOut.from_orm(get_or_not_found(invitation_queries.list_links(course), link.pk))
    return schemas.NewInvitationLinkOut(**shown.model_dump(), url=url)


@router.post("/invitation-links/{uuid:id}/revoke/", "learning.write", schemas.InvitationLinkOut, errors=[404])
def invitation_links_revoke(request: SignedInRequest, id: UUID) -> InvitationLink:
    """Revoke an invitation link.

    It enrols no further people; who is enrolled stays so. A revoked one stays as it is.
    """
    rows = invitation_queries.list_managed_links(request.auth.user)
    link = get_or_not_found(rows, id)
    invitation_links.revoke_invitation_link(actor=request.auth.user, link=link)
    return get_or_not_found(rows, id)


@router.post("/invitation-links/check/", public, schemas.InvitationOfferOut, errors=[409, 422])
def invitation_links_check(request: HttpRequest, payload: schemas.InvitationTokenIn) -> InvitationLink:
    """Check an invitation link.

    Which course it opens. Refused with 422 on `token` for a link that does not work, and with 409 `not_open` for a
    course that is not open. Changes nothing.
    """
    return invitation_links.get_working_link(payload.token)


@router.post("/invitation-links/use/", "learning.learn", EnrollmentOut, status=201, errors=[409, 422])
def invitation_links_use(request: SignedInRequest, payload: schemas.InvitationTokenIn) -> Enrollment:
    """Enrol by an invitation link.

    Takes one use of the link. Refused with 422 on `token` for a link that does not work, with 409 `already_enrolled`
    and `not_open`, and with 403 `own_payment` for a course with a price and a link that your own family made.
    """
    link = invitation_links.get_working_link(payload.token)
    return own_family_prices.use_invitation_link(user=request.auth.user, link=link)
