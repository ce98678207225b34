"""Tokens, codes and second factors in Django's admin: when they were created and used, never their values."""

from django.contrib import admin

from apps.accounts.models import (
    ChildDevice,
    KnownDevice,
    MfaTicket,
    PasswordResetToken,
    RecoveryCode,
    RefreshToken,
    TelegramStart,
    TotpDevice,
    UserVerification,
)
from apps.core.admin_pages import ReadOnlyAdmin


@admin.register(RefreshToken)
class RefreshTokenAdmin(ReadOnlyAdmin):
    """Refresh tokens of sessions."""

    list_display = ("created_at", "session", "expires_at", "used_at")
    list_select_related = ("session__user",)
    search_fields = ("session__user__first_name", "session__user__last_name")
    ordering = ("-id",)


@admin.register(MfaTicket)
class MfaTicketAdmin(ReadOnlyAdmin):
    """Sign-ins that wait for a second factor."""

    list_display = ("created_at", "user", "device", "address", "expires_at", "tries", "used_at")
    personal = ("device", "address")
    ordering = ("-id",)


@admin.register(KnownDevice)
class KnownDeviceAdmin(ReadOnlyAdmin):
    """Devices on which users signed in before."""

    list_display = ("created_at", "user", "last_used_at")
    ordering = ("-id",)


@admin.register(TotpDevice)
class TotpDeviceAdmin(ReadOnlyAdmin):
    """Users with a second factor."""

    list_display = ("user", "confirmed_at", "created_at")
    exclude = ("last_step",)
    ordering = ("-id",)


@admin.register(RecoveryCode)
class RecoveryCodeAdmin(ReadOnlyAdmin):
    """Recovery codes, used and unused."""

    list_display = ("created_at", "user", "used_at")
    ordering = ("-id",)


@admin.register(ChildDevice)
class ChildDeviceAdmin(ReadOnlyAdmin):
    """Devices that were opened for children."""

    list_display = ("created_at", "child", "opened_by", "expires_at", "used_at")
    ordering = ("-id",)


@admin.register(PasswordResetToken)
class PasswordResetTokenAdmin(ReadOnlyAdmin):
    """Requests for a password reset."""

    list_display = ("created_at", "user", "channel", "expires_at", "tries", "used_at")
    personal = ("address",)
    unsearched = ("address",)
    ordering = ("-id",)


@admin.register(UserVerification)
class UserVerificationAdmin(ReadOnlyAdmin):
    """Requests to verify an e-mail or phone."""

    list_display = ("created_at", "user", "channel", "expires_at", "tries", "used_at")
    personal = ("address",)
    unsearched = ("address",)
    exclude = ("sign_up",)
    ordering = ("-id",)


@admin.register(TelegramStart)
class TelegramStartAdmin(ReadOnlyAdmin):
    """Open links to the bot."""

    list_display = ("created_at", "user", "expires_at")
    ordering = ("-id",)
