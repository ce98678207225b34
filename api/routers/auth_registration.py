"""Operations under `/auth/`: registration, verification, passwords, invitations."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router, Status

from api.auth import SignedInRequest, public, requires
from api.errors import error_responses
from api.guards import verified
from api.lists import PageOf, build_page
from api.schemas.auth import MeOut, SignedInOut
from api.schemas.auth_registration import (
    CodeSentOut,
    InvitationIn,
    InvitationOut,
    InvitationsQuery,
    PasswordChangeIn,
    PhoneCodeIn,
    PhoneRequestIn,
    ProofIn,
    RegisterIn,
    ResendIn,
    ResetConfirmIn,
    ResetIn,
    SignUpSentOut,
)
from apps.accounts import access, queries, services
from apps.accounts.client_ip import get_client_ip
from apps.accounts.models import Invitation, User
from apps.accounts.services import invitations, mfa, password_resets, registration, verification
from apps.accounts.services.registration import CodeSent, SignUp
from apps.core.permissions import Role

router = Router(tags=["auth"])
ENTRY: dict[int, Any] = {201: None, 202: SignUpSentOut, **error_responses(403, 422, 429, 503)}


@router.post("/register/", auth=public, response=ENTRY, operation_id="auth_register", summary="Register as a member")
def register(request: HttpRequest, payload: RegisterIn) -> Status[Any]:
    """Without an invitation the answer is 202: a code is sent to the address, unless it has an account already; keep
    the ticket. With an invitation the answer is 201: the account is created. Refused with 403 when registration is
    closed.
    """
    return _register(request, payload, Role.MEMBER)


@router.post(
    "/register/student/",
    auth=public,
    response=ENTRY,
    operation_id="auth_register_student",
    summary="Register as a pupil",
)
def register_student(request: HttpRequest, payload: RegisterIn) -> Status[Any]:
    """As `/auth/register/`, with the role `student`."""
    return _register(request, payload, Role.STUDENT)


@router.post(
    "/register/teacher/",
    auth=public,
    response=ENTRY,
    operation_id="auth_register_teacher",
    summary="Register as a teacher",
)
def register_teacher(request: HttpRequest, payload: RegisterIn) -> Status[Any]:
    """As `/auth/register/`. The office approves a teacher, unless they were invited."""
    return _register(request, payload, Role.TEACHER)


@router.post(
    "/verify-email/",
    auth=public,
    response={204: None, **error_responses(422, 429)},
    operation_id="auth_verify_email",
    summary="Verify the address given at registration",
)
def verify_email(request: HttpRequest, payload: ProofIn) -> Status[None]:
    """By the token of the link, or by the e-mail or phone with its code. A registration also needs its ticket. Sign in
    afterwards.
    """
    verification.confirm_address(**payload.model_dump(), client=get_client_ip(request))
    return Status(204, None)


@router.post(
    "/verify-email/resend/",
    auth=public,
    response={202: CodeSentOut, **error_responses(422, 429)},
    operation_id="auth_verify_email_resend",
    summary="Resend the code for an address",
)
def verify_email_resend(request: HttpRequest, payload: ResendIn) -> Status[CodeSent]:
    """The answer is the same whether or not the address waits for a code. A registration also needs its ticket."""
    client, locale = get_client_ip(request), _language()
    return Status(202, verification.resend_code(**payload.model_dump(), locale=locale, client=client))


@router.post(
    "/verify-phone/request/",
    auth=requires("accounts.me"),
    response={202: CodeSentOut, **error_responses(409, 422, 429)},
    operation_id="auth_verify_phone_request",
    summary="Send a code to your phone",
)
def verify_phone_request(request: SignedInRequest, payload: PhoneRequestIn) -> Status[CodeSent]:
    """To the phone of your account, or, with your password, to a new one. Refused with 409 when the phone is verified
    already.
    """
    client = get_client_ip(request)
    return Status(202, verification.request_phone_code(user=request.auth.user, **payload.model_dump(), client=client))


@router.post(
    "/verify-phone/",
    auth=requires("accounts.me"),
    response={200: MeOut, **error_responses(422)},
    operation_id="auth_verify_phone",
    summary="Verify your phone",
)
def verify_phone(request: SignedInRequest, payload: PhoneCodeIn) -> User:
    """By the code from the SMS. The number that got the code becomes the phone of your account."""
    return verification.confirm_phone(user=request.auth.user, code=payload.code)


@router.post(
    "/password-reset/",
    auth=public,
    response={202: CodeSentOut, **error_responses(422, 429)},
    operation_id="auth_password_reset",
    summary="Request a password reset",
)
def password_reset(request: HttpRequest, payload: ResetIn) -> Status[CodeSent]:
    """Sends a code to a verified e-mail or phone, or to a linked Telegram chat. The answer is the same whether or not
    such an account exists.
    """
    client, locale = get_client_ip(request), _language()
    return Status(202, password_resets.request_reset(**payload.model_dump(), locale=locale, client=client))


@router.post(
    "/password-reset/confirm/",
    auth=public,
    response={204: None, **error_responses(422, 503)},
    operation_id="auth_password_reset_confirm",
    summary="Set a new password by link or code",
)
def password_reset_confirm(request: HttpRequest, payload: ResetConfirmIn) -> Status[None]:
    """Ends all sessions of the user. The next sign-in still asks for the second factor, if there is one."""
    password_resets.confirm_reset(**payload.model_dump(), client=get_client_ip(request))
    return Status(204, None)


@router.post(
    "/password-change/",
    auth=requires("accounts.me"),
    response={200: SignedInOut, **error_responses(422, 429, 503)},
    operation_id="auth_password_change",
    summary="Change your password",
)
def password_change(
    request: SignedInRequest, response: HttpResponse, payload: PasswordChangeIn
) -> services.SignInResult:
    """Needs your current password. Ends all your sessions; the answer has new tokens for this device. Refused with 429
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


