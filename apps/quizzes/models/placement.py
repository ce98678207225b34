"""Placement tests: a bank asked adaptively, the sessions of who takes one, and their answers."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.courses.models import Placement
from apps.quizzes.models.banks import QuestionBank, QuestionVersion
from apps.quizzes.questions.drafts import LEVELS


class PlacementTest(BaseModel):
    """A test that finds a level with the questions of a bank whose difficulties are known.

    Who has its link takes it, with an account or without. Of the link's token only the hash is stored. `daily_starts`:
    how many sessions may begin in 24 hours.
    """

    name = models.CharField(max_length=200)
    bank = models.ForeignKey(QuestionBank, on_delete=models.CASCADE, related_name="placement_tests")
    token_sha256 = models.CharField(max_length=64, unique=True)
    is_open = models.BooleanField(default=True)
    daily_starts = models.PositiveSmallIntegerField(default=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.name


class PlacementLink(BaseModel):
    """A link to a test for one person without an account, such as a lead. Of its token only the hash is stored.

    Sessions that begin with it are those of the person, whose name and phone stand here.
    """

    test = models.ForeignKey(PlacementTest, on_delete=models.CASCADE, related_name="links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    expires_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"link to placement test {self.test_id}"


class PlacementSession(BaseModel):
    """One go at a placement test, of a user or of a visitor (no `user`) with a name and perhaps a phone.

    Whoever has the secret goes on with it until `expires_at`; its hash is stored. `seed` decides which questions are
    drawn, and the order of options. `ability` and `standard_error` in logits, and `level`, are set when it is finished.
    `placement`: the level that the office wrote down for a pupil from it. `link`: the person's own link, where it began
    with one.
    """

    test = models.ForeignKey(PlacementTest, on_delete=models.CASCADE, related_name="sessions")
    link = models.ForeignKey(PlacementLink, null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="placement_sessions"
    )
    name = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    seed = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    ability = models.FloatField(null=True, blank=True)
    standard_error = models.FloatField(null=True, blank=True)
    level = models.CharField(max_length=2, blank=True, choices=[(level, level) for level in LEVELS])
    placement = models.OneToOneField(Placement, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, ability__isnull=True, standard_error__isnull=True, level="")
                | (Q(finished_at__isnull=False, ability__isnull=False, standard_error__isnull=False) & ~Q(level="")),
                name="placement_session_finished_has_level",
            )
        ]
        indexes = [
            models.Index(fields=["started_at", "id"], name="placement_session_newest"),
            models.Index(fields=["finished_at"], name="placement_session_finished"),
        ]

    def __str__(self) -> str:
        return f"session of placement test {self.test_id}"


class PlacementAnswer(BaseModel):
    """A question of a session, and what was answered. The row is made when the question is asked; the newest is open.

    `difficulty`: of the question at that time, in logits. `ability` and `standard_error`: the estimate after it.
    """

    session = models.ForeignKey(PlacementSession, on_delete=models.CASCADE, related_name="answers")
    place = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, on_delete=models.RESTRICT, related_name="placement_answers")
    difficulty = models.FloatField()
    plays_used = models.PositiveSmallIntegerField(default=0)
    response: Any = models.JSONField(null=True, blank=True)
    is_correct = models.BooleanField(null=True, blank=True)
    ability = models.FloatField(null=True, blank=True)
    standard_error = models.FloatField(null=True, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "place"], name="placement_answer_place_once"),
            models.UniqueConstraint(fields=["session", "version"], name="placement_answer_version_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, is_correct__isnull=True, ability__isnull=True)
                | Q(answered_at__isnull=False, is_correct__isnull=False, ability__isnull=False),
                name="placement_answer_answered_has_estimate",
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.place} of {self.session_id}"
