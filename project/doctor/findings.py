"""What a check answers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """`bad`: something does not work or loses data; `warn`: it will, or is not as it should be."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """One line: of what, how it stands, in words, and what to do about it ("" where nothing is to be done)."""

    check: str
    level: Level
    text: str
    remedy: str = ""


@dataclass(frozen=True)
class Check:
    """A check by name; it is given up after `seconds`. Each question that it asks over a network has at most five."""

    name: str
    look: Callable[[], Iterable[Finding]]
    seconds: float = 15.0


def ok(check: str, text: str) -> Finding:
    """All is well."""
    return Finding(check, Level.OK, text)


def warn(check: str, text: str, remedy: str) -> Finding:
    """Not as it should be."""
    return Finding(check, Level.WARN, text, remedy)


def bad(check: str, text: str, remedy: str) -> Finding:
    """It does not work, or loses data."""
    return Finding(check, Level.BAD, text, remedy)
