"""What coins can be earned for. Each app declares its own in `coin_causes.py` as `COIN_CAUSES`."""

from dataclasses import dataclass
from functools import cache

from django_stubs_ext import StrOrPromise

from apps.core import declarations


@dataclass(frozen=True)
class CoinCause:
    """One kind of cause. A cause in the ledger reads `<name>:<id of its object>`; `text` is what pupils
    read."""

    name: str
    text: StrOrPromise


@cache
def all_causes() -> dict[str, CoinCause]:
    """Every declared kind of cause by name; ValueError when two apps declare the same name."""
    table: dict[str, CoinCause] = {}
    for module in declarations.modules("coin_causes"):
        for cause in getattr(module, "COIN_CAUSES", []):
            if cause.name in table:
                raise ValueError(f"coin cause {cause.name} is declared twice")
            table[cause.name] = cause
    return table


def words(cause: str) -> str:
    """What a cause of the ledger is called in the active language."""
    declared = all_causes().get(cause.partition(":")[0])
    return str(declared.text) if declared else cause
