"""Skills, what has to be learnt before them, and what trains them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from apps.core.models import BaseModel
from apps.kids.classes import ContentClass, Device
from apps.kids.skill_tree import SkillKind
from apps.learning.models import CourseLesson
from apps.quizzes.models import Question


class Skill(BaseModel):
    """An area, a skill in it, or a step of a skill (`apps.kids.skill_tree`). `code` is its name in sheets; `name` is
    `{uz, ru, en}`; `icon` names a picture. Archived ones stay with what was learnt.
    """

    code = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=5, choices=SkillKind.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    name: Any = models.JSONField()
    icon = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="area", parent__isnull=True) | (~Q(kind="area") & Q(parent__isnull=False)),
                name="skill_stands_in_an_area",
            )
        ]

    def __str__(self) -> str:
        return self.code


class SkillPrerequisite(BaseModel):
    """`needs` has to be learnt before `skill`."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="prerequisites")
    needs = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="leads_to")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["skill", "needs"], name="skill_prerequisite_once"),
            models.CheckConstraint(condition=~Q(skill=F("needs")), name="skill_prerequisite_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.needs_id} before {self.skill_id}"


class LessonClass(BaseModel):
    """For which class a course lesson is, in which languages (`uz`, `ru`, `en`) it speaks and on which devices it
    works; none named: all. A lesson without a row is for no children of the kindergarten.
    """

    lesson = models.OneToOneField(CourseLesson, on_delete=models.CASCADE, related_name="content_class")
    content_class = models.CharField(max_length=5, choices=ContentClass.choices)
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    devices = ArrayField(models.CharField(max_length=8), default=list, blank=True)

    class Meta:
        verbose_name_plural = "lesson classes"
        constraints = [
            models.CheckConstraint(
                condition=Q(languages__contained_by=["uz", "ru", "en"]), name="lesson_class_languages"
            ),
            models.CheckConstraint(condition=Q(devices__contained_by=Device.values), name="lesson_class_devices"),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} for {self.content_class}"


class LessonSkill(BaseModel):
    """A skill that a course lesson trains. `weight`: how much, above 0 and at most 1."""

    lesson = models.ForeignKey(CourseLesson, on_delete=models.CASCADE, related_name="trained_skills")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="lessons")
    weight = models.DecimalField(max_digits=3, decimal_places=2, default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lesson", "skill"], name="lesson_skill_once"),
            models.CheckConstraint(condition=Q(weight__gt=0, weight__lte=1), name="lesson_skill_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} trains {self.skill_id}"


class QuestionSkill(BaseModel):
    """A skill that a question asks for. `weight`: how much of the answer tells about it, above 0 and at most 1."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="asked_skills")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="questions")
    weight = models.DecimalField(max_digits=3, decimal_places=2, default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "skill"], name="question_skill_once"),
            models.CheckConstraint(condition=Q(weight__gt=0, weight__lte=1), name="question_skill_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} asks for {self.skill_id}"
