"""Fits the guards of `ml.scoring` on learners: `python -m ml.training.fit_guards <data> <whisper> <work>`.

`data`: folder with `train.tar` and `train.tsv` (speechocean762's training half, see its README). `whisper`: the model's
folder. `work`: where the evidence is kept, so that a stopped run goes on and a changed feature needs no model.

Per clip: as it is (honest), with two other texts (off script), cut after half of its words (partial); besides them
noise, hum, babble and near-silence against random texts. Speakers with `int(speaker) % 5 == 1` are held out: weights
and thresholds come from the others, the printed figures from them.
"""

import json
import random
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from ml.engines import audio_gate
from ml.engines import evidence as gathering
from ml.engines.asr import Whisper
from ml.engines.audio import RATE, Samples
from ml.model_catalog import MODELS_BY_NAME
from ml.models import verify_and_hash_weights
from ml.scoring import ScoringTask, guards, text_match
from ml.scoring.features import compute_answer_features, compute_reading_features
from ml.training.corpus import create_parser, is_held_out, read_sentence_samples, read_train_table

BAD_KIND = {"noise": "noise", "noise_free": "noise", "off_script": "swapped", "partial": "half"}
GOOD_KINDS = {"noise": {"honest", "half", "swapped"}, "off_script": {"honest", "half"}}
GOOD_KINDS |= {"noise_free": {"honest"}, "partial": {"honest"}}
"""What each guard is fitted to let through; its thresholds come from honest clips alone."""
REFUSE_HONEST = {"noise": 0.01, "noise_free": 0.01, "off_script": 0.02, "partial": 0.02}
DOUBT_HONEST = {"noise": 0.02, "noise_free": 0.02, "off_script": 0.05, "partial": 0.05}
"""Share of honest clips of the fitting speakers that a guard may refuse, or leave to the teacher."""

EvidenceLine = dict[str, Any]


def main() -> None:
    """Collects what is missing, fits, prints the held-out figures, writes `guards.json`."""
    parser = create_parser(__doc__, "data", "whisper", "work")
    parser.add_argument("--clips", type=int, default=400)
    parser.add_argument("--noises", type=int, default=300)
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    store = arguments.work / "evidence.jsonl"
    collect_evidence(arguments.data, arguments.whisper, store, arguments.clips, arguments.noises)
    rows = [json.loads(line) for line in store.read_text(encoding="utf-8").splitlines()]
    fitted = fit_guards(rows)
    content = {"models": list_models_with_same_weights(verify_and_hash_weights(arguments.whisper)), "guards": fitted}
    guards.FILE.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def list_models_with_same_weights(digest: str) -> list[str]:
    """`digest` first, then the other files the catalogue knows that hold the same weights."""
    equal: set[str] = set()
    for entry in MODELS_BY_NAME.values():
        files = [source.files[entry.weights] for source in entry.sources]
        digests = {file if isinstance(file, str) else file[1] for file in files if file}
        equal |= digests if entry.kind == "whisper" and digest in digests else set()
    return [digest, *sorted(equal - {digest})]


def collect_evidence(data: Path, whisper_dir: Path, store: Path, clips: int, noises: int) -> None:
    """Appends one line of evidence per clip and treatment to `store`; names that stand there are passed over."""
    done = {json.loads(line)["name"] for line in store.open(encoding="utf-8")} if store.exists() else set()
    table = read_train_table(data)
    order = random.Random(762)
    chosen = order.sample(table, 400)[:clips]
    whisper = Whisper(whisper_dir, device="auto", threads=2)
    with tarfile.open(data / "train.tar") as tar, store.open("a", encoding="utf-8") as out:
        for place, (name, make) in enumerate(_iter_evidence(table, chosen, noises, tar, whisper)):
            if name not in done:
                for line in make():
                    out.write(json.dumps(line) + "\n")
                out.flush()
            print(f"\r{place + 1} of {clips + noises}", end="", file=sys.stderr)


def _iter_evidence(
    table: list[dict[str, str]], chosen: list[dict[str, str]], noises: int, tar: tarfile.TarFile, whisper: Whisper
) -> Iterator[tuple[str, Any]]:
    for row in chosen:
        yield row["utt_id"], lambda row=row: _build_clip_evidence(row, table, read_sentence_samples(tar, row), whisper)
    for number in range(noises):
        order = random.Random(f"noise {number}")
        name = f"noise-{number}"

        def make(name: str = name, order: random.Random = order) -> list[EvidenceLine]:
            row = order.choice(table)
            samples = _make_noise(order, lambda: read_sentence_samples(tar, order.choice(table)))
            return [_build_evidence(name, "noise", str(order.randrange(1000)), whisper, samples, row["text"])]

        yield name, make


