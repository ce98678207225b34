"""Prices of periods: from facts to a quote, in minor units. Pure functions: no database, no clock, no floats.

Rounding: a share and each percentage are rounded half up to the unit in `ROUND_TO` (soʻm: 100 tiyin; other currencies:
the cent) and never exceed the whole. A share of the whole is not rounded.

Lines: each has `what` and an `amount`; they add up to the owed amount. The first is the price with the `terms` of the
quote, so that a later quote of the same period uses the same terms.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from apps.payments.pricing.schedule_modes import ScheduleMode

ROUND_TO = {"UZS": 100}
"""Minor units that one rounded amount is a multiple of; 1 for currencies that are not named."""

QuoteLine = dict[str, Any]
MANUAL_LINE = "by_hand"
"""`what` of a line whose amount the office set."""


class LessonFactState(StrEnum):
    """State of a lesson in a period. `outside`: planned for a time when the group did not exist."""

    PLANNED = "planned"
    TOOK_PLACE = "took_place"
    CANCELLED = "cancelled"
    HOLIDAY = "holiday"
    OUTSIDE = "outside"


class FormerGroupBilling(StrEnum):
    """How the group that a pupil came from billed the month; counts only without proration.

    PAID there in full: nothing is owed here. SHARED: the month is shared here too.
    """

    NOT = "not"
    PAID = "paid"
    SHARED = "shared"


@dataclass(frozen=True)
class LessonFact:
    """One lesson of the group with the pupil's mark. `lesson`: its id, empty when it is not generated yet."""

    day: date
    state: LessonFactState = LessonFactState.PLANNED
    lesson: str = ""
    mark: str = ""
    mark_name: Mapping[str, str] = field(default_factory=dict)
    charged: bool = True


@dataclass(frozen=True)
class MembershipDays:
    """The pupil's days from first to last (inclusive, None: open), without freezes.

    `prepaid`: days before `first` were paid in the centre's former books.
    """

    first: date
    last: date | None = None
    pauses: tuple[tuple[date, date | None], ...] = ()
    prepaid: bool = False

    def covers(self, day: date) -> bool:
        """Return whether the pupil learns on that day."""
        if day < self.first or (self.last is not None and day > self.last):
            return False
        return not any(first <= day and (last is None or day <= last) for first, last in self.pauses)


@dataclass(frozen=True)
class AppliedDiscount:
    """A discount that applies: hundredths of a percent, or a fixed amount."""

    id: str
    name: Mapping[str, str] = field(default_factory=dict)
    percent_hundredths: int | None = None
    amount: int | None = None
    stackable: bool = False


