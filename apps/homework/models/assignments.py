"""Assignments: tasks of groups and of online courses."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel, StoredFile
from apps.core.translated_texts import pick_translation
from apps.courses.models import Course, Group
from apps.learning.models import CourseLesson
from apps.lessons.models import Lesson


class AssignmentKind(models.TextChoices):
    """`reading`: read a text. `speaking`: answer freely. `repeat`: say it phrase by phrase, one phrase per line. `file`
    and `text`: submitted as such and scored by the teacher.
    """

    READING = "reading"
    SPEAKING = "speaking"
    REPEAT = "repeat"
    FILE = "file"
    TEXT = "text"


SPOKEN_KINDS = (AssignmentKind.READING, AssignmentKind.SPEAKING, AssignmentKind.REPEAT)
"""Kinds that are recorded and go through the speech engine."""
READ_ALOUD_KINDS = (AssignmentKind.READING, AssignmentKind.REPEAT)
"""Kinds with a reference text."""


class LatePolicy(models.TextChoices):
    """What happens to a submission after the deadline. `reduce`: it counts, and earns `late_coins_percent` of its
    coins.
    """

    ACCEPT = "accept"
    REDUCE = "reduce"
    REFUSE = "refuse"


class CountedAttempt(models.TextChoices):
    """Which attempt gives the homework's score."""

    BEST = "best"
    LAST = "last"


class Assignment(BaseModel):
    """A task of a group or of an online course, with a deadline. `teacher_first`: every score waits for the teacher.

    `weights`: part of the score by name → share, empty for the defaults (`ml.scoring.constants`). `model_audio`: how
    the text should sound. `instructions`: what to do, besides the text or question. `for_chosen_pupils`: only some
    pupils of the group have it; who joins later does not get it.

    Of a course it is the block `block` of `course_lesson`, as it was published; `lesson_title` is the published title
    of that lesson. `days`: the deadline in days after the enrolment began. `withdrawn_at`: the block stands in the
    course no more; what was handed in stays.
    """

    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="assignments")
    course = models.ForeignKey(Course, null=True, blank=True, on_delete=models.CASCADE, related_name="assignments")
    course_lesson = models.ForeignKey(
        CourseLesson, null=True, blank=True, on_delete=models.CASCADE, related_name="assignments"
    )
    lesson_title = models.CharField(max_length=200, blank=True, default="", db_default="")
    block = models.UUIDField(null=True, blank=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.SET_NULL, related_name="assignments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=AssignmentKind.choices)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=8, default="en")
    level = models.CharField(max_length=8, blank=True)
    reference_text = models.TextField(blank=True)
    question = models.TextField(blank=True)
    instructions = models.TextField(blank=True)
    reference_answers: Any = models.JSONField(default=list)
    key_words: Any = models.JSONField(default=list)
    target_wpm = models.PositiveSmallIntegerField(null=True, blank=True)
    attempts_allowed = models.PositiveSmallIntegerField()
    deadline = models.DateTimeField(null=True, blank=True)
    late_policy = models.CharField(max_length=10, choices=LatePolicy.choices, default=LatePolicy.ACCEPT)
    late_coins_percent = models.PositiveSmallIntegerField(default=50)
    counting = models.CharField(max_length=10, choices=CountedAttempt.choices, default=CountedAttempt.BEST)
    weights: Any = models.JSONField(default=dict)
    model_audio = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    coins = models.PositiveSmallIntegerField()
    teacher_first = models.BooleanField(default=False)
    for_chosen_pupils = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=("reading", "repeat")) | ~Q(reference_text=""),
                name="assignment_read_aloud_has_text",
            ),
            models.CheckConstraint(
                condition=~Q(kind="speaking") | ~Q(question=""), name="assignment_speaking_has_question"
            ),
            models.CheckConstraint(condition=Q(attempts_allowed__gte=1), name="assignment_one_attempt_or_more"),
            models.CheckConstraint(
                condition=~Q(kind__in=("file", "text")) | ~Q(instructions="") | ~Q(question=""),
                name="assignment_file_or_text_says_what",
            ),
            models.CheckConstraint(condition=Q(late_coins_percent__lte=100), name="assignment_late_coins_at_most_all"),
            models.CheckConstraint(
                condition=Q(
                    group__isnull=False,
                    course__isnull=True,
                    course_lesson__isnull=True,
                    block__isnull=True,
                    days__isnull=True,
                    withdrawn_at__isnull=True,
                )
                | Q(
                    group__isnull=True,
                    lesson__isnull=True,
                    course__isnull=False,
                    course_lesson__isnull=False,
                    block__isnull=False,
                ),
                name="assignment_of_a_group_or_a_course",
            ),
            models.CheckConstraint(
                condition=Q(deadline__isnull=True) | Q(days__isnull=True), name="assignment_one_kind_of_deadline"
            ),
            models.UniqueConstraint(fields=["course", "block"], name="assignment_once_per_block"),
        ]
        indexes = [models.Index(fields=["group", "-id"])]

    def __str__(self) -> str:
        return self.title

    @property
    def queue_share(self) -> str:
        """Return the id of the group or course: those take turns in the queue of the speech engine."""
        return str(self.group_id or self.course_id)

    @property
    def place_name(self) -> str:
        """Return where it belongs: the group's name, or course and lesson."""
        if self.group is not None:
            return str(self.group.name)
        return f"{pick_translation(self.course.title)} · {self.lesson_title}" if self.course else ""
