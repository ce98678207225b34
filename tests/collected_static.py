"""Static files as a deployment serves them: collected and compressed."""

import os
import subprocess
import sys
from pathlib import Path

from tests.process_forker import ROOT


def collect_static(folder: Path) -> dict[str, str]:
    """Collect the pages' static files into the folder; return the settings of a server that serves them."""
    settings = {"STATIC_ROOT": str(folder), "DEBUG": "false"}
    command = "collectstatic --no-input --verbosity 0 --ignore admin --ignore unfold".split()
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env={**os.environ, **settings}, check=True)
    return settings
