"""Schemas of certificates: what is awarded, and what everybody may check."""

from datetime import date, datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, In, Out, build_example
from api.lists import PageQuery
from api.shared_schemas import COURSE, PERSON, Language, PersonOut
from apps.certificates.addresses import build_certificate_address
from apps.certificates.models import Certificate
from apps.certificates.models.awards import LEVEL, REASON

CERTIFICATE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f11"
TEMPLATE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f12"
RULE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f13"
PUBLIC_ID = "7k3m9p2q8r4t6v5w2x3y4z7a"
ADDRESS = f"https://talim.example.uz/c/{PUBLIC_ID}"
PRINTED: dict[str, Any] = {"name": "Dilnoza Rahimova", "hours": 72, "level": "B1", "day": "2026-11-28"}
CertificateState = Literal["in_work", "failed", "valid", "revoked"]


class CertificatesQuery(PageQuery):
    """Filters of certificates."""

    model_config = build_example(course=COURSE["id"])

    course: UUID | None = Field(None, description="Only those of this course.")
    student: UUID | None = Field(None, description="Only those of this person.")
    is_valid: bool | None = Field(None, description="Only those that are valid, or only those that were revoked.")


class CertificateAwardIn(In):
    """A certificate that is awarded by hand. Without `name` that of the profile, without `language` that of the
    person, without `day` today.
    """

    model_config = build_example(
        student=PERSON["id"], course=COURSE["id"], template=TEMPLATE_ID, hours=72, level="B1", reason="Exam: 92 %."
    )

    student: UUID
    course: UUID
    template: UUID
    language: Language | None = None
    name: str = Field("", max_length=200)
    hours: int | None = Field(None, ge=1, le=10_000)
    level: str = Field("", max_length=LEVEL)
    day: Day | None = None
    reason: str = Field(min_length=1, max_length=REASON)


class CertificateRevokeIn(In):
    """Why a certificate is revoked; the person reads it."""

    model_config = build_example(reason="The exam was taken by another person.")

    reason: str = Field(min_length=1, max_length=REASON)


class CertificateOut(Out):
    """A certificate. `in_work`: its document is being made; `failed`: it could not be made. `address`: of its public
    page. `grounds`: what held of the rule that awarded it, as its least percents by condition.
    """

    TABLE_HIDDEN: ClassVar = ("grounds",)

    model_config = build_example(
        id=CERTIFICATE_ID, number="2026-000123", state="valid", student=PERSON, course=COURSE["id"],
        course_title="English A2", template=TEMPLATE_ID, language="uz", centre="Talim", address=ADDRESS,
        grounds={"progress": "100"}, awarded_by=None, reason="", created_at="2026-11-28T09:00:00Z", revoked_at=None,
        revoked_by=None, revoke_reason="", **PRINTED,
    )  # fmt: skip

    id: UUID
    number: str = Field(validation_alias="shown_number")
    state: CertificateState
    student: PersonOut
    course: UUID = Field(validation_alias="course_id")
    course_title: str
    template: UUID = Field(validation_alias="template_id")
    language: Language
    name: str
    hours: int | None
    level: str
    day: date
    centre: str
    address: str
    grounds: dict[str, str]
    awarded_by: PersonOut | None
    reason: str
    created_at: datetime
    revoked_at: datetime | None
    revoked_by: PersonOut | None
    revoke_reason: str

    @staticmethod
    def resolve_state(row: Certificate) -> str:
        """Return where the certificate stands."""
        if row.revoked_at is not None:
            return "revoked"
        if row.made_at is not None:
            return "valid"
        return "in_work" if row.failed_at is None else "failed"

    @staticmethod
    def resolve_address(row: Certificate) -> str:
        """Return the address of the public page."""
        return build_certificate_address(row)


class PublicCertificateOut(Out):
    """What everybody with the address of a certificate may know. `name`: as the person consented, the full one or
    initials; empty after an erasure.
    """

    model_config = build_example(
        public_id=PUBLIC_ID, course="English A2", number="2026-000123", centre="Talim", is_valid=True, revoked_at=None,
        **PRINTED,
    )  # fmt: skip

    public_id: str
    name: str
    course: str
    hours: int | None
    level: str
    day: date
    number: str
    centre: str
    is_valid: bool
    revoked_at: datetime | None
