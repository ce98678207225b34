"""Amounts in words and in figures, as a receipt has them."""

import pytest

from apps.payments.documents.amounts import format_amount, spell_amount

WORDS = {
    (0, "UZS", "uz"): "Nol soʻm 00 tiyin",
    (15_000_000, "UZS", "uz"): "Bir yuz ellik ming soʻm 00 tiyin",
    (45_000_050, "UZS", "uz"): "Toʻrt yuz ellik ming soʻm 50 tiyin",
    (100_000_000_00, "UZS", "uz"): "Bir yuz million soʻm 00 tiyin",
    (10**15, "UZS", "uz"): "Oʻn trillion soʻm 00 tiyin",
    (1999_99, "UZS", "uz"): "Bir ming toʻqqiz yuz toʻqson toʻqqiz soʻm 99 tiyin",
    (1_00, "UZS", "ru"): "Один сум 00 тийинов",
    (2_01, "UZS", "ru"): "Два сума 01 тийин",
    (5_02, "UZS", "ru"): "Пять сумов 02 тийина",
    (11_00, "UZS", "ru"): "Одиннадцать сумов 00 тийинов",
    (112_00, "UZS", "ru"): "Сто двенадцать сумов 00 тийинов",
    (121_00, "UZS", "ru"): "Сто двадцать один сум 00 тийинов",
    (1_000_00, "UZS", "ru"): "Одна тысяча сумов 00 тийинов",
    (2_002_00, "UZS", "ru"): "Две тысячи два сума 00 тийинов",
    (21_011_00, "UZS", "ru"): "Двадцать одна тысяча одиннадцать сумов 00 тийинов",
    (2_000_001_00, "UZS", "ru"): "Два миллиона один сум 00 тийинов",
    (450_000_00, "UZS", "en"): "Four hundred fifty thousand soʻm 00 tiyin",
    (1_00, "USD", "en"): "One US dollar 00 cents",
    (121_01, "USD", "en"): "One hundred twenty-one US dollars 01 cent",
    (22_05, "USD", "ru"): "Двадцать два доллара США 05 центов",
    (31_00, "RUB", "ru"): "Тридцать один рубль 00 копеек",
    (3_03, "KZT", "ru"): "Три тенге 03 тиына",
    (7_00, "EUR", "uz"): "Yetti yevro 00 sent",
    (7_00, "UZS", "fr"): "Yetti soʻm 00 tiyin",
}
FIGURES = {
    (45_000_050, "UZS", "uz"): "450\u00a0000,50\u00a0soʻm",
    (45_000_050, "UZS", "ru"): "450\u00a0000,50\u00a0сум",
    (45_000_050, "UZS", "en"): "450,000.50\u00a0soʻm",
    (5, "USD", "ru"): "0,05\u00a0USD",
    (-1_000_00, "UZS", "en"): "−1,000.00\u00a0soʻm",
}


@pytest.mark.parametrize(("amount", "written"), WORDS.items(), ids=["-".join(map(str, word)) for word in WORDS])
def test_amounts_in_words(amount, written):
    assert spell_amount(*amount) == written


@pytest.mark.parametrize(("amount", "written"), FIGURES.items(), ids=["-".join(map(str, figure)) for figure in FIGURES])
def test_amounts_in_figures(amount, written):
    assert format_amount(*amount) == written


@pytest.mark.parametrize("language", ["uz", "ru", "en"])
def test_different_amounts_have_different_words(language):
    amounts = [*range(3000), *(n * 10**p for n in (1, 2, 5, 11, 19, 20, 21, 101, 999) for p in range(2, 12))]
    wholes = {amount * 100 for amount in amounts}
    assert len({spell_amount(amount, "UZS", language) for amount in wholes}) == len(wholes)
