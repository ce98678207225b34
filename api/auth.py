"""Authentication of operations: a permission's name, `requires("payments.refund", step_up=True)`, or one of the public.

Every operation names one permission, or is one of the few public ones (`public`). Every request is counted: of a
signed-in user by user, of others (also with an invalid token) by address.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from ninja.security import HttpBearer

from api.quota_headers import enforce_request_quota
from apps.accounts import access, rate_limits, tokens
from apps.accounts.client_ip import get_client_ip
from apps.accounts.models import Session, User
from apps.accounts.request_classes import RequestClass
from apps.accounts.services import mfa, refusals, view_as
from apps.core.errors import ErrorCode, Forbidden, NotAuthenticated

READ_METHODS = {"GET", "HEAD"}
CLASS_KEY = "talim.request_class"
"""In `request.META`: the class by which the request is counted; without it, it is counted by the hour."""


@dataclass(frozen=True)
class Identity:
    """The current user and session; operations read it as `request.auth`."""

    user: User
    session: Session


class SignedInRequest(HttpRequest):
    """The type of `request` in an operation that requires a permission."""

    auth: Identity


class Requires(HttpBearer):
    """Bearer authentication plus one permission.

    `step_up`: only within ten minutes of `POST /auth/mfa/step-up/`. `without_second_factor`: also for staff who have
    not set up the required second factor yet, so that they can. `while_viewing`: a writing operation also for an
    administrator who views as another user.
    """

    def __init__(
        self,
        permission: str,
        *,
        step_up: bool = False,
        without_second_factor: bool = False,
        while_viewing: bool = False,
    ) -> None:
        super().__init__()
        self.permission = permission
        self.step_up = step_up
        self.without_second_factor = without_second_factor
        self.while_viewing = while_viewing

    def __call__(self, request: HttpRequest) -> Any:
        """Return the identity of the caller; raise NotAuthenticated (401), TooMany (429) or Forbidden (403)."""
        scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
        try:
            if scheme.lower() != "bearer" or not token.strip():
                raise NotAuthenticated()
            return self.authenticate(request, token.strip())
        except NotAuthenticated:
            enforce_request_quota(request, rate_limits.count_anonymous_request(address=get_client_ip(request)))
            raise

    def authenticate(self, request: HttpRequest, token: str) -> Identity:
        """Check the token against the rows of user and session, count the request, then check the permission."""
        user, session = tokens.verify_access_token(token)
        enforce_request_quota(request, _count_request(request, user, session))
        request.user = user
        translation.activate(user.locale)
        if not access.has_permission(user, self.permission):
            _audit_refusal(request, Identity(user=user, session=session))
            raise Forbidden()
        self._check_session(request, session)
        return Identity(user=user, session=session)

    def _check_session(self, request: HttpRequest, session: Session) -> None:
        """Raise Forbidden, each with its own code, when the session does not suffice for this operation."""
        if session.second_factor_missing and not self.without_second_factor:
            raise Forbidden(_("Set up a second factor first."), code=ErrorCode.SECOND_FACTOR_REQUIRED)
        if session.viewed_by_id is not None:
            if request.method not in READ_METHODS and not self.while_viewing:
                raise Forbidden(_("While viewing as another user you can only read."), code=ErrorCode.READ_ONLY)
            view_as.log_viewed_request(session=session, path=request.path, address=get_client_ip(request))
        if self.step_up:
            access.check_stepped_up(mfa.is_stepped_up(session))


def _count_request(request: HttpRequest, user: User, session: Session) -> rate_limits.Quota:
    """Count a request; while viewing as a user, of the administrator."""
    person = str(session.viewed_by_id or user.pk)
    request_class: RequestClass | None = request.META.get(CLASS_KEY)
    if request_class is not None:
        return rate_limits.count_request_of_class(request_class, person=person)
    of_office = session.viewed_by_id is not None or access.has_office_permission(user)
    return rate_limits.count_user_request(person=person, of_office=of_office)


class Public(HttpBearer):
    """Marks the few public operations; a test holds the list of them."""

    def __init__(self, *, counted: bool = True) -> None:
        super().__init__()
        self.counted = counted

    def __call__(self, request: HttpRequest) -> Any:
        """Let every request in, up to the limit of its address."""
        if self.counted:
            enforce_request_quota(request, rate_limits.count_anonymous_request(address=get_client_ip(request)))
        return True

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Never called."""
        return True


def audit_forbidden(request: HttpRequest) -> None:
    """Record in the audit log that a user with the permission was refused by the operation itself."""
    identity = getattr(request, "auth", None)
    if isinstance(identity, Identity):
        _audit_refusal(request, identity)


def _audit_refusal(request: HttpRequest, identity: Identity) -> None:
    """Record the refusal; while viewing as a user, of the administrator."""
    route = request.resolver_match.route if request.resolver_match else ""
    path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route).partition("/v1/")[2]
    refusals.audit_refused_operation(
        user=identity.session.viewed_by or identity.user, operation=f"{request.method} {path}"
    )


public = Public()
public_uncounted = Public(counted=False)


class Optional(Public):
    """Public; a token that is sent is checked with the permission as by `requires`."""

    def __init__(self, permission: str) -> None:
        super().__init__()
        self.permission = permission
        self._requires = Requires(permission)

    def __call__(self, request: HttpRequest) -> Any:
        """Return the identity of the caller, or True without a token. Raise what `Requires` raises for an invalid
        token.
        """
        if "Authorization" in request.headers:
            return self._requires(request)
        return super().__call__(request)


def build_optional_auth(permission: str) -> Optional:
    """Return the authentication of a public operation that shows more to some users."""
    return Optional(permission)


def get_optional_user(request: HttpRequest) -> User | None:
    """Return the user of an operation behind `build_optional_auth(…)`; None without a token."""
    identity = getattr(request, "auth", None)
    return identity.user if isinstance(identity, Identity) else None


def is_viewing_as(request: HttpRequest) -> bool:
    """Return whether an administrator reads as another user."""
    identity = getattr(request, "auth", None)
    return isinstance(identity, Identity) and identity.session.viewed_by_id is not None


def requires(
    permission: str, *, step_up: bool = False, without_second_factor: bool = False, while_viewing: bool = False
) -> Requires:
    """Return the authentication of an operation that needs `permission` (declared in an app's `permissions.py`)."""
    return Requires(
        permission, step_up=step_up, without_second_factor=without_second_factor, while_viewing=while_viewing
    )
