"""What a period costs a pupil: from facts to a quote. Whole minor units; no database, no clock, no floats.

One rule of rounding: a share, and each percentage, is rounded half up to the whole unit of its currency that people
pay with (`ROUND_TO`: soʻm, 100 tiyin; for other currencies the cent), and is never more than what it is a share of. A
share of the whole is the whole, unrounded.

Lines: each says `what` and an `amount`, and they add up to what is owed. The first is the price, with the `terms` that
everything else was reckoned by: a later quote of the same period takes them up again, whatever prices became meanwhile.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from apps.payments.models import ScheduleMode

ROUND_TO = {"UZS": 100}
"""Minor units that one rounded amount is a multiple of; 1 for currencies that are not named."""

QuoteLine = dict[str, Any]


class LessonFactState(StrEnum):
    """How a lesson of the period stands. `outside`: the timetable's, at a time when the group did not meet (yet)."""

    PLANNED = "planned"
    TOOK_PLACE = "took_place"
    CANCELLED = "cancelled"
    HOLIDAY = "holiday"
    OUTSIDE = "outside"


class FormerGroupBilling(StrEnum):
    """What the group that a pupil came from within the month did about that month. Counts only without proration:
    then a month that was paid in full there costs nothing here, and one that was shared is shared.
    """

    NOT = "not"
    PAID = "paid"
    SHARED = "shared"


@dataclass(frozen=True)
class LessonFact:
    """One lesson of the group, with the pupil's mark where there is one. `lesson`: its id, none when it is not made."""

    day: date
    state: LessonFactState = LessonFactState.PLANNED
    lesson: str = ""
    mark: str = ""
    mark_name: Mapping[str, str] = field(default_factory=dict)
    charged: bool = True


@dataclass(frozen=True)
class MembershipDays:
    """The pupil's days: from the first to the last one (both included, None: open), without the pauses."""

    first: date
    last: date | None = None
    pauses: tuple[tuple[date, date | None], ...] = ()

    def covers(self, day: date) -> bool:
        """Whether the pupil learns on that day."""
        if day < self.first or (self.last is not None and day > self.last):
            return False
        return not any(first <= day and (last is None or day <= last) for first, last in self.pauses)


@dataclass(frozen=True)
class AppliedDiscount:
    """A discount that applies: a percentage (in hundredths of a percent) or a fixed amount."""

    id: str
    name: Mapping[str, str] = field(default_factory=dict)
    percent_hundredths: int | None = None
    amount: int | None = None
    stackable: bool = False


