"""Models of live classes: the room of a lesson, who has a way in, who was seen in it, and what providers reported."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.models import BaseModel
from apps.lessons.models.lessons import Lesson, LiveProvider


class LiveState(models.TextChoices):
    """preparing → ready | failed; closed when the lesson got another room, or none."""

    PREPARING = "preparing"
    READY = "ready"
    FAILED = "failed"
    CLOSED = "closed"


class LiveRoom(BaseModel):
    """The online room of a lesson; a lesson has one that is not closed.

    `provider_id` names it at the provider. `address` is the plain link, or the address that the provider gave. `host`:
    the user at the provider who holds no other meeting during the lesson, where the provider has such users.
    `made_for` and `made_until` are the times that the provider was last told. `problem` says why it failed.
    `collected_at`: when attendance was last fetched from a provider that does not send it.
    """

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="live_rooms")
    provider = models.CharField(max_length=16, choices=LiveProvider.choices)
    state = models.CharField(max_length=10, choices=LiveState.choices, default=LiveState.PREPARING)
    provider_id = models.CharField(max_length=200, blank=True)
    address = models.URLField(max_length=500, blank=True)
    host = models.CharField(max_length=128, blank=True, default="", db_default="")
    made_for = models.DateTimeField(null=True, blank=True)
    made_until = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)
    collected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lesson"], condition=~Q(state="closed"), name="live_room_once_per_lesson"),
            models.UniqueConstraint(
                fields=["provider", "provider_id"], condition=~Q(provider_id=""), name="live_room_once_at_provider"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.lesson_id}"


class LiveAttendee(BaseModel):
    """A person as the provider knows them in a room: by `key`, which is in their personal address.

    `matched`: a teacher said who an unknown participant is; any other row is the person's own way in, one for each
    room. `address` is the personal address, where the provider makes one.
    """

    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="attendees")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="live_attendances")
    key = models.CharField(max_length=200)
    address = models.CharField(max_length=1000, blank=True)
    matched = models.BooleanField(default=False)
    matched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "key"], name="live_attendee_once_per_key"),
            models.UniqueConstraint(
                fields=["room", "person"], condition=Q(matched=False), name="live_attendee_has_one_way_in"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.room_id}"


class LiveSource(models.TextChoices):
    """Who says that somebody was in a room; `button` is our own join button."""

    ZOOM = "zoom"
    BIGBLUEBUTTON = "bigbluebutton"
    MEET = "meet"
    JAAS = "jaas"
    BUTTON = "button"


class SightingKind(models.TextChoices):
    """The two ends of a stay."""

    JOINED = "joined"
    LEFT = "left"


class LiveSighting(BaseModel):
    """Somebody entered or left a room, said once however often it is reported, in any order.

    `session` names one stay at the source; `key` is that of the participant, `name` what the participant is called
    there.
    """

    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="sightings")
    source = models.CharField(max_length=16, choices=LiveSource.choices)
    session = models.CharField(max_length=200)
    kind = models.CharField(max_length=6, choices=SightingKind.choices)
    at = models.DateTimeField()
    key = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "source", "session", "kind"], name="live_sighting_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.room_id} {self.at:%H:%M}"


class LiveReport(BaseModel):
    """A signed report of a provider, stored before it is answered; a job reads it and empties `body`.

    `digest` is that of what was signed: the same report is stored once.
    """

    provider = models.CharField(max_length=16, choices=LiveProvider.choices)
    digest = models.CharField(max_length=64, unique=True)
    body = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.provider} {self.digest[:12]}"


class LiveRecording(BaseModel):
    """A recording that a provider reported; a job makes a material of the lesson of it."""

    room = models.ForeignKey(LiveRoom, on_delete=models.CASCADE, related_name="recordings")
    provider_id = models.CharField(max_length=200)
    address = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "provider_id"], name="live_recording_once")]

    def __str__(self) -> str:
        return f"recording of {self.room_id}"
