"""Operations under `/auth/`: sign-in, sign-out and the current user."""

from django.http import HttpRequest, HttpResponse
from ninja import Header

from api.accounts.people_schemas import OwnChanges, OwnProfileOut
from api.accounts.sign_in_schemas import FactorOwedOut, LoginIn, RefreshIn, SignedInOut, TokensOut
from api.auth import SignedInRequest, public, requires
from api.base_schemas import get_sent_fields
from api.http_caching import CLEAR_CACHE
from api.lanes import PASSWORDS
from api.operations import OperationRouter
from apps.accounts import queries, services
from apps.accounts.client_ip import get_client_ip
from apps.accounts.models import User

router = OperationRouter(tags=["auth"])


@router.post("/login/", public, SignedInOut | FactorOwedOut, errors=[401, 422, 429, 503], lane=PASSWORDS)
def auth_login(
    request: HttpRequest, response: HttpResponse, payload: LoginIn
) -> services.SignInResult | services.MfaChallenge:
    """Sign in by e-mail or phone.

    Refused with 401 `login_failed` for an unknown e-mail or phone, a wrong password and a deactivated user alike,
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


@router.post("/refresh/", public, TokensOut, errors=[401, 422])
def auth_refresh(
    request: HttpRequest, response: HttpResponse, payload: RefreshIn, idempotency_key: Header[str | None] = None
) -> services.SignInResult:
    """Refresh the tokens of a session.

    Each refresh token works once. A second use ends its session, as the token may be stolen; then and for an unknown
    or expired token the answer is 401 `token_invalid`. After a lost answer, repeat the request with the same
    `Idempotency-Key`: you get the same refresh token as long as it was not used.
    """
    response["Cache-Control"] = "no-store"
    return services.refresh_tokens(token=payload.refresh, key=idempotency_key, address=get_client_ip(request))


@router.post("/logout/", requires("accounts.me", without_second_factor=True, while_viewing=True))
def auth_logout(request: SignedInRequest, response: HttpResponse) -> None:
    """Sign out of this session.

    The access token, the refresh token and the open sockets of this session end at once. The browser forgets the
    answers that it has kept.
    """
    response["Clear-Site-Data"] = CLEAR_CACHE
    services.logout(session=request.auth.session)


@router.get("/users/me/", requires("accounts.me", without_second_factor=True), OwnProfileOut)
def auth_me(request: SignedInRequest) -> User:
    """Get the current user.

    Your account, with role, permissions and profiles.
    """
    return queries.get_user_with_profiles(request.auth.user)


@router.patch("/users/me/", "accounts.me", OwnProfileOut, errors=[422])
def auth_update_me(request: SignedInRequest, payload: OwnChanges) -> User:
    """Update the current user.

    Change your names, language, time zone and profiles. Fields that are not sent stay.
    """
    return queries.get_user_with_profiles(
        services.update_own_profile(user=request.auth.user, **get_sent_fields(payload))
    )
