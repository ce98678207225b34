"""How stacked bars look on the first page of Django's admin, whatever they count."""

COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00")
"""Colours that people who see colours differently tell apart (Okabe and Ito)."""
GREY = {"color": "#9ca3af"}
"""Read on the light theme and on the dark one; lines are coloured by the theme."""
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
