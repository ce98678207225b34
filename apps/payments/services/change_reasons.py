"""Why a payment was repriced or ended by itself, in words that people understand: which lesson, mark, discount.

Kept in the history of payments, in the centre's language.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from apps.core.translated_texts import pick_translation
from apps.payments.services.quotes import QuoteLine
from apps.settings.queries import get_system_settings

MAX_REASON_LENGTH = 300
LinesByKey = Mapping[Any, QuoteLine]


def explain_price_change(before: Sequence[QuoteLine], after: Sequence[QuoteLine]) -> str:
    """What makes the difference between a payment with the lines `before` and one with the lines `after`."""
    with translation.override(get_system_settings().default_language):
        found = [
            *_explain_lessons(
                _index_lines(before, "lesson", "lesson", "day"), _index_lines(after, "lesson", "lesson", "day")
            ),
            *_explain_shares(
                _find_line(before, "share"),
                _find_line(after, "share"),
                _find_line(before, "price"),
                _find_line(after, "price"),
            ),
            *_explain_discounts(
                _index_lines(before, "discount", "discount"), _index_lines(after, "discount", "discount")
            ),
        ]
        text = "; ".join(found) or _("Recalculated.")
    return text if len(text) <= MAX_REASON_LENGTH else f"{text[: MAX_REASON_LENGTH - 1]}…"


def explain_replaced_order() -> str:
    """Why an order was cancelled that gave way to a later one."""
    with translation.override(get_system_settings().default_language):
        return _("Another order replaced it.")


def explain_expired_order() -> str:
    """Why an order failed whose time was over."""
    with translation.override(get_system_settings().default_language):
        return _("It was not paid in time.")


def _explain_lessons(before: LinesByKey, after: LinesByKey) -> list[str]:
    """Lessons that are not paid for any more, then those that are paid for again."""
    changed = [line for key, line in after.items() if key not in before or before[key]["why"] != line["why"]]
    again = [line for key, line in before.items() if key not in after]
    said = [_describe_lesson(line) for line in changed]
    return said + [_("%(day)s: charged again") % {"day": _format_day(line["day"])} for line in again]


def _describe_lesson(line: QuoteLine) -> str:
    said = {"day": _format_day(line["day"]), "mark": pick_translation(line.get("name", {})) or line.get("mark", "")}
    if line["why"] == "cancelled":
        return _("%(day)s: the lesson was cancelled") % said
    if line["why"] == "holiday":
        return _("%(day)s: no lesson, a holiday") % said
    return _("%(day)s: %(mark)s, not charged") % said


def _explain_shares(before: QuoteLine, after: QuoteLine, price_before: QuoteLine, price_after: QuoteLine) -> list[str]:
    found = []
    rules = (price_before.get("terms", {}), price_after.get("terms", {}))
    if rules[0].get("price") != rules[1].get("price"):
        found.append(_("the price was changed"))
    counts = [(line.get("lessons"), line.get("days"), line.get("of")) for line in (before, after)]
    if counts[0] != counts[1]:
        found.append(_describe_share(after))
    elif price_before.get("lessons") != price_after.get("lessons"):
        found.append(_("lessons: %(count)d") % {"count": price_after.get("lessons", 0)})
    return found


def _describe_share(share: QuoteLine) -> str:
    if not share:
        return _("the whole period")
    if "days" in share:
        return _("%(count)d of %(of)d days") % {"count": share["days"], "of": share["of"]}
    if "of" not in share:
        return _("no part of the period")
    return _("%(count)d of %(of)d lessons") % {"count": share["lessons"], "of": share["of"]}


def _explain_discounts(before: LinesByKey, after: LinesByKey) -> list[str]:
    new = [_("discount: %(name)s") % {"name": _get_name(line)} for key, line in after.items() if key not in before]
    gone = [
        _("discount ended: %(name)s") % {"name": _get_name(line)} for key, line in before.items() if key not in after
    ]
    return new + gone


def _index_lines(lines: Sequence[QuoteLine], what: str, *keys: str) -> LinesByKey:
    """The lines of that sort by the first of the keys that they have."""
    mine = [line for line in lines if line["what"] == what]
    return {next(line[key] for key in keys if key in line): line for line in mine}


def _find_line(lines: Sequence[QuoteLine], what: str) -> QuoteLine:
    return next((line for line in lines if line["what"] == what), {})


def _get_name(line: QuoteLine) -> str:
    return pick_translation(line.get("name", {}))


def _format_day(text: str) -> str:
    return date.fromisoformat(text).strftime("%d.%m.%Y")
