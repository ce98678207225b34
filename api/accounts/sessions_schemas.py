"""Schemas of sessions, second factors, children's sign-in and activity."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.accounts.sign_in_schemas import DEVICE, Password
from api.base_schemas import DayOrMoment, In, Out, build_example
from api.lists import FeedQuery
from apps.accounts.pictures import PICTURE_COUNT, PICTURES

TICKET = "b7Kd1f0n8m2ZrY7aVh1S9cJt3wq6Xv5b4dPpQkLrTf8"
Code = Annotated[str, Field(min_length=6, max_length=64, examples=["493817"])]
Token = Annotated[str, Field(min_length=1, max_length=200)]
Picture = Annotated[str, Field(max_length=20, json_schema_extra={"enum": list(PICTURES)})]


class FactorIn(In):
    """The ticket of the sign-in, and a one-time code or a recovery code; `device` as in `LoginIn`."""

    model_config = build_example(mfa_ticket=TICKET, code="493817", device=DEVICE)

    mfa_ticket: Token
    code: Code
    device: str = Field(default="", max_length=200)


class ChildLoginIn(In):
    """The token of the opened device, the child's code, and the pictures in order."""

    model_config = build_example(token=TICKET, code="204816", pictures=list(PICTURES[:PICTURE_COUNT]))

    token: Token
    code: str = Field(min_length=1, max_length=12)
    pictures: list[Picture] = Field(min_length=PICTURE_COUNT, max_length=PICTURE_COUNT)


class OpenedDeviceOut(Out):
    """The token signs the child in on this device, once, within `expires_in` seconds."""

    model_config = build_example(token=TICKET, expires_in=900)

    token: str
    expires_in: int


class PasswordIn(In):
    """Your password, again."""

    model_config = build_example(password="uzum-bog'i-2026")

    password: Password


class SetupOut(Out):
    """The secret for an authenticator application, as text, as an address, and as the QR code of that address."""

    model_config = build_example(
        secret="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
        uri="otpauth://totp/Talim%3Ajasur%40example.uz?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Talim",
        qr='<svg xmlns="http://www.w3.org/2000/svg" width="222" height="222" />',
    )

    secret: str
    uri: str
    qr: str = Field(description="An SVG.")


class FactorStateOut(Out):
    """Whether a second factor is on, and how many recovery codes are left."""

    model_config = build_example(enabled=True, recovery_codes_left=9)

    enabled: bool
    recovery_codes_left: int


class CodeIn(In):
    """A one-time code of the authenticator application."""

    model_config = build_example(code="493817")

    code: Code


class RecoveryCodesOut(Out):
    """Each code works once in place of a one-time code. They are shown only here; do not keep them on the phone."""

    model_config = build_example(recovery_codes=["mzxw6-ytboi-aeaqc-aibae-aqcai"])

    recovery_codes: list[str]


class DisableIn(In):
    """The password, and a one-time code or a recovery code."""

    model_config = build_example(password="uzum-bog'i-2026", code="493817")

    password: Password
    code: Code


class StepUpIn(In):
    """A one-time code or a recovery code; without a second factor, the password."""

    model_config = build_example(code="493817")

    code: str = Field(default="", max_length=64)
    password: str = Field(default="", max_length=256)


class StepUpOut(Out):
    """Until when operations that need a step-up are open in this session."""

    model_config = build_example(until="2026-09-01T09:10:00Z")

    until: datetime


class SessionOut(Out):
    """A signed-in device of yours; `current` is the one that sent this request."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e71",
        device="Mozilla/5.0 (Linux; Android 14)",
        address="198.51.100.7",
        current=True,
        created_at="2026-09-01T09:00:00Z",
        last_used_at="2026-09-01T10:00:00Z",
        expires_at="2026-11-30T09:00:00Z",
    )

    id: UUID
    device: str
    address: str | None
    current: bool
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


class ActivityQuery(FeedQuery):
    """Filters for the activity of a user."""

    model_config = build_example(action="lesson.viewed", limit=20)

    action: str | None = Field(None, max_length=60, description="Only this action, such as `sign_in`.")
    object_type: str | None = Field(None, max_length=100, description="Only about objects of this type.")
    object_id: str | None = Field(None, max_length=64, description="Only about this object.")
    since: DayOrMoment | None = Field(None, description="Only from this time or day on.")
    until: DayOrMoment | None = Field(None, description="Only before this time, or until the end of this day.")


class ActivityOut(Out):
    """One action of a user, and the object it was about."""

    model_config = build_example(
        id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e72",
        action="sign_in",
        object_type="accounts.session",
        object_id="0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e71",
        address="198.51.100.7",
        device="Mozilla/5.0 (Linux; Android 14)",
        created_at="2026-09-01T09:00:00Z",
    )

    id: UUID
    action: str
    object_type: str
    object_id: str
    seconds: int | None
    address: str | None
    device: str
    created_at: datetime
