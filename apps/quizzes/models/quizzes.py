"""Quizzes: what is asked, of whom and by which rules."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from apps.core.models import BaseModel
from apps.courses.models import Course, Group
from apps.learning.models import CourseLesson
from apps.lessons.models import Lesson
from apps.quizzes.models.banks import TAG, Question, QuestionBank


class CountedQuizAttempt(models.TextChoices):
    """Which attempt gives a learner's result."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"


class Reveal(models.TextChoices):
    """When learners see something of their handed-in attempts. `after_close`: when the quiz has closed for all."""

    NEVER = "never"
    AFTER_ATTEMPT = "after_attempt"
    AFTER_CLOSE = "after_close"


class Quiz(BaseModel):
    """A quiz of a group (with `lesson`: of that lesson), of an online course, or of the whole centre.

    `course_lesson`: the published lesson of the course that shows it; then it opens with that lesson.
    `time_limit`: seconds for one attempt, null: none. `attempts_allowed`: 0: as many as one likes. `pass_percent`: of
    the points, null: nobody passes or fails. `one_by_one`: a page for each question, else one page. Learners take it
    from `opens_at` until `closes_at`, when it is published; null: at once and without end. `password`: hashed, "":
    none. `show_score`, `show_answers` (what is right) and `show_explanations` say when learners see it.
    `published_at` null: a draft. `revision` grows with each change: who saves an old one is refused.
    """

    title = models.CharField(max_length=200)
    instructions = models.TextField(blank=True, max_length=5000)
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="quizzes")
    lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.SET_NULL, related_name="quizzes")
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.CASCADE, related_name="quizzes")
    course_lesson = models.ForeignKey(
        CourseLesson, null=True, blank=True, on_delete=models.SET_NULL, related_name="quizzes"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    time_limit = models.PositiveIntegerField(null=True, blank=True)
    attempts_allowed = models.PositiveSmallIntegerField(default=1)
    counting = models.CharField(max_length=5, choices=CountedQuizAttempt.choices, default=CountedQuizAttempt.BEST)
    pass_percent = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(100)])
    shuffle_questions = models.BooleanField(default=False)
    shuffle_options = models.BooleanField(default=True)
    one_by_one = models.BooleanField(default=False)
    show_score = models.CharField(max_length=13, choices=Reveal.choices, default=Reveal.AFTER_ATTEMPT)
    show_answers = models.CharField(max_length=13, choices=Reveal.choices, default=Reveal.AFTER_CLOSE)
    show_explanations = models.CharField(max_length=13, choices=Reveal.choices, default=Reveal.AFTER_CLOSE)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    password = models.CharField(max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "quizzes"
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=True) | Q(group__isnull=True), name="quiz_of_a_group_or_a_course"
            ),
            models.CheckConstraint(
                condition=Q(lesson__isnull=True) | Q(group__isnull=False), name="quiz_of_a_lesson_has_its_group"
            ),
            models.CheckConstraint(
                condition=Q(course_lesson__isnull=True) | Q(course__isnull=False), name="quiz_of_a_course_lesson"
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="quiz_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(pass_percent__isnull=True) | Q(pass_percent__lte=100), name="quiz_pass_percent"
            ),
            models.CheckConstraint(condition=Q(time_limit__isnull=True) | Q(time_limit__gt=0), name="quiz_time_limit"),
        ]
        indexes = [models.Index(fields=["group", "-id"]), models.Index(fields=["course", "-id"])]

    def __str__(self) -> str:
        return self.title


class QuizQuestion(BaseModel):
    """A place of a quiz: one question, or `draw` questions at random of a bank, with a tag where one is named.

    `points`: for each of them; null: as the question says.
    """

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="places")
    position = models.PositiveSmallIntegerField()
    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.RESTRICT, related_name="places")
    bank = models.ForeignKey(QuestionBank, null=True, blank=True, on_delete=models.RESTRICT, related_name="draws")
    tag = models.CharField(max_length=TAG, blank=True)
    draw = models.PositiveSmallIntegerField(default=0)
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "position"], name="quiz_place_once"),
            models.CheckConstraint(
                condition=Q(question__isnull=False, bank__isnull=True, tag="", draw=0)
                | Q(question__isnull=True, bank__isnull=False, draw__gt=0),
                name="quiz_place_names_or_draws",
            ),
            models.CheckConstraint(condition=Q(points__isnull=True) | Q(points__gt=0), name="quiz_place_points"),
        ]

    def __str__(self) -> str:
        return f"{self.position} of {self.quiz_id}"


class QuizExtension(BaseModel):
    """What one learner has more than the others: time, attempts, or a later end.

    `extra_percent`: of the time limit. `closes_at`: in place of the quiz's.
    """

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="extensions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    extra_percent = models.PositiveSmallIntegerField(default=0)
    extra_attempts = models.PositiveSmallIntegerField(default=0)
    closes_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "user"], name="quiz_extension_once")]

    def __str__(self) -> str:
        return f"extension of {self.quiz_id} for {self.user_id}"
