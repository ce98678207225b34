"""What children answered to which skill, and how far they are with it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.models import BaseModel
from apps.kids.models.activities import ActivityAnswer
from apps.kids.models.skills import Skill
from apps.quizzes.models import Answer


class SkillAnswer(BaseModel):
    """An answer of a child as evidence of one skill; it is recorded with the consent "learning systems" only.

    It comes from an answer in a quiz (`answer`) or from an activity (`activity_answer`). `item`: the id of the question
    or the block. `given_on`: the local day of the centre. `options`: how many there were to choose from; null without
    options. `weight`: how much of the answer tells about the skill. A corrected answer changes its row.
    """

    child = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="skill_answers")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="answers")
    item = models.UUIDField()
    answer = models.ForeignKey(Answer, null=True, blank=True, on_delete=models.CASCADE, related_name="skill_answers")
    activity_answer = models.ForeignKey(
        ActivityAnswer, null=True, blank=True, on_delete=models.CASCADE, related_name="skill_answers"
    )
    given_at = models.DateTimeField()
    given_on = models.DateField()
    is_right = models.BooleanField()
    has_help = models.BooleanField(default=False)
    options = models.PositiveSmallIntegerField(null=True, blank=True)
    weight = models.DecimalField(max_digits=3, decimal_places=2, default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "skill"], name="skill_answer_once"),
            models.UniqueConstraint(fields=["activity_answer", "skill"], name="skill_answer_of_activity_once"),
            models.CheckConstraint(
                condition=Q(answer__isnull=False, activity_answer__isnull=True)
                | Q(answer__isnull=True, activity_answer__isnull=False),
                name="skill_answer_has_one_source",
            ),
            models.CheckConstraint(condition=Q(weight__gt=0, weight__lte=1), name="skill_answer_weight"),
        ]
        indexes = [
            models.Index(fields=["child", "skill", "given_on"], name="skill_answer_of_child"),
            models.Index(fields=["child", "-given_at"], name="skill_answer_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id or self.activity_answer_id} of {self.skill_id}"


class SkillMastery(BaseModel):
    """How far a child is with a skill: what all of its answers say (`apps.kids.mastery.tracing`), and a teacher's word.

    `known`: the probability by the answers alone. `misses`: wrong ones of the `replay.RECORD` newest answers.
    `stability` (days), `difficulty` and `due_on` are what forgetting says, null before the first answer. `overruled`:
    the mastery that a teacher gave; `answers_since`: answers after that, by which it fades.
    """

    child = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="skill_masteries")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="masteries")
    known = models.FloatField()
    answers = models.PositiveIntegerField(default=0)
    misses = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveIntegerField(default=0)
    last_on = models.DateField(null=True, blank=True)
    stability = models.FloatField(null=True, blank=True)
    difficulty = models.FloatField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    overruled = models.FloatField(null=True, blank=True)
    overruled_at = models.DateTimeField(null=True, blank=True)
    overruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)
    answers_since = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "skill masteries"
        constraints = [
            models.UniqueConstraint(fields=["child", "skill"], name="skill_mastery_once"),
            models.CheckConstraint(condition=Q(known__gte=0, known__lte=1), name="skill_mastery_is_a_probability"),
            models.CheckConstraint(
                condition=Q(overruled__isnull=True, overruled_at__isnull=True, reason="")
                | (Q(overruled__gte=0, overruled__lte=1, overruled_at__isnull=False) & ~Q(reason="")),
                name="skill_mastery_overruled_says_why",
            ),
            models.CheckConstraint(condition=Q(answers_since__lte=F("answers")), name="skill_mastery_answers_since"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} with {self.skill_id}: {self.known:.2f}"
