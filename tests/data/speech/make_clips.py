"""Makes the clips of this folder from the corpus: `python -m tests.data.speech.make_clips <corpus folder>`.

Whole homeworks are one speaker's sentences, silences at their ends cut, 0.3 s between them, in a phone's containers.
"""

import csv
import json
import shutil
import sys
import tarfile
from pathlib import Path
from typing import Any

import av
import numpy as np

from ml.engines.audio import RATE
from ml.training.corpus import (
    decode_to_samples,
    join_sentence_texts,
    join_sentences,
    read_sentence_samples,
    read_train_table,
)

HERE = Path(__file__).parent
COLUMNS = (
    "file", "seconds", "container", "kind", "language", "level", "reference", "question", "reference_answers",
    "age", "gender", "experts_total", "expected_verdict", "what", "sources",
)  # fmt: skip
ENCODERS: dict[str, tuple[str, str, int, dict[str, str]]] = {
    "webm": ("webm", "libopus", 48_000, {"b": "32k"}),
    "ogg": ("ogg", "libopus", 48_000, {"b": "24k"}),
    "m4a": ("mp4", "aac", 44_100, {"b": "64k"}),
    "mp3": ("mp3", "libmp3lame", 44_100, {"b": "48k"}),
    "wav": ("wav", "pcm_s16le", 16_000, {}),
}
HOMEWORKS = [
    # file, speaker, sentences from, seconds, level, what
    ("good-adult.webm", "2251", 0, 26, "C1", "good reader, adult"),
    ("good-child.m4a", "6121", 2, 24, "B1", "good reader, child"),
    ("middle-child.mp3", "0056", 0, 24, "A1", "middling reader, child"),
    ("middle-adult.ogg", "1336", 0, 30, "B1", "middling reader, adult"),
    ("weak-adult.wav", "9606", 0, 21, "A1", "weak reader, adult"),
]
ANSWERS = {
    "03-001350194.webm": (
        "Why did you choose these seats?",
        ["We can see the game well from here, which is good.", "I like that we see the match."],
    ),
    "05-014390051.opus": ("How well does Alisa play volleyball?", ["She does not play volleyball well."]),
}
"""Sentences that answer a question: the question and its reference answers."""
CLASSMATES = {"classmate-1.ogg": "001040106", "classmate-2.ogg": "010920101"}
"""Two readers of nearly the same sentence; no rows of `clips.tsv`."""
AS_THEY_ARE = [
    ("03-001350194.webm", "C1", "one sentence, good"),
    ("04-005940025.m4a", "B1", "one sentence, middling adult"),
    ("05-014390051.opus", "A1", "one sentence, child of six"),
    ("12-001310168.mp3", "A2", "three words, child of seven"),
]


def main(corpus: Path) -> None:
    """Writes the clips and `clips.tsv`."""
    table = read_train_table(corpus)
    by_id = {row["utt_id"]: row for row in table}
    rows: list[dict[str, Any]] = []
    with tarfile.open(corpus / "train.tar") as tar:

        def sound(row: dict[str, str]) -> np.ndarray:
            return read_sentence_samples(tar, row)

        def reading(name: str, speaker: str, start: int, seconds: float) -> tuple[np.ndarray, list[dict[str, str]]]:
            return join_sentences([row for row in table if row["speaker"] == speaker][start:], sound, seconds)

        for name, speaker, start, seconds, level, what in HOMEWORKS:
            samples, used = reading(name, speaker, start, seconds)
            rows.append(write(name, samples, used, join_sentence_texts(used), level, "OK", what))
        samples, used = reading("half", "2036", 0, 24)
        cut, kept = join_sentences(used[: len(used) // 2], sound, 60)
        rows.append(
            write(
                "half-read.webm",
                cut,
                kept,
                join_sentence_texts(used),
                "B1",
                "INCOMPLETE",
                "only the first half was read",
            )
        )
        samples, used = reading("off", "5401", 0, 20)
        _, other = reading("other", "2251", 10, 20)
        rows.append(
            write(
                "off-script.ogg", samples, used, join_sentence_texts(other), "B1", "OFF_SCRIPT", "another text was read"
            )
        )
        for name, sentence in CLASSMATES.items():
            write(name, sound(by_id[sentence]), [], "", "", "", "")
    noise = np.random.default_rng(5).normal(size=RATE * 9)
    silent, loud = noise * 10 ** (-84 / 20), noise * 10 ** (-28 / 20)
    rows.append(write("silent.m4a", silent, [], rows[0]["reference"], "B1", "NO_SPEECH", "a quiet room, nobody speaks"))
    rows.append(write("noise.webm", loud, [], rows[0]["reference"], "B1", "NO_SPEECH", "loud noise, nobody speaks"))
    for file, level, what in AS_THEY_ARE:
        shutil.copyfile(corpus / "demo" / file, HERE / file)
        used = [by_id[file.split("-")[1].split(".")[0]]]
        rows.append(describe(file, used, join_sentence_texts(used), level, "OK", what))
    sentences = {row["file"]: row for row in rows}
    for file, (question, answers) in ANSWERS.items():
        answer = sentences[file] | {
            "kind": "speaking", "reference": "", "question": question, "reference_answers": json.dumps(answers),
            "what": "the same recording as an answer to a question",
        }  # fmt: skip
        rows.append(answer)
    with (HERE / "clips.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, COLUMNS, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(rows)


def write(name: str, samples: np.ndarray, used: list[dict[str, str]], reference: str, level: str, verdict: str, what: str) -> dict[str, Any]:  # noqa: E501  # fmt: skip
    """Encodes one clip and describes it."""
    container, codec, rate, options = ENCODERS[name.rpartition(".")[2]]
    frame = av.AudioFrame.from_ndarray(samples.astype(np.float32)[None], format="flt", layout="mono")
    frame.sample_rate = RATE
    with av.open(str(HERE / name), "w", format=container) as out:
        stream = out.add_stream(codec, rate=rate, layout="mono", options=options)
        if "b" in options:
            stream.bit_rate = int(options["b"].rstrip("k")) * 1000
        resampler = av.AudioResampler(format=stream.format.name, layout="mono", rate=rate, frame_size=stream.codec_context.frame_size or 1024)  # noqa: E501  # fmt: skip
        for piece in [*resampler.resample(frame), *resampler.resample(None), None]:
            out.mux(stream.encode(piece))
    return describe(name, used, reference, level, verdict, what)


def describe(name: str, used: list[dict[str, str]], reference: str, level: str, verdict: str, what: str) -> dict[str, Any]:  # noqa: E501  # fmt: skip
    """The row of `clips.tsv`."""
    return {
        "file": name,
        "seconds": round(len(decode_to_samples((HERE / name).read_bytes())) / RATE, 2),
        "container": name.rpartition(".")[2],
        "kind": "reading",
        "language": "en",
        "level": level,
        "reference": reference,
        "question": "",
        "reference_answers": "[]",
        "age": used[0]["age"] if used else "",
        "gender": used[0]["gender"] if used else "",
        "experts_total": round(float(np.mean([float(row["total"]) for row in used])), 2) if used else "",
        "expected_verdict": verdict,
        "what": what,
        "sources": " ".join(row["utt_id"] for row in used),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
