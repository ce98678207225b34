"""From sound to evidence: everything that scoring needs, so that it can be done again without the sound."""

import re
import time
from collections.abc import Sequence
from typing import Any

from ml.alignment import align
from ml.engines import windows
from ml.engines.asr import Encoded, Heard, Timed, Whisper
from ml.engines.audio import RATE, Samples
from ml.engines.gate import Sound
from ml.scoring.reading import heard_words
from ml.scoring.task import Task
from ml.text import match_readings, read

_SLACK = 0.15
"""Seconds that a word may stand out of the speech around it."""
_LETTER = re.compile(r"\w")


def sound_json(sound: Sound) -> dict[str, Any]:
    """The gate's facts, rounded."""
    return {
        "seconds": round(sound.seconds, 3),
        "level_db": round(sound.level_db, 2),
        "speech_level_db": round(sound.speech_level_db, 2),
        "clipped": round(sound.clipped, 5),
        "speech": [list(span) for span in sound.speech],
    }


def gather(whisper: Whisper, samples: Samples, sound: Sound, task: Task, seconds: dict[str, float]) -> dict[str, Any]:
    """Both passes over gated samples: `heard`, `windows`, `languages` and, for a reading, `forced` (a row per word).

    A row is [text, start, end, log-probability]. Adds the time spent to `seconds` under `asr` and `align`.
    """
    clock = _Clock(seconds)
    pieces = [
        whisper.encode(samples[int(start * RATE) : int(end * RATE)], start)
        for start, end in windows.cut(sound.seconds, sound.speech)
    ]
    heard = [whisper.transcribe(piece, task.language) for piece in pieces]
    languages = whisper.languages(pieces[0])
    clock.lap("asr")
    rows: list[list[Any]] = []
    window_of_row: list[int] = []
    for place, one in enumerate(heard):
        merged = _whole_words(one.words)
        rows += [_row(word) for word in merged]
        window_of_row += [place] * len(merged)
    rows = _tidy(rows, sound)
    found: dict[str, Any] = {
        "heard": _joined(heard, rows),
        "windows": [
            [round(piece.start, 3), round(piece.seconds, 3), round(one.logprob, 4), round(one.no_speech, 4), one.rung]
            for piece, one in zip(pieces, heard, strict=True)
        ],
        "languages": [[name, round(probability, 4)] for name, probability in languages],
    }
    if task.kind == "reading":
        found["forced"] = _forced(whisper, pieces, task, rows, window_of_row)
        clock.lap("align")
    return found


class _Clock:
    def __init__(self, seconds: dict[str, float]) -> None:
        self._seconds = seconds
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self._seconds[name] = self._seconds.get(name, 0.0) + now - self._last
        self._last = now


def _forced(
    whisper: Whisper, pieces: Sequence[Encoded], task: Task, rows: Sequence[Any], window_of_row: Sequence[int]
) -> list[list[Any]]:
    asked_words = read(task.reference, task.language, alternatives=True)
    asked, told = match_readings(asked_words, heard_words(rows, task.language), task.language)
    pairs = align(asked, told, task.language)
    shares = windows.share_out(pairs, asked, [window_of_row[token.index] for token in told], len(pieces))
    surfaces = _spoken_forms([word.surface for word in asked_words])
    forced: list[list[Any]] = []
    for piece, share in zip(pieces, shares, strict=True):
        if share:
            forced += [_row(word) for word in whisper.force(piece, task.language, [surfaces[index] for index in share])]
    return forced


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


def _row(word: Timed) -> list[Any]:
    return [word.text.strip(), round(word.start, 2), round(word.end, 2), round(word.logprob, 4)]


def _tidy(rows: list[list[Any]], sound: Sound) -> list[list[Any]]:
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


def _joined(heard: Sequence[Heard], rows: list[list[Any]]) -> dict[str, Any]:
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
