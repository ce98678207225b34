"""Whisper through CTranslate2: the unprompted pass that decides and the forced pass that may rescue.

Deterministic: beam search only. CTranslate2 seeds its sampler once per worker thread, so a sampled retry would give the
same recording another text the second time; the retries here change the search instead (`LADDER`) and stay at
temperature 0. `generate` halves `max_length` (seen with 4.8.5), which `_length_limit` undoes.
"""

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import tokenizers
from faster_whisper.feature_extractor import FeatureExtractor
from faster_whisper.tokenizer import Tokenizer

from ml.engines.audio import RATE, Samples
from ml.engines.mel import log_mel

LADDER: tuple[dict[str, Any], ...] = (
    {"beam_size": 5},
    {"beam_size": 5, "no_repeat_ngram_size": 4},
    {"beam_size": 5, "no_repeat_ngram_size": 3, "repetition_penalty": 1.15},
)
"""Searches tried in turn until neither limit below is broken; the number of the one taken is recorded."""
MOST_COMPRESSION = 2.4
LEAST_LOGPROB = -1.0
TOKENS_PER_SECOND = 6
_MOST_TOKENS = 220
_FRAMES = 3000
_FRAMES_PER_SECOND = 100
_TOKENS_PER_SECOND_OF_ENCODER = 50
_LOWEST_LOGPROB = -12.0


@dataclass(frozen=True, slots=True)
class Timed:
    """A word with its span in seconds of the recording and the mean log-probability of its tokens."""

    text: str
    start: float
    end: float
    logprob: float


@dataclass(frozen=True, slots=True)
class Heard:
    """One window as pass U heard it. `logprob` is per token of the search; `rung` the place in `LADDER`."""

    text: str
    words: tuple[Timed, ...]
    logprob: float
    no_speech: float
    compression: float
    rung: int
    tokens: int


@dataclass(frozen=True, slots=True)
class Encoded:
    """A window's encoder output, kept so that every pass shares it."""

    output: ctranslate2.StorageView
    start: float
    seconds: float


