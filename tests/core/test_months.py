"""Months and currencies in the words of the reader's language."""

from datetime import date

import pytest
from django.utils.translation import override

from apps.core.money import Money, translate_amount
from apps.core.months import format_month, translate_last_month


@pytest.mark.parametrize(
    ("language", "month", "amount"),
    [
        ("uz", "2026-yil noyabr", "450\u00a0000\u00a0soʻm"),
        ("ru", "ноябрь 2026", "450\u00a0000\u00a0сум"),
        ("en", "November 2026", "450\u00a0000\u00a0soʻm"),
    ],
)
def test_months_and_amounts_are_in_the_readers_language(language, month, amount):
    with override(language):
        assert (format_month("2026-11"), format_month(date(2026, 11, 30))) == (month, month)
        assert (Money(45_000_000).format(), Money(1_250, "USD").format()) == (amount, "12.50\u00a0USD")
    assert translate_last_month("A2 morning 2026-11", language) == f"A2 morning {month}"
    for written in ("450\u00a0000\u00a0UZS", "450\u00a0000\u00a0soʻm", "450\u00a0000\u00a0сум"):
        assert translate_amount(written, language) == amount


@pytest.mark.parametrize("text", ["2026-13", "room 2026-1", "12026-11", "", "2026-11-05", "soʻm", "A soʻm"])
def test_other_texts_stay_as_they_are(text):
    assert (format_month(text), translate_last_month(text, "ru"), translate_amount(text, "ru")) == (text, text, text)
