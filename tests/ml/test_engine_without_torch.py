"""Without torch readings are scored as always, and free answers go to the teacher."""

import json
import os
import subprocess
import sys
from pathlib import Path

from apps.homework.speech_engine import find_embedding_model
from ml.models import resolve_embedding
from ml.scoring import Verdict

READING, ANSWER = "reading good-adult.webm", "speaking 03-001350194.webm"
HEAR = """
import json, sys

class NoTorch:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "torch":
            raise ModuleNotFoundError("No module named 'torch'", name=name)

sys.meta_path.insert(0, NoTorch())
from ml.engines.clips import EngineRequest
from ml.engines.engine import SpeechEngine
from ml.models import resolve_whisper
from tests.ml.conftest import read_clips

engine = SpeechEngine(whisper_dir=resolve_whisper("base", fetch=False).path, embedding_dir=None, device="cpu")
clips = [clip for clip in read_clips() if clip.name in sys.argv[1:]]
items = [EngineRequest(clip.name, clip.data, clip.task) for clip in clips]
for name, result in engine.process(items, lambda key, stage: None):
    print(json.dumps([name, result.verdict, result.reason, result.overall]))
print(json.dumps(engine.figures()["embedding"]))
engine.close()
"""


def test_reading_is_scored_without_torch_and_answer_goes_to_the_teacher(evening):
    words = [sys.executable, "-c", HEAR, READING, ANSWER]
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(words, cwd=root, env=os.environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    *results, embedding = map(json.loads, done.stdout.splitlines())
    by_name = {name: outcome for name, *outcome in results}
    assert by_name[READING] == [evening[READING].verdict, evening[READING].reason, evening[READING].overall]
    assert by_name[ANSWER][:2] == [Verdict.LOW_CONFIDENCE, "NO_EMBEDDING_MODEL"]
    assert embedding == ""


def test_embedding_model_is_used_only_with_torch(monkeypatch):
    assert find_embedding_model("", None) == resolve_embedding(fetch=False)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert find_embedding_model("", None) is None
