"""How long rows of homework are kept."""

from apps.core.durations import DAY
from apps.core.retention import RetentionRule
from apps.homework.services.retention import remove_old_recordings, remove_old_voice_comments

RETENTION = [
    RetentionRule("homework.ScoreProposal", "settled_at", 90 * DAY),
    RetentionRule("homework.Attempt", "finished_at", setting="recordings_keep_days", by=remove_old_recordings),
    RetentionRule("homework.Review", "created_at", setting="recordings_keep_days", by=remove_old_voice_comments),
]
"""Score proposals that were applied or dropped; open ones have no `settled_at`. Of attempts and reviews the sound is
deleted and the row stays.
"""

KEPT = {
    "the teacher's work": "homework.Assignment",
    "a pupil's record": "homework.Homework homework.Appeal homework.HomeworkTranscript homework.SpeechScore "
    "homework.WordCorrection",
    "goes with its recording": "homework.SoundPrint",
}
