"""What a run of reads gives."""

from dataclasses import dataclass, field

RATE = 50.0
"""Reads a second."""


@dataclass
class ReadResult:
    """The result of all segments: sorted response times (ms), errors, unanswered and 429, duration, the largest
    stolen share of a core, cut sockets, counts by status.
    """

    times: list[float] = field(default_factory=list)
    errors: int = 0
    unanswered: int = 0
    too_many: int = 0
    seconds: float = 0.0
    stolen: float = 0.0
    cut: int = 0
    statuses: str = ""
