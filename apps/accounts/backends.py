"""Sign-in to Django's admin."""

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from apps.accounts import services
from apps.accounts.client_ip import get_client_ip
from apps.accounts.models import User
from apps.accounts.services import mfa, refusals
from apps.core.errors import TooMany, Unavailable
from apps.settings.services import write_audit_log


class LoginBackend(BaseBackend):
    """E-mail or phone, password and, if there is one, the second factor; with the rate limits of the API's sign-in."""

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
        try:
            user = services.authenticate_by_password(login=str(login), password=password, address=address)
            if user is None:
                return None
            if not user.is_staff:
                refusals.audit_refused_sign_in(user=user, reason="not_staff")
                return None
            if not mfa.consume_sign_in_code(user=user, code=code, address=address):
                return None
            write_audit_log(user, "accounts.sign_in_admin", user)
            return user
        except (TooMany, Unavailable) as error:
            raise PermissionDenied from error

    def get_user(self, user_id: UUID) -> User | None:
        """Return the active user of an admin session."""
        return User.objects.filter(pk=user_id, is_active=True).first()
