"""Amounts of money as texts: in figures, and in words for receipts.

Major units are written in words, minor units in figures: "Bir yuz ellik ming soʻm 00 tiyin". Languages: uz (Latin), ru,
en; any other language gives uz.
"""

from collections.abc import Callable

from apps.core.money import get_currency_name

NO_BREAK = "\u00a0"

PluralForms = tuple[str, str, str]
"""For 1, for 2 to 4, for 5 and more, as Russian counts; other languages use the first and the last."""

_UZ_ONES = ("", "bir", "ikki", "uch", "toʻrt", "besh", "olti", "yetti", "sakkiz", "toʻqqiz")
_UZ_TENS = ("", "oʻn", "yigirma", "oʻttiz", "qirq", "ellik", "oltmish", "yetmish", "sakson", "toʻqson")
_UZ_POWERS = ("", "ming", "million", "milliard", "trillion")

_EN_ONES = tuple(
    " one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen".split(" ")
)
_EN_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_EN_POWERS = ("", "thousand", "million", "billion", "trillion")

_RU_ONES = tuple(
    " один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать "
    "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать".split(" ")
)
_RU_TENS = tuple("  двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split(" "))
_RU_HUNDREDS = tuple(" сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот".split(" "))
_RU_POWERS: tuple[PluralForms, ...] = (
    ("", "", ""),
    ("тысяча", "тысячи", "тысяч"),
    ("миллион", "миллиона", "миллионов"),
    ("миллиард", "миллиарда", "миллиардов"),
    ("триллион", "триллиона", "триллионов"),
)

_UNITS: dict[str, dict[str, tuple[PluralForms, PluralForms]]] = {
    "UZS": {
        "uz": (("soʻm",) * 3, ("tiyin",) * 3),
        "ru": (("сум", "сума", "сумов"), ("тийин", "тийина", "тийинов")),
        "en": (("soʻm",) * 3, ("tiyin",) * 3),
    },
    "USD": {
        "uz": (("AQSH dollari",) * 3, ("sent",) * 3),
        "ru": (("доллар США", "доллара США", "долларов США"), ("цент", "цента", "центов")),
        "en": (("US dollar", "US dollars", "US dollars"), ("cent", "cents", "cents")),
    },
    "EUR": {
        "uz": (("yevro",) * 3, ("sent",) * 3),
        "ru": (("евро",) * 3, ("цент", "цента", "центов")),
        "en": (("euro", "euros", "euros"), ("cent", "cents", "cents")),
    },
    "RUB": {
        "uz": (("Rossiya rubli",) * 3, ("kopeyka",) * 3),
        "ru": (("рубль", "рубля", "рублей"), ("копейка", "копейки", "копеек")),
        "en": (("Russian rouble", "Russian roubles", "Russian roubles"), ("kopeck", "kopecks", "kopecks")),
    },
    "KZT": {
        "uz": (("Qozogʻiston tengesi",) * 3, ("tiyin",) * 3),
        "ru": (("тенге",) * 3, ("тиын", "тиына", "тиынов")),
        "en": (("tenge",) * 3, ("tiyn",) * 3),
    },
}
LANGUAGES = ("uz", "ru", "en")


def spell_amount(amount: int, currency: str, language: str) -> str:
    """Return an amount (minor units, 0 to below 10¹⁷) in words, capitalized."""
    language = _supported_language(language)
    major, minor = divmod(amount, 100)
    units, cents = _UNITS[currency][language]
    text = f"{_SPELLERS[language](major)} {_plural_form(major, units, language)}"
    return f"{text[0].upper()}{text[1:]} {minor:02d} {_plural_form(minor, cents, language)}"


def format_amount(amount: int, currency: str, language: str) -> str:
    """Return an amount (minor units) in figures, grouped by three, with its currency."""
    language = _supported_language(language)
    major, minor = divmod(abs(amount), 100)
    groups = f"{major:,}.{minor:02d}"
    if language != "en":
        groups = groups.replace(",", NO_BREAK).replace(".", ",")
    return f"{'−' if amount < 0 else ''}{groups}{NO_BREAK}{get_currency_name(currency, language)}"


def _supported_language(language: str) -> str:
    return language if language in LANGUAGES else "uz"


def _plural_form(number: int, forms: PluralForms, language: str) -> str:
    if language != "ru":
        return forms[0] if number == 1 else forms[2]
    last, tens = number % 10, number // 10 % 10
    if last == 1 and tens != 1:
        return forms[0]
    return forms[1] if 2 <= last <= 4 and tens != 1 else forms[2]


def _split_thousands(number: int) -> list[tuple[int, int]]:
    """Return (power of a thousand, its three digits) of the non-zero groups, the highest first."""
    groups, power = [], 0
    while number:
        number, three = divmod(number, 1000)
        if three:
            groups.append((power, three))
        power += 1
    return groups[::-1]


def _spell_uzbek(number: int) -> str:
    words = []
    for power, three in _split_thousands(number):
        hundreds, rest = divmod(three, 100)
        words += [_UZ_ONES[hundreds], "yuz" if hundreds else "", _UZ_TENS[rest // 10], _UZ_ONES[rest % 10]]
        words.append(_UZ_POWERS[power])
    return " ".join(word for word in words if word) or "nol"


def _spell_russian(number: int) -> str:
    words = []
    for power, three in _split_thousands(number):
        hundreds, rest = divmod(three, 100)
        ones = rest if rest < 20 else rest % 10
        words += [_RU_HUNDREDS[hundreds], _RU_TENS[rest // 10] if rest >= 20 else ""]
        words.append({1: "одна", 2: "две"}.get(ones, _RU_ONES[ones]) if power == 1 else _RU_ONES[ones])
        words.append(_plural_form(three, _RU_POWERS[power], "ru"))
    return " ".join(word for word in words if word) or "ноль"


def _spell_english(number: int) -> str:
    words = []
    for power, three in _split_thousands(number):
        hundreds, rest = divmod(three, 100)
        words.append(f"{_EN_ONES[hundreds]} hundred" if hundreds else "")
        tens, ones = ("", _EN_ONES[rest]) if rest < 20 else (_EN_TENS[rest // 10], _EN_ONES[rest % 10])
        words += ["-".join(part for part in (tens, ones) if part), _EN_POWERS[power]]
    return " ".join(word for word in words if word) or "zero"


_SPELLERS: dict[str, Callable[[int], str]] = {"uz": _spell_uzbek, "ru": _spell_russian, "en": _spell_english}
