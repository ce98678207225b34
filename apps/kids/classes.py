"""Classes by age. A class is that of a year: it begins on the boundary day of the centre (settings
`class_boundary_month` and `class_boundary_day`), and what counts is the age in full years on that day. Nothing here is
stored.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models


class KgClass(models.TextChoices):
    """Classes of children, the youngest first."""

    KG1 = "KG1"
    KG2 = "KG2"
    KG3 = "KG3"


class ContentClass(models.TextChoices):
    """For which class a content is; `MIXED` is for all."""

    KG1 = "KG1"
    KG2 = "KG2"
    KG3 = "KG3"
    MIXED = "MIXED"


class Device(models.TextChoices):
    """How a child uses a lesson: with fingers on a screen, with keys, or with one or two switches."""

    TOUCH = "touch"
    KEYBOARD = "keyboard"
    SWITCH = "switch"


@dataclass(frozen=True)
class Audience:
    """For whom a content is. Empty languages or devices: all of them."""

    content_class: ContentClass
    languages: tuple[str, ...] = ()
    devices: tuple[Device, ...] = ()


AGE_TO_CLASS: dict[int, KgClass] = {4: KgClass.KG1, 5: KgClass.KG2, 6: KgClass.KG3}
"""By the age in full years on the boundary day; younger and older children have no class."""
KG_CLASSES: tuple[ContentClass, ...] = tuple(ContentClass)


@dataclass(frozen=True)
class Boundary:
    """The day on which children change their class: a month, and a day that every month has (1 to 28)."""

    month: int
    day: int


def find_year_start(boundary: Boundary, day: date) -> date:
    """Return the boundary day that began the class year of `day`; `day` itself on a boundary day."""
    this_year = date(day.year, boundary.month, boundary.day)
    return this_year if this_year <= day else this_year.replace(year=day.year - 1)


def find_year_end(boundary: Boundary, day: date) -> date:
    """Return the last day of the class year of `day`, which is the day before the next boundary day."""
    start = find_year_start(boundary, day)
    return start.replace(year=start.year + 1) - timedelta(days=1)


def compute_age_in_months(birth_date: date, day: date) -> int:
    """Return the age in full months; negative before the birth. Who was born on a day that a month has not is a month
    older on the first day of the next one.
    """
    months = (day.year - birth_date.year) * 12 + day.month - birth_date.month
    return months if day.day >= birth_date.day else months - 1


def compute_class(birth_date: date, boundary: Boundary, day: date) -> KgClass | None:
    """Return the class of a child in the class year of `day`, by age alone; None for who is younger or older."""
    months = compute_age_in_months(birth_date, find_year_start(boundary, day))
    return AGE_TO_CLASS.get(months // 12)
