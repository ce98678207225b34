"""The ways to read what is written in digits: `2891`, `21st`, `1990s`, `7:30`, `3.5`, `5-sinf`."""

import re
from itertools import product
from types import ModuleType

MAX_DIGITS = 12
"""Digits; more are read one by one."""

_NUMBER = re.compile(r"(\d+(?:[.,:]\d+)*)-?(\D*)$")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+$")

Reading = list[str]


def list_number_readings(piece: str, language_module: ModuleType) -> list[Reading] | None:
    """The ways to say a piece that begins with a digit, the likeliest first; None where `piece` is something else.

    `language_module`: such as `ml.text.english`. Letters after the digits make a place in a row (`21st`, `5-й`), a
    decade (`1990s`) or are a word of their own (`10am`, `3ta`).
    """
    match = _NUMBER.match(piece)
    if match is None:
        return None
    digits, ending = match[1], match[2]
    if _GROUPED.match(digits):
        digits = digits.replace(",", "")
    if not digits.isdecimal():
        ways = _read_parts(digits, language_module)
        return [[*way, ending] for way in ways] if ending else ways
    if not ending:
        return _read_integer(digits, language_module)
    if len(digits) <= MAX_DIGITS:
        ordered: list[Reading] = language_module.list_ordinal_readings(int(digits), ending)
        if ordered:
            return ordered
    return [[*way, ending] for way in _read_integer(digits, language_module)]


def _read_integer(digits: str, module: ModuleType) -> list[Reading]:
    one_by_one = [module.UNITS[int(digit)] for digit in digits]
    if len(digits) > MAX_DIGITS:
        return [one_by_one]
    ways: list[Reading] = module.list_cardinal_readings(int(digits))
    if digits[0] == "0" and len(digits) > 1:
        ways = [one_by_one, *ways]
    ways = [*ways, one_by_one]
    if module.ZERO_AS_LETTER and module.UNITS[0] in one_by_one:
        ways.append([module.ZERO_AS_LETTER if word == module.UNITS[0] else word for word in one_by_one])
    return ways


def _read_parts(digits: str, module: ModuleType) -> list[Reading]:
    """`3.5` and `7:30`: with the word for the point or without, after the point digit by digit too."""
    pieces = re.split(r"[.,:]", digits)
    point = digits[len(pieces[0])]
    integer = _read_integer(pieces[0], module)[0]
    if point == ":":
        return _read_time(integer, pieces[1:], module)
    choices = (0, -1) if len(pieces[1]) > 1 else (0,)
    flat = [[word for piece in pieces[1:] for word in _read_integer(piece, module)[choice]] for choice in choices]
    spoken, plain = [[*integer, module.POINT, *rest] for rest in flat], [[*integer, *rest] for rest in flat]
    ways = [*spoken, *plain] if point == "." else [*plain, *spoken]
    if pieces[1:] == ["5"]:
        ways.append([*integer, *module.AND_A_HALF])
    return ways


def _read_time(hours: Reading, rest: list[str], module: ModuleType) -> list[Reading]:
    if all(not int(piece) for piece in rest):
        return [[*hours, *module.OCLOCK], hours]
    options = [_read_integer(piece, module) for piece in rest]
    return [[*hours, *(word for part in chosen for word in part)] for chosen in product(*options)][:MAX_DIGITS]
