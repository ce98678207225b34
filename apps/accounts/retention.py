"""How long rows of accounts are kept."""

from datetime import timedelta

from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("accounts.UserVerification", "created_at", timedelta(days=2)),
    RetentionRule("accounts.PasswordResetToken", "created_at", timedelta(days=2)),
    RetentionRule("accounts.TelegramStart", "expires_at", timedelta(days=2)),
    RetentionRule("accounts.MfaTicket", "expires_at", timedelta(days=2)),
    RetentionRule("accounts.ChildDevice", "expires_at", timedelta(days=30)),
    RetentionRule("accounts.RefreshToken", "expires_at", timedelta(days=2)),
    RetentionRule("accounts.Session", "expires_at", timedelta(days=400)),
    RetentionRule("accounts.KnownDevice", "last_used_at", timedelta(days=400)),
    RetentionRule("accounts.ActivityLog", "created_at", timedelta(days=400)),
    RetentionRule("accounts.Invitation", "expires_at", timedelta(days=90)),
]

KEPT = {
    "accounts.User": "people; erased on request, never by age",
    "accounts.OwnRole": "the centre's roles",
    "accounts.Institution": "the centre's directory",
    "accounts.StudentProfile": "one row for each person",
    "accounts.TeacherProfile": "one row for each person",
    "accounts.ChildProfile": "one row for each person",
    "accounts.Guardian": "links of guardians, also ended ones",
    "accounts.Consent": "the proof of what was agreed to",
    "accounts.OnboardingQuestion": "the centre's questions",
    "accounts.OnboardingAnswer": "one row for each person and question",
    "accounts.TotpDevice": "one row for each person",
    "accounts.RecoveryCode": "a fixed number for each person",
    "accounts.TelegramLink": "one row for each person",
}
