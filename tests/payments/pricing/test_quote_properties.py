"""What holds of every quote, whatever the month, the price and the discounts.

`TALIM_LONG=1` tries 5,000 of each, others every time.
"""

import os
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.payments.pricing import quotes

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)
DAYS = st.dates(FIRST, LAST)
PRICES = st.integers(1, 10**13)
CURRENCIES = st.sampled_from(["UZS", "USD"])
HELD = st.sampled_from([quotes.LessonFactState.PLANNED, quotes.LessonFactState.TOOK_PLACE])
STATES = st.sampled_from([*quotes.LessonFactState])
LONG = bool(os.environ.get("TALIM_LONG"))
anything = settings(
    deadline=None,
    max_examples=5000 if LONG else 150,
    derandomize=not LONG,
    suppress_health_check=[HealthCheck.too_slow],
)


@st.composite
def months(draw, states=STATES):
    """Up to twenty lessons on days of September, some with marks that are not charged."""
    days = sorted(draw(st.lists(DAYS, max_size=20)))
    return tuple(
        quotes.LessonFact(day, draw(states), lesson=str(n), charged=draw(st.booleans())) for n, day in enumerate(days)
    )


@st.composite
def stays(draw):
    """Days that begin and end somewhere, with at most one pause."""
    first, last = sorted((draw(DAYS), draw(DAYS)))
    pause = sorted((draw(DAYS), draw(DAYS)))
    return quotes.MembershipDays(
        first, draw(st.sampled_from([None, last])), draw(st.sampled_from([(), ((pause[0], pause[1]),)]))
    )


@st.composite
def reductions(draw):
    """A discount, by percentage or fixed."""
    percent = draw(st.one_of(st.none(), st.integers(1, 10_000)))
    amount = draw(st.integers(1, 10**13)) if percent is None else None
    return quotes.AppliedDiscount(draw(st.uuids()).hex, {"en": "x"}, percent, amount, draw(st.booleans()))


@st.composite
def terms(draw, **fixed):
    """Terms of any kind; what is given stays as given."""
    drawn = quotes.PricingTerms(
        mode=draw(st.sampled_from(["month", "lesson"])),
        price=draw(PRICES),
        currency=draw(CURRENCIES),
        prorate=draw(st.booleans()),
        credit_holidays=draw(st.booleans()),
        credit_uncharged=draw(st.booleans()),
        pack_lessons=draw(st.integers(1, 40)),
        discounts=tuple(draw(st.lists(reductions(), max_size=4))),
    )
    return replace(drawn, **fixed)


def adds_up(result):
    """Whether the lines are the amount, and those before discounts the price."""
    before = sum(line["amount"] for line in result.lines if line["what"] != "discount")
    return (before, sum(line["amount"] for line in result.lines)) == (result.gross, result.amount)


@anything
@given(terms(), months(), stays())
def test_amount_is_between_zero_and_gross(by, meetings, stay):
    price_quote = quotes.calculate_quote(by, quotes.MonthFacts(FIRST, LAST, meetings, stay))
    assert 0 <= price_quote.amount <= price_quote.gross
    assert adds_up(price_quote)
    most = by.price if by.mode == "month" else by.price * len(meetings)
    assert price_quote.gross <= most


@anything
@given(terms(mode="month", discounts=()), months(HELD))
def test_whole_month_costs_the_full_price(by, meetings):
    by = replace(by, credit_uncharged=False)
    price_quote = quotes.calculate_quote(by, quotes.MonthFacts(FIRST, LAST, meetings, quotes.MembershipDays(FIRST)))
    assert (price_quote.gross, price_quote.amount) == (by.price, by.price)


@anything
@given(terms(mode="month", prorate=True, discounts=()), months(HELD), DAYS)
def test_two_halves_in_equal_groups_cost_one_month(by, meetings, on):
    by = replace(by, credit_uncharged=False)
    before = quotes.calculate_quote(
        by,
        quotes.MonthFacts(
            FIRST, LAST, meetings, quotes.MembershipDays(FIRST - timedelta(days=30), on - timedelta(days=1))
        ),
    )
    after = quotes.calculate_quote(by, quotes.MonthFacts(FIRST, LAST, meetings, quotes.MembershipDays(on)))
    assert abs(before.amount + after.amount - by.price) <= quotes.ROUND_TO.get(by.currency, 1)


@anything
@given(terms(), months(), stays(), reductions())
def test_another_discount_never_raises_the_price(by, meetings, stay, more):
    facts = quotes.MonthFacts(FIRST, LAST, meetings, stay)
    cheaper = quotes.calculate_quote(replace(by, discounts=(*by.discounts, more)), facts)
    assert cheaper.amount <= quotes.calculate_quote(by, facts).amount
    assert cheaper.gross == quotes.calculate_quote(by, facts).gross


@anything
@given(terms(mode="month", prorate=True), months(), stays(), DAYS)
def test_one_day_less_never_raises_the_price(by, meetings, stay, last):
    full_quote, shorter = (
        quotes.calculate_quote(by, quotes.MonthFacts(FIRST, LAST, meetings, one_stay))
        for one_stay in (stay, replace(stay, last=last))
    )
    if stay.last is None or last <= stay.last:
        assert shorter.gross <= full_quote.gross


@anything
@given(terms(discounts=()), months(), stays())
def test_terms_can_be_read_back_from_lines(by, meetings, stay):
    facts = quotes.MonthFacts(FIRST, LAST, meetings, stay)
    price_quote = quotes.calculate_quote(by, facts)
    stored_terms = quotes.PricingTerms.from_lines(price_quote.lines)
    assert stored_terms == by
    assert quotes.calculate_quote(stored_terms, facts) == price_quote


@anything
@given(terms(mode="pack"), st.integers(0, 60), st.booleans())
def test_pack_costs_its_full_price_unless_the_pupil_leaves(by, used, ended):
    price_quote = quotes.calculate_quote(by, quotes.PackFacts(used, ended))
    assert adds_up(price_quote)
    assert 0 <= price_quote.amount <= price_quote.gross <= by.price
    if not ended or not by.prorate or used >= (by.pack_lessons or 1):
        assert price_quote.gross == by.price


@anything
@given(terms(), months(), stays())
def test_prorated_amounts_are_rounded_to_payable_units(by, meetings, stay):
    by = replace(by, currency="UZS", price=by.price // 100 * 100 + 100, discounts=())
    assert quotes.calculate_quote(by, quotes.MonthFacts(FIRST, LAST, meetings, stay)).amount % 100 == 0
