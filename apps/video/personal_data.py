"""Personal data of videos: who watched them and how far, who has a copy, and who wrote their subtitles."""

from apps.core.personal_data import DELETE, KEEP, PersonalData

PERSONAL_DATA = [
    PersonalData("video.Video", "", KEEP, own=False),
    PersonalData("video.HostedVideo", "", KEEP, own=False),
    PersonalData("video.Rendition", "", KEEP, own=False),
    PersonalData("video.Subtitles", "made_by", KEEP, "id created_at language source", own=False),
    PersonalData("video.Subtitles", "changed_by", KEEP, own=False),
    PersonalData("video.Transcription", "asked_by", KEEP, "id created_at asked_language state", own=False),
    PersonalData(
        "video.Playback",
        "user",
        DELETE,
        "id created_at place place_id network expires_at ended_at position_ms watched_ms",
    ),
    PersonalData("video.FilmCopy", "user", DELETE, "id created_at title state place place_id expires_at"),
]
