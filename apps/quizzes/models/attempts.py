"""Attempts at quizzes. They live on the server: a row with a deadline, and a row for each answer."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.quizzes.models.banks import QuestionVersion
from apps.quizzes.models.quizzes import Quiz


class AttemptState(models.TextChoices):
    """open → handed_in (closed, and scored in a moment) → waiting (for a teacher) → scored; or scored at once."""

    OPEN = "open"
    HANDED_IN = "handed_in"
    WAITING = "waiting"
    SCORED = "scored"


class HandedInBy(models.TextChoices):
    """Who closed an attempt: the learner, its deadline, or the end of the quiz (it was deleted)."""

    LEARNER = "learner"
    DEADLINE = "deadline"
    QUIZ = "quiz"


class QuizAttempt(BaseModel):
    """One go of a learner at a quiz. `number` counts from 1.

    `deadline`: when the server hands it in, by the server's clock; null: never. `handed_in_at` is the deadline when
    that closed it, however late a job came. `seed`: shuffles questions and options. `score` and `max_score` in points;
    `passed` is null where nobody passes or fails, and while an answer waits for a teacher.
    """

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="attempts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="quiz_attempts")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=AttemptState.choices, default=AttemptState.OPEN)
    seed = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    handed_in_by = models.CharField(max_length=8, choices=HandedInBy.choices, blank=True)
    score = models.DecimalField(max_digits=14, decimal_places=5, null=True, blank=True)
    max_score = models.DecimalField(max_digits=11, decimal_places=2)
    passed = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quiz", "user", "number"], name="quiz_attempt_number_once"),
            models.UniqueConstraint(fields=["quiz", "user"], condition=Q(state="open"), name="quiz_attempt_one_open"),
            models.CheckConstraint(
                condition=Q(state="open", handed_in_at__isnull=True, handed_in_by="")
                | (~Q(state="open") & Q(handed_in_at__isnull=False) & ~Q(handed_in_by="")),
                name="quiz_attempt_closed_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="scored", score__isnull=False) | ~Q(state="scored"), name="quiz_attempt_has_score"
            ),
            models.CheckConstraint(
                condition=Q(deadline__isnull=True) | Q(deadline__gt=models.F("started_at")),
                name="quiz_attempt_deadline_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-id"]),
            models.Index(fields=["deadline"], condition=Q(state="open"), name="quiz_attempt_due"),
            models.Index(fields=["handed_in_at"], name="quiz_attempt_by_day"),
        ]

    def __str__(self) -> str:
        return f"attempt {self.number} of {self.user_id} at {self.quiz_id}"


class Answer(BaseModel):
    """What a learner answered to one question of an attempt, and its mark. The row is made when the attempt begins.

    `place` counts from 1 in the order that the learner sees, `position` is the place of the quiz that asks it.
    `points`: what a right answer gives. `response`: null: no answer yet. `saves` counts how often it was saved;
    `saved_at` is the server's time, `client_at` what the device said. `played_at`: when its recording was last
    counted as heard. `scored_by`: the version whose key scored it, after a regrade; null: that of `version`.
    `share` of the points (null: not scored yet, or waits for a teacher); `mark` in points. `is_correct`: all of the
    points. `marked_by` wrote the mark by hand, with a `comment` for the learner.
    """

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.CASCADE, related_name="answers")
    place = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    version = models.ForeignKey(QuestionVersion, on_delete=models.RESTRICT, related_name="answers")
    points = models.DecimalField(max_digits=6, decimal_places=2)
    response: Any = models.JSONField(null=True, blank=True)
    saves = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    client_at = models.DateTimeField(null=True, blank=True)
    hints_used = models.PositiveSmallIntegerField(default=0)
    plays_used = models.PositiveSmallIntegerField(default=0)
    played_at = models.DateTimeField(null=True, blank=True)
    waits = models.BooleanField(default=False)
    scored_by = models.ForeignKey(QuestionVersion, null=True, blank=True, on_delete=models.RESTRICT, related_name="+")
    share = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    mark = models.DecimalField(max_digits=9, decimal_places=5, null=True, blank=True)
    is_correct = models.BooleanField(null=True, blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    marked_at = models.DateTimeField(null=True, blank=True)
    comment = models.TextField(blank=True, max_length=5000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "place"], name="quiz_answer_place_once"),
            models.UniqueConstraint(fields=["attempt", "version"], name="quiz_answer_version_once"),
            models.CheckConstraint(
                condition=Q(waits=False) | Q(share__isnull=True), name="quiz_answer_waits_or_has_mark"
            ),
        ]
        indexes = [
            models.Index(fields=["version"]),
            models.Index(fields=["id"], condition=Q(waits=True), name="quiz_answer_waiting"),
        ]

    def __str__(self) -> str:
        return f"answer {self.place} of {self.attempt_id}"


class RegradeState(models.TextChoices):
    """counting → ready → applying → applied."""

    COUNTING = "counting"
    READY = "ready"
    APPLYING = "applying"
    APPLIED = "applied"


class Regrade(BaseModel):
    """A corrected key for answers that are scored: first counted, so that a teacher sees what would change, then
    applied.

    `version`: the corrected one. `answer_count`: answers to earlier versions that were looked at; `skipped_count`:
    those that the corrected version could not have got, or that were marked by hand. `changes`: what changes, as
    `[[answer, old mark, new mark]]`, the first MAX_CHANGES of `change_count`.
    """

    version = models.ForeignKey(QuestionVersion, on_delete=models.CASCADE, related_name="regrades")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=8, choices=RegradeState.choices, default=RegradeState.COUNTING)
    answer_count = models.PositiveIntegerField(default=0)
    skipped_count = models.PositiveIntegerField(default=0)
    change_count = models.PositiveIntegerField(default=0)
    changes: Any = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version"], condition=~Q(state="applied"), name="regrade_one_at_a_time")
        ]

    def __str__(self) -> str:
        return f"regrade by {self.version_id}"


class LateAnswer(BaseModel):
    """An answer that came after the attempt was closed. It counts for nothing until a teacher accepts it.

    The newest one for each answer is kept.
    """

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="late")
    response: Any = models.JSONField()
    received_at = models.DateTimeField()
    client_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | ~Q(reason=""), name="quiz_late_answer_accepted_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"late answer to {self.answer_id}"
