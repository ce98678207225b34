"""The centre's figures: how many learn, owe, pay, come and hand in, by day, week or month; docs/centre-figures.md."""

from apps.portal.figures.reading import CentreFigures, Chart, Figures, centre_figures
from apps.portal.figures.spans import By

__all__ = ["By", "CentreFigures", "Chart", "Figures", "centre_figures"]
