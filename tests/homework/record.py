"""Writes `recorded.json`: what the engine with the base model says about some of the clips, for tests that need a real
answer but no engine. Run it again when the engine's answer changes its shape: `python -m tests.homework.record`.
"""

import csv
import json
from dataclasses import asdict
from pathlib import Path

CLIPS = Path(__file__).resolve().parent.parent / "data" / "speech"
TARGET = Path(__file__).with_name("recorded.json")
RECORDED_CLIPS = ("good-adult.webm", "good-child.m4a", "half-read.webm", "off-script.ogg", "silent.m4a")


def read_clip_table(kind: str = "reading") -> dict[str, dict[str, str]]:
    """The clips of this kind by file name."""
    with (CLIPS / "clips.tsv").open(encoding="utf-8") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["file"]: row for row in rows if row["kind"] == kind}


def main() -> None:
    from ml.engines.clips import EngineRequest
    from ml.engines.engine import SpeechEngine
    from ml.models import resolve_whisper
    from ml.scoring import RecordingResult, ScoringTask

    rows = read_clip_table()
    engine = SpeechEngine(whisper_dir=resolve_whisper("base", fetch=False).path, embedding_dir=None, device="cpu")
    items = [
        EngineRequest(
            key=name,
            data=(CLIPS / name).read_bytes(),
            task=ScoringTask("reading", "en", reference=rows[name]["reference"], level=rows[name]["level"]),
        )
        for name in RECORDED_CLIPS
    ]
    recorded = {}
    for name, result in engine.process(items, lambda key, stage: None):
        assert isinstance(result, RecordingResult), result
        plain = asdict(result) | {"words": [word.as_json() for word in result.words]}
        recorded[name] = {key: value for key, value in plain.items() if not isinstance(value, bytes)}
        print(name, result.verdict, result.reason, result.overall, result.confidence, result.seconds["total"])
    engine.close()
    TARGET.write_text(json.dumps(recorded, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
