"""Step-up in a form of Django's admin: what `step_up_required` asks for in the API."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.client_ip import get_client_ip
from apps.accounts.models import User
from apps.accounts.services import mfa
from apps.core.errors import DomainError
from apps.settings.admin_actions import ConfirmationForm


class StepUpForm(ConfirmationForm):
    """Ask for a code of the second factor, or for the password without one. Both are rate limited."""

    code = forms.CharField(label=_("Code of the second factor"), max_length=64)
    password = forms.CharField(label=_("Your password"), max_length=128, widget=forms.PasswordInput, strip=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = options["request"].user
        assert isinstance(self.user, User)
        del self.fields["password" if mfa.is_enabled(self.user) else "code"]

    def clean(self) -> dict[str, Any]:
        """Check the code or password. It is checked last, so that a form with other mistakes uses up no code."""
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        try:
            mfa.check_code_or_password(
                user=self.user,
                code=data.pop("code", ""),
                password=data.pop("password", ""),
                address=get_client_ip(self.request),
            )
        except DomainError as error:
            for name, messages in (error.fields or {"": [error.detail]}).items():
                self.add_error(name or None, [str(message) for message in messages])
        return data
