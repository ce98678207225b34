"""Tokens, codes and second factors in Django's admin: when they were created and used, never their values."""

from typing import Any

from apps.accounts import models
from apps.core.admin_pages import register_read_only_page

NEWEST: Any = {"ordering": ("-id",)}
REQUEST: Any = {"personal": ("address",), "unsearched": ("address",), **NEWEST}
REQUEST_COLUMNS = "created_at user channel expires_at tries used_at"
SESSION: Any = {
    "list_select_related": ("session__user",),
    "search_fields": ("session__user__first_name", "session__user__last_name"),
}
TICKET_COLUMNS = "created_at user device address expires_at tries used_at"

register_read_only_page(models.RefreshToken, "created_at session expires_at used_at", **SESSION, **NEWEST)
register_read_only_page(models.MfaTicket, TICKET_COLUMNS, personal=("device", "address"), **NEWEST)
register_read_only_page(models.KnownDevice, "created_at user last_used_at", **NEWEST)
register_read_only_page(models.TotpDevice, "user confirmed_at created_at", exclude=("last_step",), **NEWEST)
register_read_only_page(models.RecoveryCode, "created_at user used_at", **NEWEST)
register_read_only_page(models.ChildDevice, "created_at child opened_by expires_at used_at", **NEWEST)
register_read_only_page(models.PasswordResetToken, REQUEST_COLUMNS, **REQUEST)
register_read_only_page(models.UserVerification, REQUEST_COLUMNS, exclude=("sign_up",), **REQUEST)
register_read_only_page(models.TelegramStart, "created_at user expires_at", **NEWEST)
register_read_only_page(
    models.ActivationLink,
    "created_at user channel created_by expires_at used_at withdrawn_at",
    personal=("phone",),
    unsearched=("phone",),
    **NEWEST,
)
