"""Operations on a person's data: archives of it, and its erasure."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query, Router, Status

from api.auth import SignedInRequest, public, requires
from api.errors import errors
from api.guards import verified
from api.lists import PageOf, list_page
from api.ranges import file_response
from api.schemas import auth_privacy as schemas
from apps.courses.access import get_managed_person, get_own_child
from apps.portal import access, queries, services
from apps.portal.models import ErasureRequest

router = Router(tags=["privacy"])


@router.post(
    "/users/me/export/",
    auth=verified("privacy.export"),
    response={202: schemas.ExportOut, **errors()},
    operation_id="auth_export",
    summary="Have an archive made of all one's own data",
)
def export_me(request: SignedInRequest) -> Status[dict[str, Any]]:
    """A ZIP of JSON and one's own files, kept for seven days. While one is being made, that one."""
    user = request.auth.user
    return Status(202, schemas.serialize_export(services.request_export(person=user, actor=user)))


@router.get(
    "/users/me/export/",
    auth=verified("privacy.export"),
    response={200: schemas.ExportOut, **errors()},
    operation_id="auth_export_state",
    summary="How far one's own archive is, and where it lies",
)
def my_export(request: SignedInRequest) -> dict[str, Any]:
    """The newest that was asked for. Whoever looks with a person's eyes gets no address of it."""
    own = request.auth.session.viewed_by_id is None
    return schemas.serialize_export(queries.get_latest_export(request.auth.user), with_link=own)


@router.post(
    "/children/{uuid:id}/export/",
    auth=verified("privacy.export"),
    response={202: schemas.ExportOut, **errors(404)},
    operation_id="children_export",
    summary="Have an archive made of a child's data",
)
def export_child(request: SignedInRequest, id: UUID) -> Status[dict[str, Any]]:
    """For guardians who may see everything of the child, and for administrators."""
    user = request.auth.user
    child = access.get_exportable_child(user, id)
    return Status(202, schemas.serialize_export(services.request_export(person=child, actor=user)))


@router.get(
    "/children/{uuid:id}/export/",
    auth=verified("privacy.export"),
    response={200: schemas.ExportOut, **errors(404)},
    operation_id="children_export_state",
    summary="How far a child's archive is, and where it lies",
)
def child_export(request: SignedInRequest, id: UUID) -> dict[str, Any]:
    """The newest that was asked for, by whomever. Whoever looks with a guardian's eyes gets no address of it."""
    own = request.auth.session.viewed_by_id is None
    child = access.get_exportable_child(request.auth.user, id)
    return schemas.serialize_export(queries.get_latest_export(child), with_link=own)


@router.get(
    "/exports/{str:link}/",
    auth=public,
    response={200: bytes, 206: bytes, **errors(404)},
    operation_id="auth_archive",
    summary="An archive, by the signed address that came with its state",
)
def archive(request: HttpRequest, link: str) -> HttpResponseBase:
    """The address is good for an hour."""
    return file_response(request, access.get_export_archive(link), name="personal-data.zip")


@router.post(
    "/users/{uuid:id}/erase/",
    auth=requires("privacy.erase", step_up=True),
    response={202: schemas.ErasureOut, **errors(404, 409)},
    operation_id="users_erase",
    summary="Erase a person",
)
def erase(request: SignedInRequest, id: UUID) -> Status[ErasureRequest]:
    """They are out at once; the rest follows within minutes and cannot be undone. Money and marks stay, nameless.

    Nobody erases who may do more, or works in branches where they do not.
    """
    user = request.auth.user
    return Status(202, services.erase_user(person=get_managed_person(user, id), actor=user))


@router.post(
    "/children/{uuid:id}/erase-request/",
    auth=verified("privacy.ask_erasure"),
    response={202: schemas.ErasureOut, **errors(404)},
    operation_id="children_ask_erasure",
    summary="Ask that one's own child be erased",
)
def ask_erasure(request: SignedInRequest, id: UUID) -> Status[ErasureRequest]:
    """An administrator decides. While a request waits, that one."""
    user = request.auth.user
    return Status(202, services.request_erasure(child=get_own_child(user, id), guardian=user))


@router.get(
    "/erase-requests/",
    auth=requires("privacy.erase"),
    response={200: PageOf[schemas.ErasureOut], **errors(422)},
    operation_id="erasures_list",
    summary="Requests to erase people",
)
def erasures_list(request: SignedInRequest, query: Query[schemas.ErasuresQuery]) -> dict[str, Any]:
    """Newest first; those carried out too, as the proof of it."""
    found = queries.list_visible_erasures(request.auth.user, state=query.state)
    return list_page(request, found, query, ordering=("-created_at", "decided_at"))


@router.post(
    "/erase-requests/{uuid:id}/decide/",
    auth=requires("privacy.erase", step_up=True),
    response={200: schemas.ErasureOut, **errors(404, 409)},
    operation_id="erasures_decide",
    summary="Approve or refuse a guardian's request",
)
def erasures_decide(request: SignedInRequest, id: UUID, payload: schemas.DecisionIn) -> ErasureRequest:
    """Approved, it is carried out as any erasure. The same answer again changes nothing."""
    user = request.auth.user
    return services.decide_erasure_request(
        request=access.get_erasure_request(user, id), approve=payload.approve, actor=user
    )
