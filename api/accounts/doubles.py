"""Operations on doubles: pupils who were entered twice."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Header, Query

from api.accounts import doubles_schemas as schemas
from api.accounts.people_schemas import UserDetailOut
from api.auth import SignedInRequest
from api.idempotent_responses import respond_idempotently
from api.lists import PageOf, build_page_of_rows
from api.operations import OperationRouter
from apps.accounts import queries
from apps.accounts.services import merges
from apps.courses import access
from apps.portal import likely_doubles

router = OperationRouter(tags=["people"])


@router.get("/doubles/", "accounts.merge", PageOf[schemas.LikelyPairOut], errors=[422])
def doubles_list(request: SignedInRequest, query: Query[schemas.DoublesQuery]) -> dict[str, Any]:
    """List likely doubles.

    Pairs of pupils in your branches who have one name, in any spelling, and the same birth date, guardian or phone of
    the family. At most 500 pairs, those with more in common first.
    """
    user = request.auth.user
    page = build_page_of_rows(request, likely_doubles.list_likely_doubles(user), query)
    return page | {"results": likely_doubles.load_pairs(user, page["results"])}


@router.post("/users/{uuid:id}/merge/preview/", "accounts.merge", schemas.MergePreviewOut, errors=[404, 422])
def users_merge_preview(request: SignedInRequest, id: UUID, payload: schemas.MergePreviewIn) -> dict[str, Any]:
    """Preview a merge of doubles.

    What moves from the duplicate, the balances before and after, which facts differ, and what has to be settled first.
    Nothing changes.
    """
    user = request.auth.user
    keep, duplicate = (access.get_person_to_merge(user, person) for person in (id, payload.duplicate))
    people = likely_doubles.load_people(user, {keep.pk, duplicate.pk})
    preview = merges.preview_merge(keep=people[keep.pk], duplicate=people[duplicate.pk], actor=user)
    return schemas.answer_preview(preview)


@router.post("/users/{uuid:id}/merge/", "accounts.merge", UserDetailOut, errors=[400, 404, 409, 422])
def users_merge(
    request: SignedInRequest, id: UUID, payload: schemas.MergeIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Merge doubles.

    Everything of the duplicate, also a pupil, moves to the user of the address, and the duplicate is deactivated: its
    sign-in ends, its card leads to the one that stays, and nothing undoes it. Refused with 409 while something has to
    be settled first, which `fields` names: `merge_same_group`, `merge_same_course`, `merge_same_family`,
    `merge_two_openings`, `merge_erasure_open`, `merge_not_pupils`, `payment_in_progress`, `approval_waiting`,
    `person_merged`; with 403 `own_payment`, as its preview, when one of the two is you, your child or a pupil for
    whom you pay. Requires an `Idempotency-Key`.
    """
    user = request.auth.user
    keep, duplicate = (access.get_person_to_merge(user, person) for person in (id, payload.duplicate))

    def merge() -> tuple[int, Any]:
        kept = merges.merge_duplicate(keep=keep, duplicate=duplicate, actor=user, facts=payload.choose())
        return 200, UserDetailOut.from_orm(queries.get_user_with_profiles(kept)).model_dump(mode="json")

    body = f"{id} {payload.model_dump_json()}"
    return respond_idempotently(request, "auth.merge", idempotency_key, body=body, act=merge)
