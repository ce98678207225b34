"""Amounts of money, and stretches of time."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from operator import add, sub
from zoneinfo import ZoneInfo

import pytest

from apps.core.money import Money
from apps.core.validators import InvalidValue, validate_amount, validate_time_range

START = datetime(2026, 11, 20, 9, tzinfo=UTC)
TASHKENT = ZoneInfo("Asia/Tashkent")

AMOUNTS = {"UZS": (1, 45_000_000, 10**13, 2**31), "USD": (100, 10**12), "EUR": (99, 12_345), "RUB": (5,), "KZT": (7,)}
NO_AMOUNTS = (0, -1, 10**13 + 1, 1.5, 1.0, "100", True, None, Decimal(5), float("nan"))
BAD_AMOUNTS = [*((amount, "UZS") for amount in NO_AMOUNTS), *((5, currency) for currency in ("XXX", "uzs", ""))]
LENGTHS = [
    *(timedelta(microseconds=1), timedelta(seconds=1), timedelta(minutes=45), timedelta(hours=1)),
    *(timedelta(days=days) for days in (1, 30, 365, 366)),
]
GOOD_RANGES = [
    *((START, START + length) for length in LENGTHS),
    (START, (START + timedelta(hours=2)).astimezone(TASHKENT)),
    (datetime(2026, 11, 20, 9, tzinfo=TASHKENT), datetime(2026, 11, 20, 5, tzinfo=UTC)),
]
NAIVE = START.replace(tzinfo=None)
BAD_RANGES = [
    (START, START),
    (START, START - timedelta(microseconds=1)),
    (START, START - timedelta(days=1)),
    (NAIVE, START),
    (START, NAIVE),
    (NAIVE, NAIVE + timedelta(hours=1)),
    (START, START + timedelta(days=366, seconds=1)),
    (START, START + timedelta(days=3650)),
    (datetime(2026, 11, 20, 9, tzinfo=TASHKENT), datetime(2026, 11, 20, 4, tzinfo=UTC)),
    (START, (START - timedelta(minutes=1)).astimezone(TASHKENT)),
]


@pytest.mark.parametrize(("amount", "currency"), [(amount, code) for code in AMOUNTS for amount in AMOUNTS[code]])
def test_whole_number_of_minor_units_is_an_amount(amount, currency):
    assert validate_amount(amount, currency) == Money(amount, currency)


@pytest.mark.parametrize(("amount", "currency"), BAD_AMOUNTS)
def test_other_values_are_refused_as_amounts(amount, currency):
    with pytest.raises(InvalidValue):
        validate_amount(amount, currency)


@pytest.mark.parametrize(("start", "end"), GOOD_RANGES)
def test_time_range_that_ends_after_it_begins_is_accepted(start, end):
    assert validate_time_range(start, end) == (start, end)


@pytest.mark.parametrize(("start", "end"), BAD_RANGES)
def test_time_range_without_zone_reversed_or_too_long_is_refused(start, end):
    with pytest.raises(InvalidValue):
        validate_time_range(start, end)


def test_only_amounts_of_one_currency_can_be_added():
    assert Money(5) + Money(7) - Money(2) == Money(10)
    assert -Money(5) == Money(-5)
    for combine in (add, sub):
        with pytest.raises(ValueError, match="do not mix"):
            combine(Money(5, "UZS"), Money(5, "USD"))


@pytest.mark.parametrize("amount", [1.0, "1", None, True, Decimal(1)])
def test_money_is_never_a_float(amount):
    with pytest.raises(TypeError):
        Money(amount)
