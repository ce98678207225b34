"""Schemas of `/auth/`: sign-in, tokens, the current user."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from api.base_schemas import Changes, In, Out, build_example

Locale = Literal["uz", "ru", "en"]
Password = Annotated[str, StringConstraints(strip_whitespace=False, min_length=1, max_length=256)]

ME: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70",
    "email": "jasur@example.uz",
    "phone": "+998901234567",
    "first_name": "Jasur",
    "last_name": "Oripov",
    "patronymic": "Akmalovich",
    "role": "student",
    "permissions": ["accounts.me"],
    "locale": "uz",
    "zone": "Asia/Tashkent",
    "created_at": "2026-09-01T09:00:00Z",
}
TOKENS: dict[str, Any] = {
    "access": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIwMTk5In0.c2lnbmF0dXJl",
    "refresh": "mZ3rY0m9v4Vh2S1cJt0wq8Xn5b7dPpQkLrTfEa6GuHs",
    "expires_in": 300,
}
DEVICE = "Qd0n8m2ZrY7aVh1S9cJt3wq6Xv5b4dPpQkLrTfEaGu0"


class LoginIn(In):
    """An e-mail or a phone, and the password; `device` is the token that an earlier sign-in gave this device."""

    model_config = build_example(login="jasur@example.uz", password="uzum-bog'i-2026", device=DEVICE)

    login: str = Field(min_length=1, max_length=254)
    password: Password
    device: str = Field(default="", max_length=200)


class RefreshIn(In):
    """The refresh token; each works once."""

    model_config = build_example(refresh=TOKENS["refresh"])

    refresh: str = Field(min_length=1, max_length=200)


class MeOut(Out):
    """The current user; `permissions` is what the role allows."""

    model_config = build_example(**ME)

    id: UUID
    email: str | None
    phone: str | None
    first_name: str
    last_name: str
    patronymic: str
    role: str
    permissions: list[str]
    locale: Locale
    zone: str
    created_at: datetime


class TokensOut(Out):
    """`access` goes into `Authorization: Bearer …` for `expires_in` seconds; then `refresh` gets the next two."""

    model_config = build_example(**TOKENS)

    access: str
    refresh: str
    expires_in: int


class SignedInOut(TokensOut):
    """The tokens, and who signed in. Keep `device` and send it with the next sign-in: a known device keeps its own rate
    limit when others guess the password. It is no proof of identity.
    """

    model_config = build_example(**TOKENS, device=DEVICE)

    user: MeOut
    device: str | None


class FactorOwedOut(Out):
    """The password was correct; send the ticket with a code of the second factor within `expires_in` seconds."""

    model_config = build_example(mfa_ticket="b7Kd1f0n8m2ZrY7aVh1S9cJt3wq6Xv5b4dPpQkLrTf8", expires_in=300)

    mfa_ticket: str
    expires_in: int


class MeChanges(Changes):
    """What you may change in your account; fields that are not sent stay."""

    model_config = build_example(locale="ru")

    first_name: str = Field("", min_length=1, max_length=80)
    last_name: str = Field("", max_length=80)
    patronymic: str = Field("", max_length=80)
    locale: Locale = "uz"
    zone: str = Field("", max_length=64, examples=["Asia/Tashkent"])
