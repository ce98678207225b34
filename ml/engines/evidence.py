"""From sound to evidence: everything that scoring needs, so that it can be done again without the sound."""

import re
from collections.abc import Sequence
from typing import Any

from ml.alignment import align_tokens
from ml.engines import asr, windows
from ml.engines.asr import EncodedWindow, SearchResult, TimedWord, Whisper, WindowTranscript
from ml.engines.audio import RATE, Samples
from ml.engines.audio_gate import SoundMeasurements
from ml.scoring.checks import measure_repeated_trigram_share
from ml.scoring.fluency import clip_spans
from ml.scoring.task import ScoringTask
from ml.scoring.text_match import parse_heard_words
from ml.text import choose_matching_readings, parse_words

_SLACK = 0.15
"""Seconds that a word may stand out of the speech around it."""
_KNOCK_SECONDS = 1.0
"""A window with less speech than this may be a knock or a cough in a quiet room."""
_KNOCK_NO_SPEECH = 0.6
"""From this probability on Whisper heard no speech (`no_speech_threshold` of openai-whisper)."""
_LETTER = re.compile(r"\w")

WordData = list[Any]
"""A word: text, start, end, log-probability."""


def sound_to_json(sound: SoundMeasurements) -> dict[str, Any]:
    """The gate's facts, rounded."""
    digits = {"seconds": 3, "level_db": 2, "speech_level_db": 2, "range_db": 2, "clipped": 5}
    rounded = {name: round(getattr(sound, name), places) for name, places in digits.items()}
    return {**rounded, "speech": [list(span) for span in sound.speech]}


def cut_into_windows(samples: Samples, sound: SoundMeasurements, language: str) -> list[asr.AudioWindow]:
    """The recording in windows that Whisper takes, without its long silences."""
    return [
        asr.AudioWindow(samples[int(start * RATE) : int(end * RATE)], start, language) for start, end in sound.windows
    ]


def build_transcript_evidence(
    heard: Sequence[WindowTranscript],
    encoded: Sequence[EncodedWindow],
    languages: Sequence[Sequence[tuple[str, float]]],
    sound: SoundMeasurements,
) -> tuple[dict[str, Any], list[int]]:
    """What pass U says of a whole recording (`heard`, `windows`, `languages`, `spans`), and each word's window.

    A knock beside other speech leaves no words: what Whisper writes there nobody said.
    """
    rows: list[WordData] = []
    window_of_row: list[int] = []
    pairs = list(zip(encoded, heard, strict=True))
    spoken = [place for place, pair in enumerate(pairs) if not _is_knock(*pair, sound)] or list(range(len(pairs)))
    for place in spoken:
        merged = _join_word_parts(heard[place].words)
        rows += [_word_to_data(word) for word in merged]
        window_of_row += [place] * len(merged)
    spans, of_windows = [], []
    for place, (piece, item) in enumerate(pairs):
        names = languages[place] if place in spoken else ()
        start, seconds, search = round(piece.start, 3), round(piece.seconds, 3), item.search
        of_windows.append([start, seconds, round(search.logprob, 4), round(search.no_speech, 4), search.rung])
        if names:
            spans.append([start, round(piece.start + piece.seconds, 3), names[0][0], round(names[0][1], 4)])
    return {
        "heard": _join_windows([heard[place] for place in spoken], _clamp_word_times(rows, sound)),
        "windows": of_windows,
        "languages": [[name, round(probability, 4)] for name, probability in languages[spoken[0]]],
        "spans": spans,
    }, window_of_row


def assign_words_to_windows(
    task: ScoringTask, rows: Sequence[WordData], window_of_row: Sequence[int], count: int
) -> tuple[list[list[str]], list[int]]:
    """The asked words as Whisper would write them, for each of `count` windows, and each asked word's window."""
    asked_words = parse_words(task.reference, task.language, alternatives=True)
    asked, heard_tokens = choose_matching_readings(asked_words, parse_heard_words(rows, task.language), task.language)
    pairs = align_tokens(asked, heard_tokens, task.language)
    shares = windows.distribute_words_over_windows(
        pairs, asked, [window_of_row[token.index] for token in heard_tokens], count
    )
    surfaces = _lower_capitals([word.surface for word in asked_words])
    window_of_asked = [place for place, share in enumerate(shares) for _ in share]
    return [[surfaces[index] for index in share] for share in shares], window_of_asked


