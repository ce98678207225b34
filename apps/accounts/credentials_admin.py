"""What opens an account in Django's admin: that it was given out and used, never what it is."""

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
    """Exchanges of tokens of signed-in devices."""

    list_display = ("created_at", "session", "expires_at", "used_at")
    list_select_related = ("session__user",)
    search_fields = ("session__user__first_name", "session__user__last_name")
    ordering = ("-id",)


@admin.register(MfaTicket)
class MfaTicketAdmin(ReadOnlyAdmin):
    """Sign-ins that owe a second factor."""

    list_display = ("created_at", "user", "device", "address", "expires_at", "tries", "used_at")
    personal = ("device", "address")
    ordering = ("-id",)


@admin.register(KnownDevice)
class KnownDeviceAdmin(ReadOnlyAdmin):
    """Devices that people signed in on before."""

    list_display = ("created_at", "user", "last_used_at")
    ordering = ("-id",)


@admin.register(TotpDevice)
class TotpDeviceAdmin(ReadOnlyAdmin):
    """Who has a second factor."""

    list_display = ("user", "confirmed_at", "created_at")
    exclude = ("last_step",)
    ordering = ("-id",)


@admin.register(RecoveryCode)
class RecoveryCodeAdmin(ReadOnlyAdmin):
    """Which recovery codes are left."""

    list_display = ("created_at", "user", "used_at")
    ordering = ("-id",)


@admin.register(ChildDevice)
class ChildDeviceAdmin(ReadOnlyAdmin):
    """Devices that were opened for children."""

    list_display = ("created_at", "child", "opened_by", "expires_at", "used_at")
    ordering = ("-id",)


@admin.register(PasswordResetToken)
class PasswordResetTokenAdmin(ReadOnlyAdmin):
    """Who asked for a new password."""

    list_display = ("created_at", "user", "channel", "expires_at", "tries", "used_at")
    personal = ("address",)
    unsearched = ("address",)
    ordering = ("-id",)


@admin.register(UserVerification)
class UserVerificationAdmin(ReadOnlyAdmin):
    """Who was asked to prove an e-mail or a phone."""

    list_display = ("created_at", "user", "channel", "expires_at", "tries", "used_at")
    personal = ("address",)
    unsearched = ("address",)
    exclude = ("sign_up",)
    ordering = ("-id",)


@admin.register(TelegramStart)
class TelegramStartAdmin(ReadOnlyAdmin):
    """Links into the bot that were given out."""

    list_display = ("created_at", "user", "expires_at")
    ordering = ("-id",)
