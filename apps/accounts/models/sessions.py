"""Sessions, second factors and the activity log."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from apps.accounts.models.people import User
from apps.core.models import BaseModel


class EndReason(models.TextChoices):
    """Why a session ended."""

    LOGOUT = "logout", _("Signed out")
    REFRESH_REUSED = "refresh_reused", _("A used token was presented again")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    ROLE_CHANGED = "role_changed", _("Role changed")
    DEACTIVATED = "deactivated", _("Switched off")
    BY_STAFF = "by_staff", _("Ended by staff")
    BY_OWNER = "by_owner", _("Ended from another device")
    FACTOR_CHANGED = "factor_changed", _("Second factor changed")
    REPLACED = "replaced", _("Signed in on another device")


class Session(BaseModel):
    """One signed-in device. Its refresh tokens form a family; each works once.

    `step_up_at`: the last step-up. `viewed_by`: the administrator who views the platform as this user, read-only.
    `second_factor_missing` is no column: `tokens.verify_access_token` sets it.
    """

    second_factor_missing = False

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    device = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    last_used_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=40, choices=EndReason.choices, blank=True)
    step_up_at = models.DateTimeField(null=True, blank=True)
    viewed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("signed-in device")
        verbose_name_plural = _("signed-in devices")
        indexes = [models.Index(fields=["user", "ended_at"])]
        constraints = [
            CheckConstraint(
                condition=Q(ended_at__isnull=True, end_reason="") | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="session_ends_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.device or 'a device'}"


class RefreshToken(BaseModel):
    """A refresh token of a session, stored as a hash. Using it creates the next one."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="refresh_tokens")
    token_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["session"], condition=Q(used_at__isnull=True), name="refresh_token_one_unused")
        ]

    def __str__(self) -> str:
        return f"refresh token of {self.session_id}"


class KnownDevice(BaseModel):
    """A device on which the user signed in before; it has a rate limit of its own.

    See OWASP's "device cookies": password guesses of others never lock it out.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="known_devices")
    token_sha256 = models.CharField(max_length=64, unique=True)
    last_used_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"known device of {self.user_id}"


class MfaTicket(BaseModel):
    """A sign-in with a correct password that still needs the second factor."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    device = models.CharField(max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"second factor owed by {self.user_id}"


class TotpDevice(BaseModel):
    """A user's second factor (RFC 6238). The secret is sealed; `last_step` makes each code work once."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="totp")
    sealed_secret = models.BinaryField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"second factor of {self.user_id}"


class RecoveryCode(BaseModel):
    """A single-use code in place of the second factor, stored as a hash."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    code_sha256 = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [UniqueConstraint(fields=["user", "code_sha256"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"recovery code of {self.user_id}"


class ActivityLog(BaseModel):
    """An action that changes nothing else: sign-ins, refusals, views (object and seconds). Append-only."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="activity")
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=100, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    seconds = models.PositiveIntegerField(null=True, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    device = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-id"])]

    def __str__(self) -> str:
        return f"{self.action} by {self.user_id}"
