"""What `fit_marks` needs of every recording: `python -m ml.training.collect_marks <data> <whisper> <work>`.

`data`: speechocean762's training half. `whisper`: the model's folder. Writes to `work`, and goes on where it was
stopped: `<utt_id>.npy` (encoder frames in half precision, 50 a second) with a line of `evidence-*.jsonl` per recording
alone; the same as `joined-<speaker>-<n>.npy` and `joined-*.jsonl` per window of one speaker's sentences joined to at
most 12, 20 or 28.5 s, because in a homework a sentence has neighbours and the encoder's frames differ for it. Two
processes share the work with `--shard 0/2` and `--shard 1/2`.
"""

import json
import random
import sys
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ml.engines import audio_gate
from ml.engines import evidence as gathering
from ml.engines.asr import AudioWindow, Whisper
from ml.engines.audio import RATE, Samples
from ml.models import verify_and_hash_weights
from ml.scoring import ScoringTask
from ml.training import corpus
from ml.training.corpus import GAP_SECONDS, CorpusRow, format_sentence, trim_silence

LIMITS = (12.0, 20.0, 28.5)
"""Seconds of a joined window; each speaker has one of them."""


def main() -> None:
    """Collects what is missing."""
    parser = corpus.create_parser(__doc__, "data", "whisper", "work")
    parser.add_argument("--shard", default="0/1")
    arguments = parser.parse_args()
    shard, shards = map(int, arguments.shard.split("/"))
    arguments.work.mkdir(parents=True, exist_ok=True)
    digest = verify_and_hash_weights(arguments.whisper)
    (arguments.work / "model.sha256").write_text(digest + "\n", encoding="utf-8")
    collector = _Collector(arguments.data, arguments.whisper, arguments.work, arguments.shard.replace("/", "-of-"))
    for place, speaker in enumerate(sorted(collector.speakers)):
        if place % shards == shard:
            collector.collect(collector.speakers[speaker])
            print(f"\r{place + 1} of {len(collector.speakers)} speakers", end="", file=sys.stderr)


class _Collector:
    def __init__(self, data: Path, whisper: Path, work: Path, name: str) -> None:
        self._work, self._name = work, name
        self._tar = tarfile.open(data / "train.tar")  # noqa: SIM115
        self._whisper = Whisper(whisper, device="auto", threads=1)
        self.speakers: dict[str, list[CorpusRow]] = {}
        for row in corpus.read_train_table(data):
            self.speakers.setdefault(row["speaker"], []).append(row)

    def collect(self, rows: Sequence[CorpusRow]) -> None:
        """All windows of one speaker."""
        for name, batch in join_into_windows(rows, lambda row: trim_silence(self._sound(row))):
            if not self._stored(name):
                gap = np.zeros(int(GAP_SECONDS * RATE), dtype=np.float32)
                parts = [part for row in batch for part in (trim_silence(self._sound(row)), gap)]
                evidence_of_batch = self._heard(name, np.concatenate(parts), batch)
                self._keep("joined", {"name": name, "sentences": [row["utt_id"] for row in batch], **evidence_of_batch})
        for row in rows:
            if not self._stored(row["utt_id"]):
                task = ScoringTask("reading", "en", format_sentence(row["text"]))
                evidence = {"task": task.as_json(), **self._heard(row["utt_id"], self._sound(row), [row])}
                self._keep("evidence", {"utt_id": row["utt_id"], "evidence": evidence})

    def _sound(self, row: CorpusRow) -> Samples:
        return corpus.read_sentence_samples(self._tar, row)

    def _stored(self, name: str) -> bool:
        return (self._work / f"{name}.npy").exists()

    def _heard(self, name: str, samples: Samples, rows: Sequence[CorpusRow]) -> dict[str, Any]:
        sound = audio_gate.measure_sound(samples)
        encoded = self._whisper.encode([AudioWindow(samples, 0.0, "en")])
        words = [word for row in rows for word in format_sentence(row["text"]).split()]
        forced = gathering.list_forced_words(self._whisper.force(encoded, [words]))
        np.save(self._work / f"{name}.npy", encoded[0].frames().astype(np.float16))
        return {"sound": gathering.sound_to_json(sound), "forced": forced}

    def _keep(self, kind: str, line: dict[str, Any]) -> None:
        with (self._work / f"{kind}-{self._name}.jsonl").open("a", encoding="utf-8") as out:
            out.write(json.dumps(line) + "\n")


def join_into_windows(rows: Sequence[CorpusRow], sound: Any) -> Iterator[tuple[str, list[CorpusRow]]]:
    """One speaker's sentences in an order of their own, in windows, each with its name."""
    speaker = rows[0]["speaker"]
    shuffled = list(rows)
    random.Random(speaker).shuffle(shuffled)
    limit = random.Random("l" + speaker).choice(LIMITS)
    batches: list[list[CorpusRow]] = [[]]
    length = 0.0
    for row in shuffled:
        seconds = len(sound(row)) / RATE + GAP_SECONDS
        if batches[-1] and length + seconds > limit:
            batches.append([])
            length = 0.0
        batches[-1].append(row)
        length += seconds
    return ((f"joined-{speaker}-{place}", batch) for place, batch in enumerate(batches))


if __name__ == "__main__":
    main()
