"""Speaking in a placement test: it stands beside the level and does not count into it."""

from django.db import models
from django.db.models import Q

from apps.core.models import StoredFile
from apps.quizzes.models.banks import QuestionVersion
from apps.quizzes.models.heard import HeardRecording
from apps.quizzes.models.placement import PlacementSession


class RecordingAllowedBy(models.TextChoices):
    """Who allowed the recording: the adult who speaks, or a parent or guardian of a minor."""

    SELF = "self"
    GUARDIAN = "guardian"


class PlacementSpeech(HeardRecording):
    """A text that who takes a placement test may read aloud at its end, and the recording.

    `file` null: nothing was recorded yet, or the centre keeps recordings for a time, and it is over.
    """

    session = models.OneToOneField(PlacementSession, on_delete=models.CASCADE, related_name="speech")
    version = models.ForeignKey(QuestionVersion, on_delete=models.RESTRICT, related_name="placement_speeches")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    allowed_by = models.CharField(max_length=8, choices=RecordingAllowedBy.choices, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta(HeardRecording.Meta):
        constraints = [
            *HeardRecording.Meta.constraints,
            models.UniqueConstraint(fields=["file"], name="placement_speech_file_once"),
            models.CheckConstraint(
                condition=Q(state="asked", recorded_at__isnull=True, allowed_by="")
                | (~Q(state="asked") & Q(recorded_at__isnull=False) & ~Q(allowed_by="")),
                name="placement_speech_recorded_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"speech of {self.session_id}"
