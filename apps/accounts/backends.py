"""Sign-in to Django's admin."""

from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from apps.accounts import services
from apps.accounts.client_ip import get_client_ip
from apps.accounts.models import User
from apps.accounts.services import mfa, refusals, sign_in
from apps.core.errors import TooMany, Unavailable
from apps.core.uow import unit_of_work
from apps.settings.services import write_audit_log

DEVICE_COOKIE_SECONDS = 365 * 86_400
_DEVICE_KEY = "talim.admin_device"


def get_device_cookie_name() -> str:
    """Return the name of the cookie of known devices."""
    return f"{settings.COOKIE_PREFIX}talim_admin_device"


def add_device_cookie(request: HttpRequest, response: HttpResponseBase) -> None:
    """Make this browser a known device after a sign-in: guesses of others do not lock it out."""
    if token := request.META.get(_DEVICE_KEY):
        cast(HttpResponse, response).set_cookie(
            get_device_cookie_name(),
            token,
            max_age=DEVICE_COOKIE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


class LoginBackend(BaseBackend):
    """E-mail or phone, password and, if there is one, the second factor.

    The rate limits and the known devices are those of the API's sign-in.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **other: Any
    ) -> User | None:
        """Return the user, or None. The audit log has the reason; Django's form shows the same text for every reason.

        The code of the second factor is the field `code` of the form.
        """
        login = username or other.get(User.USERNAME_FIELD)
        if not login or not password:
            return None
        address = get_client_ip(request) if request else None
        code = request.POST.get("code", "") if request else ""
        known = request.COOKIES.get(get_device_cookie_name(), "") if request else ""
        try:
            user = services.authenticate_by_password(
                login=str(login), password=password, address=address, device_token=known
            )
            if user is None:
                return None
            if not user.is_staff:
                refusals.audit_refused_sign_in(user=user, reason="not_staff")
                return None
            if not mfa.consume_sign_in_code(user=user, code=code, address=address):
                return None
            with unit_of_work():
                write_audit_log(user, "accounts.sign_in_admin", user)
                if request:
                    request.META[_DEVICE_KEY] = sign_in.remember_device(user, known)
            return user
        except (TooMany, Unavailable) as error:
            raise PermissionDenied from error

    def get_user(self, user_id: UUID) -> User | None:
        """Return the active user of an admin session."""
        return User.objects.filter(pk=user_id, is_active=True).first()
