"""Fits the calibrated marks: `python -m ml.training.fit_marks <data> <work>`, after `collect_marks`.

`data`: speechocean762's training half. `work`: what `collect_marks` stored. Speakers with `int(speaker) % 5 == 1` are
the development speakers: nothing is chosen or fitted on them, they are opened for the last table. Of the other 98,
five folds by speaker give each sentence an answer from networks that never heard its speaker; on those the weighted
sum and the offsets by age are fitted. What ships are networks fitted to all 98.

Writes `ml/engines/marking.npz` and `ml/scoring/calibration.json`; prints figures by mark, age and gender, within
speakers, and the mean error.
"""

import hashlib
import json
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from scipy.optimize import nnls  # type: ignore[import-untyped]

from ml.engines import expert_scores
from ml.scoring import calibration
from ml.scoring.calibration import FEATURES, POSITIVE_FEATURES, SCORE_NAMES, WORD_FEATURES
from ml.training.corpus import create_parser, is_held_out
from ml.training.fit_guards import list_models_with_same_weights
from ml.training.marks_data import ScoredSentence, load_sentences
from ml.training.marks_head import train_network

FOLDS, FOLD_SEED = 5, 7
SEEDS = (0, 1)
"""Of the networks whose answers are averaged, in the folds as in what ships."""
WIDTH = 128
"""Directions of the encoder's frames that are kept."""
LANGUAGE = "en"
RIDGE = 3.0
BOUNDS = (0.005, 0.995)
"""Quantiles of the fitting speakers' values to which every value is held."""
SPEAKERS_OF_AN_OFFSET = 2.0
"""An offset by age is drawn towards nought as if so many speakers without one were among its band."""
BANDS = ("under8", "child", "adult")
NO_FOLD = -1
_SHARED: dict[str, Any] = {}
"""What the processes of one fit look at; they are forked from it."""

Json = dict[str, Any]
Array = npt.NDArray[np.float64]
Frames = npt.NDArray[np.float32]
Scores = tuple[dict[str, float], list[float]]
"""Marks of a sentence by name, and of its words."""


def main() -> None:
    """Fits, writes, prints."""
    parser = create_parser(__doc__, "data", "work")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", action="store_true", help="the sums of versions already released")
    arguments = parser.parse_args()
    sentences = load_sentences(arguments.data, arguments.work)
    fitting = [sentence for sentence in sentences if not is_held_out(sentence.speaker)]
    kept_back = [sentence for sentence in sentences if is_held_out(sentence.speaker)]
    print(f"{len(fitting)} sentences of {len({sentence.speaker for sentence in fitting})} fitting speakers")
    mean, projection = fit_projection([sentence.frames for sentence in fitting])
    frames = [((sentence.frames - mean) @ projection).astype(np.float32) for sentence in fitting]
    folds = _assign_folds(fitting)
    networks = _train_networks(fitting, frames, folds, arguments.processes)
    for fold in range(FOLDS):
        heads = [expert_scores.ScoringHead(networks[fold, seed]) for seed in SEEDS]
        for at in np.flatnonzero(folds == fold):
            fitting[at].answer(heads, frames[at])
    across = _score_across_folds(fitting, folds)
    figures = {"folds": compute_errors(fitting, across)}
    print_figures("five folds by speaker", figures["folds"])
    weights = fit_weighted_sums(fitting)
    arrays = _round_arrays(mean, projection, [networks[NO_FOLD, seed] for seed in SEEDS])
    _add_outputs(kept_back, arrays)
    scores = [_score(weights, sentence, sentence.age_band) for sentence in kept_back]
    figures["development"] = compute_errors(kept_back, scores)
    print_figures("development speakers", figures["development"])
    unknown = compute_errors(kept_back, [_score(weights, sentence, "") for sentence in kept_back])
    print_figures("development speakers, age not told", unknown)
    digest = (arguments.work / "model.sha256").read_text(encoding="utf-8").strip()
    _write_files(arrays, weights, figures, digest, arguments.keep)


