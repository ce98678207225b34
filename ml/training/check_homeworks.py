"""Whole homeworks of speakers never fitted on: `python -m ml.training.check_homeworks <data> <whisper>`.

Per held-out speaker about 24 s of joined sentences: read against their text (honest), against another speaker's text
(swapped), and only the first half of them against the whole text (half). Prints the verdicts and, for the honest ones,
the correlation of the measures with the experts' total.
"""

import argparse
import random
import tarfile
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from ml.engines import evidence as gathering
from ml.engines import gate
from ml.engines.asr import Whisper
from ml.engines.audio import Samples
from ml.scoring import Marks, Task, guards, score
from ml.training.corpus import held_out, joined, read_table, sound_of, text

SECONDS = 24.0


def main() -> None:
    """Runs all speakers and prints the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("whisper", type=Path)
    arguments = parser.parse_args()
    table = [row for row in read_table(arguments.data) if held_out(row["speaker"])]
    whisper = Whisper(arguments.whisper, device="auto", threads=2)
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    points = []
    with tarfile.open(arguments.data / "train.tar") as tar:
        speakers = sorted({row["speaker"] for row in table})
        homeworks = {
            speaker: joined(
                [row for row in table if row["speaker"] == speaker], lambda row: sound_of(tar, row), SECONDS
            )
            for speaker in speakers
        }
        for one, (samples, used) in homeworks.items():
            other = random.Random(one).choice([speaker for speaker in speakers if speaker != one])
            half, _ = joined(used[: len(used) // 2], lambda row: sound_of(tar, row), 60)
            honest = marks(whisper, samples, text(used))
            verdicts["honest"][f"{honest.verdict} {honest.reason} {honest.confidence}"] += 1
            for kind, one_marks in (
                ("swapped", marks(whisper, samples, text(homeworks[other][1]))),
                ("half", marks(whisper, half, text(used))),
            ):
                verdicts[kind][f"{one_marks.verdict} {one_marks.reason}"] += 1
            if honest.overall is not None:
                total = float(np.mean([float(row["total"]) for row in used]))
                points.append([honest.accuracy, honest.fluency, honest.clarity, honest.overall, total])
    for kind, counts in verdicts.items():
        print(kind, dict(counts))
    correlation = np.corrcoef(np.array(points, dtype=float).T)[-1]
    print("correlation with the experts' total:", end=" ")
    print(dict(zip(("accuracy", "fluency", "clarity", "overall"), correlation.round(2).tolist(), strict=False)))


def marks(whisper: Whisper, samples: Samples, reference: str) -> Marks:
    """Marks of decoded samples, as the engine would give them."""
    task, sound = Task("reading", "en", reference, level="B1"), gate.listen(samples)
    evidence = {
        "task": task.as_json(),
        "sound": gathering.sound_json(sound),
        "engine": {"model_sha256": guards.fitted_models()[0]},
    }
    refused = gate.refusal(sound, task)
    if refused:
        return score(evidence | {"refused": {"verdict": refused, "reason": refused}})
    return score(evidence | gathering.gather(whisper, samples, sound, task, {}))


if __name__ == "__main__":
    main()
