"""Create and change achievements.

Counter and threshold are fixed once a pupil has the achievement: archive it and create a new one instead. Pupils who
reached a new or changed one before get it without a notification.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

import apps.settings.services as settings
from apps.accounts.models import User
from apps.core.errors import Conflict, Invalid
from apps.core.lookups import get_or_not_found
from apps.core.translated_texts import merge_translations, pick_translation
from apps.core.uow import unit_of_work
from apps.gamification.counters import all_counters
from apps.gamification.models import Achievement

FIXED_FIELDS = ("counter", "threshold")
"""Fixed once a pupil has the achievement."""


def add_achievement(*, actor: User, values: Mapping[str, Any]) -> Achievement:
    """Create an achievement. Raise Invalid for an empty name, an undeclared counter and a code in use."""
    _check_values(values)
    with unit_of_work():
        row, created = Achievement.objects.get_or_create(code=values["code"], defaults={**values, "quiet": True})
        if not created:
            raise Invalid.field("code", _("Another achievement has this code."))
        settings.write_audit_log(actor=actor, action="achievements.add", obj=row, changes={"code": (None, row.code)})
    return row


def change_achievement(*, actor: User, achievement: Achievement, changes: Mapping[str, Any]) -> Achievement:
    """Change these columns; `archived` archives or restores it. Pupils who have it keep it and its coins. Raise
    Conflict, with the fields, for FIXED_FIELDS once a pupil has it; Invalid as `add_achievement`.
    """
    with unit_of_work():
        row = get_or_not_found(Achievement.objects.select_for_update(), achievement.pk)
        values = merge_translations(row, changes, "name", "description")
        _check_values(values)
        if "archived" in values and values.pop("archived") != (row.archived_at is not None):
            values["archived_at"] = None if row.archived_at else timezone.now()
        changed = row.apply_changes(values)
        fixed = [name for name in FIXED_FIELDS if name in changed]
        if fixed and row.grants.exists():
            text: StrOrPromise = _("A pupil already has this achievement: create a new one instead.")
            raise Conflict(text, fields={name: [text] for name in fixed})
        row.quiet = row.quiet or bool(fixed) or "archived_at" in changed
        if changed:
            row.save(update_fields=[*changed, "quiet", "updated_at"])
            settings.write_audit_log(actor=actor, action="achievements.change", obj=row, changes=changed)
    return row


def _check_values(values: Mapping[str, Any]) -> None:
    if "name" in values and not pick_translation(values["name"]):
        raise Invalid.field("name", _("Give a name in at least one language."))
    if "counter" in values and values["counter"] not in all_counters():
        raise Invalid.field("counter", _("There is no such counter."))
