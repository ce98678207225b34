"""Months in words, in the reader's language: "2026-yil noyabr", "ноябрь 2026", "November 2026"."""

import re
from datetime import date

from django.utils.translation import get_language

MONTHS = {
    "uz": ("yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust", "sentabr", "oktabr", "noyabr",
           "dekabr"),
    "ru": ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь",
           "декабрь"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip
"""Django's own names of Uzbek months are in Cyrillic or inflected; these stand alone."""
FORMS = {"uz": "{year}-yil {month}", "ru": "{month} {year}", "en": "{month} {year}"}

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_LAST_MONTH = re.compile(rf"(^| ){_MONTH.pattern}$")


def format_month(month: date | str, language: str | None = None) -> str:
    """Return a day's month, or a text such as "2026-11", in words; another text as it is. In the active language by
    default.
    """
    if isinstance(month, date):
        return _format(month.year, month.month, language)
    match = _MONTH.fullmatch(month)
    return _format(int(match[1]), int(match[2]), language) if match else month


def translate_last_month(text: str, language: str) -> str:
    """Return a text such as "A2 morning 2026-11" with its month at the end in words of the language."""
    return _LAST_MONTH.sub(lambda match: f"{match[1]}{_format(int(match[2]), int(match[3]), language)}", text)


def _format(year: int, month: int, language: str | None) -> str:
    wanted = (language or get_language() or "uz").split("-")[0]
    wanted = wanted if wanted in MONTHS else "uz"
    return FORMS[wanted].format(year=year, month=MONTHS[wanted][month - 1])
