"""Operations under `/auth/`: sign-in, sign-out and the current user."""

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from api.auth import SignedInRequest, public, requires
from api.errors import error_responses
from api.schemas.auth import FactorOwedOut, LoginIn, RefreshIn, SignedInOut, TokensOut
from api.schemas.base import get_changes
from api.schemas.people import OwnChanges, OwnProfileOut
from apps.accounts import queries, services
from apps.accounts.client_ip import get_client_ip
from apps.accounts.models import User

router = Router(tags=["auth"])


@router.post(
    "/login/",
    auth=public,
    response={200: SignedInOut | FactorOwedOut, **error_responses(401, 422, 429, 503)},
    operation_id="auth_login",
    summary="Sign in by e-mail or phone",
)
def login(
    request: HttpRequest, response: HttpResponse, payload: LoginIn
) -> services.SignInResult | services.MfaChallenge:
    """Refused with 401 `login_failed` for an unknown e-mail or phone, a wrong password and a deactivated user alike,
    and with 429 after too many wrong passwords. A user with a second factor gets a ticket for `/auth/login/mfa/`
    instead of tokens.
    """
    response["Cache-Control"] = "no-store"
    return services.login(
        login=payload.login,
        password=payload.password,
        device=request.headers.get("User-Agent", ""),
        address=get_client_ip(request),
        device_token=payload.device,
    )


@router.post(
    "/refresh/",
    auth=public,
    response={200: TokensOut, **error_responses(401, 422)},
    operation_id="auth_refresh",
    summary="Refresh the tokens of a session",
)
def refresh(request: HttpRequest, response: HttpResponse, payload: RefreshIn) -> services.SignInResult:
    """Each refresh token works once. A second use ends its session, as the token may be stolen; then and for an unknown
    or expired token the answer is 401 `token_invalid`.
    """
    response["Cache-Control"] = "no-store"
    return services.refresh_tokens(token=payload.refresh, address=get_client_ip(request))


@router.post(
    "/logout/",
    auth=requires("accounts.me", without_second_factor=True),
    response={204: None, **error_responses()},
    operation_id="auth_logout",
    summary="Sign out of this session",
)
def logout(request: SignedInRequest) -> Status[None]:
    """The access token, the refresh token and the open sockets of this session end at once."""
    services.logout(session=request.auth.session)
    return Status(204, None)


@router.get(
    "/users/me/",
    auth=requires("accounts.me", without_second_factor=True),
    response={200: OwnProfileOut, **error_responses()},
    operation_id="auth_me",
    summary="Get the current user",
)
def me(request: SignedInRequest) -> User:
    """Your account, with role, permissions and profiles."""
    return queries.get_user_with_profiles(request.auth.user)


@router.patch(
    "/users/me/",
    auth=requires("accounts.me"),
    response={200: OwnProfileOut, **error_responses(422)},
    operation_id="auth_update_me",
    summary="Update the current user",
)
def update_me(request: SignedInRequest, payload: OwnChanges) -> User:
    """Change your names, language, time zone and profiles. Fields that are not sent stay."""
    return queries.get_user_with_profiles(services.update_own_profile(user=request.auth.user, **get_changes(payload)))