@dataclass(frozen=True)
class PricingTerms:
    """What a period is reckoned by: the schedule's rules, the price (of `mode`) and the discounts that apply."""

    mode: str
    price: int
    currency: str = "UZS"
    prorate: bool = True
    credit_holidays: bool = False
    credit_uncharged: bool = False
    pack_lessons: int | None = None
    discounts: tuple[AppliedDiscount, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The terms as a line keeps them."""
        return asdict(self) | {"discounts": [asdict(discount) for discount in self.discounts]}

    @classmethod
    def from_lines(cls, lines: Sequence[QuoteLine]) -> "PricingTerms | None":
        """The terms that these lines were reckoned by; None when they name none."""
        kept = lines[0].get("terms") if lines else None
        if not kept:
            return None
        return cls(**{**kept, "discounts": tuple(AppliedDiscount(**one) for one in kept["discounts"])})


@dataclass(frozen=True)
class MonthFacts:
    """The facts of a month for one pupil: its first and last day, the group's lessons, the pupil's days."""

    first: date
    last: date
    meetings: tuple[LessonFact, ...]
    stay: MembershipDays | None
    moved: FormerGroupBilling = FormerGroupBilling.NOT


@dataclass(frozen=True)
class PackFacts:
    """The facts of a pack: how many of its lessons were used, and whether the pupil has left for good."""

    used: int
    ended: bool


@dataclass(frozen=True)
class Quote:
    """`gross` is the price before discounts, `amount` what is owed; the lines add up to `amount`."""

    gross: int
    amount: int
    lines: tuple[QuoteLine, ...]


def prorate_amount(amount: int, part: int, whole: int, currency: str) -> int:
    """`part` of `whole` equal parts of `amount`, by the rule of rounding; `part` is at most `whole`."""
    if part >= whole:
        return amount
    unit = ROUND_TO.get(currency, 1)
    rounded = (2 * amount * part + whole * unit) // (2 * whole * unit) * unit
    return min(amount, rounded)


def calculate_quote(terms: PricingTerms, facts: MonthFacts | PackFacts) -> Quote:
    """What the period costs by these terms."""
    if isinstance(facts, PackFacts):
        return _quote_pack(terms, facts)
    if terms.mode == ScheduleMode.LESSON:
        return _quote_lessons(terms, facts)
    return _quote_month(terms, facts)


def _quote_month(terms: PricingTerms, facts: MonthFacts) -> Quote:
    """The month's price; of it the share of the lessons that are the pupil's, less those that are not paid for.

    Where no lessons are known the days of the month stand for them.
    """
    units = facts.meetings or tuple(LessonFact(day) for day in _iter_days(facts.first, facts.last))
    theirs = [unit for unit in _filter_own_lessons(units, facts.stay) if unit.state != LessonFactState.OUTSIDE]
    if not theirs or (not terms.prorate and facts.moved == FormerGroupBilling.PAID):
        return _empty_quote(terms)
    whole = len(units)
    shared = terms.prorate or facts.moved == FormerGroupBilling.SHARED
    left = len(theirs) if shared else whole
    lines = [_price_line(terms, terms.price)]
    if left < whole:
        counted = {"lessons": left} if facts.meetings else {"days": left}
        off = prorate_amount(terms.price, left, whole, terms.currency) - terms.price
        lines.append({"what": "share", "amount": off, **counted, "of": whole})
    for unit in theirs:
        why = _get_credit_reason(unit, terms.credit_holidays, terms.credit_uncharged)
        if why:
            before, left = left, left - 1
            less = prorate_amount(terms.price, left, whole, terms.currency) - prorate_amount(
                terms.price, before, whole, terms.currency
            )
            lines.append(_credit_line(unit, why, less))
    return _apply_discounts(terms, lines, part=left, whole=whole)


def _quote_lessons(terms: PricingTerms, facts: MonthFacts) -> Quote:
    """The price of a lesson for each that is the pupil's, but for those that do not take place or are not charged."""
    theirs = [unit for unit in _filter_own_lessons(facts.meetings, facts.stay) if unit.state != LessonFactState.OUTSIDE]
    lines, left = [_price_line(terms, terms.price * len(theirs), lessons=len(theirs))], len(theirs)
    for unit in theirs:
        why = _get_credit_reason(unit, True, True)
        if why:
            left -= 1
            lines.append(_credit_line(unit, why, -terms.price))
    return _apply_discounts(terms, lines, part=left, whole=len(facts.meetings))


def _quote_pack(terms: PricingTerms, facts: PackFacts) -> Quote:
    """The price of the pack; who has left owes the share of its lessons that were used."""
    whole = terms.pack_lessons or 1
    used = min(facts.used, whole) if facts.ended and terms.prorate else whole
    lines = [_price_line(terms, terms.price, lessons=whole)]
    if used < whole:
        off = prorate_amount(terms.price, used, whole, terms.currency) - terms.price
        lines.append({"what": "share", "amount": off, "lessons": used, "of": whole})
    return _apply_discounts(terms, lines, part=used, whole=whole)


def _apply_discounts(terms: PricingTerms, lines: list[QuoteLine], *, part: int, whole: int) -> Quote:
    """The quote of these lines, which are the price before discounts: `part` of `whole` of a period."""
    gross = sum(line["amount"] for line in lines)
    left = gross
    for reduction, off in _list_effective_discounts(terms, gross, part, whole):
        off = min(off, left)
        if off:
            left -= off
            lines.append(_discount_line(reduction, -off))
    return Quote(gross, left, tuple(lines))


def _list_effective_discounts(
    terms: PricingTerms, gross: int, part: int, whole: int
) -> list[tuple[AppliedDiscount, int]]:
    """The discounts that count, percentages first, and what each takes off by itself.

    All stackable ones count, and of the others the one that takes most off. A fixed amount is off a whole period: of a
    share of one its share.
    """

    def off(one: AppliedDiscount) -> int:
        if one.percent_hundredths is not None:
            return prorate_amount(gross, one.percent_hundredths, 10_000, terms.currency)
        return prorate_amount(one.amount or 0, part, whole, terms.currency)

    counting = [(discount, off(discount)) for discount in terms.discounts if discount.stackable]
    alone = [(discount, off(discount)) for discount in terms.discounts if not discount.stackable]
    if alone:
        counting.append(min(alone, key=lambda pair: (-pair[1], pair[0].id)))
    return sorted(counting, key=lambda pair: (pair[0].percent_hundredths is None, pair[0].id))


def _filter_own_lessons(units: Sequence[LessonFact], stay: MembershipDays | None) -> list[LessonFact]:
    return [unit for unit in units if stay is not None and stay.covers(unit.day)]


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


def _iter_days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def replace_terms(lines: Sequence[QuoteLine], terms: PricingTerms) -> list[QuoteLine]:
    """The lines with these terms instead of those that they name; what they say stays."""
    return [{**lines[0], "terms": terms.as_json()}, *lines[1:]]
