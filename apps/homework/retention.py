"""How long rows of homework are kept."""

from datetime import timedelta

from apps.core.retention import RetentionRule

RETENTION = [
    RetentionRule("homework.ScoreProposal", "settled_at", timedelta(days=90)),
    RetentionRule(
        "homework.Attempt",
        "finished_at",
        setting="recordings_keep_days",
        by="apps.homework.services.retention.remove_old_recordings",
    ),
    RetentionRule(
        "homework.Review",
        "created_at",
        setting="recordings_keep_days",
        by="apps.homework.services.retention.remove_old_voice_comments",
    ),
]
"""Score proposals that were applied or dropped; open ones have no `settled_at`. Of attempts and reviews the sound is
deleted and the row stays.
"""

KEPT = {
    "homework.Assignment": "the teacher's work",
    "homework.Homework": "a pupil's record",
    "homework.SoundPrint": "goes with its recording",
    "homework.Appeal": "a pupil's record",
    "homework.HomeworkTranscript": "a pupil's record",
    "homework.SpeechScore": "a pupil's record",
    "homework.WordCorrection": "a pupil's record",
}