def _build_clip_evidence(
    row: dict[str, str], table: list[dict[str, str]], samples: Samples, whisper: Whisper
) -> list[EvidenceLine]:
    order = random.Random(row["utt_id"])
    honest = _build_evidence(row["utt_id"], "honest", row["speaker"], whisper, samples, row["text"])
    honest |= {name: row[name] for name in ("age", "accuracy", "fluency", "total")}
    honest["word_scores"] = [float(np.mean(word["accuracy"])) for word in json.loads(row["words"])]
    rows = [honest]
    if "forced" not in honest["evidence"]:
        return rows
    size = len(row["text"].split())
    texts = [sentence["text"] for sentence in table]
    others = [text for text in texts if abs(len(text.split()) - size) <= 2 and text != row["text"]]
    for number, text in enumerate(order.sample(others, 2)):
        rows.append(_build_evidence(f"{row['utt_id']}-swap{number}", "swapped", row["speaker"], whisper, samples, text))
    if size >= 4:
        end = honest["evidence"]["forced"][size // 2 - 1][2] + 0.05
        if end > 0.6:
            half = samples[: int(end * RATE)]
            rows.append(_build_evidence(f"{row['utt_id']}-half", "half", row["speaker"], whisper, half, row["text"]))
    return rows


def _build_evidence(name: str, kind: str, speaker: str, whisper: Whisper, samples: Samples, text: str) -> EvidenceLine:
    task = ScoringTask("reading", "en", text)
    sound = audio_gate.measure_sound(samples)
    evidence: EvidenceLine = {"task": task.as_json(), "sound": gathering.sound_to_json(sound)}
    refused = audio_gate.find_gate_refusal(sound, task)
    if not refused:
        evidence |= gathering.collect_evidence(whisper, samples, sound, task)
    return {"name": name, "kind": kind, "speaker": speaker, "refused": refused, "evidence": evidence}


def _make_noise(order: random.Random, voice: Any) -> Samples:
    """White, pink or hum at a random level, or babble of six voices, 3 to 10 s."""
    maker = np.random.default_rng(order.randrange(2**32))
    seconds = order.uniform(3, 10)
    count = int(seconds * RATE)
    kind = order.choice(["white", "pink", "hum", "babble", "babble", "murmur"])
    if kind in ("babble", "murmur"):
        mixed = np.zeros(count, dtype=np.float32)
        for _ in range(6):
            voice_samples = np.resize(voice(), count)
            mixed += np.roll(voice_samples, int(maker.integers(count)))
        sound = mixed / max(1e-6, float(np.abs(mixed).max()))
    elif kind == "hum":
        time = np.arange(count) / RATE
        sound = np.sin(2 * np.pi * 50 * time) + 0.3 * np.sin(2 * np.pi * 150 * time) + 0.1 * maker.normal(size=count)
    else:
        spectrum = np.fft.rfft(maker.normal(size=count))
        if kind == "pink":
            spectrum /= np.sqrt(np.arange(1, len(spectrum) + 1))
        sound = np.fft.irfft(spectrum, count)
    level = order.choice([-45, -35, -25, -15])
    scale = 10 ** (level / 20) / max(1e-9, float(np.sqrt(np.mean(np.square(sound)))))
    clipped: Samples = np.clip(sound * scale, -1, 1).astype(np.float32)
    return clipped


def compute_features(row: EvidenceLine, guard: str) -> dict[str, float]:
    """What `guard` looks at in one line of evidence."""
    if guard == "noise_free":
        return compute_answer_features(row["evidence"])
    evidence = row["evidence"]
    reached = text_match.count_reached_words(evidence["forced"], evidence["sound"]["speech"])
    match = text_match.match_text(evidence["task"]["reference"], evidence["heard"]["words"], "en", reached=reached)
    return compute_reading_features(match, row["evidence"])


def fit_guards(rows: list[EvidenceLine]) -> dict[str, Any]:
    """Weights, thresholds and held-out figures of every guard."""
    heard = [row for row in rows if not row["refused"] and row["evidence"]["heard"]["words"]]
    gone = {kind: sum(row["kind"] == kind for row in rows) - sum(row["kind"] == kind for row in heard) for kind in set(BAD_KIND.values()) | {"honest"}}  # noqa: E501  # fmt: skip
    print("\nrefused before any guard:", gone)
    fitted = {}
    for name, names in guards.FEATURES.items():
        used = [row for row in heard if row["kind"] in GOOD_KINDS[name] | {BAD_KIND[name]}]
        values = np.array([guards.build_capped_feature_vector(names, compute_features(row, name)) for row in used])
        bad = np.array([row["kind"] == BAD_KIND[name] for row in used])
        fair = np.array([row["kind"] == "honest" for row in used])
        is_held_out_row = np.array([is_held_out(row["speaker"]) for row in used])
        scaler = StandardScaler().fit(values[~is_held_out_row])
        model = LogisticRegression(class_weight="balanced", C=1.0, max_iter=2000)
        model.fit(scaler.transform(values[~is_held_out_row]), bad[~is_held_out_row])
        weights = model.coef_[0] / scaler.scale_
        bias = float(model.intercept_[0] - weights @ scaler.mean_)
        chance = 1 / (1 + np.exp(-np.clip(values @ weights + bias, -40, 40)))
        honest = chance[~is_held_out_row & fair]
        refuse, doubt = (float(np.quantile(honest, 1 - share[name])) for share in (REFUSE_HONEST, DOUBT_HONEST))
        of_bad, of_honest = chance[is_held_out_row & bad], chance[is_held_out_row & fair]
        figures = {
            "auc": float(roc_auc_score(bad[is_held_out_row], chance[is_held_out_row])),
            "bad_refused": float(np.mean(of_bad >= refuse)),
            "bad_refused_or_doubted": float(np.mean(of_bad >= doubt)),
            "honest_refused": float(np.mean(of_honest >= refuse)),
            "honest_doubted": float(np.mean(of_honest >= doubt)),
            "held_out_bad": len(of_bad),
            "held_out_honest": len(of_honest),
        }
        fitted[name] = {
            "features": list(names),
            "weights": [round(float(weight), 6) for weight in weights],
            "bias": round(bias, 6),
            "refuse": round(refuse, 6),
            "doubt": round(doubt, 6),
            "held_out": {key: round(value, 4) for key, value in figures.items()},
        }
        print(name, fitted[name]["held_out"])
    return fitted


if __name__ == "__main__":
    main()
