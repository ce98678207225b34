"""What can be reached, as the centre has it.

What is counted and how much of it stays once somebody has the achievement: who wants another makes a new one and puts
the old one away. Who reached a new or changed one before gets it without being told.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.lookups import get_one
from apps.core.translated_texts import localized
from apps.core.uow import unit_of_work
from apps.gamification.counters import all_counters
from apps.gamification.models import Achievement

FIXED_FIELDS = ("counter", "threshold")
"""What stays once somebody has it."""


def add_achievement(*, actor: User, values: Mapping[str, Any]) -> Achievement:
    """A new one with these columns. Invalid for a name without words, an undeclared counter and a code that another
    one has.
    """
    _check_values(values)
    with unit_of_work():
        row, made = Achievement.objects.get_or_create(code=values["code"], defaults={**values, "quiet": True})
        if not made:
            raise Invalid.field("code", _("Another achievement has this code."))
        settings.audit(actor=actor, action="achievements.add", obj=row, changes={"code": (None, row.code)})
    return row


def change_achievement(*, actor: User, achievement: Achievement, changes: Mapping[str, Any]) -> Achievement:
    """Change these columns; `archived` puts it away or takes it up again. Who has it keeps it and its coins. Conflict,
    with the fields, for FIXED ones once somebody has it; Invalid as `add_achievement`.
    """
    _check_values(changes)
    with unit_of_work():
        row = get_one(Achievement.objects.select_for_update(), achievement.pk)
        wanted = dict(changes)
        if "archived" in wanted and wanted.pop("archived") != (row.archived_at is not None):
            wanted["archived_at"] = None if row.archived_at else timezone.now()
        new = {name: value for name, value in wanted.items() if getattr(row, name) != value}
        fixed = [name for name in FIXED_FIELDS if name in new]
        if fixed and row.grants.exists():
            text: StrOrPromise = _("Somebody has this achievement: make a new one instead.")
            raise Conflict(text, fields={name: [text] for name in fixed})
        audited = {name: (getattr(row, name), value) for name, value in new.items()}
        row.quiet = row.quiet or bool(fixed) or "archived_at" in new
        for name, value in new.items():
            setattr(row, name, value)
        if new:
            row.save(update_fields=[*new, "quiet", "updated_at"])
            settings.audit(actor=actor, action="achievements.change", obj=row, changes=audited)
    return row


def _check_values(values: Mapping[str, Any]) -> None:
    if "name" in values and not localized(values["name"]):
        raise Invalid.field("name", _("Give a name in at least one language."))
    if "counter" in values and values["counter"] not in all_counters():
        raise Invalid.field("counter", _("Nothing of this name is counted."))
