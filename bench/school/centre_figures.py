"""Measure the centre figures: computed and cached."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from bench.report import Figure
from bench.school.api_client import sign_in_as, time_calls

PATH = "/settings/centre-figures/"
TIMES = 15


def measure() -> tuple[list[Figure], str]:
    """Request other days each time, and then the same days again."""
    office, today = sign_in_as("office"), timezone.localdate()

    def made(back: int) -> Callable[[], Any]:
        day = (today - timedelta(days=back)).isoformat()
        return lambda: office.get(PATH, to=day)

    def by_day(back: int) -> Callable[[], Any]:
        first, last = today - timedelta(days=90 + back), today - timedelta(days=back)
        return lambda: office.get(PATH, by="day", to=last.isoformat(), **{"from": first.isoformat()})

    figures = [
        time_calls(
            "the centre's figures of 12 weeks and 12 months, made", map(made, range(7, 7 * TIMES, 7)), below=1000
        ),
        time_calls("the centre's figures of 91 days, made", map(by_day, range(1, TIMES)), below=1000),
        time_calls("the centre's figures, kept", [made(0)] * TIMES, below=50),
    ]
    return figures, ""
