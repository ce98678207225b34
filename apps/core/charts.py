"""Bar charts on the first page of the admin."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from apps.core.local_days import get_local_day

COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00")
"""Colours for colour-blind people (Okabe and Ito)."""
GREY = {"color": "#9ca3af"}
"""Readable on the light and on the dark theme."""
OPTIONS = {
    "animation": False,
    "responsive": True,
    "maintainAspectRatio": False,
    "maxBarThickness": 40,
    "plugins": {"legend": {"display": True, "position": "bottom", "labels": GREY}},
    "scales": {
        "x": {"stacked": True, "grid": {"display": False}, "ticks": GREY},
        "y": {"stacked": True, "beginAtZero": True, "grid": {}, "ticks": GREY},
    },
}


def list_last_days(count: int, now: datetime, zone: str) -> list[date]:
    """Return the last `count` local days, today at the end."""
    today = get_local_day(now, zone)
    return [today - timedelta(days=days_ago) for days_ago in range(count - 1, -1, -1)]


def build_daily_chart_and_table(
    title: str,
    heading: str,
    days: Sequence[date],
    counts: Mapping[tuple[date, str], int],
    bars: Mapping[str, tuple[str, str]],
) -> dict[str, Any]:
    """Return stacked bars by day as JSON for Chart.js, and the same figures as a table, newest first. `heading` is that
    of the days, `counts` are by day and key, `bars` the label and colour of each key.
    """
    datasets = [
        {"label": label, "backgroundColor": colour, "data": [counts.get((day, key), 0) for day in days]}
        for key, (label, colour) in bars.items()
    ]
    return {
        "title": title,
        "data": json.dumps({"labels": [f"{day:%d.%m}" for day in days], "datasets": datasets}),
        "options": json.dumps(OPTIONS),
        "table": {
            "headers": [heading, *(label for label, _colour in bars.values())],
            "rows": [[f"{day:%d.%m}", *(counts.get((day, key), 0) for key in bars)] for day in reversed(days)],
        },
    }