def fit_projection(frames: Sequence[Frames]) -> tuple[Frames, Frames]:
    """Mean and matrix (d, `WIDTH`) onto the strongest directions, each of the same strength."""
    count = sum(map(len, frames))
    mean = sum(frame.sum(axis=0, dtype=np.float64) for frame in frames) / count
    spread = np.zeros((len(mean), len(mean)))
    for frame in frames:
        centred = frame - mean
        spread += centred.T @ centred
    strength, directions = np.linalg.eigh(spread / count)
    matrix = directions[:, ::-1][:, :WIDTH] / np.sqrt(strength[::-1][:WIDTH])
    matrix *= np.where(matrix[np.abs(matrix).argmax(axis=0), range(WIDTH)] < 0, -1, 1)
    return mean.astype(np.float32), matrix.astype(np.float32)


def fit_weighted_sums(sentences: Sequence[ScoredSentence]) -> dict[str, Any]:
    """The weighted sums and offsets from sentences with their networks' answers, as `calibration.json` holds them."""
    values = np.array([_get_features(sentence) for sentence in sentences])
    signs = np.array([1.0] * POSITIVE_FEATURES + [-1.0] * (len(FEATURES) - POSITIVE_FEATURES))
    part: dict[str, Any] = {"features": list(FEATURES)} | _get_bounds(values)
    values = np.clip(values, part["low"], part["high"])
    truth = np.array([sentence.marks for sentence in sentences])
    for column, name in enumerate(SCORE_NAMES):
        part[name] = _fit_signed_line(values, truth[:, column], signs)
    weights: dict[str, Any] = {"sentence": part, "offsets": {name: {} for name in SCORE_NAMES}}
    _fit_offsets(weights, sentences, truth)
    rows, wanted = _build_word_arrays(weights, sentences)
    word: dict[str, Any] = {"features": list(WORD_FEATURES)} | _get_bounds(rows)
    word |= _fit_signed_line(np.clip(rows, word["low"], word["high"]), wanted, np.ones(len(WORD_FEATURES)))
    return weights | {"word": word}


def _get_features(sentence: ScoredSentence) -> list[float]:
    return calibration.get_sentence_features(sentence.as_evidence(), range(len(sentence.words)))


def _get_bounds(values: Array) -> dict[str, list[float]]:
    low, high = np.quantile(values, BOUNDS, axis=0)
    return {"low": low.round(4).tolist(), "high": high.round(4).tolist()}


def _fit_signed_line(values: Array, wanted: Array, signs: Array) -> dict[str, Any]:
    """Ridge regression whose weights have the given signs or are nought."""
    middle, scale = values.mean(axis=0), values.std(axis=0) + 1e-9
    rows = (values - middle) / scale * signs
    padded = np.concatenate([rows, np.sqrt(RIDGE) * np.eye(rows.shape[1])])
    factors, _ = nnls(padded, np.concatenate([wanted - wanted.mean(), np.zeros(rows.shape[1])]))
    weights = (factors * signs / scale).round(6)
    return {"bias": round(float(wanted.mean() - weights @ middle), 6), "weights": weights.tolist()}


def _fit_offsets(weights: dict[str, Any], sentences: Sequence[ScoredSentence], truth: Array) -> None:
    """Mean error by age band, per speaker first; for children under 8 towards that of all children."""
    too_low = truth - np.array([list(_score(weights, sentence, "")[0].values()) for sentence in sentences])
    for column, name in enumerate(SCORE_NAMES):
        of_speaker: dict[str, dict[str, list[float]]] = {band: {} for band in BANDS}
        for scored, error in zip(sentences, too_low[:, column], strict=True):
            of_speaker[scored.age_band].setdefault(scored.speaker, []).append(float(error))
        means = {band: [float(np.mean(values)) for values in errors.values()] for band, errors in of_speaker.items()}
        of_children, of_adults = _shrink_mean(means["under8"] + means["child"]), _shrink_mean(means["adult"])
        weights["offsets"][name] = {"under8": of_children, "child": of_children, "adult": of_adults}


def _shrink_mean(means: list[float]) -> float:
    return round(sum(means) / (len(means) + SPEAKERS_OF_AN_OFFSET), 4)


