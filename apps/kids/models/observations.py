"""What teachers saw of children."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel, StoredFile
from apps.kids.models.skills import Skill

MOST_LETTERS = 2000


class ObservationFileKind(models.TextChoices):
    """What an observation may carry."""

    PHOTO = "photo"
    VOICE = "voice"


class Observation(BaseModel):
    """A teacher's note about a child, with at most one photo or recording of it. `for_family`: guardians who may see
    the progress read it.
    """

    child = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="observations")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(max_length=MOST_LETTERS)
    for_family = models.BooleanField(default=False)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    file_kind = models.CharField(max_length=5, choices=ObservationFileKind.choices, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="observation_says_something"),
            models.CheckConstraint(
                condition=Q(file__isnull=True, file_kind="") | (Q(file__isnull=False) & ~Q(file_kind="")),
                name="observation_file_has_a_kind",
            ),
        ]
        indexes = [models.Index(fields=["child", "-created_at"], name="observation_of_child")]

    def __str__(self) -> str:
        return f"observation of {self.child_id}"


class ObservationSkill(BaseModel):
    """A skill that an observation is about."""

    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="skill_links")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["observation", "skill"], name="observation_skill_once")]

    def __str__(self) -> str:
        return f"{self.observation_id} is about {self.skill_id}"
