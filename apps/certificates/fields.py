"""Fields in the texts of a certificate: `{name}`, `{course}`, … and what stands in their place.

A text is data from the first letter to the last: a value that has braces in it is not filled again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import override

from apps.core.months import MONTHS
from apps.grading.bounds import NO_TEXT, Problems


class Field(StrEnum):
    """What a text may name."""

    NAME = "name"
    COURSE = "course"
    HOURS = "hours"
    LEVEL = "level"
    DATE = "date"
    NUMBER = "number"
    CENTRE = "centre"


@dataclass(frozen=True, kw_only=True)
class CertificateFacts:
    """What a certificate certifies, in the words that are printed.

    `name`: as the person consented. `hours`: academic hours, None for none. `level`: "" for none. `number`: as people
    read it.
    """

    name: str
    course: str
    date: date
    number: str
    centre: str
    hours: int | None = None
    level: str = ""


def check_facts(facts: CertificateFacts) -> None:
    """Raise Invalid on `name`, `course`, `number` and `centre` for each that has no text."""
    problems = Problems()
    for field in (Field.NAME, Field.COURSE, Field.NUMBER, Field.CENTRE):
        problems.add(field, NO_TEXT, when=not getattr(facts, field).strip())
    problems.raise_if_any()


_FIELD = re.compile(r"\{([^{}]*)\}")


def find_fields(text: str) -> list[str]:
    """Return what stands in braces in the text, in its order, known fields or not."""
    return _FIELD.findall(text)


def has_lone_brace(text: str) -> bool:
    """Return whether the text has a brace without its partner."""
    return bool(re.search("[{}]", _FIELD.sub("", text)))


def get_field_values(facts: CertificateFacts, language: str) -> dict[str, str]:
    """Return the text of each field in this language; "" for a fact that the certificate does not have."""
    return {
        Field.NAME: facts.name,
        Field.COURSE: facts.course,
        Field.HOURS: "" if facts.hours is None else str(facts.hours),
        Field.LEVEL: facts.level,
        Field.DATE: format_date(facts.date, language),
        Field.NUMBER: facts.number,
        Field.CENTRE: facts.centre,
    }


def fill_text(text: str, values: Mapping[str, str]) -> list[str]:
    """Return the lines of the text with its fields filled. A line that names a fact without a value is left out, and
    so is an empty line.
    """
    lines = [line.strip() for line in text.splitlines() if all(values[field] for field in find_fields(line))]
    return [_FIELD.sub(lambda match: values[match[1]], line) for line in lines if line]


def format_date(day: date, language: str) -> str:
    """Return the day in words: "2026-yil 28-noyabr", "28 ноября 2026 г." or "28 November 2026"."""
    if language == "uz":
        return f"{day.year}-yil {day.day}-{MONTHS['uz'][day.month - 1]}"
    with override(language):
        return date_format(day, "j E Y г." if language == "ru" else "j F Y")
