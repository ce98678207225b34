"""Schemas of registration, verification, passwords and invitations."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from api.accounts.sign_in_schemas import Locale, Password
from api.base_schemas import In, Key, Out, build_example
from api.lists import PageQuery
from apps.core.permissions import Role

Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
Ticket = Annotated[str, Field(max_length=100, description="From the answer to the registration.")]
TICKET = "mB3xT0c6gq2nJt1vYb8hZs5kLw9dRfPa4eUo7iXyCGQ"
ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70"


class RegisterIn(In):
    """A registration by e-mail or by phone, not both; neither is needed with an invitation."""

    model_config = build_example(
        first_name="Jasur", last_name="Oripov", email="jasur@example.uz", password="uzum-bog'i-2026", locale="uz"
    )

    first_name: str = Field(min_length=1, max_length=80)
    last_name: str = Field("", max_length=80)
    patronymic: str = Field("", max_length=80)
    email: str | None = Field(None, max_length=254)
    phone: str | None = Field(None, max_length=32)
    password: Password
    locale: Locale | None = Field(None, description="Language of messages. Default: that of the request.")
    invitation: str | None = Field(None, max_length=100, description="The token or code of an invitation.")


class CodeSentOut(Out):
    """The same answer whether or not a message was sent."""

    model_config = build_example(channel="email", expires_in=600, resend_in=60)

    channel: Literal["email", "sms", "telegram"]
    expires_in: int = Field(description="Seconds for which a code is valid.")
    resend_in: int = Field(description="Seconds until another code may be requested.")


class SignUpSentOut(CodeSentOut):
    """As `CodeSentOut`, with the ticket that confirms this registration; keep it until then."""

    model_config = build_example(ticket=TICKET)

    ticket: str = Field(description="Opaque. Without it neither the code nor the link creates the account.")


class ProofIn(In):
    """The token of the link, or the address with the code sent to it; a registration needs its ticket too."""

    model_config = build_example(email="jasur@example.uz", code="493817", ticket=TICKET)

    token: str | None = Field(None, max_length=100)
    email: str | None = Field(None, max_length=254)
    phone: str | None = Field(None, max_length=32)
    code: Code | None = None
    ticket: Ticket | None = None


class ResendIn(In):
    """The e-mail or phone to verify; a registration needs its ticket too."""

    model_config = build_example(email="jasur@example.uz", ticket=TICKET)

    email: str | None = Field(None, max_length=254)
    phone: str | None = Field(None, max_length=32)
    ticket: Ticket | None = None


class PhoneRequestIn(In):
    """Empty for the phone of your account; a new phone with your password."""

    model_config = build_example(phone="+998901234567", password="uzum-bog'i-2026")

    phone: str | None = Field(None, max_length=32)
    password: Password | None = None


class PhoneCodeIn(In):
    """The code from the SMS."""

    model_config = build_example(code="493817")

    code: Code


class ResetIn(In):
    """The e-mail or phone of the account, and the channel of the code."""

    model_config = build_example(login="jasur@example.uz")

    login: str = Field(min_length=1, max_length=254)
    channel: Literal["email", "sms", "telegram"] | None = Field(
        None, description="Default: the given e-mail or phone, else any verified one."
    )


class ResetConfirmIn(In):
    """The token of the link, or the e-mail or phone with its code; and the new password."""

    model_config = build_example(login="jasur@example.uz", code="493817", password="uzum-bog'i-2027")

    token: str | None = Field(None, max_length=100)
    login: str | None = Field(None, min_length=1, max_length=254)
    code: Code | None = None
    password: Password


class PasswordChangeIn(In):
    """The current and the new password."""

    model_config = build_example(current_password="uzum-bog'i-2026", password="uzum-bog'i-2027")

    current_password: Password
    password: Password


class InvitationIn(In):
    """Whom to invite: address, role, branches, and the days for which the invitation is valid."""

    model_config = build_example(email="nodira@example.uz", role="teacher", days=7)

    email: str | None = Field(None, max_length=254)
    phone: str | None = Field(None, max_length=32)
    role: Role
    own_role: UUID | None = Field(None, description="A custom role.")
    branches: list[UUID] = Field(default_factory=list, max_length=100, description="Default: all of the inviter.")
    days: int = Field(7, ge=1, le=30)
    locale: Locale | None = Field(None, description="Language of the message. Default: that of the centre.")


class InvitationResendIn(In):
    """For how many days the invitation is valid from now on."""

    model_config = build_example(days=7)

    days: int = Field(7, ge=1, le=30)
    locale: Locale | None = Field(None, description="Language of the message. Default: that of the centre.")


class InviterOut(Out):
    """Who invited."""

    model_config = build_example(id=ID, full_name="Malika Yusupova")

    id: UUID
    full_name: str


class InvitationOut(Out):
    """An invitation, for the office; its token is only in the message."""

    model_config = build_example(
        id=ID,
        email="nodira@example.uz",
        phone="",
        role="teacher",
        state="open",
        invited_by={"id": ID, "full_name": "Malika Yusupova"},
        expires_at="2026-11-27T09:00:00Z",
        created_at="2026-11-20T09:00:00Z",
    )

    id: UUID
    email: str
    phone: str
    role: str
    own_role: UUID | None = Field(validation_alias="own_role_id")
    branches: list[Key]
    state: Literal["open", "accepted", "withdrawn", "expired"]
    invited_by: InviterOut | None
    expires_at: datetime
    created_at: datetime


class InvitationsQuery(PageQuery):
    """The list of invitations, searched by address."""

    model_config = build_example(state="open", page=1)

    state: Literal["open", "accepted", "withdrawn", "expired", ""] = ""
