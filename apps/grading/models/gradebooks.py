"""Gradebooks: what counts, what teachers wrote, and for whom other due times hold.

Grades are not stored. `gradebook_rows` makes what `computation` reads of these rows.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.courses.models import Course, Group
from apps.grading.gradebooks import MissingRule
from apps.grading.scales import UsualScale
from apps.homework.models import Assignment
from apps.quizzes.models import Quiz

NAME = 120


class GradeScale(BaseModel):
    """A scale of the centre. `bands`: `[{"lower": "86", "word": "5"}]`, lowest first, percents as decimal texts."""

    name = models.CharField(max_length=NAME)
    bands: Any = models.JSONField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name"], name="grade_scale_name_once")]

    def __str__(self) -> str:
        return self.name


class Gradebook(BaseModel):
    """The gradebook of a group or of an online course. `usual_scale` or `own_scale` gives the words of the grades.

    `revision` grows with each change of what counts: who saves an old one is refused.
    """

    group = models.OneToOneField(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="gradebook")
    course = models.OneToOneField(Course, null=True, blank=True, on_delete=models.CASCADE, related_name="gradebook")
    usual_scale = models.CharField(
        max_length=14, choices=[(scale.value, scale.value) for scale in UsualScale], blank=True
    )
    own_scale = models.ForeignKey(
        GradeScale, null=True, blank=True, on_delete=models.RESTRICT, related_name="gradebooks"
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False, course__isnull=True) | Q(group__isnull=True, course__isnull=False),
                name="gradebook_of_a_group_or_a_course",
            ),
            models.CheckConstraint(
                condition=(~Q(usual_scale="") & Q(own_scale__isnull=True)) | Q(usual_scale="", own_scale__isnull=False),
                name="gradebook_has_one_scale",
            ),
        ]

    def __str__(self) -> str:
        return f"gradebook of {self.group_id or self.course_id}"


class GradeCategory(BaseModel):
    """Items that make one part of the grade; `gradebooks.GradeCategory` says what the fields mean."""

    gradebook = models.ForeignKey(Gradebook, on_delete=models.CASCADE, related_name="categories")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=NAME)
    weight = models.DecimalField(max_digits=11, decimal_places=5)
    drop_lowest = models.PositiveSmallIntegerField(default=0)
    keep_highest = models.PositiveSmallIntegerField(null=True, blank=True)
    is_extra_credit = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "grade categories"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["gradebook", "position"],
                name="grade_category_position_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self) -> str:
        return self.name


class GradeSource(models.TextChoices):
    """Where the points of an item come from. `attendance`: the share of the group's lessons that a pupil attended."""

    HAND = "hand"
    QUIZ = "quiz"
    HOMEWORK = "homework"
    ATTENDANCE = "attendance"


class GradeItem(BaseModel):
    """What is graded; `gradebooks.GradeItem` says what the fields of the rule mean.

    `due_at` null: the closing of the quiz or the deadline of the homework, where there is one. `late_percent_per_day`
    null: no late penalty. `removed_at`: it counts no more; what teachers wrote stays.
    """

    gradebook = models.ForeignKey(Gradebook, on_delete=models.CASCADE, related_name="items")
    category = models.ForeignKey(GradeCategory, null=True, blank=True, on_delete=models.SET_NULL, related_name="items")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=NAME)
    source = models.CharField(max_length=10, choices=GradeSource.choices, default=GradeSource.HAND)
    quiz = models.ForeignKey(Quiz, null=True, blank=True, on_delete=models.CASCADE, related_name="grade_items")
    assignment = models.ForeignKey(
        Assignment, null=True, blank=True, on_delete=models.CASCADE, related_name="grade_items"
    )
    max_points = models.DecimalField(max_digits=11, decimal_places=5)
    weight = models.DecimalField(max_digits=11, decimal_places=5, null=True, blank=True)
    is_extra_credit = models.BooleanField(default=False)
    is_excused = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True, blank=True)
    missing = models.CharField(
        max_length=13,
        choices=[(rule.value, rule.value) for rule in MissingRule],
        default=MissingRule.ZERO_WHEN_DUE.value,
    )
    late_percent_per_day = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    late_floor = models.DecimalField(max_digits=8, decimal_places=5, default=0)
    late_grace_minutes = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source="quiz", quiz__isnull=False, assignment__isnull=True)
                | Q(source="homework", quiz__isnull=True, assignment__isnull=False)
                | Q(source__in=("hand", "attendance"), quiz__isnull=True, assignment__isnull=True),
                name="grade_item_names_its_source",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=False) | Q(category__isnull=False), name="grade_item_has_a_category"
            ),
            models.CheckConstraint(condition=Q(max_points__gt=0), name="grade_item_has_points"),
            models.UniqueConstraint(
                fields=["gradebook", "quiz"], condition=Q(removed_at__isnull=True), name="grade_item_quiz_once"
            ),
            models.UniqueConstraint(
                fields=["gradebook", "assignment"],
                condition=Q(removed_at__isnull=True),
                name="grade_item_assignment_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GradeEntry(BaseModel):
    """What a teacher wrote for a pupil. A row never changes: a later one, with the next `number`, takes its place.
    While there is one, nothing deletes its item. `reason`: in the writer's words; `cause`: what the platform says of
    it, as `core.stored_messages` stores it, or null.

    `points`: before any late penalty. Without points the entry excuses the pupil (`is_excused`) or takes back what was
    written: what the quiz, the homework or the register gives counts again.
    """

    item = models.ForeignKey(GradeItem, on_delete=models.RESTRICT, related_name="entries", db_index=False)
    student = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grade_entries", db_index=False
    )
    number = models.PositiveIntegerField()
    points = models.DecimalField(max_digits=11, decimal_places=5, null=True, blank=True)
    is_excused = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    cause: Any = models.JSONField(null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name_plural = "grade entries"
        constraints = [
            models.UniqueConstraint(fields=["item", "student", "number"], name="grade_entry_number_once"),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__gte=0, is_excused=False),
                name="grade_entry_points_or_excuse",
            ),
        ]
        indexes = [models.Index(fields=["student", "item"])]

    def __str__(self) -> str:
        return f"entry {self.number} for {self.student_id} in {self.item_id}"


class GradeExtension(BaseModel):
    """Another due time of an item for one pupil. A row never changes: a later one takes its place."""

    item = models.ForeignKey(GradeItem, on_delete=models.RESTRICT, related_name="extensions")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    due_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["student", "item"])]

    def __str__(self) -> str:
        return f"extension for {self.student_id} in {self.item_id}"
