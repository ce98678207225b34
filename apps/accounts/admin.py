"""People and their devices in Django's admin."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from apps.accounts import family_admin, services
from apps.accounts.models import ActivityLog, EndReason, Session, TelegramLink, User
from apps.accounts.services import mfa
from apps.core.admin import ReadOnlyAdmin

admin.site.login_template = "accounts/admin_login.html"
REGISTERED_THERE = family_admin


@admin.register(User)
class UserAdmin(ModelAdmin):  # type: ignore[misc]
    """Looking people up, switching them on and off: by services, so that nothing is left half done."""

    list_display = ("full_name", "role", "email", "phone", "is_active", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("first_name", "last_name", "email", "phone")
    ordering = ("first_name", "last_name")
    actions = ("switch_on", "switch_off", "end_sessions", "remove_second_factor")
    fields = readonly_fields = (
        "email",
        "phone",
        "first_name",
        "last_name",
        "role",
        "locale",
        "zone",
        "is_active",
        "last_login",
        "created_at",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=_("Let in again"))
    def switch_on(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for user in people.exclude(pk=_actor(request).pk):
            services.set_active(user=user, active=True, actor=_actor(request))

    @admin.action(description=_("Keep out from now on"))
    def switch_off(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for user in people.exclude(pk=_actor(request).pk):
            services.set_active(user=user, active=False, actor=_actor(request))

    @admin.action(description=_("Sign out of all devices"))
    def end_sessions(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for user in people:
            services.end_sessions(user=user, reason=EndReason.BY_STAFF, actor=_actor(request))

    @admin.action(description=_("Take the lost second factor away"))
    def remove_second_factor(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for user in people.exclude(pk=_actor(request).pk):
            mfa.remove(user=user, actor=_actor(request))


@admin.register(ActivityLog)
class ActivityLogAdmin(ReadOnlyAdmin):
    """What people did that is no change."""

    list_display = ("user", "action", "object_type", "object_id", "address", "created_at")
    list_select_related = ("user",)
    search_fields = ("user__first_name", "user__last_name", "action")
    ordering = ("-id",)


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    """Signed-in devices."""

    list_display = ("user", "device", "address", "last_used_at", "expires_at", "ended_at", "end_reason")
    list_filter = ("end_reason",)
    list_select_related = ("user",)
    search_fields = ("user__first_name", "user__last_name", "user__email", "device")
    ordering = ("-last_used_at",)


@admin.register(TelegramLink)
class TelegramLinkAdmin(ReadOnlyAdmin):
    """Who is reached by the bot."""

    list_display = ("user", "linked_at", "blocked_at")
    list_select_related = ("user",)
    search_fields = ("user__first_name", "user__last_name", "user__email")
    ordering = ("-linked_at",)


def _actor(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
