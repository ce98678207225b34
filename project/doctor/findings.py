"""The results of the doctor's checks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class FindingLevel(StrEnum):
    """`bad`: something does not work or loses data. `warn`: it may fail soon, or is not set up as it should be."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    """One result: the check's name, its level, a text, and what to do ("" when nothing is needed)."""

    check: str
    level: FindingLevel
    text: str
    remedy: str = ""


@dataclass(frozen=True)
class DoctorCheck:
    """A named check with its time limit in seconds. Each of its network requests may take at most five seconds."""

    name: str
    run: Callable[[], Iterable[Finding]]
    seconds: float = 15.0


def ok(check: str, text: str) -> Finding:
    """Return a finding that all is well."""
    return Finding(check, FindingLevel.OK, text)


def warn(check: str, text: str, remedy: str) -> Finding:
    """Return a finding that something may fail soon or is not set up as it should be."""
    return Finding(check, FindingLevel.WARN, text, remedy)


def bad(check: str, text: str, remedy: str) -> Finding:
    """Return a finding that something does not work or loses data."""
    return Finding(check, FindingLevel.BAD, text, remedy)