@router.get(
    "/invitations/",
    auth=requires("accounts.invite"),
    response={200: PageOf[InvitationOut], **error_responses(422)},
    operation_id="auth_invitations",
    summary="List invitations",
)
def invitations_list(request: SignedInRequest, query: Query[InvitationsQuery]) -> dict[str, Any]:
    """Newest first. The office gets all invitations; users of single branches get their own and those into their
    branches.
    """
    rows = queries.filter_invitations_by_state(queries.list_visible_invitations(request.auth.user), query.state)
    return build_page(request, rows, query, ordering=("-created_at", "expires_at"), search=queries.search_invitations)


@router.post(
    "/invitations/",
    auth=verified("accounts.invite"),
    response={201: InvitationOut, **error_responses(403, 409, 422, 429)},
    operation_id="auth_invite",
    summary="Create an invitation",
)
def invite(request: SignedInRequest, payload: InvitationIn) -> Status[Invitation]:
    """Sends a link by e-mail or a code by SMS. You can give only rights that you have yourself; roles of the office and
    custom roles also need `accounts.change_role` and a step-up (403 `step_up_required`). Refused with 409 when the
    address has an open invitation.
    """
    actor, stepped_up = request.auth.user, mfa.is_stepped_up(request.auth.session)
    return Status(201, invitations.create_invitation(actor=actor, stepped_up=stepped_up, **payload.model_dump()))


@router.get(
    "/invitations/{uuid:id}/",
    auth=requires("accounts.invite"),
    response={200: InvitationOut, **error_responses(404)},
    operation_id="auth_invitation",
    summary="Get a sent invitation",
)
def invitation(request: SignedInRequest, id: UUID) -> Invitation:
    """As in the list; for the office."""
    return access.get_invitation(request.auth.user, id)


@router.delete(
    "/invitations/{uuid:id}/",
    auth=requires("accounts.invite"),
    response={204: None, **error_responses(403, 404, 409)},
    operation_id="auth_withdraw_invitation",
    summary="Withdraw an invitation",
)
def withdraw_invitation(request: SignedInRequest, id: UUID) -> Status[None]:
    """Its link no longer works. Refused with 409 when it was accepted already, and with 403 when its role has rights
    that you do not have.
    """
    user = request.auth.user
    invitations.withdraw_invitation(actor=user, invitation=access.get_invitation(user, id))
    return Status(204, None)


def _register(request: HttpRequest, payload: RegisterIn, role: Role) -> Status[Any]:
    values = payload.model_dump() | {"locale": payload.locale or _language()}
    result = registration.register(sign_up=SignUp(**values), role=role, client=get_client_ip(request))
    return Status(201, None) if isinstance(result, User) else Status(202, result)


def _language() -> str:
    """The language of this request; `project.settings` knows no other than ours."""
    return get_language().split("-")[0]
