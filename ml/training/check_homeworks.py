"""Whole homeworks of speakers never fitted on: `python -m ml.training.check_homeworks <data> <whisper>`.

Per held-out speaker about 24 s of joined sentences: read against their text (honest), against another speaker's text
(swapped), and only the first half of them against the whole text (half). Prints the verdicts and, for the honest ones,
the correlation of the measures with the experts' total.
"""

import random
import tarfile
from collections import Counter, defaultdict
from functools import partial

import numpy as np

from ml.engines import audio_gate
from ml.engines import evidence as gathering
from ml.engines.asr import Whisper
from ml.engines.audio import Samples
from ml.scoring import ScoringResult, ScoringTask, guards, score_evidence
from ml.training.corpus import (
    create_parser,
    is_held_out,
    join_sentence_texts,
    join_sentences,
    read_sentence_samples,
    read_train_table,
)

SECONDS = 24.0


def main() -> None:
    """Runs all speakers and prints the table."""
    arguments = create_parser(__doc__, "data", "whisper").parse_args()
    table = [row for row in read_train_table(arguments.data) if is_held_out(row["speaker"])]
    whisper = Whisper(arguments.whisper, device="auto", threads=2)
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    points = []
    with tarfile.open(arguments.data / "train.tar") as tar:
        speakers = sorted({row["speaker"] for row in table})
        rows = {speaker: [row for row in table if row["speaker"] == speaker] for speaker in speakers}
        read = partial(read_sentence_samples, tar)
        homeworks = {speaker: join_sentences(rows[speaker], read, SECONDS) for speaker in speakers}
        for homework, (samples, used) in homeworks.items():
            other = random.Random(homework).choice([speaker for speaker in speakers if speaker != homework])
            half, _ = join_sentences(used[: len(used) // 2], read, 60)
            honest = score_samples(whisper, samples, join_sentence_texts(used))
            verdicts["honest"][f"{honest.verdict} {honest.reason} {honest.confidence}"] += 1
            for kind, one_marks in (
                ("swapped", score_samples(whisper, samples, join_sentence_texts(homeworks[other][1]))),
                ("half", score_samples(whisper, half, join_sentence_texts(used))),
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


def score_samples(whisper: Whisper, samples: Samples, reference: str) -> ScoringResult:
    """Marks of decoded samples, as the engine would give them."""
    task, sound = ScoringTask("reading", "en", reference, level="B1"), audio_gate.measure_sound(samples)
    model = {"model_sha256": guards.list_guard_models()[0]}
    evidence = {"task": task.as_json(), "sound": gathering.sound_to_json(sound), "engine": model}
    refused = audio_gate.find_gate_refusal(sound, task)
    if refused:
        return score_evidence(evidence | {"refused": {"verdict": refused, "reason": refused}})
    return score_evidence(evidence | gathering.collect_evidence(whisper, samples, sound, task))


if __name__ == "__main__":
    main()
