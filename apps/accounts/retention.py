"""How long rows of accounts are kept."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("accounts.UserVerification", "created_at", 2 * DAY),
    RetentionRule("accounts.PasswordResetToken", "created_at", 2 * DAY),
    RetentionRule("accounts.TelegramStart", "expires_at", 2 * DAY),
    RetentionRule("accounts.MfaTicket", "expires_at", 2 * DAY),
    RetentionRule("accounts.ChildDevice", "expires_at", 30 * DAY),
    RetentionRule("accounts.RefreshToken", "expires_at", 2 * DAY),
    RetentionRule("accounts.Session", "expires_at", 400 * DAY),
    RetentionRule("accounts.KnownDevice", "last_used_at", 400 * DAY),
    RetentionRule("accounts.ActivityLog", "created_at", 400 * DAY),
    RetentionRule("accounts.Invitation", "expires_at", 90 * DAY),
    RetentionRule("accounts.ActivationLink", "expires_at", 90 * DAY),
]

KEPT = {
    "people; erased on request, never by age": "accounts.User",
    "the centre's roles": "accounts.OwnRole",
    "the centre's directory": "accounts.Institution",
    "one row for each person": "accounts.StudentProfile accounts.TeacherProfile accounts.ChildProfile "
    "accounts.TotpDevice accounts.TelegramLink",
    "links of guardians, also ended ones": "accounts.Guardian",
    "the proof of what was agreed to": "accounts.Consent",
    "what the centre knows of a person; removed by hand, and when the person is erased": "accounts.PersonNote "
    "accounts.ContactPerson",
    "the centre's questions": "accounts.OnboardingQuestion",
    "one row for each person and question": "accounts.OnboardingAnswer",
    "a fixed number for each person": "accounts.RecoveryCode",
}