def _build_word_arrays(weights: dict[str, Any], sentences: Sequence[ScoredSentence]) -> tuple[Array, Array]:
    rows, wanted = [], []
    for sentence in sentences:
        accuracy = _score(weights, sentence, sentence.age_band)[0]["accuracy"]
        rows += [[head, logprob, accuracy] for head, logprob in sentence.as_evidence()["words"]]
        wanted += sentence.words
    return np.array(rows), np.array(wanted)


def _score(weights: dict[str, Any], sentence: ScoredSentence, band: str) -> Scores:
    evidence, places = sentence.as_evidence(), range(len(sentence.words))
    marks = calibration.score_measured_sentence(weights, evidence, places, band)
    if "word" not in weights:
        return marks, []
    return marks, list(calibration.score_words(weights, evidence, places, marks["accuracy"]).values())


def _assign_folds(sentences: Sequence[ScoredSentence]) -> npt.NDArray[np.int64]:
    speakers = sorted({sentence.speaker for sentence in sentences})
    np.random.default_rng(FOLD_SEED).shuffle(speakers)
    fold = {speaker: place % FOLDS for place, speaker in enumerate(speakers)}
    return np.array([fold[sentence.speaker] for sentence in sentences])


def _score_across_folds(sentences: Sequence[ScoredSentence], folds: npt.NDArray[np.int64]) -> list[Scores]:
    """Marks of each sentence by sums fitted on the other folds."""
    scores_by_sentence: dict[int, Scores] = {}
    for fold in range(FOLDS):
        weights = fit_weighted_sums([sentence for sentence, its in zip(sentences, folds, strict=True) if its != fold])
        for at in np.flatnonzero(folds == fold):
            scores_by_sentence[int(at)] = _score(weights, sentences[int(at)], sentences[int(at)].age_band)
    return [scores_by_sentence[at] for at in range(len(sentences))]


def _train_networks(
    sentences: list[ScoredSentence], frames: list[Frames], folds: npt.NDArray[np.int64], processes: int
) -> dict[tuple[int, int], dict[str, Frames]]:
    """The weights of every network, by the fold it never heard (`NO_FOLD`: it heard all) and its seed.

    One thread each, so that the number of processes changes nothing.
    """
    wanted = [(fold, seed) for seed in SEEDS for fold in (*range(FOLDS), NO_FOLD)]
    _SHARED.update(sentences=sentences, frames=frames, folds=folds)
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("fork")) as pool:
        networks = {}
        for task, weights in zip(wanted, pool.map(_train_network, wanted), strict=True):
            networks[task] = weights
            print(f"network {len(networks)} of {len(wanted)}", flush=True)
    return networks


def _train_network(wanted: tuple[int, int]) -> dict[str, Frames]:
    torch.set_num_threads(1)
    fold, seed = wanted
    sentences, frames = _SHARED["sentences"], _SHARED["frames"]
    learning = np.flatnonzero(_SHARED["folds"] != fold)
    return train_network([sentences[at] for at in learning], [frames[at] for at in learning], seed)


def _round_arrays(mean: Frames, projection: Frames, members: Sequence[dict[str, Frames]]) -> dict[str, Any]:
    """As they are stored, in half precision."""
    arrays = {"projection.mean": mean, "projection.w": projection}
    for place, member in enumerate(members):
        arrays |= {f"{place}/{name}": array for name, array in member.items()}
    return {name: array.astype(np.float16) for name, array in arrays.items()}


def _add_outputs(sentences: Sequence[ScoredSentence], arrays: dict[str, Any]) -> None:
    heads = expert_scores.build_heads({name: array for name, array in arrays.items() if "/" in name})
    mean, projection = (arrays[name].astype(np.float32) for name in ("projection.mean", "projection.w"))
    for sentence in sentences:
        sentence.answer(heads, (sentence.frames - mean) @ projection)


def compute_errors(sentences: Sequence[ScoredSentence], predicted: Sequence[Scores]) -> dict[str, dict[str, Any]]:
    """Correlations and mean errors by group of sentences."""
    groups: dict[str, Callable[[ScoredSentence], bool]] = {
        "alone": lambda sentence: not sentence.joined,
        "joined": lambda sentence: sentence.joined,
        "alone, up to 15": lambda sentence: not sentence.joined and sentence.age < 16,
        "alone, from 16": lambda sentence: not sentence.joined and sentence.age >= 16,
        "alone, girls and women": lambda sentence: not sentence.joined and sentence.gender == "f",
        "alone, boys and men": lambda sentence: not sentence.joined and sentence.gender == "m",
    }
    pairs = list(zip(sentences, predicted, strict=True))
    chosen = {name: [pair for pair in pairs if member(pair[0])] for name, member in groups.items()}
    return {name: _compute_group_figures(rows) for name, rows in chosen.items() if len(rows) > 2}


