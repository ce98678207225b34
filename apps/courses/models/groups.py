"""The groups that learn a course, and who is in them from when to when."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Func

from apps.core.models import BaseModel
from apps.core.money import Money
from apps.courses.models.catalogue import Course
from apps.settings.models import Branch


class DateRange(Func):
    """PostgreSQL's `daterange`, both days included; a null end is open."""

    function = "DATERANGE"
    output_field = DateRangeField()


class GroupStatus(models.TextChoices):
    """A closed group takes no new members."""

    ACTIVE = "active"
    CLOSED = "closed"


class Group(BaseModel):
    """The people who learn a course together with a lead teacher.

    `seats_taken` counts its open memberships: triggers keep it, and the database keeps it within `capacity`. `zone`,
    where given, is the group's own; else the branch's counts. A price of its own goes before the course's.
    Saving a group that stands leaves `seats_taken` alone: what was read of it may be over by then.
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
                fields=["branch", "name"],
                condition=models.Q(status="active"),
                name="group_name_once_per_branch",
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
        """As ever, but for the seats of a group that stands."""
        if not self._state.adding and not options.get("force_insert") and options.get("update_fields") is None:
            mine = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            loaded = {field.name for field in self._meta.concrete_fields if field.attname in self.__dict__}
            options["update_fields"] = (mine & loaded) - {"seats_taken"}
        super().save(*args, **options)

    @property
    def local_zone(self) -> str:
        """The zone of the group's days: its own, else the branch's."""
        return self.zone or self.branch.zone

    @property
    def own_price(self) -> Money | None:
        """What a month in this group costs; None where the course's price counts."""
        return None if self.price_amount is None else Money(self.price_amount, self.price_currency)


class LeadChange(BaseModel):
    """Another lead teacher from the local day `on`; what came before that day stays the former one's."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="lead_changes")
    former = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.group_id} {self.on}"


class MembershipStatus(models.TextChoices):
    """How a pupil stands to the group. The first four are open and hold a seat, the others are ended."""

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

    `leaves_on` is the last day of one that will end; when it is over, the daily job ends it as `leaves_as` and sets
    `left_on`. `never_began`: it ended before its first day, or a lead came to nothing; it stands in no register.
    `continues` names the membership that a transfer closed for this one.
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
                fields=["group", "student"],
                condition=models.Q(left_on__isnull=True),
                name="membership_once_while_open",
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


class MembershipChange(BaseModel):
    """One step in a membership's history; `on` is the local day from which it counts."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="changes")
    from_status = models.CharField(max_length=10, blank=True)
    to_status = models.CharField(max_length=10)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class Freeze(BaseModel):
    """A pause of a membership, both days included; without an end until it is lifted. Pauses of one do not overlap."""

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
    """Somebody waits for a seat in a group, first come first served; `membership` once they got one."""

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
    """Days without lessons, both included: of one branch, or without one of all."""

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
