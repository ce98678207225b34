"""Languages of subtitles: their codes and their names."""

import re

from django.conf.locale import LANG_INFO

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
"""Language, script and region of BCP 47 (RFC 5646), in their usual case."""
MAX_LENGTH = 16
OWN_NAMES = {"uz": "Oʻzbekcha", "uz-Latn": "Oʻzbekcha", "uz-Cyrl": "Ўзбекча"}
"""Names in the language itself where Django's are others or missing."""

SPEECH_LANGUAGES = frozenset(
    "af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr ht hu hy "
    "id is it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru "
    "sa sd si sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo yue zh".split()
)
"""What Whisper knows, by its codes (the table of `faster_whisper.tokenizer`)."""


def is_language(code: str) -> bool:
    """Return whether a text is a code of a language."""
    return len(code) <= MAX_LENGTH and LANGUAGE.fullmatch(code) is not None


def get_language_name(code: str) -> str:
    """Return the name of a language in itself, with its region where there is one; the code where it has no name."""
    language, script, region = _split(code)
    named = "-".join(filter(None, (language, script)))
    name = OWN_NAMES.get(named) or str(LANG_INFO.get(named.lower(), {}).get("name_local", ""))
    if not name:
        return code
    name = name[:1].upper() + name[1:]
    return f"{name} ({region})" if region else name


def _split(code: str) -> tuple[str, str, str]:
    parts = code.split("-")
    script = next((part for part in parts[1:] if len(part) == 4), "")
    region = next((part for part in parts[1:] if len(part) in (2, 3)), "")
    return parts[0], script, region
