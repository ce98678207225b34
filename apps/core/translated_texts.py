"""Texts that the centre writes in several languages: `{"uz": …, "ru": …, "en": …}`."""

from collections.abc import Mapping

from django.utils.translation import get_language

LANGUAGES = ("uz", "ru", "en")


def pick_translation(text: Mapping[str, str], language: str | None = None) -> str:
    """Return the text in `language` (default: the active one), else the first that is filled, else ""."""
    wanted_language = (language or get_language() or LANGUAGES[0]).split("-")[0]
    for candidate in (wanted_language, *LANGUAGES):
        if text.get(candidate):
            return text[candidate]
    return ""
