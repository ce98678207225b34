"""What the centre declares: categories, who gets which tickets, canned answers, service times, opening hours."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import BaseModel
from apps.settings.models import Branch


class TicketPriority(models.TextChoices):
    """How urgent a ticket is."""

    URGENT = "urgent", _("Urgent")
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


class TicketCategory(BaseModel):
    """What a ticket is about, in the words of the centre. `priority`: of tickets whose reporter names none."""

    title: Any = models.JSONField()
    priority = models.CharField(max_length=6, choices=TicketPriority.choices, default=TicketPriority.MEDIUM)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "ticket categories"

    def __str__(self) -> str:
        return str(self.title.get("en") or next(iter(self.title.values()), ""))


class AssignmentMethod(models.TextChoices):
    """How a rule chooses among its people."""

    ROUND_ROBIN = "round_robin", _("In turn")
    LEAST_LOADED = "least_loaded", _("Who has fewest open tickets")


class AssignmentRule(BaseModel):
    """Who gets new tickets of a category and a branch (null: of all). The first rule by `position` that has a person
    who works counts.
    """

    position = models.PositiveSmallIntegerField(default=0)
    category = models.ForeignKey(TicketCategory, null=True, blank=True, on_delete=models.CASCADE, related_name="rules")
    branch = models.ForeignKey(Branch, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    method = models.CharField(max_length=12, choices=AssignmentMethod.choices)

    def __str__(self) -> str:
        return f"{self.position}: {self.method}"


class RuleMember(BaseModel):
    """A person of a rule, and when the rule last chose the person."""

    rule = models.ForeignKey(AssignmentRule, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    chosen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "user"], name="rule_member_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.rule_id}"


class CannedAnswer(BaseModel):
    """An answer that the office gives often, by language. `category`: for tickets of it only (null: of all)."""

    title = models.CharField(max_length=120, unique=True)
    text: Any = models.JSONField()
    category = models.ForeignKey(
        TicketCategory, null=True, blank=True, on_delete=models.SET_NULL, related_name="canned_answers"
    )

    def __str__(self) -> str:
        return self.title


class ServiceTarget(BaseModel):
    """Minutes of opening hours until the first answer and until the resolution of tickets of a priority."""

    priority = models.CharField(max_length=6, choices=TicketPriority.choices, unique=True)
    first_answer_minutes = models.PositiveIntegerField()
    resolution_minutes = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_answer_minutes__gte=1, resolution_minutes__gte=F("first_answer_minutes")),
                name="service_target_minutes_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.priority}: {self.first_answer_minutes}, {self.resolution_minutes}"


class OpeningHours(BaseModel):
    """When the office works on a weekday (0: Monday). A branch with hours of its own has only these; `branch` null: of
    all others. `closes_at` 00:00: the end of the day.
    """

    branch = models.ForeignKey(Branch, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    opens_at = models.TimeField()
    closes_at = models.TimeField()

    class Meta:
        verbose_name_plural = "opening hours"
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_hours_weekday"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")) | Q(closes_at="00:00"), name="opening_hours_in_order"
            ),
            models.UniqueConstraint(
                fields=["branch", "weekday", "opens_at"], nulls_distinct=False, name="opening_hours_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens_at}–{self.closes_at}"
