"""Signed-in devices, second factors and what people did."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models.people import User
from apps.core.models import BaseModel


class EndReason(models.TextChoices):
    """Why a session is over."""

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
    """One signed-in device; its refresh tokens are a family of single-use members.

    `step_up_at`: when its person last proved again who they are. `viewed_by`: the administrator who sees the platform
    as this person through it, for reading only. `factor_owed` is no column: `tokens.verify_access_token` sets it.
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
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, end_reason="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(end_reason="")),
                name="session_ends_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.device or 'a device'}"


class RefreshToken(BaseModel):
    """One member of a session's family: only its hash is kept; used once, then its child counts."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="refresh_tokens")
    token_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=models.Q(used_at__isnull=True), name="refresh_token_one_unused"
            )
        ]

    def __str__(self) -> str:
        return f"refresh token of {self.session_id}"


class KnownDevice(BaseModel):
    """A device on which somebody has signed in before; it keeps a guessing allowance of its own.

    After OWASP's "device cookies": strangers who guess at an account never lock its owner's known device out.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="known_devices")
    token_sha256 = models.CharField(max_length=64, unique=True)
    last_used_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"known device of {self.user_id}"


class MfaTicket(BaseModel):
    """The half-way house of a sign-in with a second factor: the password was right, the code is still owed."""

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
    """A person's second factor (RFC 6238). The secret is sealed; `last_step` makes each code work once."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="totp")
    sealed_secret = models.BinaryField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"second factor of {self.user_id}"


class RecoveryCode(BaseModel):
    """A single-use code for whoever lost the second factor; only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    code_sha256 = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "code_sha256"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"recovery code of {self.user_id}"


class ActivityLog(BaseModel):
    """What a person did that is no change: sign-ins, refusals, views (object type and id, seconds). Append-only."""

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
