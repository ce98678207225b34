"""Names that the centre writes: `{"uz": …, "ru": …, "en": …}` with a fallback."""

from collections.abc import Mapping

from django.utils.translation import get_language

LANGUAGES = ("uz", "ru", "en")


def pick_translation(text: Mapping[str, str], language: str | None = None) -> str:
    """The text in `language` (default: the active one), else the first filled of uz, ru, en, else empty."""
    wanted = (language or get_language() or LANGUAGES[0]).split("-")[0]
    for candidate in (wanted, *LANGUAGES):
        if text.get(candidate):
            return text[candidate]
    return ""
