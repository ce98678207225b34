"""Colours and options of the stacked bar charts on the first page of the admin."""

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