def list_forced_words(forced: Sequence[Sequence[TimedWord]]) -> list[WordData]:
    """Pass P's words of all windows, a row for each asked word."""
    return [_word_to_data(word) for words in forced for word in words]


def collect_evidence(whisper: Whisper, samples: Samples, sound: SoundMeasurements, task: ScoringTask) -> dict[str, Any]:
    """Both passes over one gated recording, as the engine makes them for many: `heard`, `windows`, `languages`,
    `spans` and, for a text read aloud, `forced` (a row for each asked word).

    For scripts: the engine does the same in batches.
    """
    encoded = whisper.encode(cut_into_windows(samples, sound, task.language))
    heard = whisper.timed(encoded, [search_window(whisper, window) for window in encoded])
    evidence, window_of_row = build_transcript_evidence(heard, encoded, whisper.languages(encoded), sound)
    if task.read_aloud:
        asked, _ = assign_words_to_windows(task, evidence["heard"]["words"], window_of_row, len(encoded))
        evidence["forced"] = list_forced_words(whisper.force(encoded, asked))
    return evidence


def search_window(whisper: Whisper, window: EncodedWindow) -> SearchResult:
    """The search that is taken of one window, by the rungs of `asr.SEARCH_LADDER`."""
    tries: list[SearchResult] = []
    while not tries or (chosen := asr.choose_search_result(tries)) is None:
        [search] = whisper.search([window], rung=len(tries))
        if search.outran:
            [search] = whisper.search([window], rung=len(tries), cap=asr.get_token_limit(window.seconds))
        tries.append(search)
    return chosen


def _is_knock(window: EncodedWindow, heard: WindowTranscript, sound: SoundMeasurements) -> bool:
    """Whether hardly anything in the window is speech, and Whisper is not sure of a word."""
    inside = clip_spans(window.start, window.start + window.seconds, sound.speech)
    short = sum(end - start for start, end in inside) < _KNOCK_SECONDS
    return short and (not heard.search.sound or heard.search.no_speech > _KNOCK_NO_SPEECH)


def _lower_capitals(surfaces: list[str]) -> list[str]:
    """As Whisper would write it: a text in capitals throughout is lowered."""
    if any(surface != surface.upper() for surface in surfaces):
        return surfaces
    return ["I" if surface == "I" else surface.lower() for surface in surfaces]


def _join_word_parts(words: Sequence[TimedWord]) -> list[TimedWord]:
    """Joins what Whisper split off (marks, `ice` `-` `cream`) to the word before; drops what has no letter."""
    all_words: list[TimedWord] = []
    for word in words:
        if all_words and not word.text.startswith(" "):
            before = all_words.pop()
            mark = not _LETTER.search(word.text)
            end = before.end if mark else word.end
            logprob = before.logprob if mark else (before.logprob + word.logprob) / 2
            all_words.append(TimedWord(before.text + word.text, before.start, end, logprob))
        else:
            all_words.append(word)
    return [word for word in all_words if _LETTER.search(word.text)]


def _word_to_data(word: TimedWord) -> WordData:
    return [word.text.strip(), round(word.start, 2), round(word.end, 2), round(word.logprob, 4)]


def _clamp_word_times(rows: list[WordData], sound: SoundMeasurements) -> list[WordData]:
    """Word times kept in order and within the speech they touch, give or take 0.15 s."""
    last = 0.0
    for row in rows:
        touched = [span for span in sound.speech if span[1] > row[1] and span[0] < row[2]]
        if touched:
            row[1] = max(row[1], round(touched[0][0] - _SLACK, 2))
            row[2] = min(row[2], round(touched[-1][1] + _SLACK, 2))
        row[1] = min(max(row[1], last, 0.0), round(sound.seconds, 2))
        row[2] = min(max(row[2], row[1]), round(sound.seconds, 2))
        last = row[1]
    return rows


def _join_windows(heard: Sequence[WindowTranscript], rows: list[WordData]) -> dict[str, Any]:
    searches = [window.search for window in heard]
    tokens = sum(len(search.ids) for search in searches)
    logprob = sum(search.logprob * len(search.ids) for search in searches) / tokens if tokens else -12.0
    return {
        "text": " ".join(search.text for search in searches if search.text),
        "words": rows,
        "logprob": round(logprob, 4),
        "no_speech": round(max(search.no_speech for search in searches), 4),
        "compression": round(max(search.compression for search in searches), 4),
        "rung": max(search.rung for search in searches),
        "repeats": round(measure_repeated_trigram_share([str(row[0]).lower() for row in rows]), 4),
    }