def _compute_group_figures(chosen: Sequence[tuple[ScoredSentence, Scores]]) -> dict[str, Any]:
    truth = np.array([sentence.marks for sentence, _ in chosen])
    marks = np.array([list(its[0].values()) for _, its in chosen])
    speakers = np.array([sentence.speaker for sentence, _ in chosen])
    result: dict[str, Any] = {"sentences": len(chosen), "speakers": len(set(speakers))}
    within_truth, within_marks, of_speaker = truth.copy(), marks.copy(), []
    for speaker in sorted(set(speakers)):
        its = speakers == speaker
        within_truth[its] -= truth[its].mean(axis=0)
        within_marks[its] -= marks[its].mean(axis=0)
        of_speaker.append([truth[its].mean(axis=0), marks[its].mean(axis=0)])
    means = np.array(of_speaker)
    for column, name in enumerate(SCORE_NAMES):
        errors = marks[:, column] - truth[:, column]
        result[name] = {
            "r": _correlate(truth[:, column], marks[:, column]),
            "r_within_speaker": _correlate(within_truth[:, column], within_marks[:, column]),
            "r_of_speaker_means": _correlate(means[:, 0, column], means[:, 1, column]),
            "mean_error": round(float(np.mean(errors)), 3),
            "mean_absolute_error": round(float(np.mean(np.abs(errors))), 3),
        }
    words_truth = np.concatenate([sentence.words for sentence, _ in chosen])
    words = np.concatenate([its[1] for _, its in chosen])
    result["word"] = {"r": _correlate(words_truth, words), "words": len(words), "mean_error": round(float(np.mean(words - words_truth)), 3)}  # noqa: E501  # fmt: skip
    return result


def _correlate(first: Array, other: Array) -> float:
    return round(float(np.corrcoef(first, other)[0, 1]), 3)


def print_figures(title: str, figures: dict[str, dict[str, Any]]) -> None:
    """Prints a table of `compute_errors`."""
    print(f"\n{title}\n{'':26}{'n':>6}{'speakers':>9}" + "".join(f"{name:>11}" for name in (*SCORE_NAMES, "word")))
    names = (*SCORE_NAMES, "word")
    for group, figures_ in figures.items():
        counts = f"{figures_['sentences']:>6}{figures_['speakers']:>9}"
        for label, key in (("r", "r"), ("within speaker", "r_within_speaker"), ("speaker means", "r_of_speaker_means"), ("mean error", "mean_error"), ("absolute", "mean_absolute_error")):  # noqa: E501  # fmt: skip
            cells = [f"{figures_[name].get(key, ''):>11}" for name in names]
            first = f"{group:26}{counts}" if key == "r" else f"  {label:24}{'':15}"
            print(first + "".join(cells))


def _write_files(arrays: Json, weights: Json, figures: Json, digest: str, keep: bool) -> None:
    models = list_models_with_same_weights(digest)
    content = hashlib.sha256(json.dumps([models, weights], sort_keys=True).encode())
    for name in sorted(arrays):
        content.update(name.encode() + arrays[name].tobytes())
    version = content.hexdigest()[:8]
    header = {"version": version, "language": LANGUAGE, "models": models}
    stored = np.frombuffer(json.dumps(header).encode(), dtype=np.uint8)
    np.savez_compressed(expert_scores.FILE, header=stored, **arrays)
    former = json.loads(calibration.FILE.read_text(encoding="utf-8"))["calibrations"] if keep else {}
    all_of_them = {"current": version, "calibrations": former | {version: header | weights | {"figures": figures}}}
    calibration.FILE.write_text(json.dumps(all_of_them, indent=1) + "\n", encoding="utf-8")
    print(f"\nversion {version}, {expert_scores.FILE.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
