"""Figures of the centre: pupils, debts, payments, attendance, homework by day, week, month; docs/centre-figures.md."""

from apps.core.chart_steps import By
from apps.portal.figures.centre import CentreFigures, Chart, Figures, get_centre_figures
