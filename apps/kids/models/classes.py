"""Exceptions from the classes by age."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from apps.core.models import BaseModel
from apps.kids.classes import KgClass


class Days(Func):
    """The days from the first to the last one, both included."""

    function = "DATERANGE"
    output_field = DateRangeField()


class ClassException(BaseModel):
    """A class that a child is in from a local day to another (both included), whatever the age says. `author`: who
    decided it; null once they were erased.
    """

    child = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="class_exceptions")
    kg_class = models.CharField(max_length=3, choices=KgClass.choices)
    reason = models.CharField(max_length=500)
    starts_on = models.DateField()
    until = models.DateField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("starts_on")), name="class_exception_ends_after_it_starts"),
            ExclusionConstraint(
                name="class_exception_one_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (Days("starts_on", "until", RangeBoundary(True, True)), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} in {self.kg_class} until {self.until}"