class Whisper:
    """A converted Whisper model from a folder. Not safe to share between threads."""

    def __init__(self, folder: Path, *, device: str, threads: int) -> None:
        """`device`: auto, cpu or cuda. `threads`: of the processor."""
        self.device = _device(device)
        self.compute_type = "float16" if self.device == "cuda" else "int8"
        self._model = ctranslate2.models.Whisper(
            str(folder), device=self.device, compute_type=self.compute_type, intra_threads=threads
        )
        self._vocabulary = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._filters = FeatureExtractor(feature_size=self._model.n_mels).mel_filters
        self._tokenizers: dict[str, Tokenizer] = {}

    def encode(self, samples: Samples, start: float) -> Encoded:
        """Encodes at most 30 s that begin at second `start` of the recording."""
        samples = samples[: 30 * RATE]
        padded = np.pad(samples, (0, 30 * RATE - len(samples)))
        mel = np.ascontiguousarray(log_mel(padded, self._filters)[None, :, :_FRAMES])
        output = self._model.encode(ctranslate2.StorageView.from_array(mel))
        return Encoded(output, start, len(samples) / RATE)

    def languages(self, window: Encoded) -> list[tuple[str, float]]:
        """The three likeliest languages of a window with their probabilities."""
        found = self._model.detect_language(window.output)[0][:3]
        return [(token.strip("<|>"), probability) for token, probability in found]

    def transcribe(self, window: Encoded, language: str) -> Heard:
        """Pass U: no prompt, no timestamp tokens, the language pinned."""
        tokenizer = self._tokenizer(language)
        prompt = [*tokenizer.sot_sequence, tokenizer.no_timestamps]
        tries = []
        for rung, search in enumerate(LADDER):
            result = self._model.generate(
                window.output,
                [prompt],
                return_scores=True,
                return_no_speech_prob=True,
                max_length=_length_limit(window.seconds),
                **search,
            )[0]
            ids = [token for token in result.sequences_ids[0] if token < tokenizer.eot]
            text = tokenizer.decode(ids).strip()
            logprob = result.scores[0] * len(result.sequences_ids[0]) / (len(result.sequences_ids[0]) + 1)
            tries.append((text, ids, logprob, result.no_speech_prob, _compression(text), rung))
            if tries[-1][4] <= MOST_COMPRESSION and logprob >= LEAST_LOGPROB:
                break
        best = tries[-1]
        if best[4] > MOST_COMPRESSION or best[2] < LEAST_LOGPROB:
            best = max(tries, key=lambda one: (one[4] <= MOST_COMPRESSION, one[2]))
        text, ids, logprob, no_speech, compression, rung = best
        words = self._word_times(window, language, ids, None)
        return Heard(text, tuple(words), logprob, no_speech, compression, rung, len(ids))

    def force(self, window: Encoded, language: str, words: Sequence[str]) -> list[Timed]:
        """Pass P: log-probability and span of each of `words`, said in this order, given the sound. One per word."""
        tokenizer = self._tokenizer(language)
        pieces = [tokenizer.encode(" " + word.strip()) for word in words]
        return self._word_times(window, language, [], list(zip(words, pieces, strict=True)))

    def _word_times(
        self, window: Encoded, language: str, ids: list[int], given: list[tuple[str, list[int]]] | None
    ) -> list[Timed]:
        tokenizer = self._tokenizer(language)
        if given is None:
            texts, groups = tokenizer.split_to_word_tokens([*ids, tokenizer.eot])
            given = list(zip(texts[:-1], groups[:-1], strict=True))
        fitting, used = [], 0
        for word, group in given:
            used += len(group)
            if used > 2 * _MOST_TOKENS:
                break
            fitting.append((word, group))
        if not fitting:
            return [Timed(word, window.start, window.start, _LOWEST_LOGPROB) for word, _ in given]
        flat = [token for _, group in fitting for token in group]
        frames = max(1, round(window.seconds * _FRAMES_PER_SECOND))
        found = self._model.align(window.output, tokenizer.sot_sequence, [flat], frames)[0]
        return [
            *_spans(fitting, found, window),
            *(
                Timed(word, window.start + window.seconds, window.start + window.seconds, _LOWEST_LOGPROB)
                for word, _ in given[len(fitting) :]
            ),
        ]

    def _tokenizer(self, language: str) -> Tokenizer:
        if language not in self._tokenizers:
            self._tokenizers[language] = Tokenizer(
                self._vocabulary, self._model.is_multilingual, task="transcribe", language=language
            )
        return self._tokenizers[language]


def _spans(words: Sequence[tuple[str, list[int]]], found: Any, window: Encoded) -> list[Timed]:
    """Spans from the alignment path: a word lasts from the jump to its first token to the jump to the next word's."""
    path = np.array(found.alignments).reshape(-1, 2)
    jumps = np.concatenate([[True], np.diff(path[:, 0]) > 0])
    times = path[jumps, 1] / _TOKENS_PER_SECOND_OF_ENCODER
    edges = np.concatenate([[0], np.cumsum([len(group) for _, group in words])])
    probabilities = np.maximum(np.array(found.text_token_probs, dtype=np.float64), math.exp(_LOWEST_LOGPROB))
    timed = []
    for place, (word, _) in enumerate(words):
        first, after = int(edges[place]), int(edges[place + 1])
        start = float(times[min(first, len(times) - 1)])
        end = float(times[min(after, len(times) - 1)])
        logprob = float(np.mean(np.log(probabilities[first:after])))
        timed.append(Timed(word, window.start + start, window.start + max(start, end), logprob))
    return timed


def _length_limit(seconds: float) -> int:
    return 2 * min(_MOST_TOKENS, 12 + math.ceil(TOKENS_PER_SECOND * seconds))


def _compression(text: str) -> float:
    data = text.encode()
    return len(data) / len(zlib.compress(data)) if data else 0.0


def _device(wanted: str) -> str:
    if wanted != "auto":
        return wanted
    return "cuda" if ctranslate2.get_cuda_device_count() > 0 else "cpu"
