"""Why a payment was repriced or ended by itself, in words that people understand: which lesson, mark, discount.

Kept in the history of payments, in the centre's language.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from apps.core.translated_texts import pick_translation
from apps.payments.services.quotes import Line
from apps.settings.queries import get_system_settings

LONGEST = 300
Named = Mapping[Any, Line]


def why(before: Sequence[Line], after: Sequence[Line]) -> str:
    """What makes the difference between a payment with the lines `before` and one with the lines `after`."""
    with translation.override(get_system_settings().default_language):
        found = [
            *_lessons(_named(before, "lesson", "lesson", "day"), _named(after, "lesson", "lesson", "day")),
            *_shares(_one(before, "share"), _one(after, "share"), _one(before, "price"), _one(after, "price")),
            *_discounts(_named(before, "discount", "discount"), _named(after, "discount", "discount")),
        ]
        text = "; ".join(found) or _("Recalculated.")
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def replaced() -> str:
    """Why an order was cancelled that gave way to a later one."""
    with translation.override(get_system_settings().default_language):
        return _("Another order replaced it.")


def not_paid_in_time() -> str:
    """Why an order failed whose time was over."""
    with translation.override(get_system_settings().default_language):
        return _("It was not paid in time.")


def _lessons(before: Named, after: Named) -> list[str]:
    """Lessons that are not paid for any more, then those that are paid for again."""
    changed = [line for key, line in after.items() if key not in before or before[key]["why"] != line["why"]]
    again = [line for key, line in before.items() if key not in after]
    said = [_lesson(line) for line in changed]
    return said + [_("%(day)s: charged again") % {"day": _day(line["day"])} for line in again]


def _lesson(line: Line) -> str:
    said = {"day": _day(line["day"]), "mark": pick_translation(line.get("name", {})) or line.get("mark", "")}
    if line["why"] == "cancelled":
        return _("%(day)s: the lesson was cancelled") % said
    if line["why"] == "holiday":
        return _("%(day)s: no lesson, a holiday") % said
    return _("%(day)s: %(mark)s, not charged") % said


def _shares(before: Line, after: Line, price_before: Line, price_after: Line) -> list[str]:
    found = []
    rules = (price_before.get("terms", {}), price_after.get("terms", {}))
    if rules[0].get("price") != rules[1].get("price"):
        found.append(_("the price was changed"))
    counts = [(line.get("lessons"), line.get("days"), line.get("of")) for line in (before, after)]
    if counts[0] != counts[1]:
        found.append(_part(after))
    elif price_before.get("lessons") != price_after.get("lessons"):
        found.append(_("lessons: %(count)d") % {"count": price_after.get("lessons", 0)})
    return found


def _part(share: Line) -> str:
    if not share:
        return _("the whole period")
    if "days" in share:
        return _("%(count)d of %(of)d days") % {"count": share["days"], "of": share["of"]}
    if "of" not in share:
        return _("no part of the period")
    return _("%(count)d of %(of)d lessons") % {"count": share["lessons"], "of": share["of"]}


def _discounts(before: Named, after: Named) -> list[str]:
    new = [_("discount: %(name)s") % {"name": _name(line)} for key, line in after.items() if key not in before]
    gone = [_("discount ended: %(name)s") % {"name": _name(line)} for key, line in before.items() if key not in after]
    return new + gone


def _named(lines: Sequence[Line], what: str, *keys: str) -> Named:
    """The lines of that sort by the first of the keys that they have."""
    mine = [line for line in lines if line["what"] == what]
    return {next(line[key] for key in keys if key in line): line for line in mine}


def _one(lines: Sequence[Line], what: str) -> Line:
    return next((line for line in lines if line["what"] == what), {})


def _name(line: Line) -> str:
    return pick_translation(line.get("name", {}))


def _day(text: str) -> str:
    return date.fromisoformat(text).strftime("%d.%m.%Y")
