"""Users and sessions in Django's admin."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.accounts import credentials_admin, family_admin, services
from apps.accounts.models import ActivityLog, EndReason, Session, TelegramLink, User
from apps.accounts.services import mfa
from apps.core.admin_pages import ReadOnlyAdmin, register_read_only_page
from apps.core.errors import Conflict
from apps.settings.admin_actions import ConfirmationForm, FormAnswers, confirmed_action

admin.site.login_template = "accounts/admin_login.html"
ADMIN_MODULES = (family_admin, credentials_admin)
USER_NAMES = ("user__first_name", "user__last_name", "user__email")
register_read_only_page(TelegramLink, "user linked_at blocked_at", search_fields=USER_NAMES, ordering=("-linked_at",))


class DeactivationForm(ConfirmationForm):
    """Whether groups and planned lessons may stay with somebody who is deactivated."""

    teaching_stays = forms.BooleanField(required=False, label=_("Groups and planned lessons stay without a teacher"))


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    """Find, activate and deactivate users. Actions call services, so that sessions and sockets end too."""

    list_display = ("full_name", "role", "email", "phone", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("first_name", "last_name", "patronymic", "email", "phone")
    personal = ("email", "phone")
    ordering = ("first_name", "last_name")
    actions = ("switch_on", "switch_off", "end_sessions", "remove_second_factor")
    fields = (
        *personal, "first_name", "last_name", "patronymic", "role", "locale", "zone", "is_active", "last_login",
        "created_at",
    )  # fmt: skip

    @confirmed_action(_("Activate"), permission="accounts.manage_people")
    def switch_on(self, request: HttpRequest, user: User, answers: FormAnswers) -> None:
        """The user can sign in again."""
        services.set_user_active(user=_check_not_self(user, request), active=True, actor=_actor(request))

    @confirmed_action(_("Deactivate"), permission="accounts.manage_people", confirmation_form=DeactivationForm)
    def switch_off(self, request: HttpRequest, user: User, answers: FormAnswers) -> None:
        """All sessions end, and the user cannot sign in."""
        person, stays = _check_not_self(user, request), answers["teaching_stays"]
        services.set_user_active(user=person, active=False, actor=_actor(request), teaching_stays=stays)

    @confirmed_action(_("Sign out of all devices"), permission="accounts.manage_people")
    def end_sessions(self, request: HttpRequest, user: User, answers: FormAnswers) -> None:
        """End all sessions of the user."""
        services.end_sessions(user=user, reason=EndReason.BY_STAFF, actor=_actor(request))

    @confirmed_action(_("Remove the lost second factor"), permission="accounts.manage_people")
    def remove_second_factor(self, request: HttpRequest, user: User, answers: FormAnswers) -> None:
        """The password alone signs the user in, until a new second factor is set up."""
        mfa.remove_second_factor(user=_check_not_self(user, request), actor=_actor(request))


@admin.register(ActivityLog)
class ActivityLogAdmin(ReadOnlyAdmin):
    """Actions of users that change nothing."""

    list_display = ("user", "action", "object_type", "object_id", "address", "created_at")
    search_fields = ("user__first_name", "user__last_name", "action")
    list_filter = ("action",)
    personal = ("address",)
    date_hierarchy = "created_at"


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    """Signed-in devices."""

    list_display = ("user", "device", "address", "last_used_at", "expires_at", "ended_at", "end_reason")
    search_fields = (*USER_NAMES, "device")
    personal = ("device", "address")
    ordering = ("-last_used_at",)
    actions = ("end",)

    @confirmed_action(_("End this session"), permission="accounts.manage_people")
    def end(self, request: HttpRequest, session: Session, answers: FormAnswers) -> None:
        """End this session at once."""
        services.end_session(session=session, actor=_actor(request), reason=EndReason.BY_STAFF)


def _actor(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _check_not_self(user: User, request: HttpRequest) -> User:
    """Return the user; raise Conflict when it is the actor."""
    if user.pk == _actor(request).pk:
        raise Conflict(_("You cannot do this to yourself."))
    return user
