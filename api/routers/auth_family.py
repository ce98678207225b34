"""Operations of families: guardians, children and consents."""

from typing import Any
from uuid import UUID

from ninja import Query, Router, Status

from api.auth import SignedInRequest, requires
from api.errors import error_responses
from api.lists import PageOf, PageQuery, build_page
from api.schemas import family as schemas
from api.schemas.base import get_changes
from apps.accounts import queries
from apps.accounts.consents import ConsentStatus
from apps.accounts.models import ConsentKind, Guardian
from apps.accounts.services import consents, guardians, mfa
from apps.courses import access
from apps.courses.queries import list_visible_guardianships

router = Router(tags=["family"])


@router.get(
    "/users/me/children/",
    auth=requires("accounts.own_children"),
    response={200: PageOf[schemas.WardOut], **error_responses(422)},
    operation_id="auth_children",
    summary="List your children and their consents",
)
def own_children(request: SignedInRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """The children in your care, with what you may see of each."""
    links = queries.list_child_links(request.auth.user)
    return build_page(request, links, query, ordering=("child__first_name", "created_at"))


@router.get(
    "/users/me/consents/",
    auth=requires("accounts.me"),
    response={200: schemas.ConsentsOut, **error_responses()},
    operation_id="auth_consents",
    summary="List your consents",
)
def own_consents(request: SignedInRequest) -> dict[str, list[ConsentStatus]]:
    """Every kind with its text. A child gets the answers of its guardians."""
    return {"consents": queries.list_consent_statuses(request.auth.user)}


@router.put(
    "/users/me/consents/{kind}/",
    auth=requires("accounts.me"),
    response={200: schemas.ConsentOut, **error_responses(422)},
    operation_id="auth_answer_consent",
    summary="Give or withdraw your consent",
)
def answer_own_consent(request: SignedInRequest, kind: ConsentKind, payload: schemas.ConsentIn) -> ConsentStatus:
    """Every answer is kept; the newest counts. Refused with 403 for a child, whose guardians answer, and with 422 when
    the text has a newer version.
    """
    return consents.answer_own_consent(person=request.auth.user, kind=kind, **payload.model_dump())


@router.get(
    "/children/{uuid:id}/consents/",
    auth=requires("accounts.own_children"),
    response={200: schemas.ConsentsOut, **error_responses(404)},
    operation_id="children_consents",
    summary="List the consents of a child",
)
def child_consents(request: SignedInRequest, id: UUID) -> dict[str, list[ConsentStatus]]:
    """Guardians get those of their children; the office, those of children in its branches."""
    return {"consents": queries.list_consent_statuses(access.get_child(request.auth.user, id))}


@router.put(
    "/children/{uuid:id}/consents/{kind}/",
    auth=requires("accounts.own_children"),
    response={200: schemas.ConsentOut, **error_responses(404, 422)},
    operation_id="children_answer_consent",
    summary="Give or withdraw consent for your child",
)
def answer_child_consent(
    request: SignedInRequest, id: UUID, kind: ConsentKind, payload: schemas.ConsentIn
) -> ConsentStatus:
    """Every answer is kept; the newest answer of any guardian counts. For guardians only, not for the office. Refused
    with 422 when the text has a newer version.
    """
    user = request.auth.user
    child = access.get_own_child(user, id)
    return consents.answer_child_consent(guardian=user, child=child, kind=kind, **payload.model_dump())


@router.get(
    "/guardians/",
    auth=requires("accounts.manage_guardians"),
    response={200: PageOf[schemas.GuardianOut], **error_responses(422)},
    operation_id="guardians_list",
    summary="List guardians",
)
def guardians_list(request: SignedInRequest, query: Query[schemas.GuardiansQuery]) -> dict[str, Any]:
    """Links of parents to children, newest first; ended ones too, unless filtered. For the office."""
    links = list_visible_guardianships(
        request.auth.user, parent_id=query.parent, child_id=query.child, open_now=query.open
    )
    return build_page(request, links, query, ordering=("-created_at", "child__first_name", "parent__first_name"))


@router.post(
    "/guardians/",
    auth=requires("accounts.manage_guardians"),
    response={201: schemas.GuardianOut, **error_responses(409, 422)},
    operation_id="guardians_create",
    summary="Link a guardian to a child",
)
def guardians_create(request: SignedInRequest, payload: schemas.GuardianIn) -> Status[Guardian]:
    """A user with the role `member` becomes a parent. To link yourself you need `accounts.change_role` and a step-up
    (403 `step_up_required`). Refused with 409 when they are linked already.
    """
    user = request.auth.user
    parent = access.get_person_or_invalid(user, "parent", payload.parent)
    child = access.get_person_or_invalid(user, "child", payload.child)
    values = payload.model_dump(exclude={"parent", "child"})
    values["stepped_up"] = mfa.is_stepped_up(request.auth.session)
    return Status(201, guardians.add_guardian(actor=user, parent=parent, child=child, **values))


@router.get(
    "/guardians/{uuid:id}/",
    auth=requires("accounts.own_children"),
    response={200: schemas.GuardianOut, **error_responses(404)},
    operation_id="guardians_get",
    summary="Get a guardian link",
)
def guardians_get(request: SignedInRequest, id: UUID) -> Guardian:
    """Parents get their own open links; the office, all links of children in its branches."""
    return access.get_guardianship(request.auth.user, id)


@router.patch(
    "/guardians/{uuid:id}/",
    auth=requires("accounts.manage_guardians"),
    response={200: schemas.GuardianOut, **error_responses(404, 409, 422)},
    operation_id="guardians_update",
    summary="Change what a guardian may see",
)
def guardians_update(request: SignedInRequest, id: UUID, payload: schemas.GuardianChanges) -> Guardian:
    """It takes effect with the parent's next request. Refused with 409 when the link has ended, and with 403 for your
    own link without `accounts.change_role` and a step-up.
    """
    link, stepped_up = access.get_guardianship(request.auth.user, id), mfa.is_stepped_up(request.auth.session)
    guardians.change_guardian(link=link, actor=request.auth.user, stepped_up=stepped_up, **get_changes(payload))
    return access.get_guardianship(request.auth.user, id)


@router.delete(
    "/guardians/{uuid:id}/",
    auth=requires("accounts.manage_guardians"),
    response={204: None, **error_responses(404, 409)},
    operation_id="guardians_end",
    summary="End a guardian link",
)
def guardians_end(request: SignedInRequest, id: UUID) -> Status[None]:
    """The parent sees nothing of the child from now on; the link is kept as history. Refused with 409 when it has ended
    already.
    """
    guardians.end_guardian(link=access.get_guardianship(request.auth.user, id), actor=request.auth.user)
    return Status(204, None)
