"""Operations of families: guardians, children and consents."""

from typing import Any
from uuid import UUID

from ninja import File, Form, Query
from ninja.files import UploadedFile

from api.accounts import guardians_schemas as schemas
from api.auth import SignedInRequest
from api.base_schemas import get_sent_fields
from api.lanes import PICTURES
from api.lists import PageOf, PageQuery, build_page
from api.operations import OperationRouter
from apps.accounts import queries
from apps.accounts.access import get_own_guardian_link
from apps.accounts.consents import ConsentStatus
from apps.accounts.models import ConsentKind, Guardian
from apps.accounts.services import consents, guardians, mfa
from apps.courses import access
from apps.courses.queries import list_visible_guardianships

router = OperationRouter(tags=["family"])


@router.get("/users/me/children/", "accounts.own_children", PageOf[schemas.WardOut], errors=[422])
def auth_children(request: SignedInRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """List your children and their consents.

    The children in your care, with what you may see of each.
    """
    links = queries.list_open_child_links(request.auth.user)
    return build_page(request, links, query, ordering=("child__first_name", "created_at"))


@router.get("/users/me/consents/", "accounts.me", schemas.ConsentsOut)
def auth_consents(request: SignedInRequest) -> dict[str, list[ConsentStatus]]:
    """List your consents.

    Every kind with its text. A minor gets the answers of the guardians.
    """
    return {"consents": queries.list_consent_statuses(request.auth.user)}


@router.put("/users/me/consents/{kind}/", "accounts.me", schemas.ConsentOut, errors=[422])
def auth_answer_consent(request: SignedInRequest, kind: ConsentKind, payload: schemas.ConsentIn) -> ConsentStatus:
    """Give or withdraw your consent.

    Every answer is kept; the newest counts. Refused with 403 for a minor, whose guardians answer, and with 422 when
    the text has a newer version.
    """
    user = request.auth.user
    return consents.answer_consent(person=user, kind=kind, actor=user, **payload.model_dump())


@router.get("/children/{uuid:id}/consents/", "accounts.own_children", schemas.ConsentsOut, errors=[404])
def children_consents(request: SignedInRequest, id: UUID) -> dict[str, list[ConsentStatus]]:
    """List the consents of a child.

    Guardians get those of their children who are minors; the office, those of minors in its branches.
    """
    return {"consents": queries.list_consent_statuses(access.get_child(request.auth.user, id))}


@router.put("/children/{uuid:id}/consents/{kind}/", "accounts.own_children", schemas.ConsentOut, errors=[404, 422])
def children_answer_consent(
    request: SignedInRequest, id: UUID, kind: ConsentKind, payload: schemas.ConsentIn
) -> ConsentStatus:
    """Give or withdraw consent for your child.

    Every answer is kept; the newest answer of any guardian counts. For guardians of minors only, not for the office.
    Refused with 422 when the text has a newer version.
    """
    user = request.auth.user
    child = access.get_own_child(user, id)
    return consents.answer_consent(person=child, kind=kind, actor=user, **payload.model_dump())


@router.post(
    "/children/{uuid:id}/consents/{kind}/paper/",
    "accounts.manage_people",
    schemas.ConsentOut,
    status=201,
    errors=[404, 409, 413, 415, 422],
    lane=PICTURES,
)
def children_record_paper_consent(
    request: SignedInRequest,
    id: UUID,
    kind: ConsentKind,
    payload: Form[schemas.PaperConsentForm],
    file: File[UploadedFile],
) -> ConsentStatus:
    """Record a consent on paper.

    For the office: what a guardian of a minor signed, with a photo of the paper (JPEG, PNG, WebP or GIF, at most
    10 MB). It counts like an answer in the app. Refused with 422 when it was signed before the newest answer, and
    with 409 `conflict` for an adult.
    """
    user = request.auth.user
    child = access.get_managed_minor(user, id)
    return consents.record_paper_consent(person=child, kind=kind, photo=file, actor=user, **payload.model_dump())


@router.get("/users/me/guardians/", "accounts.me", PageOf[schemas.GuardianOut], errors=[422])
def auth_guardians(request: SignedInRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """List your guardians.

    The open links of your parents and other guardians to you, with what they may see.
    """
    links = queries.list_guardianships(child_id=request.auth.user.pk, open_now=True)
    return build_page(request, links, query, ordering=("created_at", "parent__first_name"))


@router.delete("/users/me/guardians/{uuid:id}/", "accounts.me", errors=[404, 409])
def auth_end_guardian(request: SignedInRequest, id: UUID) -> None:
    """End the link of one of your guardians to you.

    For adults: the guardian sees nothing of you from now on. Refused with 403 for a minor, and with 409 when it has
    ended already.
    """
    guardians.end_own_guardian(link=get_own_guardian_link(request.auth.user, id), actor=request.auth.user)


@router.get("/guardians/", "accounts.manage_guardians", PageOf[schemas.GuardianOut], errors=[422])
def guardians_list(request: SignedInRequest, query: Query[schemas.GuardiansQuery]) -> dict[str, Any]:
    """List guardians.

    Links of parents to children, newest first; ended ones too, unless filtered. For the office.
    """
    links = list_visible_guardianships(
        request.auth.user, parent_id=query.parent, child_id=query.child, open_now=query.open
    )
    return build_page(request, links, query, ordering=("-created_at", "child__first_name", "parent__first_name"))


@router.post("/guardians/", "accounts.manage_guardians", schemas.GuardianOut, status=201, errors=[409, 422])
def guardians_create(request: SignedInRequest, payload: schemas.GuardianIn) -> Guardian:
    """Link a guardian to a child.

    A user with the role `member` becomes a parent. To link yourself you need `accounts.change_role` and a step-up
    (403 `step_up_required`). Refused with 409 when they are linked already.
    """
    user = request.auth.user
    parent = access.get_person_or_invalid(user, "parent", payload.parent)
    child = access.get_person_or_invalid(user, "child", payload.child)
    values = payload.model_dump(exclude={"parent", "child"})
    values["stepped_up"] = mfa.is_stepped_up(request.auth.session)
    return guardians.add_guardian(actor=user, parent=parent, child=child, **values)


@router.get("/guardians/{uuid:id}/", "accounts.own_children", schemas.GuardianOut, errors=[404])
def guardians_get(request: SignedInRequest, id: UUID) -> Guardian:
    """Get a guardian link.

    Parents get their own open links; the office, all links of children in its branches.
    """
    return access.get_guardianship(request.auth.user, id)


@router.patch("/guardians/{uuid:id}/", "accounts.manage_guardians", schemas.GuardianOut, errors=[404, 409, 422])
def guardians_update(request: SignedInRequest, id: UUID, payload: schemas.GuardianChanges) -> Guardian:
    """Change what a guardian may see.

    It takes effect with the parent's next request. Refused with 409 when the link has ended, and with 403 for your
    own link without `accounts.change_role` and a step-up.
    """
    link, stepped_up = access.get_guardianship(request.auth.user, id), mfa.is_stepped_up(request.auth.session)
    guardians.change_guardian(link=link, actor=request.auth.user, stepped_up=stepped_up, **get_sent_fields(payload))
    return access.get_guardianship(request.auth.user, id)


@router.delete("/guardians/{uuid:id}/", "accounts.manage_guardians", errors=[404, 409])
def guardians_end(request: SignedInRequest, id: UUID) -> None:
    """End a guardian link.

    The parent sees nothing of the child from now on; the link is kept as history. Refused with 409 when it has ended
    already.
    """
    guardians.end_guardian(link=access.get_guardianship(request.auth.user, id), actor=request.auth.user)
