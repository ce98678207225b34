"""What a merge of doubles does with playbacks and copies of films."""

from apps.core.person_merge import STAFF_ACT, Moves, Stays

PERSON_MERGE: list[Moves | Stays] = [
    Moves("video.Playback", "user"),
    Moves("video.FilmCopy", "user"),
    Stays("video.Subtitles", "made_by changed_by", STAFF_ACT),
    Stays("video.Transcription", "asked_by", STAFF_ACT),
]
