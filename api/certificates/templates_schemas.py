"""Schemas of templates of certificates, and of the rules that award."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from pydantic import Field

from api.base_schemas import Day, In, Out, build_example
from api.certificates.awards_schemas import RULE_ID, TEMPLATE_ID
from api.lists import PageQuery
from api.shared_schemas import COURSE, Language
from apps.certificates.models.awards import LEVEL
from apps.certificates.models.templates import NAME
from apps.certificates.template_rows import SignatureDraft, TemplateDraft

PICTURE_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6f14"
SIGNATURE: dict[str, Any] = {"name": {"uz": "Akmal Qodirov"}, "position": {"uz": "Direktor"}, "picture": None}
CONTENT: dict[str, Any] = {
    "layout": "classic",
    "page": "a4",
    "orientation": "landscape",
    "texts": {"heading": {"en": "CERTIFICATE"}, "recipient": {"en": "{name}"}, "statement": {"en": "“{course}”"}},
    "colour": "#1F3A5F",
    "accent": "#B08D3C",
    "logo": None,
    "signatures": [SIGNATURE],
}
RULE: dict[str, Any] = {
    "template": TEMPLATE_ID, "language": None, "hours": 72, "level": "A2", "least_progress": 100, "least_grade": None,
    "quiz": None, "least_quiz": None, "least_attendance": 80, "not_before": None,
}  # fmt: skip


class CertificateSignatureIn(In):
    """Who signs on paper, by language. `picture`: an id of `POST /certificates/pictures/`."""

    model_config = build_example(**SIGNATURE)

    name: dict[str, str] = Field(max_length=3)
    position: dict[str, str] = Field(default_factory=dict, max_length=3)
    picture: UUID | None = None


class CertificateContentIn(In):
    """What a certificate looks like and says. `texts`: by place (heading, lead, recipient, statement, details,
    footer), then by language, with fields in braces: {name}, {course}, {hours}, {level}, {date}, {number}, {centre}.
    """

    model_config = build_example(**CONTENT)

    layout: str = Field(max_length=20)
    page: str = Field(max_length=20)
    orientation: str = Field(max_length=20)
    texts: dict[str, dict[str, str]] = Field(max_length=12)
    colour: str = Field("#1F3A5F", max_length=20)
    accent: str = Field("#B08D3C", max_length=20)
    logo: UUID | None = None
    signatures: list[CertificateSignatureIn] = Field(default_factory=list, max_length=10)

    def to_draft(self) -> TemplateDraft:
        """Return it as services take it."""
        values = self.model_dump(exclude={"signatures"})
        signatures = tuple(SignatureDraft(**person.model_dump()) for person in self.signatures)
        return TemplateDraft(**values, signatures=signatures)


class CertificateTemplateIn(In):
    """A new template."""

    model_config = build_example(name="Course certificate", content=CONTENT)

    name: str = Field(min_length=1, max_length=NAME)
    content: CertificateContentIn


class CertificateTemplateChangeIn(CertificateTemplateIn):
    """A template as it shall be. `version`: the one that you began with."""

    model_config = build_example(version=1, name="Course certificate", content=CONTENT)

    version: int = Field(ge=1)


class CertificatePreviewIn(In):
    """A template to look at, in one language."""

    model_config = build_example(language="uz", content=CONTENT)

    language: Language
    content: CertificateContentIn


class CertificateSignatureOut(Out):
    """Who signs on paper, by language."""

    model_config = build_example(**SIGNATURE)

    name: dict[str, str]
    position: dict[str, str]
    picture: UUID | None


class CertificateContentOut(Out):
    """What a certificate looks like and says."""

    model_config = build_example(**CONTENT)

    layout: str
    page: str
    orientation: str
    texts: dict[str, dict[str, str]]
    colour: str
    accent: str
    logo: UUID | None
    signatures: list[CertificateSignatureOut]


class CertificateTemplateOut(Out):
    """A template with its newest version. Certificates keep the version that they were made by."""

    TABLE_HIDDEN: ClassVar = ("content",)

    model_config = build_example(
        id=TEMPLATE_ID, name="Course certificate", version=1, content=CONTENT, created_at="2026-11-20T09:00:00Z"
    )

    id: UUID
    name: str
    version: int = Field(validation_alias="current__number")
    content: CertificateContentOut = Field(validation_alias="current__content")
    created_at: datetime


class CertificateStarterOut(Out):
    """A ready template to begin with."""

    model_config = build_example(content=CONTENT)

    content: CertificateContentOut


class CertificatePictureOut(Out):
    """A picture that templates can name."""

    model_config = build_example(id=PICTURE_ID)

    id: UUID


class CertificateRulesQuery(PageQuery):
    """Filters of rules."""

    model_config = build_example(course=COURSE["id"])

    course: UUID | None = Field(None, description="Only those of this course.")


class CertificateRuleChangeIn(In):
    """The conditions of a rule, all of which must hold, in percent; and what its certificates say. Without `language`
    that of the person.
    """

    model_config = build_example(**RULE)

    template: UUID
    language: Language | None = None
    hours: int | None = Field(None, ge=1, le=10_000)
    level: str = Field("", max_length=LEVEL)
    least_progress: int | None = Field(None, ge=1, le=100)
    least_grade: int | None = Field(None, ge=1, le=100)
    quiz: UUID | None = None
    least_quiz: int | None = Field(None, ge=1, le=100)
    least_attendance: int | None = Field(None, ge=1, le=100)
    not_before: Day | None = None


class CertificateRuleIn(CertificateRuleChangeIn):
    """A new rule of a course."""

    model_config = build_example(course=COURSE["id"], **RULE)

    course: UUID


class CertificateRuleOut(Out):
    """A rule that awards. `is_held`: it awards nothing now, as a learner could forge its only condition."""

    model_config = build_example(
        id=RULE_ID, course=COURSE["id"], course_title=COURSE["title"], template_name="Course certificate",
        is_held=False, created_at="2026-11-20T09:00:00Z", **RULE,
    )  # fmt: skip

    id: UUID
    course: UUID = Field(validation_alias="course_id")
    course_title: dict[str, str] = Field(validation_alias="course__title")
    template: UUID = Field(validation_alias="template_id")
    template_name: str = Field(validation_alias="template__name")
    language: Language | None
    hours: int | None
    level: str
    least_progress: int | None
    least_grade: int | None
    quiz: UUID | None = Field(validation_alias="quiz_id")
    least_quiz: int | None
    least_attendance: int | None
    not_before: date | None
    is_held: bool
    created_at: datetime

    @staticmethod
    def resolve_language(row: Any) -> str | None:
        """Return the language, None for that of the person."""
        return row.language or None
