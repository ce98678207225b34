"""The web processes may use the pure half: it must not drag the heavy half in."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "torch",
    "ctranslate2",
    "av",
    "faster_whisper",
    "sentence_transformers",
    "onnxruntime",
    "numpy",
    "sklearn",
    "django",
)


@pytest.mark.parametrize("module", ["ml.text", "ml.alignment", "ml.scoring", "ml.models"])
def test_modules_for_web_processes_import_no_heavy_library(module):
    code = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    root = Path(__file__).parent.parent.parent
    process = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert process.stdout.strip() == "[]"
