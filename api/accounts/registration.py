"""Operations under `/auth/`: registration, verification, passwords, invitations."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Status

from api.accounts import registration_schemas as schemas
from api.accounts.sign_in_schemas import MeOut, SignedInOut
from api.auth import SignedInRequest, public
from api.guards import build_verified_user_auth
from api.lanes import PASSWORDS
from api.lists import PageOf, build_page
from api.operations import OperationRouter
from apps.accounts import access, queries, services
from apps.accounts.client_ip import get_client_ip
from apps.accounts.models import Invitation, User
from apps.accounts.services import invitations, mfa, password_resets, registration, verification
from apps.accounts.services.registration import CodeSent, SignUp
from apps.core.permissions import Role

router = OperationRouter(tags=["auth"])


@router.post("/register/", public, {201: None, 202: schemas.SignUpSentOut}, errors=[403, 422, 429, 503], lane=PASSWORDS)
def auth_register(request: HttpRequest, payload: schemas.RegisterIn) -> Status[Any]:
    """Register as a member.

    Without an invitation the answer is 202: a code is sent to the address, unless it has an account already; keep
    the ticket. With an invitation the answer is 201: the account is created. Refused with 403 when registration is
    closed.
    """
    return _register(request, payload, Role.MEMBER)


@router.post(
    "/register/student/", public, {201: None, 202: schemas.SignUpSentOut}, errors=[403, 422, 429, 503], lane=PASSWORDS
)
def auth_register_student(request: HttpRequest, payload: schemas.RegisterIn) -> Status[Any]:
    """Register as a pupil.

    As `/auth/register/`, with the role `student`.
    """
    return _register(request, payload, Role.STUDENT)


@router.post(
    "/register/teacher/", public, {201: None, 202: schemas.SignUpSentOut}, errors=[403, 422, 429, 503], lane=PASSWORDS
)
def auth_register_teacher(request: HttpRequest, payload: schemas.RegisterIn) -> Status[Any]:
    """Register as a teacher.

    As `/auth/register/`. The office approves a teacher, unless they were invited.
    """
    return _register(request, payload, Role.TEACHER)


@router.post("/verify-email/", public, errors=[422, 429])
def auth_verify_email(request: HttpRequest, payload: schemas.ProofIn) -> None:
    """Verify the address given at registration.

    By the token of the link, or by the e-mail or phone with its code. A registration also needs its ticket. Sign in
    afterwards.
    """
    verification.confirm_address(**payload.model_dump(), client=get_client_ip(request))


@router.post("/verify-email/resend/", public, schemas.CodeSentOut, status=202, errors=[422, 429])
def auth_verify_email_resend(request: HttpRequest, payload: schemas.ResendIn) -> CodeSent:
    """Resend the code for an address.

    The answer is the same whether or not the address waits for a code. A registration also needs its ticket.
    """
    client, locale = get_client_ip(request), _language()
    return verification.resend_code(**payload.model_dump(), locale=locale, client=client)


@router.post("/verify-phone/request/", "accounts.me", schemas.CodeSentOut, status=202, errors=[409, 422, 429])
def auth_verify_phone_request(request: SignedInRequest, payload: schemas.PhoneRequestIn) -> CodeSent:
    """Send a code to your phone.

    To the phone of your account, or, with your password, to a new one. Refused with 409 when the phone is verified
    already.
    """
    client = get_client_ip(request)
    return verification.request_phone_code(user=request.auth.user, **payload.model_dump(), client=client)


@router.post("/verify-phone/", "accounts.me", MeOut, errors=[422])
def auth_verify_phone(request: SignedInRequest, payload: schemas.PhoneCodeIn) -> User:
    """Verify your phone.

    By the code from the SMS. The number that got the code becomes the phone of your account.
    """
    return verification.confirm_phone(user=request.auth.user, code=payload.code)


@router.post("/password-reset/", public, schemas.CodeSentOut, status=202, errors=[422, 429])
def auth_password_reset(request: HttpRequest, payload: schemas.ResetIn) -> CodeSent:
    """Request a password reset.

    Sends a code to a verified e-mail or phone, or to a linked Telegram chat. The answer is the same whether or not
    such an account exists.
    """
    client, locale = get_client_ip(request), _language()
    return password_resets.request_reset(**payload.model_dump(), locale=locale, client=client)


@router.post("/password-reset/confirm/", public, errors=[422, 503], lane=PASSWORDS)
def auth_password_reset_confirm(request: HttpRequest, payload: schemas.ResetConfirmIn) -> None:
    """Set a new password by link or code.

    Ends all sessions of the user. The next sign-in still asks for the second factor, if there is one.
    """
    password_resets.confirm_reset(**payload.model_dump(), client=get_client_ip(request))


@router.post("/password-change/", "accounts.me", SignedInOut, errors=[422, 429, 503], lane=PASSWORDS)
def auth_password_change(
    request: SignedInRequest, response: HttpResponse, payload: schemas.PasswordChangeIn
) -> services.SignInResult:
    """Change your password.

    Needs your current password. Ends all your sessions; the answer has new tokens for this device. Refused with 429
    after five wrong passwords.
    """
    response["Cache-Control"] = "no-store"
    return password_resets.change_password(
        session=request.auth.session,
        current=payload.current_password,
        password=payload.password,
        device=request.headers.get("User-Agent", ""),
        address=get_client_ip(request),
    )


@router.get("/invitations/", "accounts.invite", PageOf[schemas.InvitationOut], errors=[422])
def auth_invitations(request: SignedInRequest, query: Query[schemas.InvitationsQuery]) -> dict[str, Any]:
    """List invitations.

    Newest first. The office gets all invitations; users of single branches get their own and those into their
    branches.
    """
    rows = queries.filter_invitations_by_state(queries.list_visible_invitations(request.auth.user), query.state)
    return build_page(request, rows, query, ordering=("-created_at", "expires_at"), search=queries.search_invitations)


@router.post(
    "/invitations/",
    build_verified_user_auth("accounts.invite"),
    schemas.InvitationOut,
    status=201,
    errors=[403, 409, 422, 429],
)
def auth_invite(request: SignedInRequest, payload: schemas.InvitationIn) -> Invitation:
    """Create an invitation.

    Sends a link by e-mail or a code by SMS. You can give only rights that you have yourself; roles of the office and
    custom roles also need `accounts.change_role` and a step-up (403 `step_up_required`). Refused with 409 when the
    address has an open invitation.
    """
    actor, stepped_up = request.auth.user, mfa.is_stepped_up(request.auth.session)
    return invitations.create_invitation(actor=actor, stepped_up=stepped_up, **payload.model_dump())


@router.get("/invitations/{uuid:id}/", "accounts.invite", schemas.InvitationOut, errors=[404])
def auth_invitation(request: SignedInRequest, id: UUID) -> Invitation:
    """Get a sent invitation.

    As in the list; for the office.
    """
    return access.get_invitation(request.auth.user, id)


@router.post(
    "/invitations/{uuid:id}/resend/",
    build_verified_user_auth("accounts.invite"),
    schemas.InvitationOut,
    errors=[403, 404, 409, 422, 429],
)
def auth_resend_invitation(request: SignedInRequest, id: UUID, payload: schemas.InvitationResendIn) -> Invitation:
    """Resend an invitation.

    Open or expired, with a new link or code; the old one no longer works. Needs the same rights as creating it.
    Refused with 409 when it was accepted, withdrawn or replaced, or the address has an account by now.
    """
    user, stepped_up = request.auth.user, mfa.is_stepped_up(request.auth.session)
    return invitations.resend_invitation(
        actor=user, invitation=access.get_invitation(user, id), stepped_up=stepped_up, **payload.model_dump()
    )


@router.delete("/invitations/{uuid:id}/", "accounts.invite", errors=[403, 404, 409])
def auth_withdraw_invitation(request: SignedInRequest, id: UUID) -> None:
    """Withdraw an invitation.

    Its link no longer works. Refused with 409 when it was accepted already, and with 403 when its role has rights
    that you do not have.
    """
    user = request.auth.user
    invitations.withdraw_invitation(actor=user, invitation=access.get_invitation(user, id))


def _register(request: HttpRequest, payload: schemas.RegisterIn, role: Role) -> Status[Any]:
    values = payload.model_dump() | {"locale": payload.locale or _language()}
    result = registration.start_registration(sign_up=SignUp(**values), role=role, client=get_client_ip(request))
    return Status(201, None) if isinstance(result, User) else Status(202, result)


def _language() -> str:
    """The language of this request; `project.settings` knows no other than ours."""
    return get_language().split("-")[0]
