"""Files that learners hand in as answers, and what the speech engine heard in them."""

from django.db import models

from apps.core.models import BaseModel, StoredFile
from apps.quizzes.models.attempts import Answer
from apps.quizzes.models.heard import HeardRecording, SpokenState


class AnswerFile(BaseModel):
    """A recording or another file for an answer. The response names those that count.

    `file` null: the centre keeps recordings for a time, and it is over.
    """

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file"], name="quiz_answer_file_once")]

    def __str__(self) -> str:
        return f"file for {self.answer_id}"


class SpokenResult(HeardRecording):
    """What the speech engine heard in a recording of an answer. `is_sure`: its score counts without a teacher."""

    recording = models.OneToOneField(AnswerFile, on_delete=models.CASCADE, related_name="spoken")
    state = models.CharField(max_length=7, choices=SpokenState.choices, default=SpokenState.WAITING)

    class Meta(HeardRecording.Meta):
        pass
