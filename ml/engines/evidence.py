"""From sound to evidence: everything that scoring needs, so that it can be done again without the sound."""

import re
import time
from collections.abc import Sequence
from typing import Any

from ml.alignment import align
from ml.engines import windows
from ml.engines.asr import Encoded, Heard, Timed, Try, Whisper, Window, best_of, cap_of
from ml.engines.audio import RATE, Samples
from ml.engines.gate import Sound
from ml.scoring.reading import heard_words
from ml.scoring.task import Task
from ml.text import match_readings, read

_SLACK = 0.15
"""Seconds that a word may stand out of the speech around it."""
_LETTER = re.compile(r"\w")

Row = list[Any]
"""A word: text, start, end, log-probability."""


def sound_json(sound: Sound) -> dict[str, Any]:
    """The gate's facts, rounded."""
    return {
        "seconds": round(sound.seconds, 3),
        "level_db": round(sound.level_db, 2),
        "speech_level_db": round(sound.speech_level_db, 2),
        "range_db": round(sound.range_db, 2),
        "clipped": round(sound.clipped, 5),
        "speech": [list(span) for span in sound.speech],
    }


def cut(samples: Samples, sound: Sound, language: str) -> list[Window]:
    """The recording in windows that Whisper takes."""
    return [
        Window(samples[int(start * RATE) : int(end * RATE)], start, language)
        for start, end in windows.cut(sound.seconds, sound.speech)
    ]


def hearing(
    heard: Sequence[Heard], encoded: Sequence[Encoded], languages: Sequence[Sequence[tuple[str, float]]], sound: Sound
) -> tuple[dict[str, Any], list[int]]:
    """What pass U says of a whole recording (`heard`, `windows`, `languages`, `spans`), and each word's window."""
    rows: list[Row] = []
    window_of_row: list[int] = []
    for place, one in enumerate(heard):
        merged = _whole_words(one.words)
        rows += [_row(word) for word in merged]
        window_of_row += [place] * len(merged)
    found = {
        "heard": _joined(heard, _tidy(rows, sound)),
        "windows": [
            [round(piece.start, 3), round(piece.seconds, 3), round(one.logprob, 4), round(one.no_speech, 4), one.rung]
            for piece, one in zip(encoded, heard, strict=True)
        ],
        "languages": [[name, round(probability, 4)] for name, probability in languages[0]],
        "spans": [
            [round(piece.start, 3), round(piece.start + piece.seconds, 3), names[0][0], round(names[0][1], 4)]
            for piece, names in zip(encoded, languages, strict=True)
            if names
        ],
    }
    return found, window_of_row


def asked_of_windows(
    task: Task, rows: Sequence[Row], window_of_row: Sequence[int], count: int
) -> tuple[list[list[str]], list[int]]:
    """The asked words as Whisper would write them, for each of `count` windows, and each asked word's window."""
    asked_words = read(task.reference, task.language, alternatives=True)
    asked, told = match_readings(asked_words, heard_words(rows, task.language), task.language)
    pairs = align(asked, told, task.language)
    shares = windows.share_out(pairs, asked, [window_of_row[token.index] for token in told], count)
    surfaces = _spoken_forms([word.surface for word in asked_words])
    return (
        [[surfaces[index] for index in share] for share in shares],
        [place for place, share in enumerate(shares) for _ in share],
    )


def forced_rows(forced: Sequence[Sequence[Timed]]) -> list[Row]:
    """Pass P's words of all windows, a row for each asked word."""
    return [_row(word) for words in forced for word in words]


def gather(
    whisper: Whisper, samples: Samples, sound: Sound, task: Task, seconds: dict[str, float] | None = None
) -> dict[str, Any]:
    """Both passes over one gated recording, as the engine makes them for many: `heard`, `windows`, `languages`,
    `spans` and, for a text read aloud, `forced` (a row for each asked word).

    For scripts: the engine does the same in batches. `seconds` is told the time of it as `asr`.
    """
    began = time.perf_counter()
    encoded = whisper.encode(cut(samples, sound, task.language))
    heard = whisper.timed(encoded, [_search(whisper, one) for one in encoded])
    found, window_of_row = hearing(heard, encoded, whisper.languages(encoded), sound)
    if task.read_aloud:
        asked, _ = asked_of_windows(task, found["heard"]["words"], window_of_row, len(encoded))
        found["forced"] = forced_rows(whisper.force(encoded, asked))
    if seconds is not None:
        seconds["asr"] = time.perf_counter() - began
    return found


def _search(whisper: Whisper, window: Encoded) -> Try:
    tries: list[Try] = []
    while not tries or (chosen := best_of(tries)) is None:
        [one] = whisper.search([window], rung=len(tries))
        if one.outran:
            [one] = whisper.search([window], rung=len(tries), cap=cap_of(window.seconds))
        tries.append(one)
    return chosen


def _spoken_forms(surfaces: list[str]) -> list[str]:
    """As Whisper would write it: a text in capitals throughout is lowered."""
    if all(surface == surface.upper() for surface in surfaces):
        lowered = [surface.lower() for surface in surfaces]
        return ["I" if word == "i" else word for word in lowered]
    return surfaces


def _whole_words(words: Sequence[Timed]) -> list[Timed]:
    """Joins what Whisper split off (marks, `ice` `-` `cream`) to the word before; drops what has no letter."""
    whole: list[Timed] = []
    for word in words:
        if whole and not word.text.startswith(" "):
            before = whole.pop()
            mark = not _LETTER.search(word.text)
            end = before.end if mark else word.end
            logprob = before.logprob if mark else (before.logprob + word.logprob) / 2
            whole.append(Timed(before.text + word.text, before.start, end, logprob))
        else:
            whole.append(word)
    return [word for word in whole if _LETTER.search(word.text)]


def _row(word: Timed) -> Row:
    return [word.text.strip(), round(word.start, 2), round(word.end, 2), round(word.logprob, 4)]


def _tidy(rows: list[Row], sound: Sound) -> list[Row]:
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


def _joined(heard: Sequence[Heard], rows: list[Row]) -> dict[str, Any]:
    tokens = max(1, sum(one.tokens for one in heard))
    logprob = sum(one.logprob * one.tokens for one in heard) / tokens if any(one.tokens for one in heard) else -12.0
    return {
        "text": " ".join(one.text for one in heard if one.text),
        "words": rows,
        "logprob": round(logprob, 4),
        "no_speech": round(max(one.no_speech for one in heard), 4),
        "compression": round(max(one.compression for one in heard), 4),
        "rung": max(one.rung for one in heard),
        "repeats": round(_repeated_share([str(row[0]).lower() for row in rows]), 4),
    }


def _repeated_share(words: list[str]) -> float:
    """Share of three-word runs that were said before."""
    runs = list(zip(words, words[1:], words[2:], strict=False))
    return 1 - len(set(runs)) / len(runs) if runs else 0.0
