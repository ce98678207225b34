"""Limits of settings and rules between them. Nothing here uses the database."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.money import CURRENCIES
from apps.core.translated_texts import LANGUAGES
from apps.settings.bands import parse_coin_bands
from apps.settings.colours import find_colour_error
from apps.settings.definitions import MAX_AMOUNT, MONEY_LIMITS, SETTINGS

Messages = dict[str, list[StrOrPromise]]
Values = Mapping[str, Any]


TAX_ID = re.compile(r"([0-9]{9}|[0-9]{14})?")
"""STIR of a company, or the personal number (JShShIR) of an entrepreneur; empty without one."""
LEGAL_PHONE = re.compile(r"([0-9 +(),;-]{7,40})?")
"""One or several phone numbers in any usual form; empty without one."""


def find_setting_errors(values: Values, *, changed_settings: Collection[str]) -> Messages:
    """Return the errors by setting; empty when all are valid. `values` has every setting, of its type.

    Limits are checked for `changed_settings` settings only: older values may stay. Rules between settings always apply.
    """
    messages: Messages = {}
    between = [(name, message) for fits, name, message in _RULES if not fits(values)]
    for name, message in (*_check_each_setting({name: values[name] for name in changed_settings}), *between):
        messages.setdefault(name, []).append(message)
    return messages


def is_in_quiet_hours(local_time: time, *, quiet_from: time, quiet_until: time) -> bool:
    """Return whether a time is in the quiet hours, which may span midnight; equal times mean never."""
    if quiet_from <= quiet_until:
        return quiet_from <= local_time < quiet_until
    return local_time >= quiet_from or local_time < quiet_until


def _check_each_setting(values: Values) -> list[tuple[str, StrOrPromise]]:
    problems: list[tuple[str, StrOrPromise]] = []
    for name, value in values.items():
        declared = SETTINGS[name]
        if isinstance(value, bool) or not isinstance(value, int):
            continue
        if declared.least is not None and value < declared.least:
            problems.append((name, _("At least %(limit)s.") % {"limit": declared.least}))
        if declared.most is not None and value > declared.most:
            problems.append((name, _("At most %(limit)s.") % {"limit": declared.most}))
    problems += [(name, problem) for name in MONEY_LIMITS if name in values for problem in _check_limits(values[name])]
    problems += _check_legal_data(values)
    if problem := find_colour_error(values.get("centre_colour", "")):
        problems.append(("centre_colour", problem))
    languages = values.get("languages", LANGUAGES)
    if not languages or len(set(languages)) != len(languages) or not set(languages) <= set(LANGUAGES):
        problems.append(("languages", _("List each language once: uz, ru, en.")))
    if values.get("currency", "UZS") not in CURRENCIES:
        problems.append(("currency", _("Unknown currency.")))
    return problems


def _check_legal_data(values: Values) -> list[tuple[str, StrOrPromise]]:
    problems: list[tuple[str, StrOrPromise]] = []
    if not TAX_ID.fullmatch(values.get("legal_tax_id", "")):
        problems.append(("legal_tax_id", _("Enter the 9 digits of the STIR, or the 14 digits of a personal number.")))
    if not LEGAL_PHONE.fullmatch(values.get("legal_phone", "")):
        problems.append(("legal_phone", _("Enter phone numbers with digits, spaces and + ( ) - only.")))
    return problems


def _check_limits(limits: Any) -> list[StrOrPromise]:
    """Return what is wrong with amounts by currency."""
    if not isinstance(limits, dict):
        return [_("Give an amount for each currency.")]
    problems: list[StrOrPromise] = [_("Unknown currency.")] if set(limits) - set(CURRENCIES) else []
    amounts = list(limits.values())
    if any(isinstance(amount, bool) or not isinstance(amount, int) for amount in amounts):
        return [*problems, _("Give whole amounts in minor units.")]
    if any(not 0 <= amount <= MAX_AMOUNT for amount in amounts):
        problems.append(_("The amount is out of range."))
    return problems


def _is_band_reachable(values: Values) -> bool:
    try:
        bands = parse_coin_bands(values["coin_bands"])
    except ValidationError:
        return True
    return not bands or bands[-1][0] >= values["coins_minimum_score"]


_RULES: tuple[tuple[Callable[[Values], bool], str, StrOrPromise], ...] = (
    (
        lambda now: now["default_language"] in now["languages"],
        "default_language",
        _("This is not one of the centre's languages."),
    ),
    (
        lambda now: (
            not is_in_quiet_hours(now["digest_at"], quiet_from=now["quiet_from"], quiet_until=now["quiet_until"])
        ),
        "digest_at",
        _("The digest cannot be sent in the quiet hours."),
    ),
    (
        lambda now: now["topup_minimum"] <= now["topup_maximum"],
        "topup_maximum",
        _("The maximum cannot be less than the minimum."),
    ),
    (
        lambda now: now["coins_for_lateness"] <= now["coins_for_attendance"],
        "coins_for_lateness",
        _("A pupil who is late cannot earn more than a pupil who is on time."),
    ),
    (_is_band_reachable, "coin_bands", _("No band can apply: all are below the score from which coins are earned.")),
    (
        lambda now: not now["sms_month_budget"] or now["sms_month_budget"] >= now["sms_part_price"],
        "sms_month_budget",
        _("This does not pay for a single SMS. Enter 0 to send none."),
    ),
)
