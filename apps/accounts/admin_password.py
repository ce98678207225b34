"""Change of the own password in Django's admin, by the same services as in the API."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from unfold.forms import AdminOwnPasswordChangeForm

from apps.accounts.services import password_resets, verification
from apps.core.errors import Invalid, TooMany, Unavailable


class OwnPasswordForm(AdminOwnPasswordChangeForm):  # type: ignore[misc]
    """The current password is rate limited together with every other place that asks for it."""

    def clean_old_password(self) -> str:
        """Return the current password; raise ValidationError when it is wrong or cannot be checked now."""
        current = str(self.cleaned_data["old_password"])
        try:
            verification.check_password(self.user, current, field="old_password")
        except Invalid as error:
            raise ValidationError(str(error.fields["old_password"][0])) from error
        except (TooMany, Unavailable) as error:
            raise ValidationError(str(error.detail)) from error
        return current

    def save(self, commit: bool = True) -> Any:
        """Set the password. All sessions of the API and other admin cookies end; this browser stays signed in."""
        password_resets.replace_password(user=self.user, password=self.cleaned_data["new_password1"])
        self.user.refresh_from_db()
        return self.user


def password_change_page(request: HttpRequest) -> HttpResponseBase:
    """The page `/admin/password_change/`."""
    view = PasswordChangeView.as_view(
        form_class=OwnPasswordForm,
        success_url=reverse_lazy("admin:password_change_done"),
        extra_context=admin.site.each_context(request),
    )
    return admin.site.admin_view(view)(request)
