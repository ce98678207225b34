"""Models of groups, memberships, freezes, waiting lists and holidays."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func

from apps.core.local_days import get_today
from apps.core.models import BaseModel
from apps.core.money import Money
from apps.courses.models.catalogue import Course
from apps.settings.models import Branch


class DateRange(Func):
    """PostgreSQL's `daterange`, both days included; null means open-ended."""

    function = "DATERANGE"
    output_field = DateRangeField()


class GroupStatus(models.TextChoices):
    """A closed group takes no new members."""

    ACTIVE = "active"
    CLOSED = "closed"


class Group(BaseModel):
    """The pupils who learn a course together, with a lead teacher.

    `seats_taken` counts open memberships: database triggers update it, and a constraint keeps it within `capacity`.
    `zone` overrides the time zone of the branch, and the group's price that of the course. Saving an existing group
    never writes `seats_taken`, because the loaded value may be outdated.
    """

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="groups")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=80)
    folded = models.CharField(max_length=200, blank=True, editable=False)
    lead_teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="led_groups")
    assistants = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="assisted_groups", blank=True)
    capacity = models.PositiveSmallIntegerField(default=20)
    seats_taken = models.PositiveSmallIntegerField(default=0, editable=False)
    price_amount = models.BigIntegerField(null=True, blank=True)
    price_currency = models.CharField(max_length=3, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=10, choices=GroupStatus.choices, default=GroupStatus.ACTIVE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "name"], condition=models.Q(status="active"), name="group_name_once_per_branch"
            ),
            models.CheckConstraint(
                condition=models.Q(seats_taken__lte=models.F("capacity")), name="group_not_overfilled"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="group_dates_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(price_amount__isnull=True, price_currency="")
                | models.Q(price_amount__gt=0) & ~models.Q(price_currency=""),
                name="group_price_whole",
            ),
        ]
        indexes = [GinIndex(fields=["folded"], name="group_folded", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        """Save all loaded columns except `seats_taken` of an existing group."""
        if not self._state.adding and not options.get("force_insert") and options.get("update_fields") is None:
            mine = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            loaded = {field.name for field in self._meta.concrete_fields if field.attname in self.__dict__}
            options["update_fields"] = (mine & loaded) - {"seats_taken"}
        super().save(*args, **options)

    @property
    def local_zone(self) -> str:
        """Return the time zone of the group's days: its own, or else that of the branch."""
        return self.zone or self.branch.zone

    @property
    def today(self) -> date:
        """Return the current day in the group's time zone."""
        return get_today(self.local_zone)

    @property
    def own_price(self) -> Money | None:
        """Return the price of a month in this group, or None when the price of the course applies."""
        return None if self.price_amount is None else Money(self.price_amount, self.price_currency)


class LeadChange(BaseModel):
    """A change of the lead teacher from the local day `on`; earlier lessons stay with the former teacher."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="lead_changes")
    former = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.group_id} {self.on}"


class MembershipStatus(models.TextChoices):
    """The status of a pupil in a group. The first four are open and take a seat; the others are ended."""

    LEAD = "lead"
    TRIAL = "trial"
    ACTIVE = "active"
    FROZEN = "frozen"
    LEFT = "left"
    GRADUATED = "graduated"


OPEN = (MembershipStatus.LEAD, MembershipStatus.TRIAL, MembershipStatus.ACTIVE, MembershipStatus.FROZEN)
ENDED = (MembershipStatus.LEFT, MembershipStatus.GRADUATED)


class Membership(BaseModel):
    """One pupil in one group, from a day to a day (both included); unique while open.

    `leaves_on` is a planned last day; after it the daily job ends the membership as `leaves_as` and sets `left_on`.
    `never_began`: it ended before its first day, or a lead never started; it is in no register. `continues` is the
    membership that a transfer closed for this one.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    status = models.CharField(max_length=10, choices=MembershipStatus.choices, default=MembershipStatus.ACTIVE)
    joined_on = models.DateField()
    leaves_on = models.DateField(null=True, blank=True)
    leaves_as = models.CharField(
        max_length=10,
        choices=[(status.value, status.label) for status in (MembershipStatus.LEFT, MembershipStatus.GRADUATED)],
        default=MembershipStatus.LEFT,
    )
    never_began = models.BooleanField(default=False)
    left_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    continues = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="continued_by"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "student"], condition=models.Q(left_on__isnull=True), name="membership_once_while_open"
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True) | models.Q(left_on__gte=models.F("joined_on")),
                name="membership_dates_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(leaves_on__isnull=True) | models.Q(leaves_on__gte=models.F("joined_on")),
                name="membership_leaves_after_joining",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True, status__in=["lead", "trial", "active", "frozen"])
                | models.Q(left_on__isnull=False, status__in=["left", "graduated"]),
                name="membership_status_and_end_agree",
            ),
        ]
        indexes = [models.Index(fields=["student", "joined_on"])]

    def __str__(self) -> str:
        return f"{self.student_id} in {self.group_id}"


class MembershipChangeKind(models.TextChoices):
    """What was done: the status changed, or somebody froze or unfroze the membership, on whatever days."""

    STATUS = "status"
    FREEZE = "freeze"
    UNFREEZE = "unfreeze"


class MembershipChange(BaseModel):
    """One change of a membership; `on` is the local day from which it counts.

    A freeze has its last day in `until`. A freeze of other days than today leaves the status; the daily job changes it
    then, with a row of its own.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="changes")
    from_status = models.CharField(max_length=10, blank=True)
    to_status = models.CharField(max_length=10)
    kind = models.CharField(
        max_length=10,
        choices=MembershipChangeKind.choices,
        default=MembershipChangeKind.STATUS,
        db_default=MembershipChangeKind.STATUS,
    )
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class Freeze(BaseModel):
    """A freeze of a membership, both days included, open-ended until it is lifted. Freezes of a membership do not
    overlap.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="freezes")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="freeze_days_in_order",
            ),
            ExclusionConstraint(
                name="freezes_do_not_overlap",
                expressions=[
                    ("membership", RangeOperators.EQUAL),
                    (
                        DateRange("starts_on", "ends_on", RangeBoundary(inclusive_lower=True, inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on or ''}"


class WaitingEntry(BaseModel):
    """A pupil who waits for a seat in a group, first come first served; `membership` is set when the pupil
    got a seat.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="waiting")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    membership = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name_plural = "waiting entries"
        constraints = [
            models.UniqueConstraint(
                fields=["group", "student"], condition=models.Q(closed_at__isnull=True), name="waiting_once_while_open"
            )
        ]
        indexes = [models.Index(fields=["group", "created_at"])]

    def __str__(self) -> str:
        return f"{self.student_id} waits for {self.group_id}"


class Holiday(BaseModel):
    """Days without lessons, both included: of one branch, or of all when `branch` is null."""

    branch = models.ForeignKey(Branch, null=True, blank=True, on_delete=models.CASCADE, related_name="holidays")
    name: Any = models.JSONField()
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="holiday_days_in_order")
        ]
        indexes = [models.Index(fields=["starts_on", "ends_on"])]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"