@dataclass(frozen=True)
class PricingTerms:
    """The terms of a price: the schedule's rules, the price (of `mode`) and the discounts."""

    mode: str
    price: int
    currency: str = "UZS"
    prorate: bool = True
    credit_holidays: bool = False
    credit_uncharged: bool = False
    pack_lessons: int | None = None
    discounts: tuple[AppliedDiscount, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the terms as stored in a line."""
        return asdict(self) | {"discounts": [asdict(discount) for discount in self.discounts]}

    @classmethod
    def from_lines(cls, lines: Sequence[QuoteLine]) -> "PricingTerms | None":
        """Return the terms of these lines; None when they have none."""
        stored = lines[0].get("terms") if lines else None
        if not stored:
            return None
        return cls(**{**stored, "discounts": tuple(AppliedDiscount(**discount) for discount in stored["discounts"])})


@dataclass(frozen=True)
class MonthFacts:
    """The facts of a month for one pupil: first and last day, the group's lessons, the pupil's days."""

    first: date
    last: date
    meetings: tuple[LessonFact, ...]
    stay: MembershipDays | None
    moved: FormerGroupBilling = FormerGroupBilling.NOT


@dataclass(frozen=True)
class PackFacts:
    """The facts of a pack: used lessons, and whether the pupil has left."""

    used: int
    ended: bool


@dataclass(frozen=True)
class Quote:
    """A price: `gross` before discounts, `amount` owed; the lines add up to `amount`."""

    gross: int
    amount: int
    lines: tuple[QuoteLine, ...]


def prorate_amount(amount: int, part: int, parts: int, currency: str) -> int:
    """Return `part` of `parts` equal parts of `amount`, rounded; `amount` itself when `part` is at least `parts`."""
    if part >= parts:
        return amount
    unit = ROUND_TO.get(currency, 1)
    rounded = (2 * amount * part + parts * unit) // (2 * parts * unit) * unit
    return min(amount, rounded)


def calculate_quote(terms: PricingTerms, facts: MonthFacts | PackFacts) -> Quote:
    """Return the price of a period by these terms."""
    if isinstance(facts, PackFacts):
        return _quote_pack(terms, facts)
    if terms.mode == ScheduleMode.LESSON:
        return _quote_lessons(terms, facts)
    return _quote_month(terms, facts)


def _quote_month(terms: PricingTerms, facts: MonthFacts) -> Quote:
    """Return the month's price: the share of the pupil's lessons, less credited ones. Without known lessons, days
    count.
    """
    days = range((facts.last - facts.first).days + 1)
    units = facts.meetings or tuple(LessonFact(facts.first + timedelta(days=number)) for number in days)
    own_lessons = _list_own_lessons(units, facts.stay)
    if not own_lessons or (not terms.prorate and facts.moved == FormerGroupBilling.PAID):
        return _empty_quote(terms)
    total_units = len(units)
    shared = terms.prorate or facts.moved == FormerGroupBilling.SHARED
    left = len(own_lessons) if shared else total_units
    lines = [_price_line(terms, terms.price)]
    if left < total_units:
        counted = {"lessons": left} if facts.meetings else {"days": left}
        off = prorate_amount(terms.price, left, total_units, terms.currency) - terms.price
        lines.append({"what": "share", "amount": off, **counted, "of": total_units})
    for unit in own_lessons:
        why = _get_credit_reason(unit, terms.credit_holidays, terms.credit_uncharged)
        if why:
            before, left = left, left - 1
            now, then = (prorate_amount(terms.price, part, total_units, terms.currency) for part in (left, before))
            lines.append(_credit_line(unit, why, now - then))
    return _apply_discounts(terms, lines, part=left, parts=total_units)


def _quote_lessons(terms: PricingTerms, facts: MonthFacts) -> Quote:
    """Return the price of each lesson of the pupil, except those that did not take place or are not charged."""
    own_lessons = _list_own_lessons(facts.meetings, facts.stay)
    lines, left = [_price_line(terms, terms.price * len(own_lessons), lessons=len(own_lessons))], len(own_lessons)
    for unit in own_lessons:
        why = _get_credit_reason(unit, True, True)
        if why:
            left -= 1
            lines.append(_credit_line(unit, why, -terms.price))
    return _apply_discounts(terms, lines, part=left, parts=len(facts.meetings))


def _quote_pack(terms: PricingTerms, facts: PackFacts) -> Quote:
    """Return the price of the pack; a pupil who left owes the used share."""
    pack_lessons = terms.pack_lessons or 1
    used = min(facts.used, pack_lessons) if facts.ended and terms.prorate else pack_lessons
    lines = [_price_line(terms, terms.price, lessons=pack_lessons)]
    if used < pack_lessons:
        off = prorate_amount(terms.price, used, pack_lessons, terms.currency) - terms.price
        lines.append({"what": "share", "amount": off, "lessons": used, "of": pack_lessons})
    return _apply_discounts(terms, lines, part=used, parts=pack_lessons)


def _apply_discounts(terms: PricingTerms, lines: list[QuoteLine], *, part: int, parts: int) -> Quote:
    """Return the quote of these lines (`part` of `whole` of a period) with discounts."""
    gross = sum(line["amount"] for line in lines)
    left = gross
    for reduction, off in _list_effective_discounts(terms, gross, part, parts):
        off = min(off, left)
        if off:
            left -= off
            lines.append(_discount_line(reduction, -off))
    return Quote(gross, left, tuple(lines))


def _list_effective_discounts(
    terms: PricingTerms, gross: int, part: int, parts: int
) -> list[tuple[AppliedDiscount, int]]:
    """Return the discounts that count with what each takes off, percentages first.

    All stackable ones count, and the largest of the others. A fixed amount is for a whole period and shared with it.
    """

    def off(discount: AppliedDiscount) -> int:
        if discount.percent_hundredths is not None:
            return prorate_amount(gross, discount.percent_hundredths, 10_000, terms.currency)
        return prorate_amount(discount.amount or 0, part, parts, terms.currency)

    counting = [(discount, off(discount)) for discount in terms.discounts if discount.stackable]
    alone = [(discount, off(discount)) for discount in terms.discounts if not discount.stackable]
    if alone:
        counting.append(min(alone, key=lambda pair: (-pair[1], pair[0].id)))
    return sorted(counting, key=lambda pair: (pair[0].percent_hundredths is None, pair[0].id))


def _list_own_lessons(units: Sequence[LessonFact], stay: MembershipDays | None) -> list[LessonFact]:
    known = [unit for unit in units if unit.state != LessonFactState.OUTSIDE]
    return [unit for unit in known if stay is not None and stay.covers(unit.day)]


def _get_credit_reason(unit: LessonFact, credit_holidays: bool, credit_uncharged: bool) -> str:
    if unit.state in (LessonFactState.CANCELLED, LessonFactState.HOLIDAY):
        return unit.state.value if credit_holidays else ""
    return "not_charged" if credit_uncharged and not unit.charged else ""


def _empty_quote(terms: PricingTerms) -> Quote:
    lines: list[QuoteLine] = [_price_line(terms, terms.price), {"what": "share", "amount": -terms.price, "lessons": 0}]
    return Quote(0, 0, tuple(lines))


def _price_line(terms: PricingTerms, amount: int, **more: Any) -> QuoteLine:
    return {"what": "price", "amount": amount, **more, "terms": terms.as_json()}


def _credit_line(unit: LessonFact, why: str, amount: int) -> QuoteLine:
    line: QuoteLine = {"what": "lesson", "amount": amount, "why": why, "day": unit.day.isoformat()}
    if unit.lesson:
        line["lesson"] = unit.lesson
    if why == "not_charged":
        line |= {"mark": unit.mark, "name": dict(unit.mark_name)}
    return line


def _discount_line(reduction: AppliedDiscount, amount: int) -> QuoteLine:
    line: QuoteLine = {"what": "discount", "amount": amount, "discount": reduction.id, "name": dict(reduction.name)}
    if reduction.percent_hundredths is not None:
        line["percent_hundredths"] = reduction.percent_hundredths
    return line


def get_current_lines(lines: Sequence[QuoteLine]) -> list[QuoteLine]:
    """Return the lines of the last price; a correction has them under `now`."""
    for line in lines:
        if line["what"] == "now":
            return list(line["lines"])
    return list(lines)


def replace_terms(lines: Sequence[QuoteLine], terms: PricingTerms) -> list[QuoteLine]:
    """Return the lines with these terms in place of theirs."""
    return [{**lines[0], "terms": terms.as_json()}, *lines[1:]]
