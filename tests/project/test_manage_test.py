"""`manage.py test` runs the suite of `./talim test`, and says plainly what it does not do."""

import os
import subprocess
import sys

import pytest

from tests.process_forker import ROOT


@pytest.mark.slow  # 8 s
def test_manage_test_collects_the_suite_and_warns_about_missing_models(tmp_path):
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    env |= {"TALIM_CACHE": str(tmp_path), "WHISPER_MODEL": "", "EMBEDDING_MODEL": ""}
    words = [sys.executable, "manage.py", "test", "--collect-only", "-q", "tests/core"]
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)
    files = {line.partition("::")[0] for line in done.stdout.splitlines() if "::" in line}
    wanted = {f"tests/core/{path.name}" for path in (ROOT / "tests/core").glob("test_*.py")}
    assert (done.returncode, files) == (0, wanted)
    assert "python -m ml.models fetch" in done.stderr
