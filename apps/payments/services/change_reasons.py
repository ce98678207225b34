"""Texts that explain why a payment was repriced or ended automatically, in the centre's language; stored in its
history.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from apps.core.translated_texts import pick_translation
from apps.payments.pricing.quotes import QuoteLine
from apps.settings.queries import get_system_settings

MAX_REASON_LENGTH = 300
LinesByKey = Mapping[Any, QuoteLine]


def explain_price_change(lines_before: Sequence[QuoteLine], lines_after: Sequence[QuoteLine]) -> str:
    """Return the reason of the difference between two lists of quote lines."""
    with translation.override(get_system_settings().default_language):
        reasons = [
            *_explain_lessons(
                _index_lines(lines_before, "lesson", "lesson", "day"),
                _index_lines(lines_after, "lesson", "lesson", "day"),
            ),
            *_explain_shares(
                _find_line(lines_before, "share"),
                _find_line(lines_after, "share"),
                _find_line(lines_before, "price"),
                _find_line(lines_after, "price"),
            ),
            *_explain_discounts(
                _index_lines(lines_before, "discount", "discount"), _index_lines(lines_after, "discount", "discount")
            ),
        ]
        text = "; ".join(reasons) or _("Recalculated.")
    return text if len(text) <= MAX_REASON_LENGTH else f"{text[: MAX_REASON_LENGTH - 1]}…"


def explain_replaced_order() -> str:
    """Return the reason of an order that a later one replaced."""
    with translation.override(get_system_settings().default_language):
        return _("Another order replaced it.")


def explain_expired_order() -> str:
    """Return the reason of an order that expired."""
    with translation.override(get_system_settings().default_language):
        return _("It was not paid in time.")


def _explain_lessons(before: LinesByKey, after: LinesByKey) -> list[str]:
    """Return texts on lessons that are credited now, then on those that are charged again."""
    changed = [line for key, line in after.items() if key not in before or before[key]["why"] != line["why"]]
    charged_again = [line for key, line in before.items() if key not in after]
    texts = [_describe_lesson(line) for line in changed]
    return texts + [_("%(day)s: charged again") % {"day": _format_day(line["day"])} for line in charged_again]


def _describe_lesson(line: QuoteLine) -> str:
    values = {"day": _format_day(line["day"]), "mark": pick_translation(line.get("name", {})) or line.get("mark", "")}
    if line["why"] == "cancelled":
        return _("%(day)s: the lesson was cancelled") % values
    if line["why"] == "holiday":
        return _("%(day)s: no lesson, a holiday") % values
    return _("%(day)s: %(mark)s, not charged") % values


def _explain_shares(before: QuoteLine, after: QuoteLine, price_before: QuoteLine, price_after: QuoteLine) -> list[str]:
    texts = []
    rules = (price_before.get("terms", {}), price_after.get("terms", {}))
    if rules[0].get("price") != rules[1].get("price"):
        texts.append(_("the price was changed"))
    counts = [(line.get("lessons"), line.get("days"), line.get("of")) for line in (before, after)]
    if counts[0] != counts[1]:
        texts.append(_describe_share(after))
    elif price_before.get("lessons") != price_after.get("lessons"):
        texts.append(_("lessons: %(count)d") % {"count": price_after.get("lessons", 0)})
    return texts


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
    removed = [
        _("discount ended: %(name)s") % {"name": _get_name(line)} for key, line in before.items() if key not in after
    ]
    return new + removed


def _index_lines(lines: Sequence[QuoteLine], what: str, *keys: str) -> LinesByKey:
    """Return the lines of this kind by the first of these keys that each has."""
    matching = [line for line in lines if line["what"] == what]
    return {next(line[key] for key in keys if key in line): line for line in matching}


def _find_line(lines: Sequence[QuoteLine], what: str) -> QuoteLine:
    return next((line for line in lines if line["what"] == what), {})


def _get_name(line: QuoteLine) -> str:
    return pick_translation(line.get("name", {}))


def _format_day(text: str) -> str:
    return date.fromisoformat(text).strftime("%d.%m.%Y")
