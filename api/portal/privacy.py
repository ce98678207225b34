"""Operations on personal data: export and erasure."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query

from api.auth import SignedInRequest, public, requires
from api.file_responses import serve_stored_file
from api.guards import build_verified_user_auth
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.portal import privacy_schemas as schemas
from apps.courses.access import get_managed_person, get_own_child
from apps.portal import access, queries, services
from apps.portal.models import ErasureRequest

router = OperationRouter(tags=["privacy"])


@router.post("/users/me/export/", build_verified_user_auth("privacy.export"), schemas.ExportOut, status=202)
def auth_export(request: SignedInRequest) -> dict[str, Any]:
    """Request an archive of your data.

    A ZIP with a page to read, JSON and your files, kept for seven days. While one is being created, the answer is that
    one. Refused with 429 above three archives a day.
    """
    user = request.auth.user
    return schemas.serialize_export(services.request_export(person=user, actor=user))


@router.get("/users/me/export/", build_verified_user_auth("privacy.export"), schemas.ExportOut)
def auth_export_state(request: SignedInRequest) -> dict[str, Any]:
    """Get the state of your archive.

    Of the archive that you requested last, with its link when it is ready. Administrators who view as a user get no
    link.
    """
    with_link = request.auth.session.viewed_by_id is None
    return schemas.serialize_export(
        queries.get_latest_export(request.auth.user, request.auth.user), with_link=with_link
    )


@router.post(
    "/children/{uuid:id}/export/",
    build_verified_user_auth("privacy.export"),
    schemas.ExportOut,
    status=202,
    errors=[404],
)
def children_export(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Request an archive of a child's data.

    For guardians who may see everything of the child, and for administrators. Refused with 429 above three archives
    of a child a day.
    """
    user = request.auth.user
    child = access.get_exportable_child(user, id)
    return schemas.serialize_export(services.request_export(person=child, actor=user))


@router.get("/children/{uuid:id}/export/", build_verified_user_auth("privacy.export"), schemas.ExportOut, errors=[404])
def children_export_state(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get the state of a child's archive.

    Of the archive that you requested last, with its link when it is ready; others do not get it. Administrators who
    view as a guardian get no link.
    """
    with_link = request.auth.session.viewed_by_id is None
    child = access.get_exportable_child(request.auth.user, id)
    return schemas.serialize_export(queries.get_latest_export(child, request.auth.user), with_link=with_link)


@router.get("/exports/{str:link}/", public, {200: bytes, 206: bytes}, errors=[404])
def auth_archive(request: HttpRequest, link: str) -> HttpResponseBase:
    """Download an archive.

    By the signed address that came with its state. The address works for an hour.
    """
    return serve_stored_file(request, access.get_export_archive(link), name="personal-data.zip")


@router.post(
    "/users/{uuid:id}/erase/",
    requires("privacy.erase", step_up=True),
    schemas.ErasureOut,
    status=202,
    errors=[404, 409],
)
def users_erase(request: SignedInRequest, id: UUID) -> ErasureRequest:
    """Erase a user.

    The user is deactivated at once and erased within minutes; this cannot be undone. Payments and marks stay,
    without a name. Refused with 403 for a user who has rights that you do not have or works in branches where you do
    not, and with 409 for yourself, for administrators, and for an active user who leads or assists in groups or gives
    planned lessons: `fields.groups` and `fields.lessons` list them.
    """
    user = request.auth.user
    return services.deactivate_and_enqueue_erasure(person=get_managed_person(user, id), actor=user)


@router.post(
    "/children/{uuid:id}/erase-request/",
    build_verified_user_auth("privacy.ask_erasure"),
    schemas.ErasureOut,
    status=202,
    errors=[404],
)
def children_ask_erasure(request: SignedInRequest, id: UUID) -> ErasureRequest:
    """Request the erasure of your child.

    An administrator decides. While a request waits, the answer is that one.
    """
    user = request.auth.user
    return services.request_erasure(child=get_own_child(user, id), guardian=user)


@router.get(
    "/children/{uuid:id}/erase-request/", requires("privacy.ask_erasure"), schemas.ChildErasureOut, errors=[404]
)
def children_erasure_state(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Get the state of the erasure of your child.

    Of the request that any guardian made last: who made it and when, and how it was decided. `none` when there was
    none.
    """
    user = request.auth.user
    latest = queries.get_latest_erasure_request(get_own_child(user, id))
    return schemas.serialize_child_erasure(latest, user)


@router.delete(
    "/children/{uuid:id}/erase-request/", requires("privacy.ask_erasure"), schemas.ChildErasureOut, errors=[404, 409]
)
def children_withdraw_erasure(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """Withdraw your request to erase your child.

    While it waits for a decision. Nothing happens when none waits. Refused with 403 when another guardian made it, and
    with 409 when it was approved.
    """
    user = request.auth.user
    latest = services.withdraw_erasure(child=get_own_child(user, id), guardian=user)
    return schemas.serialize_child_erasure(latest, user)


@router.get("/erase-requests/", "privacy.erase", PageOf[schemas.ErasureOut], errors=[422])
def erasures_list(request: SignedInRequest, query: Query[schemas.ErasuresQuery]) -> dict[str, Any]:
    """List erasure requests.

    Newest first; those carried out too, as the proof of it. Administrators only.
    """
    requests = queries.list_visible_erasure_requests(request.auth.user, state=query.state)
    return build_page(request, requests, query, ordering=("-created_at", "decided_at"))


@router.post(
    "/erase-requests/{uuid:id}/decide/", requires("privacy.erase", step_up=True), schemas.ErasureOut, errors=[404, 409]
)
def erasures_decide(request: SignedInRequest, id: UUID, payload: schemas.DecisionIn) -> ErasureRequest:
    """Approve or refuse an erasure request.

    An approved request erases the user. The same answer again changes nothing. Refused with 409 when it was answered
    differently before.
    """
    user = request.auth.user
    return services.decide_erasure_request(
        request=access.get_erasure_request(user, id), approve=payload.approve, actor=user, reason=payload.reason
    )
