"""What real answers say of skills and items: parameters of tracing, and difficulties."""

from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.kids.models.skills import Skill
from apps.registry.models import MLModel


class SkillFit(BaseModel):
    """Parameters of a skill (`apps.kids.mastery.tracing`) that predict answers better than the defaults; skills without
    a row have those. `model`: the run that found them, with its figures.
    """

    skill = models.OneToOneField(Skill, on_delete=models.CASCADE, related_name="fit")
    model = models.ForeignKey(MLModel, on_delete=models.PROTECT, related_name="+")
    initial = models.FloatField()
    learn = models.FloatField()
    slip = models.FloatField()
    guess = models.FloatField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(initial__gte=0, initial__lte=1, learn__gte=0, learn__lte=1), name="skill_fit_probabilities"
            ),
            models.CheckConstraint(
                condition=Q(slip__gte=0, slip__lte=0.3, guess__gte=0, guess__lte=0.5), name="skill_fit_bounds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill_id} by {self.model_id}"


class ItemDifficulty(BaseModel):
    """How hard an item is in a skill, as `apps.kids.mastery.difficulty` says. `item`: the id of a question."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="difficulties")
    item = models.UUIDField()
    answers = models.PositiveIntegerField()
    share = models.FloatField()
    difficulty = models.FloatField()
    is_rasch = models.BooleanField()

    class Meta:
        verbose_name_plural = "item difficulties"
        constraints = [models.UniqueConstraint(fields=["skill", "item"], name="item_difficulty_once")]

    def __str__(self) -> str:
        return f"{self.item} in {self.skill_id}: {self.difficulty:.2f}"
