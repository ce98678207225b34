"""Subtitles by the centre's own Whisper: one piece of a film, in the process `speech`.

A piece is at most PIECE_SECONDS of sound, and ends early when a recording of a pupil comes. Its stretches of at most
30 s go through the model one by one and only while the engine has no recording, so that a pupil waits for one stretch
at most; the job of the next piece has a lower priority than all of homework. Words and progress are recorded with the
end of the job, so a process that is killed loses one piece, which is heard again.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

import numpy as np
import structlog
from django.db import connection

import apps.jobs.services as jobs
from apps.core.durations import MINUTE
from apps.jobs.kinds import ClaimedJob
from apps.video import work_folders
from apps.video.cue_building import Word
from apps.video.ffmpeg_commands import build_speech_command
from apps.video.models import Transcription, Video, VideoState
from apps.video.programs import FfmpegMissing, run_program
from apps.video.refusals import VideoRefused
from apps.video.services.transcription import UNDONE, Window, refuse_transcription, store_piece
from ml.engines import asr
from ml.engines.asr import AudioWindow, TimedWord, Whisper, WindowTranscript
from ml.engines.audio import RATE, Samples
from ml.engines.audio_gate import measure_sound
from ml.engines.evidence import search_window
from ml.engines.windows import choose_window_bounds

log = structlog.get_logger(__name__)

PIECE_SECONDS = 120
BUSY_SECONDS = 60.0
"""So long a piece waits for an engine that works for pupils; then it goes back into the queue."""
PAUSE = MINUTE
CPU_SECONDS = 600
FOLDER_PREFIX = "speech-"
DETECTED_WINDOWS = 3
"""Stretches of speech whose mean decides which language a film has."""
NO_SPEECH = 0.6
"""With a failed search, the mark of a stretch without speech (`no_speech_threshold` of openai-whisper)."""
SLACK_SECONDS = 0.15
"""How far a word may stand out of the speech around it."""
ONLY_LANGUAGE = "en"
"""Of a model that knows one language."""
_LETTER = re.compile(r"\w")
_Span = tuple[float, float]
T = TypeVar("T")


class IdleEngine(Protocol):
    """What this module needs of `ml.engines.engine.SpeechEngine`."""

    def wait_until_idle(self, seconds: float) -> bool:
        """Return whether no recording is in the engine; wait so long at most."""

    def run_when_idle(self, work: Callable[[Whisper], T]) -> T:
        """Return what `work` makes of the model, once no recording is ready for it."""


@dataclass
class HeardPiece:
    """What was heard from `begin` on, up to `end`; seconds of the film."""

    begin: float
    end: float
    language: str
    words: list[Word]
    windows: list[Window]


def make_piece(claim: ClaimedJob, engine: IdleEngine) -> None:
    """Hear the next piece of a film and record it, or refuse the film with a reason. It may run again."""
    rows = Transcription.objects.select_related("video__file")
    row = rows.filter(pk=claim.object_id, state__in=UNDONE).first()
    connection.close()
    if row is None:
        jobs.complete_job_unless_done(claim)
        return
    if not engine.wait_until_idle(BUSY_SECONDS):
        postpone_piece(claim)
        return
    try:
        heard = _hear(row, engine)
    except (VideoRefused, FileNotFoundError, FfmpegMissing) as error:
        log.warning("the sound of a film was not read", video=str(row.video_id), error=repr(error))
        refuse_transcription(job=claim, row=row, reason="unreadable" if isinstance(error, VideoRefused) else "failed")
    else:
        store_piece(
            job=claim,
            row=row,
            at_ms=round(heard.end * 1000),
            language=heard.language,
            words=heard.words,
            windows=heard.windows,
        )
    if not Transcription.objects.filter(pk=row.pk, state__in=UNDONE).exists():
        _remove_copy(row.video)


def postpone_piece(claim: ClaimedJob) -> None:
    """Put a piece back into the queue: pupils come first, or another film is being heard."""
    jobs.postpone_job(claim, reason="The engine is busy.", pause=PAUSE)


def _hear(row: Transcription, engine: IdleEngine) -> HeardPiece:
    begin, end = row.at_ms / 1000, (row.video.duration_ms or 0) / 1000
    samples = _read_sound(row.video, begin, min(PIECE_SECONDS, end - begin))
    # The sound may end before the picture; then nothing is left to hear.
    is_last = begin + PIECE_SECONDS >= end or len(samples) < (PIECE_SECONDS - 1) * RATE
    piece = HeardPiece(begin, begin, row.language or row.asked_language, [], [])
    speech = measure_sound(samples).speech if samples.size else ()
    bounds = _choose_bounds(len(samples) / RATE, speech, is_last=is_last)
    stretches = [(bound, spans) for bound in bounds if (spans := _select_spans(speech, bound))]
    if not piece.language and stretches:
        piece.language = _detect(engine, [_cut(samples, bound, begin, "") for bound, _spans in stretches])
    for number, (bound, spans) in enumerate(stretches):
        if number and not engine.wait_until_idle(0):
            return piece
        window = _cut(samples, bound, begin, piece.language)
        heard, probability = engine.run_when_idle(lambda whisper, window=window: _hear_window(whisper, window))  # type: ignore[misc]
        piece.end = begin + bound[1]
        if not _is_failed(heard):
            piece.words += _list_words(heard.words, [(begin + first, begin + last) for first, last in spans])
            piece.windows.append((round(probability, 3), round(heard.search.logprob, 3)))
    piece.end = end if is_last else begin + (bounds[-1][1] if bounds else PIECE_SECONDS)
    return piece


def _read_sound(video: Video, begin: float, seconds: float) -> Samples:
    """Return the samples of a piece; none behind the end of the sound."""
    with work_folders.hold_film(video) as film, work_folders.open_temporary_work_folder(FOLDER_PREFIX) as folder:
        sound = folder / "sound"
        command = build_speech_command(film, begin, seconds, RATE, sound.name)
        run_program(command, folder=folder, cpu_seconds=CPU_SECONDS)
        raw = np.fromfile(sound, dtype="<i2") if sound.exists() else np.zeros(0, dtype="<i2")
    samples: Samples = raw.astype(np.float32) / np.float32(32768)
    return samples


def _choose_bounds(seconds: float, speech: Sequence[_Span], *, is_last: bool) -> list[_Span]:
    """Return stretches that cover the piece, cut in its pauses. The last one is left to the next piece, as a word may
    be cut at its end.
    """
    bounds = choose_window_bounds(seconds, speech)
    return bounds if is_last or len(bounds) < 2 else bounds[:-1]


def _select_spans(speech: Sequence[_Span], bound: _Span) -> list[_Span]:
    return [span for span in speech if span[1] > bound[0] and span[0] < bound[1]]


def _cut(samples: Samples, bound: _Span, begin: float, language: str) -> AudioWindow:
    return AudioWindow(samples[int(bound[0] * RATE) : int(bound[1] * RATE)], begin + bound[0], language)


def _detect(engine: IdleEngine, windows: Sequence[AudioWindow]) -> str:
    """Return the likeliest language of the first stretches together."""
    chances: dict[str, float] = {}
    for window in windows[:DETECTED_WINDOWS]:
        languages = engine.run_when_idle(lambda whisper, window=window: whisper.languages(whisper.encode([window]))[0])  # type: ignore[misc]
        for language, probability in languages:
            chances[language] = chances.get(language, 0.0) + probability
    return max(chances, key=lambda language: chances[language]) if chances else ONLY_LANGUAGE


def _hear_window(whisper: Whisper, window: AudioWindow) -> tuple[WindowTranscript, float]:
    """Return what was said in one stretch, and the probability of its language."""
    (encoded,) = whisper.encode([window])
    (languages,) = whisper.languages([encoded])
    (heard,) = whisper.timed([encoded], [search_window(whisper, encoded)])
    return heard, dict(languages).get(window.language, 0.0)


def _is_failed(heard: WindowTranscript) -> bool:
    """Return whether nothing was understood: noise, or the same words again and again."""
    search = heard.search
    is_silent = search.no_speech > NO_SPEECH and search.logprob < asr.MIN_LOGPROB
    return is_silent or search.compression > asr.MAX_COMPRESSION or not heard.words


def _list_words(words: Sequence[TimedWord], speech: Sequence[_Span]) -> list[Word]:
    """Return the words in milliseconds, within the speech that they touch; marks stand with the word before."""
    joined: list[TimedWord] = []
    for word in words:
        if joined and not _LETTER.search(word.text):
            joined[-1] = replace(joined[-1], text=joined[-1].text + word.text)
        elif _LETTER.search(word.text):
            joined.append(word)
    rows: list[Word] = []
    for word in joined:
        touched = [span for span in speech if span[1] > word.start and span[0] < word.end] or [(word.start, word.end)]
        # Whisper's end of a word may lie in the speech behind the pause after it.
        span = next((span for span in touched if span[1] > word.start + SLACK_SECONDS), touched[-1])
        first, last = max(word.start, span[0] - SLACK_SECONDS), min(word.end, span[1] + SLACK_SECONDS)
        rows.append((word.text, max(0, round(first * 1000)), max(0, round(last * 1000))))
    return rows


def _remove_copy(video: Video) -> None:
    """Delete what was fetched of a film from a bucket, unless the film is being prepared with it."""
    if Video.objects.filter(pk=video.pk).exclude(state=VideoState.READY).exists():
        return
    work_folders.remove_work_folder(video.pk)
