"""Bounds of the numbers and lists that make up a gradebook, and their messages by the path of the field."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Sized
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from apps.core.errors import Invalid
from apps.core.stored_messages import FormattedMessage

OUT_OF_BOUNDS = _("Enter a number from %(least)d to %(most)d.")
WRONG_COUNT = _("From %(least)d to %(most)d entries are needed.")
TOO_FINE = _("At most %(count)d decimals.")
TWICE = _("This stands here twice.")
NO_TEXT = _("Enter a text.")
UNKNOWN = _("This value is not known.")

MOST_POINTS = 100_000
"""The most points and the largest weight."""
MOST_DECIMALS = 5


class Problems(defaultdict[str, list[StrOrPromise]]):
    """Messages by the path of the field (`categories.0.weight`), gathered so that a person sees all of them at once."""

    def __init__(self) -> None:
        super().__init__(list)

    def add(self, path: str, message: StrOrPromise, *, when: bool) -> None:
        """Note a message where `when` holds."""
        if when:
            self[path].append(message)

    def check_number(self, path: str, value: Decimal | int, *, least: int = 0, most: int = MOST_POINTS) -> None:
        """Note a number that is not finite, not between the bounds, or has too many decimals to be computed exactly."""
        is_in_bounds = Decimal(value).is_finite() and least <= value <= most
        self.add(path, FormattedMessage(OUT_OF_BOUNDS, least=least, most=most), when=not is_in_bounds)
        exponent = Decimal(value).as_tuple().exponent
        is_too_fine = isinstance(exponent, int) and exponent < -MOST_DECIMALS
        self.add(path, FormattedMessage(TOO_FINE, count=MOST_DECIMALS), when=is_too_fine)

    def check_count(self, path: str, values: Sized, *, least: int, most: int) -> None:
        """Note a list that is too short or too long."""
        is_in_bounds = least <= len(values) <= most
        self.add(path, FormattedMessage(WRONG_COUNT, least=least, most=most), when=not is_in_bounds)

    def check_names(self, path: str, field: str, names: Iterable[StrOrPromise]) -> None:
        """Note each empty name and each that stands in the list before. Case and outer spaces make no difference."""
        seen: set[str] = set()
        for place, name in enumerate(names):
            key = str(name).strip().casefold()
            self.add(f"{path}.{place}.{field}", NO_TEXT, when=not key)
            self.add(f"{path}.{place}.{field}", TWICE, when=bool(key) and key in seen)
            seen.add(key)

    def check_ids(self, path: str, ids: Sequence[str]) -> None:
        """Note each id that stands in the list before."""
        for place, name in enumerate(ids):
            self.add(f"{path}.{place}.id", TWICE, when=name in ids[:place])

    def raise_if_any(self) -> None:
        """Raise Invalid with all messages, if there are any."""
        if self:
            raise Invalid(fields=self)
