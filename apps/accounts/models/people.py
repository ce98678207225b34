"""Users."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from apps.accounts.models.roles import OwnRole
from apps.core.errors import Invalid
from apps.core.models import BaseModel, StoredFile
from apps.core.permissions import STAFF, Role, get_role_permissions
from apps.core.translated_texts import LANGUAGES
from apps.settings.models import Branch


class UserStatus(models.TextChoices):
    """Whether a user can sign in; a `pending` user can, and waits for the requested role."""

    ACTIVE = "active"
    PENDING = "pending"
    OFF = "off"


class UserManager(BaseUserManager["User"]):
    """Users are created by `apps.accounts.services`, which import the models: `ready` of the app sets `create_user`."""

    create_user: ClassVar[Callable[..., "User"]]

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user with this e-mail; for Django's own commands."""
        return self.get(email=username)

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """Create an administrator with a verified address, for `manage.py createsuperuser`.

        Raise ValidationError, which that command prints, for an invalid value.
        """
        try:
            return UserManager.create_user(email=email, password=password, role=Role.ADMIN, verified=True, **extra)
        except Invalid as error:
            raise ValidationError([str(m) for messages in error.fields.values() for m in messages]) from error


class User(AbstractBaseUser, BaseModel):
    """A person with an account, who signs in by e-mail or phone; a child may have neither.

    E-mail and phone are null when absent, as both are unique. `folded` and `folded_patronymic` are the names for
    searches (`ml.text.build_search_key`): namesakes are compared without the patronymic, which many lists leave out.
    `name_key` is the name in the looser form that joins spellings (`ml.text.build_name_key`), between spaces.
    `number` is the pupil's number, short enough to read out. `token_epoch` is in every access token and admin cookie:
    raising it ends all of them. `all_branches` is for staff only. `counts_as_adult`: an adult, whatever the birth date
    and guardians say (`accounts.minors`). `phone_vouched_at`: the office entered this number; it is not proved.
    `merged_into`: this account was a duplicate; that one was kept.
    """

    email = models.EmailField(_("e-mail"), max_length=254, null=True, blank=True)  # noqa: DJ001
    phone = models.CharField(_("phone"), max_length=16, null=True, blank=True)  # noqa: DJ001
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    patronymic = models.CharField(_("patronymic"), max_length=80, blank=True, default="", db_default="")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    locale = models.CharField(_("language"), max_length=2, default="uz")
    zone = models.CharField(_("time zone"), max_length=64, default="Asia/Tashkent")
    is_active = models.BooleanField(_("active"), default=True)
    own_role = models.ForeignKey(OwnRole, null=True, blank=True, on_delete=models.PROTECT, related_name="holders")
    requested_role = models.CharField(max_length=20, blank=True)
    all_branches = models.BooleanField(_("works in every branch"), default=False)
    branches = models.ManyToManyField(Branch, blank=True, related_name="staff")
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    counts_as_adult = models.BooleanField(default=False, db_default=False)
    avatar = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    email_verified_at = models.DateTimeField(null=True, blank=True)
    phone_verified_at = models.DateTimeField(null=True, blank=True)
    phone_vouched_at = models.DateTimeField(null=True, blank=True)
    folded = models.CharField(max_length=400, blank=True, editable=False)
    folded_patronymic = models.CharField(max_length=160, blank=True, default="", db_default="", editable=False)
    name_key = models.CharField(max_length=400, blank=True, default="", db_default="", editable=False)
    erased_at = models.DateTimeField(null=True, blank=True)
    token_epoch = models.PositiveIntegerField(default=0)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, unique=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="duplicates",
        db_index=False,
    )

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            UniqueConstraint(
                fields=["email"], name="user_email_once", violation_error_message=_("This e-mail is already in use.")
            ),
            UniqueConstraint(
                fields=["phone"], name="user_phone_once", violation_error_message=_("This phone is already in use.")
            ),
            CheckConstraint(condition=Q(role__in=[r.value for r in Role]), name="user_known_role"),
            CheckConstraint(condition=Q(locale__in=list(LANGUAGES)), name="user_known_locale"),
            CheckConstraint(condition=Q(email__isnull=True) | Q(email=Lower("email")), name="user_email_folded"),
            CheckConstraint(
                condition=Q(phone__isnull=True) | Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"), name="user_phone_e164"
            ),
            CheckConstraint(
                condition=Q(all_branches=False)
                | Q(role__in=[r.value for r in Role if r in STAFF])
                | Q(own_role__isnull=False),
                name="user_works_everywhere_as_staff",
            ),
        ]
        indexes = [
            GinIndex(fields=["folded"], name="user_folded", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["folded_patronymic"], name="user_folded_patronymic", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["name_key"], name="user_name_key", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["phone"], name="user_phone_digits", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["email"], name="user_email_beginning", opclasses=["varchar_pattern_ops"]),
            # Duplicates only: an index of all users would keep the planner from the indexes of names.
            models.Index(fields=["merged_into"], name="user_merged_into", condition=Q(merged_into__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def status(self) -> UserStatus:
        """Deactivated, waiting for approval, or active."""
        if not self.is_active:
            return UserStatus.OFF
        return UserStatus.PENDING if self.requested_role else UserStatus.ACTIVE

    @property
    def is_staff_member(self) -> bool:
        """Whether the user is staff, by a built-in or a custom role."""
        return self.role in STAFF or self.own_role_id is not None

    @property
    def permission_set(self) -> frozenset[str]:
        """The names of the user's permissions: of the custom role, else of the built-in one. Empty when deactivated."""
        if not self.is_active:
            return frozenset()
        return get_role_permissions(self.role) if self.own_role is None else self.own_role.permission_set

    @property
    def permissions(self) -> list[str]:
        """`permission_set`, sorted."""
        return sorted(self.permission_set)

    @property
    def is_staff(self) -> bool:
        """Whether the user may use Django's admin: administrators without a custom role."""
        return self.role == Role.ADMIN and self.own_role_id is None

    @property
    def is_superuser(self) -> bool:
        """Used by Django's admin; an administrator may see every model there."""
        return self.is_staff

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Used by Django's admin; the API uses `apps.accounts.access.has_permission`."""
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        """As `has_perm`, for a whole app."""
        return self.is_active and self.is_staff

    def get_session_auth_hash(self) -> str:
        """Return a hash of the password, the second factor and `token_epoch`.

        A change of any of them ends admin cookies with the next request.
        """
        return self._hash_for_session(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """As `get_session_auth_hash`, with each older key that is still valid."""
        return (self._hash_for_session(secret) for secret in settings.SECRET_KEY_FALLBACKS)

    def _hash_for_session(self, secret: str | None) -> str:
        factor = getattr(self, "totp", None)
        confirmed = factor.confirmed_at.isoformat() if factor and factor.confirmed_at else ""
        value = f"{self.token_epoch}:{confirmed}:{self.password}"
        return salted_hmac("talim admin session v1", value, secret=secret, algorithm="sha256").hexdigest()
