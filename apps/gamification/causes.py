"""What coins can be earned for, or spent on. Each app declares its own in `coin_causes.py` as `COIN_CAUSES`."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.utils.module_loading import import_string
from django_stubs_ext import StrOrPromise

from apps.core import declarations


@dataclass(frozen=True)
class Award:
    """What one pupil is to have for one cause (`<declared kind>:<id>`): `amount` coins."""

    student: UUID
    cause: str
    amount: int


@dataclass(frozen=True)
class CoinRule:
    """One rule of what a cause is worth: the system setting that holds its amount, and words for it."""

    setting: str
    text: StrOrPromise


@dataclass(frozen=True)
class CoinCause:
    """One kind of cause. A cause in the ledger reads `<name>:<id of its object>`; `text` is what pupils read.

    `replay`: the dotted path of a function that says, from the facts alone, what every cause of this kind is to
    give now, as `Award`s; a cause that it does not name is to give nothing. It takes the pupils whose causes are asked
    for, None for everybody's. `rules`: what amounts depend on.
    `counts`: on leaderboards. `takes`: a cause may be worth less than nothing.
    """

    name: str
    text: StrOrPromise
    replay: str
    rules: tuple[CoinRule, ...] = ()
    counts: bool = True
    takes: bool = False

    def awards(self, students: Collection[UUID] | None = None) -> Iterator[Award]:
        """What `replay` says of these pupils, None for everybody."""
        found: Callable[[Collection[UUID] | None], Iterable[Award]] = import_string(self.replay)
        yield from found(students)


@cache
def all_causes() -> dict[str, CoinCause]:
    """Every declared kind of cause by name; ValueError when two apps declare the same name."""
    return declarations.by_name("coin_causes", CoinCause, called="coin cause")


def get_coin_cause(cause: str, amount: int) -> CoinCause:
    """The declared kind of a cause that is to be worth `amount`: KeyError for an undeclared one, ValueError for less
    than nothing where that may not be.
    """
    kind = all_causes()[cause.partition(":")[0]]
    if amount < 0 and not kind.takes:
        raise ValueError("a cause earns 0 coins or more")
    return kind


def get_cause_label(cause: str) -> str:
    """What a cause of the ledger is called in the active language."""
    declared = all_causes().get(cause.partition(":")[0])
    return str(declared.text) if declared else cause
