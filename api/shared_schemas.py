"""Schemas that many operations share: people, translated texts and courses."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, TextsOut, build_example

Language = Literal["uz", "ru", "en"]
Level = Annotated[str, Field(pattern=r"^([ABC][12])?$", description="A1 to C2, or empty.")]

PERSON: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e70", "full_name": "Dilnoza Rahimova"}
STUDENT: dict[str, Any] = {"id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e74", "full_name": "Jasur Oripov"}
TITLE: dict[str, Any] = {"uz": "Ingliz tili A2", "ru": "Английский A2", "en": "English A2"}
COURSE: dict[str, Any] = {
    "id": "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e71",
    "title": TITLE,
    "description": {"uz": "", "ru": "", "en": "Two lessons a week."},
    "slug": "english-a2",
    "language": "en",
    "level": "A2",
    "status": "published",
    "created_at": "2026-09-01T09:00:00Z",
}


class PersonOut(Out):
    """A person, as other users see them."""

    model_config = build_example(**PERSON)

    id: UUID
    full_name: str


class Texts(In):
    """One text in the languages of the centre; a reader whose language is empty gets another."""

    model_config = build_example(**TITLE)

    uz: str = Field(default="", max_length=200)
    ru: str = Field(default="", max_length=200)
    en: str = Field(default="", max_length=200)


class LongTexts(In):
    """One long text in the languages of the centre."""

    model_config = build_example(uz="", ru="", en="Two lessons a week.")

    uz: str = Field(default="", max_length=5000)
    ru: str = Field(default="", max_length=5000)
    en: str = Field(default="", max_length=5000)


class CourseOut(Out):
    """A course."""

    model_config = build_example(**COURSE)

    id: UUID
    title: TextsOut
    description: TextsOut
    slug: str
    language: str
    level: str
    status: str
    created_at: datetime
