"""Operations under `/children/`: what teachers saw of a child, and its report."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query

from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.idempotent_responses import respond_idempotently
from api.kids import observations_schemas as schemas
from api.lanes import PICTURES
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from api.uploads import FILE_REQUEST_BODY, get_put_file
from apps.kids import observation_views as views
from apps.kids.access import get_kid_to_decide, get_kid_with_progress, get_skills_or_invalid
from apps.kids.child_reports import ChildReport, load_child_report
from apps.kids.services import observation_files, observations

router = OperationRouter(tags=["kindergarten"])


@router.get("/{uuid:id}/observations/", "kids.read", PageOf[schemas.ObservationOut], errors=[404, 422])
def observations_list(request: SignedInRequest, id: UUID, query: Query[schemas.ObservationsQuery]) -> dict[str, Any]:
    """List what teachers saw of a child.

    Teachers of the child and the office get all of it, guardians who may see the progress what is for the family, the
    child nothing. The newest first.
    """
    user = request.auth.user
    child = get_kid_with_progress(user, id)
    rows = views.list_visible_observations(user, child, **query.filters())
    page = build_page(request, rows, query, ordering=("-created_at", "updated_at"), prepare_rows=views.with_parts)
    return page | {"results": views.build_observations(user, child, page["results"])}


@router.post("/{uuid:id}/observations/", "kids.observe", schemas.ObservationOut, status=201, errors=[404, 409, 422])
def observations_create(
    request: SignedInRequest, id: UUID, payload: schemas.ObservationIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Write what you saw of a child.

    For its teachers and the office, not about children of the own family. A photo or a recording follows by
    `PUT …/file/`.
    """
    user = request.auth.user
    child = get_kid_to_decide(user, id)

    def write() -> tuple[int, Any]:
        skills = get_skills_or_invalid(payload.skills, field="skills")
        values = payload.model_dump() | {"skills": skills}
        row = observations.write_observation(actor=user, child=child, **values)
        return 201, schemas.ObservationOut.from_orm(views.build_one(user, row)).model_dump()

    body = f"{id} {payload.model_dump_json()}"
    return respond_idempotently(request, "observations.create", idempotency_key, body=body, act=write, required=False)


@router.patch(
    "/{uuid:id}/observations/{uuid:observation_id}/", "kids.observe", schemas.ObservationOut, errors=[404, 422]
)
def observations_update(
    request: SignedInRequest, id: UUID, observation_id: UUID, payload: schemas.ObservationChangesIn
) -> dict[str, Any]:
    """Update your observation.

    Only those that you wrote; others answer 404.
    """
    user = request.auth.user
    row = views.get_own_observation(user, id, observation_id)
    changes = get_sent_fields(payload)
    if "skills" in changes:
        changes["skills"] = get_skills_or_invalid(payload.skills, field="skills")
    return views.build_one(user, observations.change_observation(actor=user, observation=row, **changes))


@router.delete("/{uuid:id}/observations/{uuid:observation_id}/", "kids.observe", errors=[404])
def observations_remove(request: SignedInRequest, id: UUID, observation_id: UUID) -> None:
    """Delete an observation.

    Your own, or any of the child for users who manage people.
    """
    user = request.auth.user
    row = views.get_removable_observation(user, id, observation_id)
    observations.remove_observation(actor=user, observation=row)


@router.put(
    "/{uuid:id}/observations/{uuid:observation_id}/file/",
    "kids.observe",
    schemas.ObservationOut,
    errors=[404, 409, 413, 415, 422],
    openapi_extra=FILE_REQUEST_BODY,
    lane=PICTURES,
)
def observations_set_file(request: SignedInRequest, id: UUID, observation_id: UUID) -> dict[str, Any]:
    """Set the photo or recording of your observation.

    In place of the one before; at most 10 MB. Refused with 409 `consent_missing` where the guardians did not allow
    photos or recordings; once they withdraw that, the file is gone. Photos lose what they say of place and device.
    """
    user = request.auth.user
    row = views.get_own_observation(user, id, observation_id)
    changed = observation_files.set_observation_file(actor=user, observation=row, upload=get_put_file(request))
    return views.build_one(user, changed)


@router.delete("/{uuid:id}/observations/{uuid:observation_id}/file/", "kids.observe", errors=[404])
def observations_remove_file(request: SignedInRequest, id: UUID, observation_id: UUID) -> None:
    """Delete the photo or recording of your observation.

    Nothing happens without one.
    """
    user = request.auth.user
    row = views.get_own_observation(user, id, observation_id)
    observation_files.remove_observation_file(actor=user, observation=row)


@router.get("/{uuid:id}/report/", "kids.observe", schemas.ChildReportOut, errors=[404, 422])
def children_report(request: SignedInRequest, id: UUID, query: Query[schemas.ChildReportQuery]) -> ChildReport:
    """Get the report of a child.

    One page to print for the family: skills in words, what was learnt in these days, what was seen, one next step. For
    the teachers of the child and the office.
    """
    return load_child_report(request.auth.user, id, days=query.days)
