"""Models of lessons, timetables, rooms and calendar links."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q

from apps.core.models import BaseModel
from apps.courses.models import Group
from apps.settings.models import Branch


class Room(BaseModel):
    """A room of a branch; an archived room takes no new lessons."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=80)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "name"], condition=Q(archived_at__isnull=True), name="room_name_once_per_branch"
            )
        ]

    def __str__(self) -> str:
        return self.name


class LiveProvider(models.TextChoices):
    """Where the room of a lesson is."""

    ZOOM = "zoom"
    MEET = "meet"
    BIGBLUEBUTTON = "bigbluebutton"
    JITSI = "jitsi"
    JAAS = "jaas"
    LINK = "link"


class LessonSchedule(BaseModel):
    """The timetable of a group; `changed_at` changes with its lines. `filled_on` is the local day on which lessons were
    last generated up to the horizon; null while a conflict keeps some of them out. `link` is the address of its online
    lessons. `live_provider`: where new lessons get an online room by themselves; blank for nowhere.
    """

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="schedule")
    changed_at = models.DateTimeField(auto_now_add=True)
    filled_on = models.DateField(null=True, blank=True, editable=False)
    link = models.URLField(max_length=500, blank=True, default="", db_default="")
    live_provider = models.CharField(max_length=16, choices=LiveProvider.choices, blank=True, default="", db_default="")

    def __str__(self) -> str:
        return f"timetable of {self.group_id}"


class ScheduleLine(BaseModel):
    """A weekly time, or a daily one when `weekday` is null: start, length, room, first and last day (both included).

    `weekday` 0 is Monday. `starts` is local time in the group's zone. `every_weeks` 2 means every second calendar week
    (Monday first), counted from that of `valid_from`. Without `teacher` the group's lead teacher teaches.
    """

    schedule = models.ForeignKey(LessonSchedule, on_delete=models.CASCADE, related_name="lines")
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    starts = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    every_weeks = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    teacher = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__isnull=True) | Q(weekday__lte=6), name="schedule_line_weekday"),
            models.CheckConstraint(condition=Q(minutes__gte=10, minutes__lte=600), name="schedule_line_minutes"),
            models.CheckConstraint(condition=Q(every_weeks__gte=1, every_weeks__lte=8), name="schedule_line_weeks"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="schedule_line_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts:%H:%M}"


class LessonStatus(models.TextChoices):
    """planned → held | cancelled."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Span(Func):
    """PostgreSQL's `tstzrange`, without its end."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


TAKES_PLACE = ~Q(status="cancelled") & Q(forced=False)


class Lesson(BaseModel):
    """One meeting of a group.

    `slot` is the time of the timetable that the lesson was generated for; it stays when the lesson moves, so that no
    other lesson is generated there; null for a lesson created by hand. `instead_of` is the teacher whom a substitute
    replaces. `pinned_at`: other rows (a mark, homework, a payment) depend on it. `held_by_hand_at`: somebody recorded
    that it took place; without it a held lesson is held because it has marks. `register_asked_at`: when its teacher was
    last reminded that marks are missing. `forced`: it was saved in spite of a
    conflict, with a reason in its history. The database refuses conflicts of teacher, room or group among other
    lessons, and `services.conflicts.save_lesson_without_conflict` those with forced ones. `sequence` counts changes for
    calendars (RFC 5545, 3.8.7.4). `link` is the address of an online lesson, where it
    is not that of the timetable.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="lessons")
    teacher = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons_given"
    )
    instead_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    topic = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=500, blank=True, default="", db_default="")
    status = models.CharField(max_length=10, choices=LessonStatus.choices, default=LessonStatus.PLANNED)
    slot = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    held_by_hand_at = models.DateTimeField(null=True, blank=True)
    register_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    forced = models.BooleanField(default=False)
    cancel_reason = models.CharField(max_length=200, blank=True)
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["group", "starts_at"]),
            models.Index(fields=["teacher", "starts_at"]),
            models.Index(fields=["room", "starts_at"]),
            models.Index(fields=["starts_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="lesson_ends_after_it_starts"
            ),
            models.UniqueConstraint(fields=["group", "slot"], name="lesson_once_per_slot"),
            ExclusionConstraint(
                name="lesson_room_free",
                expressions=[("room", RangeOperators.EQUAL), (Span("starts_at", "ends_at"), RangeOperators.OVERLAPS)],
                condition=TAKES_PLACE,
            ),
            ExclusionConstraint(
                name="lesson_teacher_free",
                expressions=[
                    ("teacher", RangeOperators.EQUAL),
                    (Span("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=TAKES_PLACE,
            ),
            ExclusionConstraint(
                name="lesson_group_free",
                expressions=[("group", RangeOperators.EQUAL), (Span("starts_at", "ends_at"), RangeOperators.OVERLAPS)],
                condition=TAKES_PLACE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def online_link(self) -> str:
        """Return its own link, or else that of the group's timetable."""
        schedule = getattr(self.group, "schedule", None)
        return self.link or (schedule.link if schedule else "")

    @property
    def held_by_hand(self) -> bool:
        """Whether it stays held when its last mark is withdrawn."""
        return self.status == LessonStatus.HELD and self.held_by_hand_at is not None


class SkippedLesson(BaseModel):
    """A lesson of the timetable that generation could not create, because of a conflict or for lack of a teacher. It
    stays until the lesson exists, the office settles it, or the timetable has no such lesson ahead any more.

    `slot` and `ends_at` are its time, `reason` is a `GenerationReason`. `clash_by` is `room`, `teacher` or `group`;
    `clash_lesson` the id of the lesson in the way, which generation may remove at any time.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="skipped_lessons")
    slot = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    teacher = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=24)
    clash_by = models.CharField(max_length=10, blank=True)
    clash_lesson = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "slot"], name="skipped_lesson_once_per_slot")]
        indexes = [models.Index(fields=["slot"])]

    def __str__(self) -> str:
        return f"skipped {self.group_id} {self.slot:%Y-%m-%d %H:%M}"


class LessonReschedule(BaseModel):
    """One move of a lesson: old and new time and room, who moved it and why; `told_at` is when people were notified."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="reschedules")
    from_starts_at = models.DateTimeField()
    from_ends_at = models.DateTimeField()
    from_room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    to_starts_at = models.DateTimeField()
    to_ends_at = models.DateTimeField()
    to_room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=200)
    told_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.lesson_id} → {self.to_starts_at:%Y-%m-%d %H:%M}"


