"""Who is asking, and whether the operation is theirs: `auth=requires("homework.submit")`.

Every operation names one permission, or is one of the few public ones (`auth=public`). Every request is counted: of
who is signed in by person, of nobody (a token that does not hold makes nobody) by address.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from ninja.security import HttpBearer

from apps.accounts import access, rate_limits, tokens
from apps.accounts.client_ip import get_client_ip
from apps.accounts.models import Session, User
from apps.accounts.services import mfa, refusals, view_as
from apps.core.errors import ErrorCode, Forbidden, NotAuthenticated

READ_METHODS = {"GET", "HEAD"}


@dataclass(frozen=True)
class Identity:
    """The signed-in person and the device they signed in on; operations read it as `request.auth`."""

    user: User
    session: Session


class SignedInRequest(HttpRequest):
    """The type of `request` in an operation that asks for a permission."""

    auth: Identity


class Requires(HttpBearer):
    """Bearer authentication plus one named permission.

    `step_up`: only within ten minutes of `POST /auth/mfa/step-up/`. `without_second_factor`: also for staff who still owe
    the second factor that the centre asks for, so that they can set it up.
    """

    def __init__(self, permission: str, *, step_up: bool = False, without_second_factor: bool = False) -> None:
        super().__init__()
        self.permission = permission
        self.step_up = step_up
        self.without_second_factor = without_second_factor

    def __call__(self, request: HttpRequest) -> Any:
        """Identity of the caller; raises NotAuthenticated (401), TooMany (429) or Forbidden (403)."""
        scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
        try:
            if scheme.lower() != "bearer" or not token.strip():
                raise NotAuthenticated()
            return self.authenticate(request, token.strip())
        except NotAuthenticated:
            rate_limits.enforce_anonymous_limit(address=get_client_ip(request))
            raise

    def authenticate(self, request: HttpRequest, token: str) -> Identity:
        """Check the token against the user's and the session's row, count the request, then the permission."""
        user, session = tokens.verify_access_token(token)
        rate_limits.enforce_user_limit(person=str(session.viewed_by_id or user.pk))
        request.user = user
        translation.activate(user.locale)
        if not access.has_permission(user, self.permission):
            _audit_refusal(request, Identity(user=user, session=session))
            raise Forbidden()
        self._check_session(request, session)
        return Identity(user=user, session=session)

    def _check_session(self, request: HttpRequest, session: Session) -> None:
        """Forbidden, with a code of its own each, when the session does not suffice for this operation."""
        if session.second_factor_missing and not self.without_second_factor:
            raise Forbidden(_("Set up a second factor first."), code=ErrorCode.SECOND_FACTOR_REQUIRED)
        if session.viewed_by_id is not None:
            if request.method not in READ_METHODS:
                raise Forbidden(_("While viewing as somebody else you can only read."), code=ErrorCode.READ_ONLY)
            view_as.log_viewed_request(session=session, path=request.path, address=get_client_ip(request))
        if self.step_up and not mfa.is_stepped_up(session):
            raise Forbidden(_("Please prove again who you are."), code=ErrorCode.STEP_UP_REQUIRED)


class Public(HttpBearer):
    """The marker of the few operations that ask for nobody; a test holds the list of them."""

    def __init__(self, *, counted: bool = True) -> None:
        super().__init__()
        self.counted = counted

    def __call__(self, request: HttpRequest) -> Any:
        """Let everybody in, so many in an hour from one address."""
        if self.counted:
            rate_limits.enforce_anonymous_limit(address=get_client_ip(request))
        return True

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Never asked."""
        return True


def audit_forbidden(request: HttpRequest) -> None:
    """Put into the audit log that somebody who holds the permission was refused all the same."""
    found = getattr(request, "auth", None)
    if isinstance(found, Identity):
        _audit_refusal(request, found)


def _audit_refusal(request: HttpRequest, identity: Identity) -> None:
    """Who looks with somebody's eyes asks in person."""
    route = request.resolver_match.route if request.resolver_match else ""
    path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route).partition("/v1/")[2]
    refusals.audit_refused_operation(user=identity.session.viewed_by or identity.user, name=f"{request.method} {path}")


public = Public()
public_uncounted = Public(counted=False)


class Optional(Public):
    """Everybody; who sends a token is asked for it and for the permission as by `requires`."""

    def __init__(self, permission: str) -> None:
        super().__init__()
        self.permission = permission
        self._requires = Requires(permission)

    def __call__(self, request: HttpRequest) -> Any:
        """Identity of the caller; True for nobody. Raises what `Requires` raises for a token that does not hold."""
        if "Authorization" in request.headers:
            return self._requires(request)
        return super().__call__(request)


def optional(permission: str) -> Optional:
    """Authentication for an operation that is public, and shows more to some."""
    return Optional(permission)


def get_optional_user(request: HttpRequest) -> User | None:
    """Who asks in an operation behind `optional(…)`; None for nobody."""
    found = getattr(request, "auth", None)
    return found.user if isinstance(found, Identity) else None


def requires(permission: str, *, step_up: bool = False, without_second_factor: bool = False) -> Requires:
    """Authentication for an operation that needs `permission` (declared in some app's `permissions.py`)."""
    return Requires(permission, step_up=step_up, without_second_factor=without_second_factor)
