"""Russian: numerals, fillers, symbols. ё is written е throughout."""

UNITS = ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"]
TEENS = [
    "десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать",
    "семнадцать", "восемнадцать", "девятнадцать",
]  # fmt: skip
TENS = ["", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"]
HUNDREDS = ["", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"]
SCALES = [
    (10**9, ("миллиард", "миллиарда", "миллиардов")),
    (10**6, ("миллион", "миллиона", "миллионов")),
    (10**3, ("тысяча", "тысячи", "тысяч")),
]
FEMININE = {"один": "одна", "два": "две"}
ORDINALS = {
    "ноль": "нулевой", "один": "первый", "два": "второй", "три": "третий", "четыре": "четвертый", "пять": "пятый",
    "шесть": "шестой", "семь": "седьмой", "восемь": "восьмой", "девять": "девятый", "десять": "десятый",
    "двадцать": "двадцатый", "тридцать": "тридцатый", "сорок": "сороковой", "пятьдесят": "пятидесятый",
    "шестьдесят": "шестидесятый", "семьдесят": "семидесятый", "восемьдесят": "восьмидесятый",
    "девяносто": "девяностый", "сто": "сотый", "тысяча": "тысячный",
}  # fmt: skip

FILLERS = frozenset({"э", "ээ", "эээ", "эм", "эмм", "м", "мм", "хм", "хмм", "гм", "аа"})
SYMBOLS = {
    "%": "процентов", "&": "и", "+": "плюс", "=": "равно", "$": "долларов", "€": "евро", "°": "градусов",
    "№": "номер",
}  # fmt: skip
POINT, MINUS, ZERO_AS_LETTER = "целых", "минус", ""
OCLOCK, AND_A_HALF = ["часов"], ["с", "половиной"]
GENITIVE = {
    "один": "одного", "два": "двух", "три": "трех", "четыре": "четырех", "пять": "пяти", "шесть": "шести",
    "семь": "семи", "восемь": "восьми", "девять": "девяти", "десять": "десяти",
}  # fmt: skip
_NOMINATIVE = ("ый", "ой", "ий")
_ENDINGS = {
    **dict.fromkeys(("", "й", "ый", "ой"), _NOMINATIVE),
    "я": ("ая", "ая", "ья"), "е": ("ое", "ое", "ье"), "го": ("ого", "ого", "ьего"), "му": ("ому", "ому", "ьему"),
    "м": ("ом", "ом", "ьем"), "х": ("ых", "ых", "ьих"),
}  # fmt: skip
"""What stands after the digits → endings of hard words, of words stressed on the end, and of `третий`."""
_LAST_DAY, _YEARS = 31, range(1000, 2100)


def list_cardinal_readings(number: int) -> list[list[str]]:
    """Ways to say a whole number below 10^12: nominative, one and two in their genders; up to ten the genitive; days
    (`1 сентября`) and years (`в 1985 году`) as places in a row.
    """
    words = _spell_number(number)
    ways = [words]
    if words[-1] in FEMININE:
        ways.append([*words[:-1], FEMININE[words[-1]]])
    if len(words) > 1 and words[0] in ("один", "одна"):
        ways.append(words[1:])
    if len(words) == 1 and words[0] in GENITIVE:
        ways.append([GENITIVE[words[0]]])
    endings = ("е", "го") if 0 < number <= _LAST_DAY else ("", "го", "м") if number in _YEARS else ()
    for ending in endings:
        [place] = list_ordinal_readings(number, ending)
        ways += [place, place[1:]] if len(place) > 1 and place[0] in ("один", "одна") else [place]
    return ways


def normalize_text(text: str) -> str:
    """Lower-case `text` with ё as е."""
    return text.replace("ё", "е")


def _spell_number(number: int) -> list[str]:
    words: list[str] = [] if number else [UNITS[0]]
    for size, forms in SCALES:
        count, number = divmod(number, size)
        if not count:
            continue
        number_words = _say_below_thousand(count)
        if size == 1000 and number_words[-1] in FEMININE:
            number_words[-1] = FEMININE[number_words[-1]]
        words += [*number_words, forms[_plural(count)]]
    return words + _say_below_thousand(number)


def _plural(count: int) -> int:
    if count % 10 == 1 and count % 100 != 11:
        return 0
    return 1 if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else 2


def _say_below_thousand(number: int) -> list[str]:
    words = [HUNDREDS[number // 100]] if number >= 100 else []
    tens, unit = divmod(number % 100, 10)
    if tens == 1:
        return [*words, TEENS[unit]]
    words += [TENS[tens]] if tens else []
    return words + ([UNITS[unit]] if unit else [])


def list_ordinal_readings(number: int, ending: str = "й") -> list[list[str]]:
    """The way to say a place in a row in the case and gender of its ending (`5-й`, `3-го`); none for another ending."""
    if ending not in _ENDINGS:
        return []
    *words, last = _spell_number(number)
    word = ORDINALS.get(last) or (last[:-1] + "ый" if last.endswith("надцать") else last)
    if word[-2:] in _NOMINATIVE:
        word = word[:-2] + _ENDINGS[ending][_NOMINATIVE.index(word[-2:])]
    return [[*words, word]]
