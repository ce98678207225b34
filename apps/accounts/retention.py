"""How long rows of this app are kept."""

from datetime import timedelta

from apps.core.retention import Retention

RETENTION = [
    Retention("accounts.UserVerification", "created_at", timedelta(days=2)),
    Retention("accounts.PasswordResetToken", "created_at", timedelta(days=2)),
    Retention("accounts.TelegramStart", "expires_at", timedelta(days=2)),
    Retention("accounts.MfaTicket", "expires_at", timedelta(days=2)),
    Retention("accounts.ChildDevice", "expires_at", timedelta(days=30)),
    Retention("accounts.RefreshToken", "expires_at", timedelta(days=2)),
    Retention("accounts.Session", "expires_at", timedelta(days=400)),
    Retention("accounts.KnownDevice", "last_used_at", timedelta(days=400)),
    Retention("accounts.ActivityLog", "created_at", timedelta(days=400)),
    Retention("accounts.Invitation", "expires_at", timedelta(days=90)),
]
