"""Operations under `/auth/`: second factor, sessions, children's sign-in, view as another user, activity."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query

from api.accounts import sessions_schemas as schemas
from api.accounts.sign_in_schemas import SignedInOut, TokensOut
from api.auth import SignedInRequest, public, requires
from api.guards import build_verified_user_auth
from api.http_caching import CLEAR_CACHE
from api.lanes import PASSWORDS
from api.lists import FeedOf, PageOf, PageQuery, build_cursor_page, build_page
from api.operations import OperationRouter
from apps.accounts import access, queries, services
from apps.accounts.client_ip import get_client_ip
from apps.accounts.models import EndReason
from apps.accounts.services import child_login, mfa, view_as
from apps.courses.access import get_child_for_device_sign_in, get_managed_person, get_person

router = OperationRouter(tags=["auth"])


@router.post("/login/mfa/", public, SignedInOut, errors=[401, 422, 429])
def auth_login_mfa(request: HttpRequest, response: HttpResponse, payload: schemas.FactorIn) -> services.SignInResult:
    """Complete a sign-in with the second factor.

    With a code of the authenticator application or a recovery code. Refused with 401 `login_failed` for a wrong
    code, and with `token_invalid` when the ticket is used or expired or had five wrong codes.
    """
    response["Cache-Control"] = "no-store"
    return services.login_with_second_factor(
        ticket=payload.mfa_ticket, code=payload.code, address=get_client_ip(request), device_token=payload.device
    )


@router.post("/login/child/", public, SignedInOut, errors=[401, 422, 429, 503], lane=PASSWORDS)
def auth_login_child(
    request: HttpRequest, response: HttpResponse, payload: schemas.ChildLoginIn
) -> services.SignInResult:
    """Sign in a child on an opened device.

    By code and pictures. Refused with 401 `login_failed` when they are wrong, and with `token_invalid` when the
    device is not open. Five wrong tries close the sign-in until a device is opened again.
    """
    response["Cache-Control"] = "no-store"
    return child_login.login_child(
        token=payload.token,
        code=payload.code,
        pictures=payload.pictures,
        device=request.headers.get("User-Agent", ""),
        address=get_client_ip(request),
    )


@router.post(
    "/children/{uuid:id}/device/",
    build_verified_user_auth("accounts.open_child_device"),
    schemas.OpenedDeviceOut,
    status=201,
    errors=[404, 409],
)
def auth_open_child_device(request: SignedInRequest, response: HttpResponse, id: UUID) -> child_login.OpenedDevice:
    """Open a device for a child.

    For a parent, a teacher of the child's group, and the office. The token works once, within fifteen minutes.
    Refused with 409 when the child has no pictures yet or is deactivated.
    """
    response["Cache-Control"] = "no-store"
    child = get_child_for_device_sign_in(request.auth.user, id)
    return child_login.open_child_device(child=child, actor=request.auth.user)


@router.get("/mfa/", requires("accounts.me", without_second_factor=True), schemas.FactorStateOut)
def auth_mfa_state(request: SignedInRequest) -> mfa.MfaState:
    """Get the state of your second factor.

    Whether it is on. It decides what `/auth/mfa/step-up/` asks for: a code, or your password.
    """
    return mfa.get_state(request.auth.user)


@router.post(
    "/mfa/setup/",
    requires("accounts.me", without_second_factor=True),
    schemas.SetupOut,
    errors=[409, 422, 429],
    lane=PASSWORDS,
)
def auth_mfa_setup(request: SignedInRequest, response: HttpResponse, payload: schemas.PasswordIn) -> mfa.MfaSetup:
    """Start the setup of a second factor.

    The secret for an authenticator application, also as a QR code. It takes effect with `/auth/mfa/confirm/`. Refused
    with 409 when a second factor is on already.
    """
    response["Cache-Control"] = "no-store"
    return mfa.start_setup(user=request.auth.user, password=payload.password)


@router.post(
    "/mfa/confirm/",
    requires("accounts.me", without_second_factor=True),
    schemas.RecoveryCodesOut,
    errors=[409, 422, 429],
)
def auth_mfa_confirm(request: SignedInRequest, response: HttpResponse, payload: schemas.CodeIn) -> dict[str, list[str]]:
    """Enable the second factor.

    With a first code. The answer shows the recovery codes, once; all your other devices are signed out. Refused with
    409 when no setup was started.
    """
    response["Cache-Control"] = "no-store"
    codes = mfa.confirm_setup(user=request.auth.user, session=request.auth.session, code=payload.code)
    return {"recovery_codes": codes}


@router.post("/mfa/disable/", "accounts.me", errors=[409, 422, 429], lane=PASSWORDS)
def auth_mfa_disable(request: SignedInRequest, payload: schemas.DisableIn) -> None:
    """Disable the second factor.

    With your password and a code. All your other devices are signed out. Refused with 409 when it is not on.
    """
    mfa.disable_second_factor(
        user=request.auth.user, session=request.auth.session, password=payload.password, code=payload.code
    )


@router.post("/mfa/step-up/", "accounts.me", schemas.StepUpOut, errors=[422, 429], lane=PASSWORDS)
def auth_mfa_step_up(request: SignedInRequest, payload: schemas.StepUpIn) -> dict[str, Any]:
    """Confirm your identity (step-up).

    With a code of the second factor, or with your password if you have none. Operations that answered
    `step_up_required` are open for ten minutes in this session.
    """
    until = mfa.step_up(
        user=request.auth.user, session=request.auth.session, code=payload.code, password=payload.password
    )
    return {"until": until}


@router.get("/sessions/", "accounts.me", PageOf[schemas.SessionOut], errors=[422])
def auth_sessions(request: SignedInRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """List your sessions.

    Your signed-in devices; the newest sign-in first.
    """
    rows = queries.list_open_sessions(request.auth.user, current_session=request.auth.session)
    return build_page(request, rows, query, ordering=("-created_at", "last_used_at"))


@router.delete("/sessions/{uuid:id}/", "accounts.me", errors=[404])
def auth_end_session(request: SignedInRequest, id: UUID) -> None:
    """End a session of yours.

    Its tokens and open sockets end at once.
    """
    session = access.get_own_session(request.auth.user, id)
    services.end_session(session=session, actor=request.auth.user)


@router.post("/logout-all/", requires("accounts.me", without_second_factor=True))
def auth_logout_all(request: SignedInRequest, response: HttpResponse) -> None:
    """Sign out of all devices.

    All your sessions end at once, this one too. The browser forgets the answers that it has kept.
    """
    response["Clear-Site-Data"] = CLEAR_CACHE
    services.end_sessions(user=request.auth.user, reason=EndReason.LOGOUT, actor=request.auth.user)


@router.post(
    "/users/{uuid:id}/view-as/", requires("accounts.view_as", step_up=True), TokensOut, status=201, errors=[404]
)
def auth_view_as(request: SignedInRequest, response: HttpResponse, id: UUID) -> services.SignInResult:
    """View the platform as another user.

    Tokens that can only read, for fifteen minutes; every request is recorded. Refused with 403 for administrators,
    yourself and deactivated users.
    """
    response["Cache-Control"] = "no-store"
    return view_as.start_view_as(
        person=get_managed_person(request.auth.user, id),
        actor=request.auth.user,
        device=request.headers.get("User-Agent", ""),
        address=get_client_ip(request),
    )


@router.get("/users/{uuid:id}/activity/", "accounts.activity", FeedOf[schemas.ActivityOut], errors=[404, 422])
def auth_activity(request: SignedInRequest, id: UUID, query: Query[schemas.ActivityQuery]) -> dict[str, Any]:
    """List the activity of a user.

    Sign-ins, refusals and views, newest first; for the office, of users in its branches.
    """
    person = get_person(request.auth.user, id)
    return build_cursor_page(request, queries.list_activity(person, **query.filters()), query)
