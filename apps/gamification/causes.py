"""What coins are earned or spent for. Each app declares its own causes in `coin_causes.py` as `COIN_CAUSES`."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django_stubs_ext import StrOrPromise

from apps.core import declarations


@dataclass(frozen=True)
class Award:
    """The coins that one pupil has to have for one cause (`<declared kind>:<id>`)."""

    student: UUID
    cause: str
    amount: int


@dataclass(frozen=True)
class CoinRule:
    """One rule for the amount of a cause: the name of the system setting, and its text."""

    setting: str
    text: StrOrPromise


@dataclass(frozen=True)
class CoinCause:
    """One kind of cause. In the ledger a cause is `<name>:<id of its object>`; `text` is what pupils read.

    `replay`: a function that takes pupils (None: all) and returns every `Award` of this kind from the
    facts alone; causes that it leaves out give nothing. `rules`: what the amounts depend on. `counts`: it counts on
    leaderboards. `may_be_negative`: its amount may be negative.
    """

    name: str
    text: StrOrPromise
    replay: Callable[[Collection[UUID] | None], Iterable[Award]]
    rules: tuple[CoinRule, ...] = ()
    counts: bool = True
    may_be_negative: bool = False

    def list_awards(self, students: Collection[UUID] | None = None) -> Iterator[Award]:
        """Yield the awards of these pupils by `replay`; None for all pupils."""
        yield from self.replay(students)


@cache
def all_causes() -> dict[str, CoinCause]:
    """Return every declared kind of cause by name. Raise ValueError when two apps declare the same name."""
    return declarations.collect_declarations_by_name("coin_causes", CoinCause, label="coin cause")


def get_checked_cause_kind(cause: str, amount: int) -> CoinCause:
    """Return the declared kind of a cause. Raise KeyError for an undeclared one; ValueError for a negative amount where
    that is not allowed.
    """
    kind = all_causes()[cause.partition(":")[0]]
    if amount < 0 and not kind.may_be_negative:
        raise ValueError("a cause earns 0 coins or more")
    return kind


def get_cause_label(cause: str) -> str:
    """Return the text of a cause in the active language."""
    declared = all_causes().get(cause.partition(":")[0])
    return str(declared.text) if declared else cause
