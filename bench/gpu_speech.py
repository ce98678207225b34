"""Speech on a graphics card: `python -m bench.gpu_speech FOLDER`, with nothing but a model, the wheels and recordings.

FOLDER is the training half of speechocean762 (`train.tsv`, `train.tar`); the sentences of its development speakers are
joined per speaker to homeworks of 10 to 30 s. Compared, in clips a second on one card: faster-whisper one at a time
at its best (no timestamps, beam 5) and with its defaults, and this engine end to end with word times. For the shapes of
`large-v3` and `large-v3-turbo` weights are made at random (speed only), and the engine is held against bare CTranslate2
(encode and generate, the same beam and caps) at its best batch. Writes `var/bench/gpu_speech.json`, which
`./talim bench speech` shows. Without `--device cpu` a card is needed.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.audio import pad_or_trim
from faster_whisper.feature_extractor import FeatureExtractor

from bench.speech import corpus
from bench.speech.batch_independence import measure_word_distance
from bench.speech.gpu_results import FILE
from ml.engines.asr import SEARCH_LADDER, get_token_limit
from ml.engines.audio import RATE, Samples
from ml.engines.clips import EngineRequest
from ml.engines.engine import SpeechEngine
from ml.models import resolve_whisper
from ml.scoring import RecordingResult, ScoringTask
from ml.text import parse_words
from ml.training.corpus import CorpusRow, join_sentence_texts

BATCHES = (8, 16, 32, 64)
SHAPES = {"large": ("large-v3", 32, 32), "turbo": ("large-v3-turbo", 32, 4)}
"""Name, layers of the encoder, layers of the decoder; 1,280 wide, 20 heads, 128 mel bands (Whisper's model cards)."""
SHORT_SECONDS = 10.0
Say = Callable[[str], None]


@dataclass(frozen=True)
class HomeworkClip:
    """One homework: its samples and what was to be read."""

    samples: Samples
    rows: tuple[CorpusRow, ...]

    @property
    def seconds(self) -> float:
        """Its length."""
        return len(self.samples) / RATE

    def item(self, number: int) -> EngineRequest:
        """For the engine."""
        return EngineRequest(
            str(number), corpus.encode_wav(self.samples), ScoringTask("reading", "en", join_sentence_texts(self.rows))
        )


@dataclass
class SpeedResult:
    """Clips a second, word error, and the 95th percentile of a clip's own time where it is known."""

    clips_per_s: float
    word_error: float | None = None
    p95: float | None = None
    texts: list[str] = field(default_factory=list)


def measure_faster_whisper(model: WhisperModel, clips: Sequence[HomeworkClip], **how: Any) -> SpeedResult:
    """Measure faster-whisper, one clip after another."""
    list(model.transcribe(clips[0].samples, language="en", **how)[0])
    began, texts = time.perf_counter(), []
    for clip in clips:
        segments, _ = model.transcribe(clip.samples, language="en", **how)
        texts.append(" ".join(segment.text for segment in segments))
    return SpeedResult(len(clips) / (time.perf_counter() - began), measure_word_error(clips, texts), texts=texts)


def measure_engine(engine: SpeechEngine, clips: Sequence[HomeworkClip], rounds: int) -> SpeedResult:
    """Measure the engine end to end (files in, scores and word times out); the median of the rounds."""
    items = [clip.item(number) for number, clip in enumerate(clips)]
    list(engine.process(items[: min(64, len(items))], lambda key, stage: None))
    rates, results = [], []
    for _ in range(rounds):
        began = time.perf_counter()
        outcomes = [outcome for _, outcome in engine.process(items, lambda key, stage: None)]
        rates.append(len(items) / (time.perf_counter() - began))
        results = [outcome for outcome in outcomes if isinstance(outcome, RecordingResult)]
        if len(results) != len(items):
            raise RuntimeError("recordings were lost")
    seconds = [result.seconds["total"] for result in results]
    texts = [result.transcript for result in results]
    p95 = float(np.percentile(seconds, 95))
    return SpeedResult(statistics.median(rates), measure_word_error(clips, texts), p95, texts)


def measure_ctranslate2(
    folder: Path, clips: Sequence[HomeworkClip], device: str, kind: str, batch: int, mels: int
) -> float:
    """Measure CTranslate2 alone, in clips per second: encode and generate with the engine's beam and length limit."""
    model = ctranslate2.models.Whisper(str(folder), device=device, compute_type=kind)
    extract = FeatureExtractor(feature_size=mels)
    spectra = [pad_or_trim(extract(clip.samples), 3000) for clip in clips[: 4 * batch]]
    cap = max(get_token_limit(clip.seconds) for clip in clips)
    prompt = [50258, 50259, 50360 if mels == 128 else 50359, 50364 if mels == 128 else 50363]

    def turn(part: Sequence[Any]) -> None:
        view = ctranslate2.StorageView.from_array(np.ascontiguousarray(np.stack(part), dtype=np.float32))
        model.generate(model.encode(view), [prompt] * len(part), max_length=2 * cap, **SEARCH_LADDER[0])

    turn(spectra[:batch])
    began = time.perf_counter()
    for part in _split_into_batches(spectra, batch):
        turn(part)
    return len(spectra) / (time.perf_counter() - began)


def _split_into_batches(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for at in range(0, len(rows), size):
        yield rows[at : at + size]


def create_random_model(name: str, encoder: int, decoder: int, base: Path, folder: Path, kind: str) -> Path:
    """Create a CTranslate2 model of this shape with random weights and the base model's tokenizer and languages."""
    from transformers import WhisperConfig, WhisperForConditionalGeneration

    config = WhisperConfig(
        vocab_size=51_866, num_mel_bins=128, d_model=1280, encoder_layers=encoder, decoder_layers=decoder,
        encoder_attention_heads=20, decoder_attention_heads=20, encoder_ffn_dim=5120, decoder_ffn_dim=5120,
    )  # fmt: skip
    source, target = folder / f"{name}-random", folder / name
    WhisperForConditionalGeneration(config).save_pretrained(source)
    shutil.copy(base / "tokenizer.json", source)
    ctranslate2.converters.TransformersConverter(str(source)).convert(str(target), quantization=kind)
    shutil.rmtree(source)
    shutil.copy(base / "tokenizer.json", target)
    described = json.loads((target / "config.json").read_text(encoding="utf-8"))
    described["lang_ids"] = json.loads((base / "config.json").read_text(encoding="utf-8"))["lang_ids"]
    (target / "config.json").write_text(json.dumps(described), encoding="utf-8")
    features = {"feature_size": 128, "sampling_rate": RATE, "hop_length": 160, "n_fft": 400, "chunk_length": 30}
    (target / "preprocessor_config.json").write_text(json.dumps(features), encoding="utf-8")
    return target


def measure_word_error(clips: Sequence[HomeworkClip], texts: Sequence[str]) -> float:
    """Return the word error rate in per cent, against the reference texts."""
    wrong = total = 0
    for clip, heard in zip(clips, texts, strict=True):
        wanted = _split_words(join_sentence_texts(clip.rows))
        wrong += measure_word_distance(wanted, _split_words(heard))
        total += len(wanted)
    return 100 * wrong / max(1, total)


def _split_words(written: str) -> list[str]:
    return [" ".join(word.readings[0]) for word in parse_words(written, "en")]


def get_device_name(device: str) -> str:
    """Return the GPU's name, or a note that the processor is used."""
    if device == "cpu":
        return "no card: a trial on the processor"
    try:
        command = ["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0].strip()
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown card"


def measure_base_model(
    clips: Sequence[HomeworkClip], folder: Path, device: str, kind: str, say: Callable[[str], None]
) -> dict[str, float]:
    """Compare the engine with faster-whisper, both with the `base` model on the same clips."""
    model = WhisperModel(str(folder), device=device, compute_type=kind)
    best = measure_faster_whisper(model, clips, beam_size=5, without_timestamps=True, condition_on_previous_text=False)
    say(f"one at a time, best setting     {best.clips_per_s:7.2f} clips/s   word error {best.word_error:.2f} %")
    plain = measure_faster_whisper(model, clips)
    say(f"one at a time, defaults         {plain.clips_per_s:7.2f} clips/s   word error {plain.word_error:.2f} %")
    del model
    engine = SpeechEngine(whisper_dir=folder, embedding_dir=None, device=device)
    mine = measure_engine(engine, clips, rounds=3)
    engine.close()
    say(f"this engine, end to end         {mine.clips_per_s:7.2f} clips/s   word error {mine.word_error:.2f} %")
    assert mine.word_error is not None
    assert best.word_error is not None
    return {
        "base_clips_per_s": mine.clips_per_s,
        "base_over_best": mine.clips_per_s / best.clips_per_s,
        "base_over_defaults": mine.clips_per_s / plain.clips_per_s,
        "base_word_error_above": mine.word_error - best.word_error,
    }


def measure_large_shape(
    clips: Sequence[HomeworkClip], base: Path, device: str, kind: str, shape: str, say: Say
) -> dict[str, float]:
    """Compare the engine with bare CTranslate2 at its best batch size, with random weights of a large shape."""
    name, encoder, decoder = SHAPES[shape]
    with tempfile.TemporaryDirectory(prefix="talim-gpu-") as scratch:
        folder = create_random_model(name, encoder, decoder, base, Path(scratch), kind)
        rates = {batch: measure_ctranslate2(folder, clips, device, kind, batch, 128) for batch in BATCHES}
        say(
            f"{name} shape, bare CTranslate2: "
            + ", ".join(f"{b}: {rate:.1f}" for b, rate in rates.items())
            + " clips/s"
        )
        engine = SpeechEngine(whisper_dir=folder, embedding_dir=None, device=device)
        mine = measure_engine(engine, clips, rounds=1)
        engine.close()
    say(f"{name} shape, this engine: {mine.clips_per_s:.1f} clips/s, P95 {mine.p95:.2f} s")
    return {f"{shape}_share": 100 * mine.clips_per_s / max(rates.values()), f"{shape}_clips_per_s": mine.clips_per_s}


def main() -> int:
    """Measure everything and write the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--model", default="base", help="a folder, or a name of the cache")
    parser.add_argument("--device", default="cuda", choices=["cuda", "cpu"])
    parser.add_argument("--clips", type=int, default=0, help="fewer clips, for a trial")
    parser.add_argument("--shapes", nargs="*", default=list(SHAPES), choices=list(SHAPES))
    given = parser.parse_args()
    kind = "float16" if given.device == "cuda" else "int8"
    base = resolve_whisper(given.model, fetch=False).path
    clips = [
        HomeworkClip(samples, rows)
        for samples, rows in corpus.build_homeworks(given.data)
        if 10 <= len(samples) / RATE <= 30
    ]
    clips = clips[: given.clips or None]
    print(
        f"{get_device_name(given.device)}: {len(clips)} homeworks of {statistics.mean(c.seconds for c in clips):.1f} s"
    )
    values = measure_base_model(clips, base, given.device, kind, print)
    short = [
        HomeworkClip(s, r)
        for s, r in corpus.build_homeworks(given.data, SHORT_SECONDS - 3)
        if len(s) / RATE <= SHORT_SECONDS
    ]
    for shape in given.shapes:
        values |= measure_large_shape(short[: given.clips or None], base, given.device, kind, shape, print)
    if given.device == "cuda" and not given.clips:
        FILE.parent.mkdir(parents=True, exist_ok=True)
        body = {"machine": get_device_name(given.device), "at": time.strftime("%Y-%m-%d"), "values": values}
        FILE.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")
        print(f"kept in {FILE}")
    print(json.dumps({name: round(value, 3) for name, value in values.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
