"""Verification codes, password resets, invitations and activation links."""

from typing import Any

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils import timezone

from apps.accounts.models.people import User
from apps.accounts.models.roles import OwnRole
from apps.core.models import BaseModel
from apps.core.permissions import Role
from apps.settings.models import Branch


class Channel(models.TextChoices):
    """How a code or link is sent. For a new channel add a member here, a line in `services.codes.get_verified_contacts`
    and a sender in `services.account_messages.enqueue_account_message`.
    """

    EMAIL = "email"
    SMS = "sms"
    TELEGRAM = "telegram"


class CodeRequest(BaseModel):
    """A request for a code: a link token and six digits, either of which uses it up; stored as hashes.

    `tries` counts wrong codes; too many close the code, and the link stays. A newer request of the same kind closes
    older ones. `user` is empty during a registration, and for an unknown address: such a request is stored too, already
    expired, so that it takes the same time.
    """

    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    address = models.CharField(max_length=254)
    token_sha256 = models.CharField(max_length=64, unique=True)
    code_hmac = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["address", "-id"], name="%(class)s_address")]


class UserVerification(CodeRequest):
    """A request to verify an e-mail or phone.

    `sign_up` holds the data of a registration (names, language, role, the password's hash); the account is created from
    it when the address is verified, then it is emptied. `ticket_sha256` is the hash of the ticket that only the client
    of this registration has: without it the address verifies nothing.
    """

    sign_up: Any = models.JSONField(default=dict, blank=True)
    ticket_sha256 = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.channel} of {self.user_id}"


class PasswordResetToken(CodeRequest):
    """A request for a new password."""

    def __str__(self) -> str:
        return f"reset by {self.channel} of {self.user_id}"


class Invitation(BaseModel):
    """An offer to join with a role; its link is sent once and works once.

    `all_branches`: it is for all branches; an empty `branches` alone may mean that they were archived since.
    `superseded`: it expired, and a newer invitation went to the address.
    """

    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=16, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    own_role = models.ForeignKey(OwnRole, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    all_branches = models.BooleanField(default=False)
    branches = models.ManyToManyField(Branch, blank=True, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    superseded = models.BooleanField(default=False)

    class Meta:
        constraints = [
            CheckConstraint(condition=~Q(email="", phone=""), name="invitation_has_an_address"),
            UniqueConstraint(
                fields=["email", "phone"],
                condition=Q(accepted_at=None, withdrawn_at=None, superseded=False),
                name="invitation_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation as {self.role}"

    @property
    def contact(self) -> tuple[str, str]:
        """The channel and the address; having the token verifies them."""
        return (Channel.EMAIL.value, self.email) if self.email else (Channel.SMS.value, self.phone)

    @property
    def state(self) -> str:
        """`accepted`, `withdrawn`, `expired` or `open`."""
        if self.accepted_at is not None:
            return "accepted"
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "expired" if self.expires_at <= timezone.now() else "open"


class ActivationChannel(models.TextChoices):
    """How an activation link reaches the person: by SMS, or as a QR code on paper."""

    SMS = "sms"
    QR = "qr"


class ActivationLink(BaseModel):
    """A single-use link: who opens it sets the first password of `user` and is signed in.

    `phone` is the number that a link by SMS goes to; the link works only while it is the user's, and proves it. A link
    on paper has none. `withdrawn_at`: a newer link of the user replaced it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=3, choices=ActivationChannel.choices)
    phone = models.CharField(max_length=16, blank=True)
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            CheckConstraint(
                condition=Q(channel="sms") & ~Q(phone="") | Q(channel="qr", phone=""),
                name="activation_link_by_sms_has_a_phone",
            ),
            UniqueConstraint(
                fields=["user"], condition=Q(used_at=None, withdrawn_at=None), name="activation_link_one_open"
            ),
        ]
        indexes = [models.Index(fields=["user", "-id"], name="activation_link_newest")]

    def __str__(self) -> str:
        return f"activation link of {self.user_id} by {self.channel}"
