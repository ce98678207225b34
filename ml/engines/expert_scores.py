"""What the calibrated marks are made of: a small head over the frames of Whisper's encoder, and plain measures.

A text is cut into sentences of at most ten words; each is measured alone on the frames between its first and its last
word. The head was fitted by `ml.training.fit_marks` and stands in `marking.npz` beside this file, with the hashes of
the Whisper weights it holds for. Only numpy: no model runs here.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ml.scoring.fluency import Span, Speech, clip_spans
from ml.scoring.task import ScoringTask
from ml.scoring.text_match import TimedWords, count_reached_words
from ml.text import parse_words

FILE = Path(__file__).with_name("marking.npz")
FRAMES_PER_SECOND = 50
MAX_SENTENCE_WORDS = 10
"""Of one sentence; what is longer is cut into equal parts."""
MIN_SENTENCE_WORDS = 3
"""A shorter sentence joins its neighbour in the same line, where both fit into one."""
TIME_MEASURES = ("voiced_per_letter", "pause_per_word", "longest_pause", "breaks_per_word", "seconds_per_letter")
"""Of a sentence: see `compute_time_measures`."""
MIN_LOGPROB = -8.0
MIN_PAUSE = 0.2
_EDGE = 0.06
_GRID = 100
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*$")
_COMMA = re.compile(r"[,;:–—]+[\"'”’»)\]]*$")

Array = npt.NDArray[np.float32]


WORD_MEASURES = tuple(
    "logprob logprob_weak_part logprob_strong_part logprob_before logprob_after sentence_mean sentence_lowest "
    "seconds_per_letter seconds letters is_first is_last".split()
)
"""Of a word, as the head takes them: see `compute_word_measures`."""


@dataclass(frozen=True, slots=True)
class SpokenSentence:
    """Words `first` to `last` (left out) of the text, all said in one window, and their span in seconds."""

    first: int
    last: int
    window: int
    span: Span


def split_into_sentences(task: ScoringTask) -> list[tuple[int, int]]:
    """The text as runs (first word, word after the last) of at most ten words that cover it.

    Ends of sentences and of lines cut; a long sentence is cut into equal parts, at a comma where one is near.
    """
    runs: list[tuple[int, int]] = []
    place = 0
    for line in task.reference.splitlines():
        words = [word.surface for word in parse_words(line, task.language, alternatives=True)]
        ends = [at + 1 for at, word in enumerate(words) if _END.search(word) or at + 1 == len(words)]
        begins = [0, *ends[:-1]]
        for first, last in _merge_short_runs(list(zip(begins, ends, strict=True))):
            runs += [(place + start, place + end) for start, end in _split_long_run(words, first, last)]
        place += len(words)
    return runs


def _merge_short_runs(runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for first, last in runs:
        short = kept and min(last - first, kept[-1][1] - kept[-1][0]) < MIN_SENTENCE_WORDS
        if short and last - kept[-1][0] <= MAX_SENTENCE_WORDS:
            kept[-1] = (kept[-1][0], last)
        else:
            kept.append((first, last))
    return kept


def _split_long_run(words: Sequence[str], first: int, last: int) -> list[tuple[int, int]]:
    count = -(-(last - first) // MAX_SENTENCE_WORDS)
    parts = []
    while count > 1:
        size = -(-(last - first) // count)
        near = range(first + size, max(first + size - 3, last - MAX_SENTENCE_WORDS * (count - 1)) - 1, -1)
        cut = next((at for at in near if _COMMA.search(words[at - 1])), first + size)
        parts.append((first, cut))
        first, count = cut, count - 1
    return [*parts, (first, last)]


def locate_sentences(
    runs: Sequence[tuple[int, int]], forced: TimedWords, window_of_forced: Sequence[int], speech: Speech
) -> list[SpokenSentence]:
    """The runs as said: cut where the window changes, words without a place left out, spans trimmed to the speech."""
    segments = []
    for first, last in runs:
        last = min(last, len(forced))
        at = first
        while at < last:
            end = at
            while end < last and window_of_forced[end] == window_of_forced[at]:
                end += 1
            span = trim_span(float(forced[at][1]), float(forced[end - 1][2]), speech)
            segments.append(SpokenSentence(at, end, window_of_forced[at], span))
            at = end
    return segments


def trim_span(start: float, end: float, speech: Speech) -> Span:
    """From where the speech inside begins to where it ends, a little room on both sides; as given without speech."""
    inside = clip_spans(start, end, speech)
    if not inside:
        return start, end
    return max(start, inside[0][0] - _EDGE), min(end, inside[-1][1] + _EDGE)


def compute_time_measures(rows: TimedWords, span: Span, speech: Speech) -> list[float]:
    """The plain measures of one sentence, in the order of `TIME_MEASURES`. None tells how long or loud it was.

    Seconds of speech inside the span (voiced) and between (pauses), bounded against mishaps.
    """
    letters = max(1, sum(sum(map(str.isalnum, str(row[0]))) for row in rows))
    start, end = span
    inside = clip_spans(start, end, speech)
    voiced = sum(span[1] - span[0] for span in inside) or end - start
    gaps = [after[0] - before[1] for before, after in zip(inside, inside[1:], strict=False)]
    return [
        min(1.0, voiced / letters),
        min(2.0, sum(gaps) / len(rows)),
        min(3.0, max(gaps, default=0.0)),
        min(1.0, sum(gap >= MIN_PAUSE for gap in gaps) / len(rows)),
        min(1.5, (end - start) / letters),
    ]


def compute_word_measures(rows: TimedWords) -> Array:
    """One row per word in the order of `WORD_MEASURES`, scaled to the size of one."""
    logprobs = np.maximum(MIN_LOGPROB, np.array([float(row[3]) for row in rows], dtype=np.float32))
    letters = np.array([sum(map(str.isalnum, str(row[0]))) for row in rows], dtype=np.float32)
    seconds = np.array([float(row[2]) - float(row[1]) for row in rows], dtype=np.float32)
    count, place = len(rows), np.arange(len(rows))
    columns = [
        logprobs / 2,
        np.maximum(logprobs, -2),
        np.maximum(logprobs, -0.5) * 3,
        np.append(0, logprobs[:-1]) / 2,
        np.append(logprobs[1:], 0) / 2,
        np.full(count, logprobs.mean()),
        np.full(count, logprobs.min() / 3),
        np.minimum(seconds / np.maximum(letters, 1), 0.5) * 5,
        np.minimum(seconds, 1.5),
        letters / 5,
        place == 0,
        place == count - 1,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def pool_frames(frames: npt.NDArray[Any]) -> Array:
    """Frames in single precision, each two next to each other as their mean: 25 a second."""
    frames = frames.astype(np.float32)
    if len(frames) % 2:
        frames = np.concatenate([frames, frames[-1:]])
    halves: Array = frames.reshape(-1, 2, frames.shape[1]).mean(axis=1)
    return halves


def select_frames(frames: npt.NDArray[Any], start: float, span: Span) -> npt.NDArray[Any]:
    """The frames of a window that begins at second `start` which lie in `span`; at least one."""
    first = min(max(0, int((span[0] - start) * FRAMES_PER_SECOND)), len(frames) - 1)
    last = int(np.ceil((span[1] - start) * FRAMES_PER_SECOND))
    return frames[first : max(first + 1, last)]


def locate_words(rows: TimedWords, span: Span, count: int) -> list[tuple[int, int]]:
    """Where each word lies among the `count` pooled frames of a sentence: first place and the one after the last."""
    begin, places = int(span[0] * FRAMES_PER_SECOND), []
    for row in rows:
        first = max(0, int(float(row[1]) * FRAMES_PER_SECOND) - begin) // 2
        last = (int(np.ceil(float(row[2]) * FRAMES_PER_SECOND)) - begin + 1) // 2
        first = min(first, count - 1)
        places.append((first, min(max(first + 1, last), count)))
    return places


class ScoringHead:
    """One fitted network, as `ml.training.marks_head` defines it, for one sentence at a time.

    `arrays`: its weights by name, matrices as (in, out).
    """

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._w = {name: array.astype(np.float32) for name, array in arrays.items()}

    def __call__(self, frames: Array, places: Sequence[tuple[int, int]], measures: Array) -> tuple[Array, Array]:
        """Four marks of the sentence, in the order of `SCORE_NAMES`, and one of each word; 0 to 10 or a little beyond.

        `frames`: projected and pooled, (n, d). `places`, `measures`: of the words.
        """
        w = self._w
        hidden = np.maximum(frames @ w["in.w"] + w["in.b"], 0)
        attention = _softmax(hidden @ w["attention.w"] + w["attention.b"])
        mean = hidden.mean(axis=0)
        spread = np.sqrt(((hidden - mean) ** 2).mean(axis=0) + 1e-4)
        summary = np.concatenate([(attention.T @ hidden).reshape(-1), mean, spread])
        sentence = np.maximum(summary @ w["summary.w"] + w["summary.b"], 0)
        marks = (sentence @ w["marks.w"] + w["marks.b"]) * w["marks.scale"] + w["marks.mean"]
        scores = hidden @ w["word_attention.w"] + w["word_attention.b"]
        rows = []
        for (first, last), measured in zip(places, measures, strict=True):
            part = hidden[first:last]
            looked_at = (_softmax(scores[first:last]).T @ part)[0]
            rows.append(np.concatenate([looked_at, part.mean(axis=0), sentence, measured]))
        inside = np.stack(rows)
        middle = np.maximum(inside @ w["word.w"] + w["word.b"], 0)
        words = middle @ w["word_mark.w"] + w["word_mark.b"] + measures @ w["word_line.w"] + w["word_line.b"]
        return marks, words[:, 0] * w["word.scale"] + w["word.mean"]


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=0))
    shares: Array = powers / powers.sum(axis=0)
    return shares


class ExpertScorer:
    """Measures readings for `ml.scoring.calibration`. Safe to share between threads."""

    def __init__(self, file: Path = FILE) -> None:
        """Reads the weights: a header in JSON, a projection and the networks, whose answers are averaged."""
        with np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        self.header: dict[str, Any] = json.loads(bytes(arrays.pop("header")).decode())
        self._mean = arrays.pop("projection.mean").astype(np.float32)
        self._projection = arrays.pop("projection.w").astype(np.float32)
        self._heads = build_heads(arrays)

    @classmethod
    def load(cls, whisper_sha256: str, language: str) -> "ExpertScorer | None":
        """The marker for a Whisper model, by the hash of its weights, and a language; None where none was fitted."""
        marker = _load_shipped() if FILE.exists() else None
        if marker and whisper_sha256 in marker.header["models"] and language == marker.header["language"]:
            return marker
        return None

    def measure(
        self,
        windows: Sequence[tuple[float, npt.NDArray[Any]]],
        forced: TimedWords,
        window_of_forced: Sequence[int],
        sound_json: Mapping[str, Any],
        task: ScoringTask,
    ) -> dict[str, Any]:
        """What goes into the evidence as `expert_scores`: JSON-safe, rounded.

        `windows`: start in seconds and encoder frames, 50 a second, of each window. `forced`: a row per word of the
        text; `window_of_forced`: its window. A tail that was not reached is measured apart from what was read.
        """
        speech = sound_json["speech"]
        reached = count_reached_words(forced, speech)
        runs = split_run_at_word(split_into_sentences(task), reached)
        measured = []
        for piece in locate_sentences(runs, forced, window_of_forced, speech):
            (start, frames), rows = windows[piece.window], forced[piece.first : piece.last]
            marks, words = self.outputs(frames, rows, piece.span, start)
            measures = [round(value, 4) for value in compute_time_measures(rows, piece.span, speech)]
            logprobs = [round(max(MIN_LOGPROB, float(row[3])), 4) for row in rows]
            pairs = [list(pair) for pair in zip(clamp_and_round_scores(words), logprobs, strict=True)]
            place = {"first": piece.first, "last": piece.last, "span": [round(at, 2) for at in piece.span]}
            measured.append({**place, "marks": clamp_and_round_scores(marks), "measures": measures, "words": pairs})
        return {"version": self.header["version"], "language": self.header["language"], "sentences": measured}

    def outputs(self, frames: npt.NDArray[Any], rows: TimedWords, span: Span, start: float) -> tuple[Array, Array]:
        """Scores of a sentence and of its words as the networks give them on average, not yet calibrated."""
        inside = (pool_frames(select_frames(frames, start, span)) - self._mean) @ self._projection
        return average_head_scores(
            self._heads, inside, locate_words(rows, span, len(inside)), compute_word_measures(rows)
        )


@cache
def _load_shipped() -> ExpertScorer:
    return ExpertScorer(FILE)


def build_heads(arrays: Mapping[str, npt.NDArray[Any]]) -> list[ScoringHead]:
    """The networks whose weights are named `<member>/<name>`."""
    members: dict[str, dict[str, Array]] = {}
    for path, array in arrays.items():
        member, _, name = path.partition("/")
        members.setdefault(member, {})[name] = array
    return [ScoringHead(members[member]) for member in sorted(members)]


def average_head_scores(
    heads: Sequence[ScoringHead], frames: Array, places: Sequence[tuple[int, int]], measures: Array
) -> tuple[Array, Array]:
    """Scores of a sentence and of its words, as the networks give them on average."""
    scores, words = zip(*(head(frames, places, measures) for head in heads), strict=True)
    return np.mean(scores, axis=0, dtype=np.float32), np.mean(words, axis=0, dtype=np.float32)


def split_run_at_word(runs: Sequence[tuple[int, int]], word_index: int) -> list[tuple[int, int]]:
    """Runs with the one that holds the end of what was read cut there, where three or more of its words follow."""
    cut = []
    for first, last in runs:
        inside = first < word_index < last and last - word_index >= MIN_SENTENCE_WORDS
        cut += [(first, word_index), (word_index, last)] if inside else [(first, last)]
    return cut


def clamp_and_round_scores(scores: Array) -> list[float]:
    """Scores between 0 and 10, on a grid of hundredths: what is stored."""
    return [round(float(np.clip(np.round(score * _GRID) / _GRID, 0.0, 10.0)), 2) for score in scores]
