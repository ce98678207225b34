"""Bodies and answers of subtitles of videos."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from api.base_schemas import In, Out, ReadWith, build_example
from apps.core.errors import NotFound
from apps.video.cues import MAX_CUES, MAX_MS, MAX_TEXT
from apps.video.models import Subtitles, SubtitleSource, Transcription, TranscriptionState
from apps.video.subtitle_languages import MAX_LENGTH, get_language_name, is_language
from apps.video.subtitle_reasons import describe_reason

VIDEO_ID = "0199f3a2-5b7c-7d10-8a4e-3f1c2b9d6e90"
CUE = {"start_ms": 1200, "end_ms": 3900, "text": "Good morning! How much are the apples?"}


class CueIn(In):
    """A text and when it is shown, in milliseconds of the film. The text is plain: nothing in it is markup."""

    model_config = build_example(**CUE)

    start_ms: int = Field(ge=0, le=MAX_MS)
    end_ms: int = Field(ge=0, le=MAX_MS)
    text: str = Field(min_length=1, max_length=MAX_TEXT)


class CueOut(Out):
    """A text and when it is shown, in milliseconds of the film."""

    model_config = build_example(**CUE)

    start_ms: int
    end_ms: int
    text: str = Field(description="Plain text of one or more lines: show it as text.")


class SubtitlesIn(In):
    """Subtitles as their writer leaves them."""

    model_config = build_example(cues=[CUE], version=3, is_published=True)

    cues: list[CueIn] = Field(
        min_length=1, max_length=MAX_CUES, description="In their order; none begins before the one before has ended."
    )
    version: int = Field(ge=0, le=2**31 - 1, description="The version that was read; 0 where there were none.")
    is_published: bool = Field(description="Whether viewers get them.")


class MakeSubtitlesIn(In):
    """What is spoken in the film."""

    model_config = build_example(language="en")

    language: str = Field("", max_length=MAX_LENGTH, description="As Whisper calls it (`en`); empty: find it out.")


class SubtitleFileQuery(In):
    """Which kind of file."""

    model_config = build_example(format="vtt")

    format: Literal["vtt", "srt"] = "vtt"


class SubtitlesRowOut(Out):
    """Subtitles of a video in one language. `doubt` says why what speech wrote was not published by itself."""

    model_config = build_example(
        language="en", label="English", source="speech", is_published=True, doubt=None, cue_count=214, version=3,
        changed_at="2026-11-26T10:15:00Z",
    )  # fmt: skip

    language: str = Field(description="BCP 47.")
    label: Annotated[str, ReadWith(lambda row: get_language_name(row.language))]
    source: SubtitleSource
    is_published: bool
    doubt: Annotated[str | None, ReadWith(lambda row: describe_reason(row.doubt))]
    cue_count: int
    version: int
    changed_at: datetime = Field(validation_alias="updated_at")


class MakingOut(Out):
    """What speech is doing about the subtitles of a video. `reason` is a code, and `reason_text` its sentence; both are
    null unless the state is `refused`.
    """

    model_config = build_example(state="running", percent=40, reason=None, reason_text=None, language="en")

    state: TranscriptionState
    percent: int = Field(ge=0, le=100)
    reason: Annotated[str | None, ReadWith(lambda row: row.refusal or None)]
    reason_text: Annotated[str | None, ReadWith(lambda row: describe_reason(row.refusal))]
    language: Annotated[str, ReadWith(lambda row: row.language or row.asked_language)] = Field(
        description="What is spoken; empty until it is known."
    )


class SubtitlesStateOut(Out):
    """The subtitles of a video, and what speech is doing about them. `can_make` is false while speech recognition is
    off.
    """

    model_config = build_example(video=VIDEO_ID, can_make=True)

    video: UUID
    subtitles: list[SubtitlesRowOut]
    making: MakingOut | None
    can_make: bool


class SubtitlesOut(Out):
    """The subtitles of a video in one language, with their cues."""

    model_config = build_example(
        video=VIDEO_ID, language="en", label="English", source="file", is_published=True, doubt=None, version=1,
        changed_at="2026-11-26T10:15:00Z", shortened=0,
    )  # fmt: skip

    video: UUID
    language: str
    label: str
    source: SubtitleSource
    is_published: bool
    doubt: str | None
    version: int
    changed_at: datetime
    cues: list[CueOut]
    shortened: int = Field(
        description="Of a file that was just sent: how many cues overlapped the next one and now end when it begins."
    )


def describe_subtitles(row: Subtitles, shortened: int = 0) -> dict[str, Any]:
    """Return the values of SubtitlesOut."""
    names = ("language", "source", "is_published", "version", "cues")
    return {
        **{name: getattr(row, name) for name in names},
        "video": row.video_id,
        "label": get_language_name(row.language),
        "doubt": describe_reason(row.doubt),
        "changed_at": row.updated_at,
        "shortened": shortened,
    }


def describe_state(
    video_id: UUID, subtitles: list[Subtitles], transcription: Transcription | None, *, can_make: bool
) -> dict[str, Any]:
    """Return the values of SubtitlesStateOut."""
    return {"video": video_id, "subtitles": subtitles, "making": transcription, "can_make": can_make}


def check_language(code: str) -> str:
    """Return the code of a language from a path. Raise NotFound for what is none."""
    if not is_language(code):
        raise NotFound()
    return code
