"""Texts that the centre writes in several languages: `{"uz": …, "ru": …, "en": …}`."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language, override

LANGUAGES = ("uz", "ru", "en")


def pick_translation(text: Mapping[str, str], language: str | None = None) -> str:
    """Return the text in `language` (default: the active one), else the first that is filled, else ""."""
    wanted_language = (language or get_language() or LANGUAGES[0]).split("-")[0]
    for candidate in (wanted_language, *LANGUAGES):
        if text.get(candidate):
            return text[candidate]
    return ""


def write_in_every_language(write: Callable[[], str]) -> dict[str, str]:
    """Return what `write` returns in each language while it is active."""
    texts = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = str(write())
    return texts


def fill_languages(text: Mapping[str, str]) -> dict[str, str]:
    """Return the text with every language; "" for those that are missing."""
    return {language: text.get(language, "") for language in LANGUAGES}


def merge_translations(row: object, values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return the values; languages that these texts do not give are as in the row."""
    merged = {name: fill_languages({**getattr(row, name), **values[name]}) for name in names if name in values}
    return {**values, **merged}
