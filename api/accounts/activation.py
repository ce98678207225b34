"""Operations under `/auth/`: people who are not reached, activation links, and the first sign-in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Header, Query

from api.accounts import activation_schemas as schemas
from api.accounts.sign_in_schemas import SignedInOut
from api.auth import SignedInRequest, public
from api.idempotent_responses import respond_idempotently
from api.lanes import PASSWORDS
from api.lists import PageOf, build_page_of_rows
from api.operations import OperationRouter
from apps.accounts import services
from apps.accounts.client_ip import get_client_ip
from apps.accounts.services import activation_links
from apps.accounts.services.activation_links import ActivationOffer
from apps.courses.access import get_group_or_invalid
from apps.portal.activation_plans import InvitationPlan, plan_invitations
from apps.portal.services import family_invitations
from apps.portal.unreached import list_unreached
from apps.settings.queries import get_system_settings

router = OperationRouter(tags=["auth"])


@router.get("/unreached/", "accounts.manage_people", PageOf[schemas.UnreachedOut], errors=[404, 422])
def auth_unreached(request: SignedInRequest, query: Query[schemas.UnreachedQuery]) -> dict[str, Any]:
    """List people who are not reached.

    Guardians and adult pupils without an account in use, and minors without a guardian, of the branches where you work;
    by name. `reason` says what is missing.
    """
    people = list_unreached(request.auth.user, **query.filters(), reason=query.reason)
    return build_page_of_rows(request, people, query)


@router.post("/activation-links/preview/", "accounts.manage_people", schemas.InvitationsPreviewOut, errors=[404, 422])
def auth_invite_families_preview(request: SignedInRequest, payload: schemas.InvitationsPreviewIn) -> InvitationPlan:
    """Preview invitations of families.

    How many SMS would be sent, how they would read, what they would cost, and who is left out and why. Sends and stores
    nothing.
    """
    return plan_invitations(request.auth.user, **payload.filters(), again=payload.again)


@router.post("/activation-links/", "accounts.manage_people", schemas.InvitationsSentOut, errors=[400, 404, 409, 422])
def auth_invite_families(
    request: SignedInRequest, payload: schemas.InvitationsSendIn, idempotency_key: Header[str | None] = None
) -> HttpResponse:
    """Send invitations to families.

    Each person gets an activation link by SMS, not in quiet hours; older links of theirs end. Refused with 409
    `preview_changed` when their number is not that of the preview, and `sms_budget` when the budget of the month
    does not cover it. Send an `Idempotency-Key`: a repeated request sends nothing twice.
    """
    user = request.auth.user

    def send() -> tuple[int, Any]:
        family_invitations.lock_invitations()
        plan = plan_invitations(user, **payload.filters(), again=payload.again)
        family_invitations.send_invitations(actor=user, plan=plan, expected_people=payload.people)
        return 200, schemas.InvitationsSentOut.from_orm(plan).model_dump(mode="json")

    return respond_idempotently(request, "auth.invite_families", idempotency_key, body=request.body, act=send)


@router.post("/activation-links/sheet/", "accounts.manage_people", schemas.QrSheetOut, errors=[422])
def auth_qr_sheet(request: SignedInRequest, response: HttpResponse, payload: schemas.QrSheetIn) -> dict[str, Any]:
    """Create the QR codes of a group.

    A card with an activation link for each person of the group who has no account in use; older links of theirs end.
    The cards are secrets: print them and give each to its person.
    """
    response["Cache-Control"] = "no-store"
    group = get_group_or_invalid(request.auth.user, payload.group)
    cards = family_invitations.create_qr_sheet(actor=request.auth.user, group=group)
    return {"centre": get_system_settings().centre_name, "group": group, "cards": cards}


@router.post("/activation/check/", public, schemas.ActivationOfferOut, errors=[422, 429])
def auth_activation_check(
    request: HttpRequest, response: HttpResponse, payload: schemas.ActivationTokenIn
) -> ActivationOffer:
    """Check an activation link.

    Returns for whom it is and does not use it up. A wrong, used, replaced or expired link gets one answer: 422 on
    `token`.
    """
    response["Cache-Control"] = "no-store"
    return activation_links.get_activation_offer(token=payload.token, client=get_client_ip(request))


@router.post("/activation/", public, SignedInOut, errors=[422, 429, 503], lane=PASSWORDS)
def auth_activate(request: HttpRequest, response: HttpResponse, payload: schemas.ActivationIn) -> services.SignInResult:
    """Activate an account by a link.

    Uses the link up, sets the first password and signs in. A link by SMS verifies the phone; one on paper does not.
    """
    response["Cache-Control"] = "no-store"
    return activation_links.activate_account(
        token=payload.token,
        password=payload.password,
        device=request.headers.get("User-Agent", ""),
        address=get_client_ip(request),
    )
