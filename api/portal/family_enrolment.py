"""Operations under `/auth/families/`: families that enrol."""

from typing import Any

from django.http import HttpResponse
from ninja import Header

from api.auth import SignedInRequest
from api.idempotent_responses import respond_idempotently
from api.operations import OperationRouter
from api.portal import family_enrolment_schemas as schemas
from apps.accounts.services import mfa
from apps.portal.services.families import enrol_family

router = OperationRouter(tags=["family"])


@router.post("/families/", "accounts.manage_people", schemas.FamilyOut, status=201, errors=[400, 409, 422])
def families_create(
    request: SignedInRequest, payload: schemas.FamilyIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Enrol a pupil with the family.

    Creates the pupil and the guardians, or takes people who are here already, links them, and gives the pupil a seat in
    a group, with an own price where one is sent, or a place on its waiting list: all of it or nothing. Each part needs
    the permission of its own operation. Requires an `Idempotency-Key`.
    """
    user = request.auth.user

    def enrol() -> tuple[int, Any]:
        enrolment = enrol_family(
            actor=user,
            stepped_up=mfa.is_stepped_up(request.auth.session),
            pupil=payload.pupil.choose(),
            guardians=[guardian.choose() for guardian in payload.guardians],
            place=payload.place.choose() if payload.place else None,
        )
        return 201, schemas.answer_family(enrolment)

    body = payload.model_dump_json()
    return respond_idempotently(request, "auth.family", idempotency_key, body=body, act=enrol)
