"""Parsing of cells of an import: balances, debts, lessons left. Never through a float."""

import re

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.money import CURRENCIES
from apps.core.stored_messages import FormattedMessage
from apps.core.validators import InvalidValue
from apps.payments.models.ledger import MAX_AMOUNT
from apps.payments.services.prepaid_periods import MAX_LESSONS_LEFT
from ml.text import build_search_key

NOT_A_SUM = _("Write a sum as 1250000 or 1 250 000,50, without other words.")
UNCLEAR_SUM = _("It is not clear whether this is thousands or a fraction: write 250123 or 250,12.")
TOO_PRECISE = _("A sum has at most two digits after the comma.")
OTHER_CURRENCY = _("Balances are imported in %(currency)s only: leave the currency out.")
MINUS_SIGNS = "-−–—"
CURRENCY_WORDS = {"UZS": ("uzs", "som", "sum", "cum", "сум", "сўм")}
OTHER_SIGNS = {"$": "USD", "€": "EUR", "₽": "RUB", "₸": "KZT"}
_GROUPED = re.compile(r"\d{1,3}(?:([., '’])\d{3})(?:\1\d{3})*")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")


def parse_signed_sum(text: str, currency: str) -> int:
    """Return the minor units of a sum with or without a sign, thousands separators and the currency's name.

    A dot or comma before three digits separates thousands where there are several, or the digits are zeros; else it is
    unclear. InvalidValue for anything else, for more than two decimals and above the largest amount.
    """
    sign, digits = _split_sign(_strip_currency(_SPACES.sub(" ", text).strip(), currency))
    whole, fraction = _split_fraction(digits)
    amount = int(whole + fraction.ljust(CURRENCIES[currency], "0"))
    if amount > MAX_AMOUNT:
        raise InvalidValue(_("The amount is out of range."))
    return sign * amount


def parse_lessons_left(text: str) -> int:
    """Return a number of lessons; InvalidValue for anything but a whole number within the bounds."""
    digits = text.strip().removesuffix(".0").removesuffix(",0")
    if not (digits.isascii() and digits.isdigit() and int(digits) <= MAX_LESSONS_LEFT):
        raise InvalidValue(FormattedMessage(_("Give a whole number from 0 to %(count)d."), count=MAX_LESSONS_LEFT))
    return int(digits)


def _strip_currency(text: str, currency: str) -> str:
    for sign, name in OTHER_SIGNS.items():
        if sign in text and name != currency:
            raise InvalidValue(_other_currency(currency))
        text = text.replace(sign, "")
    letters = "".join(character for character in text if character.isalpha() or character in "'ʻ‘’`")
    word = build_search_key(letters).replace(" ", "").replace("'", "")
    if not any(character.isalpha() for character in text):
        return text
    known = {code.casefold(): code for code in CURRENCIES}
    if word in known and known[word] != currency:
        raise InvalidValue(_other_currency(currency))
    if word != currency.casefold() and word not in map(build_search_key, CURRENCY_WORDS.get(currency, ())):
        raise InvalidValue(NOT_A_SUM)
    first = next(place for place, character in enumerate(text) if character.isalpha())
    last = max(place for place, character in enumerate(text) if character.isalpha())
    before, after = text[:first].strip(), text[last + 1 :].strip(" .")
    if before and after:
        raise InvalidValue(NOT_A_SUM)
    return before or after


def _other_currency(currency: str) -> StrOrPromise:
    return FormattedMessage(OTHER_CURRENCY, currency=currency)


def _split_sign(text: str) -> tuple[int, str]:
    text = text.strip()
    if text.startswith("(") and text.endswith(")"):
        return -1, text[1:-1].strip()
    if text[:1] in MINUS_SIGNS and text[:1]:
        return -1, text[1:].strip()
    return 1, text.removeprefix("+").strip()


def _split_fraction(text: str) -> tuple[str, str]:
    """Return the digits before and after the decimal separator."""
    if not text or not text[0].isdigit() or not text[-1].isdigit():
        raise InvalidValue(NOT_A_SUM)
    places = [place for place, character in enumerate(text) if character in ".,"]
    if places and len(text) - places[-1] - 1 <= 2 and text.count(text[places[-1]]) == 1:
        return _join_thousands(text[: places[-1]]), text[places[-1] + 1 :]
    if len(places) == 1 and " " not in text and not re.fullmatch(r"\d{1,3}[.,]000", text):
        whole, fraction = text[: places[0]], text[places[0] + 1 :]
        unclear = len(fraction) == 3 and len(whole) <= 3 and fraction.isdigit()
        raise InvalidValue(UNCLEAR_SUM if unclear else TOO_PRECISE if fraction.isdigit() else NOT_A_SUM)
    return _join_thousands(text), ""


def _join_thousands(text: str) -> str:
    if text.isascii() and text.isdigit():
        return text
    if not _GROUPED.fullmatch(text):
        raise InvalidValue(NOT_A_SUM)
    return re.sub(r"\D", "", text)
