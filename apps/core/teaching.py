"""Declarations of who teaches what: whoever is switched off leaves no group and no lesson behind unnoticed.

An app whose rows need an active teacher declares in `teaching_duties.py` the function
`list_teaching_duties(person_id)`, which returns what of it this person teaches now.
"""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.declarations import import_app_modules
from apps.core.errors import Conflict

MAX_NAMED = 20
"""So many of a kind are named in a refusal; of the others the number is."""


@dataclass(frozen=True)
class TeachingDuty:
    """A group or a lesson that somebody teaches; `field` ("groups", "lessons") is where a refusal names it."""

    field: str
    text: StrOrPromise


def list_teaching_duties(person_id: UUID) -> list[TeachingDuty]:
    """Return what this person teaches now, lower apps first."""
    modules = import_app_modules("teaching_duties")
    return [duty for module in modules for duty in module.list_teaching_duties(person_id)]


def check_teaches_nothing(person_id: UUID) -> None:
    """Raise Conflict, with the groups and lessons in `fields`, when this person teaches any."""
    fields: dict[str, list[StrOrPromise]] = {}
    for duty in list_teaching_duties(person_id):
        fields.setdefault(duty.field, []).append(duty.text)
    if not fields:
        return
    for texts in fields.values():
        if len(texts) > MAX_NAMED:
            texts[MAX_NAMED:] = [_("And %(count)s more") % {"count": len(texts) - MAX_NAMED}]
    raise Conflict(_("This person teaches. Hand the groups and lessons over to somebody else first."), fields=fields)
