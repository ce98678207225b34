"""Amounts of money, and stretches of time."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from apps.core.money import Money
from apps.core.validators import InvalidValue, validate_amount, validate_time_range

START = datetime(2026, 11, 20, 9, tzinfo=UTC)
TASHKENT = ZoneInfo("Asia/Tashkent")

GOOD_AMOUNTS = [
    (1, "UZS"),
    (45_000_000, "UZS"),
    (10**13, "UZS"),
    (100, "USD"),
    (99, "EUR"),
    (5, "RUB"),
    (7, "KZT"),
    (2**31, "UZS"),
    (10**12, "USD"),
    (12_345, "EUR"),
]
BAD_AMOUNTS = [
    (0, "UZS"),
    (-1, "UZS"),
    (10**13 + 1, "UZS"),
    (1.5, "UZS"),
    (1.0, "UZS"),
    ("100", "UZS"),
    (True, "UZS"),
    (None, "UZS"),
    (Decimal(5), "UZS"),
    (5, "XXX"),
    (5, "uzs"),
    (5, ""),
    (float("nan"), "UZS"),
]
GOOD_RANGES = [
    (START, START + length)
    for length in (
        timedelta(microseconds=1),
        timedelta(minutes=45),
        timedelta(hours=1),
        timedelta(days=1),
        timedelta(days=30),
        timedelta(days=365),
        timedelta(days=366),
        timedelta(seconds=1),
    )
] + [
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


@pytest.mark.parametrize(("amount", "currency"), GOOD_AMOUNTS)
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
    with pytest.raises(ValueError, match="do not mix"):
        Money(5, "UZS") + Money(5, "USD")
    with pytest.raises(ValueError, match="do not mix"):
        Money(5, "UZS") - Money(5, "USD")


@pytest.mark.parametrize("amount", [1.0, "1", None, True, Decimal(1)])
def test_money_is_never_a_float(amount):
    with pytest.raises(TypeError):
        Money(amount)