class LessonChangeKind(models.TextChoices):
    """The kind of a change other than a move; `created`: the lesson was created by hand for a future time."""

    CREATED = "created"
    HELD = "held"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    SUBSTITUTED = "substituted"
    FORCED = "forced"
    CHANGED = "changed"


class LessonChange(BaseModel):
    """One change of a lesson other than a move; `data` has ids, old and new values; `told_at` is when people were
    notified.
    """

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=12, choices=LessonChangeKind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    data: Any = models.JSONField(default=dict)
    told_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.lesson_id}"


class CalendarFeed(BaseModel):
    """The secret link of a user's calendar; only the hash of its token is stored. A new link replaces the old one."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    token_sha256 = models.CharField(max_length=64, unique=True)
    last_read_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"calendar of {self.user_id}"


class FeedbackRound(BaseModel):
    """The feedback on the lead teacher of a group in one month; `month` is its first day. Answers are taken until
    `closes_at`. At `closed_at` only the result stays: how many were `asked` and `answered` and, from
    `LEAST_FEEDBACK_ANSWERS` on, the numbers of 1, 2 … 5 `stars` and the `words` in an order that says nothing.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="feedback_rounds")
    month = models.DateField()
    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="feedback_rounds")
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    asked = models.PositiveSmallIntegerField(default=0)
    answered = models.PositiveSmallIntegerField(null=True, blank=True)
    stars = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    words: Any = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "month"], name="feedback_round_once_a_month")]
        indexes = [models.Index(fields=["teacher", "month"])]

    def __str__(self) -> str:
        return f"feedback on {self.group_id} {self.month:%Y-%m}"

    @property
    def average(self) -> float | None:
        """Return the average of the stars; None where there is no result."""
        return average_stars(self.stars)


class FeedbackRequest(BaseModel):
    """A pupil is asked in a round, and what was answered; `rating` is null until then. It is deleted when the round
    closes: from then on nothing says who answered what.
    """

    round = models.ForeignKey(FeedbackRound, on_delete=models.CASCADE, related_name="requests")
    student = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feedback_requests")
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "student"], name="feedback_request_once"),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__gte=1, rating__lte=5), name="feedback_of_five_stars"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} is asked in {self.round_id}"


LEAST_FEEDBACK_ANSWERS = 5
"""From how many answers on a result is shown."""


def average_stars(stars: Sequence[int]) -> float | None:
    """Return the average of the numbers of 1, 2 … stars, with two decimals; None without an answer."""
    answers = sum(stars)
    return round(sum(star * count for star, count in enumerate(stars, 1)) / answers, 2) if answers else None
