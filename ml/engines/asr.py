"""Whisper through CTranslate2, several windows per call: the unprompted pass that decides, the forced one that may
rescue.

Deterministic: beam search only. CTranslate2 seeds its sampler once per worker thread, so a sampled retry would give the
same recording another text the second time; the retries here change the search instead (`SEARCH_LADDER`) and stay at
temperature 0. `generate` halves `max_length` (seen with 4.8.5), which is undone here. All rows are searched under one
cap, so that no neighbour matters; one that outruns the cap of its own length is searched again under that.
"""

import math
import zlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import tokenizers
from faster_whisper.feature_extractor import FeatureExtractor
from faster_whisper.tokenizer import Tokenizer
from numpy.typing import NDArray

from ml.engines.audio import RATE, Samples
from ml.engines.mel import compute_log_mel, create_gpu_log_mel_function

SEARCH_LADDER: tuple[dict[str, Any], ...] = (
    {"beam_size": 5},
    {"beam_size": 5, "no_repeat_ngram_size": 4},
    {"beam_size": 5, "no_repeat_ngram_size": 3, "repetition_penalty": 1.15},
)
"""Searches tried in turn until neither limit below is broken; the number of the one taken is recorded."""
MAX_COMPRESSION = 2.4
MIN_LOGPROB = -1.0
TOKENS_PER_SECOND = 6
WINDOW_SECONDS = 30
MAX_TOKENS = 220
_FRAMES = 3000
_FRAMES_PER_SECOND = 100
_ENCODER_FRAMES_PER_SECOND = 50
_LOWEST_LOGPROB = -12.0

Frames = NDArray[np.float32]
WordTokens = Sequence[tuple[str, list[int]]]
Step = Callable[[str, int], AbstractContextManager[None]]
"""`step(name, rows)` stands around every call of the model."""


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word with its span in seconds of the recording and the mean log-probability of its tokens."""

    text: str
    start: float
    end: float
    logprob: float


@dataclass(frozen=True, slots=True)
class AudioWindow:
    """At most 30 s of one recording that begin at its second `start`; `mel` where it was made beforehand."""

    samples: Samples
    start: float
    language: str
    mel: Frames | None = None

    @property
    def seconds(self) -> float:
        """Its length."""
        return len(self.samples) / RATE


class EncoderOutput:
    """The encoder's output for a batch, where it was made; read once from a card when a single row is wanted."""

    def __init__(self, view: ctranslate2.StorageView) -> None:
        self.view = view

    def __len__(self) -> int:
        return int(self.view.shape[0])

    @cached_property
    def host(self) -> NDArray[Any]:
        """The same in memory: (rows, 1500, d_model), single or half precision."""
        return np.asarray(self.view if self.view.device == "cpu" else self.view.to_device(ctranslate2.Device.cpu))


