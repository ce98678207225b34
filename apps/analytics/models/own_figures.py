"""Own figures: a saved choice of measures. It holds no values: each reader sees what own rights give."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.analytics.models.facts import MEASURE
from apps.core.chart_steps import By
from apps.core.models import BaseModel

MAX_MEASURES = 6
NAME = 100


class FigurePeriod(models.TextChoices):
    """Which days a figure shows. All but `fixed` end today."""

    LAST_30_DAYS = "last_30_days", _("last 30 days")
    LAST_12_WEEKS = "last_12_weeks", _("last 12 weeks")
    LAST_12_MONTHS = "last_12_months", _("last 12 months")
    THIS_MONTH = "this_month", _("this month")
    THIS_YEAR = "this_year", _("this year")
    FIXED = "fixed", _("fixed days")


class FigureChart(models.TextChoices):
    """How a figure is drawn. `auto`: as its measure is drawn elsewhere."""

    AUTO = "auto", _("as fits")
    BAR = "bar", _("bars")
    LINE = "line", _("lines")
    TABLE = "table", _("table")


class OwnFigure(BaseModel):
    """Measures that somebody looks at together. `by`: a series for each branch, group or course; "": all together.

    `branch`, `group` and `course` are ids that it is filtered by; of what is gone there are no values. `first_day` and
    `last_day` only of fixed days. `shared_with`: the roles that may open it; none: it is private.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="own_figures")
    name = models.CharField(max_length=NAME)
    measures = ArrayField(models.CharField(max_length=MEASURE))
    by = models.CharField(max_length=6, blank=True)
    step = models.CharField(max_length=5, choices=[(unit.value, unit.value) for unit in By])
    branch = models.UUIDField(null=True, blank=True)
    group = models.UUIDField(null=True, blank=True)
    course = models.UUIDField(null=True, blank=True)
    period = models.CharField(max_length=14, choices=FigurePeriod.choices)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    chart = models.CharField(max_length=5, choices=FigureChart.choices, default=FigureChart.AUTO)
    shared_with = ArrayField(models.CharField(max_length=10), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="own_figure_name_once"),
            models.CheckConstraint(condition=Q(measures__len__range=(1, MAX_MEASURES)), name="own_figure_has_measures"),
            models.CheckConstraint(
                condition=Q(period="fixed", first_day__isnull=False, last_day__gte=F("first_day"))
                | (~Q(period="fixed") & Q(first_day__isnull=True, last_day__isnull=True)),
                name="own_figure_days_only_if_fixed",
            ),
        ]

    def __str__(self) -> str:
        return self.name
