"""Checks the speech models and the GPU, in child processes."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from project.doctor.findings import Finding, bad, ok, warn

TIMEOUT_SECONDS = 20.0
FETCH_ADVICE = "Fetch them: python -m ml.models fetch"
COUNT_GPUS_CODE = "import ctranslate2; print(ctranslate2.get_cuda_device_count())"
SPEECH_ELSEWHERE = "not needed here: speech runs elsewhere (SPEECH_HERE=false); ask its own doctor (docs/operations.md)"
TORCH_ADVICE = (
    "Name PyTorch's index of CPU builds or a mirror of it in TALIM_TORCH_CPU_INDEX, or a folder with the CPU wheel in "
    "PIP_FIND_LINKS, or make room for the CUDA build (13 GB). Then: ./talim setup, and start again. Under systemd run "
    "deploy/systemd/install.sh again instead, then: systemctl restart --no-block talim-speech"
)
MANIFEST = "manifest.json"


def check_models() -> Iterator[Finding]:
    """Check that both models are on this machine and that their files have the right hashes."""
    env = settings.ENV
    if not env.speech_here:
        yield ok("models", SPEECH_ELSEWHERE)
        return
    named = {"WHISPER_MODEL": env.whisper_model, "EMBEDDING_MODEL": env.embedding_model}
    cache = {"TALIM_CACHE": env.talim_cache} if env.talim_cache else {}
    done = _run_command([sys.executable, "-m", "ml.models", "list"], {**os.environ, **named, **cache})
    if done is None or done.returncode:
        last_line = done.stderr.strip().splitlines()[-1:] if done else ["no answer"]
        yield bad("models", " ".join(last_line) or "they cannot be found", FETCH_ADVICE)
        return
    for line in done.stdout.splitlines():
        kind, name, folder, _source, _hash = line.split("\t")
        yield _check_model_files(kind, name, Path(folder))


def _check_model_files(kind: str, name: str, folder: Path) -> Finding:
    if not (folder / MANIFEST).is_file():
        return ok("models", f"{kind} {name} is there (without hashes: it is a folder of your own)")
    files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    for file, facts in files.items():
        try:
            with (folder / file).open("rb") as opened:
                file_hash = hashlib.file_digest(opened, "sha256").hexdigest()
        except OSError:
            file_hash = ""
        if file_hash != facts["sha256"]:
            return bad("models", f"{kind} {name}: {file} is damaged or missing", f"Remove {folder}. {FETCH_ADVICE}")
    return ok("models", f"{kind} {name}: {len(files)} files have the right hashes")


def check_torch() -> Iterator[Finding]:
    """Check that torch is installed, which compares free answers with the model answers."""
    if not settings.ENV.speech_here:
        yield ok("torch", SPEECH_ELSEWHERE)
    elif importlib.util.find_spec("torch") is None:
        text = "not installed: readings are scored, free answers wait for teachers"
        yield warn("torch", text, TORCH_ADVICE)
    else:
        yield ok("torch", f"torch {version('torch')}")


def check_gpu() -> Iterator[Finding]:
    """Check that the device of WHISPER_DEVICE can be used."""
    if not settings.ENV.speech_here:
        yield ok("gpu", SPEECH_ELSEWHERE)
        return
    if settings.ENV.whisper_device != "cuda" and shutil.which("nvidia-smi") is None:
        yield ok("gpu", "no NVIDIA driver: speech is heard on the CPU")
        return
    words = ["nvidia-smi", "--query-gpu=name,memory.total,memory.free", "--format=csv,noheader"]
    seen = _run_command(words, dict(os.environ)) if shutil.which("nvidia-smi") else None
    if seen is None or seen.returncode:
        text = "the NVIDIA driver does not answer"
        yield bad("gpu", text, "Install the driver; in a container start it with --gpus all (docs/deployment.md).")
        return
    card = "; ".join(line.strip() for line in seen.stdout.strip().splitlines())
    count = _run_command([sys.executable, "-c", COUNT_GPUS_CODE], dict(os.environ))
    if count is None or count.returncode or count.stdout.strip() == "0":
        text = f"{card}: the speech libraries cannot use it"
        yield bad("gpu", text, "Install the CUDA build: TALIM_TORCH=cuda ./talim run, or Dockerfile.gpu.")
    elif settings.ENV.whisper_device == "cpu":
        yield warn("gpu", f"{card}: not used, WHISPER_DEVICE is cpu", "Set WHISPER_DEVICE=auto.")
    else:
        yield ok("gpu", card)


def _run_command(words: Sequence[str], env: dict[str, str]) -> "subprocess.CompletedProcess[str] | None":
    """Run a child process; None when it could not start or took too long."""
    try:
        return subprocess.run(  # noqa: S603 - our own words
            words, env=env, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
