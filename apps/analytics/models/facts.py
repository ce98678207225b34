"""Daily facts of measures, what has to be counted again, and the proofs that facts are right."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from apps.core.models import BaseModel
from apps.courses.models import Course, Group
from apps.settings.models import Branch

MEASURE = 40


class Fact(models.Model):
    """One measure of one subject on one local day, of money in one currency.

    `denominator` is 0 where the measure has none. `people`: how many different people are behind it.
    """

    id = models.BigAutoField(primary_key=True)
    measure = models.CharField(max_length=MEASURE)
    day = models.DateField()
    currency = models.CharField(max_length=3, blank=True)
    numerator = models.DecimalField(max_digits=24, decimal_places=5)
    denominator = models.DecimalField(max_digits=24, decimal_places=5)

    class Meta:
        abstract = True


class PersonDay(Fact):
    """A fact of one person, in one group (null: in none) of one branch."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "day", "person", "group", "branch", "currency"],
                name="analytics_person_day_once",
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index(fields=["person", "measure", "day"], name="analytics_person_day")]

    def __str__(self) -> str:
        return f"{self.measure} {self.day} {self.person_id}"


class GroupDay(Fact):
    """A fact of one group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+", db_index=False)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "day", "group", "currency"], name="analytics_group_day_once")
        ]
        indexes = [models.Index(fields=["group", "measure", "day"], name="analytics_group_day")]

    def __str__(self) -> str:
        return f"{self.measure} {self.day} {self.group_id}"


class CourseDay(Fact):
    """A fact of one course in one branch."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+", db_index=False)
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="+", db_index=False)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "day", "course", "branch", "currency"], name="analytics_course_day_once"
            )
        ]
        indexes = [models.Index(fields=["course", "measure", "day"], name="analytics_course_day")]

    def __str__(self) -> str:
        return f"{self.measure} {self.day} {self.course_id}"


class BranchDay(Fact):
    """A fact of one branch; of different people also of the whole centre (no branch)."""

    branch = models.ForeignKey(
        Branch, null=True, blank=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "day", "branch", "currency"], name="analytics_branch_day_once", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["branch", "measure", "day"], name="analytics_branch_day")]

    def __str__(self) -> str:
        return f"{self.measure} {self.day} {self.branch_id or 'centre'}"


class RowChange(models.Model):
    """A changed row of a table that a measure watches: the columns that matter, before and after (null: no row).

    Database triggers write it in the transaction of the change (`change_log`); the next run of the job takes it up.
    """

    id = models.BigAutoField(primary_key=True)
    source = models.CharField(max_length=63)
    old = models.JSONField(null=True, blank=True)
    new = models.JSONField(null=True, blank=True)
    noted_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.source} {self.pk}"


class FactsBuild(BaseModel):
    """A build of all facts of some days (both included). `total`: the pairs of a measure and a day that it has."""

    first = models.DateField()
    last = models.DateField()
    total = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="facts_build_days_in_order"),
            models.UniqueConstraint(
                fields=["first", "last"], condition=Q(finished_at__isnull=True), name="facts_build_once_while_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.last}"


class StaleDay(models.Model):
    """A day on which the facts of a measure have to be counted again. `build`: the one that asked for it first."""

    id = models.BigAutoField(primary_key=True)
    measure = models.CharField(max_length=MEASURE)
    day = models.DateField()
    build = models.ForeignKey(FactsBuild, null=True, blank=True, on_delete=models.SET_NULL, related_name="stale_days")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["measure", "day"], name="stale_day_once")]

    def __str__(self) -> str:
        return f"{self.measure} {self.day}"


class FactsState(models.Model):
    """The one row that says up to which day facts exist, and from which on.

    `announced_at`: when open pages were last told of new figures; `unannounced`: measures counted since.
    """

    id = models.IntegerField(primary_key=True, default=1, editable=False)
    first = models.DateField()
    built_until = models.DateField()
    announced_at = models.DateTimeField(null=True, blank=True)
    unannounced = ArrayField(models.CharField(max_length=MEASURE), default=list, db_default=[], blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="facts_state_one_row")]

    def __str__(self) -> str:
        return f"{self.first} – {self.built_until}"


class FactsProof(BaseModel):
    """A comparison of facts with the raw rows: how many cells were compared, and which differed.

    A cell is a measure on a day; `differing` are such pairs as text.
    """

    cells = models.PositiveIntegerField()
    difference_count = models.PositiveIntegerField(default=0)
    differing = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="facts_proof_newest")]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}: {self.difference_count} of {self.cells}"
