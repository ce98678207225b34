"""Names of what the audit log says was changed, where it is no field of a model, and of values that are no texts."""

from collections.abc import Iterable, Set
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from api.table_values import VALUE_FIELDS, VALUES
from api.table_words import TITLES
from apps.core.permissions import all_permissions

FIELD_NAMES: dict[str, StrOrPromise] = {
    "all_branches": _("works in all branches"),
    "avatar": _("picture"),
    "birth_date": _("date of birth"),
    "centre": _("centre"),
    "created": _("created"),
    "drifted": _("with a new difficulty that differs"),
    "duplicate": _("second account"),
    "format": _("kind of file"),
    "free_credit": _("free credit"),
    "ignore_prerequisites": _("without the courses before it"),
    "is_active": _("active"),
    "lessons": _("lessons"),
    "lines": _("lines of the timetable"),
    "link": _("link"),
    "logo": _("logo"),
    "make_up": _("made-up lesson"),
    "marks": _("marks"),
    "media": _("files"),
    "merged_into": _("joined with"),
    "own_role": _("own role"),
    "people": _("people"),
    "permissions": _("rights"),
    "photo": _("photo"),
    "prerequisites": _("courses before it"),
    "price_amount": _("price"),
    "price_currency": _("currency of the price"),
    "promised_on": _("promised for"),
    "questions": _("questions"),
    "session": _("sign-in"),
    "signed_by": _("signed by"),
    "signed_on": _("signed on"),
    "sms_parts": _("SMS parts"),
    "standing": _("existed already"),
    "teachers": _("teachers"),
    "thumbnail": _("small picture"),
    "total": _("total"),
    "url": _("address"),
    "waiting": _("still waits"),
    "why": _("reason"),
    "words": _("words"),
    "slug": _("name in addresses"),
}
"""By the name of the field, in lower case as in the middle of a sentence."""


def name_fields(fields: Iterable[str], model_names: dict[str, str]) -> dict[str, str]:
    """Return the names of these fields in the active language: that of the model, unless it has none in this language,
    else that of the audit log or of the lists.
    """
    names = {}
    for field in fields:
        known = FIELD_NAMES.get(field) or TITLES.get(field)
        own = model_names.get(field)
        untranslated = own == field.replace("_", " ") and get_language() != "en"
        if own and not (known and untranslated):
            names[field] = own
        elif known:
            names[field] = _begin_small(str(known))
    return names


def name_values(values: dict[str, Any]) -> dict[str, str]:
    """Return the names of values that are codes, in the active language: by their code."""
    names = {code: VALUES[code] for code in _list_codes_of(values, VALUE_FIELDS) & VALUES.keys()}
    permissions = all_permissions()
    names |= {code: permissions[code].text for code in _list_codes_of(values, {"permissions"}) & permissions.keys()}
    return {code: str(names[code]) for code in sorted(names)}


def _list_codes_of(values: dict[str, Any], fields: Set[str]) -> set[str]:
    return {code for field in fields & values.keys() for value in values[field] for code in _list_codes(value)}


def _list_codes(value: Any) -> list[str]:
    return [code for code in (value if isinstance(value, list) else [value]) if isinstance(code, str)]


def _begin_small(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
