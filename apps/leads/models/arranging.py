"""What the office arranges for leads: stages and site forms of a branch, costs of a source."""

from typing import Any

from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.core.translated_texts import pick_translation
from apps.courses.models import Course
from apps.leads.models.sources import LeadSource
from apps.settings.models import Branch


class LeadStage(BaseModel):
    """A stage of a branch, from the first call to the contract. `name` by language; `place` is its order, from 0."""

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="lead_stages")
    name: Any = models.JSONField()
    place = models.PositiveSmallIntegerField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "place"], condition=Q(archived_at__isnull=True), name="lead_stage_place_once"
            )
        ]

    def __str__(self) -> str:
        return pick_translation(self.name)


class LeadForm(BaseModel):
    """A form on a site whose answers become leads of a branch.

    `key` stands in its public address. `consent` is what people agree to, `thanks` what they read afterwards, both by
    language. `per_day`: answers that it takes in 24 hours. `meta_form`: the id of a lead form at Meta whose answers
    belong here.
    """

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="lead_forms")
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=32, unique=True)
    consent: Any = models.JSONField(default=dict)
    thanks: Any = models.JSONField(default=dict)
    is_open = models.BooleanField(default=True)
    per_day = models.PositiveSmallIntegerField(default=200)
    meta_form = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meta_form"], condition=~Q(meta_form=""), name="lead_form_meta_once"),
            models.CheckConstraint(condition=Q(per_day__gte=1), name="lead_form_takes_some"),
        ]

    def __str__(self) -> str:
        return self.name


class LeadCost(BaseModel):
    """What a source cost a branch in a month; `month` is its first day. Amounts in the minor unit."""

    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="lead_costs")
    source = models.CharField(max_length=10, choices=LeadSource.choices)
    month = models.DateField()
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3, default="UZS")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["branch", "source", "month", "currency"], name="lead_cost_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="lead_cost_not_negative"),
            models.CheckConstraint(condition=Q(month__day=1), name="lead_cost_of_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.month:%Y-%m}"