@dataclass(frozen=True, slots=True)
class EncodedWindow:
    """A window behind the encoder: its row of a batch, kept so that every pass shares it."""

    features: EncoderOutput
    row: int
    start: float
    seconds: float
    language: str

    def frames(self) -> Frames:
        """The encoder's frames of the sound itself, 50 a second: (n, d_model)."""
        count = min(_FRAMES // 2, max(1, math.ceil(self.seconds * _ENCODER_FRAMES_PER_SECOND)))
        return np.array(self.features.host[self.row, :count], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One search: `logprob` per token, `rung` its place in `SEARCH_LADDER`. `outran`: longer than its length allows."""

    text: str
    ids: tuple[int, ...]
    logprob: float
    no_speech: float
    compression: float
    rung: int
    outran: bool

    @property
    def sound(self) -> bool:
        """True when neither limit is broken."""
        return self.compression <= MAX_COMPRESSION and self.logprob >= MIN_LOGPROB


@dataclass(frozen=True, slots=True)
class WindowTranscript:
    """One window as pass U heard it: the search taken, with the times of its words."""

    search: SearchResult
    words: tuple[TimedWord, ...]


def choose_search_result(tries: Sequence[SearchResult]) -> SearchResult | None:
    """The search to take, None while another rung is to be tried."""
    if tries[-1].sound:
        return tries[-1]
    if tries[-1].rung + 1 < len(SEARCH_LADDER):
        return None
    return max(tries, key=lambda search: (search.compression <= MAX_COMPRESSION, search.logprob))


def get_token_limit(seconds: float) -> int:
    """Tokens that a window of this length may have."""
    return min(MAX_TOKENS, 12 + math.ceil(TOKENS_PER_SECOND * seconds))


class Whisper:
    """A converted Whisper model from a folder. Not safe to share between threads, but for `spectrogram`."""

    def __init__(self, folder: Path, *, device: str, threads: int, step: Step | None = None) -> None:
        """`device`: auto, cpu or cuda. `threads`: of the processor."""
        automatic = "cuda" if device == "auto" and ctranslate2.get_cuda_device_count() > 0 else "cpu"
        self.device = automatic if device == "auto" else device
        self.compute_type = "float16" if self.device == "cuda" else "int8"
        where = {"device": self.device, "compute_type": self.compute_type}
        self._model = ctranslate2.models.Whisper(str(folder), **where, intra_threads=threads)
        self._vocabulary = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._filters = FeatureExtractor(feature_size=self._model.n_mels).mel_filters
        self._tokenizer = cache(self._create_tokenizer)
        self._step: Step = step or (lambda name, rows: nullcontext())
        self._card_mel = create_gpu_log_mel_function(self._filters) if self.device == "cuda" else None

    @property
    def mel_on_card(self) -> bool:
        """True where `encode` makes the spectrograms; elsewhere `spectrogram` may make them beforehand."""
        return self._card_mel is not None

    def spectrogram(self, samples: Samples) -> Frames:
        """(mels, 3000) of at most 30 s. Safe from any thread."""
        return compute_log_mel(_pad(samples), self._filters)[:, :_FRAMES]

    def encode(self, windows: Sequence[AudioWindow]) -> list[EncodedWindow]:
        """One forward pass of the encoder."""
        with self._step("encode", len(windows)):
            view = self._model.encode(ctranslate2.StorageView.from_array(self._mels(windows)))
        features = EncoderOutput(view)
        rows = enumerate(windows)
        return [EncodedWindow(features, row, piece.start, piece.seconds, piece.language) for row, piece in rows]

    def languages(self, windows: Sequence[EncodedWindow]) -> list[list[tuple[str, float]]]:
        """The three likeliest languages of each window with their probabilities; none from a one-language model."""
        if not self._model.is_multilingual:
            return [[] for _ in windows]
        with self._step("detect", len(windows)):
            languages = self._model.detect_language(_stack(windows))
        return [[(token.strip("<|>"), probability) for token, probability in row[:3]] for row in languages]

    def search(self, windows: Sequence[EncodedWindow], *, rung: int = 0, cap: int = MAX_TOKENS) -> list[SearchResult]:
        """Pass U: no prompt, no timestamp tokens, the language pinned; at most `cap` tokens."""
        tokenizers = [self._tokenizer(window.language) for window in windows]
        with self._step("generate", len(windows)):
            results = self._model.generate(
                _stack(windows),
                [[*prompt.sot_sequence, prompt.no_timestamps] for prompt in tokenizers],
                return_scores=True,
                return_no_speech_prob=True,
                max_length=2 * cap,
                **SEARCH_LADDER[rung],
            )
        limits = [get_token_limit(window.seconds) for window in windows]
        return [
            _build_search_result(result, tokenizer, rung, outran=limit < cap and len(result.sequences_ids[0]) >= limit)
            for result, tokenizer, limit in zip(results, tokenizers, limits, strict=True)
        ]

    def timed(self, windows: Sequence[EncodedWindow], chosen: Sequence[SearchResult]) -> list[WindowTranscript]:
        """The searches taken, with the times of their words."""
        groups = []
        for window, search in zip(windows, chosen, strict=True):
            tokenizer = self._tokenizer(window.language)
            texts, tokens = tokenizer.split_to_word_tokens([*search.ids, tokenizer.eot])
            groups.append(list(zip(texts[:-1], tokens[:-1], strict=True)))
        times = self._word_times(windows, groups)
        return [WindowTranscript(search, tuple(words)) for search, words in zip(chosen, times, strict=True)]

    def force(self, windows: Sequence[EncodedWindow], words: Sequence[Sequence[str]]) -> list[list[TimedWord]]:
        """Pass P: log-probability and span of each window's `words`, said in this order. One per word."""
        groups = []
        for window, asked in zip(windows, words, strict=True):
            tokenizer = self._tokenizer(window.language)
            groups.append([(word, tokenizer.encode(" " + word.strip())) for word in asked])
        return self._word_times(windows, groups)

    def _mels(self, windows: Sequence[AudioWindow]) -> NDArray[Any]:
        if self._card_mel is not None:
            on_card: NDArray[Any] = self._card_mel(np.stack([_pad(window.samples) for window in windows]), _FRAMES)
            return on_card
        made = [self.spectrogram(window.samples) if window.mel is None else window.mel for window in windows]
        return np.ascontiguousarray(np.stack(made))

    def _word_times(self, windows: Sequence[EncodedWindow], groups: Sequence[WordTokens]) -> list[list[TimedWord]]:
        """`align`, one call for each language; what has no tokens, or too many, gets no place in the sound.

        On a processor one call for each row: next to longer texts single words came out otherwise, and batches save
        nothing there.
        """
        fitting = [_drop_unfitting(group) for group in groups]
        timed: list[list[TimedWord]] = [[] for _ in windows]
        calls: dict[tuple[str, int], list[int]] = {}
        for place, window in enumerate(windows):
            if fitting[place]:
                calls.setdefault((window.language, place if self.device == "cpu" else 0), []).append(place)
        for (language, _), places in calls.items():
            with self._step("align", len(places)):
                alignments = self._model.align(
                    _stack([windows[place] for place in places]),
                    self._tokenizer(language).sot_sequence,
                    [[token for _, tokens in fitting[place] for token in tokens] for place in places],
                    [max(1, round(windows[place].seconds * _FRAMES_PER_SECOND)) for place in places],
                )
            for place, alignment in zip(places, alignments, strict=True):
                timed[place] = _build_spans(fitting[place], alignment, windows[place])
        for place, (window, group) in enumerate(zip(windows, groups, strict=True)):
            at = window.start + (window.seconds if fitting[place] else 0.0)
            timed[place] += [TimedWord(word, at, at, _LOWEST_LOGPROB) for word, _ in group[len(fitting[place]) :]]
        return timed

    def _create_tokenizer(self, language: str) -> Tokenizer:
        return Tokenizer(self._vocabulary, self._model.is_multilingual, task="transcribe", language=language)


def _pad(samples: Samples) -> Samples:
    samples = samples[: WINDOW_SECONDS * RATE]
    return np.pad(samples, (0, WINDOW_SECONDS * RATE - len(samples)))


def _stack(windows: Sequence[EncodedWindow]) -> ctranslate2.StorageView:
    """The rows as one batch: as they lie where they are a whole batch, else copied together in memory."""
    features = windows[0].features
    same = all(window.features is features for window in windows)
    if same and [window.row for window in windows] == list(range(len(features))):
        return features.view
    rows = np.stack([window.features.host[window.row] for window in windows])
    return ctranslate2.StorageView.from_array(np.ascontiguousarray(rows))


def _build_search_result(result: Any, tokenizer: Tokenizer, rung: int, *, outran: bool) -> SearchResult:
    sequence = result.sequences_ids[0]
    ids = tuple(token for token in sequence if token < tokenizer.eot)
    text = tokenizer.decode(list(ids)).strip()
    logprob = result.scores[0] * len(sequence) / (len(sequence) + 1)
    return SearchResult(text, ids, logprob, result.no_speech_prob, _measure_compression(text), rung, outran)


def _drop_unfitting(words: WordTokens) -> list[tuple[str, list[int]]]:
    fitting, used = [], 0
    for word, tokens in words:
        used += len(tokens)
        if used > 2 * MAX_TOKENS:
            break
        fitting.append((word, tokens))
    return fitting


def _build_spans(words: WordTokens, alignment: Any, window: EncodedWindow) -> list[TimedWord]:
    """Spans from the alignment path: a word lasts from the jump to its first token to the jump to the next word's."""
    path = np.array(alignment.alignments).reshape(-1, 2)
    jumps = np.concatenate([[True], np.diff(path[:, 0]) > 0])
    times = path[jumps, 1] / _ENCODER_FRAMES_PER_SECOND
    edges = np.concatenate([[0], np.cumsum([len(group) for _, group in words])])
    probabilities = np.maximum(np.array(alignment.text_token_probs, dtype=np.float64), math.exp(_LOWEST_LOGPROB))
    timed = []
    for place, (word, _) in enumerate(words):
        first, after = int(edges[place]), int(edges[place + 1])
        start, end = (float(times[min(edge, len(times) - 1)]) for edge in (first, after))
        logprob = float(np.mean(np.log(probabilities[first:after])))
        timed.append(TimedWord(word, window.start + start, window.start + max(start, end), logprob))
    return timed


def _measure_compression(text: str) -> float:
    data = text.encode()
    return len(data) / len(zlib.compress(data)) if data else 0.0
